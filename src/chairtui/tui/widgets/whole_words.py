"""What no line of the screen cuts or parts: a day, a time, a telephone number, a key and what it does."""

from collections.abc import Iterator

from textual.content import Content

from chairtui.text import pattern

_DAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_NEAR = r"\b(?:today|yesterday|tomorrow|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b(?! \d{1,2} [A-Z])"
_TIME = r"\d{1,2}:\d\d"
_TELEPHONE = r"(?:\+\d{1,3} ?)?(?:\(\d+\) ?)?\d{3,5}(?: \d{3,6}){1,3}"
_WHOLE = pattern(rf"\b{_DAY}[a-z]*(?: \d{{4}}\b)?(?: {_TIME})?|{_NEAR}(?: {_TIME})?|{_TIME}|{_TELEPHONE}")
_APART = pattern(" {2,}")
_STUCK = "\ue000"
"""Stands for a blank at which no line ends; it is as wide, and nobody types it."""


def wholes(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where each day, time and telephone number of a text begins, and where it ends."""
    for found in _WHOLE().finditer(plain):
        yield found.span()


def shortened(line: Content, width: int) -> Content:
    """Return a line in so many cells; what is too long ends in `…`, before what would be cut in two."""
    short = line.truncate(width, ellipsis=True)
    if short is line or width < 1:
        return short
    end = len(short.plain) - 1
    for begins, ends in wholes(line.plain):
        if begins < end < ends:
            return Content.assemble(line[:begins], "…") if begins else short
    return short


def wrapped(words: Content, width: int) -> list[Content]:
    """Return words in lines of so many cells, none of which ends within a day, a time, a number."""
    plain = words.plain
    for begins, ends in wholes(plain):
        if ends - begins < width:
            plain = f"{plain[:begins]}{plain[begins:ends].replace(' ', _STUCK)}{plain[ends:]}"
    if plain == words.plain:
        return words.wrap(width)
    lines = Content(plain, [*words.spans]).wrap(width)
    return [Content(line.plain.replace(_STUCK, " "), [*line.spans]) for line in lines]


def apart(words: Content, width: int) -> list[Content]:
    """Return what stands apart by two blanks or more in lines of so many cells: none of it goes over two."""
    lines: list[Content] = []
    blanks = begins = 0
    for gap in _APART().finditer(f"{words.plain}  "):
        piece, between = words[begins : gap.start()], words[blanks:begins]
        together = Content.assemble(lines[-1], between, piece) if lines else piece
        if lines and together.cell_length <= width:
            lines[-1] = together
        else:
            lines += piece.wrap(width)
        blanks, begins = gap.span()
    return lines
