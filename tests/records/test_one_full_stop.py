"""No sentence ends twice, whatever ends the text that a person wrote in it."""

import re
import typing

import pytest
from tests.core.test_sentences_of_what_came_after import Written
from tests.records.copies import Seeded

from chairtui.core.change import Event
from chairtui.core.listing import ended
from chairtui.core.meeting import AnyEvent, Meeting
from chairtui.core.sentences.every_event import sentence
from chairtui.core.sentences.names import Names
from chairtui.records.content.annex import annex
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import Frame
from chairtui.records.formats.plain import write

TWICE = re.compile(r"\S{0,30}[.?!][”’\"']?\.(?=\s|$)")
ENDS = [".", "?", "!", ".”"]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("kind", typing.get_args(AnyEvent))
def test_an_event_is_told_in_sentences_that_end_once(kind: type[Event], end: str) -> None:
    told = sentence(Written(kind, behind=end).event, Names(Meeting(), Meeting()))
    assert TWICE.findall(told) == []


@pytest.mark.parametrize("end", ENDS)
def test_a_record_and_its_annex_are_written_in_sentences_that_end_once(end: str) -> None:
    frame = Frame(meeting=Seeded(end).meeting, rows=())
    for record in (compose(frame), annex(frame)):
        assert TWICE.findall(" ".join(write(record).split())) == []


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_already_is_not_ended_again(end: str) -> None:
    assert ended(f"She slept there{end}") == f"She slept there{end}"
