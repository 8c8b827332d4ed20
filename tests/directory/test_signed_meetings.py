"""A change to the register of agencies rewrites no meeting."""

from dataclasses import replace
from pathlib import Path

import msgspec
from tests.tui.desk import MEETING, desk, sitting_at

from chairtui.core.attendance import ListAttendee, RecordPresence
from chairtui.core.vocabulary import Mode
from chairtui.directory.agencies_file import AgenciesFile
from chairtui.records.exporting import export
from chairtui.tui.sheets.register import line_of_agency


def test_the_record_of_a_meeting_reads_as_it_did_when_the_register_changes(tmp_path: Path) -> None:
    file = AgenciesFile(tmp_path / "agencies.toml")
    at = replace(desk(tmp_path), agencies=file.agencies)
    line = line_of_agency("gp-1", "gp", file.agencies)
    sitting = sitting_at(at, ListAttendee(attendee=line), RecordPresence(attendee_id="gp-1", mode=Mode.PHONE))
    rows = [one.row for one in sitting.live.history]
    before = export(at, at.judge, MEETING, "md")  # type: ignore[arg-type]
    assert file.agencies.get("gp").name.encode() in before
    file.change([msgspec.structs.replace(file.agencies.get("gp"), name="Quite another surgery")])
    assert file.agencies.get("gp").name == "Quite another surgery"
    after = export(at, at.judge, MEETING, "md")  # type: ignore[arg-type]
    assert b"Quite another surgery" not in after
    assert before.count(b"GP") == after.count(b"GP")
    assert [one.row for one in at.open(MEETING).history] == rows
