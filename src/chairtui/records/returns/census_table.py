"""What the case system knows of children for the returns, from a table: a line for each child.

Headings may be those of the census or plain words. An empty cell leaves what is known as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.enquiries import CensusFacts, NoteCensusFacts
from chairtui.core.keyed import find
from chairtui.core.meeting import Meeting
from chairtui.core.numbers import upn
from chairtui.core.tabled import Failed, Line
from chairtui.core.vocabulary import Sex, YesNo
from chairtui.core.when import read_day
from chairtui.records.returns.cin_elements import CODES

CHILD = "local_id"
_HEADINGS = {
    CHILD: "lachildid,local id,child id,number in the case system,case number,child unique id,person id",
    "sex": "sex,gender",
    "ethnicity": "ethnicity",
    "disabled": "disabled,has a disability,does the child have a disability",
    "disabilities": "disabilities,disability,disability codes",
    "former_upn": "formerupn,former upn",
    "upn_unknown": "upnunknown,upn unknown",
    "died_on": "persondeathdate,date of death,died on",
    "referred_on": "cinreferraldate,referral date,date of referral,referred on",
    "referral_source": "referralsource,referral source,source",
    "referral_nfa": "referralnfa,referral nfa,nfa",
    "need": "primaryneedcode,primary need,need",
    "closed_on": "cinclosuredate,closure date,date of closure,closed on",
    "closure_reason": "reasonforclosure,reason for closure,closure reason",
}
_KNOWN = {heading: field for field, words in _HEADINGS.items() for heading in words.split(",")}
_SEXES = {"male": Sex.MALE, "female": Sex.FEMALE, "unknown": Sex.UNKNOWN, "not known": Sex.UNKNOWN}
_SEXES |= {sex.value.casefold(): sex for sex in Sex}
_ANSWERS = dict.fromkeys(("yes", "y", "1", "true", "a) yes"), YesNo.YES)
_ANSWERS |= dict.fromkeys(("no", "n", "0", "false", "b) no"), YesNo.NO)


class Read(Struct, frozen=True, kw_only=True):
    """What came of a table."""

    facts: tuple[CensusFacts, ...] = ()
    failed: tuple[Failed, ...] = ()
    elsewhere: tuple[int, ...] = ()
    """Lines about children whom the meeting is not about."""

    @property
    def commands(self) -> tuple[NoteCensusFacts, ...]:
        """What notes the facts."""
        return tuple(NoteCensusFacts(facts=one) for one in self.facts)


def read(lines: Sequence[Line], meeting: Meeting, now: datetime) -> Read:
    """Return the facts of the meeting's children; `now` helps to read dates."""
    columns = _columns(lines[0]) if lines else {}
    if CHILD not in columns:
        first = Failed(lines[0].number if lines else 1, "no column has the child's number (LAchildID)")
        return Read(failed=(first,))
    children = {child.local_id.strip().casefold(): child.id for child in meeting.concern.children}
    children.pop("", None)
    facts: dict[str, CensusFacts] = {}
    failed: list[Failed] = []
    elsewhere: list[int] = []
    for line in lines[1:]:
        child_id = children.get(_cell(line, columns[CHILD]).casefold())
        if child_id is None:
            elsewhere.append(line.number)
            continue
        before = facts.get(child_id) or find(meeting.concern.census, child_id) or CensusFacts(id=child_id)
        try:
            facts[child_id] = replace(before, **_values(line, columns, now))
        except ValueError as problem:
            failed.append(Failed(line.number, str(problem)))
    return Read(facts=tuple(facts.values()), failed=tuple(failed), elsewhere=tuple(elsewhere))


def _columns(line: Line) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(line.cells):
        field = _KNOWN.get(" ".join(cell.casefold().split()).rstrip(":"))
        if field:
            found.setdefault(field, place)
    return found


def _cell(line: Line, place: int) -> str:
    return line.cells[place].strip() if place < len(line.cells) else ""


def _values(line: Line, columns: dict[str, int], now: datetime) -> dict[str, Any]:
    cells = {field: _cell(line, place) for field, place in columns.items() if field != CHILD}
    return {field: fact(field, cell, now) for field, cell in cells.items() if cell}


def fact(field: str, words: str, now: datetime) -> Any:
    """Return a fact as it is kept, from how somebody wrote it.

    Raises:
        ValueError: with a sentence, if it is none.
    """
    return _READERS[field](words, now)


def codes_in(words: str, kind: str, what: str) -> tuple[str, ...]:
    """Return the codes that are written, in capitals.

    Raises:
        ValueError: with a sentence that names the one that is none.
    """
    found = tuple(words.upper().replace(",", " ").replace(";", " ").split())
    for one in found:
        if one not in CODES[kind]:
            raise ValueError(f"“{one}” is no code for {what}: {', '.join(CODES[kind])}")
    return found


def _code(kind: str, what: str) -> Callable[[str, datetime], str]:
    def reads(words: str, _now: datetime) -> str:
        found = codes_in(words, kind, what)
        if len(found) != 1:
            raise ValueError(f"there can be one code for {what}")
        return found[0]

    return reads


def _word(known: dict[str, Any], what: str) -> Callable[[str, datetime], Any]:
    def reads(words: str, _now: datetime) -> Any:
        found = known.get(words.casefold())
        if found is None:
            raise ValueError(f"“{words}” does not say {what}")
        return found

    return reads


def _day(words: str, now: datetime) -> Any:
    return read_day(words, now, past=True)


_ANSWER = _word(_ANSWERS, "yes or no")
_READERS: dict[str, Callable[[str, datetime], Any]] = {
    "sex": _word(_SEXES, "the sex: M, F or U"),
    "ethnicity": _code("ethnicity", "an ethnicity"),
    "disabled": _ANSWER,
    "disabilities": lambda words, _now: codes_in(words, "disability", "a disability"),
    "former_upn": lambda words, _now: upn(words),
    "upn_unknown": _code("upn-unknown", "why there is no unique pupil number"),
    "died_on": _day,
    "referred_on": _day,
    "referral_source": _code("source", "a source of a referral"),
    "referral_nfa": _ANSWER,
    "need": _code("need", "a primary need"),
    "closed_on": _day,
    "closure_reason": _code("closure", "closing a case"),
}


def told(facts: Iterable[CensusFacts], meeting: Meeting) -> list[tuple[str, ...]]:
    """Return what is known, as rows below headings."""
    rows: list[tuple[str, ...]] = []
    for one in facts:
        child = find(meeting.concern.children, one.id)
        name = (child.local_id or child.name) if child else one.id
        known = (f"{field}={_said(getattr(one, field))}" for field in _READERS if getattr(one, field))
        rows.append((name, ", ".join(part for part in known if not part.endswith("=not known"))))
    return [("CHILD", "KNOWN"), *rows] if rows else []


def _said(value: Any) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(getattr(value, "value", value))
