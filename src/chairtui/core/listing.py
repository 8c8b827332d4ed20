"""Names and clauses as they stand in a sentence."""

from collections.abc import Sequence


def and_words(names: Sequence[str]) -> str:
    """Return names as they stand in a sentence: Ada, Ben and Cy."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def ended(words: str) -> str:
    """Return a sentence with one full stop, if nothing ends it yet, outside its quotation marks or within."""
    words = words.rstrip()
    return words if not words or words.rstrip("”’\"'").endswith((".", "?", "!", "…")) else f"{words}."
