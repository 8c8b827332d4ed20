"""What a meeting leaves open for the next one about the same children."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from chairtui.core.actions import Action
from chairtui.core.decision import standing
from chairtui.core.enquiries import discussed, discussed_there
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.people import folded, same_name
from chairtui.core.questions import Question
from chairtui.core.register import Attendee, invited
from chairtui.core.rooms import moments
from chairtui.core.series import (
    Attended,
    Carried,
    CarriedKind,
    Earlier,
    JoinSeries,
    Partner,
    Series,
    names_of,
)
from chairtui.core.vocabulary import ActionStatus, Outcome, View
from chairtui.core.with_ids import find

NONE = Series()
GRAVEST = (Outcome.INITIATE, Outcome.CONTINUE, Outcome.ADJOURN, Outcome.DO_NOT_INITIATE)
"""Which outcome is named where a meeting decided differently for siblings."""


def follow(earlier: Iterable[Meeting], known: Series = NONE, going_on: Collection[str] = ()) -> JoinSeries:
    """Return the command that links a meeting to earlier ones, oldest first.

    Open actions, unanswered questions and dissent come from all of them. What a later one took up again
    comes only if it is still open there. What it follows already (`known`) and is not kept here stays, and so
    does what it goes on with itself (`going_on`, ids): that it is the same does not end with its being done.
    Different things with one id all come, told apart by their ids.
    """
    meetings = sorted(earlier, key=lambda one: (one.started_at is None, one.started_at, one.id))
    ids = {meeting.id for meeting in meetings}
    elsewhere = [one for one in known.earlier if one.id not in ids]
    away = {one.id for one in elsewhere}
    left = [item for item in known.carried if item.left_by in away]
    for meeting in meetings:
        left = [item for item in left if not _goes_on(meeting, item)] + _left_open(meeting)
    carried = {item.id: item for item in _told_apart(left, known, going_on)}
    carried |= {item.id: item for item in known.carried if item.id in going_on and item.id not in carried}
    told = [*elsewhere, *(_earlier(meeting) for meeting in meetings)]
    told.sort(key=lambda one: (one.held_at is None, one.held_at, one.id))
    return JoinSeries(earlier=tuple(told), carried=tuple(carried.values()))


def _goes_on(meeting: Meeting, item: Carried) -> bool:
    """Say whether a later meeting has the same action or question, and not only one with its id."""
    plain, apart = names_of(item.left_by, item.id)
    own = {one.id: one.what for one in meeting.plan.actions}
    own |= {one.id: one.words for one in meeting.plan.questions}
    if plain not in own:
        return apart in own
    told = find(meeting.series.carried, plain)
    return folded(own[plain]) == folded(item.words) or (
        told is not None and told.left_by in ("", item.left_by)
    )


def _told_apart(left: Sequence[Carried], known: Series, going_on: Collection[str]) -> Iterator[Carried]:
    """Yield each under an id that is its own in the meeting, and under the one that it had there before."""
    before = {item.id: item.left_by for item in known.carried}
    used = {key for key in going_on if key not in before}
    for item in sorted(left, key=lambda one: before.get(one.id) != one.left_by):
        plain, apart = names_of(item.left_by, item.id)
        name = apart if plain in used or apart in before else plain
        used.add(name)
        yield replace(item, id=name)


def _earlier(meeting: Meeting) -> Earlier:
    outcomes = [one.outcome for one in standing(meeting)]
    attended = (
        Attended(agency=line.agency, unit=line.unit, area=line.area)
        for line in meeting.attendance.register
        if line.stays
    )
    return Earlier(
        id=meeting.id,
        reference=meeting.reference,
        held_at=meeting.started_at,
        outcome=min(outcomes, key=GRAVEST.index, default=None),
        attended=tuple(dict.fromkeys(attended)),
        partners=tuple(_partner(meeting, line) for line in meeting.attendance.register),
        discussed=tuple(
            decided
            for child in meeting.concern.children
            if meeting.deciding.about(child.id) and (decided := discussed(meeting, child))
        ),
    )


def told_now(meeting: Meeting, kept: Iterable[Meeting]) -> Meeting:
    """Return a meeting with what the earlier meetings that are kept here say now of enquiries, to count days.

    One about a child of the same number counts though nobody linked it: the enquiry that it initiated is the
    child's, and a conference is counted from there.
    """
    kept = tuple(kept)
    told = linked_now(meeting, kept)
    also = tuple(
        replace(_earlier(there), discussed=about)
        for there in not_linked(meeting, kept)
        if (about := discussed_there(there, meeting))
    )
    return _following(told, (*told.series.earlier, *also))


def linked_now(meeting: Meeting, kept: Iterable[Meeting]) -> Meeting:
    """Return a meeting with what the earlier ones that it follows say now of enquiries.

    What was noted of an enquiry after this meeting was linked counts for it too: that it ended, or its
    conference was held. The rules judge it so.
    """
    now = {one.id: _earlier(one) for one in kept}
    earlier = tuple(
        replace(linked, outcome=fresh.outcome, discussed=fresh.discussed)
        if (fresh := now.get(linked.id)) and fresh.discussed
        else linked
        for linked in meeting.series.earlier
    )
    return _following(meeting, earlier)


def _following(meeting: Meeting, earlier: tuple[Earlier, ...]) -> Meeting:
    if earlier == meeting.series.earlier:
        return meeting
    return replace(meeting, series=replace(meeting.series, earlier=earlier))


def agreed_before(meeting: Meeting, kept: Iterable[Meeting]) -> frozenset[str]:
    """Return the ids of what a meeting goes on with and the one that left it open agreed, or went on with.

    It is the same action or question, and does not count here where that one is kept and has begun.
    """
    agreed = {
        (there.id, name)
        for there in kept
        if there.started_at
        for ids in (
            (action.id for action in there.plan.standing),
            (asked.id for asked in there.plan.questions),
        )
        for key in ids
        for name in names_of(there.id, key)
    }
    return frozenset(item.id for item in meeting.series.carried if (item.left_by, item.id) in agreed)


def not_linked(meeting: Meeting, kept: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return those of the meetings kept here about the same children that a meeting does not follow."""
    linked = {meeting.id, *(one.id for one in meeting.series.earlier)}
    return tuple(one for one in kept if one.id and one.id not in linked)


def not_linked_words(meeting: Meeting, kept: Iterable[Meeting]) -> str:
    """Say that meetings kept here are about the same children and not linked, and what to do; or nothing."""
    names = [one.reference or one.id for one in not_linked(meeting, kept)]
    if not names:
        return ""
    several = len(names) > 1
    are, them = ("are", "them") if several else ("is", "it")
    unlinked = f"{and_words(names)} {are} about the same children, and this meeting is not linked to {them}. "
    if meeting.closing.signature:
        return f"{unlinked}Its record was signed without {them}: late information can say what follows."
    return (
        f"{unlinked}“Earlier meetings” in step 1 links {them}: until then the warnings know nothing "
        f"of {them}."
    )


def perhaps_words(perhaps: Iterable[Meeting]) -> str:
    """Say that meetings kept here are perhaps about the same child, and who says so; or nothing."""
    names = [one.reference or one.id for one in perhaps]
    if not names:
        return ""
    are, them = ("are", "them") if len(names) > 1 else ("is", "it")
    return (
        f"{and_words(names)} {are} perhaps about the same child: a name and birth, or a number, are the same "
        f"and another number is not. Nothing was taken from {them}. If it is the same child, step 1 links "
        f"{them}."
    )


def _partner(meeting: Meeting, line: Attendee) -> Partner:
    return Partner(
        agency=line.agency,
        sector=line.sector,
        name=line.name,
        job=line.job,
        unit=line.unit,
        area=line.area,
        health=line.health,
        called=line.called,
        became=invited(line, meeting.attendance.register, decided=moments(meeting)),
    )


def not_listed_again(meeting: Meeting) -> tuple[Partner, ...]:
    """Return who stood on an earlier register and not on this one, as they stood there last."""
    register = meeting.attendance.register
    here = {_alike(line) for line in register} | {_alike(line, named=False) for line in register}
    last = {_alike(one): one for earlier in meeting.series.earlier for one in earlier.partners}
    return tuple(one for key, one in last.items() if key not in here)


def _alike(line: Attendee | Partner, *, named: bool = True) -> tuple[str, ...]:
    """Return by what a line is known again: a person by name and agency, a line without a name by these."""
    name = folded(line.name) if named else ""
    return name, line.agency, "" if name else line.area, "" if name else str(line.unit or "")


def taken_up(meeting: Meeting, item: Carried) -> bool:
    """Say whether a meeting goes on with what an earlier one left open, or has an action that answers it."""
    return item.id in meeting.plan.ids or item.id in meeting.plan.answered


def continued(meeting: Meeting, item: Carried) -> Action | Question:
    """Return what an earlier meeting left open as it goes on here: with its id, its owner and its day."""
    if item.kind is CarriedKind.QUESTION:
        return Question(id=item.id, words=item.words, owner=item.owner, method=item.why, due_on=item.due_on)
    owner = next((one for one in meeting.attendance.register if same_name(one.name, item.owner)), None)
    return Action(
        id=item.id,
        what=item.words,
        owner=item.owner,
        owner_id=owner.id if owner else "",
        agency=item.agency or (owner.agency if owner else ""),
        due_on=item.due_on,
        due_at=item.due_at,
        why=item.why or "Left open by the earlier meeting.",
    )


def _left_open(meeting: Meeting) -> list[Carried]:
    actions = [
        Carried(
            id=action.id,
            kind=CarriedKind.ACTION,
            words=action.what,
            owner=action.owner,
            due_on=action.due_on,
            due_at=action.due_at,
            agency=action.agency,
            why=action.why,
            left_by=meeting.id,
        )
        for action in meeting.plan.actions
        if action.status is ActionStatus.OPEN and not action.tells
    ]
    questions = [
        Carried(
            id=question.id,
            kind=CarriedKind.QUESTION,
            words=question.words,
            owner=question.owner,
            due_on=question.due_on,
            why=question.method,
            left_by=meeting.id,
        )
        for question in meeting.plan.questions
        if question.is_open
    ]
    stand = {one.id for one in standing(meeting)}
    names = {line.id: line.name or line.agency for line in meeting.attendance.register}
    dissent = [
        Carried(
            id=f"{meeting.id}/{position.id}",
            kind=CarriedKind.DISSENT,
            words=position.reason,
            owner=names.get(position.whose, ""),
            left_by=meeting.id,
        )
        for position in meeting.deciding.positions
        if position.view is View.DISAGREE
        and (not position.decisions or stand.intersection(position.decisions))
    ]
    return [*actions, *questions, *dissent]
