"""What stays together in a Word record: the paragraphs of a box, and the lines of a short list of facts.

Word draws paragraphs of equal borders and indents as one box: of two that touch, one gets another indent.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from chairtui.records.formats.word.styles import ANSWERS, BOXES

if TYPE_CHECKING:
    from docx.document import Document as Word

_FACT, _FACT_MORE = "Fact", "Fact more"
_MOST_FACTS = 8
"""Lines of facts that stay on one page; more may break between two facts."""
_TWIP = 635


class _Line(NamedTuple):
    """A paragraph, and the name of its style."""

    paragraph: Any
    style: str

    @property
    def kind(self) -> str:
        """What it is part of: a box by its name, or facts; empty for anything else."""
        if self.style in (_FACT, _FACT_MORE):
            return _FACT
        box = self.style.removesuffix(" label").removesuffix(" words")
        return box if box in BOXES else ""

    @property
    def look(self) -> str:
        """Its kind, the same for kinds of one look."""
        return ANSWERS[0] if self.kind in ANSWERS else self.kind

    def touches(self, after: _Line) -> bool:
        """Say whether nothing stands between it and the one after it."""
        return self.paragraph._p.getnext() is after.paragraph._p


def keep_boxes_whole(word: Word) -> None:
    """Let boxes and short lists stay on one page, and no two boxes run into each other."""
    runs = _runs(word)
    for before, run in pairwise([[], *runs]):
        touching = bool(before) and before[-1].touches(run[0]) and before[-1].look == run[0].look
        if run[0].kind in BOXES:
            _box(run, apart=touching and not _moved(before[0]))
        if run[0].kind in BOXES or len(run) <= _MOST_FACTS:
            _together(run)


def _runs(word: Word) -> list[list[_Line]]:
    """Return the boxes and the lists of facts of a record, each as its paragraphs."""
    runs: list[list[_Line]] = []
    last: _Line | None = None
    for line in _lines(word):
        if line.kind:
            if last is not None and last.touches(line) and not _begins(last, line):
                runs[-1].append(line)
            else:
                runs.append([line])
            last = line
    return runs


def _lines(word: Word) -> Iterator[_Line]:
    """Yield each paragraph; Word names styles by their ids, and each is looked for once."""
    names: dict[str | None, str] = {}
    for paragraph in word.paragraphs:
        style = paragraph._p.style
        if style not in names:
            names[style] = str(paragraph.style.name) if paragraph.style else ""
        yield _Line(paragraph, names[style])


def _begins(last: _Line, line: _Line) -> bool:
    """Say whether a paragraph begins another box than the one before it belongs to."""
    if last.kind != line.kind:
        return True
    first = line.style in BOXES and not last.style.endswith(" label")
    return first or line.style.endswith(" label")


def _box(run: list[_Line], *, apart: bool) -> None:
    from docx.shared import Emu, Pt

    for before, after in pairwise(one.paragraph.paragraph_format for one in run):
        before.space_after = after.space_before = Pt(0)
    if apart:
        for paragraph, _ in run:
            own = paragraph.style.paragraph_format.right_indent or 0
            paragraph.paragraph_format.right_indent = Emu(own + _TWIP)


def _moved(line: _Line) -> bool:
    return line.paragraph.paragraph_format.right_indent is not None


def _together(run: list[_Line]) -> None:
    for paragraph, _ in run[:-1]:
        paragraph.paragraph_format.keep_with_next = True
