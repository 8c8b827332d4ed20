"""Documents for tests: small ones to spoil, and the way in and out."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tests.live.pretend import PretendClock

from chairtui.core.meeting import Meeting
from chairtui.demonstration import documents
from chairtui.directory.agencies import Agencies
from chairtui.live.live_meeting import LiveMeeting
from chairtui.records.interchange.document import write
from chairtui.records.interchange.importing import Imported, Importer, Source
from chairtui.standards.judge import ProfileJudge
from chairtui.store.memory import MemoryEventLog

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


@cache
def judge() -> ProfileJudge:
    return ProfileJudge(Agencies.load())


def profiles() -> list[str]:
    return [one.name for one in judge().profiles.all() if one.kind != "part"]


class Inbox:
    """A log that forgets, with the real judge, and the way in and out."""

    def __init__(self, device: str = "here", at: datetime = NOW) -> None:
        self.log = MemoryEventLog()
        self.clock = PretendClock(at, name=device)
        self.device = device

    def open(self, meeting_id: str) -> LiveMeeting:
        return LiveMeeting(
            meeting_id, self.log, judge(), self.clock, actor="Ira Import", device_id=self.device
        )

    def take(self, *documents: bytes | dict[str, Any]) -> list[Imported]:
        importer = Importer(self.log, self.open, judge().profile_of, self.clock.now, profiles)
        return importer.take(
            [
                Source(f"file {number}", one if isinstance(one, bytes) else json.dumps(one).encode())
                for number, one in enumerate(documents, 1)
            ]
        )

    def meeting(self, meeting_id: str = "") -> Meeting:
        return self.open(meeting_id or self.log.meeting_ids()[0]).outcome.meeting

    def export(self, meeting_id: str = "", *, history: bool = True) -> bytes:
        live = self.open(meeting_id or self.log.meeting_ids()[0])
        rows = [one.row for one in live.history] if history else None
        return write(live.outcome.meeting, rows, self.clock.now())


@cache
def _demonstrated(name: str, at: datetime) -> Inbox:
    inbox = Inbox(at=at)
    inbox.take(dict(documents(at))[name])
    return inbox


def demonstrated(name: str, at: datetime = NOW) -> Inbox:
    """Return an inbox that took in an invented meeting: that is done once, and each has a log of its own."""
    inbox, taken = Inbox(at=at), _demonstrated(name, at)
    inbox.clock = copy.copy(taken.clock)
    inbox.log._rows = {key: [*rows] for key, rows in taken.log._rows.items()}
    inbox.log.listed = {**taken.log.listed}
    return inbox


def small() -> dict[str, Any]:
    """Return a document of a two-agency call, to be spoilt."""
    return copy.deepcopy(_SMALL)


def line(line_id: str, agency: str, sector: str, **fields: Any) -> dict[str, Any]:
    return {"id": line_id, "agency": agency, "sector": sector, "name": line_id.title(), **fields}


def stay(joined: str, left: str | None = None, mode: str = "phone") -> dict[str, Any]:
    times = {"joined_at": f"2026-03-05T{joined}:00Z"}
    return {"mode": mode, **times, **({"left_at": f"2026-03-05T{left}:00Z"} if left else {})}


_SMALL: dict[str, Any] = {
    "format": "chairtui.meeting/1",
    "meeting": {
        "id": "m-1",
        "reference": "SM-1",
        "authority": "Bromley",
        "started_at": "2026-03-05T10:00:00Z",
        "attendance": {
            "chairs": [{"name": "Dee Grant", "grade": "Team manager"}],
            "register": [
                line("worker", "social-care", "local authority social work", stays=[stay("10:00", "10:30")]),
                line(
                    "police",
                    "police-child-abuse",
                    "police",
                    unit="child abuse investigation",
                    stays=[stay("10:00", "10:30")],
                ),
            ],
        },
        "concern": {"children": [{"id": "kit", "name": "Kit"}], "words": "A bruise."},
        "deciding": {
            "decisions": [
                {
                    "id": "d",
                    "children": ["kit"],
                    "outcome": "initiate section 47 enquiries",
                    "decided_at": "2026-03-05T10:20:00Z",
                }
            ]
        },
        "plan": {"actions": [{"what": "Health to follow up"}]},
    },
}
