"""Warnings in words: the panel's rows, and how many there are of each severity."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from textual.content import Content

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Stage
from chairtui.core.warnings import PUT_OFF_FOR, Severity, Warning
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.calling import call_words, number_of
from chairtui.live.outcome import Outcome
from chairtui.standards.placed import SAID, SIGNS, Attention, Place, WarningRow, shown
from chairtui.standards.verdict import Announced, Verdict
from chairtui.tui.keys import key_of
from chairtui.tui.rows.conflicts import APART, conflict_rows
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

MARKS = {
    Severity.STOP: ("■", "bold $error"),
    Severity.WARN: ("▲", "$warning"),
    Severity.PROMPT: ("·", "$secondary"),
}
"""A shape and a colour for each severity: a stop asks for a fact or a reason at the next gate."""

ROW = "row/"
"""What the key of a row begins with that holds several; that of any other is the id of its warning."""

_SIGNS = {loud: (sign, MARKS[Severity(loud.value)][1]) for loud, sign in SIGNS.items()}
ANNOUNCED = "bold reverse"
"""How a row looks that was announced just now: a block that is seen from the corner of an eye."""
COLUMNS = (Column("What is missing", 20, grows=1), Column("", 2, right=True))
"""Of the panel: the words of a row, and how many warnings it holds where it holds several."""
_MUTED = "$text-muted"
_NOW = 3
"""How many are shown with what to do about them."""

_ENDED_FOR = timedelta(minutes=10)
_ENDED = 2


class View(Struct, frozen=True, kw_only=True):
    """How the panel is looked at."""

    now: datetime
    unfolded: frozenset[str] = frozenset()
    """The names of the rows whose members are shown."""
    flat: bool = False
    """Whether all stand as one list."""
    label: str = ""
    """That it is judged by other rules than the meeting's own."""
    news: frozenset[str] = frozenset()
    """The names of the rows that were announced just now."""


def counted(meeting: Meeting, seen: Attention) -> str:
    """Return how many rows of warnings stand open, as home counts them: `■2 ▲3 ·1, 1 answered`."""
    apart = len(meeting.conflicts)
    counts = [f"{APART[0]}{apart}"] if apart else []
    counts += [f"{_SIGNS[sign][0]}{number}" for sign, number in seen.counts.items() if number]
    answered = sum(not row.open for row in seen.rows)
    beside = f"{answered} answered" if answered else ""
    return ", ".join(filter(None, (" ".join(counts), beside))) or "none"


def panel_rows(outcome: Outcome, seen: Attention, agencies: Agencies, view: View) -> Sequence[Row]:
    """Return what two machines changed apart, then what to do now and the rest folded; or all as a list.

    Above them stands the label of a judge who judges by other rules than the meeting's own.
    """
    labelled = [_heading("label", view.label)] if view.label else []
    apart = conflict_rows(outcome.meeting) if outcome.meeting.conflicts else []
    rows = every_row(outcome, agencies) if view.flat else _by_what_ends_them(outcome, seen, agencies, view)
    return [*apart, *labelled, *rows]


def every_row(outcome: Outcome, agencies: Agencies) -> list[Row]:
    """Return each warning by itself, in the order of the judge: also what is work of its step, or a gap."""
    warnings = outcome.meeting.warnings
    return [_row(verdict, find(warnings, verdict.id), agencies) for verdict in outcome.verdicts]


def row_at(seen: Attention, key: str) -> WarningRow | None:
    """Return the row that a key of the panel is about: itself, or the one it stands in."""
    return next((one for one in seen.rows if key in (_key(one), *(m.verdict.id for m in one.members))), None)


def warning_at(seen: Attention, key: str) -> str:
    """Return the id of the warning that a key of the panel is about: of a row the first that is open.

    Where one reason may serve several of a row, it is the first of these.
    """
    row = row_at(seen, key) if key.startswith(ROW) else None
    if row is None:
        return key
    sharing = row.sharing if len(row.sharing) > 1 else ()
    return (sharing or row.open or row.members)[0].verdict.id


def gravest(seen: Attention, agencies: Agencies, news: Collection[str] = ()) -> tuple[Content, Content]:
    """Return the first row that asks something for a bar, at its right whom to call; empty where none does.

    A stop stays there also while it is put off. What was announced just now (`news`) comes first, reversed.
    """
    asks = (row for row in seen.rows if row.open and (not row.put_off or row.loud is Announced.STOP))
    row = min(asks, key=lambda one: (one.name not in news, one.loud is not Announced.STOP), default=None)
    if row is None:
        return Content(), Content()
    called = row.contact and number_of(row.contact, agencies)[1]
    call = join((f"{call_words(row.contact, agencies)} ", "$accent")) if called else Content()
    if row.name in news:
        return join(" ", (f"{_SIGNS[shown(row.loud)][0]} {row.words}", ANNOUNCED)), call
    return join(" ", _SIGNS[shown(row.loud)], f" {row.words}"), call


def _by_what_ends_them(outcome: Outcome, seen: Attention, agencies: Agencies, view: View) -> Iterator[Row]:
    standing = [row for row in seen.rows if row.open and not row.put_off]
    off, said = [row for row in seen.rows if row.put_off], [row for row in seen.rows if not row.open]
    for title, rows in (
        ("Follow-up" if outcome.meeting.stage is Stage.SIGNED else "Now", standing[:_NOW]),
        ("Then, by what ends them", standing[_NOW:]),
        ("Not now: comes back by itself", off),
        ("Answered", said),
    ):
        if rows:
            yield _heading(f"heading/{title}", title)
        for row in rows:
            yield from _of_row(outcome.meeting, row, agencies, view, full=row in standing[:_NOW])
    yield from _ended(outcome.meeting, view.now)


def _of_row(
    meeting: Meeting, row: WarningRow, agencies: Agencies, view: View, *, full: bool
) -> Iterator[Row]:
    """Yield a row, below it what to do where it is `full`, and its members where it is unfolded."""
    sign = _SIGNS[shown(row.loud)] if row.open else (SAID, "$success")
    inside = str(len(row.members)) if len(row.members) > 1 else ""
    new = row.name in view.news
    cells = (join((row.words, ANNOUNCED if new else "")), inside)
    title = "just now" if new else ""
    yield Row(_key(row), _all_of(meeting, row, agencies), Content.styled(*sign), cells=cells, title=title)
    act = _to_do(row, agencies)
    if full and act:
        yield Row(f"act/{row.name}", join((" · ".join(act), _MUTED)), " ", selectable=False, most=3)
    if row.name in view.unfolded:
        for member in (one for one in row.members if one.verdict.id != _key(row)):
            beneath = "  " if member.place is Place.BENEATH else ""
            loud = _SIGNS[shown(member.loud)] if member.open else (SAID, "$success")
            yield _row(member.verdict, find(meeting.warnings, member.verdict.id), agencies, beneath, loud)


def _to_do(row: WarningRow, agencies: Agencies) -> list[str]:
    """Return whom to ring about a row, where there is a number, and the one thing to do."""
    called = row.contact and number_of(row.contact, agencies)[1]
    return list(filter(None, (call_words(row.contact, agencies) if called else "", row.act)))


def _all_of(meeting: Meeting, row: WarningRow, agencies: Agencies) -> Content:
    """Return all there is to say about a row: what was said, whom to ring, what to do, what is in it."""
    warning = find(meeting.warnings, row.tops[0].verdict.id)
    parts: list[str | tuple[str, str]] = [row.words]
    if len(row.tops) == 1 and warning and warning.last:
        parts.append((f"\n{state_words(warning)}", "$success"))
    parts += [(f"\n{words}", _MUTED) for words in _to_do(row, agencies)]
    inside = len(row.members) - (len(row.tops) == 1)
    if inside:
        follows = "follows" if inside == 1 else "follow"
        held = f"{inside} warnings in this row" if len(row.tops) > 1 else f"{inside} more {follows} from it"
        parts.append((f"\n{held}: {key_of('read_row')} shows them", _MUTED))
    if row.put_off and warning and warning.put_off and warning.put_off.at:
        parts.append(
            (f"\nback at {say_clock(warning.put_off.at + PUT_OFF_FOR)}, or at the next gate", _MUTED)
        )
    return join(*parts)


def _ended(meeting: Meeting, now: datetime) -> Iterator[Row]:
    """Yield what ended lately, and how: what was missing is there, or nothing asks for it any more."""
    lately = [
        (warning.cleared_at, warning)
        for warning in meeting.warnings
        if warning.cleared_at and abs(now - warning.cleared_at) < _ENDED_FOR
    ]
    for at, warning in sorted(lately, key=lambda pair: pair[0], reverse=True)[:_ENDED]:
        how = "done" if warning.met else "no longer asked"
        words = join((f"{say_clock(at)} {how}: {warning.words}", _MUTED))
        yield Row(f"ended/{warning.id}", words, Content.styled("✓", "$success"), selectable=False)


def _key(row: WarningRow) -> str:
    return f"{ROW}{row.name}" if len(row.tops) > 1 else row.tops[0].verdict.id


def _heading(key: str, words: str) -> Row:
    return Row(key, join((words, _MUTED)), selectable=False)


def _row(
    verdict: Verdict,
    warning: Warning | None,
    agencies: Agencies,
    beneath: str = "",
    sign: tuple[str, str] | None = None,
) -> Row:
    """Return one warning; without a `sign` it bears that of its severity: what a gate asks for it."""
    parts: list[str | tuple[str, str]] = [verdict.say]
    if verdict.ask and verdict.severity is not Severity.PROMPT:
        parts.append((f"\n{verdict.ask}", _MUTED))
    if verdict.contact and number_of(verdict.contact, agencies)[1]:
        parts.append((f"\n{call_words(verdict.contact, agencies)}", "$accent"))
    if warning and warning.last:
        parts.append((f"\n{state_words(warning)}", "$success"))
    mark = Content.styled(*(sign or MARKS[verdict.severity]))
    return Row(verdict.id, join(*parts), mark, cells=(f"{beneath}{verdict.say}", ""))


def state_words(warning: Warning) -> str:
    """Return what was done about a warning last, and when."""
    last = warning.last
    if last is None:
        return "open"
    at = f" at {say_clock(last.at)}" if last.at else ""
    return f"→ {last.what.value}{at}{': ' + last.words if last.words else ''}"
