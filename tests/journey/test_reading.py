"""What somebody at the screen reads is read by the journeys too, wherever its lines happen to be broken."""

from __future__ import annotations

import textwrap

import pytest
from tests.journey.chair import as_read

LEFT, RIGHT = 58, 58
"""Columns of the two panels, without their borders."""
BEGINS = 40
"""The column at which notices begin: over both panels."""


def over_two_panels(notice: str) -> list[str]:
    """Return a screen of two panels with a notice over the end of the left one and most of the right one."""
    above, below = f"╭{'─' * LEFT}╮╭{'─' * RIGHT}╮", f"╰{'─' * LEFT}╯╰{'─' * RIGHT}╯"
    words = [f"│{'the left panel has words':<{LEFT}}││{'the right one too':<{RIGHT}}│"]
    over = [
        f"│{'the left panel':<{BEGINS - 1}}▌ {line:<{LEFT + RIGHT - BEGINS}} │" for line in _lines(notice)
    ]
    return [above, *words, *over, *words, below]


def _lines(notice: str) -> list[str]:
    return ["", *textwrap.wrap(notice, LEFT + RIGHT - BEGINS), ""]


@pytest.mark.parametrize("length", range(1, 120))
def test_a_notice_is_read_whole_wherever_the_name_of_a_folder_breaks_its_lines(length: int) -> None:
    notice = f"1 file is in /tmp/{'x' * length}. This pack has all of it, so it goes to no agency."
    read = as_read(over_two_panels(notice))
    assert "This pack has all of it, so it goes to no agency." in read
    assert "the left panel has words the left panel" in read
    assert "the right one too the right one too" in read
