"""What this machine has beside the meetings; it fulfils `live.ports.Machine`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chairtui.directory.agencies_file import AgenciesFile
from chairtui.live.ports import NotSaved
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.lazy_log import LazyLog
from chairtui.wiring.council import change_register, read_register, rules_mark

if TYPE_CHECKING:
    from chairtui.core.history.log import Row
    from chairtui.directory.agencies import Agency
    from chairtui.live.desk import Desk
    from chairtui.live.ports import Kept
    from chairtui.live.settings import Settings


@dataclass(frozen=True, kw_only=True)
class ThisMachine:
    """The file that the meetings are in, the settings, and the council's own."""

    database: Database
    log: LazyLog
    drafts: SqliteDrafts
    agencies: AgenciesFile
    keep: Callable[[Settings], None]
    demonstrate: Callable[[], Desk] | None = None
    """Without it, these are meetings to practise on."""
    asks_where: bool = False

    def fault(self) -> str:
        """Say what became of the file since it was opened, or nothing while all is well."""
        return self.database.fault()

    def keep_settings(self, settings: Settings) -> None:
        """Keep who uses the program here."""
        self.keep(settings)

    def own_agency(self, key: str) -> bool:
        """Say whether the agency with this key was added here."""
        return self.agencies.own(key)

    def change_agencies(self, put: Sequence[Agency], drop: Sequence[str]) -> None:
        """Put agencies into the register, and take out those that were added here."""
        change_register(self.agencies, put, drop)

    def read_register(self) -> str:
        """Take in what another program wrote to the register, and say so; empty where nothing was."""
        return read_register(self.agencies)

    def rules_mark(self) -> str:
        """Return what changes with the rules and the register of agencies, which is read again if it did."""
        self.read_register()
        return rules_mark(self.agencies)

    def practise(self) -> Desk:
        """Make the invented meetings in a folder that is thrown away, and return a desk with them."""
        if self.demonstrate is None:
            raise NotSaved("These are the invented meetings already.")
        return self.demonstrate()

    def live_in(self, desk: Desk, folder: Path) -> None:
        """Have the meetings in another folder, before there is any; the file made here goes again."""
        from chairtui.records.unwritten import not_written
        from chairtui.store.unused import drop

        before, to = self.database.path, folder / self.database.path.name
        if to.exists():
            raise NotSaved(
                f"There are meetings in {folder} already, and nothing there was changed. To work with them "
                f"leave the program, and open it with: chairtui --db {to}"
            )
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise not_written(error, folder) from None
        self.keep_elsewhere(desk, to, ())
        drop(before, self.database.key)

    def keep_elsewhere(self, desk: Desk, to: Path, rows: Sequence[Row]) -> Kept:
        """Copy all meetings to another file or folder, and go on there under a new id of this machine."""
        from chairtui.core.continuity import Because
        from chairtui.store.devices import take_new
        from chairtui.store.keeping_elsewhere import keep_elsewhere
        from chairtui.store.machine import mark

        kept = keep_elsewhere(self.database, to, rows)
        self.log.moved()
        self.drafts.moved()
        with suppress(NotSaved):  # then the next opening takes it
            desk.moved.device = take_new(
                self.database, mark(), desk.device.id, Because.ELSEWHERE, desk.clock.new_id
            )
        return kept
