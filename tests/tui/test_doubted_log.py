"""A log that is not what was remembered of it is said on every screen until somebody accepts it."""

from pathlib import Path

import msgspec
import pytest
from tests.live.pretend import MEETING
from tests.store.files import cut, keep_a_meeting
from tests.tui.desk import desk

from chairtui.core.continuity import LogAccepted
from chairtui.live.desk import Desk
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.verify import verify
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.widgets.bars import NotSavedBar


@pytest.fixture
def doubted(tmp_path: Path) -> Desk:
    from dataclasses import replace

    path = tmp_path / "meetings.db"
    keep_a_meeting(path)
    cut(path, 7)
    database = Database(path)
    at = desk(tmp_path)
    return replace(
        at,
        settings=msgspec.structs.replace(at.settings, device_id="another"),  # opening takes a new one
        log=SqliteEventLog(database),
        library=SqliteLibrary(database),
        drafts=SqliteDrafts(database),
        news="The database was used on another machine.",
    )


def bar(app: ChairtuiApp) -> str:
    return str(app.screen.query_one("#log", NotSavedBar).render())


async def test_home_and_the_meeting_say_it_until_it_is_accepted(doubted: Desk, tmp_path: Path) -> None:
    app = ChairtuiApp(doubted)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Of SD-1 it is not what was remembered" in bar(app)
        assert any("another machine" in one.message for one in app._notifications)
        app.open_meeting(MEETING)
        await pilot.pause()
        assert "entries were cut off its end" in bar(app)
        await pilot.press("ctrl+y")
        await pilot.pause()
        await pilot.press(*"Disk changed", "ctrl+s")
        await pilot.pause()
        assert "cut off" not in bar(app)
        assert app.sitting is not None
        accepted = [one for one in app.sitting.live.history if isinstance(one.event, LogAccepted)]
        assert [one.row.actor for one in accepted] == ["Dee Grant"]
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert any("nothing to accept" in one.message for one in app._notifications)
        await pilot.press("ctrl+b")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Of SD-1" not in bar(app)
    assert not [fault for fault in verify(tmp_path / "meetings.db") if "cut off" in fault]
