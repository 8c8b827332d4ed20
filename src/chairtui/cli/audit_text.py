"""What an audit comes to, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chairtui.cli.output import say, say_columns

if TYPE_CHECKING:
    from chairtui.audit.counting import Audit
    from chairtui.cli.audit import Told
    from chairtui.live.auditing import Audits

BENEATH = 200
"""As many meetings are named beneath one figure; “--json” has them all."""


def tell(told: Told, audits: Audits) -> None:
    """Print an audit: of which meetings it is, its figures, and what stands beside."""
    from chairtui.audit.table import table

    if not told.audit.meetings:
        say("No meeting that began is among those that are meant: there is nothing to count.\n")
    else:
        say(_heading(told))
    if told.code:
        _tell_of(told, audits)
    if told.mapped:
        _tell_map(told)
        return
    shown = table(told.audit, told.beside, each=told.each)
    say_columns(lambda: _rows(told, shown))
    if told.code and told.audit.by == "month":
        _tell_months(told)
    if not told.code:
        _tell_crossed(told.audit)


def _heading(told: Told) -> str:
    from chairtui.audit.table import said_of

    audit, other = told.audit, told.beside
    split = f", by {audit.by}" if audit.by else ""
    lines = [f"{said_of(audit)}{split}."]
    if audit.by == "chair":
        lines.append(
            "Split by chair because you asked: it is about the work of a partnership, not of a person."
        )
    if other and other.profile:
        lines.append(
            f"What if: beside each figure the same meetings judged by {other.profile}; "
            "nothing is changed by it."
        )
    elif other:
        lines.append(f"Second: {said_of(other)}.")
    return "\n".join(lines) + "\n"


def _tell_of(told: Told, audits: Audits) -> None:
    from chairtui.core.calendar.when import say_when

    measure = told.audit.lines[0].measure
    say(f"{measure.id}: {measure.title}\n{measure.definition}\nSource: {measure.source}\n")
    if told.mapped:
        return
    adding = audits.figures.beneath(told.audit.within, measure.id, "", limit=BENEATH, after=0)
    if adding:
        rows = [(one.meeting.reference, say_when(one.meeting.held_on), one.figure.words) for one in adding]
        say_columns(lambda: [("MEETING", "HELD", "MET"), *rows])
        say("… and more: --json names every meeting.\n" if len(adding) == BENEATH else "")


def _rows(told: Told, shown: object) -> Iterator[Sequence[str]]:
    """Yield the table: a row for each measure and subject, a column for each part."""
    from chairtui.audit.table import Table, as_cells
    from chairtui.standards.measures_page import HEADINGS

    assert isinstance(shown, Table)
    heads, *lines = as_cells(shown, names=told.shown.names)
    yield (*heads[:2], *heads[3:])
    heading = ""
    for row, (code, title, subject, *cells) in zip(shown.rows, lines, strict=True):
        if row.measure.part != heading:
            heading = row.measure.part
            yield ("", HEADINGS[heading].upper(), *("" for _ in cells))
        yield ("", f"  {subject}", *cells) if subject else (code, title, *cells)


def _tell_map(told: Told) -> None:
    from chairtui.audit.table import LEGEND, cell, heat

    shown = heat(told.audit, told.code)
    if shown is None:
        say("This figure tells no agencies apart, or nothing of it is counted yet: it has no map.")
        return
    rows = [(who, *map(cell, figures)) for who, figures in shown.rows]
    say_columns(lambda: [("", *shown.months), *rows])
    say(f"\n{LEGEND}")


def _tell_months(told: Told) -> None:
    """Say what the months of one figure come to; a month in which nothing is known has no point."""
    from chairtui.audit.table import months
    from chairtui.audit.trend import drawn, in_a_sentence, signals_said

    seen = months(told.audit, told.code)
    if seen.trend is None:
        say("\nA trend needs two months of which something is known.")
        return
    points, signals = drawn(seen.trend)
    say(f"\n{seen.months[0]} {points} {seen.months[-1]}\n{'':7} {signals} ▲ signal, · no signal")
    say("\n".join(signals_said(seen.trend, seen.months)))
    better = told.audit.lines[0].measure.higher_is_better
    say(in_a_sentence(seen.trend, higher_is_better=better))


def _tell_crossed(audit: Audit) -> None:
    together = audit.in_time_and_minimum
    if not together.of:
        return
    say("\nIn time, and the minimum together, over the meetings of which both are counted:")
    rows = [
        ("", "MINIMUM", "NO MINIMUM"),
        ("in time", str(together.both), str(together.first_only)),
        ("late", str(together.second_only), str(together.neither)),
    ]
    say_columns(lambda: rows)
    if together.not_known:
        say(f"Of {together.not_known} one of the two is not known.")
