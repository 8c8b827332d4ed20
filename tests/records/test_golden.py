"""Each kind of record of each invented meeting reads as it did; the files are there to be read by eye.

After a change that was meant: CHAIRTUI_UPDATE_SNAPSHOTS=1 python -m pytest tests/records/test_golden.py
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.records.inbox import NOW
from tests.records.reading_copies import record_for, record_of
from tests.records.steady import steady
from tests.records.test_kinds import framed

from chairtui.core.delivery import Delivery
from chairtui.core.recipients import REFERRER
from chairtui.core.vocabulary import RecordKind
from chairtui.demonstration import documents
from chairtui.records.content.frame import Frame
from chairtui.records.formats import markdown
from chairtui.records.record import Record

HOW = "CHAIRTUI_UPDATE_SNAPSHOTS=1 python -m pytest tests/records/test_golden.py"
UPDATE = os.environ.get("CHAIRTUI_UPDATE_SNAPSHOTS") == "1"
FOLDER = Path(__file__).parent / "golden"

NAMES = [name for name, _ in documents(NOW)]


def kinds(frame: Frame) -> Iterator[tuple[str, Record]]:
    """Yield the record of each kind: whole, as the last on the register may see it, and for each child."""
    meeting = frame.meeting
    line = meeting.attendance.register[-1]
    yield "full", record_of(frame, RecordKind.FULL)
    yield "full-copy", record_of(frame, RecordKind.FULL, attendee_id=line.id)
    yield "notice", record_of(frame, RecordKind.NOTICE, attendee_id=line.id)
    referrer = Delivery(id="", recipient=meeting.concern.referrer, agency=REFERRER, record=RecordKind.NOTICE)
    yield "notice-referrer", record_for(frame, referrer)
    yield "extract", record_of(frame, RecordKind.EXTRACT, attendee_id=line.id)
    if len(meeting.concern.children) > 1 or any(one.is_child for one in meeting.concern.family):
        for child in meeting.concern.children:
            yield f"child-{child.id}", record_of(frame, RecordKind.CHILD, child.id)


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_reads_as_it_did(tmp_path: Path, name: str) -> None:
    frame = framed(tmp_path, name)
    found = {kind: steady(markdown.write(record), frame) for kind, record in kinds(frame)}
    changed = [text for kind, now in found.items() if (text := compared(FOLDER / name / f"{kind}.md", now))]
    assert not changed, "\n".join([*changed, f"If this was meant: {HOW}"])
    kept = {file.stem for file in (FOLDER / name).glob("*.md")}
    assert kept == set(found)


def compared(file: Path, now: str) -> str:
    """Return how a record differs from the one that is kept, or keep it if that was asked for."""
    old = file.read_text("utf-8") if file.exists() else ""
    if old == now:
        return ""
    if UPDATE:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(now, "utf-8")
        return ""
    named = f"{file.parent.name}/{file.name}"
    lines = difflib.unified_diff(
        old.splitlines(), now.splitlines(), f"{named}, as kept", "now", lineterm="", n=1
    )
    return "\n".join(["", *lines])
