"""Who gets a record that came signed without a ledger, as earlier programs took it in: kept, or shown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from chairtui.store.library import without_ledger

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
