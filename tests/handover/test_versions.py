"""A version of a record is one thing on every machine: told by what it holds, and made again as it was."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.handover.machine import Machine, exchange, settle, two

from chairtui.core.change import Refused
from chairtui.core.closing import Addendum, AddLateInformation, AnswerLateInformation, Signature, SignOff
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.delivery import Delivery, state_of
from chairtui.core.distribution import AddRecipient, NoteDelivery
from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.sentences.conflicts import lines
from chairtui.core.versions import Version, is_version, version_of
from chairtui.core.vocabulary import Change, DeliveryState, Outcome
from chairtui.core.with_ids import find_or_refuse
from chairtui.live.ledger import state_words
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import Frame
from chairtui.records.content.versions import version_at, versions
from chairtui.records.delivery.comparing import frame_at
from chairtui.records.delivery.naming import record_name
from chairtui.records.formats.plain import write

TO = Delivery(id="chidi", recipient="Chidi Okafor", agency="social-care")


def late(key: str, words: str, change: Change = Change.UNDECIDED) -> AddLateInformation:
    reason = "" if change is Change.UNDECIDED else "As it is."
    return AddLateInformation(
        addendum=Addendum(id=key, words=words, author="Dr Mir", change=change, reason=reason)
    )


def signed() -> tuple[Machine, Machine]:
    desk, laptop = two()
    child = desk.meeting.concern.children[0].id
    decided = Decision(id="d", children=(child,), outcome=Outcome.INITIATE)
    desk.do(StartMeeting())
    desk.do(RecordDecision(decision=decided))
    desk.do(SignOff(name=desk.meeting.attendance.chair.name if desk.meeting.attendance.chair else ""))
    desk.do(AddRecipient(delivery=TO))
    exchange(desk, laptop)
    return desk, laptop


def apart() -> tuple[Machine, Machine]:
    """Return two machines that each added late information, sent it to one recipient, and then exchanged."""
    desk, laptop = signed()
    for machine, words in ((desk, "Late words of the desk"), (laptop, "Late words of the laptop")):
        machine.do(late(machine.name, words))
    return desk, laptop


def newest(machine: Machine) -> Version:
    return version_of(machine.meeting.closing)


def frame_of(machine: Machine) -> Frame:
    return Frame(meeting=machine.meeting, rows=machine.rows)


def text_of(machine: Machine, version: Version) -> str:
    return write(compose(frame_at(frame_of(machine), version.name)))


def test_two_contents_never_have_one_name_or_one_file_name() -> None:
    desk, laptop = apart()
    assert newest(desk).number == newest(laptop).number == 2
    assert newest(desk).name != newest(laptop).name
    names = {record_name(one.meeting, TO, 1, newest(one), "pdf") for one in (desk, laptop)}
    assert len(names) == 2
    assert all(newest(one).words in write(compose(frame_of(one))) for one in (desk, laptop))


def test_machines_that_hold_the_same_log_have_the_same_versions() -> None:
    desk, laptop = apart()
    exchange(desk, laptop)
    assert versions(desk.rows) == versions(laptop.rows)
    assert [made.version.number for made in versions(desk.rows)] == [1, 2, 2, 3]
    assert versions(desk.rows)[-1].version == newest(desk)


def test_each_version_can_be_made_again_as_it_was_sent_after_the_two_were_brought_together() -> None:
    desk, laptop = apart()
    before = {newest(one): text_of(one, newest(one)) for one in (desk, laptop)}
    exchange(desk, laptop)
    for version, text in before.items():
        assert text_of(desk, version) == text_of(laptop, version) == text
    assert "Late words of the desk" in text_of(desk, newest(desk))
    assert "Late words of the laptop" in text_of(desk, newest(desk))


def test_a_number_that_two_versions_bear_is_asked_about() -> None:
    desk, laptop = apart()
    names = [newest(one).name for one in (desk, laptop)]
    exchange(desk, laptop)
    with pytest.raises(Refused, match="Say which") as refused:
        version_at(versions(desk.rows), "2")
    assert all(name in str(refused.value) for name in names)
    assert version_at(versions(desk.rows), names[0]).version.name == names[0]
    assert version_at(versions(desk.rows), "").version == newest(desk)


def test_whoever_was_sent_another_content_is_due_the_newest_and_it_is_said_why() -> None:
    desk, laptop = apart()
    desk.do(NoteDelivery(delivery_id="chidi", sent_at=desk.clock.now()))
    sent = newest(desk)
    exchange(desk, laptop)
    delivery = find_or_refuse(laptop.meeting.closing.distribution, "chidi", "recipient")
    assert (delivery.sent_version, delivery.sent_mark) == (sent.number, sent.mark)
    now = laptop.clock.now()
    assert state_of(delivery, newest(laptop), now) is DeliveryState.OUT_OF_DATE
    said = state_words(delivery, newest(laptop), now)
    assert f"has {sent.words}" in said
    assert f"{newest(laptop).words} is due: it has late information" in said


def test_another_content_with_the_same_number_is_due_too() -> None:
    desk, laptop = apart()
    other = newest(laptop)
    desk.do(NoteDelivery(delivery_id="chidi", version=2, mark=other.mark, sent_at=desk.clock.now()))
    delivery = find_or_refuse(desk.meeting.closing.distribution, "chidi", "recipient")
    assert state_of(delivery, newest(desk), desk.clock.now()) is DeliveryState.OUT_OF_DATE
    assert "made on another machine" in state_words(delivery, newest(desk), desk.clock.now())


def test_an_answer_to_late_information_makes_the_next_version() -> None:
    desk, _ = apart()
    before = newest(desk)
    desk.do(AnswerLateInformation(addendum_id="desk", change=Change.NO, reason="It was known."))
    assert newest(desk).number == before.number + 1
    assert "to be decided" in text_of(desk, before)
    assert "does not change the decision; answered" in " ".join(text_of(desk, newest(desk)).split())


def test_two_notes_of_the_ledger_in_conflict_read_differently() -> None:
    desk, laptop = signed()
    for machine, minutes in ((desk, 1), (laptop, 9)):
        machine.clock.pass_(60 * minutes)
        machine.do(NoteDelivery(delivery_id="chidi", sent_at=machine.clock.now()))
    exchange(desk, laptop)
    (conflict,) = desk.meeting.conflicts
    words = [line.split(" — ")[0] for line in lines(conflict, desk.meeting)]
    assert len(set(words)) == 2
    assert all(word.startswith("Chidi Okafor was sent the record, version 1 (") for word in words)


def test_acknowledged_on_one_machine_and_returned_on_the_other_is_settled_by_a_person() -> None:
    desk, laptop = signed()
    desk.do(NoteDelivery(delivery_id="chidi", sent_at=desk.clock.now()))
    exchange(desk, laptop)
    laptop.clock.pass_(60)
    desk.clock.pass_(90)
    desk.do(NoteDelivery(delivery_id="chidi", acknowledged_at=desk.clock.now()))
    laptop.do(
        NoteDelivery(delivery_id="chidi", returned_at=laptop.clock.now(), returned_because="Left the trust")
    )
    exchange(desk, laptop)
    (conflict,) = desk.meeting.conflicts
    said = " ".join(lines(conflict, desk.meeting))
    assert "has the record since" in said
    assert "came back" in said
    settle(desk, "laptop")
    exchange(desk, laptop)
    assert desk.meeting.conflicts == ()


def test_notes_of_one_machine_after_another_are_no_conflict() -> None:
    desk, laptop = signed()
    desk.do(NoteDelivery(delivery_id="chidi", sent_at=desk.clock.now()))
    desk.do(NoteDelivery(delivery_id="chidi", acknowledged_at=desk.clock.now()))
    exchange(desk, laptop)
    laptop.do(NoteDelivery(delivery_id="chidi", returned_at=laptop.clock.now(), returned_because="Moved"))
    exchange(desk, laptop)
    assert desk.meeting.conflicts == ()


def test_a_note_without_a_mark_keeps_its_meaning() -> None:
    newer = Version(number=2, mark="abcdef")
    assert is_version(2, "", newer)
    assert not is_version(0, "", newer)
    assert not is_version(1, "", newer)
    assert is_version(0, "", Version(number=1, mark="abcdef"))


def test_a_mark_stays_what_it_was_in_every_later_program() -> None:
    meeting = Meeting()
    signature = Signature(name="Ruth Calloway")
    addendum = Addendum(id="a", words="The dentist rang.", author="Al Dent")
    closing = replace(meeting.closing, signature=signature, addenda=(addendum,))
    assert version_of(closing).name == "2-e7554e"
    assert version_of(replace(closing, addenda=(replace(addendum, words="Al rang."),))).mark != "e7554e"
    assert version_of(replace(closing, distribution=(TO,))) == version_of(closing)
    assert version_of(replace(closing, signature=None)).mark == ""
