"""The form for which meetings an audit is of, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from chairtui.audit.counting import SPLITS, Within
from chairtui.core.calendar.days import NotADate
from chairtui.core.calendar.when import read_when, say_when
from chairtui.core.vocabulary import Circumstance
from chairtui.live.audit_report import problem_of
from chairtui.live.auditing import Meant
from chairtui.live.desk import Desk
from chairtui.live.formats import Use
from chairtui.tui.sheets.export import choices, folder_field
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.specs import Option


def which_fields(desk: Desk, meant: Meant, profiles: Sequence[str]) -> tuple[FieldSpec, ...]:
    """Return the fields: days, team, circumstance, a sample, and a second period, sample or profile."""
    within, second = meant.within, meant.second or Within()

    def understand(words: str) -> str:
        return say_when(_day(words, desk)) if words.strip() else ""

    def day(key: str, label: str, known: date | None, **more: str) -> FieldSpec:
        shown = say_when(known) if known else ""
        return FieldSpec(key, label, Kind.WHEN, initial=shown, understand=understand, **more)  # type: ignore[arg-type]

    return (
        day("since", "Held since", within.since, help="1 jan 2026; leave it empty for all"),
        day("until", "Held until", within.until, help="31 mar 2026; leave it empty for all"),
        FieldSpec("team", "Team", initial=within.team, help="its whole name"),
        FieldSpec(
            "circumstance",
            "Circumstance",
            Kind.CHOICE,
            initial=within.circumstance,
            options=tuple(Option(one.value, one.value) for one in Circumstance),
        ),
        FieldSpec("size", "Only a sample of", initial=str(meant.size or ""), help="how many meetings"),
        FieldSpec("seed", "Drawn by the words", initial=meant.seed, help="the same words, the same sample"),
        day("also_since", "Beside: held since", second.since, folded="a second period"),
        day("also_until", "Beside: held until", second.until, folded="a second period"),
        FieldSpec(
            "also_seed", "Beside: a sample by the words", initial=meant.second_seed, folded="a second sample"
        ),
        FieldSpec(
            "profile",
            "What if: judged by",
            Kind.CHOICE,
            initial=meant.profile,
            options=tuple(Option(one, one) for one in profiles),
            folded="other rules",
        ),
    )


def meant_of(values: Values, desk: Desk) -> Meant:
    """Return what the form asks for.

    Raises:
        ValueError: it cannot be counted so; the sentence says why.
    """

    def word(key: str) -> str:
        return str(values.get(key, "")).strip()

    def day(key: str) -> date | None:
        return _day(word(key), desk) if word(key) else None

    size = word("size")
    if size and not (size.isdecimal() and int(size)):
        raise ValueError("A sample is a number of meetings, such as 15.")
    within = Within(
        since=day("since"), until=day("until"), team=word("team"), circumstance=word("circumstance")
    )
    also_since, also_until = day("also_since"), day("also_until")
    second = None
    if also_since or also_until:
        second = Within(
            since=also_since, until=also_until, team=within.team, circumstance=within.circumstance
        )
    meant = Meant(
        within=within,
        size=int(size or 0),
        seed=word("seed"),
        second=second,
        second_seed=word("also_seed"),
        profile=word("profile"),
    )
    if problem := meant.problem():
        raise ValueError(problem)
    return meant


def report_fields(desk: Desk) -> tuple[FieldSpec, ...]:
    """Return what is asked before the audit is written: for whom, in which form, how split, and where."""
    return (
        FieldSpec(
            "for",
            "For whom",
            Kind.CHOICE,
            True,
            initial="named",
            options=(
                Option("named", "those who may see the meetings", "references and teams stand in it"),
                Option("committee", "a committee", "no meeting, no person, no small number"),
            ),
        ),
        FieldSpec(
            "form",
            "What",
            Kind.CHOICE,
            True,
            initial="pdf",
            options=(*choices(Use.SEND), Option("xlsx", "Spreadsheet", "figures, definitions, months")),
        ),
        FieldSpec(
            "by",
            "Split by",
            Kind.CHOICE,
            initial="month",
            options=tuple(Option(one, one) for one in SPLITS),
            help="by month it has charts",
        ),
        folder_field(desk, "The file is named by the time. It is not encrypted."),
    )


def report_wrong(values: Values, meant: Meant) -> Mapping[str, str]:
    """Return why there is no such report, for the form."""
    by, for_committee = str(values.get("by", "")), values.get("for") == "committee"
    problem = problem_of(meant, by, for_committee=for_committee)
    return {"": problem} if problem else {}


def wrong_in(values: Values, desk: Desk) -> Mapping[str, str]:
    """Return what is wrong with the values, for the form."""
    try:
        meant_of(values, desk)
    except ValueError as problem:
        return {"": str(problem)}
    return {}


def _day(words: str, desk: Desk) -> date:
    try:
        return read_when(words, desk.clock.now(), past=True).on
    except NotADate as problem:
        raise ValueError(str(problem)) from None
