"""The record for one child tells nothing of the people, the services and the school of another."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.records.copies import Seeded
from tests.records.inbox import demonstrated
from tests.records.prepared import NOW, everything_in
from tests.records.reading_copies import record_of

from chairtui.core.change import Refused
from chairtui.core.children import Child, DescribeFamilyMember, FamilyMember, RemoveChild
from chairtui.core.concern import Concern, Impact
from chairtui.core.delivery import Delivery, Passed
from chairtui.core.meeting import Meeting, decide
from chairtui.core.plan import Seeing
from chairtui.core.register import Attendee
from chairtui.core.sentences.names import kin_words, told_apart
from chairtui.core.sharing import Contribution
from chairtui.core.vocabulary import Circumstance, RecordKind, Sector
from chairtui.live.formats import FORMATS, Kind
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import render, written
from chairtui.records.delivery.sending import doubts_of
from chairtui.records.record import Record
from chairtui.records.redaction.belonging import Belonging
from chairtui.records.redaction.kinds import frame_for
from chairtui.records.redaction.of_a_child import OF_A_CHILD, OF_A_LINE
from chairtui.records.redaction.one_child import FOR_ANOTHER, LEFT_OUT, mentions

FORMS = [part for form in FORMATS if form.kind is not Kind.MEETING for part in form.files]
THEIRS = {*OF_A_CHILD, *OF_A_LINE, "attendance.register"}
"""Parts whose values are the other child's, or of that child's people, in the meetings below."""


def seeded(*, said: bool) -> Seeded:
    """Return a meeting in which one side is a sibling, the sibling's father, and the sibling's school."""
    seeded = Seeded()
    meeting = seeded.meeting
    concern, sharing = meeting.concern, meeting.sharing
    sibling = next(one for one in concern.children if one.id == "sib")
    kin = (("kid",), ("kid", "sib"), ("sib",))
    family = tuple(
        replace(one, is_child=False, id=f"adult-{number}", children=children)
        for number, (one, children) in enumerate(zip(concern.family, kin, strict=True))
    )
    register = tuple(
        replace(line, sector=Sector.EDUCATION, area=sibling.setting) if line.id == "sib" else line
        for line in meeting.attendance.register
    )
    contributions = tuple(
        replace(one, children=("sib",) if said and one.attendee_id == "sib" else ())
        for one in sharing.contributions
    )
    seeing = (*meeting.plan.seeing[:1], replace(meeting.plan.seeing[-1], id="adult-2"))
    seeded.meeting = replace(
        meeting,
        concern=replace(concern, family=family),
        attendance=replace(meeting.attendance, register=register),
        sharing=replace(sharing, contributions=contributions),
        plan=replace(meeting.plan, seeing=(*seeing, meeting.plan.seeing[-1])),
    )
    return seeded


@pytest.mark.parametrize("said", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_no_word_of_another_childs_people_services_and_school_is_in_any_form(form: str, said: bool) -> None:
    whole = seeded(said=said)
    frame = Frame(meeting=whole.meeting, rows=(), unnamed=((f"school@{_school(whole.meeting)}", "Zqroles"),))
    kid = Delivery(id="to-court", recipient="The court", record=RecordKind.CHILD, child_id="kid")
    kid = replace(kid, redactions=(), redactions_because="All of it")
    text = everything_in(written(frame_for(frame, kid), form, NOW))
    private = {
        word
        for word, (place, side) in whole.words.items()
        if side == "sib" and any(place.startswith(f"{part}.") for part in THEIRS)
    }
    assert len(private) > 100
    assert not {word for word in private if word in text}
    assert "Zqroles" not in text


def test_the_full_record_has_these_words() -> None:
    whole = seeded(said=True)
    text = everything_in(
        render(record_of(Frame(meeting=whole.meeting, rows=()), RecordKind.FULL), "txt", NOW)
    )
    found = {place for word, (place, side) in whole.words.items() if side == "sib" and word in text}
    assert {"concern.family.name", "attendance.register.name", "sharing.contributions.fact"} <= found
    assert {"plan.seeing.by", "sharing.turns.withheld_because", "deciding.positions.reason"} <= found


def _school(meeting: Meeting) -> str:
    return next(one.setting for one in meeting.concern.children if one.id == "sib")


def half_siblings(*family: FamilyMember, **parts: Any) -> Meeting:
    """Return a meeting about two children: Tyler's father is ill, and Maya goes to another school."""
    inbox = demonstrated("9-exemplary")
    meeting = inbox.meeting()
    children = (
        Child(id="maya", name="Maya Osei", setting="Orchard Primary"),
        Child(id="tyler", name="Tyler Webb", setting="Hill Academy", open_to=("camhs",)),
    )
    concern = replace(
        meeting.concern,
        children=children,
        family=family or (MOTHER, FATHER),
        words="Found alone at home.",
        voices=(),
        places=(),
        **parts,
    )
    nurse = Attendee(id="nurse", agency="adult-mental-health", sector=Sector.HEALTH, name="Ike Obi")
    school = Attendee(id="hill", agency="school", sector=Sector.EDUCATION, area="Hill Academy")
    said = Contribution(id="voices", attendee_id="nurse", fact="He hears voices")
    return replace(
        meeting,
        concern=concern,
        attendance=replace(meeting.attendance, register=(*meeting.attendance.register, nurse, school)),
        sharing=replace(meeting.sharing, contributions=(said,)),
        plan=replace(meeting.plan, seeing=(Seeing(id="marcus", by="Ike Obi"),)),
        deciding=replace(meeting.deciding, decisions=()),
    )


FATHER = FamilyMember(
    id="marcus",
    name="Marcus Webb",
    relationship="father",
    open_to=("adult-mental-health",),
    children=("tyler",),
)
MOTHER = FamilyMember(id="efua", name="Efua Webb", relationship="mother", children=("maya", "tyler"))


def for_maya(meeting: Meeting, *passed: str) -> str:
    given = tuple(Passed(place=one, reason="Read.") for one in passed)
    record = record_of(Frame(meeting=meeting, rows=()), RecordKind.CHILD, "maya", passed=given)
    return " ".join(render(record, "txt", NOW).decode().split())


def test_another_childs_father_his_service_what_it_said_and_who_sees_him_are_cut() -> None:
    text = for_maya(half_siblings())
    for private in (
        "Marcus",
        "Adult mental health",
        "adult-mental-health",
        "hears voices",
        "Ike Obi",
        "Hill",
    ):
        assert private not in text
    assert "Efua Webb" in text
    assert FOR_ANOTHER in text


def test_somebody_of_whom_it_is_not_written_whose_they_are_waits_for_a_person_to_look() -> None:
    meeting = half_siblings(MOTHER, replace(FATHER, children=()))
    assert "Marcus" not in for_maya(meeting)
    named = {one.place: one for one in mentions(meeting, "maya")}
    assert named["concern.family[marcus]"].words == "Marcus Webb, father"
    text = for_maya(meeting, "concern.family[marcus]")
    assert "Marcus Webb" in text
    assert "hears voices" in text


def test_a_person_who_is_let_in_takes_what_names_them_off_the_list() -> None:
    meeting = half_siblings(MOTHER, replace(FATHER, children=()))
    before = {one.place for one in mentions(meeting, "maya")}
    after = {one.place for one in mentions(meeting, "maya", ["concern.family[marcus]"])}
    assert "sharing.contributions[voices].fact" in before - after
    assert "concern.family[marcus]" in after


@pytest.mark.parametrize(
    "words",
    ["Mr Webb shouted", "Marcus came late", "Father was drunk", "His dad rang", "seen at Hill Academy"],
)
def test_a_text_about_another_childs_people_or_school_is_left_out(words: str) -> None:
    meeting = half_siblings()
    meeting = replace(meeting, concern=replace(meeting.concern, words=words))
    assert words not in for_maya(meeting)
    assert words in for_maya(meeting, "concern.words")


def test_a_surname_that_a_mother_shares_with_another_child_shields_nobody() -> None:
    meeting = half_siblings()
    meeting = replace(meeting, concern=replace(meeting.concern, words="The Webb household is known."))
    assert "The Webb household" not in for_maya(meeting)


def test_her_whole_name_may_stand_and_who_sends_it_is_told_so() -> None:
    meeting = half_siblings()
    meeting = replace(meeting, concern=replace(meeting.concern, words="Efua Webb asked for help."))
    assert "Efua Webb asked for help." in for_maya(meeting)
    doubts = "\n".join(doubts_for(meeting))
    assert "Let in, though another child bears a part of the name: Efua Webb." in doubts


def doubts_for(meeting: Meeting, *passed: str) -> list[str]:
    given = tuple(Passed(place=one, reason="Read") for one in passed)
    to = Delivery(id="d", recipient="Court", record=RecordKind.CHILD, child_id="maya", passed=given)
    frame = Frame(meeting=meeting, rows=())
    empty = Record(title="", reference="", subtitle="", version=1, sections=())
    return list(doubts_of(meeting, frame_for(frame, to).meeting, to, empty))


def test_what_was_let_through_is_named_with_its_reason_before_it_goes() -> None:
    meeting = half_siblings()
    meeting = replace(meeting, concern=replace(meeting.concern, words="Marcus came late"))
    [said] = [one for one in doubts_for(meeting, "concern.words") if "concern: words" in one]
    assert said.startswith("Let in, though it may speak of another child")
    assert said.endswith("“Marcus came late”. Let through because: Read.")


def test_what_is_said_to_be_about_this_child_stays_whoever_said_it() -> None:
    meeting = half_siblings()
    own = replace(meeting.sharing.contributions[0], fact="She is calm.", children=("maya",))
    meeting = replace(meeting, sharing=replace(meeting.sharing, contributions=(own,)))
    assert "She is calm." in for_maya(meeting)


def test_father_means_her_own_in_what_is_about_her_alone() -> None:
    kofi = FamilyMember(id="kofi", name="Kofi Osei", relationship="father", children=("maya",))
    meeting = half_siblings(MOTHER, FATHER, kofi)
    own = Contribution(id="own", attendee_id="", fact="Her father reads to her.", children=("maya",))
    register = meeting.attendance.register
    own = replace(own, attendee_id=register[0].id)
    meeting = replace(meeting, sharing=replace(meeting.sharing, contributions=(own,)))
    assert "Her father reads to her." in for_maya(meeting)
    unclear = replace(own, children=())
    meeting = replace(meeting, sharing=replace(meeting.sharing, contributions=(unclear,)))
    assert "Her father reads to her." not in for_maya(meeting)


def test_what_an_adults_difficulty_means_is_left_out_until_somebody_has_looked() -> None:
    impact = Impact(id=Circumstance.PARENTAL_MENTAL_HEALTH, means="Nobody cooks.")
    meeting = half_siblings(impacts=(impact,))
    assert "Nobody cooks." not in for_maya(meeting)
    assert "Nobody cooks." in for_maya(meeting, "concern.impacts[parental mental health]")


def test_the_kind_of_meeting_stays_true_when_somebody_is_not_named() -> None:
    meeting = half_siblings()
    whole = record_of(Frame(meeting=meeting, rows=()), RecordKind.FULL)
    assert record_of(Frame(meeting=meeting, rows=()), RecordKind.CHILD, "maya").title == whole.title


def test_the_record_of_an_only_child_names_everybody() -> None:
    meeting = half_siblings(replace(FATHER, children=()))
    alone = replace(meeting, concern=replace(meeting.concern, children=meeting.concern.children[1:]))
    record = record_of(Frame(meeting=alone, rows=()), RecordKind.CHILD, "tyler")
    text = render(record, "txt", NOW).decode()
    assert "Marcus Webb" in text
    assert LEFT_OUT not in text


def test_the_record_says_of_which_child_somebody_is() -> None:
    meeting = half_siblings()
    assert kin_words(FATHER, meeting) == "father of Tyler Webb"
    assert kin_words(MOTHER, meeting) == "mother of Maya Osei and Tyler Webb"
    text = render(record_of(Frame(meeting=meeting, rows=()), RecordKind.FULL), "txt", NOW).decode()
    assert "father of Tyler Webb" in text


def test_whose_somebody_is_must_be_a_child_of_the_meeting() -> None:
    meeting = half_siblings()
    with pytest.raises(Refused, match="no such child"):
        decide(DescribeFamilyMember(member=replace(FATHER, children=("nobody",))), meeting)
    with pytest.raises(Refused, match="not the child of Marcus Webb"):
        decide(RemoveChild(child_id="tyler"), replace(half_siblings(FATHER), plan=type(meeting.plan)()))


def test_children_of_one_name_have_their_number_behind_it() -> None:
    children = (
        Child(id="a", name="Nadia Farrow"),
        Child(id="b", name="Nadia  farrow"),
        Child(id="c", name="Jo"),
    )
    meeting = Meeting(concern=replace(Meeting().concern, children=children))
    named = [one.name for one in told_apart(meeting).concern.children]
    assert named == ["Nadia Farrow (1)", "Nadia  farrow (2)", "Jo"]
    assert told_apart(told_apart(meeting)) == told_apart(meeting)


def test_a_service_that_another_child_alone_has_is_no_role_of_this_child() -> None:
    def roles(*, own: tuple[str, ...]) -> list[bool]:
        children = (
            Child(id="mila", name="Mila", open_to=own),
            Child(id="tom", name="Tom", open_to=("camhs",)),
        )
        meeting = Meeting(concern=Concern(children=children))
        return [Belonging(meeting, child).has_role("camhs") for child in ("mila", "tom")]

    assert roles(own=()) == [True, False]
    assert roles(own=("camhs",)) == [False, False]
