"""Dates between the forms and the meeting: as people type them, and as they read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from chairtui.core.births import UNWRITTEN, Birth, birth_words
from chairtui.core.births_typed import read_birth
from chairtui.core.calendar.deadlines import LONDON, day_off, local_day
from chairtui.core.calendar.when import When, read_day, read_when, say_when
from chairtui.core.children import Child

_OF_A_DAY = time(9)
"""Where the instant of a day lies that is kept, and said, as a day without a time."""

NO_TIME = "Type the time with its hour too, as in “fri 10:30” or “yesterday 16:30”: none is made up."


class Dates:
    """Reads and says dates as of now."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Read "today" by `now`, which returns the time in UTC."""
        self._now = now

    def today(self) -> date:
        """Return the day it is in England."""
        return local_day(self._now())

    def understood(self, text: str) -> str:
        """Return how a typed date or time is understood.

        Raises:
            ValueError: with a sentence, if it is not.
        """
        return say_when(self._read(text), self._now())

    def understood_meeting(self, text: str) -> str:
        """Return how a typed day or time of a meeting is understood, and why few would come then, if so.

        Raises:
            ValueError: with a sentence, if it is not.
        """
        off = day_off(self._read(text).on)
        return self.understood(text) + (f" · {off}" if off else "")

    def understood_due(self, text: str) -> str:
        """Return how a typed day by which something is due is understood, and that it is past if it is.

        Raises:
            ValueError: with a sentence, if it is not.
        """
        today = " · immediate" if self._read(text).on == self.today() else ""
        return self.understood(text) + (" · already past" if self.is_past(text) else today)

    def is_past(self, text: str) -> bool:
        """Say whether a typed day, or time where one is given, lies behind us.

        Raises:
            ValueError: with a sentence, if it is neither.
        """
        if not text.strip():
            return False
        at = self.time_of_day(text)
        return at < self._now() if at else self._read(text).on < self.today()

    def understood_past(self, text: str) -> str:
        """Return how a typed day that lies behind us is understood.

        Raises:
            ValueError: with a sentence, if it is not.
        """
        return say_when(self._read(text, past=True), self._now())

    def understood_done(self, text: str) -> str:
        """Return how the typed day or time of something that was done is understood.

        Raises:
            ValueError: with a sentence, if it is none, or lies ahead.
        """
        when = self._read(text, past=True)
        if when.at > self._now() if when.at else when.on > self.today():
            raise ValueError("That lies ahead: note it once it has happened.")
        return say_when(when, self._now())

    def as_instant(self, understood: Callable[[str], str]) -> Callable[[str], str]:
        """Return how what was typed is understood in a field that keeps an instant: it needs a time.

        What is returned raises ValueError, with a sentence, for a day alone too.
        """

        def with_time(text: str) -> str:
            words = understood(text)
            self.instant(text)
            return words

        return with_time

    def done_at(self, text: str) -> str:
        """Return how the time of something that was done is understood, in a field that keeps an instant.

        Raises:
            ValueError: with a sentence, if it is none, is a day alone, or lies ahead.
        """
        return self.as_instant(self.understood_done)(text)

    def understood_birth(self, text: str) -> str:
        """Return how a typed birth is understood.

        Raises:
            ValueError: with a sentence, if it is none, or lies ahead.
        """
        day, birth = self.birth(text)
        if day and birth == UNWRITTEN:
            return say_when(day, self._now())
        return birth_words(Child(id="", name="", born_on=day, birth=birth), self.today())

    def birth(self, text: object) -> tuple[date | None, Birth]:
        """Return the day of birth that was typed, or how far the birth is known; neither for an empty field.

        Raises:
            ValueError: with a sentence, if it is none, or lies ahead.
        """
        return read_birth(str(text or ""), self._now())

    def day(self, text: object, *, past: bool = False) -> date | None:
        """Return the day that was typed, or nothing for an empty field."""
        return read_day(str(text), self._now(), past=past) if text else None

    def instant(self, text: object, *, past: bool = False) -> datetime | None:
        """Return the instant that was typed, in UTC, or nothing for an empty field.

        Raises:
            ValueError: with a sentence, if it is none, or a day alone.
        """
        if not text:
            return None
        at = self._read(str(text), past=past).at
        if at is None:
            raise ValueError(NO_TIME)
        return at

    def day_or_instant(self, text: object) -> datetime | None:
        """Return the instant that was typed, or for a day alone one on it, where it is kept as a day."""
        if not text:
            return None
        when = self._read(str(text))
        return when.at or datetime.combine(when.on, _OF_A_DAY, LONDON).astimezone(UTC)

    def time_of_day(self, text: object) -> datetime | None:
        """Return the instant that was typed, or nothing if only a day was given."""
        return self._read(str(text)).at if text else None

    def _read(self, text: str, *, past: bool = False) -> When:
        return read_when(text, self._now(), past=past)


def said(value: When | date | datetime | None) -> str:
    """Return a day or an instant as a form shows it and can read it again; nothing for none."""
    return say_when(value) if value is not None else ""
