"""Where each warning stands: in a row, beneath its root, in the work of its step, in the record.

Three things are apart: the *severity* of a rule is what a gate asks, *announced* is how loud a new warning
comes, and its *place* is where it stands. One pass over the verdicts, after judging, gives each its place;
nothing that is unmet is without one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain

from msgspec.structs import replace

from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.rooms import PARTS
from chairtui.core.vocabulary import Stage, Step
from chairtui.core.warnings import PUT_OFF_FOR, Severity, is_open, is_put_off
from chairtui.core.with_ids import find
from chairtui.standards.moments import Moments
from chairtui.standards.moments import by_clock as clock_brings
from chairtui.standards.placed import LOUDNESS, Attention, Place, Placed, WarningRow, shown
from chairtui.standards.verdict import Announced, Group, Verdict

FOLLOW_UP = "follow-up"
"""The one row of a signed record."""
EACH_AT_ITS_STEP = "Each is finished at its own step."
EACH_IN_TIME = "Say of each that it is done or chased, or what stands in the way."


_SECTORS = {part.warning: part.sector for part in PARTS}
_MINIMUM = {part.warning: part.words for part in PARTS}
_FEW = 3
_NAMED = re.compile(r"\{([a-z]+)\}")


def attention(
    meeting: Meeting, verdicts: Sequence[Verdict], now: datetime, entered: Collection[Step] = ()
) -> Attention:
    """Return each verdict in its place, and the rows.

    `verdicts` are the judge's, gravest first; `entered` the steps that were entered on this machine.
    """
    moments = Moments(meeting, now, entered)
    placed = _Pass(meeting, verdicts, moments).placed
    return Attention(placed=placed, rows=_rows(meeting, placed))


def by_clock(meeting: Meeting, verdicts: Iterable[Verdict], now: datetime) -> datetime | None:
    """Return when, after an instant (UTC), time alone brings a moment of verdicts, or ends a putting off.

    What a rule counts by its own clock is not in it.
    """
    named = {moment for one in verdicts for moment in one.from_step}
    times = [at for moment in named for at in clock_brings(moment, meeting)]
    times += [said.at + PUT_OFF_FOR for one in meeting.warnings if (said := one.put_off) and said.at]
    return min((at for at in times if at > now), default=None)


def at_signing(meeting: Meeting, verdicts: Sequence[Verdict]) -> Attention:
    """Return the same as when the meeting is signed: every moment has come by then, whatever the clock."""
    return attention(meeting, verdicts, datetime.max.replace(tzinfo=UTC), entered={Step.READ_BACK})


def has_come(verdict: Verdict, moments: Moments) -> bool:
    """Say whether the moment of a verdict has come, and has not passed."""
    passed = bool(verdict.until_step) and moments.has_come(verdict.until_step)
    return not passed and (not verdict.from_step or moments.any_of(verdict.from_step))


class _Pass:
    """One pass over the verdicts of one meeting at one time."""

    def __init__(self, meeting: Meeting, verdicts: Sequence[Verdict], moments: Moments) -> None:
        self._meeting = meeting
        self._verdicts = verdicts
        self._moments = moments
        self._roots: dict[str, str] = {}

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        placed = tuple(map(self._signed if self._moments.signed else self._held, self._verdicts))
        answered = {one.verdict.id for one in placed if not one.open}
        return tuple(replace(one, open=one.open and not _served(one, answered)) for one in placed)

    @cached_property
    def _up(self) -> dict[str, list[Verdict]]:
        """The verdicts whose moment has come, by the code of their rule."""
        up: dict[str, list[Verdict]] = {}
        for verdict in self._verdicts:
            if has_come(verdict, self._moments):
                up.setdefault(verdict.code, []).append(verdict)
        return up

    def _signed(self, verdict: Verdict) -> Placed:
        if verdict.after_signing:
            return self._in(Place.FOLLOW_UP, verdict, row=FOLLOW_UP)
        return self._in(Place.GAP, verdict)

    def _held(self, verdict: Verdict) -> Placed:
        if verdict not in self._up.get(verdict.code, ()):
            return self._in(Place.STEP, verdict)
        root = self._root(verdict)
        if root is None:
            return self._in(Place.ROW, verdict, row=verdict.group.row)
        return self._in(Place.BENEATH, verdict, row=root.group.row, root=root.id)

    def _in(self, place: Place, verdict: Verdict, row: str = "", root: str = "") -> Placed:
        warning = find(self._meeting.warnings, verdict.id)
        stands = warning if warning and warning.cleared_at is None else None
        return Placed(
            verdict=verdict,
            place=place,
            row=row,
            root=root,
            open=stands is None or is_open(self._meeting, stands),
            put_off=stands is not None and is_put_off(self._meeting, stands, self._moments.now),
        )

    def _root(self, verdict: Verdict) -> Verdict | None:
        """Return what a verdict hangs beneath: a root that stands in a row itself, and is as grave."""
        several = (root for code in verdict.consequence_of for root in self._up.get(code, ()))
        return next((root for root in several if _holds(root, verdict) and self._root(root) is None), None)


def _served(one: Placed, answered: Collection[str]) -> bool:
    """Say whether what was said of its root serves what hangs beneath it; a stop is asked at its gate."""
    return one.root in answered and one.verdict.severity is not Severity.STOP


def _holds(root: Verdict, verdict: Verdict) -> bool:
    severities = list(Severity)
    if severities.index(verdict.severity) < severities.index(root.severity):
        return False
    if verdict.same_part and _SECTORS.get(root.code) is not verdict.sector:
        return False
    return not verdict.same_subject or root.subject == verdict.subject


def _rows(meeting: Meeting, placed: Sequence[Placed]) -> tuple[WarningRow, ...]:
    beneath: dict[str, list[Placed]] = {}
    tops: dict[str, list[Placed]] = {}
    for member in placed:
        if member.place is Place.BENEATH:
            beneath.setdefault(member.root, []).append(member)
        elif member.row:
            tops.setdefault(member.row, []).append(member)
    rows = []
    for name, several in tops.items():
        several.sort(key=lambda top: (top.verdict.group.rank, top.verdict.rank))
        members = tuple(each for top in several for each in (top, *beneath.get(top.verdict.id, ())))
        rows.append(_row(meeting, name, members))
    return tuple(sorted(rows, key=_order))


def _order(row: WarningRow) -> tuple[bool, int, int]:
    """Return where a row stands: the minimum and safety first, then the loud ones, those answered last."""
    rank = min(group.rank for group in row.groups)
    loud = LOUDNESS.index(row.loud) if row.open else len(LOUDNESS)
    return (not (row.first and row.open), loud, rank)


def _row(meeting: Meeting, name: str, members: tuple[Placed, ...]) -> WarningRow:
    speaking = [one for one in members if one.open and one.place is not Place.BENEATH] or list(members)
    groups = tuple({one.verdict.group.name: one.verdict.group for one in speaking}.values())
    to_ring = next((one.verdict.contact for one in speaking if one.verdict.contact), "")
    return WarningRow(
        name=name,
        members=members,
        groups=groups,
        words=_words(meeting, name, speaking, groups),
        act=_act(name, speaking, groups),
        contact=to_ring,
    )


def _act(name: str, speaking: Sequence[Placed], groups: Sequence[Group]) -> str:
    """Return the one thing to do about a row: what its one member asks, or what ends its group."""
    if len(speaking) == 1:
        return speaking[0].verdict.ask or groups[0].act
    if name == FOLLOW_UP:
        return EACH_IN_TIME
    return groups[0].act if len(groups) == 1 else EACH_AT_ITS_STEP


def _words(meeting: Meeting, name: str, speaking: Sequence[Placed], groups: Sequence[Group]) -> str:
    """Return the sentence of a row: that of its one member, of its group, or how much of each is open.

    What is louder than the rest in a row of several groups is said in its own words, and the rest after it.
    """
    verdicts = [one.verdict for one in speaking]
    if len(verdicts) == 1:
        return verdicts[0].say
    if name == FOLLOW_UP:
        return f"Follow-up: {len(verdicts)} due."
    if len(groups) > 1:
        grave = [one.verdict for one in speaking if shown(one.loud) is not Announced.PROMPT]
        rest = [one for one in verdicts if one not in grave[:1]]
        numbers = Counter(one.group.name for one in rest)
        left = ", ".join(f"{group.title} {numbers[group.name]}" for group in groups if numbers[group.name])
        return " ".join([*(one.say for one in grave[:1]), f"Left open: {left}."])
    return group_words(meeting, groups[0], verdicts)


def group_words(meeting: Meeting, group: Group, verdicts: Sequence[Verdict]) -> str:
    """Return the sentence of a group for several of its verdicts."""
    preparing = meeting.stage is Stage.PREPARING and group.words_preparing
    named = ((_MINIMUM[one.code],) if one.code in _MINIMUM else one.whom or (one.who,) for one in verdicts)
    names = list(dict.fromkeys(chain.from_iterable(named)))
    names = [name for name in names if name] or [one.title for one in verdicts]
    few = names if len(names) <= _FEW else [*names[:_FEW], f"{len(names) - _FEW} more"]
    said = {"n": str(len(verdicts)), "subjects": and_words(few), "gap": verdicts[0].say}
    return _NAMED.sub(lambda name: said[name[1]], preparing or group.words)
