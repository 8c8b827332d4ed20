"""What `chairtui list` says of a meeting."""

from __future__ import annotations

from tests.everywhere.person import Facts, Meeting


def facts(meeting: Meeting, page: str) -> Facts:
    head, *lines = page.splitlines()
    line = next(one for one in lines if one.endswith(meeting.id))
    names = (
        "REFERENCE",
        "WHEN",
        "STAGE",
        "STOPS",
        "WARNINGS",
        "ACTIONS",
        "TO SEND",
        "CHILDREN",
        "CHAIR",
        "ID",
    )
    starts = [head.index(name) for name in names]
    cells = {
        name: line[start:end].strip()
        for name, start, end in zip(names, starts, [*starts[1:], None], strict=True)
    }
    return {
        "stops": int(cells["STOPS"]),
        "warns": int(cells["WARNINGS"]),
        "actions": int(cells["ACTIONS"]),
        "unsent": int(cells["TO SEND"].split()[0]) if cells["TO SEND"] else 0,
        "chair": cells["CHAIR"],
    }
