"""What the program itself shows of a meeting: home, steps 5 to 7, and the warnings beside them."""

from __future__ import annotations

import re
from collections import Counter

from tests.everywhere.person import Facts, Meeting, day
from textual.pilot import Pilot

from chairtui.core.vocabulary import Step
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.widgets.frame import Frame
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import content


async def facts(meeting: Meeting, app: ChairtuiApp, pilot: Pilot[None]) -> Facts:
    """Return what home and the meeting show; home is open before and after."""
    found = _home(meeting, _rows(app, "Lines"))
    for step, read in ((Step.DECIDE, _decide), (Step.PLAN, _plan), (Step.READ_BACK, _read_back)):
        if step is Step.DECIDE:
            app.open_meeting(meeting.id, step)
        else:
            app.go(step)
        await pilot.pause()
        found |= read(meeting, _rows(app, "#body"))
    _rows_are_counted(app)
    await pilot.press("f6", "asterisk")
    await pilot.pause()
    found |= _warnings(app)
    app.close_meeting()
    await pilot.pause()
    return found


def _rows(app: ChairtuiApp, selector: str) -> dict[str, str]:
    return {row.key: content(row.words).plain for row in app.screen.query(selector).first(Lines).rows}


def _home(meeting: Meeting, rows: dict[str, str]) -> Facts:
    words = rows[meeting.id]
    counts = re.search(r"■(\d+) ▲(\d+)", words)
    actions, unsent = re.search(r"\b(\d+) actions?\b", words), re.search(r"record to send to (\d+)", words)
    return {
        "stops": int(counts[1]) if counts else 0,
        "warns": int(counts[2]) if counts else 0,
        "actions": int(actions[1]) if actions else 0,
        "unsent": int(unsent[1]) if unsent else 0,
    }


def _decide(meeting: Meeting, rows: dict[str, str]) -> Facts:
    kind, *lines = rows["type"].splitlines()
    told = [re.fullmatch(r"There at [\d:]+(?: for (.*?))?: (.*)", line) for line in lines]
    room = {one[1] or "": meeting.named_in(one[2]) for one in told if one}
    if not meeting.about:
        return {}
    abouts = list(meeting.about.values()) if meeting.several else [""]
    missing = dict.fromkeys(abouts, 0)
    for words in (words for key, words in rows.items() if key.startswith("without")):
        for line in words.splitlines():
            if found := re.match(r"Decided (?:for (.*?) )?without (\d+)", line):
                missing[found[1] or ""] = int(found[2])
    return {"kind": kind, "room": room, "missing_many": missing}


def _plan(meeting: Meeting, rows: dict[str, str]) -> Facts:
    _, begins, words = rows.get("conference", "").partition("15 working days from the discussion")
    if not begins:
        return {"initiating": None, "last": None}
    first, _, last = words.partition("; from the last one:")
    return {"initiating": day(first), "last": day(last) or day(first)}


def _read_back(meeting: Meeting, rows: dict[str, str]) -> Facts:
    heads = [words.splitlines()[0] for key, words in rows.items() if key.startswith("delivery/")]
    kinds = "full record|outcome notice|record for one child|agency's extract"
    told = [re.match(rf"(.*?) · .*?({kinds})", head) for head in heads]
    found: Facts = {"recipients": {f"{one[1]}: {one[2]}" for one in told if one}}
    if older := re.search(r"Version (\d+) is due", rows.get("older", "")):
        found["version"] = int(older[1])
    return found


def _rows_are_counted(app: ChairtuiApp) -> None:
    """See that the title of the panel counts its rows, as home does."""
    lines = app.screen.query_one("#warnings", Lines)
    signs = Counter(content(row.mark).plain for row in lines.rows if row.mark and row.selectable)
    title = app.screen.query_one("#panel Frame", Frame).called[1].plain
    told = dict(re.findall(r"([■▲·])(\d+)", title))
    assert {sign: signs[sign] for sign in "■▲·"} == {sign: int(told.get(sign, 0)) for sign in "■▲·"}


def _warnings(app: ChairtuiApp) -> Facts:
    lines = app.screen.query_one("#warnings", Lines)
    marks = {row.key: content(row.mark).plain for row in lines.rows if row.mark}
    grave = {key for key, mark in marks.items() if mark in ("■", "▲")}
    first = {row.key: content(row.words).plain.splitlines()[0] for row in lines.rows}
    return {"warnings": grave, "words": {key: first[key] for key in grave}}
