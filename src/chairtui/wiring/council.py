"""What a council has of its own: its register of agencies, its Word template, its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from chairtui.directory.agencies import Faulty
from chairtui.directory.agencies_file import AgenciesFile
from chairtui.wiring.folders import REGISTER, config_folder, profiles, word_template

if TYPE_CHECKING:
    from chairtui.directory.agencies import Agencies, Agency
    from chairtui.standards.judge import ProfileJudge


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
    from chairtui.live.ports import NotSaved
    from chairtui.store.faults import not_saved

    try:
        register.change(put, drop)
    except OSError as error:
        raise not_saved(error) from None
    except Faulty as fault:
        raise NotSaved(
            f"Another program changed the register of agencies, and it is wrong: {fault}"
        ) from None


def read_register(register: AgenciesFile) -> str:
    """Take in what another program wrote to a register, and say so; empty where nothing was."""
    try:
        changed = register.read_again()
    except Faulty as fault:
        return (
            f"The register of agencies was changed, and cannot be used: {fault} What was read before stays."
        )
    return "The register of agencies was changed by another program, and is read again." if changed else ""


def use_word_template(content: bytes | None) -> None:
    """Make records from a council's own Word template from now on; without one, from the shipped one again.

    Raises:
        FaultyTemplate: it cannot be used; nothing was changed.
        NotSaved: it could not be put in its place; nothing was changed.
    """
    from chairtui.records.delivery.exporting import write_whole
    from chairtui.records.formats.word.apart import checked
    from chairtui.records.unwritten import not_written

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


def use_letterhead(words: str, logo: bytes = b"") -> None:
    """Put a head, and a logo, above records in PDF from now on; without words, none.

    Raises:
        Refused: it cannot be used; nothing was changed.
        NotSaved: it could not be put in its place.
    """
    from chairtui.live.clock import SystemClock
    from chairtui.records.delivery.exporting import write_whole
    from chairtui.records.formats.letterhead import HEAD, LOGO, Letterhead
    from chairtui.records.formats.pdf import tried
    from chairtui.records.unwritten import not_written

    folder = config_folder()
    head = tried(Letterhead(words=words, logo=logo), SystemClock().now()) if words or logo else Letterhead()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in ((HEAD, head.words.encode()), (LOGO, head.logo)):
            if content:
                write_whole(folder / name, content)
            else:
                (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise not_written(error, folder) from None


def judge(agencies: Agencies | None = None) -> ProfileJudge:
    """Return the judge, with the shipped profiles and the council's own.

    Raises:
        FaultyProfile: a council's own profile is wrong.
    """
    from chairtui.directory.agencies import Agencies
    from chairtui.standards.judge import ProfileJudge

    return ProfileJudge(agencies or Agencies.load(), profiles())


def rules_mark(agencies: AgenciesFile, *more: Path) -> str:
    """Return what changes with the rules, a council's own among them, its register of agencies, and `more`.

    The files are not read: home asks each time it shows what is still to be prepared.
    """
    import chairtui

    states = [*_shipped(), *_states((*profiles(), *agencies.files, *more))]
    return sha256(repr((chairtui.__version__, sorted(states))).encode()).hexdigest()[:16]


@cache
def _shipped() -> tuple[tuple[str, int, int], ...]:
    """Return the states of the rules that come with the program, as they were when it read them."""
    from chairtui.standards import profiles as shipped

    return tuple(_states(Path(str(shipped.__path__[0])).iterdir()))


def _states(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """Yield the name, the size and the time of each file that is there."""
    for file in files:
        with suppress(OSError):
            state = file.stat()
            yield str(file), state.st_size, state.st_mtime_ns
