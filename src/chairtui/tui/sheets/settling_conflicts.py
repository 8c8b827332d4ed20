"""What two machines changed apart: the rows that show both sides, and the form in which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from chairtui.core.change import Command
from chairtui.core.conflicts import SettleConflict
from chairtui.core.sentences.conflicts import STANDS, heading, said, written
from chairtui.tui.rows.conflicts import PREFIX
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option


def conflict_sheet(sitting: Sitting, key: str) -> Sheet | None:
    """Return the form of a conflict that is still there."""
    meeting = sitting.live.outcome.meeting
    wanted = key.removeprefix(PREFIX)
    conflict = next((one for one in meeting.conflicts if one.key == wanted), None)
    if conflict is None:
        return None
    both = len(conflict.sides) > 1
    sides = [
        Option(side.event_id, said(side, meeting), f"{written(side)}{' · ' + STANDS if side.stands else ''}")
        for side in conflict.sides
    ]

    def commands(values: Values) -> Sequence[Command]:
        keep = text(values, "keep") if both else ""
        return (SettleConflict(event_ids=conflict.event_ids, keep=keep),)

    return Sheet(
        key=f"{PREFIX}{wanted}",
        after_signing=True,
        title=heading(conflict),
        about="\n".join(f"{said(side, meeting)}\n  {written(side)}" for side in conflict.sides),
        fields=(
            FieldSpec(
                "keep",
                "Which of them stands" if both else "It is left out",
                Kind.CHOICE,
                True,
                options=tuple(sides) or (Option("seen", "Seen"),),
                initial="" if both else conflict.event_ids[0] if sides else "seen",
                help="The history keeps all of them. If none is right, close this and write it anew.",
            ),
        ),
        commands=commands,
    )
