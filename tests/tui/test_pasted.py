"""A chronology as people paste it: everything is kept, and dated where it can be."""

from datetime import UTC, date, datetime
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chairtui.core.chronology import ChronologyRow
from chairtui.tui.pasted import Pasted, Pasting, new_rows

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)
THIRD = date(2026, 3, 3)

AS_PASTED = {
    "03/03/2026\tSeen at school\tSchool log": Pasted(THIRD, "Seen at school", "School log"),
    "3 Mar 2026; Missed appointment ; CAMHS": Pasted(THIRD, "Missed appointment", "CAMHS"),
    "3 Mar 2026  Seen at home  GP": Pasted(THIRD, "Seen at home", "GP"),
    "3 Mar 2026  Seen at home.  Upset.": Pasted(THIRD, "Seen at home. Upset."),
    "3 March 2026, mother called, upset": Pasted(THIRD, "mother called, upset"),
    "Tue, 3 Mar 2026, seen; then left": Pasted(THIRD, "seen; then left"),
    '"3 Mar 2026","Seen, at home",GP': Pasted(THIRD, "Seen, at home", "GP"),
    "2026-03-03 Found outside the station": Pasted(THIRD, "Found outside the station"),
    "2026-03-03: found": Pasted(THIRD, "found"),
    "03.03.2026 - Police called 12 times": Pasted(THIRD, "Police called 12 times"),
    "3/3/26 14:00 police called": Pasted(THIRD, "police called", "", "3/3/26 14:00"),
    "3 Mar 2026": Pasted(THIRD, "3 Mar 2026"),
    "Spring 2019\tMoved house\tGP": Pasted(None, "Moved house", "GP", "Spring 2019"),
    "Spring 2019, moved house": Pasted(None, "moved house", "", "Spring 2019"),
    "2026-02-30\tseen": Pasted(None, "seen", "", "2026-02-30"),
    "12 may have been seen": Pasted(None, "12 may have been seen"),
    "Mother, father and Kit seen": Pasted(None, "Mother, father and Kit seen"),
    "\tno date at all": Pasted(None, "no date at all"),
    '"not closed, x': Pasted(None, '"not closed, x'),
}


@pytest.mark.parametrize(("line", "row"), AS_PASTED.items())
def test_a_line_is_read_as_a_person_would(line: str, row: Pasted) -> None:
    assert Pasting(NOW).read(line) == [row]


def test_a_heading_is_no_row_and_says_which_cell_is_the_source() -> None:
    pasted = Pasting(NOW).read("Date,Event,Source\n\n3 Mar 2026,Seen, and well,School\n")
    assert pasted == [Pasted(THIRD, "Seen, and well", "School")]


def test_what_is_understood_is_counted_before_anything_is_saved() -> None:
    pasting = Pasting(NOW)
    assert pasting.understood("3 Mar 2026, seen") == "1 row, Tue 3 Mar 2026"
    words = pasting.understood("3 Mar 2026, seen\n1 Mar 2026, seen\nlong ago, moved")
    assert words == "3 rows, Sun 1 Mar 2026 to Tue 3 Mar 2026, 1 without a date, kept as written"


def test_rows_keep_their_order_and_get_ids_of_their_own_and_those_there_already_are_left_out() -> None:
    numbers = count(1)
    known = (ChronologyRow(id="old", on=THIRD, words="seen", source="GP"),)
    pasted = [Pasted(None, "b"), Pasted(THIRD, "seen"), Pasted(THIRD, "a", "School"), Pasted(None, "b")]
    rows = new_rows(pasted, known, "GP", lambda: f"r{next(numbers)}")
    assert [(row.words, row.source) for row in rows] == [("b", "GP"), ("a", "School"), ("b", "GP")]
    assert len({row.id for row in rows}) == 3


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n,;|"), max_size=120))
def test_no_letter_or_figure_of_what_was_pasted_is_lost(text: str) -> None:
    pasted = Pasting(NOW).read("x\n" + text)
    lines = [line for line in text.split("\n") if line.strip()]
    assert len(pasted) == len(lines) + 1
    for line, row in zip(lines, pasted[1:], strict=True):
        kept = row.words + row.source + row.date_as_written
        if row.on is None:
            assert [sign for sign in line if sign.isalnum()] == [
                sign for sign in _in_order(row) if sign.isalnum()
            ]
        else:
            assert kept


def _in_order(row: Pasted) -> str:
    return row.date_as_written + row.words + row.source
