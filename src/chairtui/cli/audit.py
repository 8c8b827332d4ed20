"""What the audit of strategy discussions counted, over the meetings that are kept here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.audit_json import counted_as_json
from chairtui.cli.audit_report import FORMS, check_asked, chosen_by, report_of, write_report
from chairtui.cli.audit_summary import tell_committee
from chairtui.cli.exits import OK, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, warn_of_doubts
from chairtui.cli.output import say, say_columns, say_json
from chairtui.cli.own_measures import OWN, tend

if TYPE_CHECKING:
    from chairtui.audit.counting import Counted, Line
    from chairtui.standards.measure import Measure
    from chairtui.standards.measuring import Measuring
    from chairtui.wiring import Workplace

_DAY = click.DateTime(("%Y-%m-%d", "%d/%m/%Y"))
SPLIT_BY = ("month", "team", "authority", "profile", "chair")


@click.command()
@click.argument("words", nargs=-1, metavar="[CODE | check FILE | install FILE | installed | remove NAME]")
@db_option
@click.option("--from", "since", type=_DAY, metavar="DAY", help="Only meetings held since then.")
@click.option("--to", "until", type=_DAY, metavar="DAY", help="Only meetings held until then.")
@click.option("--team", metavar="NAME", help="Only meetings of one team.")
@click.option("--circumstance", metavar="NAME", help="Only meetings with one circumstance.")
@click.option("--sample", "size", type=click.IntRange(1), metavar="N", help="Only so many, drawn by --seed.")
@click.option("--seed", default="", metavar="WORDS", help="With --sample: the same seed, the same sample.")
@click.option("--by", type=click.Choice(SPLIT_BY), help="Split every figure. By chair only if asked for.")
@click.option("--each", is_flag=True, help="Also a line for each agency and unit.")
@click.option("--profile", metavar="NAME", help="What if: beside, the same meetings judged by other rules.")
@click.option(
    "--summary", "for_committee", is_flag=True, help="For a committee: no meeting, no small number."
)
@click.option("--as", "form", type=click.Choice(("table", *FORMS)), default="table", show_default=True)
@click.option(
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where a report is written, with --as; it is replaced.",
)
@as_json
def audit(
    words: tuple[str, ...],
    db: Path | None,
    since: datetime | None,
    until: datetime | None,
    team: str | None,
    circumstance: str | None,
    size: int | None,
    seed: str,
    by: str | None,
    each: bool,
    profile: str | None,
    for_committee: bool,
    form: str,
    file: Path | None,
    as_json: bool,
) -> int:
    """Count over all meetings what the audit of strategy discussions counted by hand.

    Every figure is so many of so many. What is not known is told apart, and is never counted as met. Where
    the audit's own words can be read in several ways, each reading is a figure, and none is chosen.

    With --summary what a committee may see: no meeting and no person is named, and numbers from 1 to 5 are
    withheld with whatever would give them away.

    With --as and --output the same as a report to read, or as a spreadsheet; split by month it has charts.

    With CODE only that figure: its definition, its source, and the meetings beneath it.

    “audit check FILE” says what is wrong with a partnership's own measures and works out their examples;
    “audit install FILE” puts them into the folder of your own, “audit installed” names them, “audit remove
    NAME” takes a file out and keeps it.
    """
    from chairtui.audit.counting import audit as figures
    from chairtui.audit.reporting import Asked

    first, rest = (words[0], words[1:]) if words else ("", ())
    if first in OWN:
        return tend(first, rest, as_json=as_json)
    if rest:
        raise Refusal(f"Give one code, or one of {', '.join(OWN)}.", USAGE)
    check_asked(form, file, as_json=as_json)
    code = first
    with at_work(db) as workplace:
        warn_of_doubts(workplace)
        measuring = _measuring()
        wanted = _named(measuring.measures, code) if code else measuring.measures
        within = _Within(since=_day(since), until=_day(until), team=team, circumstance=circumstance)
        meetings = [one for one in _counted(workplace, measuring, None) if within.holds(one)]
        if size:
            meetings = _drawn(meetings, size, seed)
        if for_committee and file is None:
            return tell_committee(meetings, wanted, by or "", profile, as_json=as_json)
        other = _what_if(workplace, measuring, profile, meetings) if profile else None
        if file is not None:
            chosen = chosen_by(team=team, circumstance=circumstance, size=size, seed=seed)
            asked = Asked(by=by or "", within=chosen, profile=profile or "")
            told = report_of(meetings, other or (), wanted, asked, for_committee=for_committee)
            write_report(workplace, told, form, file)
            return OK
    lines = figures(meetings, wanted, by or "")
    beside = figures(other, wanted, by or "") if other is not None else ()
    if as_json:
        say_json(counted_as_json(meetings, lines, beside, profile))
        return OK
    say(_heading(meetings, by, profile))
    if code:
        _tell_of(wanted[0], meetings)
    say_columns(lambda: _rows(lines, beside, each=each or bool(code)))
    if code and by == "month":
        _tell_trend(lines)
    if not code:
        _tell_crossed(meetings)
    return OK


class _Within:
    """Which meetings are meant."""

    def __init__(
        self, *, since: date | None, until: date | None, team: str | None, circumstance: str | None
    ) -> None:
        self._since, self._until = since or date.min, until or date.max
        self._team, self._circumstance = team, circumstance

    def holds(self, meeting: Counted) -> bool:
        """Say whether a meeting is one of them."""
        team = self._team is None or meeting.team.casefold() == self._team.strip().casefold()
        case = self._circumstance
        about = case is None or case.strip().casefold() in map(str.casefold, meeting.circumstances)
        return self._since <= meeting.held_on <= self._until and team and about


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _measuring() -> Measuring:
    from chairtui.standards.measuring import Measuring
    from chairtui.wiring.own_measures import own_measures

    return Measuring(own_measures())


def _named(measures: Sequence[Measure], code: str) -> tuple[Measure, ...]:
    wanted = code.strip().upper()
    named_so = tuple(one for one in measures if one.id == wanted)
    if not named_so:
        codes = ", ".join(one.id for one in measures)
        raise Refusal(f"There is no figure “{code}”. There are: {codes}.", USAGE)
    return named_so


def _counted(workplace: Workplace, measuring: Measuring, profile: str | None) -> Iterator[Counted]:
    """Yield every meeting that began, as its own rules count it, or as those of another profile do."""
    from chairtui.audit.counting import counted
    from chairtui.cli.findings import judge_of
    from chairtui.cli.returns import every_meeting

    judge, now = judge_of(workplace, profile), workplace.desk.clock.now()
    for meeting in every_meeting(workplace):
        if meeting.started_at is not None:
            told = workplace.desk.told_now(meeting)
            meant = counted(meeting, judge.profile_of(meeting), measuring(judge.sight(told, now)))
            if meant is not None:
                yield meant


def _what_if(
    workplace: Workplace, measuring: Measuring, profile: str, meetings: Sequence[Counted]
) -> list[Counted]:
    ids = {one.meeting_id for one in meetings}
    return [one for one in _counted(workplace, measuring, profile) if one.meeting_id in ids]


def _drawn(meetings: Sequence[Counted], size: int, seed: str) -> list[Counted]:
    from chairtui.audit.sampling import sample

    if not seed.strip():
        raise Refusal(
            "Say with --seed by which words the sample is drawn, so that it can be drawn again.", USAGE
        )
    return list(sample(meetings, size, seed.strip()))


def _heading(meetings: Sequence[Counted], by: str | None, profile: str | None) -> str:
    from chairtui.core.calendar.when import say_when

    if not meetings:
        return "No meeting that began is among those that are meant: there is nothing to count.\n"
    days = sorted(one.held_on for one in meetings)
    count = f"{len(meetings)} meeting{'' if len(meetings) == 1 else 's'}"
    spread = say_when(days[0]) if days[0] == days[-1] else f"{say_when(days[0])} to {say_when(days[-1])}"
    split = f", by {by}" if by else ""
    beside = (
        f"\nWhat if: beside each figure the same meetings judged by {profile}; nothing is changed by it."
        if profile
        else ""
    )
    return f"{count}, held {spread}{split}.{beside}\n"


def _tell_of(measure: Measure, meetings: Sequence[Counted]) -> None:
    from chairtui.audit.counting import beneath
    from chairtui.core.calendar.when import say_when

    say(f"{measure.id}: {measure.title}\n{measure.definition}\nSource: {measure.source}\n")
    adding = beneath(meetings, measure.id)
    if adding:
        rows = [(one.meeting.reference, say_when(one.meeting.held_on), one.figure.words) for one in adding]
        say_columns(lambda: [("MEETING", "HELD", "MET"), *rows])
        say()


def _rows(lines: Sequence[Line], beside: Sequence[Line], *, each: bool) -> Iterator[Sequence[str]]:
    """Yield the table: a row for each measure and subject, a column for each part."""
    from chairtui.standards.measures_page import HEADINGS

    parts = list(dict.fromkeys(line.part for line in lines))
    what_if = {(line.measure.id, line.subject, line.part): line.figure.words for line in beside}
    heads = [part or "MET" for part in parts]
    yield ("CODE", "FIGURE", *(head for part in heads for head in ((part, "WHAT IF") if beside else (part,))))
    shown: dict[tuple[str, str], list[str]] = {}
    said: dict[str, tuple[str, str]] = {}
    for line in lines:
        if line.subject and not each:
            continue
        cells = shown.setdefault((line.measure.id, line.subject), [])
        cells.append(line.figure.words)
        if beside:
            cells.append(what_if.get((line.measure.id, line.subject, line.part), "none to count"))
        said[line.measure.id] = (line.measure.part, line.measure.title)
    heading = ""
    for (code, subject), cells in shown.items():
        part, title = said[code]
        if part != heading:
            heading = part
            yield ("", HEADINGS[part].upper(), *("" for _ in cells))
        yield ("", f"  {subject}", *cells) if subject else (code, title, *cells)


def _tell_trend(lines: Sequence[Line]) -> None:
    """Say what the months of one figure come to; a month in which nothing is known has no point."""
    from chairtui.audit.trend import in_a_sentence, trend

    whole = [line for line in lines if not line.subject]
    known = [(line.figure.met, line.figure.of - line.figure.unknown) for line in whole]
    series = trend([met / of for met, of in known if of])
    if series is None:
        say("\nA trend needs two months of which something is known.")
    else:
        say(f"\n{in_a_sentence(series, higher_is_better=whole[0].measure.higher_is_better)}")


def _tell_crossed(meetings: Sequence[Counted]) -> None:
    from chairtui.audit.counting import crossed

    together = crossed(meetings, "M-IN-TIME", "M-MINIMUM")
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
