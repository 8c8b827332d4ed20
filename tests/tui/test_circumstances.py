"""Each circumstance says whom it makes expected, while it is picked."""

from tests.tui.desk import judge

from chairtui.core.meeting import Meeting
from chairtui.tui.sheets.circumstances import circumstances_as_options


def test_a_circumstance_names_whom_it_adds_and_nobody_who_is_expected_anyway() -> None:
    hints = {
        option.value: option.hint
        for option in circumstances_as_options(judge(), Meeting(id="m", authority="Bromley"))
    }
    assert "missing persons" in hints["missing"]
    assert "Adult mental health" in hints["parental mental health"]
    assert "social care" not in hints["missing"]
