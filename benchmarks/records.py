"""A record in each form against the JSON document, a thousand of them, and what the forms cost at the start.

Of a thousand each has other words, for typst remembers what it has laid out; each form has its own process,
so that its memory shows how it grows.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from chairtui.live.formats import Use, format_of, keys
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import export, render
from chairtui.records.record import Paragraph, Part, Points, Record, Table
from chairtui.wiring import Workplace, demonstration
from timing import compare, machine, take_turns, timed

MEETING = "demo-9-exemplary"
ROUNDS, STARTS, MANY = 15, 25, 1_000
MARKS = (100, 500, MANY)
FORMS_OF_MANY = ("md", "html", "docx", "pdf")
WRITERS = (
    "docxtpl",
    "docx",
    "jinja2",
    "lxml",
    "typst",
    "xlsxwriter",
    "openpyxl",
    "pikepdf",
    "icalendar",
    "pyrage",
)
"""What writes the forms: taken away, to measure a start that cannot have loaded any of it."""
LISTS = "import sys\nfrom chairtui.cli.running import run\nsys.exit(run(['list', '--db', sys.argv[1]]))"
WITHOUT = f"import sys\nsys.modules.update(dict.fromkeys({WRITERS!r}))\n{LISTS}"


def written(place: Workplace, form: str) -> None:
    """Make the record of the invented meeting once, in every file of a form."""
    for part in format_of(form).files:
        export(place.desk, MEETING, part)


def resident() -> float:
    """Return how much memory this process holds now, in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def numbered(record: Record, number: int) -> Record:
    """Return a record in which every text of a paragraph, list or table is another."""

    def other(part: Part) -> Part:
        if isinstance(part, Table):
            rows = tuple(tuple(f"{cell} {number}" for cell in row) for row in part.rows)
            return replace(part, rows=rows)
        if isinstance(part, Points):
            return Points(tuple(f"{item} {number}" for item in part.items))
        return replace(part, words=f"{part.words} {number}") if isinstance(part, Paragraph) else part

    sections = (replace(one, parts=tuple(map(other, one.parts))) for one in record.sections)
    return replace(record, sections=tuple(sections))


def many(form: str) -> None:
    """Make a thousand records in one form and print how long it took and how the process grew."""
    with demonstration() as place:
        meeting, now = place.desk.open(MEETING).outcome.meeting, place.desk.clock.now()
    record = compose(Frame(meeting=meeting, rows=()))
    render(numbered(record, 0), form, now)
    began, first, grown = time.perf_counter(), resident(), []
    for number in range(1, MANY + 1):
        render(numbered(record, number), form, now)
        if number in MARKS:
            grown.append(f"{resident() - first:+.1f} after {number}")
    each = (time.perf_counter() - began) * 1000 / MANY
    print(f"  {form:<5} {each:6.1f} ms each · {first:.0f} MiB after one, {', '.join(grown)}", flush=True)


def one_of_each() -> None:
    """Measure each form against the JSON document."""
    with demonstration() as place:
        for form in keys(Use.EXPORT):
            written(place, form)  # the first one imports what it needs
        for form in keys(Use.EXPORT):
            if form != "json":
                ours, plain = take_turns(
                    ROUNDS,
                    timed(lambda form=form: written(place, form)),
                    timed(lambda: written(place, "json")),
                )
                compare(f"a record as {form}, against JSON", ours, plain)


def starts() -> None:
    """Measure the start of a command with the libraries of the forms, and with them taken away."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "meetings.db")
        subprocess.run(
            [sys.executable, "-m", "chairtui", "new", "--db", file], check=True, capture_output=True
        )

        def start(program: str) -> Callable[[], float]:
            command = [sys.executable, "-c", program, file]
            return timed(lambda: subprocess.run(command, check=True, capture_output=True))

        with_forms, without = start(LISTS), start(WITHOUT)
        take_turns(2, with_forms, without)
        compare(
            "start of `list`, with the forms and without", *take_turns(STARTS, with_forms, without), goal=1.05
        )


def main() -> None:
    """Measure and print."""
    if len(sys.argv) > 1:
        many(sys.argv[1])
        return
    print(f"records · {machine()}")
    one_of_each()
    print(f"{MANY} records in one process", flush=True)
    for form in FORMS_OF_MANY:
        subprocess.run([sys.executable, __file__, form], check=True)
    starts()


if __name__ == "__main__":
    main()
