"""How a command ends: its exit code, and one sentence when something was wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from chairtui.text import clean

OK = 0
FOUND = 1
USAGE = 2
NOT_TAKEN = 3
NOT_SAVED = 4
UNEXPECTED = 70
INTERRUPTED = 130
CLOSED_PIPE = 141

CODES = """\
Exit codes: 0 done; 1 a stop is open, a return has an error, an enquiry led to nothing,
or something is not as it was written; 2 the command was not understood;
3 a file that came in was refused; 4 the database, or the
output, could not be opened or written; 70 an unexpected error, of
which an incident file without anybody's data is kept."""


class Refusal(Exception):
    """What was asked cannot be done; the message is a sentence."""

    def __init__(self, sentence: str, code: int) -> None:
        """Leave with `code` after saying the sentence."""
        super().__init__(sentence)
        self.code = code


class NobodyReads(Exception):
    """The output was closed; click would leave with 1, which here means that a stop is open."""


class NotPrinted(Refusal):
    """The output could not be written: the disk is full or gave an error."""

    def __init__(self, error: OSError) -> None:
        """Say why, in a sentence."""
        why = (error.strerror or type(error).__name__).lower()
        super().__init__(f"The output could not be written whole: {why}. What is saved is saved.", NOT_SAVED)


def guarded(command: Callable[[], object]) -> int:
    """Carry out a command and return its exit code; no error shows anybody's data."""
    try:
        code = command()
        _flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except (NobodyReads, BrokenPipeError):
        _forget_output()
        return CLOSED_PIPE
    except NotPrinted as error:
        _forget_output()
        return _said(error)
    except Exception as error:
        return _ended(error)
    return code if isinstance(code, int) else OK


def _ended(error: Exception) -> int:
    import click  # nothing that goes well needs it here

    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort():
            return INTERRUPTED
    known = error if isinstance(error, Refusal) else _known(error)
    return _unexpected(error) if known is None else _said(known)


def _said(refusal: Refusal) -> int:
    import click

    click.echo(clean(str(refusal)), err=True)
    return refusal.code


def _known(error: Exception) -> Refusal | None:
    """Return errors that carry a sentence for a person; anything else is unexpected."""
    from chairtui.core.change import Refused
    from chairtui.core.history.log import Damaged
    from chairtui.directory.agencies import Faulty
    from chairtui.live.handing import NotReceived
    from chairtui.live.locking import NotOpened
    from chairtui.live.ports import NotSaved
    from chairtui.records.formats.word.spots import FaultyTemplate
    from chairtui.records.interchange.refusal import NotTaken
    from chairtui.standards.judge import UnknownProfile
    from chairtui.standards.reading import FaultyProfile
    from chairtui.store.faults import CannotOpen

    for kinds, code in (
        ((UnknownProfile,), USAGE),
        ((NotTaken, NotReceived, Refused, FaultyProfile, FaultyTemplate, Faulty), NOT_TAKEN),
        ((CannotOpen, NotOpened, NotSaved, Damaged), NOT_SAVED),
    ):
        if isinstance(error, kinds):
            return Refusal(str(error), code)
    return None


def _unexpected(error: Exception) -> int:
    import click

    from chairtui import __version__
    from chairtui.live.clock import SystemClock
    from chairtui.tui.terminal.incident import write
    from chairtui.wiring import config_folder

    words = "Something unexpected went wrong. Nothing that was saved is lost."
    try:
        file = write(config_folder() / "incidents", error, SystemClock().now(), __version__)
        words += f" What happened is written, without anybody's data, in {file}"
    except OSError:
        words += f" ({type(error).__name__}; no incident file could be written.)"
    click.echo(clean(words), err=True)
    return UNEXPECTED


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NotPrinted(error) from None


def _forget_output() -> None:
    """Let nothing complain when Python closes an output that nobody reads any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
