"""Half-typed text, kept until the field is left."""

from __future__ import annotations

from chairtui.store.connect import Database

_KEEP = """
INSERT INTO drafts (meeting_id, field, words) VALUES (?, ?, ?)
ON CONFLICT (meeting_id, field) DO UPDATE SET words = excluded.words
"""


class SqliteDrafts:
    """The drafts of all meetings of one database; it fulfils `live.ports.Drafts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, meeting_id: str, field: str, text: str) -> None:
        """Keep the text of a field; an empty text forgets it.

        Raises:
            NotSaved: the draft could not be stored.
        """
        with self._database.writing() as connection:
            if text:
                # Half a surrogate pair can be typed or pasted, but not stored.
                words = text.encode("utf-8", "replace").decode()
                connection.execute(_KEEP, (meeting_id, field, words))
            else:
                connection.execute(
                    "DELETE FROM drafts WHERE meeting_id = ? AND field = ?", (meeting_id, field)
                )

    def all(self, meeting_id: str) -> dict[str, str]:
        """Return the kept texts of a meeting by field."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT field, words FROM drafts WHERE meeting_id = ?", (meeting_id,))
            return {str(field): str(words) for field, words in found}

    def again(self) -> None:
        """Do nothing: what is not stored is not here."""
