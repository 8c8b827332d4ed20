"""A desk for tests of the screens: a log that forgets, a still clock, the real judge and agencies.

sitting = sitting_at(desk(tmp_path), DescribeChild(child=Child(id="kit", name="Kit")))
async with on_step(sitting, Step.WHY) as pilot: ...
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.core.scene import STARTED, TEN
from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot

from chairtui.core.change import Command
from chairtui.core.children import Child
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import FollowKind, Step
from chairtui.directory.agencies import Agencies
from chairtui.live.desk import Desk
from chairtui.live.library import (
    FEW,
    MANY,
    PAGE,
    ActionsOf,
    Agreed,
    Due,
    DuePart,
    Followed,
    Found,
    Listed,
    Part,
    Person,
    SearchFor,
    Wanted,
    always,
)
from chairtui.live.ready import Ready
from chairtui.live.settings import Settings
from chairtui.records import service
from chairtui.standards.judge import ProfileJudge
from chairtui.store.memory import MemoryEventLog
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import Values
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import content

MEETING = "m1"


class StillClock:
    """A clock that goes on only when it is told to."""

    def __init__(self, at: datetime = TEN + timedelta(minutes=30)) -> None:
        self.at, self.seconds, self.ids = at, 1000.0, 0

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def elapsed(self) -> float:
        return self.seconds

    def new_id(self) -> str:
        self.ids += 1
        return f"0190a5b4-0000-7000-8000-{self.ids:012}"


class MemoryDrafts:
    """Drafts that are forgotten with the test."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, str]] = {}

    def keep(self, meeting_id: str, field: str, text: str) -> None:
        mine = self.kept.setdefault(meeting_id, {})
        mine.pop(field, None)
        if text:
            mine[field] = text

    def all(self, meeting_id: str) -> dict[str, str]:
        return dict(self.kept.get(meeting_id, {}))

    def elsewhere(self, meeting_id: str) -> int:
        return 0

    def leave(self, texts: Iterable[tuple[str, str, str]]) -> None:
        for text in texts:
            self.keep(*text)

    def again(self) -> None:
        return None


class NoLibrary:
    """Lists nothing."""

    def meetings(self, *, part: Part = Part.ALL, limit: int = PAGE, after: str = "") -> Sequence[Listed]:
        return ()

    def count(self, part: Part = Part.ALL) -> int:
        return len(self.meetings(part=part))

    def agreed(
        self, of: ActionsOf, *, now: datetime | None = None, limit: int = 200, after: str = ""
    ) -> tuple[Agreed, ...]:
        """Return no action."""
        return ()

    def due(
        self, *, part: DuePart = DuePart.ALL, now: datetime | None = None, limit: int = PAGE, after: str = ""
    ) -> Sequence[Due]:
        return ()

    def due_count(self, part: DuePart = DuePart.ALL, now: datetime | None = None) -> int:
        return len(self.due(part=part, now=now))

    def same_action(self, meeting_id: str, action_id: str) -> Sequence[tuple[str, str]]:
        return ()

    def still_due(self, meeting_id: str) -> Sequence[str]:
        return ()

    def following(self, *, limit: int = 200, after: str = "") -> Sequence[Followed]:
        return ()

    def following_late(self, day: str) -> Mapping[FollowKind, int]:
        return {}

    def search(
        self, of: SearchFor, *, limit: int = FEW, after: int = 0, wanted: Wanted = always
    ) -> Sequence[Found]:
        return ()

    def search_count(self, of: SearchFor, *, most: int = MANY, wanted: Wanted = always) -> int:
        return 0

    def to_catch_up(self) -> int:
        return 0

    def catch_up(self, told: Callable[[int], None], wanted: Wanted = always) -> None:
        pass

    def ready(self, meeting_ids: Sequence[str]) -> Mapping[str, Ready]:
        return {}

    def named(self, words: str, *, limit: int = 50) -> Sequence[str]:
        return ()

    def numbered(self, numbers: Collection[str]) -> Sequence[str]:
        return []

    def people(self, *, limit: int = 5_000) -> Sequence[Person]:
        return ()

    def later(self, meeting_id: str) -> Sequence[str]:
        return ()

    def about(self, child: Child) -> Sequence[str]:
        return ()

    def series_of(self, meeting: Meeting) -> Sequence[str]:
        return ()

    def perhaps_of(self, meeting: Meeting) -> Sequence[str]:
        return ()


def records_with(**instead: Callable[..., Any]) -> Any:
    """Return what does the program's work with records, some of it done otherwise."""
    return SimpleNamespace(**vars(service) | instead)


def machine_with(**instead: Any) -> Any:
    """Return a machine on which all is well and nothing is kept, some of it otherwise."""
    usual: dict[str, Any] = {
        "asks_where": False,
        "fault": str,
        "keep_settings": lambda settings: None,
        "own_agency": lambda key: False,
        "rules_mark": str,
        "read_register": str,
    }
    return SimpleNamespace(**usual | instead)


@cache
def agencies() -> Agencies:
    return Agencies.load()


@cache
def judge() -> ProfileJudge:
    return ProfileJudge(agencies())


def desk(folder: Path, clock: StillClock | None = None) -> Desk:
    return Desk(
        settings=Settings(
            name="Dee Grant",
            role="team manager",
            authority="Bromley",
            device_id="laptop",
            data_folder=str(folder),
        ),
        clock=clock or StillClock(),
        log=MemoryEventLog(),
        drafts=MemoryDrafts(),
        library=NoLibrary(),
        judge=judge(),
        agencies=agencies(),
        records=records_with(export=lambda _desk, key, form, into, annex: into / f"{key}.{form}"),
        machine=machine_with(),
        incidents=folder / "incidents",
    )


def meeting_of(sitting: Sitting) -> Meeting:
    return sitting.live.outcome.meeting


def sitting_at(at: Desk, *commands: Command) -> Sitting:
    """Return a sitting at a meeting that has started (tests/core/scene.py), after some more commands."""
    sitting = Sitting(at, MEETING)
    sitting.live.do(*STARTED)
    if commands:
        sitting.live.do(*commands)
    return sitting


def values_of(sheet: Sheet, **typed: str | tuple[str, ...]) -> Values:
    """Return what a form would hold after these fields were filled in."""
    return {spec.key: spec.initial for spec in sheet.fields} | typed


def save(sitting: Sitting, sheet: Sheet, **typed: str | tuple[str, ...]) -> Meeting:
    """Fill a form in, save it, and return the meeting that comes of it."""
    unknown = typed.keys() - {spec.key for spec in sheet.fields}
    assert not unknown, f"the form has no field {unknown}"
    return sitting.live.do(*sheet.commands(values_of(sheet, **typed))).meeting


def words(rows: Iterable[Row]) -> str:
    """Return what rows say."""
    return "\n".join(content(row.words).plain for row in rows)


@asynccontextmanager
async def on_step(
    sitting: Sitting, step: Step, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Pilot[None]]:
    """Open the program at a step of the sitting's meeting; what it shows in the end can be drawn."""
    app = ChairtuiApp(sitting.desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        app.sitting = sitting
        await app.push_screen(app._step_screen(step))
        await pilot.pause()
        yield pilot
        if app.is_running:
            assert shown(pilot)


def all_at_once(app: App[Any], *keys: str) -> None:
    """Type keys without waiting for what they do."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        app.post_message(events.Key(name, key if len(key) == 1 else None))


def shown(pilot: Pilot[None]) -> str:
    """Return what the screen shows."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def flat(pilot: Pilot[None]) -> str:
    """Return what the screen shows without frames and line ends."""
    return " ".join(re.sub("[│╭╮╰╯─]", " ", shown(pilot)).split())


async def until(pilot: Pilot[None], true: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is true that the program does beside the keys."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"it did not come within {seconds} s:\n{shown(pilot)}")
        await pilot.pause(0.02)


async def sees(pilot: Pilot[None], words: str, seconds: float = 20) -> str:
    """Wait until the screen shows words; return what it shows."""
    await until(pilot, lambda: words in shown(pilot), seconds)
    return shown(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing goes on beside the screen."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
