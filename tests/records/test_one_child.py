"""The record for one child has nothing of another that a machine can find, and says what it left out."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace
from tests.records.copies import Seeded
from tests.records.inbox import Inbox, demonstrated
from tests.records.prepared import NOW, everything_in
from tests.records.reading_copies import record_of

from chairtui.core.change import Refused
from chairtui.core.delivery import Delivery, Passed
from chairtui.core.vocabulary import PlaceKind, RecordKind, Redaction, Sector
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render
from chairtui.records.delivery.sending import left_out
from chairtui.records.redaction.belonging import Belonging
from chairtui.records.redaction.kinds import frame_for
from chairtui.records.redaction.one_child import LEFT_OUT, NOT_SAID, OneChild, mentions
from chairtui.records.redaction.speech import Speech

SIBLING = "Tamsin Orme"
KEYS = (
    "attendance.register.agency attendance.register.called attendance.register.invitation.channel "
    "preparing.sent.channel plan.actions.agency closing.addenda.agency closing.distribution.agency "
    "closing.distribution.channel reference id"
).split()
"""Keys that somebody typed and a copy shows: only names of another child count in them."""

STAFF = (
    "attendance.register.name attendance.register.area authority profile concern.children.local_id "
    "concern.children.nhs_number concern.children.upn concern.children.open_to concern.family.open_to "
    "sharing.contributions.attendee_id attendance.chairs.name series.earlier.reference concern.family.name "
    "concern.children.name attendance.register.only_for analysis.prompts.id concern.places.authority"
).split()
"""Keys, names of staff and words of a list: they hold no sentence that could speak of a child."""


def two_children() -> Inbox:
    return demonstrated("3-mash-health-only")


def of_one(inbox: Inbox, child_id: str = "ayla", **more: Any) -> str:
    frame = Frame(meeting=inbox.meeting(), rows=[one.row for one in inbox.open(inbox.meeting().id).history])
    return render(record_of(frame, RecordKind.CHILD, child_id, **more), "md", NOW).decode()


def seeded_with_a_sibling(behind: str) -> Seeded:
    seeded = Seeded(behind)
    concern = seeded.meeting.concern
    named = tuple(replace(one, name=SIBLING) if one.id == "sib" else one for one in concern.children)
    seeded.meeting = replace(seeded.meeting, concern=replace(concern, children=named))
    return seeded


KIN = (" and his half-sister", " the younger one")
"""The rules' own sentences have such words too ("older than 60 days"): in them only names count."""


@pytest.mark.parametrize(
    "behind",
    [" as Tamsin said", " with TAMSIN'S coat", " like Orme", *KIN],
)
def test_no_text_that_may_speak_of_a_sibling_is_in_it(behind: str) -> None:
    seeded = seeded_with_a_sibling(behind)
    frame = Frame(meeting=seeded.meeting, rows=())
    text = everything_in(render(record_of(frame, RecordKind.CHILD, "kid"), "txt", NOW))
    found = {place for word, (place, _) in seeded.words.items() if word in text}
    ruled = {"warnings.words", *KEYS} if behind in KIN else set()
    assert found - ruled <= set(STAFF)


def test_no_key_that_the_copy_shows_has_a_siblings_name_in_it() -> None:
    meeting = two_children().meeting()
    line = replace(meeting.attendance.register[0], agency="EsmeDemir-nursery", called="Esmé's nursery")
    line = replace(line, invitation=replace(line.invitation, channel="esme.demir@home.example"))
    to = Delivery(id="d", recipient="Her nursery", agency="esme_nursery", channel="Esme.Demir@x.example")
    meeting = replace(
        meeting,
        id="m-esmedemir",
        reference="SM-ESMEDEMIR-1",
        attendance=replace(meeting.attendance, register=(line, *meeting.attendance.register[1:])),
        closing=replace(meeting.closing, distribution=(to,)),
    )
    record = record_of(Frame(meeting=meeting, rows=()), RecordKind.CHILD, "ayla")
    for form in ("md", "html", "docx", "pdf"):
        assert "esme" not in everything_in(render(record, form, NOW)).casefold()


def test_a_name_that_both_children_have_stays_in_the_reference() -> None:
    meeting = replace(two_children().meeting(), reference="DEMIR-1")
    assert record_of(Frame(meeting=meeting, rows=()), RecordKind.CHILD, "ayla").reference == "DEMIR-1"


def test_the_texts_are_there_when_they_speak_of_nobody_else() -> None:
    seeded = seeded_with_a_sibling(" at school")
    text = everything_in(
        render(record_of(Frame(meeting=seeded.meeting, rows=()), RecordKind.CHILD, "kid"), "txt", NOW)
    )
    found = {place for word, (place, _) in seeded.words.items() if word in text}
    assert {"concern.words", "concern.voices.said", "sharing.contributions.fact", "plan.actions.why"} <= found


def test_a_siblings_name_date_numbers_and_judgement_are_not_in_it() -> None:
    inbox = two_children()
    said = of_one(inbox)
    esme = next(one for one in inbox.meeting().concern.children if one.id == "esme")
    assert "Ayla Demir" in said
    for private in ("Esme", esme.local_id, "2 Jan 2024", "esme"):
        assert private not in said
    assert "Not brought to health appointments" not in said


@pytest.mark.parametrize("about", ["ayla", "esme"])
def test_it_says_of_nobody_that_they_shared_nothing_when_it_was_about_another_child(about: str) -> None:
    inbox = two_children()
    meeting = inbox.meeting()
    mine, other = next(
        (one.id, two.id) for one, two in permutations(meeting.concern.children) if one.id == about
    )
    speaker = meeting.sharing.contributions[0].attendee_id
    shared = tuple(
        replace(one, children=(other,)) if one.attendee_id == speaker else one
        for one in meeting.sharing.contributions
    )
    meeting = replace(meeting, sharing=replace(meeting.sharing, contributions=shared))
    frame = Frame(meeting=meeting, rows=[one.row for one in inbox.open(meeting.id).history])
    text = render(record_of(frame, RecordKind.CHILD, mine), "md", NOW).decode()
    shown = text.partition("shared nothing that is shown in this record for one child: ")[2]
    assert frame.line(speaker) in shown.partition(".**")[0]
    assert "shared nothing:" not in text
    whole = render(record_of(frame, RecordKind.FULL), "md", NOW).decode()
    assert frame.line(speaker) not in whole.partition("shared nothing: ")[2].partition(".**")[0]


def test_it_says_how_many_texts_it_left_out() -> None:
    inbox = two_children()
    said = of_one(inbox)
    places = [one.place for one in mentions(inbox.meeting(), "ayla")]
    assert places == ["concern.circumstances", "concern.words", "sharing.contributions[missed-check].fact"]
    assert (
        "3 texts are left out that may speak of another child: 1 in “Why the meeting was held”, "
        "1 in “In short”, 1 in “What was shared”."
    ) in said
    assert said.count(LEFT_OUT.strip("[]")) == 2


def test_a_text_is_let_through_by_hand_with_a_reason() -> None:
    inbox = two_children()
    passed = (
        Passed(place="concern.words", reason="The younger one's check is known to both parents."),
        Passed(place="concern.circumstances", reason="Both"),
    )
    said = of_one(inbox, passed=passed)
    assert "Third call to the address this month" in said
    assert "Domestic abuse, neglect" in said
    assert "1 text is left out that may speak of another child: 1 in “What was shared”." in said
    with pytest.raises(Refused, match="Say why"):
        of_one(inbox, passed=(Passed(place="concern.words", reason=" "),))


def test_every_text_that_is_left_out_is_named_and_can_be_let_through() -> None:
    meeting = seeded_with_a_sibling(" as Tamsin said").meeting
    frame = Frame(meeting=meeting, rows=())
    named = mentions(meeting, "kid")
    assert len(named) > 50
    without = everything_in(render(record_of(frame, RecordKind.CHILD, "kid"), "txt", NOW))
    assert LEFT_OUT in without
    passed = tuple(Passed(place=one.place, reason="Read, and fit for this family.") for one in named)
    whole = everything_in(render(record_of(frame, RecordKind.CHILD, "kid", passed=passed), "txt", NOW))
    assert LEFT_OUT not in whole
    assert "may speak of another child" not in whole


def test_a_place_of_which_child_it_is_not_written_is_named_for_a_person_to_decide() -> None:
    inbox = two_children()
    meeting = inbox.meeting()
    elsewhere = replace(meeting.concern.places[0], id="aunt", kind=PlaceKind.MAY_GO_TO, name="Their aunt's")
    places = (*meeting.concern.places, elsewhere)
    meeting = replace(meeting, concern=replace(meeting.concern, places=places))
    [found] = [one for one in mentions(meeting, "ayla") if one.place == "concern.places[aunt]"]
    assert (found.words, found.found) == ("Their aunt's", (NOT_SAID,))
    assert OneChild(meeting, "ayla").drops("concern.places", elsewhere)
    assert not OneChild(meeting, "ayla", ["concern.places[aunt]"]).drops("concern.places", elsewhere)


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("Esme's check", True),
        ("ESME was there", True),
        ("Esmé cried", True),
        ("Esmerelda is her aunt", False),
        ("Mrs Demir cried", False),
        ("number demo 10032", True),
        ("born on 2 Jan 2024", True),
        ("her sister cried", True),
        ("her mother cried", False),
    ],
)
def test_names_numbers_dates_and_words_for_kin_are_found(words: str, spoken: bool) -> None:
    one = Speech(Belonging(two_children().meeting(), "ayla"))
    assert bool(one.spoken_of(words)) is spoken


def test_an_only_child_has_the_whole_record() -> None:
    inbox = demonstrated("9-exemplary")
    assert mentions(inbox.meeting(), "theo") == ()
    assert "left out" not in of_one(inbox, "theo")


def test_which_child_must_be_said_and_must_be_there() -> None:
    with pytest.raises(Refused, match="for which child"):
        of_one(two_children(), "")
    with pytest.raises(Refused, match="no such child"):
        of_one(two_children(), "nobody")


READERS = {
    "anybody": {"redactions": ()},
    "by rule": {"redactions": None},
    "without places": {"redactions": (Redaction.PLACES,)},
    "without circumstances and what was shared": {"redactions": (Redaction.SHARED, Redaction.ANALYSIS)},
    "without all": {"redactions": tuple(Redaction)},
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@pytest.mark.parametrize("passed", [(), ("concern.words",)], ids=["nothing", "let through"])
def test_the_copy_and_whoever_looks_at_it_count_the_same_texts(reader: Any, passed: tuple[str, ...]) -> None:
    meeting = seeded_with_a_sibling(" as Tamsin said").meeting
    counted = []
    for small in (two_children().meeting(), meeting):
        frame = Frame(meeting=small, rows=())
        for child in small.concern.children:
            let = tuple(Passed(place=one, reason="Read") for one in passed)
            because = "" if reader["redactions"] is None else "Asked for"
            to = Delivery(
                id="to",
                recipient="Cy Lowe",
                record=RecordKind.CHILD,
                child_id=child.id,
                passed=let,
                redactions_because=because,
                **reader,
            )
            left = [one for one in left_out(small, to).mentions if one.place not in passed]
            assert len(frame_for(frame, to).copy.withheld) == len(left), child.id
            counted.append(len(left))
    assert any(counted) or reader["redactions"] == tuple(Redaction) or reader["redactions"] is None


def test_nobody_who_only_helps_the_meeting_is_said_to_have_shared_nothing() -> None:
    inbox = two_children()
    meeting = inbox.meeting()
    here = next(line for line in meeting.attendance.register if line.stays)
    helper = replace(here, id="ears", name="Ivo Penn", agency="interpreter", sector=Sector.SUPPORT)
    register = (*meeting.attendance.register, helper, replace(helper, id="cop", sector=Sector.POLICE))
    meeting = replace(meeting, attendance=replace(meeting.attendance, register=register))
    frame = Frame(meeting=meeting, rows=())
    text = " ".join(render(record_of(frame, RecordKind.FULL), "md", NOW).decode().split())
    assert text.count("Ivo Penn") > 2
    assert text.partition("shared nothing: ")[2].partition(".**")[0].count("Ivo Penn") == 1
