"""What undo takes back: the last act of this program that still counts."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.clock_changes import OF_THE_CLOCK
from chairtui.core.continuity import OF_THE_LOG
from chairtui.core.history.log import Recorded, withdrawn
from chairtui.core.meeting import EventsWithdrawn, MeetingPrepared
from chairtui.core.warnings import WarningCleared, WarningHandled, WarningRaised
from chairtui.live.whose import Acts

BY_ITSELF = (
    WarningRaised,
    WarningCleared,
    WarningHandled,
    EventsWithdrawn,
    MeetingPrepared,
    *OF_THE_CLOCK,
)
NOT_UNDONE = (*BY_ITSELF, *OF_THE_LOG)
"""What undo passes over: what the program noted itself, the beginning, and what befell the log."""


def last_act(history: Sequence[Recorded], acts: Acts) -> tuple[Recorded, ...]:
    """Return the events of the last act that still counts; none where there is nothing to take back.

    What others added while the meeting was open here is theirs to take back. The act that made the meeting is
    passed over: where it was imported, it is the whole of it.
    """
    gone = withdrawn(history)
    made = next((one.row.act_id for one in history if isinstance(one.event, MeetingPrepared)), "")
    standing = [
        recorded
        for recorded in history
        if not isinstance(recorded.event, NOT_UNDONE)
        and recorded.row.event_id not in gone
        and recorded.row.act_id != made
        and not acts.is_another_s(recorded.row.act_id)
    ]
    return tuple(one for one in standing if one.row.act_id == standing[-1].row.act_id)
