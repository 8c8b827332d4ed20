"""The palette finds what can be done by the words of those who chair."""

import pytest

from chairtui.tui.keys import ACTS, BY_ID
from chairtui.tui.terminal.field_words import FIELD_WORDS
from chairtui.tui.terminal.palette import LEFT_OUT, score_of

ASKED = (
    ("concern", "contribution step_2 risk"),
    ("minutes", "step_7 records sign export"),
    ("apologies", "invited unable presence"),
    ("section 47", "decide step_5"),
    ("quorum", "override"),
    ("cancel the meeting", "call_off"),
    ("NFA", "no_action"),
    ("threshold", "decide step_4"),
    ("invite", "papers invited"),
    ("dissent", "position"),
    ("timeline", "chronology"),
    ("addendum", "add_late"),
    ("appointment", "booked"),
    ("quit", "leave"),
    ("emergency", "urgent"),
    ("mistake", "undo take_back"),
)


@pytest.mark.parametrize(("typed", "found"), ASKED)
def test_a_word_of_the_field_finds_what_it_means(typed: str, found: str) -> None:
    for typed_so in (typed, typed.upper(), f" {typed} "):
        assert all(score_of(BY_ID[one], typed_so) > 0.1 for one in found.split())


def test_every_act_of_the_palette_has_words_of_the_field_beside_its_name() -> None:
    offered = {act.id for act in ACTS if act.id not in LEFT_OUT}
    assert offered == set(FIELD_WORDS)
    for act in ACTS:
        words = [one.strip() for one in FIELD_WORDS.get(act.id, "").split(",")]
        assert act.id in LEFT_OUT or [one for one in words if one.casefold() != act.label.casefold()]
        assert len(words) == len(set(words))
