"""The audit's findings on who is expected, and why: requirements R1 and R7 to R10."""

from collections.abc import Iterable
from datetime import date

import pytest
from msgspec.structs import replace
from tests.standards.scene import (
    CAIT,
    JUDGE,
    KIT,
    NURSE,
    SCHOOL,
    TEN,
    WORKER,
    about,
    because,
    decided,
    held,
    keys,
    left_out,
    line,
    prepared,
    raised,
    shown,
    then,
)

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.births import Birth
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Answer, Circumstance, Education, PoliceUnit, Sector
from chairtui.directory.agencies import Agencies
from chairtui.directory.calling import call_words
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.matching import is_of_no_setting, settings_of
from chairtui.standards.verdict import Expected
from chairtui.standards.why_expected import ANY_SETTING

BABY = Child(id="bo", name="Bo", born_on=date(2023, 9, 1))


# R1, R7: who is expected, and what became of them


def test_the_same_meeting_always_expects_the_same_people_the_minimum_first() -> None:
    meeting = because(prepared(), Circumstance.MISSING, Circumstance.PARENTAL_MENTAL_HEALTH)
    assert keys(meeting) == keys(meeting)
    assert keys(meeting)[:2] == ["social-care", "police"]
    assert {"school", "school-nurse", "police-missing", "adult-mental-health"} < set(keys(meeting))


def test_everyone_expected_says_why_and_from_what_source() -> None:
    meeting = because(prepared(), *Circumstance)
    assert all(one.reasons and one.sources and one.origins for one in JUDGE.expected(meeting))


def test_a_role_nobody_knows_anything_about_is_warned_of_at_the_opening_and_the_close() -> None:
    assert "W-EXPECTED-UNKNOWN:school" in shown(prepared())
    assert "W-EXPECTED-UNKNOWN:school" in shown(decided(held(WORKER, CAIT, NURSE)))


@pytest.mark.parametrize(
    "answer", [one for one in Answer if one is not Answer.UNKNOWN], ids=lambda answer: answer.name
)
def test_any_answer_to_an_invitation_makes_the_role_known(answer: Answer) -> None:
    meeting = then(prepared(SCHOOL), NoteInvitation(attendee_id="school", answer=answer, reason="why"))
    assert "W-EXPECTED-UNKNOWN:school" not in raised(meeting)


def test_a_role_is_filled_by_the_line_that_stands_for_it() -> None:
    expected = {one.key: one.attendee_id for one in JUDGE.expected(prepared(WORKER, CAIT, SCHOOL))}
    assert expected == {"social-care": "worker", "police": "police", "school": "school", "school-nurse": ""}


# R8, R9, R10: adults' services, education, open services


def test_parental_mental_health_without_the_service_is_warned_of_until_a_reason_is_recorded() -> None:
    meeting = because(held(WORKER, CAIT, NURSE), Circumstance.PARENTAL_MENTAL_HEALTH)
    assert "W-AMH" in shown(meeting)
    service = line("adult-mental-health", "amh")
    meeting = then(meeting, ListAttendee(attendee=service))
    assert "W-AMH" in shown(meeting)
    assert "W-AMH" in shown(decided(meeting))
    assert "W-AMH" not in shown(then(meeting, left_out("amh", "The father has moved abroad.")))


@pytest.mark.parametrize(
    ("circumstance", "key"),
    [
        (Circumstance.PARENTAL_MENTAL_HEALTH, "adult-mental-health"),
        (Circumstance.PARENTAL_SUBSTANCE_MISUSE, "substance-misuse"),
        (Circumstance.DOMESTIC_ABUSE, "domestic-abuse"),
        (Circumstance.ADULT_ON_PROBATION, "probation"),
        (Circumstance.OFFENDING, "youth-justice"),
        (Circumstance.HOUSING_RISK, "housing"),
        (Circumstance.UNBORN, "midwifery"),
        (Circumstance.LOOKED_AFTER, "placement"),
        (Circumstance.MISSING, "police-missing"),
        (Circumstance.GANGS, "police-gangs"),
        (Circumstance.CHILD_SEXUAL_EXPLOITATION, "police-exploitation"),
        (Circumstance.CHILD_CRIMINAL_EXPLOITATION, "police-exploitation"),
        (Circumstance.TRAFFICKING, "police-exploitation"),
        (Circumstance.PHYSICAL_INJURY, "paediatrician"),
        (Circumstance.BRUISING_NON_MOBILE, "paediatrician"),
        (Circumstance.SEXUAL_ABUSE, "paediatrician"),
        (Circumstance.FABRICATED_ILLNESS, "paediatrician"),
        (Circumstance.IN_HOSPITAL, "hospital"),
    ],
)
def test_a_circumstance_makes_its_service_expected(circumstance: Circumstance, key: str) -> None:
    assert key not in keys(prepared())
    assert key in keys(because(prepared(), circumstance))


@pytest.mark.parametrize(
    ("education", "born_on", "key"),
    [
        (Education.SCHOOL, date(2012, 1, 1), "school"),
        (Education.UNKNOWN, date(2012, 1, 1), "school"),
        (Education.NURSERY, date(2021, 1, 1), "nursery"),
        (Education.COLLEGE, date(2007, 1, 1), "college"),
        (Education.HOME_EDUCATED, date(2012, 1, 1), "home-education"),
        (Education.NOT_ENROLLED, date(2012, 1, 1), "education-welfare"),
    ],
)
def test_every_child_of_school_age_has_someone_from_education(
    education: Education, born_on: date, key: str
) -> None:
    meeting = prepared(child=Child(id="x", name="X", born_on=born_on, education=education))
    assert key in keys(meeting)
    assert f"W-EXPECTED-UNKNOWN:{key}" in shown(meeting)


@pytest.mark.parametrize(
    ("born_on", "health", "taught"),
    [
        (TEN.date(), "health-visitor", False),
        (date(2019, 3, 6), "health-visitor", False),
        (date(2019, 3, 5), "school-nurse", True),
        (date(2018, 3, 6), "school-nurse", True),
        (date(2006, 3, 6), "school-nurse", True),
        (date(2006, 3, 5), "", False),
    ],
    ids=["born today", "five tomorrow", "five today", "six tomorrow", "eighteen tomorrow", "eighteen today"],
)
def test_who_in_health_and_education_knows_a_child_changes_on_their_birthday(
    born_on: date, health: str, taught: bool
) -> None:
    expected = set(keys(prepared(child=Child(id="x", name="X", born_on=born_on))))
    assert expected & {"health-visitor", "school-nurse", "midwifery"} == ({health} if health else set())
    assert ("school" in expected) is taught


def test_a_toddler_at_home_needs_nobody_from_education() -> None:
    assert not {"school", "nursery"} & set(keys(prepared(child=BABY)))


def test_a_looked_after_child_of_school_age_has_the_virtual_school() -> None:
    assert "virtual-school" in keys(because(prepared(), Circumstance.LOOKED_AFTER))


def test_two_children_in_two_schools_expect_both() -> None:
    sister = Child(id="ann", name="Ann", education=Education.SCHOOL, setting="Hill Primary")
    kit = Child(id="kit", name="Kit", education=Education.SCHOOL, setting="Vale Academy")
    meeting = then(prepared(child=kit), DescribeChild(child=sister))
    assert {"school@Vale Academy", "school@Hill Primary"} < set(keys(meeting))


def school(**fields: object) -> Attendee:
    return replace(SCHOOL, **{"id": "s", "agency": "school", "name": "Somebody", "area": "", **fields})


def two_schools(*lines: Attendee) -> Meeting:
    sister = Child(id="ann", name="Ann", education=Education.SCHOOL, setting="Hill Primary")
    kit = Child(id="kit", name="Kit", education=Education.SCHOOL, setting="Vale Academy")
    listed = [ListAttendee(attendee=one) for one in lines]
    return then(prepared(child=kit), DescribeChild(child=sister), *listed)


def fills(meeting: Meeting) -> dict[str, str]:
    return {one.key: one.attendee_id for one in JUDGE.expected(meeting) if one.agency == "school"}


def test_a_school_that_names_none_of_two_is_pointed_out_until_it_is_said_which_it_is() -> None:
    meeting = two_schools(school())
    assert fills(meeting) == {"school@Vale Academy": "", "school@Hill Primary": ""}
    assert about(meeting, "W-WHICH-SETTING").say.endswith(
        "for which of the children's schools or nurseries: School."
    )
    said = then(meeting, ListAttendee(attendee=school(area="hill  primary")))
    assert fills(said)["school@Hill Primary"] == "s"
    assert "W-WHICH-SETTING" not in raised(said)
    wrong = then(meeting, ListAttendee(attendee=school(area="Hil Primary")))
    assert "W-WHICH-SETTING" in raised(wrong)


def test_a_school_whose_own_name_is_that_of_a_childs_school_fills_its_place() -> None:
    meeting = two_schools(school(agency="Hill Primary"), school(id="t", called="Vale Academy"))
    assert fills(meeting) == {"school@Vale Academy": "t", "school@Hill Primary": "s"}
    assert "W-WHICH-SETTING" not in raised(meeting)


def test_a_school_fills_the_place_of_the_only_one() -> None:
    kit = Child(id="kit", name="Kit", education=Education.SCHOOL, setting="Vale Academy")
    meeting = then(prepared(child=kit), ListAttendee(attendee=school()))
    assert fills(meeting) == {"school": "s"}
    assert "W-WHICH-SETTING" not in raised(meeting)


def test_who_comes_for_a_school_is_not_asked_which_one_it_is() -> None:
    meeting = two_schools(school(area="Hill Primary"), school(id="d", deputy_for="s"))
    assert "W-WHICH-SETTING" not in raised(meeting)


def test_a_child_whose_age_is_not_known_still_expects_health() -> None:
    assert "health" in keys(prepared(child=Child(id="x", name="X")))


def test_every_service_that_the_child_or_an_adult_is_open_to_is_expected() -> None:
    meeting = prepared(child=Child(id="kit", name="Kit", open_to=("camhs",)))
    father = FamilyMember(id="f", name="The father", open_to=("adult-mental-health",))
    meeting = then(meeting, DescribeFamilyMember(member=father))
    assert {"camhs", "adult-mental-health"} < set(keys(meeting))
    reasons = {one.key: one.reasons for one in JUDGE.expected(meeting)}
    assert reasons["camhs"] == ("Kit is open to this service.",)


def test_two_reasons_for_one_role_make_one_role_with_both() -> None:
    meeting = prepared(child=Child(id="kit", name="Kit", open_to=("police-missing",)))
    meeting = because(meeting, Circumstance.MISSING)
    (role,) = (one for one in JUDGE.expected(meeting) if one.key == "police-missing")
    assert role.reasons == ("Kit is open to this service.", "The child is missing.")


# However a register from elsewhere writes its agencies


def test_a_police_line_fills_a_unit_by_its_unit_whatever_its_key_is() -> None:
    unit = line("police", "u", unit=PoliceUnit.MISSING)
    for key in ("police", "Met Police", "herts-police"):
        named = replace(unit, agency=key)
        meeting = because(held(WORKER, named, NURSE), Circumstance.MISSING)
        assert "W-POL-UNIT:missing" not in raised(meeting), key


def test_one_unit_does_not_fill_another_by_a_word() -> None:
    odd = line("police-child-abuse", "u", unit=PoliceUnit.MISSING)
    assert "W-POL-UNIT:missing" in raised(because(held(WORKER, odd, NURSE), Circumstance.MISSING))


@pytest.mark.parametrize("key", ["CAMHS", "Camhs", "ca mhs", "adult mental health", "Adult-Mental-Health"])
def test_an_agency_is_matched_however_its_key_is_written(key: str) -> None:
    child = replace(KIT, open_to=("camhs", "adult-mental-health"))
    there = replace(line("camhs"), agency=key)
    wanted = "adult-mental-health" if "dult" in key else "camhs"
    expected = {one.key: one.attendee_id for one in JUDGE.expected(held(WORKER, CAIT, there, child=child))}
    assert expected[wanted] == "camhs"


def test_an_open_service_is_the_same_however_it_is_written() -> None:
    child = replace(KIT, open_to=("CAMHS", "Youth Offending Service"))
    assert {"camhs", "youth-justice"} <= set(keys(held(WORKER, child=child)))


def test_a_school_under_its_own_name_fills_the_school() -> None:
    elm = replace(SCHOOL, agency="elm-primary")
    expected = {one.key: one.attendee_id for one in JUDGE.expected(held(WORKER, elm))}
    assert expected["school"] == "school"
    virtual = replace(SCHOOL, agency="virtual-school")
    assert not {one.key: one.attendee_id for one in JUDGE.expected(held(WORKER, virtual))}["school"]


def test_mash_health_without_its_kind_is_still_mash_health() -> None:
    meeting = held(WORKER, CAIT, line("mash-health", "mash", health=None, name=""))
    assert "W-HEALTH-PROXY" in raised(meeting)
    assert "W-HEALTH-KIND" not in raised(meeting)


def test_a_child_of_school_age_whom_nobody_teaches_expects_education_welfare() -> None:
    untaught = replace(KIT, education=Education.NONE)
    assert "education-welfare" in keys(prepared(child=untaught))
    assert "education-welfare" not in keys(prepared(child=replace(BABY, education=Education.NONE)))


OWN = """
[vale]
name = "Vale Academy"
sector = "education"
also = ["The Vale"]
duty = "020 7946 0123"

[hill]
name = "Hill Primary"
sector = "education"
"""
KNOWING = ProfileJudge(Agencies.load().under("own.toml", OWN))


def expected_of(*lines: Attendee, settings: Iterable[str]) -> tuple[Expected, ...]:
    children = [replace(KIT, id=f"c{number}", setting=words) for number, words in enumerate(settings)]
    meeting = held(*lines, child=children[0])
    meeting = then(meeting, *(DescribeChild(child=one) for one in children[1:]))
    return KNOWING.expected(meeting)


def roles(*lines: Attendee, settings: Iterable[str]) -> dict[str, str]:
    return {one.key: one.attendee_id for one in expected_of(*lines, settings=settings)}


@pytest.mark.parametrize("words", ["Vale Academy", "the vale", "vale"])
def test_a_school_of_the_register_is_expected_itself_with_its_number(words: str) -> None:
    expected = roles(settings=[words])
    assert "vale" in expected
    assert "school" not in expected
    meeting = prepared(child=replace(KIT, setting=words))
    [verdict] = [one for one in KNOWING(meeting, TEN) if one.id == "W-EXPECTED-UNKNOWN:vale"]
    assert call_words(verdict.contact, KNOWING.agencies) == "Call: Vale Academy 020 7946 0123"


def test_whoever_speaks_for_the_school_speaks_for_the_one_school_there_is() -> None:
    assert roles(SCHOOL, settings=["Vale Academy"])["vale"] == "school"
    assert roles(replace(SCHOOL, agency="vale"), settings=["Vale Academy"])["vale"] == "school"
    assert roles(replace(SCHOOL, called="Hill Primary"), settings=["Vale Academy"])["vale"] == ""
    assert roles(replace(SCHOOL, agency="virtual-school"), settings=["Vale Academy"])["vale"] == ""


def test_of_two_schools_only_the_one_that_is_named_is_there() -> None:
    both = ["Vale Academy", "Hill Primary"]
    assert {key: roles(SCHOOL, settings=both)[key] for key in ("vale", "hill")} == {"vale": "", "hill": ""}
    hill = roles(replace(SCHOOL, area="Hill Primary"), settings=both)
    assert (hill["vale"], hill["hill"]) == ("", "school")
    told = expected_of(SCHOOL, settings=both)
    assert settings_of(SCHOOL, told, KNOWING.agencies) == ("Vale Academy", "Hill Primary")
    assert is_of_no_setting(SCHOOL, told, KNOWING.agencies)
    assert not is_of_no_setting(replace(SCHOOL, area="the vale"), told, KNOWING.agencies)
    assert not is_of_no_setting(replace(SCHOOL, agency="vale"), told, KNOWING.agencies)
    other = roles(replace(SCHOOL, area="Elm"), settings=["Vale Academy", "Elm"])
    assert (other["vale"], other["school@Elm"]) == ("", "school")


@pytest.mark.parametrize("words", ["", "Elm Primary", "CAMHS", "Virtual school", "School"])
def test_a_setting_that_is_no_school_of_the_register_stays_a_school(words: str) -> None:
    assert "school" in roles(settings=[words])


def test_what_the_shipped_register_has_of_education_is_no_school_in_particular() -> None:
    shipped = {one.key for one in Agencies.load().all() if one.sector is Sector.EDUCATION}
    assert shipped == ANY_SETTING


@pytest.mark.parametrize(
    ("birth", "asked"),
    [
        (Birth(year=2021), {"health-visitor"}),
        (Birth(youngest=4, oldest=6, aged_on=date(2024, 3, 4)), set[str]()),
        (Birth(youngest=5, oldest=16, aged_on=date(2024, 3, 4)), {"school", "school-nurse"}),
        (Birth(youngest=17, oldest=18, aged_on=date(2024, 3, 4)), set[str]()),
    ],
)
def test_who_is_expected_by_age_is_who_is_for_every_age_that_may_be(birth: Birth, asked: set[str]) -> None:
    meeting = then(
        prepared(), DescribeChild(child=replace(KIT, born_on=None, birth=birth, education=Education.UNKNOWN))
    )
    by_age = {"health-visitor", "school", "school-nurse"}
    assert set(keys(meeting)) & by_age == asked
    assert any(one.startswith("W-AGE") for one in raised(meeting)) is not bool(asked)


@pytest.mark.parametrize("name", ["Baby Holt", "Bump"])
def test_what_is_said_of_a_child_by_name_is_not_said_of_the_child_as_well(name: str) -> None:
    unborn = Child(id="kit", name=name, expected_on=date(2024, 6, 5))
    meeting = because(held(WORKER, CAIT, NURSE, child=unborn), Circumstance.UNBORN)
    (midwife,) = (one for one in JUDGE.expected(meeting) if one.agency == "midwifery")
    assert midwife.reasons == (f"{name} is not born yet.",)
    assert len(midwife.sources) == 2
