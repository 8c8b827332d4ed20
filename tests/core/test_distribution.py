"""Who is sent which record, and what became of it."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from tests.core.scene import ALL_HERE, carry_out, given, minutes, when

from chairtui.core.change import Refused
from chairtui.core.closing import Addendum, AddLateInformation, SignOff
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.delivery import Delivery, Passed, state_of
from chairtui.core.distribution import AddRecipient, NoteDelivery, RecipientAdded, RemoveRecipient
from chairtui.core.meeting import Meeting
from chairtui.core.versions import version_of
from chairtui.core.vocabulary import DeliveryState, Outcome, RecordKind, Redaction

TO = Delivery(id="d", recipient="Cy Lowe", agency="health-visitor", attendee_id="nurse", due_at=minutes(600))
NEW = Addendum(id="late", words="The scan shows an older injury.", author="Cy Lowe")


def _signed() -> Meeting:
    decided = Decision(id="1", children=("kit",), outcome=Outcome.INITIATE)
    return given(
        *ALL_HERE,
        RecordDecision(decision=decided),
        SignOff(name="Dee Grant"),
        AddRecipient(delivery=TO),
    )


def _state(meeting: Meeting, now: int) -> DeliveryState:
    (delivery,) = meeting.closing.distribution
    return state_of(delivery, version_of(meeting.closing), minutes(now))


def test_a_record_goes_from_to_prepare_to_acknowledged() -> None:
    meeting = _signed()
    assert _state(meeting, 60) is DeliveryState.TO_PREPARE
    meeting = carry_out(meeting, NoteDelivery(delivery_id="d", prepared_at=minutes(61), locked="password"))
    assert _state(meeting, 62) is DeliveryState.PREPARED
    meeting = carry_out(meeting, NoteDelivery(delivery_id="d", sent_at=minutes(63)))
    assert _state(meeting, 64) is DeliveryState.SENT
    meeting = carry_out(meeting, NoteDelivery(delivery_id="d", acknowledged_at=minutes(70)))
    assert _state(meeting, 700) is DeliveryState.ACKNOWLEDGED
    (delivery,) = meeting.closing.distribution
    assert (delivery.prepared_version, delivery.sent_version, delivery.locked) == (1, 1, "password")


def test_what_was_only_prepared_when_it_was_due_is_overdue() -> None:
    meeting = carry_out(_signed(), NoteDelivery(delivery_id="d", prepared_at=minutes(61)))
    assert _state(meeting, 599) is DeliveryState.PREPARED
    assert _state(meeting, 601) is DeliveryState.OVERDUE


def test_what_came_back_has_to_be_sent_again() -> None:
    meeting = carry_out(_signed(), NoteDelivery(delivery_id="d", sent_at=minutes(63)))
    back = NoteDelivery(delivery_id="d", returned_at=minutes(64), returned_because="The mailbox is closed.")
    meeting = carry_out(meeting, back)
    assert _state(meeting, 65) is DeliveryState.RETURNED
    meeting = carry_out(meeting, NoteDelivery(delivery_id="d", sent_at=minutes(90)))
    assert _state(meeting, 91) is DeliveryState.SENT


def test_nothing_comes_back_without_a_reason() -> None:
    with pytest.raises(Refused, match="Say why it came back"):
        when(_signed(), NoteDelivery(delivery_id="d", returned_at=minutes(64)))


def test_an_addendum_makes_what_was_sent_out_of_date_until_the_new_version_is_sent() -> None:
    meeting = carry_out(
        _signed(),
        NoteDelivery(delivery_id="d", sent_at=minutes(63)),
        NoteDelivery(delivery_id="d", acknowledged_at=minutes(64)),
        AddLateInformation(addendum=NEW),
    )
    assert _state(meeting, 65) is DeliveryState.OUT_OF_DATE
    meeting = carry_out(meeting, NoteDelivery(delivery_id="d", sent_at=minutes(70)))
    assert _state(meeting, 71) is DeliveryState.SENT


def test_sending_the_file_that_was_prepared_before_an_addendum_sends_its_version() -> None:
    meeting = carry_out(
        _signed(),
        NoteDelivery(delivery_id="d", prepared_at=minutes(61)),
        AddLateInformation(addendum=NEW),
        NoteDelivery(delivery_id="d", sent_at=minutes(70)),
    )
    assert meeting.closing.distribution[0].sent_version == 1
    assert _state(meeting, 71) is DeliveryState.OUT_OF_DATE


def test_leaving_out_something_else_than_the_rule_says_needs_a_reason() -> None:
    meeting = _signed()
    other = Delivery(id="e", recipient="Ben Marsh", redactions=(Redaction.PLACES,))
    with pytest.raises(Refused, match="Say why"):
        when(meeting, AddRecipient(delivery=other))


def test_the_record_for_one_child_names_the_child() -> None:
    meeting = _signed()
    child = Delivery(id="e", recipient="Ben Marsh", record=RecordKind.CHILD)
    with pytest.raises(Refused, match="for which child"):
        when(meeting, AddRecipient(delivery=child))


@pytest.mark.parametrize(
    ("record", "place", "reason", "sentence"),
    [
        (RecordKind.CHILD, "concern.words", " ", "Say why this text goes out"),
        (RecordKind.CHILD, " ", "Read.", "Say which text"),
        (RecordKind.FULL, "concern.words", "Read.", "Only the record for one child"),
    ],
)
def test_a_text_is_let_through_by_its_place_with_a_reason_into_the_record_for_one_child(
    record: RecordKind, place: str, reason: str, sentence: str
) -> None:
    passed = (Passed(place=place, reason=reason),)
    to = Delivery(id="e", recipient="Ben Marsh", record=record, child_id="kit", passed=passed)
    with pytest.raises(Refused, match=sentence):
        when(_signed(), AddRecipient(delivery=to))


def test_a_recipient_stored_before_texts_could_be_let_through_lets_none_through() -> None:
    stored = b'{"delivery":{"id":"d","recipient":"Cy Lowe","record":"record for one child","child_id":"kit"}}'
    assert msgspec.json.decode(stored, type=RecipientAdded).delivery.passed == ()


@pytest.mark.parametrize(
    "settled",
    [
        {"record": RecordKind.CHILD, "child_id": "kit"},
        {"record": RecordKind.NOTICE},
        {"redactions": (Redaction.PLACES,), "redactions_because": "His sister works there."},
        {"attendee_id": ""},
    ],
)
def test_a_file_that_was_written_before_something_else_was_settled_is_not_the_one_to_send(
    settled: dict[str, Any],
) -> None:
    written = carry_out(_signed(), NoteDelivery(delivery_id="d", prepared_at=minutes(61), locked="password"))
    (old,) = written.closing.distribution
    same = carry_out(written, AddRecipient(delivery=replace(old, channel="by hand")))
    assert _state(same, 62) is DeliveryState.PREPARED
    changed = carry_out(written, AddRecipient(delivery=replace(old, **settled)))
    assert _state(changed, 62) is DeliveryState.TO_PREPARE
    (new,) = changed.closing.distribution
    assert (new.prepared_at, new.prepared_version, new.prepared_mark, new.locked) == (None, 0, "", "")


def test_what_is_let_through_after_a_file_was_written_wants_a_newer_one() -> None:
    child = replace(TO, record=RecordKind.CHILD, child_id="kit")
    written = carry_out(
        _signed(), AddRecipient(delivery=child), NoteDelivery(delivery_id="d", prepared_at=minutes(61))
    )
    assert _state(written, 62) is DeliveryState.PREPARED
    passed = (Passed(place="concern.words", reason="Both parents know it."),)
    let = carry_out(written, AddRecipient(delivery=replace(child, passed=passed)))
    assert _state(let, 62) is DeliveryState.TO_PREPARE


def test_somebody_who_was_sent_the_record_stays_on_the_list() -> None:
    meeting = _signed()
    assert carry_out(meeting, RemoveRecipient(delivery_id="d")).closing.distribution == ()
    sent = carry_out(meeting, NoteDelivery(delivery_id="d", sent_at=minutes(63)))
    with pytest.raises(Refused, match="stay on the list"):
        when(sent, RemoveRecipient(delivery_id="d"))


@pytest.mark.parametrize(
    ("noted", "sentence"),
    [
        ({"sent_at": minutes(-60)}, "before the record was signed"),
        ({"sent_at": minutes(70), "acknowledged_at": minutes(-60)}, "before the record was signed"),
        ({"returned_at": minutes(-60), "returned_because": "Full."}, "before the record was signed"),
        ({"acknowledged_at": minutes(70)}, "not written that they were sent it"),
    ],
)
def test_what_cannot_have_become_of_a_record_is_refused(noted: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        carry_out(_signed(), NoteDelivery(delivery_id="d", **noted))


CUT_ANEW: dict[str, Any] = {
    "attendee_id": "police",
    "record": RecordKind.NOTICE,
    "child_id": "kit",
    "redactions": (Redaction.NUMBERS,),
    "passed": (Passed(place="concern.words", reason="Read"),),
}


@pytest.mark.parametrize("field", CUT_ANEW)
def test_whoever_was_sent_a_copy_is_due_a_newer_one_when_what_is_in_it_is_settled_anew(field: str) -> None:
    to = replace(TO, redactions_because="Asked for")
    if field == "passed":
        to = replace(to, record=RecordKind.CHILD, child_id="kit")
    sent = carry_out(_signed(), NoteDelivery(delivery_id="d", sent_at=minutes(63)))
    sent = carry_out(sent, AddRecipient(delivery=to), NoteDelivery(delivery_id="d", sent_at=minutes(64)))
    assert _state(sent, 65) is DeliveryState.SENT
    anew = carry_out(sent, AddRecipient(delivery=replace(to, **{field: CUT_ANEW[field]})))
    assert _state(anew, 66) is DeliveryState.OUT_OF_DATE
    assert _state(carry_out(anew, AddRecipient(delivery=to)), 67) is DeliveryState.SENT
    again = carry_out(anew, NoteDelivery(delivery_id="d", sent_at=minutes(68)))
    assert _state(again, 69) is DeliveryState.SENT


@pytest.mark.parametrize("field", ["recipient", "agency", "channel", "due_at", "redactions_because"])
def test_what_is_not_in_the_copy_makes_nobody_due_a_newer_one(field: str) -> None:
    sent = carry_out(_signed(), NoteDelivery(delivery_id="d", sent_at=minutes(63)))
    other = minutes(900) if field == "due_at" else "other"
    anew = carry_out(sent, AddRecipient(delivery=replace(TO, **{field: other})))
    assert _state(anew, 65) is DeliveryState.SENT
