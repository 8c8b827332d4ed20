"""What was left out as a field and is still said in a sentence is named for a person to decide."""

from __future__ import annotations

from msgspec.structs import replace
from tests.records.inbox import demonstrated

from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Redaction
from chairtui.core.with_ids import put
from chairtui.records.redaction.mentioning import still_told, texts_of


def meeting_of(name: str) -> Meeting:
    inbox = demonstrated(name)
    return inbox.meeting()


def test_the_referrers_name_in_a_sentence_is_found_word_for_word() -> None:
    meeting = meeting_of("7-series-first")
    found = {one.place: one.found for one in still_told(meeting, meeting, frozenset({Redaction.REFERRER}))}
    assert found["plan.contingencies[contingency-1].who"] == ("her grandmother",)
    assert "concern.words" not in found


def test_a_referrer_who_was_there_is_named_for_other_reasons() -> None:
    meeting = meeting_of("9-exemplary")
    assert meeting.concern.referrer == "Alison Pike"
    assert still_told(meeting, meeting, frozenset({Redaction.REFERRER})) == ()


def test_a_place_and_a_number_in_a_sentence_are_found() -> None:
    meeting = meeting_of("9-exemplary")
    child = meeting.concern.children[0]
    fact = replace(
        meeting.sharing.contributions[0], fact=f"Seen at ST WILFRID'S  primary, {child.local_id}, by her"
    )
    sharing = replace(meeting.sharing, contributions=put(meeting.sharing.contributions, fact))
    meeting = replace(meeting, sharing=sharing)
    left_out = frozenset({Redaction.PLACES, Redaction.NUMBERS})
    [found] = [one for one in still_told(meeting, meeting, left_out) if one.place.endswith(".fact")]
    assert found.found == (child.setting.casefold(), child.local_id.casefold())
    assert found.title == "contributions: fact"
    assert not list(still_told(meeting, meeting, frozenset()))


def test_keys_and_numbers_are_no_sentences() -> None:
    places = {place for place, _ in texts_of(meeting_of("9-exemplary"))}
    assert "concern.words" in places
    assert not [place for place in places if place.endswith((".id", ".local_id", ".agency", ".attendee_id"))]


def test_a_number_is_found_however_it_is_grouped() -> None:
    meeting = meeting_of("9-exemplary")
    child = replace(meeting.concern.children[0], nhs_number="9434765919")
    words = "Her number is 943 476 5919."
    meeting = replace(meeting, concern=replace(meeting.concern, children=(child,), words=words))
    found = still_told(meeting, meeting, frozenset({Redaction.NUMBERS}))
    assert [one.found for one in found if one.place == "concern.words"] == [("9434765919",)]
