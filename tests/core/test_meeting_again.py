"""The next meeting about the same children: who they are is known, and nothing else is claimed."""

from datetime import date

from hypothesis import given as whatever
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.core.scene import TEN, carry_out, given

from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember
from chairtui.core.concern import Concern, NamePlace, NameTeam, Place, SetCircumstances, Team
from chairtui.core.meeting import Meeting, PrepareMeeting, StartMeeting
from chairtui.core.meeting_again import (
    begins_again,
    confirmed,
    last_of,
    named_by,
    unconfirmed,
    unconfirmed_words,
)
from chairtui.core.series import Earlier, Series
from chairtui.core.vocabulary import Circumstance, Education, PlaceKind

KIT = Child(
    id="kit",
    name="Kit Ashby",
    born_on=date(2015, 5, 1),
    local_id="K1",
    education=Education.SCHOOL,
    setting="Hill Primary",
    open_to=("camhs", "school-nurse"),
    lives_with="his aunt",
)
HOME = Place(id="home", kind=PlaceKind.HOME, name="Mill Lane", authority="Bromley")
MUM = FamilyMember(id="mum", name="Ann Ashby", relationship="mother")
SAID: tuple[Command, ...] = (
    PrepareMeeting(meeting_id="m1", reference="SM-1", authority="Bromley"),
    DescribeChild(child=KIT),
    SetCircumstances(circumstances=(Circumstance.MISSING, Circumstance.UNBORN)),
    NamePlace(place=HOME),
    DescribeFamilyMember(member=MUM),
    NameTeam(team=Team(name="Referral 1")),
)


def last() -> Meeting:
    return given(*SAID, TakeChair(name="Dee Grant", grade="team manager"), StartMeeting(at=TEN))


def following() -> Meeting:
    return given(*begins_again(last(), PrepareMeeting(meeting_id="m2", reference="SM-2")))


def test_the_next_meeting_begins_with_who_the_children_are_and_claims_nothing_else() -> None:
    now = following()
    who = replace(KIT, education=Education.UNKNOWN, setting="", open_to=(), lives_with="")
    assert now.concern == Concern(children=(who,))
    assert (now.id, now.reference, now.authority, now.started_at) == ("m2", "SM-2", "Bromley", None)


def test_all_that_was_so_waits_to_be_confirmed_and_is_so_again_once_it_is() -> None:
    now, then = following(), last()
    asked = unconfirmed(now, then)
    assert [one.words for one in asked] == [
        Circumstance.MISSING.value,
        Circumstance.UNBORN.value,
        "home: Mill Lane, Bromley",
        "Kit Ashby: Hill Primary",
        "Kit Ashby: his aunt",
        "Kit Ashby: camhs",
        "Kit Ashby: school-nurse",
        "Ann Ashby, mother",
        "Referral 1",
    ]
    assert unconfirmed_words(asked, then) == "From SM-1, 9 things are not confirmed"
    after = carry_out(now, *confirmed(now, then, {one.key for one in asked}))
    assert after.concern == then.concern
    assert unconfirmed(after, then) == ()


@whatever(st.sets(st.integers(0, 8)), st.sets(st.integers(0, 8)))
def test_what_is_confirmed_is_so_and_the_rest_stays_unconfirmed_in_whatever_parts(
    first: set[int], second: set[int]
) -> None:
    now, then = following(), last()
    keys = [one.key for one in unconfirmed(now, then)]
    for picked in (first, second):
        now = carry_out(now, *confirmed(now, then, {keys[place] for place in picked}))
    assert [one.key for one in unconfirmed(now, then)] == [
        key for place, key in enumerate(keys) if place not in first | second
    ]


def test_what_is_so_still_is_named_by_its_beginning_its_kind_or_all() -> None:
    asked = unconfirmed(following(), last())
    assert named_by(asked, ("all",))[0] == {one.key for one in asked}
    assert named_by(asked, ("MISSING", "works with", "x")) == (
        frozenset({"circumstance/MISSING", "open/kit/camhs", "open/kit/school-nurse"}),
        ("x",),
    )
    assert named_by(asked, ("",)) == (frozenset(), ("",))


def test_what_is_said_of_this_meeting_itself_is_not_asked() -> None:
    now = carry_out(
        following(),
        SetCircumstances(circumstances=(Circumstance.MISSING,)),
        NamePlace(place=replace(HOME, id="other", name="mill  lane")),
        NameTeam(team=Team(name="Adolescents")),
    )
    assert {one.kind for one in unconfirmed(now, last())} == {
        "circumstance",
        "school or setting",
        "lives with",
        "works with",
        "family",
    }


def test_the_last_one_is_the_last_that_was_held_of_those_that_are_followed() -> None:
    first, off = last(), given(*SAID)
    series = Series(earlier=(Earlier(id="m1"), Earlier(id="m0")))
    now = replace(following(), series=series)
    later = replace(first, id="m9", started_at=TEN.replace(year=2027))
    assert last_of(now, (first, replace(first, id="m0", started_at=TEN.replace(year=2025)), later)) == first
    assert last_of(now, (off,)) is None
