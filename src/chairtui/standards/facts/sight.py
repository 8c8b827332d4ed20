"""A meeting as the rules see it at one moment: what several facts need, found out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from chairtui.core.actions import in_register
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.children import unborn
from chairtui.core.decision import Decision, standing
from chairtui.core.listing import and_words
from chairtui.core.meeting import Meeting
from chairtui.core.people import is_person
from chairtui.core.register import Attendee, Minimum, left_out, minimum
from chairtui.core.rooms import Room, at_each, each_room, in_room
from chairtui.core.scheduling import meeting_day
from chairtui.core.sentences.names import told_apart
from chairtui.core.views import Title
from chairtui.core.vocabulary import Answer, Outcome, Sector, Stage
from chairtui.core.who_was_missing import shared_about
from chairtui.directory.agencies import Agencies
from chairtui.directory.areas import authority_named, force_of
from chairtui.directory.naming import title_apart, title_in
from chairtui.standards.facts.fact import MEETING, Fact, Value, cached_fact
from chairtui.standards.facts.places import force_at, titled
from chairtui.standards.matching import force_of_line, stands_for
from chairtui.standards.verdict import Expected

LONGEST = timedelta(hours=12)
"""A meeting that began longer ago and has no decision was not ended in the program."""


class Sight:
    """One look at a meeting."""

    def __init__(
        self,
        meeting: Meeting,
        now: datetime,
        *,
        agencies: Agencies,
        figures: Mapping[str, Value],
        grades: Mapping[str, str],
        questions: tuple[str, ...] = (),
        expect: Callable[[Sight], tuple[Expected, ...]],
    ) -> None:
        self.meeting = told_apart(meeting)
        self.now = now
        self.agencies = agencies
        self.figures = figures
        self.grades = grades
        """By each other name of a grade: the grade that it stands for."""
        self.questions = questions
        """Keys of the profile's deck."""
        self._expect = expect
        self._lines: dict[str, tuple[Attendee, ...]] = {}
        self._persons: dict[str, bool] = {}

    @cached_property
    def expected(self) -> tuple[Expected, ...]:
        """Who should be there."""
        return self._expect(self)

    @cached_property
    def standing_for(self) -> dict[str, tuple[Attendee, ...]]:
        """By key of a role that is expected: the lines of the register that stand for it, deputies too."""
        return {one.key: self.lines_of(one) for one in self.expected}

    def lines_of(self, role: Expected) -> tuple[Attendee, ...]:
        """Return the lines that fill a role, and those who stand in for them."""
        if role.key not in self._lines:
            register, agencies = self.meeting.attendance.register, self.agencies
            own = [line for line in register if stands_for(line, role, agencies, self.home, self.home_force)]
            ids = {line.id for line in own}
            deputies = (line for line in register if line.deputy_for in ids and line.id not in ids)
            self._lines[role.key] = (*own, *deputies)
        return self._lines[role.key]

    def is_here(self, key: str) -> bool:
        """Say whether somebody fills a role that is expected, at every decision that stands."""
        return not any(self.lacks(room, key) for room in self.rooms)

    def lacks(self, room: Room, key: str) -> bool:
        """Say whether nobody in a room fills a role that is expected."""
        ids = {line.id for line in self.standing_for[key]}
        return not any(line.id in ids for line in room.people)

    def is_covered(self, key: str) -> bool:
        """Say whether a role was heard, sent or is to send something, or was left out with a reason.

        What it shared counts for the children whom it is about: at each decision that stands.
        """
        lines = self.standing_for[key]
        obtained = not self.arranged.isdisjoint({key, *(line.id for line in lines)})
        return obtained or any(line.written_at or left_out(line) or self._told(line) for line in lines)

    def _told(self, line: Attendee) -> bool:
        turn, decisions = self.meeting.sharing.turn(line.id), self.standing or (None,)
        shared = all(shared_about(self.meeting, line, decision) for decision in decisions)
        return shared or turn.nothing_known or turn.withholds

    def _heard(self, line: Attendee) -> bool:
        return self.meeting.sharing.heard(line.id)

    @cached_fact("held")
    def held(self) -> bool:
        """Whether the meeting has begun."""
        return self.meeting.started_at is not None

    @cached_fact("decided")
    def decided(self) -> bool:
        """Whether a decision about section 47 was recorded."""
        return bool(self.meeting.deciding.decisions)

    @cached_fact("over")
    def over(self) -> bool:
        """Whether it has ended without a decision: everyone left, or it began half a day ago."""
        if self.meeting.started_at is None or self.decided:
            return False
        register = self.meeting.attendance.register
        left = any(line.stays for line in register) and not any(line.here for line in register)
        return left or self.now - self.meeting.started_at > LONGEST

    @cached_property
    def spoke_at(self) -> dict[str, datetime]:
        """By id of a line of the register: when it last was given its turn or shared something here."""
        return self.meeting.sharing.spoke_at()

    @cached_property
    def speaking(self) -> str:
        """Id of the line that spoke last, and may still be speaking; empty before anybody spoke."""
        return max(reversed(self.spoke_at), key=self.spoke_at.__getitem__, default="")

    @cached_property
    def heard_ids(self) -> frozenset[str]:
        """Ids of the lines that shared something, said that they know nothing, or why they withhold."""
        return frozenset(line.id for line in self.meeting.attendance.register if self._heard(line))

    @cached_fact("round.complete")
    def round_complete(self) -> bool:
        """Whether everybody here except social work had their turn and the last of them said something.

        It is complete as well once the room has gone on: the threshold was judged, or it is decided or over.
        """
        if self.decided or self.over or self.meeting.analysis.judgements:
            return True
        called = {turn.id for turn in self.meeting.sharing.turns if turn.called_at} | self.heard_ids
        due = {line.id for line in self.people if self.speaks(line) and line.sector is not Sector.SOCIAL_WORK}
        return bool(self.spoke_at) and due <= called and self.speaking in self.heard_ids

    def speaks(self, line: Attendee) -> bool:
        """Say whether a line speaks for an agency: an interpreter or a legal adviser helps the meeting."""
        return Sector.SUPPORT not in (line.sector, self.agencies.get(line.agency).sector)

    def has_passed(self, line_id: str) -> bool:
        """Say whether a line had its turn or shared something, and somebody else did after it."""
        return line_id in self.spoke_at and line_id != self.speaking

    @cached_fact("decision.initiated")
    def initiated(self) -> bool:
        """Whether section 47 enquiries were started, or go on, for any child."""
        return any(one.outcome in (Outcome.INITIATE, Outcome.CONTINUE) for one in self.standing)

    @cached_property
    def standing(self) -> tuple[Decision, ...]:
        """The decisions that stand, in the order of the children."""
        return standing(self.meeting)

    @cached_property
    def rooms(self) -> tuple[Room, ...]:
        """Each decision that stands with who was here; before one, who is here, or is asked to come.

        While a sibling is still to be decided, the room as it is now counts as well.
        """
        if self.meeting.stage is not Stage.PREPARING:
            return (*each_room(self.meeting), *self.still_to_decide)
        asked = (Answer.INVITED, Answer.ACCEPTED)
        register = self.meeting.attendance.register
        coming = tuple(line for line in register if line.here or line.invitation.answer in asked)
        return (Room(about="", decisions=(), people=coming),)

    @cached_property
    def people(self) -> tuple[Attendee, ...]:
        """Who was here at a decision that stands; before one, who is here, or is asked to come."""
        ids = {line.id for room in self.rooms for line in room.people}
        return tuple(line for line in self.meeting.attendance.register if line.id in ids)

    @cached_property
    def still_to_decide(self) -> tuple[Room, ...]:
        """The room now, for children who are not decided yet although others are; none once all have left."""
        left = [one.name for one in self.meeting.undecided]
        here = in_room(self.meeting)
        waits = self.decided and left and here and self.meeting.stage is not Stage.SIGNED
        return (Room(about=and_words(left), decisions=(), people=here),) if waits else ()

    @cached_property
    def people_ids(self) -> frozenset[str]:
        """Ids of these people."""
        return frozenset(line.id for line in self.people)

    @cached_property
    def unborn(self) -> frozenset[str]:
        """Ids of the children who are not born yet."""
        return unborn(self.meeting.concern.children, self.meeting.concern.circumstances)

    @cached_property
    def minimum(self) -> Minimum:
        """Which parts of the minimum attendance were here at every decision that stands, or are here."""
        return at_each(self.minimum_in(room) for room in self.rooms)

    def minimum_in(self, room: Room) -> Minimum:
        """Return which parts of the minimum attendance a room makes up."""
        return minimum(room.people, self.meeting.form)

    @cached_property
    def lines(self) -> dict[str, Attendee]:
        """The register by id."""
        return {line.id: line for line in self.meeting.attendance.register}

    @cached_property
    def arranged(self) -> frozenset[str]:
        """Ids of everything that an action answers which is done, or which somebody is to do by a day."""
        actions = (one for one in self.meeting.plan.standing if one.is_arranged)
        return frozenset(key for one in actions for key in one.answers)

    @cached_property
    def answered(self) -> frozenset[str]:
        """Ids of everything that an action answers; one that was withdrawn answers nothing."""
        return frozenset(self.meeting.plan.answered)

    @cached_property
    def day(self) -> date:
        """The day of the meeting, as far as it is known."""
        return meeting_day(self.meeting) or self.today

    @cached_property
    def today(self) -> date:
        """The day in England."""
        return local_day(self.now)

    @cached_fact("authority")
    def home(self) -> str:
        """The local authority that holds the meeting."""
        return authority_named(self.meeting.authority)

    @cached_property
    def home_force(self) -> str:
        """The police force of that authority; empty if it is not known."""
        return force_of(self.meeting.authority)

    @cached_property
    def forces(self) -> tuple[str, ...]:
        """Every police force that a place brings in, the home force first."""
        named = (force_at(place) for place in self.meeting.concern.places)
        return tuple(dict.fromkeys(force for force in (self.home_force, *named) if force))

    def title(self, line: Attendee) -> str:
        """Return what a line of the register is called in a sentence."""
        name = line.called or self.named(line.agency)
        if line.unit and line.agency == "police":
            name = f"{name}: {line.unit}"
        return titled(line.agency, name, self.away(line))

    @cached_property
    def named(self) -> Title:
        """What an agency is called in this meeting, by its key."""
        return title_in(self.meeting, self.agencies)

    @cached_property
    def named_apart(self) -> Title:
        """What an agency is called by its key, whatever a line of this meeting is called."""
        return title_apart(self.meeting, self.agencies)

    def away(self, line: Attendee) -> str:
        """Return the force or authority that a line speaks for, unless it is the one at home."""
        if line.sector is Sector.POLICE:
            force = force_of_line(line)
            return "" if force == self.home_force else force
        return "" if authority_named(line.area) == self.home else line.area

    def title_of(self, attendee_id: str) -> str:
        """Return what the line with an id is called in a sentence."""
        line = self.lines.get(attendee_id)
        return self.title(line) if line else "someone"

    def is_person(self, words: str) -> bool:
        """Say whether words are a person's name, and no agency of either register, no role and no job."""
        if words not in self._persons:
            self._persons[words] = is_person(words, self._knows_agency)
        return self._persons[words]

    def _knows_agency(self, said: str) -> bool:
        return self.agencies.knows(said) or in_register(said, self.meeting)

    def figure(self, name: str, otherwise: int = 0) -> int:
        """Return a whole number of the profile."""
        value = self.figures.get(f"figure.{name}", otherwise)
        return value if isinstance(value, int) else otherwise

    def value(self, fact: Fact, subject: object = None) -> Value | None:
        """Return a fact's value here."""
        answer: Value | None = fact.find_out(self) if fact.scope == MEETING else fact.find_out(self, subject)
        return answer
