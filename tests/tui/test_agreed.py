"""Everything that was agreed, on one screen: found, noted for several, handed on, followed up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.snapshots.midway import demonstration
from tests.tui.desk import StillClock, shown, until
from tests.tui.test_lists import at_rest, wrapped
from textual.pilot import Pilot

from chairtui.core.actions import Action
from chairtui.core.history.log import fold
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import ActionStatus, FollowKind
from chairtui.core.with_ids import find_or_refuse
from chairtui.live.agreed import agreed_words, every
from chairtui.live.desk import Desk
from chairtui.live.library import ActionsOf, Agreed
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.keys import ACTS, Where
from chairtui.tui.rows.agreed import agreed_rows
from chairtui.tui.rows.next_to_do import clock_words
from chairtui.tui.screens.agreed import Agreements
from chairtui.tui.widgets.dialogs import Confirm, Reader
from chairtui.tui.widgets.fields import Field
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import content

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
OPEN = ActionsOf(state=ActionStatus.OPEN)


@asynccontextmanager
async def agreements(size: tuple[int, int] = (120, 36)) -> AsyncIterator[tuple[Pilot[None], Desk]]:
    with demonstration() as (place, _clock):
        app = ChairtuiApp(place)
        async with app.run_test(size=size) as pilot:
            await at_rest(pilot)
            await pilot.press("a")
            await at_rest(pilot)
            assert isinstance(app.screen, Agreements)
            yield pilot, place


def lines(pilot: Pilot[None]) -> Lines:
    return pilot.app.screen.query_one("#agreed", Lines)


def keys(pilot: Pilot[None]) -> list[str]:
    return [row.key for row in lines(pilot).rows]


def stands(place: Desk, one: Agreed) -> Action:
    """Return an action as the log of its meeting has it."""
    return find_or_refuse(fold(place.log.read(one.meeting_id)).plan.actions, one.action_id, "action")


@SIZES
async def test_it_shows_what_the_command_shows_in_its_order_and_no_row_wraps(size: tuple[int, int]) -> None:
    async with agreements(size) as (pilot, place):
        listed = list(every(place, OPEN))
        assert listed
        assert keys(pilot) == [one.key for one in listed]
        assert wrapped(pilot.app) == []  # type: ignore[arg-type]


async def test_a_row_says_what_the_command_says() -> None:
    with demonstration() as (place, _clock):
        now = place.clock.now()
        for one in every(place, ActionsOf()):
            (row,) = agreed_rows([one], now, place.agencies)
            said = agreed_words(one, now, place.agencies)
            cells = [content(cell).plain for cell in row.cells]
            assert cells == [said.state, said.what, said.who, said.agency, one.children, said.meeting]
            assert said.by in content(row.words).plain or not one.due_on
            assert row.title == said.name


async def test_words_find_by_owner_agency_child_team_and_text_and_a_typed_letter_does_nothing() -> None:
    async with agreements() as (pilot, place):
        wanted = next(iter(every(place, OPEN)))
        typed = [wanted.owner.split()[0], wanted.children.split()[0], wanted.what.split()[0]]
        await pilot.press("slash", *" ".join(typed).casefold())
        await at_rest(pilot)
        assert wanted.key in keys(pilot)
        assert len(keys(pilot)) < len(list(every(place, OPEN)))
        await pilot.press(*"%dxo")
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, Agreements)
        assert keys(pilot) == []
        assert all(stands(place, one).status is one.status for one in every(place, ActionsOf()))


async def test_words_typed_also_choose_among_what_else_is_to_be_followed_up() -> None:
    async with agreements() as (pilot, place):
        wanted = next(one for one in place.library.following() if one.kind is FollowKind.QUESTION)
        await pilot.press("slash", *wanted.what.split()[-1].casefold(), "enter", "f")
        await at_rest(pilot)
        assert wanted.key in keys(pilot)
        assert len(keys(pilot)) < len(place.library.following())
        await pilot.press("slash", *"zzz")
        await at_rest(pilot)
        assert keys(pilot) == []
        assert "Nothing with these words is to be followed up" in shown(pilot)


async def test_what_is_marked_stays_marked_while_it_is_shown_and_nothing_hidden_is_meant() -> None:
    async with agreements() as (pilot, _place):
        one = agreed_of(pilot, lines(pilot).cursor_key)
        await pilot.press("space", "space", "slash", *one.owner.casefold())
        await at_rest(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, Agreements)
        assert [*screen.marked] == [one.key]
        assert "1 marked" in shown(pilot)
        await pilot.press("enter", "f")
        await at_rest(pilot)
        assert not screen.meant()
        await pilot.press("f")
        await at_rest(pilot)
        assert [*screen.meant()] == [one]


@pytest.mark.parametrize("key", ["d", "x", "o", "e", "r", "space", "asterisk", "w"])
async def test_no_key_of_actions_ends_the_program_where_no_action_is_shown(key: str) -> None:
    async with agreements() as (pilot, _place):
        for before in (("f",), ("f", "slash", *"zzz", "enter")):
            await pilot.press(*before)
            await at_rest(pilot)
            await pilot.press(key)
            await at_rest(pilot)
            assert isinstance(pilot.app.screen, Agreements)


def agreed_of(pilot: Pilot[None], key: str) -> Agreed:
    screen = pilot.app.screen
    assert isinstance(screen, Agreements)
    return screen.listed[key]


async def test_keys_choose_by_when_by_state_and_by_whose_they_are() -> None:
    async with agreements() as (pilot, place):
        await pilot.press("u")
        await at_rest(pilot)
        assert "Actions overdue" in shown(pilot)
        await pilot.press("s", "s", "s")
        await at_rest(pilot)
        assert len(keys(pilot)) == len(list(every(place, ActionsOf())))
        first = next(iter(every(place, ActionsOf())))
        await pilot.press("home", "w")
        await at_rest(pilot)
        assert set(keys(pilot)) == {one.key for one in every(place, ActionsOf(owner=first.owner))}
        await pilot.press("w", "g")
        await at_rest(pilot)
        assert set(keys(pilot)) == {one.key for one in every(place, ActionsOf(agency=first.agency))}


@SIZES
async def test_several_are_done_by_one_question_each_in_its_meeting_and_taken_back(
    size: tuple[int, int],
) -> None:
    async with agreements(size) as (pilot, place):
        one, two, *_ = every(place, OPEN)
        await pilot.press("space", "space", "d")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Form)
        assert "2 actions" in shown(pilot)
        await pilot.press(*"Ola said so", "ctrl+s")
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, Agreements)
        assert [(stands(place, each).status, stands(place, each).evidence) for each in (one, two)] == [
            (ActionStatus.DONE, "Ola said so")
        ] * 2
        assert one.key not in keys(pilot)
        await pilot.press("ctrl+z")
        await at_rest(pilot)
        assert [stands(place, each).status for each in (one, two)] == [ActionStatus.OPEN] * 2
        assert keys(pilot)[:2] == [one.key, two.key]


async def test_one_is_handed_on_with_the_reason_and_given_back() -> None:
    async with agreements() as (pilot, place):
        one = next(iter(every(place, OPEN)))
        await pilot.press("o")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("owner").value = "Ola Reyes"
        form.field("agency").value = "health-visitor"
        form.field("because").value = "On leave"
        await pilot.press("ctrl+s")
        await at_rest(pilot)
        now = stands(place, one)
        assert (now.owner, now.agency, [had.because for had in now.handed]) == (
            "Ola Reyes", "health-visitor", ["On leave"],
        )  # fmt: skip
        await pilot.press("ctrl+z")
        await at_rest(pilot)
        assert stands(place, one).owner == one.owner


async def test_what_is_refused_stays_in_the_form_with_what_was_typed() -> None:
    async with agreements() as (pilot, place):
        one = next(iter(every(place, OPEN)))
        await pilot.press("o")
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.field("owner").value, form.field("agency").value = "the school", "health-visitor"
        form.field("because").value = "On leave"
        await pilot.press("ctrl+s")
        await at_rest(pilot)
        assert form.is_current
        assert "is not a person" in form.wrong[""]
        assert form.field("because").value == "On leave"
        assert stands(place, one).owner == one.owner


async def test_what_was_changed_since_it_was_listed_is_left_as_it_is_and_said() -> None:
    async with agreements() as (pilot, place):
        from chairtui.core.actions import CloseAction

        one = next(iter(every(place, OPEN)))
        elsewhere = CloseAction(action_id=one.action_id, status=ActionStatus.DONE, evidence="By another")
        place.open(one.meeting_id).do(elsewhere)
        await pilot.press("x", *"Moved away", "ctrl+s")
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, Form)
        assert "changed meanwhile" in pilot.app.screen.wrong[""]
        assert stands(place, one).evidence == "By another"


async def test_a_reminder_is_shown_to_copy_and_noted_and_nothing_says_that_it_was_sent() -> None:
    async with agreements() as (pilot, place):
        one = next(iter(every(place, OPEN)))
        await pilot.press("space", "r")
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, Reader)
        assert f"{one.owner}," in shown(pilot)
        assert f"{one.owner}," in pilot.app.clipboard
        await pilot.press("escape")
        await at_rest(pilot)
        assert stands(place, one).reminded_at is not None
        assert "reminder written" in content(lines(pilot).rows[0].words).plain
        assert " sent" not in content(lines(pilot).rows[0].words).plain
        await pilot.press("ctrl+z")
        await at_rest(pilot)
        assert stands(place, one).reminded_at is None
        assert "reminder written" not in content(lines(pilot).rows[0].words).plain


async def test_taking_back_what_came_after_a_reminder_leaves_the_reminder() -> None:
    async with agreements() as (pilot, place):
        one = next(iter(every(place, OPEN)))
        await pilot.press("r", "enter")
        await at_rest(pilot)
        await pilot.press("escape")
        await at_rest(pilot)
        await pilot.press("d")
        await pilot.pause()
        await pilot.press(*"Ola said so", "ctrl+s")
        await at_rest(pilot)
        assert stands(place, one).status is ActionStatus.DONE
        await pilot.press("ctrl+z")
        await at_rest(pilot)
        assert stands(place, one).status is ActionStatus.OPEN
        assert stands(place, one).reminded_at is not None


async def test_reminders_are_written_into_one_file_that_nobody_else_may_read_and_noted(
    tmp_path: Path,
) -> None:
    async with agreements() as (pilot, place):
        one = next(iter(every(place, OPEN)))
        await pilot.press("space", "r", "down", "down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Form)
        (tmp_path / "file").write_text("no folder")
        for field in pilot.app.screen.query(Field):
            field.value = str(tmp_path / "file" / "reminders")
        await pilot.press("ctrl+s")
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, Form)
        assert "Nothing was written" in pilot.app.screen.wrong["folder"]
        assert stands(place, one).reminded_at is None
        for field in pilot.app.screen.query(Field):
            field.value = str(tmp_path / "reminders")
        await pilot.press("ctrl+s")
        await at_rest(pilot)
        await until(pilot, lambda: stands(place, one).reminded_at)
        (file,) = (tmp_path / "reminders").iterdir()
        assert one.what in file.read_text("utf-8")
        assert file.stat().st_mode & 0o077 == 0
        assert not {*one.owner.split(), *one.children.split()} & {*file.stem.split("-")}
        assert stands(place, one).reminded_at is not None


async def test_an_action_opens_its_meeting_at_the_plan_and_leaving_that_comes_back_here() -> None:
    async with agreements() as (pilot, _place):
        await pilot.press("enter")
        await at_rest(pilot)
        assert "6 Plan" in shown(pilot)
        await pilot.press("ctrl+b")
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, Agreements)
        await pilot.press("escape")
        await at_rest(pilot)
        assert "Meetings" in shown(pilot)


@SIZES
async def test_an_appointment_that_passed_asks_whether_it_was_kept_and_a_missed_one_reopens_its_concern(
    size: tuple[int, int],
) -> None:
    async with agreements(size) as (pilot, place):
        await pilot.press("f")
        await at_rest(pilot)
        assert wrapped(pilot.app) == []  # type: ignore[arg-type]
        kept = [one for one in place.library.following() if one.kind is FollowKind.APPOINTMENT]
        assert kept
        lines(pilot).go_to(kept[0].key)
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, Confirm)
        assert "It was cancelled" in shown(pilot)
        assert "It was kept" not in shown(pilot), "its time is still to come"
        await pilot.press("escape")
        assert isinstance(place.clock, StillClock)
        place.clock.pass_(4 * 24 * 3600)
        await pilot.press("enter")
        await at_rest(pilot)
        assert "It was kept" in shown(pilot)
        await pilot.press("down", "enter")
        await at_rest(pilot)
        bookings = fold(place.log.read(kept[0].meeting_id)).sharing.bookings
        assert find_or_refuse(bookings, kept[0].about, "booking").outcome.value == "missed"


@pytest.mark.parametrize("narrowed", [("u",), ("s",), ("w",), ("g",), ("slash", *"callum", "down")])
async def test_escape_shows_all_again_before_it_goes_home(narrowed: tuple[str, ...]) -> None:
    async with agreements() as (pilot, place):
        await pilot.press(*narrowed)
        await at_rest(pilot)
        assert keys(pilot) != [one.key for one in every(place, OPEN)]
        await pilot.press("escape")
        await at_rest(pilot)
        assert keys(pilot) == [one.key for one in every(place, OPEN)]
        await pilot.press("escape")
        await at_rest(pilot)
        assert not isinstance(pilot.app.screen, Agreements)


async def test_what_else_is_to_be_followed_up_has_other_columns_and_escape_goes_back_to_the_actions() -> None:
    async with agreements() as (pilot, place):
        for _ in range(2):
            await pilot.press("f")
            await at_rest(pilot)
            assert keys(pilot) == [one.key for one in place.library.following()]
            await pilot.press("escape")
            await at_rest(pilot)
            assert keys(pilot) == [one.key for one in every(place, OPEN)]


async def test_the_clocks_of_all_meetings_are_counted_above_what_is_to_be_followed_up() -> None:
    async with agreements() as (pilot, place):
        await pilot.press("f")
        await at_rest(pilot)
        counted = sum(
            bool(one.due_on) and one.kind is FollowKind.ENQUIRY for one in place.library.following()
        )
        assert counted
        assert clock_words(counted) in shown(pilot)
        assert clock_words(0) == "no conference clock runs"


async def test_who_was_seen_what_was_found_out_and_how_an_enquiry_ended_are_asked_there() -> None:
    async with agreements() as (pilot, place):
        await pilot.press("f")
        await at_rest(pilot)
        asked = set()
        for one in place.library.following():
            if one.kind is FollowKind.APPOINTMENT or one.kind in asked:
                continue
            asked.add(one.kind)
            lines(pilot).go_to(one.key)
            await pilot.press("enter")
            await at_rest(pilot)
            assert isinstance(pilot.app.screen, Form), one
            assert one.reference in pilot.app.screen.about
            await pilot.press("escape")
            await at_rest(pilot)
        assert asked == {FollowKind.SEEING, FollowKind.QUESTION, FollowKind.ENQUIRY}


async def test_what_was_agreed_is_covered_while_names_are_hidden_and_not_opened_then() -> None:
    async with agreements() as (pilot, place):
        one = next(iter(every(place, OPEN)))
        await pilot.press("f8")
        await at_rest(pilot)
        assert one.owner not in shown(pilot)
        assert one.what[:20] not in shown(pilot)


ANSWERS: dict[FollowKind, dict[str, str]] = {
    FollowKind.SEEING: {"by": "Ola Reyes", "seen": "today"},
    FollowKind.QUESTION: {"answer": "The aunt", "by": "Ola Reyes", "on": "today"},
    FollowKind.ENQUIRY: {"ended": "today"},
}
"""What is filled in for each kind of what is followed up; of an appointment one is chosen."""


@pytest.mark.parametrize("kind", FollowKind, ids=lambda one: one.name)
async def test_what_is_noted_of_each_kind_of_follow_up_is_said_and_taken_back(
    kind: FollowKind,
) -> None:
    async with agreements() as (pilot, place):
        assert isinstance(place.clock, StillClock)
        place.clock.pass_(4 * 24 * 3600)
        await pilot.press("f")
        await at_rest(pilot)
        one = next(each for each in place.library.following() if each.kind is kind)
        before = fold(place.log.read(one.meeting_id))
        lines(pilot).go_to(one.key)
        await pilot.press("enter")
        await at_rest(pilot)
        if kind is FollowKind.APPOINTMENT:
            await pilot.press("enter")
        else:
            form = pilot.app.screen
            assert isinstance(form, Form)
            for key, words in ANSWERS[kind].items():
                form.field(key).value = words
            await pilot.press("ctrl+s")
        await at_rest(pilot)
        assert isinstance(pilot.app.screen, Agreements), getattr(pilot.app.screen, "wrong", "")
        noted = fold(place.log.read(one.meeting_id))
        assert parts(noted) != parts(before)
        told = [str(each.message) for each in pilot.app._notifications]
        assert any(each.startswith(f"Noted in {one.reference}") and "2026" in each for each in told), told
        await pilot.press("ctrl+z")
        await at_rest(pilot)
        assert parts(fold(place.log.read(one.meeting_id))) == parts(before)
        assert any("Taken back: “" in str(each.message) for each in pilot.app._notifications)
        await pilot.press("ctrl+z")
        await at_rest(pilot)
        assert parts(fold(place.log.read(one.meeting_id))) == parts(before), "what others did stays"


def parts(meeting: Meeting) -> tuple[object, object]:
    return meeting.plan, meeting.sharing


SHOWS = {
    "mark", "mark_all", "follow_ups", "which_due", "which_state", "only_owner", "only_agency", "only_team",
    "find_agreed",
}  # fmt: skip
"""Acts of the screen that only choose what is shown."""
NOTES = {
    "agreed_done": ("d", *"Ola said so", "ctrl+s"),
    "agreed_withdraw": ("x", *"Moved", "ctrl+s"),
    "agreed_hand_on": ("o",),
    "agreed_again": ("e",),
    "reminders": ("r", "enter"),
    "agreed_undo": ("ctrl+z",),
}
"""Acts that note something in a meeting, by what is pressed."""


def test_every_act_of_the_screen_either_only_shows_or_is_known_to_note() -> None:
    acts = {one.id for one in ACTS if one.where is Where.AGREED}
    assert acts == SHOWS | NOTES.keys()


@pytest.mark.parametrize("act", sorted(NOTES.keys() - {"agreed_undo"}))
async def test_every_act_that_notes_something_says_so_and_is_taken_back(act: str) -> None:
    async with agreements() as (pilot, place):
        if act == "agreed_again":
            await pilot.press("d", *"Ola said so", "ctrl+s")
            await at_rest(pilot)
            await pilot.press("s")
            await at_rest(pilot)
        kept = agreed_of(pilot, keys(pilot)[0])
        before = stands(place, kept)
        await pilot.press("space", *NOTES[act])
        await at_rest(pilot)
        if act == "agreed_hand_on":
            form = pilot.app.screen
            assert isinstance(form, Form)
            for key, words in (("owner", "Ola Reyes"), ("agency", "health-visitor"), ("because", "Leave")):
                form.field(key).value = words
            await pilot.press("ctrl+s")
        if act == "reminders":
            await pilot.press("escape")
        await at_rest(pilot)
        assert stands(place, kept) != before
        assert any("takes it back" in str(each.message) for each in pilot.app._notifications)
        await pilot.press("ctrl+z")
        await at_rest(pilot)
        now = stands(place, kept)
        assert (now.status, now.owner, now.agency) == (before.status, before.owner, before.agency)
        assert any("Taken back: “" in str(each.message) for each in pilot.app._notifications)
