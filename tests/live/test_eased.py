"""A stop that is eased by a person's reason is no stop in any list."""

from __future__ import annotations

import json

from tests.records.inbox import Inbox

from chairtui.core.warnings import Severity
from chairtui.demonstration import documents


def test_a_stop_that_a_reason_eases_is_kept_as_a_warning_and_stands_since_it_rose() -> None:
    inbox = Inbox()
    document = json.loads(dict(documents(inbox.clock.now()))["2-two-agency-call"])
    began = document["meeting"]["started_at"]
    document["meeting"]["attendance"]["override"] = {
        "reason": "She goes home at noon.",
        "chair": document["meeting"]["attendance"]["chairs"][0]["name"],
        "reconvene_at": began,
    }
    inbox.take(json.dumps(document).encode())
    meeting = inbox.meeting()
    kept = {one.id: one.severity for one in meeting.warnings if one.cleared_at is None}
    assert "W-MIN-HEALTH" in kept
    assert kept["W-MIN-HEALTH"] is Severity.WARN
