"""The course of each enquiry about a child, from the discussion that initiated it to its end.

A discussion held again about an enquiry under way belongs to that enquiry and begins no other: its start,
from which the conference is counted, stays the day of the discussion that initiated it. Whoever asks how long
an enquiry runs asks here: the rules, the screens, the record, the calendar, the trace and the returns.

Source: Working Together to Safeguard Children 2023, chapter 3: within 15 working days of the strategy
discussion at which enquiries were initiated. Census rules 8839 and 8890, as csc-validator-be-cin words them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import CONFERENCE_WITHIN, add_working_days
from chairtui.core.vocabulary import EnquiryOutcome, Outcome, YesNo

BEGINS = (Outcome.INITIATE, Outcome.CONTINUE)


class Discussed(Struct, frozen=True, kw_only=True):
    """What one discussion decided about one child, and what was noted there of the enquiry."""

    on: date
    """The day in England."""
    meeting_id: str = ""
    child: str = ""
    """The child's name as that meeting has it; empty when it speaks of all the children."""
    born_on: date | None = None
    outcome: Outcome | None = None
    """Nothing while it has not decided about the child."""
    earlier_ended_on: date | None = None
    """When the enquiry before had ended, where this discussion initiated another."""
    outcomes: tuple[EnquiryOutcome, ...] = ()
    ended_on: date | None = None
    conference_required: YesNo = YesNo.UNKNOWN
    conference_on: date | None = None
    """The day of the conference, as noted for the child."""
    planned_held_on: date | None = None
    """The same by the plan, which speaks of all the children."""


class Clocks(Struct, frozen=True, kw_only=True):
    """Until when a conference has to be held, counted in the two ways that procedures count.

    Source: Working Together to Safeguard Children 2023, chapter 3, counts from the discussion at which
    enquiries were initiated; some local procedures count from the last one, so each repeat moves the day.
    """

    initiated_on: date
    from_initiating: date
    last_on: date
    from_last: date

    @property
    def differ(self) -> bool:
        """Whether a repeat discussion moved the day."""
        return self.from_initiating != self.from_last


class Course(Struct, frozen=True, kw_only=True):
    """One enquiry about one child."""

    discussed: tuple[Discussed, ...]
    """The discussions that belong to it, oldest first; at least one."""
    started_on: date | None
    """Nothing: enquiries were continued, and no discussion is known that initiated them."""
    begun_anew_on: date | None = None
    """When the discussion that began the next one says that this one had ended."""

    @property
    def conference_on(self) -> date | None:
        """When the conference was held."""
        own = self._last("conference_on")
        planned = None if self.conference_required is YesNo.NO else self._last("planned_held_on")
        return own or planned

    @property
    def conference_required(self) -> YesNo:
        """Whether a conference is needed, as it was said last."""
        said = (one.conference_required for one in reversed(self.discussed))
        return next((one for one in said if one is not YesNo.UNKNOWN), YesNo.UNKNOWN)

    @property
    def outcomes(self) -> tuple[EnquiryOutcome, ...]:
        """What it led to, as it was said last."""
        return next((one.outcomes for one in reversed(self.discussed) if one.outcomes), ())

    @property
    def not_required(self) -> bool:
        """Whether it is known that no conference is needed: it is noted, or the outcomes are others."""
        known, required = self.outcomes, self.conference_required
        otherwise = bool(known) and EnquiryOutcome.CONFERENCE not in known
        return required is YesNo.NO or (required is YesNo.UNKNOWN and otherwise)

    @property
    def ended_on(self) -> date | None:
        """When it ended, if that is known."""
        return self._last("ended_on") or self.begun_anew_on

    @property
    def open(self) -> bool:
        """Whether nothing yet says that it came to its end."""
        known = self.ended_on or self.conference_on
        return not known and not (self.not_required and self.outcomes)

    def over_before(self, day: date) -> bool:
        """Say whether it had ended before what is discussed on a day.

        What is discussed on the day of its conference belongs to it yet; where no day of its end is known,
        what is discussed on the day of its last discussion.
        """
        if self.conference_on:
            return self.conference_on < day
        if self.ended_on:
            return self.ended_on <= day
        return not self.open and max(one.on for one in self.discussed if one.outcome) < day

    def clocks(self, within: int = CONFERENCE_WITHIN) -> Clocks | None:
        """Return until when a conference has to be held; nothing where it is not known when it began."""
        if self.started_on is None:
            return None
        last = max((one.on for one in self.discussed if one.outcome), default=self.started_on)
        return Clocks(
            initiated_on=self.started_on,
            from_initiating=add_working_days(self.started_on, within),
            last_on=last,
            from_last=add_working_days(last, within),
        )

    def _last(self, field: str) -> date | None:
        found: Iterator[date] = (day for one in reversed(self.discussed) if (day := getattr(one, field)))
        return next(found, None)


def courses(discussed: Iterable[Discussed]) -> tuple[Course, ...]:
    """Part what was discussed about one child into enquiries: one goes on until it is known to have ended."""
    parted: list[Course] = []
    for discussion in sorted(discussed, key=lambda each: each.on):
        now = parted[-1] if parted else None
        if now and discussion.outcome is Outcome.INITIATE and discussion.earlier_ended_on:
            parted[-1] = replace(now, begun_anew_on=discussion.earlier_ended_on)
            now = None
        if now and (discussion.outcome is None or not now.over_before(discussion.on)):
            parted[-1] = replace(now, discussed=(*now.discussed, discussion))
        elif discussion.outcome in BEGINS:
            started_on = discussion.on if discussion.outcome is Outcome.INITIATE else None
            own = _own(discussion) if parted else discussion
            parted.append(Course(discussed=(own,), started_on=started_on))
    return tuple(parted)


def _own(discussion: Discussed) -> Discussed:
    """Return a discussion that begins an enquiry without what was noted at it of one that had ended."""
    days = (discussion.ended_on, discussion.conference_on, discussion.planned_held_on)
    if discussion.outcome is not Outcome.INITIATE or not any(day and day < discussion.on for day in days):
        return discussion
    return replace(
        discussion,
        outcomes=(),
        ended_on=None,
        conference_required=YesNo.UNKNOWN,
        conference_on=None,
        planned_held_on=None,
    )
