"""A day is said in one form wherever people read it: “Thu 5 Mar 2026”, and “Thu 5 Mar 2026 14:00”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui, chairtui, invented, places, server
from tests.tui.every_form import fields_of, scene
from tests.unseen import unseen

from chairtui import wiring
from chairtui.core.calendar.when import say_kept
from chairtui.core.vocabulary import Step
from chairtui.live.library import ActionsOf
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.rows.agreed import agreed_rows, followed_rows
from chairtui.tui.widgets.form import FieldSpec
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import content

__all__ = ["chairtui", "invented", "places", "server"]

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_FIGURES = r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"
FIGURES = re.compile(rf"(?<![\d/.-])(?:{_FIGURES})(?![\d/-])")
NAMED = re.compile(rf"(\w+ )?\d{{1,2}} {_MONTH}[a-z]* \d{{4}}")
SAID = re.compile(rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{{1,2}} {_MONTH} \d{{4}}")
TYPED = "fri 9am, 5 mar, +2wd or 2026-03-05"
"""What may be typed is an example, not a day that is said."""
AS_WRITTEN = "columns.table_fields"
"""The form that shows what stands in somebody's file, as it stands there."""
SHOWN = (
    ("list",),
    ("list", "--due"),
    ("list", "--to-send"),
    ("trace",),
    ("doctor",),
    ("rules", "installed"),
)
OF_A_MEETING = ("show", "log", "check", "ledger", "register", "series", "late", "action", "joining", "trace")


def others(words: str) -> list[str]:
    """Return the days that stand in words in another form, each with what is around it."""
    words = words.replace(TYPED, "")
    named = [one for one in NAMED.finditer(words) if not SAID.fullmatch(one[0])]
    found = [*FIGURES.finditer(words), *named]
    return [words[max(0, one.start() - 50) : one.end() + 20] for one in found]


def test_what_is_looked_for_is_found() -> None:
    for other in ("2026-03-05", "05/03/2026", "5.3.2026", "5 March 2026", "Thursday 5 Mar 2026"):
        assert others(f"Due {other}.") != []
    assert others("Due Thu 5 Mar 2026 14:00.") == []


def meetings() -> list[str]:
    with wiring.demonstration() as place:
        return sorted(place.desk.log.meeting_ids())


def test_commands_say_days_in_one_form(chairtui: Chairtui, invented: Path) -> None:
    wrong: dict[str, list[str]] = {}
    for words in (*SHOWN, *product(OF_A_MEETING, meetings())):
        ran = chairtui(*words, env={"CHAIRTUI_DB": str(invented)})
        if found := others(ran.out + ran.err):
            wrong[" ".join(words)] = found
    assert not wrong


async def test_every_row_of_the_demonstration_says_days_in_one_form(monkeypatch: pytest.MonkeyPatch) -> None:
    unseen(monkeypatch)
    wrong: dict[str, list[str]] = {}
    with wiring.demonstration() as place:
        app = ChairtuiApp(place.desk)
        async with app.run_test(size=(160, 50)) as pilot:
            await pilot.pause()
            now, library = place.desk.clock.now(), place.desk.library
            due = agreed_rows(library.agreed(ActionsOf()), now, place.desk.agencies)
            due += followed_rows(library.following(), now)
            told = {"home": list(_rows(app)), "due": [content(row.words).plain for row in due]}
            assert due
            for meeting_id in place.desk.log.meeting_ids():
                app.open_meeting(meeting_id, Step.WHO)
                for step in Step:
                    app.go(step)
                    await pilot.pause()
                    told[f"{meeting_id} {step.name}"] = list(_rows(app))
                app.close_meeting()
                await pilot.pause()
    for where, rows in told.items():
        if found := others("\n".join(rows)):
            wrong[where] = found
    assert len(told) > 40
    assert not wrong


def _rows(app: ChairtuiApp) -> Iterator[str]:
    for lines in app.screen.query(Lines):
        for row in lines.rows:
            yield content(row.words).plain
            yield content(row.mark).plain


def test_every_form_says_days_in_one_form(tmp_path: Path) -> None:
    wrong: dict[str, list[str]] = {}
    for name, fields in fields_of(scene(tmp_path)):
        if name == AS_WRITTEN:
            continue
        for field in fields:
            if found := others("\n".join(_said(field))):
                wrong[f"{name} {field.key}"] = found
    assert not wrong


def _said(field: FieldSpec) -> Iterator[str]:
    yield from (field.label, field.help)
    if isinstance(field.initial, str) and not field.options:
        yield field.initial
    for option in field.options:
        yield from (option.label, option.hint)


@pytest.mark.parametrize("day", ["", "2026-03-05"])
def test_a_day_that_a_list_keeps_is_said_as_every_day(day: str) -> None:
    assert say_kept(day) == ("Thu 5 Mar 2026" if day else "no day")
