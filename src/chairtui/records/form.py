"""The rows of the reply form, and what a filled-in form says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time

from chairtui.core.change import Refused
from chairtui.core.deadlines import LONDON
from chairtui.core.vocabulary import NotShared
from chairtui.core.when import NotADate, When, read_when
from chairtui.live.replies import Booked, Fact, Reply
from chairtui.text import clean

_FACT = "fact-{0}|What do you know?", "fact-{0}-meaning|What does it mean for the child?"
_WHENCE = "fact-{0}-source|How do you know it?", "fact-{0}-day|Of which day is it?"
_BOOKED = (
    "booked-{0}|What is booked?",
    "booked-{0}-when|When?",
    "booked-{0}-who|Who confirms it?",
)

ROWS = tuple(
    (key, words)
    for key, _, words in (
        row.partition("|")
        for row in (
            "meeting|Leave as it is",
            "line|Leave as it is",
            "by|Your name and job",
            "day|Today's date",
            *(row.format(number) for number in (1, 2, 3) for row in (*_FACT, *_WHENCE)),
            "only-1|What can only you tell us?",
            "offer-1|What can only you do or find out?",
            *(row.format(number) for number in (1, 2) for row in _BOOKED),
            "nothing-known|Yes, if you hold nothing about the child or family",
            f"withheld|If you share nothing or hold something back, why: {'; '.join(NotShared)}",
            "withheld-words|In your own words",
            "withheld-by|If later: by which day?",
            "nothing-booked|Yes, if nothing is booked in the next fourteen days",
        )
    )
)
"""Key and question of each row."""

QUESTIONS = dict(ROWS)
"""Question of each row; rows that were added ask what the first of their kind asks."""

KEY = re.compile(
    r"meeting|line|by|day|nothing-known|nothing-booked|withheld(?:-words|-by)?|(?:only|offer)-[1-9]\d?"
    r"|fact-[1-9]\d?(?:-(?:meaning|source|day))?|booked-[1-9]\d?(?:-(?:when|who))?"
)
"""What a key looks like; rows may be added by counting on."""

_YES = frozenset({"yes", "y", "x", "✓", "✔", "☑", "☒", "true"})
_NO = frozenset({"", "no", "n", "☐", "false"})


def understood(answers: Mapping[str, str], now: datetime) -> Reply:
    """Return what the rows of a form say.

    Raises:
        Refused: a row is not of the form, or cannot be understood; the sentence names it.
    """
    texts = {key: clean(words).strip() for key, words in answers.items()}
    for key in texts:
        if not KEY.fullmatch(key):
            raise Refused(f"There is no row “{clean(key, multiline=False, limit=60)}” in the reply form.")
    facts = [_fact(texts, number, now) for number in _numbers(texts, "fact")]
    facts += [
        Fact(fact=texts[f"only-{number}"]) for number in _numbers(texts, "only") if texts[f"only-{number}"]
    ]
    bookings = [_booked(texts, number, now) for number in _numbers(texts, "booked")]
    by = _when("withheld-by", texts.get("withheld-by", ""), now, past=False)
    return Reply(
        meeting_id=texts.get("meeting", ""),
        attendee_id=texts.get("line", ""),
        by=clean(texts.get("by", ""), multiline=False),
        written_at=_written_at(texts.get("day", ""), now),
        facts=tuple(fact for fact in facts if fact is not None),
        bookings=tuple(booked for booked in bookings if booked is not None),
        offers=tuple(filter(None, (texts[f"offer-{number}"] for number in _numbers(texts, "offer")))),
        nothing_known=_yes(texts, "nothing-known"),
        reason=_reason(texts.get("withheld", "")),
        later_on=by.on if by else None,
        because=texts.get("withheld-words", ""),
        nothing_booked=_yes(texts, "nothing-booked"),
    )


def _numbers(texts: Mapping[str, str], word: str) -> list[str]:
    found = [key.removeprefix(f"{word}-").partition("-")[0] for key in texts if key.startswith(f"{word}-")]
    numbers = sorted(dict.fromkeys(found), key=int)
    return [number for number in numbers if word not in ("only", "offer") or f"{word}-{number}" in texts]


def _fact(texts: Mapping[str, str], number: str, now: datetime) -> Fact | None:
    key = f"fact-{number}"
    fact, meaning, source, day = (
        texts.get(one, "") for one in (key, f"{key}-meaning", f"{key}-source", f"{key}-day")
    )
    if not fact:
        if meaning or source or day:
            raise Refused(f"Row “{key}”: what is known is left out, and only what belongs to it is written.")
        return None
    as_of = _when(f"{key}-day", day, now, past=True)
    return Fact(fact=fact, so_what=meaning, source=source, as_of_on=as_of.on if as_of else None)


def _booked(texts: Mapping[str, str], number: str, now: datetime) -> Booked | None:
    key = f"booked-{number}"
    what, when, who = (texts.get(one, "") for one in (key, f"{key}-when", f"{key}-who"))
    if not what:
        if when or who:
            raise Refused(f"Row “{key}”: what is booked is left out, and only what belongs to it is written.")
        return None
    at = _when(f"{key}-when", when, now, past=False)
    if at is None:
        raise Refused(f"Row “{key}-when”: when it is booked is left out.")
    if at.at is None:
        noon = datetime.combine(at.on, time(12), LONDON).astimezone(UTC)
        return Booked(what=f"{what} (time not given)", at=noon, owner=who)
    return Booked(what=what, at=at.at, owner=who)


def _when(key: str, words: str, now: datetime, *, past: bool) -> When | None:
    if not words:
        return None
    try:
        return read_when(words, now, past=past)
    except NotADate as error:
        raise Refused(f"Row “{key}”: {error}") from None


def _written_at(words: str, now: datetime) -> datetime | None:
    when = _when("day", words, now, past=True)
    if when is None:
        return None
    at = when.at or datetime.combine(when.on, time(12), LONDON).astimezone(UTC)
    return min(at, now)


def _reason(words: str) -> NotShared | None:
    wanted = " ".join(words.casefold().split()).rstrip(" .;")
    if not wanted:
        return None
    for reason in NotShared:
        if reason.value == wanted.replace("’", "'"):
            return reason
    raise Refused(f"Row “withheld”: write one of these: {'; '.join(NotShared)}.")


def _yes(texts: Mapping[str, str], key: str) -> bool:
    words = texts.get(key, "").casefold().strip(" .")
    if words in _YES or words in _NO:
        return words in _YES
    raise Refused(f"Row “{key}”: write yes, or leave it empty.")
