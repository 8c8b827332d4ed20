"""Remembering what was typed once, to propose it the next time."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from chairtui.live.ports import NotSaved


def remember(app: Any, **fields: str) -> None:
    """Propose the same the next time; where that cannot be kept, it is typed again."""
    settings = replace(app.desk.settings, **fields)
    if settings != app.desk.settings:
        with suppress(NotSaved):
            app.desk = app.desk.for_person(settings)
