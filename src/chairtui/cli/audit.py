"""What the audit of strategy discussions counted, over the meetings that are kept here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from chairtui.cli.audit_json import audit_as_json
from chairtui.cli.audit_report import FORMS, check_asked, write_report
from chairtui.cli.audit_summary import tell_committee
from chairtui.cli.audit_text import tell
from chairtui.cli.auditors import WORDS, draw_sample, take_back, tell_returns
from chairtui.cli.exits import OK, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, warn_of_doubts
from chairtui.cli.output import progress, say, say_json
from chairtui.cli.own_measures import OWN, tend

if TYPE_CHECKING:
    from chairtui.audit.counting import Audit
    from chairtui.audit.reporting import Report
    from chairtui.live.auditing import Audits, Meant, Shown
    from chairtui.live.desk import Desk

_DAY = click.DateTime(("%Y-%m-%d", "%d/%m/%Y"))
SPLIT_BY = ("month", "team", "agency", "authority", "profile", "chair")


class Told(NamedTuple):
    """What is told of an audit."""

    shown: Shown
    each: bool = False
    """Whether each agency and unit has its lines."""
    code: str = ""
    """The one figure that was asked for."""
    mapped: bool = False

    @property
    def audit(self) -> Audit:
        """The audit itself."""
        return self.shown.audit

    @property
    def beside(self) -> Audit | None:
        """What stands beside it."""
        return self.shown.beside


@click.command()
@click.argument(
    "words",
    nargs=-1,
    metavar="[CODE | sample N | return FILE… | returns [SAMPLE] | check FILE | install FILE | installed | "
    "remove NAME]",
)
@db_option
@click.option("--from", "since", type=_DAY, metavar="DAY", help="Only meetings held since then.")
@click.option("--to", "until", type=_DAY, metavar="DAY", help="Only meetings held until then.")
@click.option("--team", default="", metavar="NAME", help="Only meetings of one team.")
@click.option("--circumstance", default="", metavar="NAME", help="Only meetings with one circumstance.")
@click.option("--sample", "size", type=click.IntRange(1), metavar="N", help="Only so many, drawn by --seed.")
@click.option("--seed", default="", metavar="WORDS", help="With --sample: the same seed, the same sample.")
@click.option("--by", type=click.Choice(SPLIT_BY), help="Split every figure. By chair only if asked for.")
@click.option("--each", is_flag=True, help="Also a line for each agency and unit.")
@click.option("--map", "mapped", is_flag=True, help="A heat map of one figure: agency by month.")
@click.option("--beside-from", "also_since", type=_DAY, metavar="DAY", help="Beside: meetings since then.")
@click.option("--beside-to", "also_until", type=_DAY, metavar="DAY", help="Beside: meetings until then.")
@click.option("--beside-seed", "also_seed", default="", metavar="WORDS", help="Beside: another sample.")
@click.option("--profile", metavar="NAME", help="What if: beside, the same meetings judged by other rules.")
@click.option(
    "--summary", "for_committee", is_flag=True, help="For a committee: no meeting, no small number."
)
@click.option(
    "--as", "form", type=click.Choice(("table", *FORMS, "json")), default="table", show_default=True
)
@click.option(
    "--output",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where a report is written, with --as; it is replaced. Of a sample: the folder for its forms.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, for a spreadsheet.")
@as_json
def audit(
    words: tuple[str, ...],
    db: Path | None,
    since: datetime | None,
    until: datetime | None,
    team: str,
    circumstance: str,
    size: int | None,
    seed: str,
    by: str | None,
    each: bool,
    mapped: bool,
    also_since: datetime | None,
    also_until: datetime | None,
    also_seed: str,
    profile: str | None,
    for_committee: bool,
    form: str,
    file: Path | None,
    as_csv: bool,
    as_json: bool,
) -> int:
    """Count over all meetings what the audit of strategy discussions counted by hand.

    Every figure is so many of so many. What is not known is told apart, and is never counted as met. Where
    the audit's own words can be read in several ways, each reading is a figure, and none is chosen.

    With CODE only that figure: its definition, its source, and the meetings beneath it; --by month also says
    what its months come to, and --map draws it agency by month. --beside-from and --beside-to put a second
    period beside, --beside-seed a second sample, --profile the same meetings judged by other rules.

    With --summary what a committee may see: no meeting and no person is named, and numbers from 1 to 5 are
    withheld with whatever would give them away.

    With --as and --output the same as a report to read, or as a spreadsheet; split by month it has charts.

    “audit sample N” draws so many meetings by --seed and writes into a folder a form for each agency's
    auditor: what that agency may see of the meeting, and questions. “audit return FILE…” takes forms back
    in, “audit returns” says how many came back, and with a SAMPLE what they say beside the meetings.

    “audit check FILE” says what is wrong with a partnership's own measures and works out their examples;
    “audit install FILE” puts them into the folder of your own, “audit installed” names them, “audit remove
    NAME” takes a file out and keeps it.
    """
    from msgspec.structs import replace

    from chairtui.audit.counting import Within
    from chairtui.audit.table import HEAT
    from chairtui.live.audit_report import chosen_by, problem_of
    from chairtui.live.auditing import Meant

    first, rest = (words[0], words[1:]) if words else ("", ())
    if first in OWN:
        return tend(first, rest, as_json=as_json)
    if first == "return":
        with at_work(db, writes=True) as workplace:
            warn_of_doubts(workplace)
            return take_back(workplace, rest)
    if first == "returns":
        with at_work(db) as workplace:
            warn_of_doubts(workplace)
            return tell_returns(workplace, rest, as_json=as_json)
    draws = first == "sample"
    if draws:
        size, first = _size(rest), ""
    elif rest:
        raise Refusal(f"Give one code, or one of {', '.join((*WORDS, *OWN))}.", USAGE)
    else:
        check_asked(form, file, as_json=as_json)
    within = Within(since=_day(since), until=_day(until), team=team, circumstance=circumstance)
    second = replace(within, since=_day(also_since), until=_day(also_until))
    meant = Meant(
        within=within,
        size=size or 0,
        seed=seed.strip(),
        second=second if also_since or also_until else None,
        second_seed=also_seed.strip(),
        profile=profile or "",
    )
    if problem := meant.problem():
        raise Refusal(f"{problem} (--seed, --sample, --beside-from, --beside-seed, --profile)", USAGE)
    if by == "agency":
        by, each = None, True
    by = "month" if mapped else by
    with at_work(db, writes=draws) as workplace:
        warn_of_doubts(workplace)
        desk, audits = workplace.desk, _audits(workplace.desk)
        if draws:
            drawn = [one.meeting_id for one in audits.figures.meetings(audits.chosen(meant))]
            how = ", ".join(chosen_by(meant))
            return draw_sample(workplace, drawn, how, form, file)
        code = _named(audits, first) if first else HEAT * mapped
        if file is not None:
            write_report(desk, _report(desk, audits, meant, by or "", code, for_committee), form, file)
            return OK
        if for_committee:
            if problem := problem_of(meant, by or "", for_committee=True):
                raise Refusal(problem, USAGE)
            return tell_committee(audits, audits.chosen(meant), by or "", as_json=as_json)
        shown = audits.shown(desk, meant, by or "", _telling(JUDGED))
        told = Told(_only(shown, code), each=each or bool(code), code=code, mapped=mapped)
        if as_json:
            say_json(audit_as_json(told, audits.figures.meetings(audits.chosen(meant))))
        elif as_csv:
            say(_as_csv(told).decode("utf-8-sig").rstrip())
        else:
            tell(told, audits)
    return OK


def _size(words: Sequence[str]) -> int:
    if len(words) != 1 or not words[0].isdecimal() or int(words[0]) < 1:
        raise Refusal("Say how many meetings: chairtui audit sample 15 --seed WORDS --output FOLDER", USAGE)
    return int(words[0])


def _audits(desk: Desk) -> Audits:
    """Return the audit once everything is measured that has fallen behind; how far it is goes to the error.

    Raises:
        Refusal: nothing is kept here.
    """
    if desk.audits is None:
        raise Refusal("There are no meetings here to count.", USAGE)
    audits = desk.audits()
    left = audits.catch_up(desk, _telling("Measured again, because rules, days or other meetings changed"))
    if left.unread:
        many = "meetings cannot be read and are" if left.unread > 1 else "meeting cannot be read and is"
        say(f"{left.unread} {many} in no figure: “chairtui verify” says why.", err=True)
    return audits


JUDGED = "Judged by the other rules"


def _telling(words: str) -> Callable[[int, int], bool]:
    """Return what says how far it is, and never ends it."""
    told = progress(words)

    def go_on(done: int, of: int) -> bool:
        told(done, of)
        return True

    return go_on


def _report(desk: Desk, audits: Audits, meant: Meant, by: str, code: str, for_committee: bool) -> Report:
    from chairtui.core.change import Refused
    from chairtui.live.audit_report import report_of

    try:
        return report_of(
            desk,
            audits,
            meant,
            by,
            for_committee=for_committee,
            told=_telling(JUDGED),
            only=lambda one: _lines_of(one, code),
        )
    except Refused as problem:
        raise Refusal(str(problem), USAGE) from None


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _named(audits: Audits, code: str) -> str:
    wanted, codes = code.strip().upper(), [one.id for one in audits.measures.all()]
    if wanted not in codes:
        raise Refusal(f"There is no figure “{code}”. There are: {', '.join(codes)}.", USAGE)
    return wanted


def _only(shown: Shown, code: str) -> Shown:
    from msgspec.structs import replace

    beside = _lines_of(shown.beside, code) if shown.beside else None
    return replace(shown, audit=_lines_of(shown.audit, code), beside=beside)


def _lines_of(audit: Audit, code: str) -> Audit:
    from msgspec.structs import replace

    return replace(audit, lines=audit.of(code)) if code else audit


def _as_csv(told: Told) -> bytes:
    from chairtui.audit.table import heat, table
    from chairtui.records.spreadsheets.workbook import Cell, Sheet, write_csv

    if told.mapped and (shown := heat(told.audit, told.code)):
        heads = ("Agency or unit", *(f"{one} {what}" for one in shown.months for what in _NUMBERS))
        rows: tuple[tuple[Cell, ...], ...] = tuple((who, *_numbers(some)) for who, some in shown.rows)
        return write_csv(Sheet("Heat map", heads, rows))
    shown_as = table(told.audit, told.beside, each=told.each)
    kinds = told.shown.names if shown_as.beside else told.shown.names[:1]
    names = [f"{part} {kind.capitalize()}".strip() for kind in kinds for part in shown_as.parts]
    numbers = [f"{one} {what}" for one in names for what in _NUMBERS]
    heads = ("Code", "Figure", "About", "Definition", *numbers)
    lines: list[tuple[Cell, ...]] = []
    for row in shown_as.rows:
        about = (row.measure.id, row.measure.title, row.subject, row.measure.definition)
        lines.append((*about, *_numbers(row.figures)))
    return write_csv(Sheet("Audit", heads, tuple(lines)))


_NUMBERS = ("met", "of", "not known")


def _numbers(figures: Sequence[object]) -> tuple[int, ...]:
    return tuple(getattr(figure, field) for figure in figures for field in ("met", "of", "unknown"))
