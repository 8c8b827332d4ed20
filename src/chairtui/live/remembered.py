"""Half-typed text that could not be stored stays in memory, and is there when its form is opened again."""

from __future__ import annotations

from collections.abc import Iterable
from threading import RLock

from chairtui.live.ports import Busy, Drafts, NotSaved


class RememberedDrafts:
    """Drafts that are kept in memory for as long as they cannot be stored; it fulfils `live.ports.Drafts`."""

    def __init__(self, stored: Drafts) -> None:
        """Keep drafts where `stored` does, and those in memory that it does not take."""
        self._stored = stored
        self._left: dict[tuple[str, str], str] = {}
        """Texts by meeting and field, in the order they were typed."""
        self._lock = RLock()

    def keep(self, meeting_id: str, field: str, text: str) -> None:
        """Keep the text of a field; an empty text forgets it.

        Raises:
            NotSaved: it could not be stored, and is kept in memory only.
        """
        with self._lock:
            self._left.pop((meeting_id, field), None)
            self._left[meeting_id, field] = text
            try:
                self._store()
            except Busy:
                return  # it is tried again soon

    def all(self, meeting_id: str) -> dict[str, str]:
        """Return the kept texts of a meeting by field, also those that are in memory only."""
        try:
            kept = self._stored.all(meeting_id)
        except NotSaved:
            kept = {}
        with self._lock:
            kept |= {field: text for (meeting, field), text in self._left.items() if meeting == meeting_id}
        return {field: text for field, text in kept.items() if text}

    def elsewhere(self, meeting_id: str) -> int:
        """Return how many texts of a meeting other running programs keep.

        Raises:
            NotSaved: they cannot be read.
        """
        return self._stored.elsewhere(meeting_id)

    def again(self) -> None:
        """Try again to store what could not be stored.

        Raises:
            NotSaved: some of it is in memory only, still.
        """
        with self._lock:
            self._store()

    def leave(self, texts: Iterable[tuple[str, str, str]]) -> None:
        """Keep what is in memory only, and further texts, outside the database for the next program.

        Raises:
            NotSaved: that is not possible either.
        """
        with self._lock:
            left = [(*place, text) for place, text in self._left.items()]
        self._stored.leave([*left, *texts])

    def _store(self) -> None:
        for (meeting_id, field), text in list(self._left.items()):
            self._stored.keep(meeting_id, field, text)
            del self._left[meeting_id, field]
