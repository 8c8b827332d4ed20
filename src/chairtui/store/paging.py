"""The lists over all meetings by pages: each goes on after the last row of the one before."""

from __future__ import annotations

from datetime import UTC, datetime

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.vocabulary import ActionStatus, FollowKind, Stage
from chairtui.live.library import ActionsOf, DuePart, Listed, Part

_SIGNED, _NOT_SIGNED = (f"stage {sign} '{Stage.SIGNED.value}'" for sign in ("=", "<>"))
_WHEN, _SEND = "newest, meeting_id", "send_due_at IS NULL, coalesce(send_due_at, ''), meeting_id"
_MEETINGS = {
    Part.ALL: ("1", _WHEN, "<"),
    Part.OPEN: (_NOT_SIGNED, _WHEN, ">"),
    Part.TO_SEND: (f"{_SIGNED} AND unsent > 0", _SEND, ">"),
    Part.DONE: (f"{_SIGNED} AND unsent = 0", _WHEN, "<"),
}
"""Which meetings, their key, and whether it rises: what is not signed is the oldest first.

In the words of an index of each, for it does not answer what is asked in others.
"""

_DUE_KEY = "due_on, coalesce(due_at, ''), meeting_id, action_id"
_NOT_CONTINUED = """NOT EXISTS (
    SELECT 1 FROM actions AS later
    WHERE later.action_id IN (actions.action_id, actions.meeting_id || '~' || actions.action_id)
    AND later.continues = actions.meeting_id AND later.continues <> ''
)"""
"""One that a later meeting took up again stands there, once."""
_CONTINUED = """(
    SELECT DISTINCT own.* FROM actions AS later CROSS JOIN actions AS own ON own.meeting_id = later.continues
    AND later.action_id IN (own.action_id, own.meeting_id || '~' || own.action_id)
    WHERE later.continues <> ''
)"""
"""Those that a later meeting took up: few, and so quicker to count than to look for beside each action."""
_IS_OPEN = f"status = '{ActionStatus.OPEN.value}'"
_OPEN_ACTIONS = f"FROM actions WHERE {_IS_OPEN} AND {_NOT_CONTINUED}"
_GOES_ON = """EXISTS (
    SELECT 1 FROM actions AS later WHERE later.continues = meetings.meeting_id AND later.continues <> ''
)"""
_OWN_OPEN = (
    f"FROM actions WHERE +{_IS_OPEN} AND {_NOT_CONTINUED} AND actions.meeting_id = meetings.meeting_id"
)
"""The plus keeps SQLite from going through the open actions of all meetings for those of each."""


def _once(stored: str, found_out: str) -> str:
    """Return a column of a meeting that counts its actions; those that a later one took up count there."""
    return f"CASE WHEN {_GOES_ON} THEN (SELECT {found_out} {_OWN_OPEN}) ELSE {stored} END"


_FIRST_DAY = "coalesce(min(due_on) FILTER (WHERE due_on <> ''), '')"
_MADE = {
    "id": "meeting_id",
    "actions_open": _once("actions_open", "count(*)"),
    "next_due_on": _once("next_due_on", _FIRST_DAY),
    "next_due_at": (
        "CASE WHEN next_due_on <> '' THEN "
        f"(SELECT min(due_at) {_OWN_OPEN} AND due_on = (SELECT {_FIRST_DAY} {_OWN_OPEN})) END"
    ),
}
_COLUMNS = ", ".join(_MADE.get(field, field) for field in Listed.__struct_fields__)

_OF_ACTIONS = {
    "state": "status = :state",
    "owner": "owner LIKE :owner ESCAPE '\\'",
    "agency": "actions.agency = :agency",
    "team": "team = :team COLLATE NOCASE",
    "until": "due_on <> '' AND due_on <= :until",
    "child": (
        "EXISTS (SELECT 1 FROM children WHERE children.meeting_id = actions.meeting_id "
        "AND name LIKE :child ESCAPE '\\')"
    ),
}
"""How each field of `ActionsOf` chooses."""
_WORD = (
    "(what LIKE :word{0} ESCAPE '\\' OR owner LIKE :word{0} ESCAPE '\\' OR team LIKE :word{0} ESCAPE '\\' "
    "OR reference LIKE :word{0} ESCAPE '\\' OR instr(:agencies{0}, '|' || actions.agency || '|') "
    "OR EXISTS (SELECT 1 FROM children WHERE children.meeting_id = actions.meeting_id "
    "AND name LIKE :child{0} ESCAPE '\\'))"
)
"""Where a word may stand."""
_PASSED = "(coalesce(due_at, '') <> '' AND coalesce(due_at, '') < :minute)"
"""Of what is due on the day: whether its time was before the minute, as `is_overdue` has it."""
_DUE = {
    DuePart.ALL: ("1", f"due_on = '', {_DUE_KEY}"),
    DuePart.TODAY: (f"(due_on = '') = 0 AND due_on = :day AND NOT {_PASSED}", _DUE_KEY),
    DuePart.OVERDUE: (f"(due_on = '') = 0 AND due_on <= :day AND (due_on < :day OR {_PASSED})", _DUE_KEY),
    DuePart.LATER: ("(due_on = '') = 0 AND due_on > :day", _DUE_KEY),
    DuePart.UNDATED: ("(due_on = '') = 1", _DUE_KEY),
}
"""Which actions, and their key; in the words of the index, for it does not answer what is asked in others."""
_COUNTED = {
    DuePart.OVERDUE: (
        "(due_on = '') = 0 AND due_on < :day",
        f"(due_on = '') = 0 AND due_on = :day AND {_PASSED}",
    )
}
"""The same in parts of the index: of none but those of the day the time is looked at."""


def as_of(now: datetime | None) -> dict[str, str]:
    """Return the day and the minute that lists are asked by, as they are kept."""
    if now is None:
        return {"day": "", "minute": ""}
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    return {"day": local_day(now).isoformat(), "minute": minute.isoformat(timespec="microseconds")}


def within(words: str) -> str:
    """Return what words that stand somewhere are like; signs that mean something there mean themselves."""
    plain = words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def page_of_meetings(part: Part, *, on: bool) -> str:
    """Return what asks for a page (:limit) of meetings; `on`: of those after one (:after)."""
    where, key, beyond = _MEETINGS[part]
    if on:
        where += f" AND ({key}) {beyond} (SELECT {key} FROM meetings WHERE meeting_id = :after)"
    return f"SELECT {_COLUMNS} FROM meetings WHERE {where} ORDER BY {_ordered(key, beyond)} LIMIT :limit"


def count_of_meetings(part: Part) -> str:
    """Return what asks how many meetings there are."""
    return f"SELECT count(*) FROM meetings WHERE {_MEETINGS[part][0]}"


def page_of_due(part: DuePart, *, on: bool) -> str:
    """Return what asks for a page of open actions as of a :day and :minute, the most overdue first.

    `on`: of those after one (:after, the id of its meeting, and :action).
    """
    where, key = _DUE[part]
    if on:
        last = f"SELECT {key} FROM actions WHERE meeting_id = :after AND action_id = :action"
        where += f" AND ({key}) > ({last})"
    due = f"SELECT * {_OPEN_ACTIONS} AND {where} ORDER BY {key} LIMIT :limit"
    return (
        "SELECT meeting_id, reference, action_id, what, owner, due.agency, due_on, due_at "
        f"FROM ({due}) AS due JOIN meetings USING (meeting_id) ORDER BY {key}"
    )


def count_of_due(part: DuePart) -> str:
    """Return what asks how many actions are open, as of a :day and :minute."""
    counts = (
        f"(SELECT count(*) FROM actions WHERE {_IS_OPEN} AND {meant}) "
        f"- (SELECT count(*) FROM {_CONTINUED} WHERE {_IS_OPEN} AND {meant})"
        for meant in _COUNTED.get(part, (_DUE[part][0],))
    )
    return f"SELECT {' + '.join(counts)}"


def page_of_agreed(of: ActionsOf, *, on: bool) -> str:
    """Return what asks for a page of actions, whatever became of them: the open first, by when they are due.

    Its words stand for values (:state, :owner, :agency, :child, :team, :day, :minute); `on`: of those after
    one.
    """
    part = of.part is not DuePart.ALL
    chosen, key = _DUE[of.part]
    where = [f"status = '{ActionStatus.OPEN.value}'", chosen] if part else [chosen]
    where += [words for field, words in _OF_ACTIONS.items() if getattr(of, field)]
    where += [_WORD.format(number) for number, _ in enumerate(of.words)]
    if of.state is None and not part:
        key = f"status <> '{ActionStatus.OPEN.value}', {key}"
    if on:
        last = f"SELECT {key} FROM actions WHERE meeting_id = :after AND action_id = :action"
        where.append(f"({key}) > ({last})")
    return (
        "SELECT meeting_id, reference, team, action_id, what, owner, actions.agency, due_on, horizon, "
        "status, due_at, meetings.children, evidence, ended_on, reminded_at "
        f"FROM actions JOIN meetings USING (meeting_id) WHERE {_NOT_CONTINUED} AND {' AND '.join(where)} "
        f"ORDER BY {key} LIMIT :limit"
    )


SAME_ACTION = """
WITH RECURSIVE same(id, action) AS (
    SELECT :meeting, :action
    UNION SELECT before.meeting_id, before.action_id FROM same
        CROSS JOIN actions AS own ON own.meeting_id = same.id AND own.action_id = same.action
        CROSS JOIN actions AS before ON before.meeting_id = own.continues
        AND own.action_id IN (before.action_id, before.meeting_id || '~' || before.action_id)
    UNION SELECT later.meeting_id, later.action_id FROM same CROSS JOIN actions AS later
        ON later.continues = same.id AND later.action_id IN (same.action, same.id || '~' || same.action)
        AND later.continues <> ''
)
SELECT id, action FROM same WHERE id <> :meeting ORDER BY id
"""
"""In which other meetings an action is the same, and its id there (`core.series.names_of`)."""

_FOLLOWING_KEY = "due_on = '', due_on, meeting_id, kind, item_id"
_FOLLOWED = """FROM following WHERE open = 1 AND NOT EXISTS (
    SELECT 1 FROM following AS later
    WHERE later.continues = following.meeting_id AND later.kind = following.kind
    AND later.item_id IN (following.item_id, following.meeting_id || '~' || following.item_id)
    AND later.continues <> ''
)"""
_LATE = f"""SELECT {", ".join(f"count(*) FILTER (WHERE kind = '{kind.value}')" for kind in FollowKind)}
FROM {{}} WHERE open = 1 AND (due_on = '') = 0 AND due_on < :day"""
FOLLOWING_LATE = f"{_LATE.format('following')} UNION ALL " + _LATE.format("""(
    SELECT DISTINCT own.* FROM following AS later CROSS JOIN following AS own
    ON own.meeting_id = later.continues AND own.kind = later.kind
    AND later.item_id IN (own.item_id, own.meeting_id || '~' || own.item_id) WHERE later.continues <> ''
)""")
"""How much of each kind, in their order, was due before a :day; then how much of that goes on elsewhere."""

STILL_DUE = f"""
SELECT what {_OPEN_ACTIONS} AND meeting_id = :meeting
UNION ALL SELECT what {_FOLLOWED} AND meeting_id = :meeting
"""
"""What of one meeting is still to be followed up, and no later one took up."""


def page_of_following(*, on: bool) -> str:
    """Return what asks for a page of what is to be followed up; `on`: after one (:after, :of, :item)."""
    last = (
        f"SELECT {_FOLLOWING_KEY} FROM following WHERE meeting_id = :after AND kind = :of AND item_id = :item"
    )
    further = f"AND ({_FOLLOWING_KEY}) > ({last})" if on else ""
    return (
        "SELECT meeting_id, reference, children, kind, item_id, about, what, who, due_on, also_on "
        f"FROM (SELECT * {_FOLLOWED} {further} ORDER BY {_FOLLOWING_KEY} LIMIT :limit) "
        f"JOIN meetings USING (meeting_id) ORDER BY {_FOLLOWING_KEY}"
    )


def _ordered(key: str, beyond: str) -> str:
    return key if beyond == ">" else ", ".join(f"{one} DESC" for one in key.split(", "))
