"""The agenda pack: what is read before a meeting, whole or as one agency may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chairtui.core.births import birth_words
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.children import Child
from chairtui.core.joining import joining_words
from chairtui.core.listing import ended
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Request, usual_agenda
from chairtui.core.purpose import PURPOSE
from chairtui.core.register import Attendee
from chairtui.core.rooms import moments
from chairtui.core.round import withheld_words
from chairtui.core.sentences.names import kin_words
from chairtui.core.views import invitation_words
from chairtui.core.vocabulary import Weight, YesNo
from chairtui.core.with_ids import find
from chairtui.records.content.family_pages import missing_parts, numbers
from chairtui.records.content.frame import Frame, said
from chairtui.records.content.series import carried_parts
from chairtui.records.content.sharing import chronology_parts
from chairtui.records.preparation.invitations import timed
from chairtui.records.record import Paragraph, Part, Record, Section, listed, named, table
from chairtui.standards.verdict import Expected

TITLE = "Agenda pack"
NOT_ASKED = "EXPECTED, AND NOBODY IS NAMED YET"


def compose_pack(
    frame: Frame, expected: Sequence[Expected], attendee_id: str = "", over: Iterable[Section] = ()
) -> Record:
    """Return the pack of a meeting that was already cut to what its reader may see (seeing.py).

    `over` are the children over time, for whoever gets the whole pack.
    """
    meeting = frame.meeting
    whose = frame.line(attendee_id) if attendee_id else "whole pack, for the chair"
    parts = (meeting.reference, meeting.authority, said(meeting.scheduled_at, "no time set"), whose)
    return Record(
        title=TITLE,
        reference=meeting.reference,
        subtitle=" · ".join(filter(None, parts)),
        version=1,
        sections=(*_sections(frame, expected, attendee_id), *over),
    )


def _sections(frame: Frame, expected: Sequence[Expected], attendee_id: str) -> Iterator[Section]:
    whole = not attendee_id
    yield Section("Agenda", tuple(_agenda(frame)))
    yield Section("Purpose and concern", tuple(_purpose(frame, whole)))
    yield Section("The children", tuple(_children(frame, whole)))
    yield Section("Who is expected, and why", tuple(_expected(frame, expected, whole)))
    if whole:
        yield Section("Services that work with the family", tuple(_services(frame, expected)))
    yield Section("Information requests", tuple(_requests(frame, whole)))
    yield Section("Told before the meeting", tuple(_told(frame, whole)))
    yield Section("Already booked", tuple(_booked(frame)))
    if whole:
        yield Section("Chronology", tuple(chronology_parts(frame)))
    left_open = tuple(carried_parts(frame)) if whole else (_own_carried(frame),)
    yield Section("Left open by earlier meetings", left_open)


def _agenda(frame: Frame) -> Iterator[Part]:
    meeting = frame.meeting
    times = {item.id: f"{say_clock(at.starts_at)}–{say_clock(at.ends_at)}" for item, at in timed(meeting)}
    items = meeting.preparing.agenda or usual_agenda()
    rows = [
        (
            times.get(item.id, ""),
            item.title,
            str(item.minutes),
            frame.line(item.attendee_id) if item.attendee_id else "everyone",
        )
        for item in items
    ]
    yield table("Time|Item|Minutes|Who", rows)
    chair = meeting.attendance.chair
    led = f"Chair: {chair.words}." if chair else "Nobody leads it yet."
    minutes = sum(item.minutes for item in items)
    yield Paragraph(f"{led} Held as: {meeting.form.value}. {minutes} minutes in all.")
    yield Paragraph(f"How to join: {'; '.join(joining_words(meeting, meeting.preparing.joining))}.")


def _purpose(frame: Frame, whole: bool) -> Iterator[Part]:
    concern = frame.meeting.concern
    yield Paragraph(PURPOSE)
    raised = said(concern.raised_at)
    fields = [
        ("Concern", concern.words),
        ("Raised", f"{raised} by {concern.referrer or 'somebody not named'}" if whole else raised),
        ("Circumstances", ", ".join(one.value for one in concern.circumstances)),
    ]
    if whole:
        fields += [
            ("Why the meeting is late", concern.late_because or "it is not written that it is"),
            ("Team", ", before that ".join(filter(None, (concern.team.name, concern.team.previous)))),
            ("An assessment is under way", concern.assessment_under_way.value),
        ]
    yield named(fields)


def _children(frame: Frame, whole: bool) -> Iterator[Part]:
    concern = frame.meeting.concern
    rows = [_child(frame, child, whole) for child in concern.children]
    yield table(f"Child|Born|School or setting|Numbers{'|Lives with' if whole else ''}", rows)
    family = [(one.name, kin_words(one, frame.meeting)) for one in concern.family]
    if family:
        yield table("Family|Relationship", family)
    places = [(one.kind.value, one.name, one.authority, one.force) for one in concern.places]
    if places:
        yield table("Place|Name|Authority|Police force", places)
    if whole:
        yield from missing_parts(frame)


def _child(frame: Frame, child: Child, whole: bool) -> tuple[str, ...]:
    held = frame.meeting.scheduled_at
    born = birth_words(child, local_day(held) if held else None) or "not written"
    taught = child.setting or (
        child.education.value if child.education.value != "not known" else "not written"
    )
    row = (child.name, born.removeprefix("born "), taught, numbers(child))
    return (*row, child.lives_with or "not written") if whole else row


def _expected(frame: Frame, expected: Sequence[Expected], whole: bool) -> Iterator[Part]:
    meeting = frame.meeting
    register = meeting.attendance.register
    rows = []
    for role in expected:
        line = find(register, role.attendee_id) if role.attendee_id else None
        why = " ".join(role.reasons) or ("" if whole else "Expected.")
        rows.append((frame.line(line.id) if line else role.title, why, _invited(meeting, line)))
    known = {role.attendee_id for role in expected}
    rows += [
        (frame.line(line.id), "Invited as well.", _invited(meeting, line))
        for line in register
        if line.id not in known
    ]
    yield table("Who|Why|What became of the invitation", rows, "Nobody is expected yet.")


def _invited(meeting: Meeting, line: Attendee | None) -> str:
    if line is None:
        return NOT_ASKED
    words = invitation_words(line, meeting.attendance.register, moments(meeting))
    sent = [one for one in meeting.preparing.sent if one.attendee_id == line.id]
    if not sent:
        return words
    last = sent[-1]
    how = f" by {last.channel}" if last.channel else ""
    return f"{words}; {last.paper.value} sent {said(last.sent_at, '')}{how}"


def _services(frame: Frame, expected: Sequence[Expected]) -> Iterator[Part]:
    """Yield the services that somebody of the family is open to, each against the list of who is invited."""
    concern = frame.meeting.concern
    open_to: dict[str, list[str]] = {}
    people = [(one.name, one.open_to) for one in concern.children]
    people += [(one.name, one.open_to) for one in concern.family]
    for name, services in people:
        for agency in services:
            open_to.setdefault(agency, []).append(name)
    roles = {role.agency: role for role in expected if "open service" in role.origins}
    rows, missing = [], 0
    for agency, names in open_to.items():
        role = roles.get(agency)
        line = find(frame.meeting.attendance.register, role.attendee_id) if role else None
        missing += line is None
        on_list = _invited(frame.meeting, line) if line else "NOT ON THE LIST"
        rows.append((frame.title(agency), ", ".join(names), on_list))
    if missing:
        verb = "is" if missing == 1 else "are"
        yield Paragraph(
            f"{missing} of {len(rows)} open services {verb} not on the list of invitations.", True
        )
    yield table("Service|Works with|On the list", rows, "No service is named that works with the family now.")


def _requests(frame: Frame, whole: bool) -> Iterator[Part]:
    meeting = frame.meeting
    asked = {request.id: request for request in meeting.preparing.requests}
    rows = []
    for line in meeting.attendance.register:
        request = asked.get(line.id)
        needs = (request.needs if request else "",) if whole else ()
        rows.append(
            (frame.line(line.id), *needs, said(request.reply_by, "") if request else "", _state(request))
        )
    back = sum(request.returned_at is not None for request in asked.values())
    answered = (
        f"{back} of {len(asked)} requests were answered." if asked else "Nobody was asked in writing yet."
    )
    yield Paragraph(answered, strong=back < len(asked))
    yield table(f"Agency|{'Asked|' if whole else ''}Reply by|State", rows, "Nobody is on the register.")


def _state(request: Request | None) -> str:
    if request is None:
        return "not asked"
    return f"answered {said(request.returned_at)}" if request.returned_at else "OUTSTANDING"


def _told(frame: Frame, whole: bool) -> Iterator[Part]:
    sharing = frame.meeting.sharing
    rows = []
    for shared in sharing.contributions:
        if shared.before_meeting:
            marks = [shared.weight.value] if shared.weight is not Weight.CONTEXT else []
            marks += ["second-hand"] if shared.second_hand is YesNo.YES else []
            what = f"{shared.fact}{' (' + ', '.join(marks) + ')' if marks else ''}"
            who = frame.line(shared.attendee_id)
            rows.append((who, what, shared.so_what, shared.source, said(shared.as_of_on)))
    if not whole:
        yield Paragraph(
            "What other agencies told before the meeting is theirs to say in it, and is not in here."
        )
    nobody = "Nobody has told anything yet." if whole else "Nothing from you has come yet."
    yield table("Agency|What|What it means for the child|Source|As of", rows, nobody)
    held = [(frame.line(turn.id), turn) for turn in sharing.turns]
    silent = [f"{name} holds nothing about the child or family." for name, turn in held if turn.nothing_known]
    silent += [ended(f"{name} {withheld_words(turn)}") for name, turn in held if turn.withholds]
    silent += [f"{frame.line(offer.attendee_id)} can: {offer.words}" for offer in sharing.offers]
    if silent:
        yield listed(silent)


def _booked(frame: Frame) -> Iterator[Part]:
    booked = sorted(frame.meeting.sharing.bookings, key=lambda one: one.at)
    rows = [
        (said(one.when), one.what, frame.line(one.attendee_id), one.owner or "NOBODY NAMED") for one in booked
    ]
    yield table("When|What|Agency|Who confirms it", rows, "Nothing is written that is booked.")


def _own_carried(frame: Frame) -> Part:
    rows = [
        (one.kind.value, one.words, one.owner, said(one.due_on, "")) for one in frame.meeting.series.carried
    ]
    return table("Kind|Words|Who|By when", rows, "Nothing stands here that is yours.")
