"""What the rules say of meetings, noted with the last thing written to each, so that home needs no rules.

It follows from the log and from rules that the store does not know: it is not a list that can be proved, but
a note that goes with the first thing written without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from chairtui.live.ready import Ready
from chairtui.store.engine import Connection

_NOTE = "INSERT OR REPLACE INTO readiness (meeting_id, ready) VALUES (?, ?)"
_NOTED = "SELECT meeting_id, readiness.ready FROM json_each(?) JOIN readiness ON meeting_id = json_each.value"


def note_ready(connection: Connection, meeting_id: str, ready: Ready | None) -> None:
    """Note what the rules say of a meeting, in the transaction of what made it so; nothing: forget it."""
    if ready is None:
        connection.execute("DELETE FROM readiness WHERE meeting_id = ?", (meeting_id,))
    else:
        connection.execute(_NOTE, (meeting_id, msgspec.json.encode(ready).decode()))


def noted_ready(connection: Connection, meeting_ids: Sequence[str]) -> dict[str, Ready]:
    """Return what is noted of some meetings, by id; what cannot be read is as if it were not."""
    noted: dict[str, Ready] = {}
    decoder = msgspec.json.Decoder(Ready)
    for meeting_id, ready in connection.execute(_NOTED, (msgspec.json.encode(meeting_ids).decode(),)):
        with suppress(msgspec.MsgspecError, UnicodeError):
            noted[str(meeting_id)] = decoder.decode(ready)
    return noted
