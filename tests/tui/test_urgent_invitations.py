"""In the urgent mode signing asks of no invitation: form and record name those of whom nothing is written."""

from __future__ import annotations

from pathlib import Path

from tests.tui.desk import desk

from chairtui.core.chairing import TakeChair
from chairtui.core.children import Child, DescribeChild
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import ChangeUrgency, PrepareMeeting, StartMeeting
from chairtui.core.vocabulary import Answer, Education, Outcome
from chairtui.live.signing import invitation_said, signature
from chairtui.records.delivery.exporting import export
from chairtui.tui.sheets.closing import sign_sheet
from chairtui.tui.sitting.sitting import Sitting

NAMED = "Nobody wrote whether they were invited: "


def urgent(folder: Path) -> Sitting:
    """Return a sitting at an urgent meeting about a child at school, which only police are listed for."""
    here = desk(folder)
    live = here.open("m")
    live.do(
        PrepareMeeting(meeting_id="m", reference="SM-1", authority="Bromley"),
        DescribeChild(
            child=Child(id="kit", name="Kit", education=Education.SCHOOL, setting="Ashgrove Primary")
        ),
        TakeChair(name="Dee Grant", grade="Team manager"),
        StartMeeting(),
        ChangeUrgency(urgent=True, because="The child is in hospital"),
        RecordDecision(decision=Decision(id="d1", children=("kit",), outcome=Outcome.INITIATE)),
    )
    return Sitting(here, "m")


def test_the_form_names_them_and_so_does_the_record(tmp_path: Path) -> None:
    sitting = urgent(tmp_path)
    about = sign_sheet(sitting).about
    assert NAMED in about
    for name in ("School", "Police"):
        assert name in about
    now = sitting.live.outcome
    sitting.live.do(
        *signature(
            "Dee Grant", now.meeting, now.verdicts, sitting.expected(now.meeting), sitting.desk.agencies
        )
    )
    record = export(sitting.desk, "m", "md").decode()
    (row,) = (line for line in record.splitlines() if line.startswith("|") and "Expected, and" in line)
    for name in ("Police", "School", "School nurse"):
        assert name in row.split("|")[1].strip().split("; ")
    assert "Expected, and it is not written whether they were asked" in row


def test_where_all_is_written_the_form_names_nobody(tmp_path: Path) -> None:
    sitting = urgent(tmp_path)
    for role in sitting.expected(sitting.live.outcome.meeting):
        sitting.live.do(
            *invitation_said(sitting.live.outcome.meeting, role, Answer.NO_REPLY, "", sitting.desk.agencies)
        )
    assert NAMED not in sign_sheet(sitting).about
