"""What is said is written down while it is said: a fact and an action by few keys, and the next at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.deciding import EVERYBODY
from tests.tui.desk import desk, meeting_of, on_step, save, shown, sitting_at
from tests.tui.every_form import Fields, fields_of, scene
from textual.pilot import Pilot

from chairtui.core.round import CallAgency
from chairtui.core.vocabulary import Horizon, Step, Weight, YesNo
from chairtui.tui.sheets.capture import action_sheet, contribution_sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import Form, Kind
from chairtui.tui.widgets.letters import by_letter
from chairtui.tui.widgets.more import More

MOST = 6
"""Keys beside its words that an ordinary fact or action costs."""
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
SPEAKS = CallAgency(attendee_id="police")
KEYS = ("ctrl+n", "ctrl+enter")
"""What saves and opens the next: not every terminal tells the second from Enter."""


@pytest.fixture
def speaking(tmp_path: Path) -> Sitting:
    """Return a sitting at which the police are speaking."""
    return sitting_at(desk(tmp_path), *EVERYBODY, SPEAKS)


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Fields]:
    return dict(fields_of(scene(tmp_path_factory.mktemp("every"))))


async def types(pilot: Pilot[None], *parts: str | list[str]) -> int:
    """Type words (text) and press keys (lists); return how many keys were pressed beside the words."""
    for part in parts:
        await pilot.press(*part)
        await pilot.pause()
    return sum(len(part) for part in parts if isinstance(part, list))


def form_of(pilot: Pilot[None]) -> Form:
    assert isinstance(pilot.app.screen, Form)
    return pilot.app.screen


def key_at(pilot: Pilot[None]) -> str:
    """Return the key of the field that has the cursor."""
    at = pilot.app.focused
    return next(field.key for field in form_of(pilot).fields if at is not None and field in at.ancestors)


@SIZES
async def test_a_fact_costs_its_words_and_six_keys(speaking: Sitting, size: tuple[int, int]) -> None:
    words = ("Seen at the station", "He is drawn in", "CCTV", "yesterday")
    async with on_step(speaking, Step.KNOW, size) as pilot:
        keys = await types(
            pilot, ["f2"], words[0], ["tab", "r"], words[1], ["tab"], words[2], ["tab"], words[3], ["ctrl+s"]
        )
        assert not isinstance(pilot.app.screen, Form)
    (fact,) = meeting_of(speaking).sharing.contributions
    assert keys <= MOST
    assert (fact.attendee_id, fact.weight, fact.fact, fact.so_what, fact.source) == (
        "police",
        Weight.RISK,
        *words[:3],
    )
    assert fact.as_of_on is not None


@SIZES
@pytest.mark.parametrize("horizon", Horizon)
async def test_an_action_costs_its_words_a_name_a_day_and_six_keys(
    speaking: Sitting, size: tuple[int, int], horizon: Horizon
) -> None:
    async with on_step(speaking, Step.KNOW, size) as pilot:
        keys = await types(pilot, ["f3"], "Find him", ["tab"], "Ben Marsh", ["tab"], "tomorrow", ["tab"])
        keys += await types(pilot, [horizon.value[0]], "He is away", ["ctrl+n"])
        assert form_of(pilot).values["what"] == ""
    (action,) = meeting_of(speaking).plan.actions
    assert keys <= MOST
    assert (action.what, action.owner, action.why) == ("Find him", "Ben Marsh", "He is away")
    assert (action.agency, action.horizon) == ("police-child-abuse", horizon)


async def test_what_is_shared_begins_with_whoever_is_speaking_and_shift_tab_says_who_else(
    speaking: Sitting,
) -> None:
    async with on_step(speaking, Step.WHO) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        assert (form_of(pilot).values["agency"], key_at(pilot)) == ("police", "fact")
        await types(pilot, ["shift+tab"], "health vis", ["enter"], "Seen on Monday", ["ctrl+s"])
    (fact,) = meeting_of(speaking).sharing.contributions
    assert (fact.attendee_id, fact.fact) == ("nurse", "Seen on Monday")


async def test_what_is_shared_asks_first_for_the_agency_while_nobody_speaks(tmp_path: Path) -> None:
    async with on_step(sitting_at(desk(tmp_path), *EVERYBODY), Step.WHO) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        assert key_at(pilot) == "agency"


@pytest.mark.parametrize("key", KEYS)
async def test_one_key_saves_a_fact_and_opens_the_next_of_the_same_agency(
    speaking: Sitting, key: str
) -> None:
    async with on_step(speaking, Step.KNOW, (80, 24)) as pilot:
        await types(pilot, ["f2", "shift+tab"], "health vis", ["enter"], "Seen on Monday", [key])
        assert (form_of(pilot).values["agency"], key_at(pilot)) == ("nurse", "fact")
        assert form_of(pilot).values["fact"] == ""
        await types(pilot, "And on Tuesday", [key], ["escape"])
    facts = meeting_of(speaking).sharing.contributions
    assert [(one.attendee_id, one.fact) for one in facts] == [
        ("nurse", "Seen on Monday"),
        ("nurse", "And on Tuesday"),
    ]


async def test_what_is_wrong_keeps_the_form_and_a_form_without_a_next_one_has_no_key_for_it(
    speaking: Sitting,
) -> None:
    async with on_step(speaking, Step.KNOW) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        form = form_of(pilot)
        assert "^n save, next" in shown(pilot)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert form_of(pilot) is form
        assert form.field("fact").problem
        await pilot.press("escape", "w")
        await pilot.pause()
        assert "shares nothing" in shown(pilot)
        assert "^n" not in shown(pilot)
        before = form_of(pilot)
        await pilot.press("ctrl+n", "ctrl+enter")
        await pilot.pause()
        assert form_of(pilot) is before


async def test_rarely_used_fields_are_one_line_that_says_what_it_would_take(speaking: Sitting) -> None:
    async with on_step(speaking, Step.KNOW) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        form = form_of(pilot)
        assert "more: second-hand, challenge, withheld" in shown(pilot)
        assert "Second-hand?" not in shown(pilot)
        form.query_one(More).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert key_at(pilot) == "second_hand"
        assert "more:" not in shown(pilot)
        await pilot.press("y")
        assert key_at(pilot) == "challenge"
        await types(pilot, "Who saw him?", ["tab"], "An informant's name")
        form.field("fact").focus()
        await types(pilot, "Seen on Monday", ["ctrl+s"])
    sharing = meeting_of(speaking).sharing
    assert [one.second_hand for one in sharing.contributions] == [YesNo.YES]
    assert [(one.attendee_id, one.words) for one in sharing.challenges] == [("police", "Who saw him?")]
    assert sharing.turn("police").withheld_because == "An informant's name"


async def test_a_folded_field_shows_as_soon_as_it_holds_something_or_something_is_wrong_with_it(
    speaking: Sitting,
) -> None:
    async with on_step(speaking, Step.KNOW) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        form = form_of(pilot)
        form.end_with({"withheld": "Say why."})
        await pilot.pause()
        assert key_at(pilot) == "withheld"
        assert form.more.words == "more: second-hand, challenge"
        await types(pilot, "A name", ["escape", "f2"])
        assert [field.key for field in form_of(pilot).seen][-1] == "withheld"
        assert form_of(pilot).more.words == "more: second-hand, challenge"


def test_a_fact_without_them_questions_and_withholds_nothing(speaking: Sitting) -> None:
    sharing = save(speaking, contribution_sheet(speaking, "police"), fact="Seen").sharing
    assert (sharing.challenges, sharing.turn("police").withholds) == ((), False)


def test_the_next_action_is_of_the_same_kind_and_what_is_changed_has_no_next(speaking: Sitting) -> None:
    sheet = action_sheet(speaking)
    action = save(speaking, sheet, what="Ring", owner="Ben Marsh", due="tomorrow", why="safety").plan.actions[
        0
    ]
    assert sheet.again is not None
    assert sheet.again({}).key == sheet.key
    assert action_sheet(speaking, action).again is None
    fact = save(speaking, contribution_sheet(speaking, "police"), fact="Seen").sharing.contributions[0]
    assert contribution_sheet(speaking, "police", fact).again is None


def test_what_is_folded_is_never_needed_and_letters_are_never_ambiguous(every: dict[str, Fields]) -> None:
    fields = [(name, field) for name, fields in every.items() for field in fields]
    assert not [(name, field.key) for name, field in fields if field.folded and field.required]
    lettered = [field for _, field in fields if field.kind is Kind.LETTER]
    assert len(lettered) > 1
    for field in lettered:
        assert len(by_letter(field.options)) == len(field.options), field.key
