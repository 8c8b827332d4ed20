"""A chronology as people paste it: everything is kept, and dated where a day with its year is written."""

from datetime import UTC, datetime
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.writing import shown

from chairtui.core.change import Refused
from chairtui.core.chronology import ChronologyRow
from chairtui.tables.chronology import Tabled
from chairtui.tables.pasting import MOST_AT_ONCE, Pasting

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)
THIRD = "2026-03-03"


def read(text: str, known: tuple[ChronologyRow, ...] = (), source: str = "") -> Tabled:
    done = Pasting(NOW, lambda words: words in ("GP", "School")).read(text, known, source)
    assert done is not None
    return done


AS_PASTED = {
    "03/03/2026\tSeen at school\tSchool log": (THIRD, "Seen at school", "School log", ""),
    "3 Mar 2026; Missed appointment ; CAMHS": (THIRD, "Missed appointment", "CAMHS", ""),
    "3 Mar 2026  Seen at home  GP": (THIRD, "Seen at home", "GP", ""),
    "3 Mar 2026  Seen at home.  Upset.": (THIRD, "Seen at home. Upset.", "", ""),
    "3 March 2026, mother called, upset": (THIRD, "mother called, upset", "", ""),
    "Tue, 3 Mar 2026, seen; then left": (THIRD, "seen; then left", "", ""),
    '"3 Mar 2026","Seen, at home",GP': (THIRD, "Seen, at home", "GP", ""),
    "2026-03-03 Found outside the station": (THIRD, "Found outside the station", "", ""),
    "2026-03-03: found": (THIRD, "found", "", ""),
    "03.03.2026 - Police called 12 times": (THIRD, "Police called 12 times", "", ""),
    "3/3/26 14:00 police called": (THIRD, "police called", "", "3/3/26 14:00"),
    "3 Mar 2026": (THIRD, "3 Mar 2026", "", ""),
    "Spring 2019\tMoved house\tGP": ("", "Moved house", "GP", "Spring 2019"),
    "Spring 2019, moved house": ("", "moved house", "", "Spring 2019"),
    "2026-02-30\tseen": ("", "seen", "", "2026-02-30"),
    "12 may have been seen": ("", "12 may have been seen", "", ""),
    "12 March, seen": ("", "seen", "", "12 March"),
    "3/4\tseen\tGP": ("", "seen", "GP", "3/4"),
    "10:30\tseen": ("", "seen", "", "10:30"),
    "+2w, seen": ("", "seen", "", "+2w"),
    "today, seen": ("", "today, seen", "", ""),
    "Mother, father and Kit seen": ("", "Mother, father and Kit seen", "", ""),
    "\tno date at all": ("", "no date at all", "", ""),
    '"not closed, x': ("", '"not closed, x', "", ""),
}


@pytest.mark.parametrize(("line", "row"), AS_PASTED.items())
def test_a_line_is_read_as_a_person_would(line: str, row: tuple[str, str, str, str]) -> None:
    assert shown(read(line)) == [row]
    assert shown(read(f"{line}\n\nx y z"))[0] == row


def test_a_heading_is_no_row_and_says_which_cell_is_the_source() -> None:
    done = read("Date,Event,Source\n\n3 Mar 2026,Seen, and well,School\n4 Mar 2026,Well,GP\n")
    assert shown(done)[0] == (THIRD, "Seen, and well", "School", "")


def test_a_table_in_the_order_date_agency_event_is_understood() -> None:
    rows = "3 Mar 2026\tSchool\tCame with a bruise\n4 Mar 2026\tGP\tMissed\n"
    assert [row[1:3] for row in shown(read(rows))] == [("Came with a bruise", "School"), ("Missed", "GP")]
    half = "3 Mar 2026\tNursery\tCame with a bruise\n12 March\tNursery\tDid not come at all"
    assert [row[1:3] for row in shown(read(half))] == [
        ("Came with a bruise", "Nursery"),
        ("Did not come at all", "Nursery"),
    ]
    assert shown(read("3 Mar 2026\tGP\n12 March\tGP")) == [(THIRD, "GP", "", ""), ("", "GP", "", "12 March")]
    headed = "Date\tAgency\tWhat happened\n3 Mar 2026\tNursery\tAway\n"
    assert shown(read(headed)) == [(THIRD, "Away", "Nursery", "")]


def test_a_table_of_which_the_columns_are_unclear_is_asked_about() -> None:
    assert Pasting(NOW).read("3 Mar 2026\tA\tB\tC\n4 Mar 2026\tD\tE\tF") is None
    assert "asks which column is what" in Pasting(NOW).understood("a\tb\tc\td\ne\tf\tg\th")


def test_what_is_understood_is_counted_before_anything_is_saved() -> None:
    pasting = Pasting(NOW)
    assert pasting.understood("3 Mar 2026, seen") == "1 row read, Tue 3 Mar 2026."
    words = pasting.understood("3 Mar 2026, seen\n1 Mar 2026, seen\nlong ago, moved")
    assert words == "3 rows read, Sun 1 Mar 2026 to Tue 3 Mar 2026. 1 row has no day: kept as written."
    assert "saving shows" in pasting.understood("3 Mar 2026, seen\n" * (MOST_AT_ONCE + 1))
    assert Pasting(NOW).understood("x\n" * 30) != ""
    with pytest.raises(Refused, match="rows"):
        pasting.read("x\n" * 30_000)


def test_rows_keep_their_order_and_those_there_already_are_left_out_and_named() -> None:
    known = (ChronologyRow(id="old", on=datetime(2026, 3, 3, tzinfo=UTC).date(), words="seen", source="GP"),)
    done = read("b b\n3 Mar 2026, seen\n3 Mar 2026\ta\tSchool\nb b", known, "GP")
    assert [(row.words, row.source) for row in done.rows] == [("b b", "GP"), ("a", "School")]
    assert [(one.number, one.of) for one in done.twice] == [(2, 0), (4, 1)]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n,;|"), max_size=120))
def test_no_letter_or_figure_of_what_was_pasted_is_lost(text: str) -> None:
    pasting = Pasting(NOW)
    done = pasting.read("x\n" + text)
    lines = [line for line in ("x\n" + text).split("\n") if line.strip()]
    if done is None:
        return  # asked about
    accounted = [*done.numbers, *(one.number for one in done.failed), *(one.number for one in done.twice)]
    assert len(accounted) == len(lines)
    kept = dict(zip(done.numbers, done.rows, strict=True))
    for number, row in kept.items():
        written = normalize("NFC", ("x\n" + text).split("\n")[number - 1])  # as every text is kept
        if row.on is None:
            together = row.date_as_written + row.words + row.source
            assert sorted(filter(str.isalnum, together)) == sorted(filter(str.isalnum, written))
