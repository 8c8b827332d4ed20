"""The rows of the reply form, and what a filled-in form says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from chairtui.core.calendar.days import NotADate
from chairtui.core.calendar.deadlines import day_begins, local_day
from chairtui.core.calendar.when import When, WhichTime, read_written
from chairtui.core.change import Refused
from chairtui.core.vocabulary import NotShared
from chairtui.live.replies import AS_OF, Booked, Fact, Reply
from chairtui.tables.days import Days
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

    A day is one with its year; other words for one stay as they are written: with the fact that they belong
    to, or outside the answers, where a person says what becomes of them.

    Raises:
        Refused: a row is not of the form, or cannot be understood; the sentence names it.
    """
    texts = {key: clean(words).strip() for key, words in answers.items()}
    for key in texts:
        if not KEY.fullmatch(key):
            raise Refused(f"There is no row “{clean(key, multiline=False, limit=60)}” in the reply form.")
    days = _Days(texts, now)
    facts = [_fact(texts, number, days) for number in _numbers(texts, "fact")]
    facts += [
        Fact(fact=texts[f"only-{number}"]) for number in _numbers(texts, "only") if texts[f"only-{number}"]
    ]
    bookings = [_booked(texts, number, days) for number in _numbers(texts, "booked")]
    written = _written(texts.get("day", ""), days, now)
    dated = texts["day"] if texts.get("day") and written is None else ""
    outside = [one for one in bookings if isinstance(one, str)] + ([f"Dated: {dated}"] if dated else [])
    return Reply(
        meeting_id=texts.get("meeting", ""),
        attendee_id=texts.get("line", ""),
        by=clean(texts.get("by", ""), multiline=False),
        written_at=written.at if written else None,
        written_on=written.on if written and not written.timed else None,
        facts=tuple(fact for fact in facts if fact is not None),
        bookings=tuple(one for one in bookings if isinstance(one, Booked)),
        offers=tuple(filter(None, (texts[f"offer-{number}"] for number in _numbers(texts, "offer")))),
        nothing_known=_yes(texts, "nothing-known"),
        reason=_reason(texts.get("withheld", "")),
        later_on=_later_on(texts.get("withheld-by", ""), days),
        because=texts.get("withheld-words", ""),
        nothing_booked=_yes(texts, "nothing-booked"),
        outside=tuple(outside),
    )


class _Days:
    """Reads the days of a form."""

    def __init__(self, texts: Mapping[str, str], now: datetime) -> None:
        written = [words for key, words in texts.items() if key.endswith(("day", "-when", "-by"))]
        self._past, self._ahead = (Days(written, now, past=past) for past in (True, False))
        self._now = now

    def read(self, words: str, *, past: bool) -> When | None:
        """Return the day that is written, and the instant if it has a time; nothing if it is no whole day.

        Raises:
            WhichTime: it is, and its time is skipped by the clocks or comes twice.
        """
        on = (self._past if past else self._ahead).read(words).on
        if on is None:
            return None
        try:
            return read_written(words, self._now, past=past)
        except WhichTime:
            raise
        except NotADate:
            return When(on)


def _numbers(texts: Mapping[str, str], word: str) -> list[str]:
    numbered = [key.removeprefix(f"{word}-").partition("-")[0] for key in texts if key.startswith(f"{word}-")]
    numbers = sorted(dict.fromkeys(numbered), key=int)
    return [number for number in numbers if word not in ("only", "offer") or f"{word}-{number}" in texts]


def _fact(texts: Mapping[str, str], number: str, days: _Days) -> Fact | None:
    key = f"fact-{number}"
    fact, meaning, source, day = (
        texts.get(one, "") for one in (key, f"{key}-meaning", f"{key}-source", f"{key}-day")
    )
    if not fact:
        if meaning or source or day:
            raise Refused(f"Row “{key}”: what is known is left out, and only what belongs to it is written.")
        return None
    as_of = _day(day, days)
    undated = f"{AS_OF}{day}”" if day and as_of is None else ""
    return Fact(fact=fact, so_what=meaning, source="; ".join(filter(None, (source, undated))), as_of_on=as_of)


def _booked(texts: Mapping[str, str], number: str, days: _Days) -> Booked | str | None:
    """Return what is booked; where it is written without its whole day, all that is written of it."""
    key = f"booked-{number}"
    what, when, who = (texts.get(one, "") for one in (key, f"{key}-when", f"{key}-who"))
    if not what:
        if when or who:
            raise Refused(f"Row “{key}”: what is booked is left out, and only what belongs to it is written.")
        return None
    if not when:
        raise Refused(f"Row “{key}-when”: when it is booked is left out.")
    try:
        at = days.read(when, past=False)
    except WhichTime as unclear:
        raise Refused(f"Row “{key}-when”: {unclear}") from None
    if at is None:
        return f"Booked: {'; '.join(filter(None, (what, when, who)))}"
    if at.at is None:
        return Booked(what=what, at=day_begins(at.on), timed=False, owner=who)
    return Booked(what=what, at=at.at, owner=who)


def _day(words: str, days: _Days) -> date | None:
    try:
        when = days.read(words, past=True)
    except WhichTime as unclear:
        return unclear.on
    return when.on if when else None


def _later_on(words: str, days: _Days) -> date | None:
    """Return by which day something comes.

    Raises:
        Refused: it is no whole day: the meeting waits for it by that day.
    """
    try:
        when = days.read(words, past=False)
    except WhichTime as unclear:
        return unclear.on
    if words and when is None:
        raise Refused(f"Row “withheld-by”: “{words}” is no whole day; write it as 5 Mar 2026.")
    return when.on if when else None


def _written(words: str, days: _Days, now: datetime) -> When | None:
    """Return when it was written, as far as it says: a day without a time stays a day; nothing lies ahead."""
    try:
        when = days.read(words, past=True)
    except WhichTime as unclear:
        when = When(unclear.on)
    if when is None or when.at is None:
        return when and When(min(when.on, local_day(now)))
    return When(min(when.on, local_day(now)), min(when.at, now))


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
