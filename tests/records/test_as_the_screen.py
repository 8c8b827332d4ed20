"""What the screen refuses, an import refuses; what it asks, an import is warned of; nothing is told ahead."""

import ast
import copy
import json
import types
import typing
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct
from tests.records.inbox import NOW, Inbox, line, small, stay

import chairtui.core
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.fields import fields_of
from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.vocabulary import Gate, Handling, Outcome
from chairtui.core.warnings import Handled, HandleWarning, Severity, Warning, WarningRaised
from chairtui.live.outcome import Replayed
from chairtui.records.interchange.checks import happened
from chairtui.records.interchange.refusal import NotTaken
from chairtui.records.interchange.times import TO_COME

Spoil = Callable[[dict[str, Any]], object]


def put(path: str, value: Any) -> Spoil:
    """Put a value where a path of names and numbers below the meeting leads; lists grow as needed."""
    steps: list[Any] = [int(step) if step.isdigit() else step for step in path.split(".")]

    def spoil(document: dict[str, Any]) -> None:
        at: Any = document["meeting"]
        for step, following in pairwise(steps):
            empty: Any = [] if isinstance(following, int) else {}
            if isinstance(at, list):
                at.extend([{}] * (step + 1 - len(at)))
                at = at[step]
            else:
                at = at.setdefault(step, empty)
        if isinstance(at, list):
            at.extend([{}] * (steps[-1] + 1 - len(at)))
        at[steps[-1]] = copy.deepcopy(value)

    return spoil


def both(*spoils: Spoil) -> Spoil:
    def spoil(document: dict[str, Any]) -> None:
        for one in spoils:
            one(document)

    return spoil


def without(path: str) -> Spoil:
    def spoil(document: dict[str, Any]) -> None:
        *steps, last = path.split(".")
        at = document["meeting"]
        for step in steps:
            at = at[int(step) if step.isdigit() else step]
        del at[last]

    return spoil


SIGNED = put("closing.signature", {"name": "Dee Grant", "signed_at": "2026-03-05T11:00:00Z"})
SHARED = {"id": "c", "attendee_id": "worker", "fact": "Seen"}


def steps(*order: str, minutes: int = 5) -> list[dict[str, Any]]:
    usual = ("who", "why", "know", "mean", "decide", "plan", "read-back")
    return [{"id": one, "title": one, "minutes": minutes, "step": one} for one in (order or usual)]


def born(birth: dict[str, Any], on: str | None = None) -> Spoil:
    return both(put("concern.children.0.born_on", on), put("concern.children.0.birth", birth))


def delivery(**fields: Any) -> Spoil:
    return both(SIGNED, put("closing.distribution.0", {"recipient": "Ola", **fields}))


def addendum(**fields: Any) -> Spoil:
    return both(SIGNED, put("closing.addenda.0", {"words": "A call", "author": "Ola", **fields}))


def action(**fields: Any) -> Spoil:
    whole = {"id": "a", "what": "Visit", "owner": "Ola Reid", "agency": "social-care"}
    return put("plan.actions.0", {**whole, "due_on": "2026-03-06", "why": "To see her", **fields})


def question(**fields: Any) -> Spoil:
    return put("plan.questions.0", {"words": "Who drove her?", **fields})


def position(**fields: Any) -> Spoil:
    return put("deciding.positions.0", {"id": "worker", **fields})


def absent(document: dict[str, Any]) -> None:
    document["meeting"]["attendance"]["register"].append(
        line("nurse", "school-nurse", "health", health="treating or visiting practitioner")
    )


REFUSED: dict[str, tuple[Spoil, str]] = {
    "Going on without the minimum needs a reason and the chair's name.": (
        put("attendance.override", {"reason": " ", "chair": " ", "reconvene_at": "2026-03-06T10:00:00Z"}),
        "attendance.override",
    ),
    "Say which police unit they speak for: one unit does not stand in for another.": (
        without("attendance.register.1.unit"),
        "attendance.register[1]",
    ),
    "Say what kind of health practitioner they are: one does not stand in for another.": (
        put("attendance.register.2", line("nurse", "school-nurse", "health")),
        "attendance.register[2]",
    ),
    "Say which agency they are from.": (put("attendance.register.0.agency", " "), "attendance.register[0]"),
    "Give the reason: leaving someone out is a decision that the record shows.": (
        put("attendance.register.0.invitation", {"answer": "declined"}),
        "attendance.register[0].invitation",
    ),
    "Give the child's name or initials.": (put("concern.children.0.name", ""), "concern.children[0]"),
    "Give one of these: the day of birth, its month, its year, or an age.": (
        born({"year": 2012}, on="2012-03-05"),
        "concern.children[0]",
    ),
    "A month of birth is 1 to 12, with a year that is not too far away.": (
        born({"year": 2012, "month": 13}),
        "concern.children[0]",
    ),
    "An age is 0 to 25 years, the youngest first, with the day on which the child was that old.": (
        born({"youngest": 14}),
        "concern.children[0]",
    ),
    "Either the birth is not known, or say how far it is: not both.": (
        born({"year": 2012, "certainty": "not known"}),
        "concern.children[0]",
    ),
    "An estimated day would be read as the right one: give the month, the year, or about how old.": (
        born({"certainty": "estimated"}, on="2012-03-05"),
        "concern.children[0]",
    ),
    "Say when the child was born as far as it is known, or “not known”.": (
        born({"certainty": "age disputed"}),
        "concern.children[0]",
    ),
    "Write what was shared.": (
        put("sharing.contributions.0", {**SHARED, "fact": " "}),
        "sharing.contributions[0]",
    ),
    "Write the question or challenge.": (
        put("sharing.challenges.0", {"attendee_id": "worker", "words": ""}),
        "sharing.challenges[0]",
    ),
    "Write what they can do or find out.": (
        put("sharing.offers.0", {"attendee_id": "worker", "words": ""}),
        "sharing.offers[0]",
    ),
    "Write what is booked.": (
        put("sharing.bookings.0", {"attendee_id": "worker", "what": "", "at": "2026-03-06T10:00:00Z"}),
        "sharing.bookings[0]",
    ),
    "Write what is not known.": (put("analysis.unknowns.0", {"words": ""}), "analysis.unknowns[0]"),
    "Write what we think is happening to this child.": (
        put("analysis.hypotheses.0", {"words": ""}),
        "analysis.hypotheses[0]",
    ),
    "Say by which day it comes.": (
        put("sharing.turns.0", {"id": "worker", "reason": "later"}),
        "sharing.turns[0]",
    ),
    "A day by which it comes belongs to the reason “later”.": (
        put("sharing.turns.0", {"id": "worker", "withheld_because": "Ours", "later_on": "2026-03-10"}),
        "sharing.turns[0]",
    ),
    "Say for which child the decision is.": (
        put("deciding.decisions.0.children", []),
        "deciding.decisions[0]",
    ),
    "Write their reason: a disagreement is part of the record.": (
        position(view="disagrees"),
        "deciding.positions[0]",
    ),
    "Record the decision first, then ask each agency for its view.": (
        both(without("deciding"), position(view="needs to consult")),
        "deciding.positions[0]",
    ),
    "Give the answer.": (
        put("deciding.settled.0", {"id": "medical", "answer": ""}),
        "deciding.settled[0]",
    ),
    "Write how we know that it was done, or why it was cancelled.": (
        action(status="done"),
        "plan.actions[0]",
    ),
    "Write why it is handed on.": (
        action(handed=[{"owner": "Ben Marsh", "agency": "social-care", "because": ""}]),
        "plan.actions[0].handed",
    ),
    "Write why no action is needed.": (
        put("plan.nothing_needed.0", {"id": "immediate", "because": ""}),
        "plan.nothing_needed[0]",
    ),
    "Write what may happen and what is done then.": (
        put("plan.contingencies.0", {"trigger": "He comes", "response": ""}),
        "plan.contingencies[0]",
    ),
    "Write the question.": (put("plan.questions.0", {"words": ""}), "plan.questions[0]"),
    "Write what information is needed.": (put("plan.further.0", {"what": ""}), "plan.further[0]"),
    "This day is before the discussion that initiated the enquiry.": (
        put("plan.enquiries.0", {"id": "kit", "ended_on": "2026-03-01"}),
        "plan.enquiries[0]",
    ),
    "Give each item at least one minute.": (
        put("preparing.agenda", steps(minutes=0)),
        "preparing.agenda",
    ),
    "Each step stands on the agenda once.": (
        put("preparing.agenda", [*steps(), {"id": "twice", "title": "Know", "minutes": 5, "step": "know"}]),
        "preparing.agenda",
    ),
    "All seven steps stand on the agenda; slots come between them.": (
        put("preparing.agenda", steps("who", "why")),
        "preparing.agenda",
    ),
    "Who is here and immediate safety come first.": (
        put("preparing.agenda", steps("decide", "who", "why", "know", "mean", "plan", "read-back")),
        "preparing.agenda",
    ),
    "The decision comes after the round.": (
        put("preparing.agenda", steps("who", "why", "decide", "know", "mean", "plan", "read-back")),
        "preparing.agenda",
    ),
    "The read-back comes last.": (
        put("preparing.agenda", steps("who", "why", "know", "mean", "decide", "read-back", "plan")),
        "preparing.agenda",
    ),
    "Write what we need to know from them.": (
        put("preparing.requests.0", {"id": "worker"}),
        "preparing.requests[0]",
    ),
    "A time ends after it begins.": (
        put(
            "preparing.availability.0",
            {
                "id": "worker",
                "unable": [{"starts_at": "2026-03-05T11:00:00Z", "ends_at": "2026-03-05T10:00:00Z"}],
            },
        ),
        "preparing.availability[0]",
    ),
    "Link, number and room stand on one line each.": (
        put("preparing.joining", {"room": "The library\nSecond door"}),
        "preparing.joining",
    ),
    "Link, number and room have at most 500 characters each.": (
        put("preparing.joining", {"room": "x" * 501}),
        "preparing.joining",
    ),
    "A link begins with https:// and has no space in it. Copy it whole from the other program.": (
        put("preparing.joining", {"link": "meet.example/a b"}),
        "preparing.joining",
    ),
    "There is no number in it. Type the number to dial.": (
        put("preparing.joining", {"number": "ring me"}),
        "preparing.joining",
    ),
    "The meeting has been held, so it cannot be cancelled.": (
        put("preparing.cancelled_because", "Snow"),
        "preparing.cancelled_because",
    ),
    "The record is not signed yet: write it where it belongs.": (
        put("closing.addenda.0", {"words": "A call", "author": "Ola"}),
        "closing.addenda[0]",
    ),
    "Say who found it out, by name.": (question(answer="Her brother"), "plan.questions[0]"),
    "Say when it was found out: today, yesterday, or a date.": (
        question(answer="Her brother", answered_by="Ola Reid"),
        "plan.questions[0]",
    ),
    "The record is not signed yet: only a signed record goes into the case system.": (
        put("closing.filed", {"on": "2026-03-06"}),
        "closing.filed",
    ),
    "The day is before the record was signed: say when it came into the case system.": (
        both(SIGNED, put("closing.filed", {"on": "2026-03-04"})),
        "closing.filed",
    ),
    "Say why the meeting has to stay, and who asked for it.": (
        put("closing.hold", {"because": " "}),
        "closing.hold",
    ),
    "Write what came.": (addendum(words=""), "closing.addenda[0]"),
    "Say who wrote it.": (addendum(author=""), "closing.addenda[0]"),
    "WHY_CHANGED": (
        addendum(change="does not change the decision"),
        "closing.addenda[0]",
    ),
    "f\"Give a reason for each gap left. Without one: {'; '.join(unexplained)}\"": (
        both(
            SIGNED,
            put("closing.signature.gaps", [{"code": "W-MIN-HEALTH", "words": "No health", "reason": " "}]),
        ),
        "closing.signature",
    ),
    "The name is not the chair's. Only whoever leads the meeting signs it.": (
        both(
            SIGNED,
            put("attendance.chairs.1", {"name": "Ann Poole", "grade": "", "since": "2026-03-05T10:10:00Z"}),
        ),
        "closing.signature",
    ),
    "Say who gets the record.": (delivery(recipient=" "), "closing.distribution[0]"),
    "Say for which child the record is.": (
        delivery(record="record for one child"),
        "closing.distribution[0]",
    ),
    "Say why something else is left out than the rule says.": (
        delivery(redactions=[]),
        "closing.distribution[0]",
    ),
    "Only the record for one child has texts to let through.": (
        delivery(passed=[{"place": "concern.words", "reason": "Read"}]),
        "closing.distribution[0]",
    ),
    "Say which text is let through.": (
        delivery(record="record for one child", child_id="kit", passed=[{"place": "", "reason": "Read"}]),
        "closing.distribution[0]",
    ),
    "WHY_PASSED": (
        delivery(
            record="record for one child", child_id="kit", passed=[{"place": "concern.words", "reason": ""}]
        ),
        "closing.distribution[0]",
    ),
    "Say why it came back.": (
        delivery(sent_at="2026-03-05T12:00:00Z", returned_at="2026-03-05T13:00:00Z"),
        "closing.distribution[0]",
    ),
    "f'There is no version {command.version} of this record.'": (
        delivery(sent_at="2026-03-05T12:00:00Z", sent_version=7),
        "closing.distribution[0]",
    ),
    "That is before the record was signed. Correct the day or the time.": (
        delivery(sent_at="2026-03-05T10:30:00Z"),
        "closing.distribution[0]",
    ),
    "It is not written that they were sent it. Note first when it was sent.": (
        delivery(acknowledged_at="2026-03-05T12:00:00Z"),
        "closing.distribution[0]",
    ),
    "Type your name to sign.": (
        put("closing.signature", {"name": " ", "signed_at": "2026-03-05T11:00:00Z"}),
        "closing.signature.name",
    ),
    "Nobody leads this meeting yet: say who is the chair.": (
        both(without("attendance.chairs"), SIGNED),
        "closing.signature.name",
    ),
    "Say which child the meeting is about, then start it.": (
        both(without("deciding"), without("concern.children")),
        "concern.children",
    ),
    "SEALED": (
        both(SIGNED, put("sharing.contributions.0", {**SHARED, "shared_at": "2026-03-05T11:30:00Z"})),
        "sharing.contributions[0].shared_at",
    ),
    "Say who leads the meeting.": (
        put("attendance.chairs.0.name", " "),
        "attendance.chairs[0].name",
    ),
    "Give the meeting a reference.": (put("reference", " "), "reference"),
    "That is before the last time noted for them.": (
        put("attendance.register.0.stays", [stay("10:00", "10:20"), stay("10:10")]),
        "attendance.register[0].stays[1].joined_at",
    ),
    "f'This meeting has no such {what}.'": (
        put("plan.actions.0", {"what": "Visit", "owner_id": "nobody"}),
        "plan.actions[0].owner_id",
    ),
    "This meeting has no such child.": (
        put("plan.seeing.0", {"id": "nobody", "by": "Ola Reid"}),
        "plan.seeing[0].id",
    ),
}
"""By the sentence of the command: what in a document would be refused at the screen, and its place."""

WARNED: dict[str, tuple[Spoil, str]] = {
    "They are not here and sent nothing, so they cannot be recorded as agreeing.": (
        both(absent, put("deciding.positions.0", {"id": "nurse", "view": "agrees"})),
        "W-POSITIONS",
    ),
    "Say until when the meeting is adjourned.": (
        put("deciding.decisions.0.outcome", "adjourn for information"),
        "W-ADJOURN:d",
    ),
    "Section 47 enquiries are under way. Continue them, or say why others are initiated.": (
        put(
            "series.earlier.0",
            {
                "id": "m-0",
                "held_at": "2026-02-23T10:00:00Z",
                "outcome": "initiate section 47 enquiries",
            },
        ),
        "W-ANEW:d",
    ),
    "Decide about section 47 first: this is never the only outcome.": (
        both(
            without("deciding"),
            SIGNED,
            put("deciding.settled.0", {"id": "single or joint agency", "answer": "Joint"}),
        ),
        "W-JOINT-ONLY",
    ),
    "Write what will be done.": (action(what=" "), "W-ACTION-PARTS:a"),
    "Say who will do it, by name.": (action(owner=""), "W-ACTION-PARTS:a"),
    "why_not": (action(owner="Health"), "W-ACTION-PARTS:a"),
    "Say by when: a date, today, or +2wd for two working days.": (action(due_on=None), "W-ACTION-PARTS:a"),
    "Write why: what it answers or protects from.": (action(why=""), "W-ACTION-PARTS:a"),
    "Name the person who can decide for their agency, and by when.": (
        put("attendance.register.0.authority", {"can_commit": "no"}),
        "W-AUTHORITY:worker",
    ),
    "Write what it means for this child's care.": (
        both(
            put("concern.circumstances", ["parental mental health"]),
            put("concern.impacts.0", {"id": "parental mental health", "means": ""}),
        ),
        "W-IMPACT:parental mental health",
    ),
    "Write what the child says, or why it is not known yet.": (
        put("concern.voices.0", {"id": "kit"}),
        "W-VOICE:kit",
    ),
    "Say who will see them, by name.": (put("plan.seeing.0", {"id": "kit", "by": "Health"}), "W-SEEN:kit"),
    "Record a decision about section 47 for each child first: adjourning is one.": (
        both(without("deciding"), SIGNED),
        "W-NO-DECISION:kit",
    ),
    "First read out what the earlier meeting left open, then begin the round.": (
        both(
            put("series.carried.0", {"kind": "action", "words": "Visit"}),
            put("sharing.turns.0", {"id": "worker", "called_at": "2026-03-05T10:05:00Z"}),
        ),
        "W-CARRIED-UNREAD",
    ),
    "Say who leads the meeting, then start it.": (without("attendance.chairs"), "W-CHAIR"),
}
"""By the sentence of the command: what a document may leave open, and the rule that warns of it."""

NO_DOCUMENT = {
    "it takes something out, and a document has only what is in": (
        "They have taken part, so they stay on the register.",
        "A meeting is about at least one child.",
        "Something about this child is in the record already, so the child stays in it.",
        "The plan says who sees this child, so the child stays in the record.",
        "They were sent the record, so they stay on the list.",
        "An action answers this contribution; it stays in the record.",
        "f\"Say first that this is not the child of {' and '.join(kin)}.\"",
    ),
    "of what was handed on it tells who had it, whatever became of it since": (
        "It is theirs already: hand it on to somebody else.",
        "That action is not open: take it up again first.",
    ),
    "left empty it is not said at all": (
        "Say why the meeting is cancelled.",
        "Write why nothing follows from it.",
        "Give the reason why it is withheld: the record shows it.",
    ),
    "a meeting with a decision or a signature has begun": (
        "Start the meeting before you record its decision.",
        "A meeting that was not held cannot be signed.",
        "There is no meeting to start.",
        "This is another meeting.",
    ),
    "late information that is answered has an answer": ("Say whether it changes the decision: yes or no.",),
    "a conference that was held is one that was planned": ("No conference is planned.",),
    "warnings and what two machines changed apart are found, not told": (
        "Give the reason: the record shows it.",
        "Say what happened, and why the log can be relied on.",
        "There is nothing to accept: the log is what was remembered of it.",
        "Two machines changed the same thing apart: settle it first, among the warnings.",
        "Choose which of them stands.",
        "What stands here cannot be read.",
    ),
    "a hold that was lifted is not told": ("Say why the hold ends, and who said so.",),
    "the cancelling is what is refused": (
        "This meeting was cancelled. Take the cancelling back first, or make a new meeting.",
    ),
}
"""What a command refuses and no document can say, by the reason."""


def sentences() -> Iterator[str]:
    """Yield every sentence with which a command is refused, as it stands in the program."""
    for file in sorted(Path(chairtui.core.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and file.stem != "change":
                place = {"say": 1, "Refused": 0}.get(node.func.id)
                if place is not None:
                    words = node.args[place]
                    yield str(words.value) if isinstance(words, ast.Constant) else ast.unparse(words)


def test_of_everything_that_is_refused_it_is_known_what_an_import_does() -> None:
    impossible = [one for ones in NO_DOCUMENT.values() for one in ones]
    known = [*REFUSED, *WARNED, *impossible]
    assert len(known) == len(set(known))
    assert set(known) == set(sentences()), "say here what an import makes of it"


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_the_screen_refuses_an_import_refuses(sentence: str) -> None:
    spoil, place = REFUSED[sentence]
    document, inbox = small(), Inbox()
    spoil(document)
    with pytest.raises(NotTaken) as refused:
        inbox.take(document)
    assert f"$.meeting.{place}: " in str(refused.value)
    assert inbox.log.meeting_ids() == []


@pytest.mark.parametrize("sentence", WARNED)
def test_what_the_screen_asks_an_import_is_warned_of(sentence: str) -> None:
    spoil, warning_id = WARNED[sentence]
    document, inbox = small(), Inbox()
    spoil(document)
    inbox.take(document)
    standing = [one.id for one in inbox.meeting().warnings if one.cleared_at is None]
    assert warning_id in standing


def instants() -> list[str]:
    """Return the path of every instant that a document can have, with 0 for an item of a list."""
    return [path for path in _instants(Meeting, "") if not path.startswith(("warnings", "conflicts"))]


def _instants(kind: type[Struct], path: str) -> Iterator[str]:
    for field in fields_of(kind):
        yield from _within(field.type, f"{path}.{field.name}".strip("."), f"{kind.__name__}.{field.name}")


def _within(kind: Any, path: str, name: str) -> Iterator[str]:
    if kind is datetime:
        OWNERS[path] = name
        yield path
    elif isinstance(kind, type) and issubclass(kind, Struct):
        yield from _instants(kind, path)
    elif typing.get_origin(kind) is tuple:
        yield from _within(typing.get_args(kind)[0], f"{path}.0", name)
    elif typing.get_origin(kind) in (typing.Union, types.UnionType):
        for part in typing.get_args(kind):
            yield from _within(part, path, name)


OWNERS: dict[str, str] = {}
"""The kind of value and the field, by the path of an instant."""

WHOLE: dict[str, Any] = {
    "attendance.register.0": line("worker", "social-care", "local authority social work"),
    "attendance.register.0.stays.0": stay("10:00"),
    "attendance.chairs.0": {"name": "Dee Grant", "grade": "Team manager"},
    "attendance.override": {
        "reason": "He may die",
        "chair": "Dee Grant",
        "reconvene_at": "2026-03-09T13:00:00Z",
    },
    "concern.children.0": {"id": "kit", "name": "Kit"},
    "closing.hold": {"because": "Court order"},
    "series.earlier.0": {"id": "m-0", "reference": "SM-0"},
    "series.carried.0": {"id": "x", "kind": "action", "words": "Visit"},
    "clock_changes.0": {"was": "2026-03-09T10:05:00Z", "now": "2026-03-09T10:00:00Z"},
    "sharing.turns.0": {"id": "worker"},
    "sharing.contributions.0": SHARED,
    "sharing.bookings.0": {"attendee_id": "worker", "what": "Clinic", "at": "2026-03-09T13:00:00Z"},
    "analysis.hypotheses.0": {"words": "He was hit"},
    "analysis.judgements.0": {"id": "kit", "threshold": "not clear yet"},
    "deciding.decisions.0": {
        "children": ["kit"],
        "outcome": "adjourn for information",
        "decided_at": "2026-03-09T11:00:00Z",
    },
    "plan.actions.0": {"id": "a", "what": "Visit"},
    "plan.actions.0.handed.0": {"owner": "Ben Marsh", "agency": "social-care", "because": "On leave"},
    "plan.conference": {"reason": "If harm is likely"},
    "preparing.requests.0": {"id": "worker", "needs": "What he said"},
    "preparing.availability.0": {
        "id": "worker",
        "unable": [{"starts_at": "2026-03-09T09:00:00Z", "ends_at": "2026-03-30T10:00:00Z"}],
    },
    "preparing.sent.0": {"attendee_id": "worker", "paper": "invitation", "id": "s"},
    "closing.signature": {"name": "Dee Grant", "signed_at": "2026-03-09T11:30:00Z"},
    "closing.addenda.0": {"words": "A call", "author": "Ola"},
    "closing.distribution.0": {
        "recipient": "Ola",
        "sent_at": "2026-03-09T11:40:00Z",
        "returned_because": "Full",
    },
}
"""What an item needs besides its time."""


def with_instant(path: str, at: datetime) -> dict[str, Any]:
    """Return the document of a meeting of the same morning in which one instant is `at`."""
    document: dict[str, Any] = {
        "format": "chairtui.meeting/1",
        "meeting": {"id": "m-1", "reference": "SM-1", "authority": "Bromley"},
    }
    held = path.startswith(("deciding", "closing", "plan.", "attendance.override"))
    wanted = ["concern.children.0", "attendance.register.0", "attendance.chairs.0"]
    wanted += ["deciding.decisions.0"] if held else []
    wanted += ["closing.signature"] if path.startswith("closing") else []
    wanted += [place for place in WHOLE if path.startswith(place) and place not in wanted]
    for place in wanted:
        put(place, json.loads(json.dumps(WHOLE[place])))(document)
    if held:
        put("started_at", "2026-03-09T10:00:00Z")(document)
    put(path, at.isoformat())(document)
    return document


@pytest.mark.parametrize("path", instants())
def test_what_happened_does_not_lie_ahead(path: str) -> None:
    inbox, ahead = Inbox(), NOW + timedelta(minutes=6)  # more than two clocks differ
    document = with_instant(path, ahead)
    if OWNERS[path] in TO_COME:
        inbox.take(document)
    else:
        with pytest.raises(NotTaken, match="expected a time that has come"):
            inbox.take(document)


@pytest.mark.parametrize("apart", [timedelta(minutes=3), timedelta(days=6)])
@pytest.mark.parametrize("path", instants())
def test_nothing_is_told_later_than_the_import(path: str, apart: timedelta) -> None:
    if apart > timedelta(minutes=5) and OWNERS[path] not in TO_COME:
        return
    inbox = Inbox()
    inbox.take(with_instant(path, NOW + apart))
    meeting = inbox.meeting()
    late = [one.id for one in meeting.warnings if max(one.raised_at, one.cleared_at or NOW) > NOW]
    assert late == []
    told = dict(happened(meeting))
    assert {place: at for place, at in told.items() if at > NOW} == {}


def test_a_chair_without_a_beginning_leads_a_meeting_still_ahead_from_the_import_on() -> None:
    document = with_instant("scheduled_at", NOW + timedelta(days=3))
    inbox = Inbox()
    inbox.take(document)
    chair = inbox.meeting().attendance.chair
    assert chair is not None
    assert chair.since == NOW


def told_ahead(days: int) -> Inbox:
    """Return a meeting in whose log, as an earlier program wrote it, warnings were raised days ahead."""
    inbox = Inbox()
    inbox.take(with_instant("scheduled_at", NOW + timedelta(days=days)))
    live = inbox.open("m-1")
    ahead = NOW + timedelta(days=days)
    live.take_over(
        [Replayed(WarningRaised(warning_id="W-MIN-HEALTH", severity=Severity.STOP, words="", at=ahead), NOW)]
    )
    return inbox


@pytest.mark.parametrize("days", [0, 3])
def test_no_gate_refuses_a_reason_that_was_given(days: int) -> None:
    inbox = told_ahead(days) if days else Inbox()
    if not days:
        inbox.take(with_instant("scheduled_at", NOW + timedelta(days=3)))
    live = inbox.open("m-1")
    live.do(StartMeeting())
    for verdict in live.asked_before_decision():
        live.do(
            HandleWarning(warning_id=verdict.id, what=Handling.WAIVED, words="Asleep", gate=Gate.DECISION)
        )
    assert live.asked_before_decision() == ()
    decision = Decision(id="d", children=("kit",), outcome=Outcome.INITIATE)
    assert live.do(RecordDecision(decision=decision)).meeting.deciding.decisions


def test_a_reason_counts_whatever_time_is_given_for_it() -> None:
    inbox = Inbox()
    inbox.take(with_instant("scheduled_at", NOW + timedelta(days=3)))
    live = inbox.open("m-1")
    live.do(StartMeeting())
    earlier = NOW - timedelta(hours=1)
    for verdict in live.asked_before_decision():
        command = HandleWarning(
            warning_id=verdict.id, what=Handling.WAIVED, words="Asleep", gate=Gate.DECISION
        )
        live.do(msgspec.structs.replace(command, at=earlier))
    assert live.asked_before_decision() == ()


def test_a_reason_for_what_has_gone_does_not_answer_what_comes_back() -> None:
    handled = Handled(what=Handling.WAIVED, words="Asleep", at=NOW)
    warning = Warning(id="W", severity=Severity.STOP, words="", raised_at=NOW, handled=(handled,))
    assert warning.last == handled
    assert msgspec.structs.replace(warning, handled_before=1).last is None
