"""The form of the decision about section 47: what is decided for which child, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from chairtui.core.analysis import Judgement, JudgeThreshold
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.change import Command, Refused
from chairtui.core.children import Child
from chairtui.core.courses import Course
from chairtui.core.decision import Decision, Rationale, RecordDecision
from chairtui.core.enquiries import running
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.register import present
from chairtui.core.rooms import in_room, type_at, type_now
from chairtui.core.sentences.names import brief, told_apart
from chairtui.core.vocabulary import Outcome, Threshold, YesNo
from chairtui.core.with_ids import find
from chairtui.tui.sheets.choices import children_as_options
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, options, text
from chairtui.tui.sitting.sitting import Sitting, agency_title
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

QUESTIONS = {
    "risks": "Risks: what could happen to the child",
    "evidence": "Evidence: what this rests on",
    "threshold": "Threshold: why it is met, or not met",
    "alternatives": "Alternatives: what was considered and rejected",
    "unknown": "What is not known yet",
}


def decision_sheet(
    sitting: Sitting,
    old: Decision | None = None,
    *,
    children: Sequence[str] = (),
    handled: Sequence[Command] = (),
) -> Sheet:
    """Return the form for the decision; `handled` is what the gate asked, and is recorded with it."""
    meeting = sitting.live.outcome.meeting
    everybody = tuple(child.id for child in meeting.concern.children)
    shown = _as_it_stands(meeting, old) or Decision(
        id=sitting.desk.clock.new_id(),
        children=tuple(children) or everybody,
        outcome=Outcome.INITIATE,
        rationale=_begun(meeting, tuple(children) or everybody),
    )

    fields = _decision_fields(sitting, meeting, shown, new=old is None)

    def commands(values: Values) -> Sequence[Command]:
        new = _decided(shown, fields, values, everybody)
        # Another outcome is another decision: it is taken now, by whoever is in the room now.
        if old is not None and new.outcome is not old.outcome:
            again = _as_new(new, sitting.desk.clock.new_id())
            return (*handled, *_judged(meeting, new, values), RecordDecision(decision=again))
        taken = [RecordDecision(decision=new)]
        added = tuple(key for key in new.children if key not in shown.children) if old else ()
        if added:
            # So is one for a further child: nobody decided about that child when the earlier was taken.
            kept = tuple(key for key in new.children if key not in added)
            again = replace(_as_new(new, sitting.desk.clock.new_id()), children=added)
            corrected = [RecordDecision(decision=replace(new, children=kept))] if kept else []
            taken = [*corrected, RecordDecision(decision=again)]
        return (*handled, *_judged(meeting, new, values), *taken)

    return Sheet(
        key=f"decision/{old.id}" if old else f"decision/new/{'/'.join(children)}",
        title="Correct the decision" if old else "The decision about section 47",
        about=f"{_under_way(sitting.told(meeting), shown.children)}{_about(meeting, old)}",
        fields=fields,
        commands=commands,
        focus="outcome",
    )


def _as_it_stands(meeting: Meeting, old: Decision | None) -> Decision | None:
    """Return a decision for the children for whom it stands: a later one about a sibling is not undone."""
    if old is None:
        return None
    about = meeting.deciding.about
    stands = tuple(one for one in old.children if (decision := about(one)) and decision.id == old.id)
    return replace(old, children=stands or old.children)


def _begun(meeting: Meeting, children: Sequence[str]) -> Rationale:
    """Return the parts of the rationale that the room has settled at the step before about these children."""
    everybody = told_apart(meeting).concern.children
    names = {child.id: child.name for child in everybody if child.id in children}
    alone = len(everybody) == 1
    threshold = "\n".join(
        f"{'' if alone else names[judged.id] + ': '}{judged.threshold.value}"
        for judged in meeting.analysis.judgements
        if judged.id in names
    )
    unknown = "\n".join(item.words for item in meeting.analysis.unknowns if not item.contradicts)
    return Rationale(threshold=threshold, unknown=unknown)


def _under_way(meeting: Meeting, children: Sequence[str]) -> str:
    """Return that enquiries about some of these children are under way, since when; else nothing."""
    courses = _running(meeting, children)
    if not courses:
        return ""
    names = and_words([child.name for child, _ in courses])
    since = min((one.started_on for _, one in courses if one.started_on), default=None)
    began = f" since {said(since)}" if since else ""
    return f"Section 47 enquiries about {names} are under way{began}: this meeting continues them. "


def _running(meeting: Meeting, children: Sequence[str]) -> list[tuple[Child, Course]]:
    about = [child for child in meeting.concern.children if child.id in children]
    return [(child, course) for child in about if (course := running(meeting, child))]


def _about(meeting: Meeting, old: Decision | None) -> str:
    """Return what the decision makes of the meeting, by who is here now or, of one taken, was there then."""
    reasons = "A decision not to start needs its reasons too."
    if old is None or old.decided_at is None:
        return f"{type_now(meeting).title}. There now: {len(present(meeting.attendance))}. {reasons}"
    title, people = type_at(meeting, old).title, in_room(meeting, old)
    return f"Taken at {say_clock(old.decided_at)}: {title}. There then: {len(people)}. {reasons}"


def _decided(
    shown: Decision, fields: tuple[FieldSpec, ...], values: Values, everybody: tuple[str, ...]
) -> Decision:
    if not text(values, "outcome"):
        raise Refused("Choose what is decided: initiate, do not initiate, continue or adjourn.")
    rationale = corrected(shown.rationale, fields, values)
    new = corrected(shown, fields, values, rationale=rationale)
    return new if "children" in values else replace(new, children=everybody)


def _judged(meeting: Meeting, decision: Decision, values: Values) -> Iterator[Command]:
    """Yield what judges the threshold for children of whom it was not judged before it was decided."""
    chosen = text(values, "judged") if "judged" in values else ""
    for child_id in decision.children if chosen else ():
        if find(meeting.analysis.judgements, child_id) is None:
            yield JudgeThreshold(judgement=Judgement(id=child_id, threshold=Threshold(chosen)))


def _threshold_field(meeting: Meeting, shown: Decision) -> tuple[FieldSpec, ...]:
    """Return the field that judges the threshold here, where it was not judged at the step before."""
    judged = {one.id for one in meeting.analysis.judgements}
    if judged.issuperset(shown.children):
        return ()
    label = "Threshold, of whom it was not judged yet: there is"
    return (FieldSpec("judged", label, Kind.CHOICE, options=options(Threshold)),)


def _as_new(decision: Decision, new_id: str) -> Decision:
    return replace(decision, id=new_id, decided_at=None, someone_met=YesNo.UNKNOWN)


def _decision_fields(
    sitting: Sitting, meeting: Meeting, shown: Decision, *, new: bool
) -> tuple[FieldSpec, ...]:
    under_way = _running(sitting.told(meeting), shown.children)
    first = (Outcome.CONTINUE, *(outcome for outcome in Outcome if outcome is not Outcome.CONTINUE))
    field, rationale = FieldsOf(shown, sitting.dates), FieldsOf(shown.rationale)
    children = field(
        "children",
        "For which child (siblings may differ)",
        required=True,
        options=children_as_options(meeting),
    )
    return (
        field(
            "outcome",
            "Decided",
            required=True,
            options=options(first if under_way else Outcome),
            initial="" if new else None,
        ),
        *(_anew_fields(field) if under_way or shown.anew_because else ()),
        *((children,) if len(meeting.concern.children) > 1 else ()),
        *_threshold_field(meeting, shown),
        *(rationale(key, question, Kind.PROSE, height=2) for key, question in QUESTIONS.items()),
        field("facts", "Facts it rests on", options=facts_as_options(sitting, meeting)),
        field("adjourned_until", "Adjourned until (only for an adjournment)", key="until"),
    )


def _anew_fields(field: FieldsOf) -> tuple[FieldSpec, ...]:
    """Return what is asked where enquiries are initiated though some are under way."""
    return (
        field(
            "anew_because",
            "Only to initiate others: why, and how those under way ended",
            Kind.PROSE,
            key="anew",
            height=2,
        ),
        field(
            "earlier_ended_on",
            "They ended on",
            key="ended",
            past=True,
            help="without a day the clock to a conference runs on from their beginning",
        ),
    )


def facts_as_options(sitting: Sitting, meeting: Meeting) -> tuple[Option, ...]:
    """Return what was shared as options, each with the agency that shared it."""
    register = meeting.attendance.register
    return tuple(
        Option(item.id, brief(item.fact), agency_title(sitting, line) if line else "")
        for item in meeting.sharing.contributions
        for line in (find(register, item.attendee_id),)
    )
