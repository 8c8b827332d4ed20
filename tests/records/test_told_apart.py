"""Two children with one name and one birthday are told apart by number, wherever they are named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.records.inbox import Inbox, small
from tests.records.reading_copies import record_of
from tests.tui.desk import desk

from chairtui.cli.overview import overview
from chairtui.core.sentences.every_event import entries
from chairtui.core.vocabulary import RecordKind
from chairtui.records.delivery.exporting import frame_of
from chairtui.records.formats.plain import write
from chairtui.tui.rows.concern import concern_rows
from chairtui.tui.sheets.children import family_sheet
from chairtui.tui.sheets.choices import children_as_options
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import Values

NAMES = ("Nadia Farrow (1)", "Nadia Farrow (2)")


def twins() -> dict[str, Any]:
    """Return a meeting about two children of one name and one birthday, one decided and one not."""
    document = small()
    child = {
        "name": "Nadia Farrow",
        "born_on": "2012-11-30",
        "education": "school",
        "setting": "Thornbury Road",
    }
    document["meeting"]["concern"]["children"] = [{"id": "kit", **child}, {"id": "second", **child}]
    return document


def test_every_place_that_names_them_has_their_numbers(tmp_path: Path) -> None:
    inbox = Inbox()
    inbox.take(twins())
    here = replace(desk(tmp_path), log=inbox.log)
    sitting = Sitting(here, "m-1")
    meeting = sitting.live.outcome.meeting
    frame = frame_of(here, meeting, [one.row for one in sitting.live.history])
    for text in (
        overview(here, sitting.live.outcome),
        write(record_of(frame, RecordKind.FULL)),
        str([row.words for row in concern_rows(sitting.shown.meeting, here.agencies, sitting.now)]),
        str([option.label for option in children_as_options(meeting)]),
        str([one.say for one in sitting.live.outcome.verdicts]),
        str([one.words for one in entries(sitting.live.history)]),
    ):
        assert NAMES[1] in text
    assert NAMES[0] in write(record_of(frame, RecordKind.CHILD, "kit"))
    assert NAMES[1] not in write(record_of(frame, RecordKind.CHILD, "kit"))


def test_what_is_kept_and_exchanged_has_the_name_as_it_was_given(tmp_path: Path) -> None:
    inbox = Inbox()
    inbox.take(twins())
    assert [one.name for one in inbox.meeting().concern.children] == ["Nadia Farrow"] * 2
    document = json.loads(inbox.export())["meeting"]
    assert [one["name"] for one in document["concern"]["children"]] == ["Nadia Farrow"] * 2


def test_the_form_of_a_family_member_asks_whose_they_are_where_there_are_several(tmp_path: Path) -> None:
    inbox = Inbox()
    inbox.take(small())
    alone = family_sheet(Sitting(replace(desk(tmp_path), log=inbox.log), "m-1"))
    assert "children" not in [field.key for field in alone.fields]
    several = Inbox()
    several.take(twins())
    sitting = Sitting(replace(desk(tmp_path), log=several.log), "m-1")
    sheet = family_sheet(sitting)
    [field] = [one for one in sheet.fields if one.key == "children"]
    assert [one.label for one in field.options] == list(NAMES)
    empty: Values = {one.key: "" for one in sheet.fields}
    values = empty | {"name": "Sam", "open_to": (), "children": ("second",)}
    sitting.live.do(*sheet.commands(values))
    [member] = sitting.live.outcome.meeting.concern.family
    assert member.children == ("second",)
