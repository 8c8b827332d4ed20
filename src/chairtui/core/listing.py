"""Names and clauses as they stand in a sentence."""

from collections.abc import Sequence


def and_words(names: Sequence[str]) -> str:
    """Return names as they stand in a sentence: Ada, Ben and Cy."""
    return _joined(names, " and ")


def or_words(names: Sequence[str]) -> str:
    """Return names of which any will do, or of whom nobody is there: Ada, Ben or Cy."""
    return _joined(names, " or ")


def _joined(names: Sequence[str], last: str) -> str:
    return last.join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def ended(words: str) -> str:
    """Return a sentence with one full stop, if nothing ends it yet, outside its quotation marks or within."""
    words = words.rstrip()
    return words if not words or words.rstrip("”’\"'").endswith((".", "?", "!", "…")) else f"{words}."


def how_many(number: int, one: str, several: str = "") -> str:
    """Return how many there are of something: 1 row, 2 rows; a plural that takes more than an s is given."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
