"""Computing all lists anew from the log, meeting by meeting, while others go on saving."""

from __future__ import annotations

from collections.abc import Callable

from sqlcipher3 import dbapi2 as sqlite

from chairtui.core.history.log import Damaged, fold
from chairtui.live.ports import EventLog
from chairtui.store.connect import Database
from chairtui.store.engine import Connection
from chairtui.store.figures import forget
from chairtui.store.lists import NAMES, strays_of, update
from chairtui.store.numbering import is_in_order, take_out_of_order


def rebuild(
    database: Database, log: EventLog, told: Callable[[int, int], None] = lambda _done, _of: None
) -> int:
    """Compute all lists anew from the log, meeting by meeting; return how many meetings there are.

    Each meeting is a transaction of its own, so that others can save meanwhile, and whoever breaks it off
    leaves nothing half made. `told` hears how far it is. What the measures said is forgotten.

    Raises:
        Damaged: a meeting's log does not hold; its lists are as they were, and those of the others are right.
        NotSaved: they could not be stored; those of the meetings before it are right, and what was is kept.
    """
    with database.writing() as connection:
        _mend_search(connection)
        forget(connection)
    ids, damage = log.meeting_ids(), None
    for number, meeting_id in enumerate(ids):
        told(number, len(ids))
        try:
            with database.writing() as connection:
                if not is_in_order(connection, meeting_id):
                    take_out_of_order(connection, meeting_id)
                update(connection, meeting_id, None, fold(log.read(meeting_id)))
        except Damaged as error:
            damage = damage or error
    with database.writing() as connection:
        connection.execute(_NO_MEETING)
        for name in NAMES:
            for stray in strays_of(connection, name):
                connection.execute(f"DELETE FROM {name} WHERE meeting_id = ?", (stray,))
    if damage:
        raise damage
    return len(ids)


_NO_MEETING = """
DELETE FROM audited WHERE meeting_id NOT IN (
    SELECT meeting_id FROM events UNION ALL SELECT meeting_id FROM tombstones
)
"""


def _mend_search(connection: Connection) -> None:
    """Make the index of words anew if it is not that of the texts; what changes a text keeps it so."""
    try:
        connection.execute("INSERT INTO found (found, rank) VALUES ('integrity-check', 1)")
    except sqlite.DatabaseError:
        connection.execute("INSERT INTO found (found) VALUES ('rebuild')")
