"""Bringing in a chronology of 10,000 rows: reading CSV and XLSX, making rows, and storing them as one act."""

from __future__ import annotations

import csv
import io
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from chairtui.directory.agencies import Agencies
from chairtui.live.clock import SystemClock
from chairtui.live.live_meeting import LiveMeeting
from chairtui.standards.judge import ProfileJudge
from chairtui.store.connect import Database
from chairtui.store.event_log import SqliteEventLog
from chairtui.tables.chronology import commands, read_rows
from chairtui.tables.chronology_columns import found
from chairtui.tables.reading import read_table
from meetings import full_meeting, noon
from timing import machine, tell, timed

ROWS = 10_000
ROUNDS = 3
HEADINGS = ("Date", "Event", "Source")


def row(number: int) -> tuple[str, str, str]:
    """Return one row of an invented chronology."""
    day = f"{1 + number % 28:02}/{1 + number % 12:02}/{2010 + number % 15}"
    return day, f"Appointment {number} was missed; the letter came back.", f"Service {number % 7}"


def as_csv() -> bytes:
    """Return the table as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADINGS, *map(row, range(ROWS))])
    return out.getvalue().encode()


def as_xlsx() -> bytes:
    """Return the table as a spreadsheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, cells in enumerate([HEADINGS, *map(row, range(ROWS))]):
        sheet.write_row(place, 0, cells)
    book.close()
    return out.getvalue()


def main() -> None:
    """Measure and print."""
    print(f"chronology · {machine()}")
    now, judge, clock = datetime.now(UTC), ProfileJudge(Agencies.load()), SystemClock()
    plain, zipped = as_csv(), as_xlsx()
    times: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        times.setdefault(f"reading {ROWS:,} rows of CSV", []).append(
            timed(lambda: read_table("x.csv", plain))()
        )
        sheet = timed(lambda: read_table("x.xlsx", zipped))()
        times.setdefault(f"reading {ROWS:,} rows of XLSX", []).append(sheet)
        book = read_table("x.csv", plain)
        began = time.perf_counter()
        table = found(book, now)
        assert table is not None
        done = read_rows(table, now)
        times.setdefault("making rows of them", []).append((time.perf_counter() - began) * 1000)
        with tempfile.TemporaryDirectory() as folder:
            database = Database(Path(folder) / "bench.db")
            log = SqliteEventLog(database)
            live = LiveMeeting(f"m{turn}", log, judge, clock, actor="Ruth", device_id="bench")
            live.do(*full_meeting(f"m{turn}", noon()))
            asked = commands(done.rows, clock.new_id)
            times.setdefault("storing them as one act", []).append(timed(lambda: live.do(*asked))())  # noqa: B023
            database.close()
    for what, values in times.items():
        tell(what, values)


if __name__ == "__main__":
    main()
