"""What a file that is opened was to hold already: who gets a record that came signed, what became of actions.

Earlier programs took meetings in without it, and a backup or another program may have put them there.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from chairtui.store.library import ended_apart, without_ledger

if TYPE_CHECKING:
    from chairtui.wiring.places import Workplace


def keep_ledgers(workplace: Workplace) -> None:
    """Put onto its ledger who gets each such record.

    What cannot be read or saved now is tried again when the file is opened next.
    """
    if not (without := without_ledger(workplace.database)):
        return
    from chairtui.core.history.log import Damaged
    from chairtui.live.ports import NotSaved
    from chairtui.standards.reading import FaultyProfile

    for meeting_id in without:
        with suppress(Damaged, NotSaved, FaultyProfile):
            workplace.desk.open(meeting_id).keep_ledger()


def note_ended(workplace: Workplace) -> None:
    """Let an action that ended in one meeting have ended in every meeting that has the same one.

    What cannot be read or saved now is tried again when the file is opened next.
    """
    if not (apart := ended_apart(workplace.database)):
        return
    from chairtui.live.following_up import note_what_came
    from chairtui.standards.reading import FaultyProfile

    for meeting_id in apart:
        with suppress(FaultyProfile):
            note_what_came(workplace.desk, meeting_id)


def show_ledgers(workplace: Workplace) -> None:
    """Let the lists of who only reads say what they say after `keep_ledgers`; the file stays as it is."""
    if not (without := without_ledger(workplace.database)):
        return
    from chairtui.core.history.log import Damaged
    from chairtui.live.recipients import listed
    from chairtui.standards.reading import FaultyProfile
    from chairtui.store.lists import update

    with workplace.database.showing() as connection:
        for meeting_id in without:
            with suppress(Damaged, FaultyProfile):
                meeting = listed(workplace.log.read(meeting_id), workplace.desk.around)
                update(connection, meeting_id, None, meeting)
