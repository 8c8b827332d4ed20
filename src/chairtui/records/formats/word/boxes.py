"""What stays together in a Word record: the paragraphs of a box, and the lines of a short list of facts.

Word draws paragraphs of equal borders and indents as one box: of two that touch, one gets another indent.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from chairtui.records.formats.word.styles import ANSWERS, BOXES

if TYPE_CHECKING:
    from docx.document import Document as Word

_FACT, _FACT_MORE = "Fact", "Fact more"
_MOST_FACTS = 8
"""Lines of facts that stay on one page; more may break between two facts."""
_TWIP = 635


def keep_boxes_whole(word: Word) -> None:
    """Let boxes and short lists stay on one page, and no two boxes run into each other."""
    runs = _runs(word)
    for before, run in pairwise([[], *runs]):
        touching = (
            bool(before) and before[-1]._p.getnext() is run[0]._p and _look(before[-1]) == _look(run[0])
        )
        if _kind(run[0]) in BOXES:
            _box(run, apart=touching and not _moved(before[0]))
        if _kind(run[0]) in BOXES or len(run) <= _MOST_FACTS:
            _together(run)


def _runs(word: Word) -> list[list[Any]]:
    """Return the boxes and the lists of facts of a record, each as its paragraphs."""
    runs: list[list[Any]] = []
    last: Any = None
    for paragraph in word.paragraphs:
        if _kind(paragraph):
            if last is not None and last._p.getnext() is paragraph._p and not _begins(last, paragraph):
                runs[-1].append(paragraph)
            else:
                runs.append([paragraph])
            last = paragraph
    return runs


def _begins(last: Any, paragraph: Any) -> bool:
    """Say whether a paragraph begins another box than the one before it belongs to."""
    if _kind(last) != _kind(paragraph):
        return True
    name = _name(paragraph)
    first = name in BOXES and not _name(last).endswith(" label")
    return first or name.endswith(" label")


def _box(run: list[Any], *, apart: bool) -> None:
    from docx.shared import Emu, Pt

    for before, after in pairwise(run):
        before.paragraph_format.space_after = after.paragraph_format.space_before = Pt(0)
    if apart:
        for paragraph in run:
            own = paragraph.style.paragraph_format.right_indent or 0
            paragraph.paragraph_format.right_indent = Emu(own + _TWIP)


def _moved(paragraph: Any) -> bool:
    return paragraph.paragraph_format.right_indent is not None


def _together(run: list[Any]) -> None:
    for paragraph in run[:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _look(paragraph: Any) -> str:
    kind = _kind(paragraph)
    return ANSWERS[0] if kind in ANSWERS else kind


def _kind(paragraph: Any) -> str:
    """Return what a paragraph is part of: a box by its name, or facts; empty for anything else."""
    name = _name(paragraph)
    if name in (_FACT, _FACT_MORE):
        return _FACT
    box = name.removesuffix(" label").removesuffix(" words")
    return box if box in BOXES else ""


def _name(paragraph: Any) -> str:
    return str(paragraph.style.name) if paragraph.style else ""
