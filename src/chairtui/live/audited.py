"""What the measures say of one meeting, as it is kept beside it, and for how long that holds."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from chairtui.audit.counting import Counted


class Audited(Struct, frozen=True, kw_only=True):
    """What the measures say of a meeting."""

    counted: Counted | None
    """Nothing for a meeting that has not begun."""
    since: datetime
    """UTC, when it was found out."""
    until: datetime | None
    """UTC, when time alone may make it other; nothing if it does not."""
    by: str
    """By which rules, measures and register of agencies; empty for a meeting that cannot be read."""
