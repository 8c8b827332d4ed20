"""Which grade a person's title stands for: whole titles and their other names, never a part of one."""

from __future__ import annotations

import re
from collections.abc import Mapping

_QUALIFIER = re.compile(r"[,;:(\[/]| [-–—] ")
"""What comes after these says where somebody works, and not at which grade."""


def plain(title: str) -> str:
    """Return a title as it is compared: small letters, one space, no full stops, without the place."""
    own = _QUALIFIER.split(title.casefold(), maxsplit=1)[0]
    return " ".join(own.replace(".", "").split())


def is_one_of(title: str, grades: tuple[str, ...], known: Mapping[str, str]) -> bool:
    """Say whether a title is one of some grades; `known` gives the grade that each other name stands for.

    “Team manager, North” is a team manager; a deputy, assistant or acting team manager is not.
    """
    own = plain(title)
    return known.get(own, own) in {known.get(plain(one), plain(one)) for one in grades}
