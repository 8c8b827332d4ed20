"""An answer that came back, without the words that this program had printed on its form."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from chairtui.core.change import Refused
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Paper
from chairtui.core.with_ids import find
from chairtui.live.desk import Desk
from chairtui.live.replies import Reply
from chairtui.records.preparation.papers import paper_of
from chairtui.records.preparation.replies import bytes_of, read_reply

_SHORTEST_PHRASE = 4
"""Words that a printed paragraph needs to be known again inside of what somebody wrote around it."""
_ANYBODY = "whoeverasked"
_DAY = r"[A-Z][a-z]{2}\s+\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}(?:\s+\d\d:\d\d(?:\s+(?:BST|GMT))?)?"
"""A day as core/calendar/when.py says it: a request was printed with the days of its time."""
_SLOTS = re.compile(rf"({_DAY}| to {_ANYBODY})")


def read_answer(desk: Desk, source: Path | bytes, meeting: Meeting, attendee_id: str) -> Reply:
    """Return what a reply says, and what they wrote outside its answers.

    The words of the request itself are known by writing the request again; it may have been printed by
    somebody else and for another day. Where the meeting changed otherwise since, the words that changed
    count as theirs: nothing that may be theirs is left out.

    Raises:
        Refused: it cannot be read, is none, or says something that cannot be understood.
    """
    now = desk.clock.now()
    content = bytes_of(source)
    reply = read_reply(content, now)
    line = reply.attendee_id or attendee_id
    if not reply.outside or find(meeting.attendance.register, line) is None:
        return reply
    whoever = dataclasses.replace(desk, settings=replace(desk.settings, name=_ANYBODY))
    form = "docx" if content.startswith(b"PK") else "txt"
    try:
        printed = read_reply(paper_of(whoever, meeting, Paper.REQUEST, form, line, now), now)
    except Refused:
        return reply
    return replace(reply, outside=beside(reply.outside, printed.outside))


def beside(paragraphs: Sequence[str], printed: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs of a document that are not those printed on it, or what was added to them."""
    left = Counter(" ".join(words.split()) for words in printed)
    theirs = []
    for words in paragraphs:
        line = " ".join(words.split())
        if left[line]:
            left[line] -= 1
        else:
            theirs.append(words)
    for phrase in sorted(left.elements(), key=len, reverse=True):
        _take_out(phrase, theirs)
    return tuple(words.strip() for words in theirs if words.strip())


def _take_out(phrase: str, paragraphs: list[str]) -> None:
    """Take a printed phrase out of the first paragraph that has it."""
    pattern = _pattern(phrase)
    for number, words in enumerate(paragraphs):
        if pattern.search(words):
            paragraphs[number] = pattern.sub("", words, count=1)
            return


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return how a printed phrase is known again, with whatever day and whoever's name it was printed."""
    pieces = _SLOTS.split(phrase)
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            pieces[number] = re.sub(r"(?:\\ )+", r"\\s+", re.escape(piece))
        else:
            pieces[number] = r"(?:\s+to\s+[^,.]{1,80})?" if piece.endswith(_ANYBODY) else _DAY
    begins, ends = (
        (r"(?<!\S)", r"(?!\w)") if len(phrase.split()) >= _SHORTEST_PHRASE else (r"\A\s*", r"\s*\Z")
    )
    return re.compile(f"{begins}{''.join(pieces)}{ends}")
