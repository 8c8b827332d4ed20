"""Finding agencies by a few letters of anything that the register says of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from chairtui.directory.agencies import Agency


def found_in(agencies: Iterable[Agency], typed: str) -> list[Agency]:
    """Return the agencies in which every typed word occurs, those whose name begins with it first."""
    wanted = typed.casefold().split()
    fitting = [one for one in agencies if all(word in _said(one) for word in wanted)]
    start = typed.casefold().strip()
    return sorted(fitting, key=lambda one: not one.name.casefold().startswith(start))


@lru_cache(maxsize=4096)
def _said(agency: Agency) -> str:
    people = (word for one in agency.contacts for word in (one.name, one.job, one.phone, one.email))
    about = (agency.key, agency.name, agency.sector.value, agency.duty, agency.email, agency.hours)
    return " ".join((*about, *agency.also, *agency.expected_when, *people)).casefold()
