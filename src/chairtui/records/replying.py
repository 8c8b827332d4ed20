"""Reading an answer to an information request: JSON, or the form as Word document or text, from anywhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import msgspec

from chairtui.core.change import Refused
from chairtui.core.when import YEARS
from chairtui.live.replies import Reply
from chairtui.live.spotless import spotless
from chairtui.records.form import understood
from chairtui.records.packed import MOST_UNZIPPED, check_sizes, too_much
from chairtui.records.reading import in_utc, parsed
from chairtui.records.refusal import NotTaken, told
from chairtui.records.shapes import shape_of
from chairtui.records.texts import OF_BLANKS

FORMAT = "chairtui.reply/1"

MOST_BYTES = 10_000_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_MARK = re.compile(r"[ \t>]*\[\[(?P<key>[^\[\]\n]{1,60})\]\][ \t]*")
_END = "end"


def read_reply(source: Path | bytes, now: datetime) -> Reply:
    """Return what a reply says; `now` is when a day like “tomorrow” in it is read.

    Raises:
        Refused: it cannot be read, is none, or says something that cannot be understood.
    """
    content = source if isinstance(source, bytes) else _bytes_of(source)
    if len(content) > MOST_BYTES:
        raise Refused(f"The file has more than {MOST_BYTES // 1_000_000} MB, which no reply has.")
    if content.startswith(b"PK"):
        return understood(_rows_of_word(content), now)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("This is an old Word file (.doc): save it as .docx, then take it in.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"Byte {error.start + 1}: the file is not UTF-8 text; save it as UTF-8.") from None
    if text.lstrip().startswith("{"):
        return _from_json(content, now)
    return understood(_rows_of_text(text), now)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise Refused(f"{path.name} cannot be read: {why}.") from None


def _from_json(content: bytes, now: datetime) -> Reply:
    shape = shape_of(Reply)
    try:
        raw = parsed(content)
        if not isinstance(raw, dict) or raw.pop("format", None) != FORMAT:
            raise Refused(f"$.format: expected “{FORMAT}”, which is the only reply this program reads.")
        try:
            msgspec.convert(raw, shape)
        except msgspec.ValidationError as error:
            raise told(error, shape) from None
    except NotTaken as wrong:
        raise Refused(str(wrong)) from None
    reply: Reply = in_utc(spotless(msgspec.convert(raw, Reply)))
    days = [fact.as_of_on for fact in reply.facts] + [one.at for one in reply.bookings] + [reply.written_at]
    if any(day is not None and day.year not in YEARS for day in days):
        raise Refused(f"A year in the reply is too far away; expected one from {YEARS[0]} on.")
    if reply.written_at is not None and reply.written_at > now:
        raise Refused("$.written_at: this lies ahead; expected when the reply was written.")
    words = [fact.fact for fact in reply.facts] + [one.what for one in reply.bookings] + [*reply.offers]
    if not all(one.strip() for one in words):
        raise Refused("A fact, a booking or an offer in the reply has no words.")
    return reply


def _rows_of_text(text: str) -> dict[str, str]:
    """Return what stands between the mark of each row and the mark of its end."""
    rows: dict[str, str] = {}
    key, lines = "", list[str]()
    for line in text.splitlines():
        found = _MARK.fullmatch(line)
        mark = found["key"].strip().casefold() if found else ""
        if mark == _END and key:
            _keep(rows, key, "\n".join(lines))
            key = ""
        elif mark and mark != _END:
            if key:
                raise Refused(f"The mark [[{_END}]] after the row “{key}” is missing.")
            key, lines = mark, []
        elif key:
            lines.append(line)
    if key:
        raise Refused(f"The mark [[{_END}]] after the row “{key}” is missing.")
    if not rows:
        raise Refused("This is no reply form: none of its rows was found.")
    return rows


def _rows_of_word(content: bytes) -> dict[str, str]:
    """Return the last cell of each row of the form, by its key."""
    rows: dict[str, str] = {}
    for table in _parsed_xml(_document_of(content)).iter(f"{_W}tbl"):
        lines = [
            [_words(cell).strip() for cell in row.findall(f"{_W}tc")] for row in table.findall(f"{_W}tr")
        ]
        if not lines or lines[0][:1] != [OF_BLANKS[0]]:
            continue
        for cells in lines[1:]:
            if any(cells):
                _keep(rows, cells[0].casefold(), cells[-1] if len(cells) >= len(OF_BLANKS) else "")
    if not rows:
        raise Refused("This is no reply form: none of its rows was found.")
    return rows


def _keep(rows: dict[str, str], key: str, words: str) -> None:
    if rows.get(key, "").strip() and words.strip() and rows[key] != words:
        raise Refused(f"The row “{key}” stands twice; only one can be meant.")
    if not rows.get(key, "").strip():
        rows[key] = words


def _document_of(content: bytes) -> bytes:
    """Return the text part of a Word file, unpacked only as far as it can be one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            check_sizes(packed.infolist(), "a reply")
            with packed.open(_DOCUMENT) as part:
                found = part.read(MOST_UNZIPPED + 1)
    except KeyError:
        raise Refused("This is no Word document: it has no text part.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise Refused("The file is damaged or locked: it cannot be unpacked.") from None
    if len(found) > MOST_UNZIPPED:
        raise too_much("a reply")
    return found


def _parsed_xml(content: bytes) -> ElementTree.Element:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The Word document is not written in UTF-8, as Word does.") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Refused("The Word document defines entities, which Word never does.")
    try:
        return ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise Refused("The Word document is damaged: its text part cannot be read.") from None


def _words(cell: ElementTree.Element) -> str:
    return "\n".join("".join(_runs(paragraph)) for paragraph in cell.iter(f"{_W}p")).strip("\n")


def _runs(paragraph: ElementTree.Element) -> Iterator[str]:
    breaks = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t"}
    for element in paragraph.iter():
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in breaks:
            yield breaks[element.tag]
