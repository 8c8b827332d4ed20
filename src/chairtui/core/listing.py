"""Several names in one sentence."""

from collections.abc import Sequence


def and_words(names: Sequence[str]) -> str:
    """Return names as they stand in a sentence: Ada, Ben and Cy."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
