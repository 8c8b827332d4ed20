"""What a search is limited to is read as it is typed, and said as it is understood."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chairtui.core.vocabulary import Circumstance, Outcome, Stage
from chairtui.directory.agencies import Agencies
from chairtui.live.library import Order, SearchFor
from chairtui.live.search_for import (
    CHOICES,
    FILTERS,
    KINDS,
    NotAFilter,
    filter_words,
    read_filters,
    read_typed,
    typed,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
AGENCIES = Agencies.load()
WHOLE = SearchFor(
    words="bruise landlord",
    since=date(2026, 9, 1),
    until=date(2026, 11, 30),
    team="Assessment North",
    agency="police-child-abuse",
    circumstance=Circumstance.DOMESTIC_ABUSE,
    outcome=Outcome.DO_NOT_INITIATE,
    warning="W-MIN-HEALTH",
    stage=Stage.PARTLY,
    order=Order.BEST,
)


def test_every_filter_is_typed_back_as_it_was_read() -> None:
    assert {name for name in SearchFor.__struct_fields__ if name != "words"} == {*CHOICES}
    assert read_typed(f"{WHOLE.words} {typed(WHOLE)}", NOW, AGENCIES) == (WHOLE, ())
    said = filter_words(WHOLE, AGENCIES)
    assert all(name in said for name in FILTERS)
    assert "order:newest" not in typed(SearchFor(words="x"))
    assert "Police: child abuse investigation" in said
    assert filter_words(SearchFor(words="x"), AGENCIES) == ""


@pytest.mark.parametrize("name", KINDS)
def test_each_word_of_a_closed_list_is_itself(name: str) -> None:
    for one in KINDS[name]:
        assert getattr(read_filters({name: one.value.upper()}, NOW, AGENCIES), name) is one


def test_filters_stand_anywhere_between_the_words() -> None:
    of, troubles = read_typed("stage:signed bru team:“Court and care” 10:30 agency:CAIT", NOW, AGENCIES)
    assert troubles == ()
    assert of == SearchFor(words="bru   10:30", stage=Stage.SIGNED, team="Court and care", agency=of.agency)
    assert of.agency == "police-child-abuse"
    assert read_typed("team: since:", NOW, AGENCIES) == (SearchFor(), ())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"stage": "finished"}, "“finished” is none of these: preparing"),
        ({"circumstance": "abuse"}, "“abuse” can be several of these: "),
        ({"since": "sometime"}, "since: "),
    ],
)
def test_what_is_not_understood_is_said_and_limits_nothing(given: dict[str, str], said: str) -> None:
    with pytest.raises(NotAFilter, match=said):
        read_filters(given, NOW, AGENCIES)
    words = " ".join(f"{name}:{value}" for name, value in given.items())
    of, troubles = read_typed(f"bruise {words}", NOW, AGENCIES)
    assert of == SearchFor(words="bruise")
    assert said in troubles[0]
