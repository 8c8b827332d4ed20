"""Steps 2, 3 and 4 in the program: by keys alone, small and wide, with hostile text, with names hidden."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.core.scene import ALL_HERE, TEN
from tests.tui.desk import StillClock, desk, on_step, sees, shown, sitting_at, words
from textual.pilot import Pilot

from chairtui.core.analysis import Judgement, JudgeThreshold, ListUnknown, StateHypothesis, Unknown
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember, HearChild, Voice
from chairtui.core.chronology import AddChronology, Booking, ChronologyRow, NoteBooking
from chairtui.core.concern import (
    DescribeMissing,
    Impact,
    Missing,
    NamePlace,
    NameTeam,
    Place,
    SayImpact,
    SetCircumstances,
    StateConcern,
    Team,
)
from chairtui.core.meeting import Meeting
from chairtui.core.round import Withhold
from chairtui.core.series import Carried, CarriedKind, JoinSeries
from chairtui.core.sharing import Challenge, ChallengeInformation, Contribute, Contribution, Offer, OfferHelp
from chairtui.core.vocabulary import Circumstance, NotShared, PlaceKind, Step, Threshold, Weight
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.meeting_screen import MeetingScreen
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
HOSTILE = "[/b][@click=app.quit]x[/]\x1b[2J\u202e[red"


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    return sitting_at(desk(tmp_path), *ALL_HERE)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def write(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if sign == " " else sign for sign in text))
    await pilot.pause()


def meeting(sitting: Sitting) -> Meeting:
    return sitting.live.outcome.meeting


def told(pilot: Pilot[None]) -> str:
    """Return what the step's rows say, however they wrap."""
    return words(pilot.app.screen.query_one("#body", Lines).rows)


def go_to(pilot: Pilot[None], key: str) -> None:
    pilot.app.screen.query_one("#body", Lines).go_to(key)


@SIZES
async def test_safety_is_answered_and_the_purpose_read_with_five_keys(
    sitting: Sitting, size: tuple[int, int]
) -> None:
    async with on_step(sitting, Step.WHY, size) as pilot:
        assert "Is each child safe now?" in shown(pilot)
        await press(pilot, "enter", "y", "ctrl+s", "r")
        assert "To read aloud" in shown(pilot)
        await press(pilot, "escape")
        assert not meeting(sitting).concern.purpose_read_at, "closing it is not reading it"
        await press(pilot, "r", "enter")
        assert "yes, every child is safe now" in told(pilot)
        assert meeting(sitting).concern.purpose_read_at


async def test_a_child_a_relative_and_a_place_are_added_by_n(sitting: Sitting) -> None:
    async with on_step(sitting, Step.WHY) as pilot:
        await press(pilot, "n", "enter")
        await write(pilot, "Bo")
        await press(pilot, "ctrl+s", "n", "down", "enter")
        await write(pilot, "Al")
        await press(pilot, "ctrl+s", "n", "down", "down", "enter", "ctrl+s")
        assert not meeting(sitting).concern.places, "an empty form is no place"
        pilot.app.screen.field("name").focus()  # type: ignore[attr-defined]
        await write(pilot, "Elm House")
        await press(pilot, "ctrl+s")
        concern = meeting(sitting).concern
        assert [child.name for child in concern.children] == ["Kit", "Bo"]
        assert concern.family[0].name == "Al"
        assert concern.places[0].kind is PlaceKind.HOME
        go_to(pilot, f"place/{concern.places[0].id}")
        await press(pilot, "x", "down", "enter")
        assert not meeting(sitting).concern.places


@SIZES
async def test_the_round_by_keys(sitting: Sitting, size: tuple[int, int]) -> None:
    async with on_step(sitting, Step.KNOW, size) as pilot:
        assert "0 of 3 heard" in shown(pilot)
        await press(pilot, "enter")
        await write(pilot, "Seen on Tuesday")
        await press(pilot, "ctrl+s")
        assert meeting(sitting).sharing.contributions[0].fact == "Seen on Tuesday"
        assert "1 of 3 heard" in shown(pilot)
        await press(pilot, "n", "k")
        assert meeting(sitting).sharing.turn("police").nothing_known
        await press(pilot, "n", "w")
        await write(pilot, "more detrimental")
        await press(pilot, "tab", "tab")
        await write(pilot, "Sealed")
        await press(pilot, "ctrl+s")
        turn = meeting(sitting).sharing.turn("nurse")
        assert (turn.reason, turn.withheld_because) == (NotShared.DETRIMENT, "Sealed")
        await press(pilot, "n")
        assert "Everyone who is here" in shown(pilot)


async def test_what_follows_from_a_fact_by_keys(sitting: Sitting) -> None:
    sitting.live.do(Contribute(contribution=Contribution(id="f", attendee_id="police", fact="Seen")))
    async with on_step(sitting, Step.KNOW) as pilot:
        go_to(pilot, "fact/f")
        await press(pilot, "r")
        assert meeting(sitting).sharing.contributions[0].weight is Weight.RISK
        await press(pilot, "o")
        await write(pilot, "In custody")
        await press(pilot, "ctrl+s")
        assert meeting(sitting).sharing.contributions[0].no_action_because == "In custody"
        await press(pilot, "a")
        assert "Who will do what by when" in shown(pilot)
        await press(pilot, "escape", "x", "down", "enter")
        assert not meeting(sitting).sharing.contributions


async def test_a_chronology_says_what_is_understood_before_it_is_saved(sitting: Sitting) -> None:
    async with on_step(sitting, Step.KNOW, (80, 24)) as pilot:
        await press(pilot, "y", "enter")
        await write(pilot, "3 mar 2026, seen")
        assert "= 1 row read, Tue 3 Mar 2026" in shown(pilot)
        await press(pilot, "ctrl+s", "p")
        assert "What 1 rows of chronology show" not in shown(pilot)
        assert "What 1 row of chronology shows" in shown(pilot)


async def test_somebody_who_is_not_here_may_have_sent_something(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path))
    async with on_step(sitting, Step.KNOW) as pilot:
        assert "NOT HERE" in shown(pilot)
        go_to(pilot, "nurse")
        await press(pilot, "enter", "down", "enter")
        await write(pilot, "No concerns on file")
        await press(pilot, "ctrl+s")
        assert meeting(sitting).sharing.contributions[0].attendee_id == "nurse"
        assert "sent it in writing" in told(pilot)


async def test_what_was_left_open_before_is_read_out_before_the_round(sitting: Sitting) -> None:
    carried = (Carried(id="c", kind=CarriedKind.ACTION, words="Visit the flat", owner="Ada Okoro"),)
    sitting.live.do(JoinSeries(earlier=(), carried=carried))
    async with on_step(sitting, Step.KNOW) as pilot:
        await press(pilot, "enter")
        assert "action: Visit the flat (Ada Okoro)" in shown(pilot)
        await press(pilot, "enter")
        assert meeting(sitting).series.read_at
        assert not meeting(sitting).sharing.turn("worker").called_at, "nothing was said yet"
        assert isinstance(pilot.app.screen, Form)


@SIZES
async def test_what_it_means_by_keys(sitting: Sitting, size: tuple[int, int]) -> None:
    async with on_step(sitting, Step.MEAN, size) as pilot:
        assert "What we think is happening" in shown(pilot)
        await press(pilot, "enter")
        await write(pilot, "Exploited")
        await press(pilot, "ctrl+s", "n")
        await write(pilot, "Where he sleeps")
        await press(pilot, "ctrl+s")
        assert "Exploited" in shown(pilot)
        unknown = meeting(sitting).analysis.unknowns[0]
        go_to(pilot, f"unknown/{unknown.id}")
        await press(pilot, "a")
        assert "Find out: Where he sleeps" in shown(pilot)
        await press(pilot, "escape", "x")
        assert not meeting(sitting).analysis.unknowns
        go_to(pilot, "threshold/kit")
        await press(pilot, "enter")
        await write(pilot, "likely")
        await press(pilot, "enter", "ctrl+s")
        assert meeting(sitting).analysis.judgements[0].threshold is Threshold.LIKELY


async def test_with_names_hidden_no_form_and_no_words_are_shown(sitting: Sitting) -> None:
    child = Child(id="kit", name="Kit", setting="Hill School", lives_with="Grandmother")
    sitting.live.do(DescribeChild(child=child), StateConcern(words="Bruises", raised_at=None))
    async with on_step(sitting, Step.WHY) as pilot:
        await press(pilot, "f8")
        text = shown(pilot)
        assert not any(word in text for word in ("Kit", "Hill School", "Grandmother", "Bruises"))
        for keys in (("enter",), ("r",), ("n", "enter")):
            await press(pilot, *keys)
            assert "Press F8 to show the text first." in shown(pilot)
            assert not isinstance(pilot.app.screen, Form)
        await press(pilot, "f8", "down", "down", "enter", "f8")
        assert "Hidden. F8 shows it again" in shown(pilot)
        assert "Bruises" not in shown(pilot)


def hostile(sitting: Sitting) -> None:
    text = HOSTILE
    sitting.live.do(
        DescribeChild(child=Child(id="kit", name=text, setting=text, lives_with=text, open_to=(text,))),
        DescribeFamilyMember(member=FamilyMember(id="m", name=text, relationship=text)),
        SetCircumstances(circumstances=(Circumstance.MISSING, Circumstance.PARENTAL_ILLNESS)),
        StateConcern(words=text, raised_at=TEN, referrer=text),
        NamePlace(place=Place(id="p", kind=PlaceKind.HOME, name=text, authority=text, force=text)),
        NameTeam(team=Team(name=text, previous=text)),
        DescribeMissing(missing=Missing(last_seen=text, efforts=text, risk=text, searching=text)),
        SayImpact(impact=Impact(id=Circumstance.PARENTAL_ILLNESS, means=text, answered_by=text)),
        HearChild(voice=Voice(id="kit", said=text, to_whom=text, tool=text, not_gathered_because=text)),
        Contribute(
            contribution=Contribution(id="f", attendee_id="police", fact=text, so_what=text, source=text)
        ),
        ChallengeInformation(
            challenge=Challenge(id="c", attendee_id="police", words=text, by=text, answer=text)
        ),
        OfferHelp(offer=Offer(id="o", attendee_id="police", words=text)),
        NoteBooking(booking=Booking(id="b", attendee_id="police", what=text, at=TEN, owner=text)),
        Withhold(attendee_id="nurse", because=text),
        AddChronology(rows=(ChronologyRow(id="r", on=None, words=text, source=text, date_as_written=text),)),
        StateHypothesis(words=text, supports=text, against=text),
        ListUnknown(unknown=Unknown(id="u", words=text, how_to_find_out=text)),
        JudgeThreshold(
            judgement=Judgement(
                id="kit", threshold=Threshold.UNCLEAR, evidence_for=text, evidence_against=text
            )
        ),
    )


@pytest.mark.parametrize("step", [Step.WHY, Step.KNOW, Step.MEAN])
async def test_hostile_text_is_shown_as_it_is_in_every_row_and_form(sitting: Sitting, step: Step) -> None:
    hostile(sitting)
    async with on_step(sitting, step, (120, 36)) as pilot:
        assert "[/b][@click=app.quit]x[/]" in shown(pilot).replace("\n", "")
        body = pilot.app.screen.query_one("#body", Lines)
        for row in [row for row in body.rows if row.selectable]:
            go_to(pilot, row.key)
            await press(pilot, "enter")
            assert not {"\x1b", "\u202e"} & set(shown(pilot))
            await press(pilot, "escape")
        assert pilot.app.is_running


def clock_notices(pilot: Pilot[None]) -> list[str]:
    return [one.message for one in pilot.app._notifications if "clock shows" in one.message]


async def ticked(pilot: Pilot[None]) -> None:
    """Wait until the screen has looked at what goes on beside the meeting."""
    screen = pilot.app.screen
    assert isinstance(screen, MeetingScreen)
    screen.look()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize(
    ("back", "says"),
    [
        (timedelta(days=9900), "it has lost the time"),
        (timedelta(hours=2), "was noted here before"),
        (timedelta(minutes=4), "and it showed"),
    ],
)
async def test_a_clock_that_jumps_under_the_open_meeting_is_doubted_at_once_and_once(
    sitting: Sitting, back: timedelta, says: str
) -> None:
    clock = sitting.desk.clock
    assert isinstance(clock, StillClock)
    async with on_step(sitting, Step.KNOW) as pilot:
        clock.pass_(600)
        await ticked(pilot)
        assert not clock_notices(pilot)
        clock.at -= back
        await ticked(pilot)
        await ticked(pilot)
        (said,) = clock_notices(pilot)
        assert says in said
        assert "0:00 elapsed" not in shown(pilot)
        clock.at += back
        await ticked(pilot)
        clock.at -= back
        await ticked(pilot)
        assert len(clock_notices(pilot)) == 2


async def test_a_meeting_goes_on_where_the_clock_has_lost_the_time(sitting: Sitting) -> None:
    clock = sitting.desk.clock
    assert isinstance(clock, StillClock)
    async with on_step(sitting, Step.KNOW) as pilot:
        before = sitting.now
        clock.pass_(300)
        clock.at -= timedelta(days=9900)
        clock.seconds += 300
        await ticked(pilot)
        assert sitting.now - before >= timedelta(seconds=600)
        assert sitting.dates.understood("now").startswith(before.strftime("%a"))
        assert str(before.year - 27) not in sitting.dates.understood("today")


async def test_the_screen_says_that_the_clock_went_back_and_when_it_can_hardly_be_right(
    sitting: Sitting,
) -> None:
    clock = sitting.desk.clock
    assert isinstance(clock, StillClock)
    async with on_step(sitting, Step.KNOW) as pilot:
        clock.at -= timedelta(days=400)
        await press(pilot, "n", "k")
        await sees(pilot, "The clock went back from")
        clock.at += timedelta(days=400)
        clock.pass_(60)
        await ticked(pilot)
        await sees(pilot, "The clock came right: it went from")
        app = pilot.app
        assert isinstance(app, ChairtuiApp)
        clock.at += timedelta(days=4000)
        app.open_meeting(sitting.live.meeting_id)
        await pilot.pause()
        assert any("over a year after" in notice.message for notice in app._notifications)
