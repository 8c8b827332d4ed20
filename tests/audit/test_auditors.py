"""Partners' auditors: names that tell nothing, and how much of what was asked for has come back."""

import random
import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chairtui.audit.auditors import Sample, SampledMeeting, Seat, View, came_back, names, seats, standing

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)
WIDTH = re.compile(r"M-[BCDFGHJKLMNPQRSTVWXZ2-9]{6}")


@given(st.integers(0, 200), st.integers())
def test_names_are_of_one_width_and_all_different_whatever_was_used_before(count: int, seed: int) -> None:
    draw = random.Random(seed).choice
    first = names(count, draw)
    second = names(count, random.Random(seed).choice, first)
    assert len({*first, *second}) == 2 * count
    assert all(WIDTH.fullmatch(name) for name in (*first, *second))


def a_sample(*asked: tuple[str, ...]) -> Sample:
    meetings = tuple(
        SampledMeeting(
            meeting_id=f"m{number}",
            name=f"M-{number:06}",
            seats=tuple(Seat(agency=key, title=key.upper()) for key in agencies),
        )
        for number, agencies in enumerate(asked)
    )
    return Sample(id="A-1", made_at=NOW, drawn="", meetings=meetings)


def view(meeting: str, agency: str, minutes: int = 0, **answers: str) -> View:
    at = NOW + timedelta(minutes=minutes)
    return View(sample_id="A-1", meeting_id=meeting, agency=agency, taken_at=at, answers=answers)


def test_each_agency_is_counted_with_what_has_not_come_back() -> None:
    sample = a_sample(("gp", "police"), ("police",), ("gp",))
    told = came_back(sample, [view("m0", "gp"), view("m2", "gp"), view("m2", "gp", 5)])
    assert [(one.agency, one.returned, one.of) for one in told] == [("gp", 2, 2), ("police", 0, 2)]
    assert told[1].words == "0 of 2 came back"


def test_what_was_never_asked_for_is_not_counted() -> None:
    assert [
        one.returned for one in came_back(a_sample(("gp",)), [view("m0", "school"), view("m9", "gp")])
    ] == [0]


def test_of_several_views_the_last_that_was_taken_in_stands() -> None:
    views = [view("m0", "gp", 5, decision="no"), view("m0", "gp", 1, decision="yes")]
    assert standing(views)["m0", "gp"].answers == {"decision": "no"}


def test_an_agency_that_sent_several_people_is_asked_once() -> None:
    lines = [Seat(agency="gp", title="GP", attendee_id=one) for one in ("a", "b")]
    assert [seat.attendee_id for seat in seats(lines)] == ["a"]
