"""A council's head and logo, which stand above the record in a PDF; a Word template has its own."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from chairtui.core.change import Refused

HEAD, LOGO = "record-head.txt", "record-logo.png"
"""The names of the two files beside a council's own Word template."""
MOST_BYTES = 300_000
MOST_PIXELS = 2000
MOST_LINES, MOST_LETTERS = 6, 120

_PNG = b"\x89PNG\r\n\x1a\n"


class Letterhead(Struct, frozen=True, kw_only=True):
    """What stands above a council's records."""

    words: str = ""
    """Its name and address, in lines; the first of them is read out for the logo."""
    logo: bytes = b""
    """A PNG; empty for none."""


NONE = Letterhead()


def letterhead_in(folder: Path) -> Letterhead:
    """Return the letterhead that is kept in a folder; what is not there is empty.

    Raises:
        OSError: a file of it cannot be read.
        Refused: it cannot be used.
    """
    words, logo = "", b""
    with suppress(FileNotFoundError):
        words = (folder / HEAD).read_text(encoding="utf-8", errors="replace")
    with suppress(FileNotFoundError):
        logo = (folder / LOGO).read_bytes()
    return checked(Letterhead(words=words, logo=logo)) if words or logo else NONE


def checked(head: Letterhead) -> Letterhead:
    """Return a letterhead that a PDF can be made with, its lines without spaces around them.

    Raises:
        Refused: it cannot be used; the sentence says why.
    """
    lines = [line.strip() for line in head.words.splitlines() if line.strip()]
    if not lines:
        raise Refused("Give the words of the head: the first line is read out for the logo.")
    if len(lines) > MOST_LINES or max(map(len, lines)) > MOST_LETTERS:
        raise Refused(f"A head has at most {MOST_LINES} lines of at most {MOST_LETTERS} letters.")
    if head.logo:
        _check_logo(head.logo)
    return Letterhead(words="\n".join(lines), logo=head.logo)


def size_of(logo: bytes) -> tuple[int, int]:
    """Return how many dots a PNG is wide and high, as its first part says."""
    return int.from_bytes(logo[16:20]), int.from_bytes(logo[20:24])


def _check_logo(logo: bytes) -> None:
    if len(logo) > MOST_BYTES:
        raise Refused(f"The logo has more than {MOST_BYTES // 1000} kB: save it smaller.")
    if not logo.startswith(_PNG) or logo[12:16] != b"IHDR":
        raise Refused("The logo is no PNG picture: save it as PNG.")
    width, height = size_of(logo)
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise Refused(f"The logo is wider or higher than {MOST_PIXELS} dots: save it smaller.")
