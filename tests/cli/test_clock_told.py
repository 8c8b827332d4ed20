"""What a clock did stands in the log and the record in plain words, and goes through a document as it is."""

import json
from pathlib import Path

from tests.cli.conftest import Chairtui

CHANGES = [
    {"was": "2026-03-02T10:02:00Z", "now": "2026-03-02T09:02:00Z"},
    {"was": "2026-03-02T09:03:00Z", "now": "2026-03-02T10:03:00Z"},
]
DOCUMENT = {
    "format": "chairtui.meeting/1",
    "meeting": {
        "id": "m",
        "reference": "SM-1",
        "authority": "Bromley",
        "started_at": "2026-03-02T10:00:00Z",
        "concern": {"children": [{"id": "kit", "name": "Kit Ashby"}]},
        "clock_changes": CHANGES,
    },
}


def test_that_a_clock_went_back_and_came_right_is_told_in_log_and_record_and_kept_in_a_document(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    (tmp_path / "m.json").write_text(json.dumps(DOCUMENT))
    assert chairtui("import", "m.json").code == 0
    told = json.loads(chairtui("export", "SM-1", "--to", "json").out)["meeting"]
    assert told["clock_changes"] == CHANGES
    assert told["started_at"] == DOCUMENT["meeting"]["started_at"]  # type: ignore[index]
    log, record = chairtui("log", "SM-1").out, chairtui("export", "SM-1", "--to", "md").out
    for words in (log, " ".join(record.split())):
        assert "The clock went back from Mon 2 Mar 2026 10:02 to Mon 2 Mar 2026 09:02." in words
        assert "The clock came right: it went from Mon 2 Mar 2026 09:03 to Mon 2 Mar 2026 10:03." in words
        assert "Times that people wrote stand as written." in words
