"""What became of the section 47 enquiries of each child, and the clocks that they set running."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.change import Command, Event, becomes, say
from chairtui.core.deadlines import conference_due_on, local_day
from chairtui.core.keyed import find, keeps, one
from chairtui.core.vocabulary import EnquiryOutcome, Outcome, Sex, YesNo

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.core.plan import Plan


class Enquiry(Struct, frozen=True, kw_only=True):
    """What became of the section 47 enquiry about a child."""

    id: str = ""
    """The child's id; empty when it speaks of all the children."""
    outcomes: tuple[EnquiryOutcome, ...] = ()
    words: str = ""
    """The outcome in the worker's words."""
    ended_on: date | None = None
    conference_required: YesNo = YesNo.UNKNOWN
    conference_on: date | None = None
    """The day on which the conference about this child was held."""
    plan_followed: YesNo = YesNo.UNKNOWN
    """Whether the conference made a child protection plan."""
    worker: str = ""
    team: str = ""

    @property
    def known(self) -> bool:
        """Whether it is written what the enquiry led to."""
        return bool(self.outcomes or self.words.strip())

    def said(self) -> str:
        """Return the outcome in words; empty while it is not known."""
        return ". ".join(filter(None, (", ".join(one.value for one in self.outcomes), self.words.strip())))


class CensusFacts(Struct, frozen=True, kw_only=True):
    """What national returns ask about a child and its case beyond what the meeting needs."""

    id: str
    """The child's id."""
    sex: Sex = Sex.UNKNOWN
    ethnicity: str = ""
    """Code of the children in need census."""
    disabled: YesNo = YesNo.UNKNOWN
    disabilities: tuple[str, ...] = ()
    """Codes of the children in need census."""
    former_upn: str = ""
    upn_unknown: str = ""
    """Why there is no unique pupil number, as code: UN1 and so on."""
    died_on: date | None = None
    referred_on: date | None = None
    referral_source: str = ""
    """Code of the children in need census."""
    referral_nfa: YesNo = YesNo.UNKNOWN
    """Whether the referral led to no further action."""
    need: str = ""
    """Code of the primary need."""
    closed_on: date | None = None
    closure_reason: str = ""


class NoteEnquiry(Command, frozen=True, kw_only=True):
    """Note what became of the enquiry about a child, or about all of them."""

    enquiry: Enquiry


class EnquiryNoted(Event, frozen=True, kw_only=True):
    """It is known what became of the enquiry."""

    enquiry: Enquiry


class NoteCensusFacts(Command, frozen=True, kw_only=True):
    """Note what national returns ask about a child."""

    facts: CensusFacts


class CensusFactsNoted(Event, frozen=True, kw_only=True):
    """What national returns ask about a child is known."""

    facts: CensusFacts


EnquiryEvent = EnquiryNoted | CensusFactsNoted


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


def enquiry_of(plan: Plan, child_id: str) -> Enquiry:
    """Return what became of the enquiry about a child: its own, or what was said of all, or nothing yet."""
    return find(plan.enquiries, child_id) or find(plan.enquiries, "") or Enquiry()


def initiated_on(meeting: Meeting, child_id: str = "") -> date | None:
    """Return the day in England of the discussion at which section 47 enquiries were initiated.

    It is this discussion if it initiated them for the child (or for any), or else the last one before it in
    the series that did.
    """
    here = [
        one.decided_at
        for one in meeting.deciding.decisions
        if one.outcome is Outcome.INITIATE and one.decided_at and (not child_id or child_id in one.children)
    ]
    if here:
        return local_day(min(here))
    before = [
        one.held_at for one in meeting.series.earlier if one.outcome is Outcome.INITIATE and one.held_at
    ]
    return local_day(max(before)) if before else None


def conference_clocks(meeting: Meeting) -> Clocks | None:
    """Return the two days until which a conference has to be held; nothing where no enquiry was initiated."""
    first = initiated_on(meeting)
    if first is None:
        return None
    last = max(first, local_day(meeting.started_at) if meeting.started_at else first)
    return Clocks(
        initiated_on=first,
        from_initiating=conference_due_on(first),
        last_on=last,
        from_last=conference_due_on(last),
    )


def _check_enquiry(command: NoteEnquiry, meeting: Meeting) -> None:
    new = command.enquiry
    if new.id:
        one(meeting.concern.children, new.id, "child")
    began = initiated_on(meeting, new.id)
    late = all(day is None or began is None or began <= day for day in (new.ended_on, new.conference_on))
    say(late, "This day is before the discussion that initiated the enquiry.")


def _check_facts(command: NoteCensusFacts, meeting: Meeting) -> None:
    one(meeting.concern.children, command.facts.id, "child")


becomes(NoteEnquiry, EnquiryNoted, _check_enquiry)
becomes(NoteCensusFacts, CensusFactsNoted, _check_facts)
keeps(EnquiryNoted, "plan", "enquiries", "enquiry")
keeps(CensusFactsNoted, "concern", "census", "facts")
