"""What a record says of who came, who wrote and who disagreed is what the other places say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from msgspec.structs import replace
from tests.core.scene import ALL_HERE, BEFORE, NURSE, STARTED, TEN, carry_out, given, minutes
from tests.records.reading_copies import record_of
from tests.records.test_kinds import framed

from chairtui.core.attendance import NoteInvitation, NoteWrittenInformation, RecordPresence
from chairtui.core.children import Child, DescribeChild
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import Meeting
from chairtui.core.views import invitation_words
from chairtui.core.vocabulary import Answer, Gate, Handling, Mode, Outcome, RecordKind
from chairtui.core.warnings import Handled, Severity, Warning
from chairtui.records.content.frame import Frame
from chairtui.records.record import texts_in


def told(meeting: Meeting) -> str:
    return "\n".join(texts_in(record_of(Frame(meeting=meeting, rows=[]), RecordKind.FULL)))


def test_once_all_have_left_without_a_decision_nobody_is_told_to_be_here_so_far() -> None:
    left = [RecordPresence(attendee_id=who, mode=None) for who in ("worker", "police", "nurse")]
    assert "everyone has left and none was taken" in told(carry_out(given(*ALL_HERE), *left, at=minutes(30)))
    assert "is here so far" in told(given(*ALL_HERE[:-1]))


def test_who_wrote_is_told_by_the_day_that_their_letter_bears_and_not_by_when_that_was_noted() -> None:
    wrote = NoteWrittenInformation(attendee_id="nurse", on=date(2026, 3, 3))
    said = told(carry_out(given(*ALL_HERE[:-1]), wrote, at=minutes(5)))
    assert "Tue 3 Mar 2026" in said.partition("Sent written information")[2][:40]


def test_who_declined_and_wrote_is_told_to_have_declined_and_why() -> None:
    no = NoteInvitation(attendee_id="nurse", answer=Answer.DECLINED, at=TEN, reason="A day of training")
    wrote = NoteWrittenInformation(attendee_id="nurse", at=datetime(2026, 3, 4, 9, tzinfo=UTC))
    line = carry_out(given(*BEFORE), no, wrote).attendance.line(NURSE.id)
    assert invitation_words(line, ()) == (
        "sent written information; declined Thu 5 Mar 2026 10:00: A day of training"
    )


def test_an_extract_says_that_the_views_of_others_are_left_out(tmp_path: Path) -> None:
    frame = framed(tmp_path, "9-exemplary")
    line = frame.meeting.attendance.register[-1].id
    said = "\n".join(texts_in(record_of(frame, RecordKind.EXTRACT, attendee_id=line)))
    assert "Views of others are left out of this copy." in said
    assert "Views of others" not in "\n".join(texts_in(record_of(frame, RecordKind.FULL)))


def handled(code: str, words: str, at: datetime) -> Warning:
    """Return a warning that words were said about at the gate of the decision."""
    said = Handled(what=Handling.WAIVED, words=words, gate=Gate.DECISION, at=at)
    return Warning(id=code, severity=Severity.STOP, words=f"About {code}", raised_at=TEN, handled=(said,))


def decided(child: str) -> RecordDecision:
    return RecordDecision(decision=Decision(id=child, children=(child,), outcome=Outcome.INITIATE))


def test_each_decision_bears_what_was_noted_of_who_was_missing_at_it_and_only_that() -> None:
    ann = DescribeChild(child=Child(id="ann", name="Ann"))
    here = [RecordPresence(attendee_id=who, mode=Mode.VIDEO) for who in ("police", "nurse")]
    held = carry_out(given(*STARTED, ann), *here, decided("kit"), at=minutes(3))
    comes = RecordPresence(attendee_id="worker", mode=Mode.VIDEO)
    leaves = RecordPresence(attendee_id="police", mode=None)
    held = carry_out(carry_out(held, comes, leaves, at=minutes(5)), decided("ann"), at=minutes(9))
    said_of = (
        handled("W-MIN-SW", "The duty team was rung.", minutes(2)),
        handled("W-MIN-POLICE", "Called away to a sighting.", minutes(8)),
    )
    first_page = told(replace(held, warnings=said_of)).partition("Born")[0]
    worker, _, police = first_page.partition("No police officer")
    assert ("The duty team was rung." in worker, "Called away" in worker) == (True, False)
    assert ("The duty team was rung." in police, "Called away" in police) == (False, True)
    assert first_page.count("The duty team was rung.") == 1


def test_what_was_said_at_the_gate_of_the_decision_stands_in_the_record_with_its_reasons() -> None:
    held = carry_out(given(*ALL_HERE), decided("kit"), at=minutes(9))
    safe = handled("W-SAFETY-ACTION", "The team goes to the hospital now.", minutes(8))
    said = told(replace(held, warnings=(safe,)))
    assert "About W-SAFETY-ACTION. The team goes to the hospital now." in said
