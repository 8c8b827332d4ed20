"""What locks a database and what opens it again: what is asked of a person, and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from chairtui.live.handing import Wanted, wanted_always

Key = bytes
"""What opens a locked database: 32 random bytes, and 16 with which every file begins that they lock."""


class NotOpened(Exception):
    """What was given opens nothing; the text is a sentence that says so and shows nothing of the data."""


class Standing(StrEnum):
    """How a database stands before it is opened."""

    NEW = "new"
    """There is none yet, or an empty file."""
    CLEAR = "clear"
    """It is not locked."""
    LOCKED = "locked"


class Way(StrEnum):
    """What a locked database opens with."""

    KEYSTORE = "keystore"
    """What the system keeps for whoever has signed in: nobody is asked."""
    PASSPHRASE = "passphrase"
    SHEET = "recovery sheet"
    COUNCIL = "council"
    """A secret key of age that the council holds, for all its databases."""


class Choice(Struct, frozen=True, kw_only=True):
    """How somebody wants a database locked, by a passphrase, the keystore or both; or why it is not."""

    passphrase: str = ""
    keystore: bool = False
    sheet: bool = True
    """Whether a recovery sheet is made: without one, a passphrase that is lost loses all meetings."""
    not_locked_because: str = ""
    """Why it is not locked; only for a new database or one in clear, and nothing else counts then."""


class By(Struct, frozen=True, kw_only=True):
    """What somebody gives to open a database; with nothing in it the keystore is asked."""

    passphrase: str = ""
    identity: str = ""
    """The secret key of age of a recovery sheet or of the council: AGE-SECRET-KEY-1…"""


class Locked(Struct, frozen=True, kw_only=True):
    """A database that was locked just now."""

    key: Key | None
    """Nothing where somebody chose not to lock it."""
    identity: str = ""
    """What stands on the recovery sheet, a secret key of age: it is shown once, and kept nowhere."""


class Strength(Struct, frozen=True, kw_only=True):
    """How long a passphrase that somebody is choosing would hold; it is never stored."""

    score: int
    """0 (at once) to 4 (centuries)."""
    words: str
    """A sentence."""


class Door(Protocol):
    """One database as it stands before it is opened: what a front end has to know to ask for it."""

    @property
    def path(self) -> Path:
        """The file of the database."""

    @property
    def standing(self) -> Standing:
        """How it stands; it is looked at anew each time."""

    @property
    def key_id(self) -> str:
        """What names its key: 32 hexadecimal digits; empty where it is not locked."""

    @property
    def not_locked(self) -> str:
        """Why it is not locked, in words for the header: empty where it is, or where there is none yet."""

    @property
    def is_offered(self) -> bool:
        """Whether it is in clear without anybody having said why: then locking it is offered."""

    @property
    def ways(self) -> Sequence[Way]:
        """What it opens with; empty where it is not locked."""

    @property
    def keystore(self) -> str:
        """What this machine's keystore is called; empty where there is none that can be used."""

    @property
    def waits(self) -> float:
        """How many seconds have to pass before a passphrase is tried again: more after each wrong one."""

    def strength(self, passphrase: str) -> Strength:
        """Say how long a passphrase would hold, while somebody is choosing it."""

    def open(self, by: By, wanted: Wanted = wanted_always) -> Key:
        """Return what opens the database; a passphrase takes a second or two.

        Raises:
            NotOpened: it opens nothing, or has to wait.
            CannotOpen: the file with the locked keys is damaged or not there.
            PutAside: it was not wanted any more.
        """

    def lock(self, choice: Choice, wanted: Wanted = wanted_always) -> Locked:
        """Make a key for a new database, or lock one in clear: copied, proved, put in its place, wiped.

        Killed at any moment, there is the database as it was or the locked one.

        Raises:
            Refused: the passphrase is too short, or nothing was chosen.
            NotSaved: it could not be; the database is as it was.
            CannotOpen: the database in clear cannot be read.
            PutAside: it was not wanted any more.
        """

    def change(self, key: Key, choice: Choice, wanted: Wanted = wanted_always) -> None:
        """Let a locked database be opened by what is chosen, instead of the passphrase and keystore so far.

        Recovery sheet and council stay. Killed at any moment, what opened it before or what is chosen does.

        Raises:
            Refused: the passphrase is too short, or nothing was chosen.
            NotSaved: it could not be kept.
            PutAside: it was not wanted any more.
        """

    def new_sheet(self, key: Key) -> str:
        """Return what stands on a new recovery sheet (AGE-SECRET-KEY-1…); the one before opens no more.

        Raises:
            NotSaved: it could not be kept; the one before is as it was.
        """

    def rekey(self, key: Key, choice: Choice, wanted: Wanted = wanted_always) -> Key:
        """Lock the database with a new key, and return it; every other program has to be closed.

        The recovery sheet so far opens it, and the council's key. Copies made before open as they did.

        Raises:
            Refused: the passphrase is too short, or nothing was chosen.
            NotSaved: it could not be; the database is as it was.
            PutAside: it was not wanted any more.
        """


Ask = Callable[[Door], Key | None]
"""How a front end is asked what opens a database, makes a new one, or locks one in clear; nothing leaves that
as it is. What it raises ends the opening."""
