"""What opens the meetings again once the screen is covered: passphrase, recovery sheet, keystore."""

from __future__ import annotations

from chairtui.live.locking import By, Door, NotOpened, Standing, Way
from chairtui.live.ports import CannotOpen
from chairtui.tui.terminal.under_cover import AnyKey, Opener

PRACTICE = "These are the invented meetings."
CLEAR = "The meetings are NOT LOCKED: {why}. Whoever is at this keyboard can see them."
WITH = {
    Way.PASSPHRASE: "their passphrase",
    Way.SHEET: "the groups of the recovery sheet",
    Way.COUNCIL: "the council's key",
}
"""What can be typed."""


def opener_of(door: Door | None) -> Opener:
    """Return what opens the meetings behind a door; without one they are those to practise on."""
    if door is None:
        return AnyKey(PRACTICE)
    return DoorOpener(door) if door.standing is Standing.LOCKED else AnyKey(CLEAR.format(why=door.not_locked))


def by_words(typed: str) -> By:
    """Return what was typed as what it is: the recovery sheet or another key of age, or else a passphrase."""
    from chairtui.live.recovery_words import Mistyped, read

    try:
        return By(identity=read(typed))
    except Mistyped:
        return By(passphrase=typed)


class DoorOpener:
    """Opens what a door does; the meetings are open all the while, so that nothing of them is read again."""

    def __init__(self, door: Door) -> None:
        """Ask a door of a locked database."""
        self._door, self._ways = door, door.ways

    @property
    def asks(self) -> str:
        """What is typed; nothing where the keystore alone has to be asked."""
        typed = Way.PASSPHRASE in self._ways or Way.KEYSTORE not in self._ways
        return "Passphrase" if typed else ""

    @property
    def tells(self) -> str:
        """What can be typed."""
        if not self.asks:
            return f"The {self._door.keystore or 'keystore of this computer'} is asked for their key."
        known = [words for way, words in WITH.items() if way in self._ways]
        return f"What opens the meetings opens it: {' or '.join(known)}."

    def opens(self, typed: str) -> str:
        """Say why the door does not open, or nothing."""
        if self.asks and not typed.strip():
            return "Nothing was typed."
        try:
            self._door.open(by_words(typed) if self.asks else By())
        except (NotOpened, CannotOpen) as why:
            return str(why)
        return ""
