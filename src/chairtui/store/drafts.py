"""Half-typed text, kept until the field is left; each is one running program's until that has ended."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from chairtui.live.ports import NotSaved
from chairtui.store import left_over
from chairtui.store.connect import Database
from chairtui.store.engine import Connection
from chairtui.store.faults import UNREADABLE, not_saved
from chairtui.store.running import Running, is_running

_KEEP = """
INSERT INTO drafts (meeting_id, field, owner, words) VALUES (?, ?, ?, ?)
ON CONFLICT (meeting_id, field, owner) DO UPDATE SET words = excluded.words
"""
_FORGET = "DELETE FROM drafts WHERE meeting_id = ? AND field = ? AND owner = ?"
_ALL = "SELECT owner, field, words FROM drafts WHERE meeting_id = ?"
_TAKE_OVER = "UPDATE OR IGNORE drafts SET owner = ? WHERE meeting_id = ? AND owner = ?"
"""Where there is a text of one's own, the other stays, and is offered once that one is done with."""

Drafts = dict[str, dict[str, str]]
"""Texts by field, by the program that keeps them."""


class SqliteDrafts:
    """The drafts of all meetings of one database; it fulfils `live.ports.Drafts`.

    What a running program keeps is never shown to another. What was left by one that has ended, in whatever
    way, belongs to the next that asks.
    """

    def __init__(self, database: Database) -> None:
        """Keep the drafts of one running program."""
        self._database = database
        self._running = Running()
        self._offered: dict[str, set[str]] = {}
        """By meeting: programs that have ended, whose drafts are shown here and not taken over yet."""

    def keep(self, meeting_id: str, field: str, text: str) -> None:
        """Keep the text of a field; an empty text forgets it.

        Raises:
            NotSaved: the draft could not be stored.
        """
        with self._database.writing() as connection:
            self._take_over(connection, meeting_id, self._offered.get(meeting_id, ()))
            if text:
                self._show()
            _put(connection, self._running.name, meeting_id, field, text)
        self._offered.pop(meeting_id, None)

    def all(self, meeting_id: str) -> dict[str, str]:
        """Return the kept texts of a meeting by field: this program's, and those of programs that have ended.

        Where they can be taken over just now, no other program is offered them any more.

        Raises:
            NotSaved: they cannot be read.
        """
        self._bring_in()
        drafts = self._found(meeting_id)
        ended = {one for one in drafts if one != self._running.name and not self._runs(one)}
        if ended:
            try:
                with self._database.writing() as connection:
                    self._take_over(connection, meeting_id, ended)
                drafts = self._found(meeting_id)
            except NotSaved:
                self._offered[meeting_id] = ended
                left = {field: words for one in ended for field, words in drafts[one].items()}
                return left | drafts.get(self._running.name, {})
        return drafts.get(self._running.name, {})

    def again(self) -> None:
        """Do nothing: what is not stored is not here."""

    def elsewhere(self, meeting_id: str) -> int:
        """Return how many texts of a meeting other running programs keep.

        Raises:
            NotSaved: they cannot be read.
        """
        kept_by = self._found(meeting_id)
        return sum(
            len(kept) for one, kept in kept_by.items() if one != self._running.name and self._runs(one)
        )

    def leave(self, texts: Iterable[left_over.Text]) -> None:
        """Keep texts beside the database for the next program, in place of what was kept there before.

        Raises:
            NotSaved: that is not possible either.
        """
        texts = [_storable(text) for text in texts]
        if texts:
            with suppress(OSError, *UNREADABLE):  # nobody takes them while this program may still store them
                self._running.show(self._database.path, sweeps=False)
        try:
            left_over.leave(self._database.path, self._running.name, texts, self._database.key)
        except OSError as error:
            raise not_saved(error) from None

    def moved(self) -> None:
        """Be seen beside the database where it is now; where that is not possible, with the next draft."""
        with suppress(NotSaved), self._database.writing():
            self._show()

    def end(self) -> None:
        """Leave what is half-typed to the next program."""
        self._running.end()

    def _bring_in(self) -> None:
        """Store what programs left beside the database that had to end while it was held."""
        path = self._database.path
        for owner in left_over.owners(path):
            if owner == self._running.name or self._runs(owner):
                continue
            with suppress(NotSaved, OSError):  # what cannot be read now stays where it is
                with self._database.writing() as connection:
                    for text in left_over.texts(path, owner, self._database.key):
                        _put(connection, owner, *text)
                left_over.take_away(path, owner)

    def _found(self, meeting_id: str) -> Drafts:
        drafts: Drafts = {}
        with self._database.reading() as connection:
            for owner, field, words in connection.execute(_ALL, (meeting_id,)):
                drafts.setdefault(str(owner), {})[str(field)] = str(words)
        return drafts

    def _runs(self, owner: str) -> bool:
        return bool(owner) and is_running(self._database.path, owner)

    def _take_over(self, connection: Connection, meeting_id: str, ended: Iterable[str]) -> None:
        for owner in sorted(ended):
            self._show()
            connection.execute(_TAKE_OVER, (self._running.name, meeting_id, owner))

    def _show(self) -> None:
        try:
            self._running.show(self._database.path)
        except OSError as error:
            raise not_saved(error) from None


def _put(connection: Connection, owner: str, meeting_id: str, field: str, text: str) -> None:
    meeting_id, field, words = _storable((meeting_id, field, text))
    if words:
        connection.execute(_KEEP, (meeting_id, field, owner, words))
    else:
        connection.execute(_FORGET, (meeting_id, field, owner))


def _storable(text: left_over.Text) -> left_over.Text:
    """Return a draft as it can be stored: half a surrogate pair can be typed or pasted, and cannot."""
    meeting_id, field, words = text
    return meeting_id, field, words.encode("utf-8", "replace").decode()
