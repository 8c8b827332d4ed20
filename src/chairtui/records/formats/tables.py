"""The actions and the attendance of a meeting as files for spreadsheets."""

from __future__ import annotations

from chairtui.core.naming import safe_reference
from chairtui.records.formats.asked import Asked
from chairtui.records.spreadsheets.sheets import actions_of, attendance_of
from chairtui.records.spreadsheets.workbook import write_csv, write_workbook

_PARTS = {"actions.csv": actions_of, "attendance.csv": attendance_of}


def export_workbook(asked: Asked) -> bytes:
    """Return both as one workbook."""
    sheets = tuple(of(asked.frame.meeting, asked.frame.title) for of in _PARTS.values())
    return write_workbook(sheets, safe_reference(asked.frame.meeting), asked.made_at)


def export_csv(asked: Asked) -> bytes:
    """Return the one that is asked for."""
    return write_csv(_PARTS[asked.part](asked.frame.meeting, asked.frame.title))
