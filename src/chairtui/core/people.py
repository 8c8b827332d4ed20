"""Whether what is written where a name belongs is a person, or an agency, a role or a job."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from chairtui.core.vocabulary import HealthKind, PoliceUnit, Sector

_JOBS = frozenset(
    (
        "abuse acting adult adults adviser advisor agencies agency all allocated allocations amh amhp "
        "amhs anyone asc assistant asw atm authority board borough cafcass cait caiu camhs care carer "
        "carers centre chair child children's childrens clinic college conference constable consultant "
        "coordinator council county cps csc cyps cys dc department deputy designated desk detective di "
        "doctor doctors domestic ds dsl duty dv early edt education emergency everybody everyone family "
        "fostering gp head headteacher health help hospital hours housing hv idva independent inspector "
        "interpreter iro isva justice lado lcpp lead leader legal local manager managers mash mental met "
        "midwife midwifery midwives misuse na named nhs nobody none nurse nursery nurses office officer "
        "officers out paediatrician paediatrics parent parents partner partners partnership pc placement "
        "police practice practitioner practitioners probation professional professionals protection "
        "reception referrer residential reviewing safeguarding school schools senior sergeant service "
        "services sgt sm sn social solicitor somebody someone specialist ssw substance support surgery sw "
        "tba tbc teacher teachers team teams tm trust unit visitor ward worker workers yjs yos yot youth"
    ).split()
)
"""Words that name agencies, roles and jobs; none of them is used as a given name."""

_AROUND = frozenset(
    (
        "a above agree agreed an and appropriate as ask at be both by call chase check confirm contact "
        "current do follow followup for from in is known named new not of on or other others our own "
        "present relevant ring s see tbc that the their this to up who will with yet your"
    ).split()
)
"""Words that stand beside those, in small letters: “Will Ward” is a person, “ward will call” is not."""

_WHOLE = frozenset(
    {"n/a", "to be confirmed", "to be agreed", "foster carer", "foster carers", "young people's services"}
)

_ENDS = frozenset(
    (
        "academy authority clinic constabulary council department hospital nhs police school services team"
    ).split()
)
"""What a name of an institution ends with, and no person's name."""

_VOCABULARY = frozenset(
    word
    for kind in (Sector, PoliceUnit, HealthKind)
    for member in kind
    for word in re.findall(r"[a-z']+", member.value.casefold())
)

_BEFORE = frozenset({"duty", "allocated", "named", "local", "tbc", "tba"})
"""What is said of somebody at an agency who has no name yet."""

_APART = re.compile(r"[^\w'’]+")


def folded(name: str) -> str:
    """Return a name as it is compared: however it is spaced and whatever stands in capitals."""
    return " ".join(name.casefold().split())


def same_name(one: str, other: str) -> bool:
    """Say whether two names that somebody wrote are one; no name is none."""
    return bool(folded(one)) and folded(one) == folded(other)


def nothing_known(_words: str) -> bool:
    """Know no agency: where no register of agencies is at hand."""
    return False


def is_person(words: str, knows: Callable[[str], bool] = nothing_known) -> bool:
    """Say whether words read like a person's name and not like an agency, a role or a job.

    `knows` says whether words mean an agency of the register. “Nurse Lowe” is a person, “HV”, “Met Police”,
    “Allocated worker” and “Health to follow up” are not.
    """
    said = " ".join(words.casefold().replace("’", "'").split())
    parts = [part for part in _APART.split(said) if part]
    if not any(letter.isalpha() for letter in said) or said in _WHOLE or knows(words):
        return False
    around = {part for part in parts if part in _AROUND and (part == "the" or part.title() not in words)}
    own = [part for part in parts if part not in around]
    if all(part in _JOBS or part in _VOCABULARY or part.isdigit() for part in own):
        return False
    institution = own[-1] in _ENDS and not any(mark in said for mark in ",(;")
    return not (institution or knows(" ".join(_bare(parts, around | _BEFORE))))


def _bare(parts: list[str], around: Set[str]) -> list[str]:
    """Return the words without those that stand around them."""
    while parts and parts[0] in around:
        parts = parts[1:]
    while parts and parts[-1] in around:
        parts = parts[:-1]
    return parts
