"""Reading an answer to an information request: JSON, or the form as Word document or text, from anywhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from chairtui.core.calendar.days import YEARS
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.change import Refused
from chairtui.live.replies import Reply
from chairtui.live.spotless import spotless
from chairtui.records.formats.texts import OF_BLANKS
from chairtui.records.formats.word.reading import Cell, Table, read_word
from chairtui.records.interchange.document_types import document_type_of
from chairtui.records.interchange.reading import in_utc, parsed
from chairtui.records.interchange.refusal import NotTaken, told
from chairtui.records.preparation.form import QUESTIONS, understood
from chairtui.text import clean

FORMAT = "chairtui.reply/1"

MOST_BYTES = 10_000_000

_MARK = re.compile(r"[ \t>]*\[\[(?P<key>[^\[\]\n]{1,60})\]\][ \t]*")
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]*)+")
_END = "end"


def read_reply(source: Path | bytes, now: datetime) -> Reply:
    """Return what a reply says; `now` is when a day like “tomorrow” in it is read.

    `outside` of it holds all words that are no answer, also those that the form had printed on it.

    Raises:
        Refused: it cannot be read, is none, or says something that cannot be understood.
    """
    content = bytes_of(source)
    if is_json(content):
        return _from_json(content, now)
    return form_of(content, QUESTIONS).understood(now)


def is_json(content: bytes) -> bool:
    """Say whether an answer comes as JSON and not as a form."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def form_of(content: bytes, questions: Mapping[str, str]) -> Form:
    """Return what stands in the rows of a form, as Word document or text, and beside them.

    `questions` has what each row asks, by its key; a row that counts on asks what the first of its kind asks.

    Raises:
        Refused: it cannot be read, or a row stands twice with two answers.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"The file has more than {MOST_BYTES // 1_000_000} MB, which no reply has.")
    if content.startswith(b"PK"):
        return _rows_of_word(content, questions)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("This is an old Word file (.doc): save it as .docx, then take it in.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"Byte {error.start + 1}: the file is not UTF-8 text; save it as UTF-8.") from None
    return _rows_of_text(text)


def bytes_of(source: Path | bytes) -> bytes:
    """Return what is in a reply, as far as a reply can go.

    Raises:
        Refused: the file cannot be read.
    """
    if isinstance(source, bytes):
        return source
    try:
        with source.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Refused(f"{source.name} cannot be read: {why}.") from None


class Form:
    """What a filled-in form holds while it is read: the answers, and the words that are none."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}
        self.outside: list[str] = []

    def keep(self, key: str, words: str) -> None:
        """Keep the answer in a row.

        Raises:
            Refused: another answer to it stands elsewhere.
        """
        before = self.rows.get(key, "")
        if before.strip() and words.strip() and before != words:
            raise Refused(f"The row “{key}” stands twice; only one can be meant.")
        self.rows[key] = before if before.strip() else words

    def leave(self, *cells: Cell) -> None:
        """Keep words that answer nothing."""
        self.outside += [one for cell in cells for one in (cell.words, *cell.beside) if one.strip()]

    def understood(self, now: datetime) -> Reply:
        """Return what the form says.

        Raises:
            Refused: it is none, or a row of it cannot be understood.
        """
        if not self.rows:
            raise Refused("This is no reply form: none of its rows was found.")
        outside = tuple(filter(str.strip, map(clean, self.outside)))
        said = understood(self.rows, now)
        return msgspec.structs.replace(said, outside=(*said.outside, *outside))


def document_of(content: bytes, form: str, kind: type[Struct], printed: Collection[str] = ()) -> Any:
    """Return what an answer in JSON says, which is of a kind; fields that were `printed` on it are left out.

    Raises:
        Refused: it is none of that form, or a field of it is not what it should be.
    """
    document_type = document_type_of(kind)
    try:
        raw = parsed(content)
        if not isinstance(raw, dict) or raw.pop("format", None) != form:
            raise Refused(f"$.format: expected “{form}”, which is the only reply this program reads.")
        told_of = {name: value for name, value in raw.items() if name not in printed}
        try:
            msgspec.convert(told_of, document_type)
        except msgspec.ValidationError as error:
            raise told(error, document_type) from None
    except NotTaken as wrong:
        raise Refused(str(wrong)) from None
    return told_of


def _from_json(content: bytes, now: datetime) -> Reply:
    raw = document_of(content, FORMAT, Reply)
    reply: Reply = in_utc(spotless(msgspec.convert(raw, Reply)))
    days = [fact.as_of_on for fact in reply.facts] + [one.at for one in reply.bookings]
    days += [reply.written_at, reply.written_on]
    if any(day is not None and day.year not in YEARS for day in days):
        raise Refused(f"A year in the reply is too far away; expected one from {YEARS[0]} on.")
    for name, ahead in (
        ("written_at", reply.written_at is not None and reply.written_at > now),
        ("written_on", reply.written_on is not None and reply.written_on > local_day(now)),
    ):
        if ahead:
            raise Refused(f"$.{name}: this lies ahead; expected when the reply was written.")
    words = [fact.fact for fact in reply.facts] + [one.what for one in reply.bookings] + [*reply.offers]
    if not all(one.strip() for one in words):
        raise Refused("A fact, a booking or an offer in the reply has no words.")
    return reply


def _rows_of_text(text: str) -> Form:
    """Return what stands between the mark of each row and the mark of its end, and what stands elsewhere."""
    form = Form()
    key, lines, around, quoted = "", list[str](), list[str](), False
    for line in text.splitlines():
        mark_match = _MARK.fullmatch(line)
        mark = mark_match["key"].strip().casefold() if mark_match else ""
        if mark == _END and key:
            form.keep(key, "\n".join(lines))
            key = ""
        elif mark and mark != _END:
            if key:
                raise Refused(f"The mark [[{_END}]] after the row “{key}” is missing.")
            key, lines, quoted = mark, [], ">" in line
            around.append("")
        elif key:
            lines.append(_QUOTED.sub("", line) if quoted else line)
        else:
            around.append(_QUOTED.sub("", line))
    if key:
        raise Refused(f"The mark [[{_END}]] after the row “{key}” is missing.")
    form.outside += [one for one in re.split(r"\n\s*\n", "\n".join(around)) if one.strip()]
    return form


def _rows_of_word(content: bytes, questions: Mapping[str, str]) -> Form:
    """Return the answer in each row of the form, by its key, and all words that are no answer."""
    form = Form()
    for block in read_word(content):
        if isinstance(block, Cell):
            form.leave(block)
        elif _is_form(block, questions):
            for row in block:
                _read_row(form, row, questions)
        else:
            form.leave(*(cell for row in block for cell in row))
    return form


def _is_form(table: Table, questions: Mapping[str, str]) -> bool:
    """Whether a table is the form: its headings are there, or a row with its question."""
    cells = [[cell.words.strip() for cell in row] for row in table]
    return any(
        row[:1] == [OF_BLANKS[0]]
        or (len(row) > 1 and _after_question(row[0].casefold(), row[1], questions) is not None)
        for row in cells
    )


def _read_row(form: Form, row: tuple[Cell, ...], questions: Mapping[str, str]) -> None:
    words = [cell.words.strip() for cell in row]
    name = words[0] if words else ""
    if name == OF_BLANKS[0] or not name or " " in name or "\n" in name:
        form.leave(*(cell for cell, usual in zip_longest(row, OF_BLANKS) if cell and cell.words != usual))
        return
    for cell in row:
        form.outside += cell.beside
    key, asked = name.casefold(), words[1] if len(words) > 1 else ""
    answer = "\n".join(filter(None, words[2:]))
    more = _after_question(key, asked, questions)
    if more is None and len(words) == 2:
        more = asked  # somebody took a column away
    if more and not answer:
        answer, more = more, ""  # written below its question instead of beside it
    elif more is None and asked:
        more = asked
    form.keep(key, answer)
    form.leave(Cell(more or ""))


def _after_question(key: str, words: str, questions: Mapping[str, str]) -> str | None:
    """Return what stands after a row's question, or None where the question does not come first."""
    asked = questions.get(re.sub(r"\d+", "1", key))
    begins = re.match(r"\s*".join(map(re.escape, asked.split())), words) if asked else None
    return words[begins.end() :].strip() if begins else None
