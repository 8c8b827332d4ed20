"""The audit from the command line, over invented meetings."""

import json
from pathlib import Path

import pytest
from tests.audit.fifteen import AMONG, OTHERS, documents
from tests.cli.conftest import Chairtui
from tests.store.files import tamper


def imported(chairtui: Chairtui, folder: Path, reading: str = OTHERS) -> None:
    names = []
    for number, document in enumerate(documents(reading), 1):
        (folder / f"{number}.json").write_bytes(document)
        names.append(f"{number}.json")
    ran = chairtui("import", *names)
    assert ran.code == 0, ran.err


def figure(chairtui: Chairtui, code: str, *more: str) -> tuple[int, int, int]:
    told = chairtui("audit", code, *more, "--json").json["figures"]
    whole = [one for one in told if one["subject"] == ""]
    assert len(whole) == 1
    return whole[0]["met"], whole[0]["of"], whole[0]["unknown"]


@pytest.mark.parametrize(
    ("reading", "any_health", "beside_mash", "nobody"), [(AMONG, 6, 3, 9), (OTHERS, 9, 6, 6)]
)
def test_the_audits_own_counts_come_out_under_each_reading_all_side_by_side(
    chairtui: Chairtui, tmp_path: Path, reading: str, any_health: int, beside_mash: int, nobody: int
) -> None:
    imported(chairtui, tmp_path, reading)
    told = chairtui("audit").out
    for words, count in (
        ("Health was there, MASH health counted", any_health),
        ("Health was there, MASH health not counted", beside_mash),
        ("A MASH health practitioner was used", 3),
        ("Nobody from health was there", nobody),
    ):
        line = next(line for line in told.splitlines() if words in line)
        assert line.endswith(f"{count} of 15")
    assert "15 meetings, held Tue 7 Jan 2020 to Tue 21 Jan 2020." in told


def test_the_first_figures_are_there_the_moment_a_meeting_is_kept(chairtui: Chairtui, tmp_path: Path) -> None:
    chairtui("new")
    assert "there is nothing to count" in chairtui("audit").out
    imported(chairtui, tmp_path)
    assert figure(chairtui, "M-MINIMUM") == (9, 15, 0)


def test_a_code_shows_definition_source_and_the_meetings_beneath_it(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    imported(chairtui, tmp_path)
    told = chairtui("audit", "m-health-none").out
    assert "Of the meetings that decided: those with nobody at all from health" in told
    assert "Source: Multi-agency audit of strategy discussions, Bromley 2020" in told
    assert told.count("SM-2020-") == 15
    unknown = chairtui("audit", "M-NOTHING")
    assert unknown.code == 2
    assert "There is no figure “M-NOTHING”. There are: M-MINIMUM" in unknown.err


def test_figures_are_split_and_only_asked_for_by_chair(chairtui: Chairtui, tmp_path: Path) -> None:
    imported(chairtui, tmp_path)
    told = chairtui("audit", "M-MINIMUM", "--by", "month").out
    assert "2020-01" in told
    assert "9 of 15" in told
    assert "CHAIR" not in chairtui("audit").out


def test_the_months_of_a_figure_come_to_a_trend_with_its_limits(chairtui: Chairtui, tmp_path: Path) -> None:
    imported(chairtui, tmp_path)
    assert "A trend needs two months" in chairtui("audit", "M-MINIMUM", "--by", "month").out
    later = json.loads((tmp_path / "1.json").read_text())
    later["meeting"]["id"], later["meeting"]["reference"] = "audit-later", "SM-2020-LATER"
    (tmp_path / "later.json").write_text(json.dumps(later).replace("2020-01-07", "2020-02-04"))
    assert chairtui("import", "later.json").code == 0
    told = chairtui("audit", "M-MINIMUM", "--by", "month").out
    assert "Over 2 points: mean 80%, limits 0% to 100%, trial limits with fewer than 12 points" in told
    assert told.rstrip().endswith("no special cause.")


def test_days_teams_and_samples_choose_the_meetings(chairtui: Chairtui, tmp_path: Path) -> None:
    imported(chairtui, tmp_path)
    assert figure(chairtui, "M-POLICE", "--from", "2020-01-20") == (2, 2, 0)
    assert figure(chairtui, "M-POLICE", "--to", "2020-01-08") == (2, 2, 0)
    assert chairtui("audit", "--team", "Nobody's").out.startswith("No meeting that began")
    drawn = [chairtui("audit", "--sample", "5", "--seed", "spring", "--json").json for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]["meetings"]) == 5
    without = chairtui("audit", "--sample", "5")
    assert without.code == 2
    assert "--seed" in without.err


def test_a_what_if_stands_beside_and_changes_nothing(chairtui: Chairtui, tmp_path: Path) -> None:
    imported(chairtui, tmp_path)
    before = chairtui("audit", "--json").json["figures"]
    told = chairtui("audit", "--profile", "working-together-2026")
    assert "WHAT IF" in told.out
    assert "nothing is changed by it." in told.out
    assert chairtui("audit", "--json").json["figures"] == before
    beside = chairtui("audit", "--profile", "working-together-2026", "--json").json
    assert beside["figures"] == before
    assert beside["what_if"]["profile"] == "working-together-2026"
    assert chairtui("audit", "--profile", "no-such").code == 2


def test_no_figure_counts_what_is_not_known_as_met(chairtui: Chairtui, tmp_path: Path) -> None:
    imported(chairtui, tmp_path)
    for one in chairtui("audit", "--json").json["figures"]:
        assert 0 <= one["met"] <= one["of"] - one["unknown"], json.dumps(one)


OWN = (
    (Path(__file__).parents[2] / "docs" / "audit.md").read_text("utf-8").split("```toml\n")[1].split("```")[0]
)
"""The example on the page."""


def test_a_partnerships_own_measure_is_checked_installed_counted_and_taken_out(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    imported(chairtui, tmp_path)
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    assert "the measures can be used" in chairtui("audit", "check", "own.toml").out
    assert chairtui("audit", "installed").out.strip() == "No measures of your own are installed."
    assert chairtui("audit", "install", "own.toml").code == 0
    assert chairtui("audit", "installed").out.strip() == "borough"
    assert figure(chairtui, "M-BOROUGH-SIGNED") == (0, 15, 0)
    assert "it is kept as" in chairtui("audit", "remove", "borough").out
    assert chairtui("audit", "M-BOROUGH-SIGNED").code == 2
    assert chairtui("audit", "remove", "borough").code == 2


def test_a_measure_that_is_wrong_is_told_with_its_line_and_nothing_is_installed(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    (tmp_path / "own.toml").write_text(OWN.replace('met = "signed"', 'met = "sined"'), "utf-8")
    checked = chairtui("audit", "check", "own.toml")
    assert checked.code == 3
    line = 1 + OWN[: OWN.index("met = ")].count("\n")
    assert f"own.toml, line {line}, rule M-BOROUGH-SIGNED, met: " in checked.out
    assert chairtui("audit", "install", "own.toml").code == 3
    assert chairtui("audit", "installed").out.strip() == "No measures of your own are installed."


def test_a_summary_for_a_committee_names_no_meeting_and_no_small_number(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    imported(chairtui, tmp_path)
    told = chairtui("audit", "--summary").out
    assert "SM-2020" not in told
    assert "Child " not in told
    assert "The minimum was together when it was decided: 9 of 15" in told
    assert "A MASH health practitioner was used: c" in told
    assert "Health was there, MASH health counted: c" in told
    figures = chairtui("audit", "--summary", "--json").json
    withheld = [one for one in figures["figures"] if one["met"] is None]
    assert {"M-HEALTH-ANY", "M-HEALTH-MASH", "M-HEALTH-NONE"} <= {one["code"] for one in withheld}
    for one in figures["figures"]:
        assert one["met"] not in range(1, 6)
    by_chair = chairtui("audit", "--summary", "--by", "chair")
    assert by_chair.code == 2
    assert "A summary is split by month, team, authority, profile" in by_chair.err


def test_a_map_shows_agency_by_month_with_numbers_and_signs_that_need_no_colour(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    imported(chairtui, tmp_path)
    told = chairtui("audit", "--map").out.splitlines()
    assert "M-EXPECTED-HERE: Each agency that was expected was there" in told
    assert next(line for line in told if "2020-01" in line).split() == ["2020-01"]
    police = next(line for line in told if line.startswith("Police "))
    assert police.split()[-2:] == ["█", "15/15"]
    assert told[-1].startswith("█ all")
    assert "no map" in chairtui("audit", "M-MINIMUM", "--map").out
    rows = chairtui("audit", "--map", "--csv").out.splitlines()
    assert rows[0] == "Agency or unit,2020-01 met,2020-01 of,2020-01 not known"
    assert "Police,15,15,0" in rows


def test_two_periods_and_two_samples_stand_side_by_side(chairtui: Chairtui, tmp_path: Path) -> None:
    imported(chairtui, tmp_path)
    periods = ("--to", "2020-01-12", "--beside-from", "2020-01-13")
    told = chairtui("audit", "M-HEALTH-NONE", *periods).out
    assert "Second: 9 meetings, held Mon 13 Jan 2020 to Tue 21 Jan 2020." in told
    line = next(line for line in told.splitlines() if line.startswith("M-HEALTH-NONE  "))
    assert line.split("  ")[-2:] == ["0 of 6", "6 of 9"]
    read = chairtui("audit", "M-HEALTH-NONE", *periods, "--json").json
    assert (read["figures"][0]["of"], read["beside"]["figures"][0]["of"]) == (6, 9)
    samples = chairtui("audit", "--sample", "4", "--seed", "a", "--beside-seed", "b", "--csv").out
    assert "First met,First of,First not known,Second met" in samples.splitlines()[0]
    both = chairtui("audit", "--beside-from", "2020-01-13", "--profile", "working-together-2026")
    assert both.code == 2
    assert chairtui("audit", "--beside-seed", "b").code == 2


def test_split_by_agency_each_agency_and_unit_has_its_figure(chairtui: Chairtui, tmp_path: Path) -> None:
    imported(chairtui, tmp_path)
    told = chairtui("audit", "M-EXPECTED-HERE", "--by", "agency").out
    assert any(line.split() == ["Police", "15", "of", "15"] for line in told.splitlines())
    assert "because you asked" in chairtui("audit", "--by", "chair").out


def test_verify_proves_what_the_measures_say_and_rebuild_makes_it_anew(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    imported(chairtui, tmp_path)
    assert chairtui("verify").code == 0
    tamper(
        tmp_path / "data" / "chairtui" / "meetings.db",
        "UPDATE measured SET met = 1 - met WHERE measure = 'M-HEALTH-NONE'",
    )
    spoilt = chairtui("verify")
    assert spoilt.code == 1
    assert spoilt.out.count("what the measures say of it does not follow from the log") == 15
    assert chairtui("rebuild").code == 0
    assert chairtui("verify").code == 0
    assert figure(chairtui, "M-HEALTH-NONE") == (6, 15, 0)
