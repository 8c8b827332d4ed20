"""A change to the register of agencies rewrites no meeting, and no signed one for any reason."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.tui.desk import MEETING, desk, save, sitting_at

from chairtui.cli.overview import overview
from chairtui.core.actions import Action, AllotAction
from chairtui.core.attendance import ListAttendee, RecordPresence
from chairtui.core.concern import SetCircumstances
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import ChangeUrgency
from chairtui.core.vocabulary import Circumstance, Mode, Outcome, Sector, Stage
from chairtui.directory.agencies import Agency
from chairtui.directory.agencies_file import AgenciesFile
from chairtui.live.signing import line_of_agency
from chairtui.records.delivery.exporting import export
from chairtui.standards.judge import ProfileJudge
from chairtui.tui.sheets.closing import sign_sheet


def test_the_record_of_a_meeting_reads_as_it_did_when_the_register_changes(tmp_path: Path) -> None:
    file = AgenciesFile(tmp_path / "agencies.toml")
    at = replace(desk(tmp_path), agencies=file.agencies)
    line = line_of_agency("gp-1", "gp", file.agencies)
    sitting = sitting_at(at, ListAttendee(attendee=line), RecordPresence(attendee_id="gp-1", mode=Mode.PHONE))
    rows = [one.row for one in sitting.live.history]
    before = export(at, MEETING, "md")
    assert file.agencies.get("gp").name.encode() in before
    file.change([msgspec.structs.replace(file.agencies.get("gp"), name="Quite another surgery")])
    assert file.agencies.get("gp").name == "Quite another surgery"
    after = export(at, MEETING, "md")
    assert b"Quite another surgery" not in after
    assert before.count(b"GP") == after.count(b"GP")
    assert [one.row for one in at.open(MEETING).history] == rows


@pytest.mark.parametrize("form", ["md", "json"])
def test_no_change_of_the_register_changes_the_record_of_a_signed_meeting(tmp_path: Path, form: str) -> None:
    file = AgenciesFile(tmp_path / "agencies.toml")
    at = replace(desk(tmp_path), agencies=file.agencies, judge=ProfileJudge(file.agencies))
    decided = Decision(id="d", children=("kit",), outcome=Outcome.INITIATE)
    asked = Action(
        id="a", what="Ring", owner="Ina Lund", agency="housing", why="Eviction", due_on=date(2026, 3, 6)
    )
    sitting = sitting_at(
        at,
        ChangeUrgency(urgent=True, because="he is missing"),
        SetCircumstances(circumstances=(Circumstance.MISSING,)),
        AllotAction(action=asked),
        RecordDecision(decision=decided),
    )
    save(sitting, sign_sheet(sitting), name="Dee Grant")
    assert sitting.live.outcome.meeting.stage is Stage.SIGNED
    before = export(at, MEETING, form)
    shown = overview(at, at.open(MEETING).outcome)
    assert form == "json" or file.agencies.get("housing").name.encode() in before
    harbour = Agency(
        key="harbour", name="The Harbour", sector=Sector.OTHER, expected_when=tuple(Circumstance)
    )
    file.change(
        [harbour, *(msgspec.structs.replace(one, name=f"Now {one.key}") for one in file.agencies.all())]
    )
    assert "The Harbour" in str(at.judge.expected(sitting.live.outcome.meeting))
    after = export(at, MEETING, form)
    assert after.decode().splitlines() == before.decode().splitlines()
    assert overview(at, at.open(MEETING).outcome).partition("Warnings")[0] == shown.partition("Warnings")[0]
