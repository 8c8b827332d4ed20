"""The keys that pages for people name are the keys of the acts that are meant: the table alone says which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chairtui.tui.keys import key_of

PROJECT = Path(__file__).parents[1]
NAMED = re.compile(r"`(\^?[a-z]|space|delete)`|(?<!to )\b(F\d\d?)\b(?! to F)")
"""A letter, alone or with ctrl, and a key with a name, as code; a function key however it stands there."""
MADE = {"audit.md", "keys.md", "interchange.md", "rules.md", "command-line.md", "performance.md"}
"""Pages that the program makes itself, and one that says how a key was measured."""
MEANT = {
    "README.md": """
        urgent new_meeting presence left_out first_hand start contribution action help palette privacy
        """,
    "accessibility.md": "urgent help palette theme",
    "agencies.md": "agencies",
    "backup.md": "accept_log",
    "council-profile.md": "withheld",
    "following-up.md": """
        all_actions which_due which_state only_owner only_agency only_team agreed_done agreed_withdraw
        agreed_hand_on agreed_again mark agreed_undo follow_ups reminders series_home series
        write_series meet_again meet_again_home
        """,
    "searching.md": "order_found filter_found",
    "hand-over.md": "hand_on hand_on_home receive",
    "preparing.md": """
        new_meeting unable add_person schedule papers papers papers contribution nothing_known reply
        chronology take_in undo columns agenda item_up item_down add_slot drop_slot call_off
        """,
    "records.md": "export",
    "saved.md": "undo home leave keep_elsewhere keep_elsewhere leave warnings cover_all leave",
    "sending.md": "add_late off_list preview records records cover add_late news records",
}
"""Which acts each page names by their keys, in its order."""


def named(text: str) -> list[str]:
    """Return the keys that a page names, in its order."""
    return [found[1] or found[2] for found in NAMED.finditer(text)]


@pytest.mark.parametrize("page", MEANT)
def test_a_page_names_the_keys_of_the_acts_that_it_means(page: str) -> None:
    file = PROJECT / page if page == "README.md" else PROJECT / "docs" / page
    assert named(file.read_text("utf-8")) == [key_of(act) for act in MEANT[page].split()]


def test_every_page_that_names_a_key_is_among_them() -> None:
    pages = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").rglob("*.md")]
    naming = {page.name for page in pages if named(page.read_text("utf-8"))}
    assert naming - MADE == set(MEANT)
