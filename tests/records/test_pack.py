"""The agenda pack shows what was prepared, and to each agency only what it may see."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.records.prepared import NOW, a_desk, everything_in, paper, seeded
from tests.records.test_record import words

from chairtui.core.change import Refused
from chairtui.core.preparing import Item, Paper, Request, usual_agenda
from chairtui.core.series import Attended, Carried, CarriedKind, Earlier, Series
from chairtui.core.vocabulary import Answer, Sector
from chairtui.records.preparation.papers import pack_of
from chairtui.records.preparation.seeing import seen_by

EVERYONE_SEES = {
    "meeting.reference",
    "meeting.authority",
    "meeting.preparing.agenda.title",
    "meeting.attendance.register.name",
    "meeting.attendance.register.area",
    "meeting.attendance.register.agency",
    "meeting.attendance.chairs.name",
    "meeting.attendance.chairs.grade",
    "meeting.attendance.chairs.phone",
    "meeting.concern.children.name",
    "meeting.concern.children.setting",
    "meeting.concern.family.name",
    "meeting.concern.family.relationship",
    "meeting.concern.words",
    "meeting.preparing.joining.link",
    "meeting.preparing.joining.number",
    "meeting.preparing.joining.room",
}


@pytest.mark.parametrize("form", ["md", "docx", "pdf"])
@pytest.mark.parametrize("kind", [Paper.PACK, Paper.REQUEST])
def test_nothing_of_another_agency_is_anywhere_in_the_file(tmp_path: Path, kind: Paper, form: str) -> None:
    here, _ = a_desk(tmp_path)
    meeting, seeds = seeded()
    found = everything_in(paper(here, meeting, kind, form, "mine"))
    shown = {place for place, seed in seeds.items() if seed in found or seed.lower() in found}
    shown -= {"meeting.id"} if kind is Paper.REQUEST else set()
    assert shown <= EVERYONE_SEES, shown - EVERYONE_SEES


def test_every_text_that_everyone_may_see_is_in_the_pack(tmp_path: Path) -> None:
    here, _ = a_desk(tmp_path)
    meeting, seeds = seeded()
    found = everything_in(paper(here, meeting, Paper.PACK, "md", "mine"))
    assert {place for place in EVERYONE_SEES if seeds[place] not in found} <= {
        "meeting.attendance.register.agency"  # shown by its name
    }


def test_the_whole_pack_has_what_the_agencies_do_not_see(tmp_path: Path) -> None:
    here, _ = a_desk(tmp_path)
    meeting, seeds = seeded()
    found = everything_in(paper(here, meeting, Paper.PACK, "md"))
    for place in (
        "meeting.sharing.contributions.fact",
        "meeting.sharing.bookings.what",
        "meeting.sharing.turns.withheld_because",
        "meeting.sharing.chronology.words",
        "meeting.preparing.requests.needs",
        "meeting.concern.referrer",
        "meeting.concern.places.name",
        "meeting.series.carried.words",
    ):
        assert seeds[place] in found, place


def test_an_agency_sees_its_own_and_so_does_who_stands_in_for_it(tmp_path: Path) -> None:
    _, meeting = a_desk(tmp_path)
    own = seen_by(meeting, "delaney")
    assert [one.attendee_id for one in own.sharing.contributions] == ["delaney"]
    deputy = replace(meeting.attendance.register[0], id="deputy", deputy_for="delaney")
    register = (*meeting.attendance.register, deputy)
    meeting = replace(meeting, attendance=replace(meeting.attendance, register=register))
    assert seen_by(meeting, "deputy").sharing.contributions
    assert not seen_by(meeting, "quist").sharing.contributions


def test_only_health_sees_the_nhs_number_and_only_education_the_upn(tmp_path: Path) -> None:
    _, meeting = a_desk(tmp_path)
    child = replace(meeting.concern.children[0], nhs_number="9434765919", upn="A123", local_id="L-1")
    meeting = replace(meeting, concern=replace(meeting.concern, children=(child,)))
    seen = {one.sector: seen_by(meeting, one.id).concern.children[0] for one in meeting.attendance.register}
    assert {sector for sector, child in seen.items() if child.nhs_number} == {Sector.HEALTH}
    assert {sector for sector, child in seen.items() if child.upn} == {Sector.EDUCATION}
    assert {sector for sector, child in seen.items() if child.local_id} == {Sector.SOCIAL_WORK}


def test_what_is_left_open_goes_to_who_was_there_or_owns_it(tmp_path: Path) -> None:
    _, meeting = a_desk(tmp_path)
    carried = (
        Carried(id="1", kind=CarriedKind.ACTION, words="Call the home", owner="ben quist"),
        Carried(id="2", kind=CarriedKind.DISSENT, words="The police disagreed"),
    )
    school = Attended(agency="school")
    series = Series(earlier=(Earlier(id="before", attended=(school,)),), carried=carried)
    meeting = replace(meeting, series=series)
    assert seen_by(meeting, "delaney").series == series
    assert [one.id for one in seen_by(meeting, "quist").series.carried] == ["1"]
    assert seen_by(meeting, "osei").series == Series()


def test_the_services_that_work_with_the_family_are_held_against_the_list(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    said = words(pack_of(here, meeting).section("Services that work with the family"))
    assert "1 of 2 open services is not on the list of invitations." in said
    assert "CAMHS|Kian Sefton|NOT ON THE LIST" in said
    with pytest.raises(KeyError):
        pack_of(here, meeting, "delaney").section("Services that work with the family")


def test_who_is_expected_stands_with_the_reason_and_what_became_of_it(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    said = words(pack_of(here, meeting).section("Who is expected, and why"))
    assert "EXPECTED, AND NOBODY IS NAMED YET" in said
    assert "Gangs are part of the concern." in said
    assert "declined" in said or "sent written information" in said
    other = words(pack_of(here, meeting, "quist").section("Who is expected, and why"))
    assert "Kian Sefton is open to this service.|invited" in other
    assert "Teaching until" not in other


def test_requests_are_counted_as_returned_or_outstanding(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    requests = (
        Request(id="delaney", needs="Who collects him?", reply_by=NOW, returned_at=NOW),
        Request(id="quist", needs="Whom is he with?", reply_by=NOW),
    )
    meeting = replace(meeting, preparing=replace(meeting.preparing, requests=requests))
    said = words(pack_of(here, meeting).section("Information requests"))
    assert "1 of 2 requests were answered." in said
    assert "OUTSTANDING" in said
    assert "Whom is he with?" not in words(pack_of(here, meeting, "delaney").section("Information requests"))


def test_the_agenda_has_times_and_slots(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    slot = Item(id="slot", title="The school's own view", minutes=10, attendee_id="delaney")
    items = (*usual_agenda()[:2], slot, *usual_agenda()[2:])
    meeting = replace(meeting, preparing=replace(meeting.preparing, agenda=items), scheduled_at=NOW)
    said = words(pack_of(here, meeting).section("Agenda"))
    assert "12:10–12:20|The school's own view|10|Martin Delaney (School)" in said
    assert "65 minutes in all." in said


def test_nobody_else_on_the_register_is_asked_for(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    assert meeting.attendance.register[0].invitation.answer is Answer.ACCEPTED
    with pytest.raises(Refused, match="no such line"):
        pack_of(here, meeting, "nobody")
