"""Puts the pieces together: the one module that knows them all.

What a call needs is imported when it is made, so that the program is on the screen quickly.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from chairtui.directory.agencies_file import AgenciesFile
from chairtui.live.clock import SystemClock
from chairtui.live.desk import Desk
from chairtui.live.settings import Settings
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.lazy_log import LazyLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.settings_file import SettingsFile

if TYPE_CHECKING:
    from datetime import datetime

    from chairtui.core.distribution import Delivery
    from chairtui.core.meeting import Meeting
    from chairtui.core.preparing import Paper
    from chairtui.core.tabled import Line
    from chairtui.directory.agencies import Agencies, Agency
    from chairtui.live.handing import Lock, Received, Unlock, Wanted
    from chairtui.live.replies import Reply
    from chairtui.live.sending import LeftOut, Sending, Written
    from chairtui.records.importing import Importer
    from chairtui.standards.judge import ProfileJudge
    from chairtui.standards.rule import Rule
    from chairtui.standards.verdict import Expected, Question, Verdict

VARIABLE = "CHAIRTUI_DB"
FILE = "meetings.db"
REGISTER = "agencies.toml"
TEMPLATE = "record.docx"

_THROWN_AWAY = "chairtui-demonstration-"


class LazyJudge:
    """The judge, made when it is first asked: home needs none."""

    def __init__(self, make: Callable[[], ProfileJudge]) -> None:
        """Ask `make` for the judge when somebody needs it."""
        self._make = make

    @cached_property
    def real(self) -> ProfileJudge:
        """The judge itself.

        Raises:
            FaultyProfile: a council's own profile is wrong.
        """
        return self._make()

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
        """Return the verdicts that are unmet or unknown at an instant (UTC), gravest first."""
        return self.real(meeting, now)

    def profile_of(self, meeting: Meeting) -> str:
        """Return the name and version of the profile that fits the meeting's date and place."""
        return self.real.profile_of(meeting)

    def profile_names(self) -> list[str]:
        """Return the names that a meeting's profile can be made of."""
        return [one.name for one in self.real.profiles.all() if one.kind != "part"]

    def expected(self, meeting: Meeting) -> tuple[Expected, ...]:
        """Return who should be there and why."""
        return self.real.expected(meeting)

    def deck(self, meeting: Meeting) -> tuple[Question, ...]:
        """Return the questions that the chair can put to the room."""
        return self.real.deck(meeting)

    def figures(self, meeting: Meeting) -> dict[str, Any]:
        """Return the profile's figures by name."""
        return {**self.real.figures(meeting)}

    def explain(self, code: str, meeting: Meeting | None = None) -> Rule | None:
        """Return a rule by its code, as the profile that judges has it."""
        return self.real.explain(code, meeting)


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
        return dataclasses.replace(
            self, desk=dataclasses.replace(self.desk, settings=replace(self.desk.settings, name=name))
        )

    def importer(self) -> Importer:
        """Return what takes documents in."""
        from chairtui.records.importing import Importer

        return Importer(
            self.log, self.desk.open, self.judge.profile_of, self.desk.clock.now, self.judge.profile_names
        )

    def asks_passphrase(self, file: Path) -> bool:
        """Say whether a file that was handed over opens with a passphrase; otherwise it asks for a key.

        Raises:
            NotReceived: it cannot be read.
        """
        from chairtui.records.hand_over_lock import needs_passphrase
        from chairtui.records.hand_over_moves import read_file

        return needs_passphrase(read_file(file))

    def rebuild(self) -> int:
        """Compute all lists anew from the log; return how many meetings there are."""
        from chairtui.store.lists import rebuild

        return rebuild(self.database, self.log)

    def back_up(self, target: Path) -> Path:
        """Copy the database to a file that is proved before it counts.

        Raises:
            NotSaved: there is no new copy.
        """
        from chairtui.store.backup import back_up

        return back_up(self.database, target)


def config_folder() -> Path:
    """Return where settings and a council's own profiles are."""
    import platformdirs

    return platformdirs.user_config_path("chairtui", appauthor=False)


def database_path(given: Path | None = None) -> Path:
    """Return the file of the database: as given, or as the environment or the settings say, or the usual."""
    if given is not None:
        return given
    if named := os.environ.get(VARIABLE):
        return Path(named)
    import platformdirs

    settings, _ = _settings_file().read()
    folder = Path(settings.data_folder) if settings.data_folder else None
    return (folder or platformdirs.user_data_path("chairtui", appauthor=False)) / FILE


def verify(path: Path) -> list[str]:
    """Return a sentence for everything in a database that is not as it was written."""
    from chairtui.store.verify import verify as find_faults

    return find_faults(path)


def profiles() -> Sequence[Path]:
    """Return a council's own profiles, in order of their names."""
    return sorted((config_folder() / "profiles").glob("*.toml"))


@contextmanager
def workplace(given: Path | None = None, *, reads: bool = False) -> Iterator[Workplace]:
    """Give a desk on this machine's meetings, or on those of another file; close the file in the end.

    Who only `reads` makes no file and needs no right to write.

    Raises:
        CannotOpen: the file cannot be used.
        NotSaved: the settings cannot be written.
        Faulty: the council's register of agencies is wrong.
    """
    path = database_path(given)
    stored, trouble = _settings_file().read()
    agencies = register(path)

    def keep(settings: Settings) -> None:
        _settings_file().keep(replace(settings, data_folder=stored.data_folder))

    with ExitStack() as stack:
        settings = replace(stored, data_folder=str(path.parent))
        database = Database(path, reads=reads)
        yield _open(stack, database, settings, agencies, keep, trouble, practise=lambda: _practise(stack))


@contextmanager
def demonstration() -> Iterator[Workplace]:
    """Give a desk on the invented meetings, in a folder that is thrown away.

    Raises:
        CannotOpen: there is no room for it.
    """
    with ExitStack() as stack:
        yield _demonstration(stack)


def _practise(stack: ExitStack) -> Desk:
    return _demonstration(stack).desk


def _demonstration(stack: ExitStack) -> Workplace:
    from tempfile import TemporaryDirectory

    from chairtui import demonstration as invented
    from chairtui.records.importing import Source

    _sweep()
    prefix = f"{_THROWN_AWAY}{os.getpid()}-"
    folder = Path(stack.enter_context(TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)))
    agencies = AgenciesFile(folder / REGISTER, below=(invented.AGENCIES,))
    clock = SystemClock()
    settings = Settings(
        name=invented.CHAIR,
        role=invented.ROLE,
        authority=invented.AUTHORITY,
        device_id=clock.new_id(),
        data_folder=str(folder),
    )
    place = _open(stack, Database(folder / FILE), settings, agencies, lambda _settings: None)
    sources = [Source(name, content) for name, content in invented.documents(clock.now())]
    place.importer().take(sources)
    return place


def _sweep() -> None:
    """Throw away what a demonstration left that was killed."""
    import shutil
    from tempfile import gettempdir

    if os.name == "nt":  # there, asking whether a process lives would end it
        return
    for folder in Path(gettempdir()).glob(f"{_THROWN_AWAY}*"):
        owner = folder.name.removeprefix(_THROWN_AWAY).partition("-")[0]
        try:
            os.kill(int(owner), 0)
        except ProcessLookupError:
            if folder.stat().st_uid == os.getuid():
                shutil.rmtree(folder, ignore_errors=True)
        except (ValueError, OSError):
            continue


def _open(
    stack: ExitStack,
    database: Database,
    settings: Settings,
    agencies: AgenciesFile,
    keep: Callable[[Settings], None],
    trouble: str = "",
    practise: Callable[[], Desk] | None = None,
) -> Workplace:
    stack.callback(database.close)
    log = LazyLog(database)
    stack.callback(log.close)
    lazy = LazyJudge(lambda: judge(agencies.agencies))
    clock = SystemClock()
    desk = Desk(
        settings=settings,
        clock=clock,
        log=log,
        drafts=SqliteDrafts(database),
        library=SqliteLibrary(database),
        judge=lazy,
        agencies=agencies.agencies,
        change_agencies=lambda put, drop: change_register(agencies, put, drop),
        own_agency=agencies.own,
        read_table=_read_table,
        export=lambda meeting_id, form, folder: _export(desk, lazy, meeting_id, form, folder),
        write_paper=lambda *asked: _write_paper(desk, *asked),
        write_record=lambda *asked: _write_record(desk, lazy, *asked),
        read_record=lambda *asked: _read_record(desk, lazy, *asked),
        read_news=lambda *asked: _read_news(desk, lazy, *asked),
        left_out=_left_out,
        mail_link=lambda *asked: _mail_link(desk, *asked),
        read_reply=lambda source: _read_reply(desk, source),
        hand_over=lambda *asked: _hand_over(desk, *asked),
        receive=lambda *given: _receive(desk, log, *given),
        keep_settings=keep,
        word_template=None if practise is None else word_template(),
        incidents=(config_folder() if practise is None else database.path.parent) / "incidents",
        demonstration=practise is None,
        practise=practise,
    )
    return Workplace(desk=desk, database=database, log=log, judge=lazy, trouble=trouble)


def word_template() -> Path:
    """Return where a council's own Word template for records is, or would be."""
    return config_folder() / TEMPLATE


def use_word_template(content: bytes | None) -> None:
    """Make records from a council's own Word template from now on; without one, from the shipped one again.

    Raises:
        FaultyTemplate: it cannot be used; nothing was changed.
        NotSaved: it could not be put in its place; nothing was changed.
    """
    from chairtui.records.exporting import write_whole
    from chairtui.records.unwritten import not_written
    from chairtui.records.word_checking import checked

    file = word_template()
    try:
        if content is None:
            file.unlink(missing_ok=True)
            return
        checked(content)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, content)
    except OSError as error:
        raise not_written(error, file) from None


def _read_table(file: Path, told: Callable[[int], bool]) -> list[Line]:
    from chairtui.records.table_reading import read_file

    return read_file(file, told)


def register(database: Path) -> AgenciesFile:
    """Return the register of agencies beside a database.

    Raises:
        Faulty: a file of it is wrong.
    """
    return AgenciesFile(database.parent / REGISTER, below=(config_folder() / REGISTER,))


def change_register(register: AgenciesFile, put: Sequence[Agency], drop: Sequence[str] = ()) -> None:
    """Put agencies into a register, and take out those (keys) that were added to it.

    Raises:
        NotSaved: it could not be written.
    """
    from chairtui.store.faults import not_saved

    try:
        register.change(put, drop)
    except OSError as error:
        raise not_saved(error) from None


def _settings_file() -> SettingsFile:
    return SettingsFile(config_folder() / "settings.json", SystemClock())


def judge(agencies: Agencies | None = None) -> ProfileJudge:
    """Return the judge, with the shipped profiles and the council's own.

    Raises:
        FaultyProfile: a council's own profile is wrong.
    """
    from chairtui.directory.agencies import Agencies
    from chairtui.standards.judge import ProfileJudge

    return ProfileJudge(agencies or Agencies.load(), profiles())


def _hand_over(desk: Desk, meeting_id: str, to: Path, lock: Lock, wanted: Wanted) -> Path:
    from chairtui.records.hand_over_moves import hand_over

    return hand_over(desk, meeting_id, to, lock, wanted)


def _receive(desk: Desk, log: LazyLog, file: Path, unlock: Unlock, wanted: Wanted) -> Received:
    from chairtui.records.hand_over_moves import read_file, receive

    return receive(desk, log, read_file(file), unlock, wanted)


def _export(desk: Desk, lazy: LazyJudge, meeting_id: str, form: str, folder: Path) -> Path:
    from chairtui.records.exporting import export_to

    return export_to(folder, desk, lazy, meeting_id, form)


def _write_paper(
    desk: Desk, meeting_id: str, paper: Paper, form: str, attendee_id: str, folder: Path
) -> Path:
    from chairtui.records.papers import write_paper

    return write_paper(desk, meeting_id, paper, form, attendee_id, folder)


def _write_record(
    desk: Desk, lazy: LazyJudge, meeting_id: str, delivery_id: str, sending: Sending, wanted: Wanted
) -> Written:
    from chairtui.records.sending import write_record

    return write_record(desk, lazy, meeting_id, delivery_id, sending, wanted)


def _read_record(desk: Desk, lazy: LazyJudge, meeting_id: str, delivery: Delivery) -> str:
    from chairtui.records.sending import text_of

    return text_of(desk, lazy, meeting_id, delivery)


def _read_news(desk: Desk, lazy: LazyJudge, meeting_id: str, delivery: Delivery) -> str:
    from chairtui.records.sending import news_of

    return news_of(desk, lazy, meeting_id, delivery)


def _left_out(meeting: Meeting, delivery: Delivery) -> LeftOut:
    from chairtui.records.sending import left_out

    return left_out(meeting, delivery)


def _mail_link(desk: Desk, meeting_id: str, paper: Paper, attendee_id: str) -> str:
    from chairtui.records.papers import mail_link_of

    return mail_link_of(desk, meeting_id, paper, attendee_id)


def _read_reply(desk: Desk, source: Path | bytes) -> Reply:
    from chairtui.records.replying import read_reply

    return read_reply(source, desk.clock.now())
