"""What the partners' own auditors say of sampled meetings: asked of each agency, kept beside the meetings.

Source: Multi-agency audit of strategy discussions, Bromley 2020: “each partner audited the cases known to
their service”; the auditors' view of a decision stands beside the decision and never takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

_SIGNS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""No vowels, so that no word comes about, and no signs that look alike."""
_WIDTH = 6

QUESTIONS: Mapping[str, str] = {
    "by": "Your name and job",
    "day": "Today's date",
    "knew": "What did your service know of the child or family at that time?",
    "was-known": "Was what your service knew in front of the meeting? Yes, no, or in part",
    "invited": "Was your service invited? Yes, no, or not known",
    "attended": "Was your service there, by the right person? Yes, no, or not known",
    "missing": "Who else should have been there?",
    "threshold": "Was the threshold judged rightly, in your view? Yes, no, or not known",
    "decision": "Would you have decided the same? Yes, no, or not known",
    "why": "Why?",
    "record": "Did your service get the record or the outcome? Yes, no, or not known",
    "actions": "Were your service's actions done? Yes, no, in part, or none",
    "learning": "What should be learned from it?",
}
"""What an auditor is asked about one meeting, by the key of its row."""
HEADS = ("sample", "meeting", "agency")
"""Rows that say what a form is about; whoever fills it in leaves them as they are."""


class Seat(Struct, frozen=True, kw_only=True):
    """An agency whose auditor is asked about a meeting."""

    agency: str
    """Its key, as the meeting has it."""
    title: str
    attendee_id: str = ""
    """Its line of the register; empty for a role that nobody stood for."""


class SampledMeeting(Struct, frozen=True, kw_only=True):
    """A meeting of a sample, under the name that it has in this sample alone."""

    meeting_id: str
    name: str
    """Of fixed width and drawn at random: nothing about the meeting can be worked out from it."""
    seats: tuple[Seat, ...] = ()


class Sample(Struct, frozen=True, kw_only=True):
    """Meetings about which partners' auditors are asked."""

    id: str
    made_at: datetime
    drawn: str
    """How it was drawn, so that anybody can draw it again."""
    meetings: tuple[SampledMeeting, ...] = ()

    def meeting(self, name: str) -> SampledMeeting | None:
        """Return the meeting that bears a name in this sample."""
        return next((one for one in self.meetings if one.name == name.strip().upper()), None)


class View(Struct, frozen=True, kw_only=True):
    """What an agency's auditor says of one meeting."""

    sample_id: str
    meeting_id: str
    agency: str
    taken_at: datetime
    """When it was taken in; of several the last stands, and the others are kept."""
    by: str = ""
    written_on: date | None = None
    dated: str = ""
    """The day in their own words, where it is no whole day."""
    answers: dict[str, str] = {}
    """By key of the question; what was left empty is not there."""
    outside: tuple[str, ...] = ()
    """What they wrote beside the rows."""


class Back(Struct, frozen=True, kw_only=True):
    """How many of the forms that an agency was asked for have come back."""

    agency: str
    title: str
    returned: int
    of: int

    @property
    def words(self) -> str:
        """As it is said: `4 of 15 came back`."""
        return f"{self.returned} of {self.of} came back"


def names(count: int, draw: Callable[[str], str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return as many names of fixed width, all different; `draw` chooses one of some signs at random."""
    used = set(taken)
    made: list[str] = []
    while len(made) < count:
        name = f"M-{''.join(draw(_SIGNS) for _ in range(_WIDTH))}"
        if name not in used:
            used.add(name)
            made.append(name)
    return tuple(made)


def standing(views: Iterable[View]) -> dict[tuple[str, str], View]:
    """Return the view that stands of each meeting and agency: the last that was taken in."""
    latest: dict[tuple[str, str], View] = {}
    for view in sorted(views, key=lambda one: one.taken_at):
        latest[view.meeting_id, view.agency] = view
    return latest


def after(before: View | None, view: View) -> View:
    """Return a view as taken in after the one that stood until now, also where the clock was put back."""
    if before is None or view.taken_at > before.taken_at:
        return view
    return replace(view, taken_at=before.taken_at + timedelta(microseconds=1))


def came_back(sample: Sample, views: Iterable[View]) -> tuple[Back, ...]:
    """Return for each agency how many of its forms have come back; none is left out for want of an answer."""
    known = standing(views)
    titles: dict[str, str] = {}
    asked: dict[str, list[bool]] = {}
    for meeting, seat in every_seat(sample):
        titles.setdefault(seat.agency, seat.title)
        asked.setdefault(seat.agency, []).append((meeting.meeting_id, seat.agency) in known)
    return tuple(
        Back(agency=key, title=titles[key], returned=sum(back), of=len(back))
        for key, back in sorted(asked.items(), key=lambda pair: titles[pair[0]].casefold())
    )


def every_seat(sample: Sample) -> Iterator[tuple[SampledMeeting, Seat]]:
    """Yield each form of a sample: a meeting, and the agency that is asked."""
    for meeting in sample.meetings:
        for seat in meeting.seats:
            yield meeting, seat


def seats(lines: Sequence[Seat]) -> tuple[Seat, ...]:
    """Return one seat for each agency: whoever sent several people is asked once, by the first line."""
    first: dict[str, Seat] = {}
    for seat in lines:
        first.setdefault(seat.agency, seat)
    return tuple(first.values())
