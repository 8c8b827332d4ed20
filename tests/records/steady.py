"""Fixed words for all that follows from a hash: a golden file changes only where a sentence does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chairtui.records.content.frame import Frame
from chairtui.records.content.versions import seal
from chairtui.records.formats.fhir_resources import address

RULES, LOG, MARK, BUNDLE = "(rules)", "(hash)", "mark", "(bundle)"


def steady(text: str, frame: Frame) -> str:
    """Return a record without the hashes of its rules and its log, and without the marks of its versions.

    A PDF breaks a hash over two lines wherever the first is full, at spaces that nobody sees.
    """
    for digits, word in hashes(frame):
        broken_anywhere = r"[\s\u200b]*".join(digits)
        text = re.sub(rf"\b{broken_anywhere}\b", word, text)
    return text


def hashes(frame: Frame) -> Iterator[tuple[str, str]]:
    """Yield each hash of a record with the word that stands for it."""
    for rules in {frame.meeting.profile, frame.judged_now} - {""}:
        yield rules.rpartition(" ")[2], RULES
    for digits in {seal(frame.rows), *(made.sealed for made in frame.versions)}:
        yield digits, LOG
    for made in frame.versions:
        yield address(frame.meeting, "Bundle", made.version.name), BUNDLE
        yield made.version.mark, MARK
