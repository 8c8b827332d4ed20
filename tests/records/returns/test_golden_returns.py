"""The returns of the invented meetings, beside what a person has read and found right.

After a change that was meant: CHAIRTUI_UPDATE_SNAPSHOTS=1 python -m pytest tests/records/returns
"""

import pytest
from tests.records.inbox import NOW, Inbox
from tests.records.returns.test_cin import with_facts
from tests.records.test_golden import FOLDER, compared
from tests.records.test_golden_forms import words_of_workbook

from chairtui.core.meeting import Meeting
from chairtui.demonstration import documents
from chairtui.records.returns.enquiry_rows import enquiry_rows
from chairtui.records.returns.making import Asked, make

ASKED = {
    "cin": Asked(year="2025-26", authority="305"),
    "annex-a": Asked(),
    "ssd": Asked(),
    "dfe-api": Asked(authority="305"),
}


def the_meetings() -> list[Meeting]:
    inbox = Inbox(at=NOW)
    for _, content in documents(NOW):
        inbox.take(content)
    return [with_facts(inbox.open(one).outcome.meeting) for one in inbox.log.meeting_ids()]


@pytest.mark.parametrize("kind", ASKED)
def test_a_return_is_as_it_was_read_and_found_right(kind: str) -> None:
    made = make(kind, enquiry_rows(the_meetings()), ASKED[kind], NOW)
    assert made.files
    changed = []
    for name, content in made.files.items():
        stem, _, end = name.partition("-made-")
        form = end.rpartition(".")[2]
        told = words_of_workbook(content) if form == "xlsx" else content.decode("utf-8-sig")
        file = FOLDER / "returns" / f"{stem}.{form}{'.txt' if form == 'xlsx' else ''}"
        changed.append(compared(file, told.replace("\r\n", "\n").rstrip("\n") + "\n"))
    assert not any(changed), "\n".join(changed)
