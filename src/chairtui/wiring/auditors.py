"""Where the samples of an audit, and what auditors said, are kept."""

from __future__ import annotations

from chairtui.store.audits import SqliteAudits
from chairtui.wiring.places import Workplace


def audits(workplace: Workplace) -> SqliteAudits:
    """Return the samples and views in the file of a workplace."""
    return SqliteAudits(workplace.database)
