"""A desk with the file behind it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.directory.agencies_file import AgenciesFile
from chairtui.live.desk import Desk
from chairtui.live.device import NEVER_OTHER, Formers
from chairtui.live.ports import Clock
from chairtui.live.remembered import RememberedDrafts
from chairtui.live.settings import Settings
from chairtui.records import service
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.lazy_log import LazyLog
from chairtui.store.library import SqliteLibrary
from chairtui.wiring.council import judge, rules_mark
from chairtui.wiring.folders import config_folder, word_template
from chairtui.wiring.lazy_judge import LazyJudge
from chairtui.wiring.this_machine import ThisMachine

if TYPE_CHECKING:
    from chairtui.live.auditing import Audits
    from chairtui.records.interchange.importing import Importer
    from chairtui.store.backup import Copied
    from chairtui.wiring.locking import DatabaseDoor


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """A desk with the file behind it."""

    desk: Desk
    database: Database
    log: LazyLog
    judge: LazyJudge
    trouble: str = ""
    """A sentence about the settings, if they could not be read."""

    @property
    def path(self) -> Path:
        """The file of the database."""
        return self.database.path

    def for_somebody(self) -> Workplace:
        """Return the same with a name for the history: the login name, if no other is known."""
        if self.desk.settings.name:
            return self
        import getpass

        try:
            name = getpass.getuser()
        except (OSError, KeyError):
            name = "command line"
        return dataclasses.replace(self, desk=self.desk.with_settings(replace(self.desk.settings, name=name)))

    def importer(self) -> Importer:
        """Return what takes documents in."""
        from chairtui.live.following_up import note_what_came
        from chairtui.records.interchange.importing import Importer

        return Importer(
            self.log,
            self.desk.open,
            self.judge.profile_of,
            self.desk.clock.now,
            self.judge.profile_names,
            own=self.desk.device.id,
            formers=self.desk.device.formers.ids,
            came_in=partial(note_what_came, self.desk),
        )

    def asks_passphrase(self, file: Path) -> bool:
        """Say whether a file that was handed over opens with a passphrase; otherwise it asks for a key.

        Raises:
            NotReceived: it cannot be read.
        """
        from chairtui.records.encryption.age import needs_passphrase
        from chairtui.records.hand_over.moves import read_file

        return needs_passphrase(read_file(file))

    def rebuild(
        self,
        told: Callable[[int, int], None] = lambda _done, _of: None,
        measured: Callable[[int, int], bool] = lambda _done, _of: True,
    ) -> int:
        """Compute all lists, and what the measures say, anew from the log.

        Return how many meetings there are; `told` hears how far it is. `measured` hears how far measuring is,
        and ends it with no: what is measured stays, and whoever asks for figures measures the rest.
        """
        from chairtui.standards.reading import FaultyProfile
        from chairtui.store.rebuilding import rebuild

        count = rebuild(self.database, self.log, told)
        with suppress(FaultyProfile):  # the audit says so
            if self.desk.audits:
                self.desk.audits().catch_up(self.desk, measured)
        return count

    def accept(self, meeting_id: str, because: str) -> bool:
        """Accept the log of a meeting as it is, in the name of whoever is at the desk; False if all fits.

        Raises:
            Refused: no reason was given.
            NotSaved: it could not be stored.
        """
        from chairtui.core.continuity import AcceptLog
        from chairtui.store.heads import Accepted

        doubts = self.log.doubts(meeting_id).get(meeting_id, ())
        live = self.desk.open(meeting_id)
        if doubts and live.history:
            live.do(AcceptLog(doubts=doubts, because=because))
        elif doubts:
            by, at = self.desk.settings.name, self.desk.clock.now()
            self.log.real.accept_gone(Accepted(meeting_id=meeting_id, by=by, at=at, because=because))
        return bool(doubts)

    def back_up(self, target: Path) -> Copied:
        """Copy the database to a file, and say what is wrong with it.

        Raises:
            NotSaved: there is no new copy.
        """
        from chairtui.store.backup import back_up

        return back_up(self.database, target)


def open_place(
    stack: ExitStack,
    database: Database,
    settings: Settings,
    agencies: AgenciesFile,
    keep: Callable[[Settings], None],
    clock: Clock,
    trouble: str = "",
    practise: Callable[[], Desk] | None = None,
    formers: Formers = NEVER_OTHER,
    *,
    asks_where: bool = False,
    door: DatabaseDoor | None = None,
) -> Workplace:
    """Return a desk on a database that the stack closes; without `practise`, it is one to practise on."""
    stack.callback(database.close)
    log = LazyLog(database)
    stack.callback(log.close)
    lazy = LazyJudge(lambda: judge(agencies.agencies), lambda: rules_mark(agencies))

    @cache
    def audits() -> Audits:
        from chairtui.wiring.auditing import audits

        return audits(database, lazy, agencies)

    stored = SqliteDrafts(database)
    stack.callback(stored.end)
    machine = ThisMachine(
        database=database,
        log=log,
        drafts=stored,
        agencies=agencies,
        keep=keep,
        demonstrate=practise,
        asks_where=asks_where,
    )
    desk = Desk(
        settings=settings,
        clock=clock,
        log=log,
        drafts=RememberedDrafts(stored),
        library=SqliteLibrary(database),
        judge=lazy,
        agencies=agencies.agencies,
        records=service,
        machine=machine,
        word_template=None if practise is None else word_template(),
        incidents=(config_folder() if practise is None else database.path.parent) / "incidents",
        demonstration=practise is None,
        formers=formers,
        audits=audits,
        news=trouble,
        door=door,
    )
    return Workplace(desk=desk, database=database, log=log, judge=lazy, trouble=trouble)
