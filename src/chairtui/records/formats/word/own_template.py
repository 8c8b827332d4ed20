"""The record as Word document from whichever template is a council's own, or the program's."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from chairtui.live.ports import NotSaved
from chairtui.records.formats.word.apart import checked, write_apart
from chairtui.records.formats.word.document import write
from chairtui.records.formats.word.spots import FaultyTemplate
from chairtui.records.record import Record


def export(record: Record, made_at: datetime, own: Path | None) -> bytes:
    """Return the record as a Word document.

    Raises:
        NotSaved: the council's own template is faulty.
    """
    if own is None or not own.exists():
        return write(record, made_at)
    try:
        return write_apart(record, made_at, checked(own.read_bytes()))
    except OSError as error:
        fault = f"{own} cannot be read: {(error.strerror or type(error).__name__).lower()}."
    except FaultyTemplate as faulty:
        fault = str(faulty)
    raise NotSaved(
        f"Your council's Word template cannot be used. {fault} Nothing was written. Correct it and run "
        "“chairtui template use” again, or go back with “chairtui template use --shipped”."
    )
