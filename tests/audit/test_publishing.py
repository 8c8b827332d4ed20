"""What leaves the borough: no small number, and nothing that gives one back."""

import os
import tempfile
from contextlib import chdir
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chairtui.audit import publishing, suppressing
from chairtui.audit.counting import SPLITS, Counted, Figure, audit, audited
from chairtui.audit.publishing import SPLITS_PUBLISHED, Summary, is_small, summary
from chairtui.standards.measuring import Measured, Measuring, read_measures

MEASURES = tuple(
    one
    for one in Measuring(read_measures()).measures
    if one.id in ("M-MINIMUM", "M-HEALTH-ANY", "M-HEALTH-BESIDE-MASH", "M-HEALTH-MASH", "M-EXPECTED-HERE")
)
AGENCIES = ("School", "GP", "Nursery")


def meeting(number: int, team: str, health: str, here: tuple[int, ...], minimum: int) -> Counted:
    def one(code: str, met: int, subject: str = "") -> Measured:
        unknown = int(met < 0)
        return Measured(measure=code, subject=subject, of=1, met=max(met, 0), unknown=unknown)

    return Counted(
        meeting_id=f"id-{number}",
        reference=f"SM-{number}",
        held_on=date(2026, 1, 1),
        team=team,
        chair="Ruth Calloway",
        measured=(
            one("M-MINIMUM", minimum),
            one("M-HEALTH-ANY", int(health != "")),
            one("M-HEALTH-BESIDE-MASH", int(health == "nurse")),
            one("M-HEALTH-MASH", int(health == "mash")),
            *(one("M-EXPECTED-HERE", met, agency) for met, agency in zip(here, AGENCIES, strict=True)),
        ),
    )


KINDS = st.tuples(
    st.sampled_from(("Team 1", "Team 2", "Team 3")),
    st.sampled_from(("", "nurse", "mash")),
    st.tuples(*[st.sampled_from((-1, 0, 1))] * 3),
    st.sampled_from((-1, 0, 1)),
)
meetings = st.lists(st.tuples(KINDS, st.sampled_from((1, 3, 6, 9, 20))), max_size=10).map(
    lambda rows: [
        meeting(number, *kind)
        for number, kind in enumerate(kind for kind, count in rows for _ in range(count))
    ]
)
"""Several alike, so that some counts are small and others are not."""


def told_of(given: list[Counted], by: str = "") -> Summary:
    return summary(audited(given, MEASURES), audited(given, MEASURES, by) if by else None)


@settings(max_examples=150, deadline=None)
@given(meetings, st.sampled_from(("", "team")))
def test_nothing_that_is_shown_has_a_small_number(given: list[Counted], by: str) -> None:
    for line in told_of(given, by).lines:
        assert line.figure is None or not is_small(line.figure)
        if line.partly:
            assert not {getattr(line.partly, name) for name in COUNTS} & set(range(1, 6))


@pytest.mark.parametrize("with_the_library", [True, False])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=meetings)
def test_no_sum_or_difference_of_what_is_shown_gives_back_what_is_withheld(
    monkeypatch: pytest.MonkeyPatch, with_the_library: bool, given: list[Counted]
) -> None:
    """Every equation between cells, solved with those that are shown: no small withheld one is fixed."""
    monkeypatch.setattr(suppressing, "installed", lambda: with_the_library)
    monkeypatch.setattr(suppressing, "states_apart", _states_here)
    shown = told_of(given, "team")
    cells, values, known = _cells(given, shown)
    for cell in _fixed(_equations(cells), known, values):
        assert values[cell] not in range(1, 6), cell


@settings(max_examples=30, deadline=None)
@given(meetings, st.sampled_from(("", *SPLITS_PUBLISHED)))
def test_no_meeting_and_no_person_is_named(given: list[Counted], by: str) -> None:
    told = repr(told_of(given, by))
    assert "SM-" not in told
    assert "id-" not in told
    assert "Calloway" not in told


def test_a_summary_is_never_split_by_a_person() -> None:
    assert set(SPLITS) - set(SPLITS_PUBLISHED) == {"chair"}
    with pytest.raises(ValueError, match="never split by chair"):
        told_of([], "chair")


def test_nought_is_shown_and_one_to_five_are_not() -> None:
    def met(count: int, of: int) -> str:
        given = [meeting(n, "Team 1", "nurse", (1, 1, 1), int(n < count)) for n in range(of)]
        return next(line.words for line in told_of(given).lines if line.measure.id == "M-MINIMUM")

    assert met(0, 20) == "0 of 20"
    assert [met(count, 20) for count in (1, 5, 15, 19)] == ["c"] * 4
    assert met(6, 20) == "6 of 20"
    assert met(14, 20) == "14 of 20"
    assert met(0, 5) == "c"


SPLIT = {
    "North": Figure(112, 116),
    "South": Figure(17, 30),
    "East": Figure(3, 25, 2),
    "West": Figure(9, 27, 9),
}


def _states_here(splits: list[tuple[Figure, ...]]) -> list[suppressing.States | None]:
    """Ask the library in this process: of many examples each would wait for one of its own."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        return [suppressing.states_of(parts, folder) for parts in splits]


def test_what_the_library_says_in_a_process_of_its_own_is_what_it_says_here() -> None:
    splits = [tuple(SPLIT.values()), (Figure(30, 60), Figure(40, 41))]
    assert suppressing.states_apart(splits) == _states_here(splits)


def test_withholding_never_changes_the_folder_of_the_program_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No moment in which this process stands elsewhere: nothing here may change its folder at all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "chdir", lambda _to: pytest.fail("the folder is changed"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    assert suppressing.partly_shown({"M": SPLIT})
    assert [one.name for one in tmp_path.rglob("*")] == ["temporary"]


CRASHES = {
    "crashes": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "raises": "raise RuntimeError",
    "takes too long": "import time; time.sleep(60)",
    "takes too much memory": "held = 'a' * 2_000_000_000",
}


@pytest.mark.parametrize("how", CRASHES)
def test_where_the_library_breaks_off_the_whole_split_is_withheld_and_the_page_says_so(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pytauargus.py").write_text(f"def protect(*_, **__):\n    {CRASHES[how]}\n")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{Path(suppressing.__file__).parents[2]}")
    monkeypatch.setattr(suppressing, "SECONDS", 60 if "long" not in how else 1)
    given = [meeting(n, "ABCD"[n % 4], "", (1, 1, 1), int(n > 3)) for n in range(60)]
    given += [meeting(100 + n, "A", "", (1, 1, 1), 0) for n in range(20)]
    told = told_of(given, "team")
    parts = [line for line in told.lines if line.measure.id == "M-MINIMUM" and line.part]
    assert {line.words for line in parts} == {"c"}
    assert "(pytauargus) broke off" in told.why_withheld


def test_single_numbers_of_a_split_are_withheld_and_how_many_there_are_is_shown() -> None:
    shown = suppressing.partly_shown({"M": SPLIT})
    assert {name: one.words for name, one in shown["M"].items()} == {
        "North": "c of 116",
        "South": "17 of 30",
        "East": "c of 25 (c not known)",
        "West": "9 of 27 (c not known)",
    }


@pytest.mark.parametrize(
    "parts",
    [
        {"North": Figure(4, 30), "South": Figure(0, 3)},
        {"North": Figure(2, 30), "South": Figure(2, 30)},
        {"North": Figure(2, 30)},
    ],
)
def test_where_a_sum_is_small_too_only_the_whole_split_can_be_withheld(parts: dict[str, Figure]) -> None:
    assert suppressing.partly_shown({"M": parts}) == {}


def test_without_the_library_the_whole_split_is_withheld_and_the_page_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suppressing, "installed", lambda: False)
    monkeypatch.setattr(publishing, "installed", lambda: False)
    assert suppressing.partly_shown({"M": SPLIT}) == {}
    assert "(pytauargus) is not installed" in told_of([]).why_withheld


Cell = tuple[str, str, str, str]
"""Measure, subject, part, and which count."""
COUNTS = ("met", "unmet", "unknown", "of")


def _cells(given: list[Counted], shown: Summary) -> tuple[set[Cell], dict[Cell, int], set[Cell]]:
    """Return all cells, their true values, and which of them are shown."""
    values: dict[Cell, int] = {}
    for by in ("", "team"):
        for line in audit(given, MEASURES, by):
            if not (by and line.subject):
                for name in COUNTS:
                    values[(line.measure.id, line.subject, line.part, name)] = getattr(line.figure, name)
    known = {
        (line.measure.id, line.subject, line.part, name)
        for line in shown.lines
        if (told := line.figure or line.partly)
        for name in COUNTS
        if getattr(told, name) is not None
    }
    return set(values), values, known


def _equations(cells: set[Cell]) -> list[dict[Cell, int]]:
    """Return sums that are nought: a whole less its subjects, or its parts; any health less its kinds."""
    equations = []
    for cell in cells:
        measure, subject, part, name = cell
        if not subject and not part:
            for place in (1, 2):
                of = [one for one in cells if one[0] == measure and one[3] == name and one[place]]
                if of:
                    equations.append({cell: -1, **dict.fromkeys(of, 1)})
        if name == "of":
            counts = [(measure, subject, part, one) for one in COUNTS if one != "of"]
            equations.append({cell: -1, **dict.fromkeys(counts, 1)})
        if measure == "M-HEALTH-ANY":
            kinds = [(code, subject, part, name) for code in ("M-HEALTH-BESIDE-MASH", "M-HEALTH-MASH")]
            if name == "met":
                equations.append({cell: -1, **dict.fromkeys(kinds, 1)})
    return equations


def _fixed(equations: list[dict[Cell, int]], known: set[Cell], values: dict[Cell, int]) -> list[Cell]:
    """Return the cells that are not known and have one value only, by elimination over the equations."""
    unknown = sorted({cell for one in equations for cell in one} - known)
    place = {cell: number for number, cell in enumerate(unknown)}
    rows = []
    for equation in equations:
        row = [Fraction(0)] * (len(unknown) + 1)
        for cell, factor in equation.items():
            if cell in place:
                row[place[cell]] += factor
            else:
                row[-1] -= factor * values[cell]
        rows.append(row)
    pivot = 0
    for column in range(len(unknown)):
        with_it = next((n for n in range(pivot, len(rows)) if rows[n][column]), None)
        if with_it is None:
            continue
        rows[pivot], rows[with_it] = rows[with_it], rows[pivot]
        rows[pivot] = [value / rows[pivot][column] for value in rows[pivot]]
        for n, row in enumerate(rows):
            if n != pivot and row[column]:
                rows[n] = [a - row[column] * b for a, b in zip(row, rows[pivot], strict=True)]
        pivot += 1
    alone = ([n for n, value in enumerate(row[:-1]) if value] for row in rows)
    return [unknown[places[0]] for places in alone if len(places) == 1]
