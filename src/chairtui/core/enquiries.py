"""What became of the section 47 enquiries of each child, and the clocks that they set running."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.births import is_certain, may_be_born_on
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.change import Command, Event, becomes, say
from chairtui.core.children import NUMBERS, Child, plain
from chairtui.core.courses import Course, Discussed, courses
from chairtui.core.listing import ended
from chairtui.core.vocabulary import EnquiryOutcome, Sex, YesNo
from chairtui.core.what_changes import keeps
from chairtui.core.with_ids import find, find_or_refuse

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.core.plan import Plan
    from chairtui.core.series import Earlier


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

    @property
    def by(self) -> str:
        """The worker and the team that it is allocated to."""
        return ", ".join(filter(None, (self.worker.strip(), self.team.strip())))

    def said(self) -> str:
        """Return the outcome in words; empty while it is not known."""
        return ". ".join(filter(None, (", ".join(one.value for one in self.outcomes), self.words.strip())))


def became(enquiry: Enquiry, planned_held_on: date | None = None) -> tuple[str, ...]:
    """Return what became of an enquiry, in sentences; a conference may be noted as held with the plan."""
    held = enquiry.conference_on or planned_held_on
    sentences = (
        ended(enquiry.said() or "Its outcome is not known yet"),
        f"Ended: {_day(enquiry.ended_on)}. Conference needed: {enquiry.conference_required.value}.",
        f"Conference held: {_day(held)}; a plan was made: {enquiry.plan_followed.value}.",
        ended(f"Worker: {enquiry.by}") if enquiry.by else "",
    )
    return tuple(filter(None, sentences))


def _day(day: date | None) -> str:
    return say_when(day) if day else "not yet"


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


def enquiry_of(plan: Plan, child_id: str) -> Enquiry:
    """Return what became of the enquiry about a child: its own, or what was said of all, or nothing yet."""
    return find(plan.enquiries, child_id) or find(plan.enquiries, "") or Enquiry()


def discussed(meeting: Meeting, child: Child) -> Discussed | None:
    """Return what this meeting decided about a child and what is noted of it; nothing while it has no day."""
    decision = meeting.deciding.about(child.id)
    at = (decision.decided_at if decision else None) or meeting.started_at or meeting.scheduled_at
    if at is None:
        return None
    noted, conference = enquiry_of(meeting.plan, child.id), meeting.plan.conference
    return Discussed(
        meeting_id=meeting.id,
        child=child.name,
        born_on=child.born_on if is_certain(child) else None,
        on=local_day(at),
        outcome=decision.outcome if decision else None,
        earlier_ended_on=decision.earlier_ended_on if decision else None,
        outcomes=noted.outcomes,
        ended_on=noted.ended_on,
        conference_required=noted.conference_required,
        conference_on=noted.conference_on,
        planned_held_on=conference.held_on if conference else None,
    )


def discussed_before(meeting: Meeting, child: Child) -> tuple[Discussed, ...]:
    """Return what the earlier meetings of the series decided about a child, as far as this one was told."""
    return tuple(one for earlier in meeting.series.earlier for one in _of_earlier(earlier, meeting, child))


def _of_earlier(earlier: Earlier, meeting: Meeting, child: Child) -> Iterator[Discussed]:
    if earlier.discussed:
        names = {_folded(one.child) for one in earlier.discussed}
        alone = len(names) == len(meeting.concern.children) == 1
        yield from (one for one in earlier.discussed if alone or _is_about(one, child))
    elif earlier.outcome and earlier.held_at:
        on = local_day(earlier.held_at)
        yield Discussed(meeting_id=earlier.id, on=on, outcome=earlier.outcome)


def _is_about(one: Discussed, child: Child) -> bool:
    return _folded(one.child) == _folded(child.name) and may_be_born_on(child, one.born_on)


def _folded(name: str) -> str:
    """Return a name as it is compared, without the number that tells children of one name apart."""
    return " ".join(re.sub(r"\s\(\d+\)$", "", name).casefold().split())


def numbers_of(child: Child, children: Iterable[Child]) -> Iterator[str]:
    """Yield the numbers by which one of a meeting's children is known everywhere, whatever its name is there.

    A number that two of them have tells nobody apart.
    """
    for field in NUMBERS:
        numbers = [plain(getattr(one, field)) for one in children]
        own = plain(getattr(child, field))
        if own and numbers.count(own) == 1:
            yield f"{field} {own}"


def discussed_there(there: Meeting, meeting: Meeting) -> tuple[Discussed, ...]:
    """Return what another meeting decided about this one's children, by their numbers and as named here."""
    known = {
        number: child
        for child in there.concern.children
        if there.deciding.about(child.id)
        for number in numbers_of(child, there.concern.children)
    }
    discussions = []
    for child in meeting.concern.children:
        numbers = numbers_of(child, meeting.concern.children)
        other = next((known[number] for number in numbers if number in known), None)
        if other and (told := discussed(there, other)):
            discussions.append(replace(told, child=child.name, born_on=child.born_on))
    return tuple(discussions)


def courses_of(meeting: Meeting, child: Child) -> tuple[Course, ...]:
    """Return the enquiries about a child, oldest first: those of earlier meetings, and of this one."""
    here = discussed(meeting, child)
    return courses((*discussed_before(meeting, child), *([here] if here else ())))


def _before(meeting: Meeting, child: Child) -> Course | None:
    """Return the last enquiry about a child as it stood before this meeting decided about it."""
    here = discussed(meeting, child)
    noted = (replace(here, outcome=None),) if here else ()
    return next(reversed(courses((*discussed_before(meeting, child), *noted))), None)


def running(meeting: Meeting, child: Child) -> Course | None:
    """Return the enquiry about a child that was under way before this meeting decided about it."""
    last = _before(meeting, child)
    if last is None or not meeting.started_at:
        return last if last and last.open else None
    return None if last.over_before(local_day(meeting.started_at)) else last


def ended_before(meeting: Meeting, child: Child) -> date | None:
    """Return the day on which the enquiry before this meeting's had ended, where that is known."""
    last = _before(meeting, child)
    return last.ended_on if last and running(meeting, child) is None else None


def _check_enquiry(command: NoteEnquiry, meeting: Meeting) -> None:
    new = command.enquiry
    about = (
        (find_or_refuse(meeting.concern.children, new.id, "child"),) if new.id else meeting.concern.children
    )
    began = [course.started_on for child in about for course in courses_of(meeting, child)]
    known = [day for day in began if day]
    late = all(day is None or not known or min(known) <= day for day in (new.ended_on, new.conference_on))
    say(late, "This day is before the discussion that initiated the enquiry.")


def _check_facts(command: NoteCensusFacts, meeting: Meeting) -> None:
    find_or_refuse(meeting.concern.children, command.facts.id, "child")


becomes(NoteEnquiry, EnquiryNoted, _check_enquiry)
becomes(NoteCensusFacts, CensusFactsNoted, _check_facts)
keeps(EnquiryNoted, "plan", "enquiries", "enquiry", "outcome of the enquiry")
keeps(CensusFactsNoted, "concern", "census", "facts", "facts for returns")
