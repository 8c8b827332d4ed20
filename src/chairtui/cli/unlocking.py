"""What opens a locked database on the command line, and how a new one is locked: asked for, or in a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from chairtui.cli.exits import NOT_SAVED, USAGE, Refusal
from chairtui.cli.output import say
from chairtui.cli.passphrases import asked, first_line, read, somebody_can_type
from chairtui.live.locking import By, Choice, Door, Key, Locked, NotOpened, Standing

_SECRET, _LONG = "AGE-SECRET-KEY-1", 74
"""How a secret key of age begins, and how many characters it has."""
_TRIES = 3
"""How often a passphrase may be typed in one command."""
FINAL = (
    "If the passphrase is forgotten and there is no recovery sheet, all meetings are lost for good: nobody "
    "can open them then, no council and no maker of this program."
)


@dataclass(frozen=True)
class Given:
    """What the command line says of the lock of its database, and what opened it in this command."""

    passphrase_file: Path | None = None
    identity_file: Path | None = None
    """A secret key of age: that of the recovery sheet, or the council's."""
    not_locked: str = ""
    """Why a new database is not locked."""
    _known: dict[str, Key] = field(default_factory=dict, repr=False)

    @property
    def asks_nobody(self) -> bool:
        """Whether a file says what opens the database."""
        return bool(self.passphrase_file or self.identity_file)

    def ask(self, door: Door) -> Key | None:
        """Return what opens a database, or make a new one; one in clear stays as it is.

        Raises:
            Refusal: it does not open, or there is nobody to ask.
        """
        match door.standing:
            case Standing.CLEAR:
                return None
            case Standing.NEW:
                return self._new(door)
        return self.opened(door)

    def opened(self, door: Door) -> Key:
        """Return what opens a locked database.

        Raises:
            Refusal: it does not open, or there is nobody to ask.
        """
        key = self._known.get(door.key_id) or self._opened(door)
        self._known[key[32:].hex()] = key
        return key

    def _opened(self, door: Door) -> Key:
        if self.identity_file:
            return door.open(By(identity=identity_in(self.identity_file)))
        if self.passphrase_file:
            return door.open(By(passphrase=first_line(self.passphrase_file)))
        if not somebody_can_type():
            raise Refusal(
                f"{door.path} is locked, and there is no terminal to ask for its passphrase. Nothing was "
                "done. Name a file that begins with it: chairtui --passphrase-file FILE …",
                NOT_SAVED,
            )
        return typed(door)

    def _new(self, door: Door) -> Key | None:
        if self.not_locked.strip():
            return door.lock(Choice(not_locked_because=self.not_locked.strip())).key
        if not self.passphrase_file and not somebody_can_type():
            raise Refusal(
                f"There are no meetings at {door.path} yet, and no terminal to ask how they are to be "
                "locked. Nothing was made. Name a file that begins with a passphrase: chairtui "
                "--passphrase-file FILE … To work without a lock, say why: --not-locked WHY.",
                USAGE,
            )
        say(
            f"There are no meetings at {door.path} yet: a new file is made once it is said what locks it.",
            err=True,
        )
        done = door.lock(self.choice(door))
        told(done)
        if done.key:
            self._known[door.key_id] = done.key
        return done.key

    def choice(self, door: Door, *, sheet: bool = True) -> Choice:
        """Return how a database is to be locked: what the file says, or what is chosen at the terminal."""
        if self.passphrase_file:
            return Choice(passphrase=first_line(self.passphrase_file), sheet=False)
        if (
            somebody_can_type()
            and door.keystore
            and click.confirm(
                f"Let the {door.keystore} of this computer keep the key, so that nobody is asked while "
                "you are signed in?",
                default=True,
                err=True,
            )
        ):
            return Choice(keystore=True, sheet=sheet)
        if sheet:
            say(FINAL, err=True)
        return Choice(passphrase=_chosen(door), sheet=sheet)


def told(done: Locked) -> None:
    """Show what stands on a recovery sheet, once, or say that there is none."""
    if not done.identity:
        words = "There is no recovery sheet yet: “chairtui lock sheet” makes one."
        say(f"{words} {FINAL}", err=True)
        return
    show_sheet(done.identity)


def show_sheet(identity: str) -> None:
    """Show what stands on a recovery sheet, in groups and whole, until somebody says that it is kept.

    A terminal shows it on a page of its own: it does not stay in what can be scrolled back to.
    """
    from chairtui.live.recovery_words import in_groups

    groups = in_groups(identity)
    half = len(groups) // 2
    with _page_of_its_own():
        say(
            "The recovery key opens the meetings if the passphrase is lost or the keystore is gone. Write it "
            "down or print it, and keep it away from this computer: it is shown once, and kept nowhere "
            f"here.\n\n    {' '.join(groups[:half])}\n    {' '.join(groups[half:])}\n\nor whole, for a file:"
            f"\n\n    {identity}\n",
            err=True,
        )
        if somebody_can_type():
            asked = "Go on once it is kept"
            click.prompt(asked, default="", show_default=False, prompt_suffix=" ", err=True)


@contextmanager
def _page_of_its_own() -> Iterator[None]:
    """Give a terminal another page, and take it away again with all that stood on it."""
    if not (sys.stderr.isatty() and somebody_can_type()):
        yield
        return
    sys.stderr.write("\x1b[?1049h\x1b[H")
    try:
        yield
    finally:
        sys.stderr.write("\x1b[?1049l")
        sys.stderr.flush()


def identity_in(file: Path) -> str:
    """Return the secret key of age in a file: as `age-keygen` writes it, or the groups of a sheet.

    Raises:
        Refusal: there is none, or a group is not as it stands on a sheet.
    """
    from chairtui.live.recovery_words import Mistyped
    from chairtui.live.recovery_words import read as read_groups

    content = read(file)
    parted = "".join(content.upper().split()).partition(_SECRET)
    if parted[1]:
        return f"{_SECRET}{parted[2]}"[:_LONG]
    try:
        return read_groups(content)
    except Mistyped as slip:
        raise Refusal(f"There is no recovery key in {file}. {slip}", USAGE) from None


def typed(door: Door) -> Key:
    """Return what opens a database, by the passphrase that is typed; a wrong one is asked for again.

    Raises:
        Refusal: none of them was right.
    """
    for left in reversed(range(_TRIES)):
        if (waits := door.waits) > 0:
            say(f"After wrong passphrases each waits longer: {waits:.0f} seconds.", err=True)
            time.sleep(waits)
        try:
            return door.open(By(passphrase=asked(f"Passphrase for {door.path.name}")))
        except NotOpened as refused:
            if not left:
                raise Refusal(str(refused), NOT_SAVED) from None
            say(str(refused), err=True)
    raise AssertionError


def _chosen(door: Door) -> str:
    while True:
        typed = asked("A passphrase: four words are easy to say", twice=True)
        strength = door.strength(typed)
        say(strength.words, err=True)
        if strength.score >= 3 or (
            strength.score and click.confirm("Take it all the same?", default=False, err=True)
        ):
            return typed
