"""Invented meetings in bulk, from a few to a hundred thousand in one file, the same for the same seed.

Run as `invented_meetings.py FILE COUNT [SEED [MAKERS]]`. Each is what commands make of it: decided, encoded
and chained as the program does, judged once, before it is signed, and written with its lists, with what home
says of it and with what the audit counts of it. One in five is about a child of an earlier one: what the
audit counts of those depends on each other, and is left to whoever asks for it first (`chairtui audit`).

As many processes make them as there are cores besides the one that writes, or as many as are asked for: with
0 the one that writes makes them too.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from chairtui.audit.counting import Counted, counted
from chairtui.core.actions import Action, AllotAction, CloseAction
from chairtui.core.analysis import Judgement, JudgeThreshold, ListUnknown, StateHypothesis, Unknown
from chairtui.core.attendance import ListAttendee, NoteInvitation, RecordPresence
from chairtui.core.carrying import agreed_before, told_now
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command, Event, Stamp
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember, HearChild, Voice
from chairtui.core.closing import Gap, SignOff
from chairtui.core.concern import (
    AnswerSafety,
    NameTeam,
    ReadPurpose,
    Safety,
    SetCircumstances,
    StateConcern,
    Team,
)
from chairtui.core.decision import Decision, Rationale, RecordDecision
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient, NoteDelivery
from chairtui.core.history.log import GENESIS, VERSION, Row, chained, encode
from chairtui.core.meeting import Meeting, PrepareMeeting, StartMeeting, decide, evolve
from chairtui.core.plan import Contingency, PlanContingency, PlanSeeing, Seeing
from chairtui.core.register import Attendee, FirstHand
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import (
    ActionStatus,
    Answer,
    Category,
    Circumstance,
    Education,
    HealthKind,
    Mode,
    Outcome,
    PoliceUnit,
    Sector,
    Threshold,
    Weight,
    YesNo,
)
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.live.audited import Audited
from chairtui.live.auditing import settled
from chairtui.live.gates import unmet
from chairtui.live.noting import noted
from chairtui.live.ready import Ready
from chairtui.live.rising import raised
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.measure import Measure
from chairtui.standards.measuring import Measuring, read_measures
from chairtui.store.connect import Database
from chairtui.store.engine import Connection
from chairtui.store.event_log import Heads, SqliteEventLog
from chairtui.store.heads import Head
from chairtui.store.lists import Shown, update
from chairtui.store.projections import TABLES
from chairtui.store.table import Made
from chairtui.wiring.auditing import measures_of
from chairtui.wiring.council import register, rules_mark
from invented_words import FIRST, JOBS, LAST, RELATIVES, SCHOOLS, STREETS, TEAMS, choose, person, told

ENDED = datetime(2026, 11, 20, 9, tzinfo=UTC)
"""When the last of them is held."""
YEARS = 5
AUTHORITIES = ("Bromley", "Lewisham", "Kent", "Croydon")
CHAIRS = 40
"""How many people lead them."""
COUNTED_AT = ENDED + timedelta(days=7)
"""When the audit counts them."""
IN_ONE = 250
"""How many are written in one transaction, and made in one go."""
CACHE = 256 * 1024
"""KiB of the database that are kept in memory: what is written goes to many places of it."""
MACHINE = "invented"

AGENCIES = (
    ("social-care", Sector.SOCIAL_WORK, None, None),
    ("police-child-abuse", Sector.POLICE, PoliceUnit.CHILD_ABUSE, None),
    ("school-nurse", Sector.HEALTH, None, HealthKind.TREATING),
    ("school", Sector.EDUCATION, None, None),
    ("housing", Sector.HOUSING, None, None),
    ("youth-justice", Sector.YOUTH_JUSTICE, None, None),
    ("police-missing", Sector.POLICE, PoliceUnit.MISSING, None),
    ("adult-mental-health", Sector.ADULT_SERVICES, None, None),
)
"""Key, sector, police unit, kind of health practitioner; the first three are the minimum."""


class Written(NamedTuple):
    """One meeting as it goes into the file."""

    rows: list[Row]
    meeting: Meeting
    ready: Ready
    audited: Audited


def commands(number: int, of: int, seed: int) -> Iterator[Command]:
    """Yield what makes one of so many meetings, the first held longest ago."""
    chance = Random(f"{seed}/{number}")
    at = _held_at(number, of)
    day = at.date()
    key = f"{number:06}"
    yield PrepareMeeting(
        meeting_id=_id(at, number, 0),
        reference=f"SM-{key}",
        authority=AUTHORITIES[number % len(AUTHORITIES)],
        scheduled_at=at,
    )
    chair = person(Random(f"{seed}/chair/{chance.randrange(CHAIRS)}"))
    yield TakeChair(name=chair, grade="team manager", at=at - timedelta(hours=2))
    children = list(_children(chance, number, seed, day))
    yield from (DescribeChild(child=child) for child in children)
    yield from _why(chance, at, children)
    lines = list(_register(chance, f"{seed}/{number % 400}", day))
    here = [line for line in lines if chance.random() < 0.85] or lines[:1]
    for line in lines:
        yield ListAttendee(attendee=line)
        answer = chance.choice((Answer.ACCEPTED, Answer.ACCEPTED, Answer.INVITED, Answer.DECLINED))
        if line not in here:
            why = "In court that day." if answer is Answer.DECLINED else ""
            yield NoteInvitation(attendee_id=line.id, answer=answer, at=at - timedelta(hours=3), reason=why)
    if number >= of - max(1, of // 500):
        return  # still being prepared
    yield StartMeeting(at=at)
    for line in here:
        yield RecordPresence(attendee_id=line.id, mode=chance.choice((Mode.VIDEO, Mode.IN_ROOM)), at=at)
    yield ReadPurpose(at=at)
    yield from _know(chance, at, here)
    yield from _plan(chance, at, children, here)
    if chance.random() < 0.9:
        yield from _end(chance, at, chair, here)


def _children(chance: Random, number: int, seed: int, day: date) -> Iterator[Child]:
    """Yield one to three children of one family: each family has a number, and keeps it."""
    family = number if chance.random() < 0.8 else max(0, number - chance.randint(1, 60))
    kin = Random(f"{seed}/family/{family}")
    last = kin.choice(LAST)
    for nth in range(kin.choice((1, 1, 1, 2, 2, 3))):
        born = date(2026 - kin.randint(1, 16), kin.randint(1, 12), kin.randint(1, 28))
        yield Child(
            id=f"child-{nth}",
            name=f"{kin.choice(FIRST)} {last}",
            born_on=min(born, day - timedelta(days=40)),
            education=Education.SCHOOL,
            setting=kin.choice(SCHOOLS),
            local_id=f"C{family:06}{nth}",
            lives_with="mother",
        )


def _why(chance: Random, at: datetime, children: Sequence[Child]) -> Iterator[Command]:
    for nth in range(chance.randint(1, 2)):
        member = FamilyMember(
            id=f"kin-{nth}",
            name=person(chance),
            relationship=chance.choice(RELATIVES),
            lives_with_child=YesNo.YES,
            children=(children[0].id,),
        )
        yield DescribeFamilyMember(member=member)
    words = f"{told(chance, 1, 3)} The family lives at {chance.randint(1, 180)} {chance.choice(STREETS)}."
    raised_at = at - timedelta(hours=chance.choice((5, 24, 48, 70, 120)))
    yield StateConcern(words=words, raised_at=raised_at, referrer=person(chance))
    yield SetCircumstances(circumstances=tuple(chance.sample(list(Circumstance), chance.randint(1, 3))))
    yield NameTeam(team=Team(name=chance.choice(TEAMS)))
    yield AnswerSafety(safety=Safety(safe=chance.choice(list(YesNo)), words=told(chance, 1, 1)))
    for child in children:
        said = Voice(
            id=child.id,
            said=choose(chance, "voice") + ".",
            said_on=at.date(),
            to_whom=person(chance),
            seen_alone=YesNo.YES,
            tool="drawing",
            communication="speech",
        )
        yield HearChild(voice=said)


def _register(chance: Random, area: str, day: date) -> Iterator[Attendee]:
    """Yield who is expected; the people of one area come again."""
    some = chance.sample(range(3, len(AGENCIES)), chance.randint(0, 2))
    for nth in (*range(3), *some):
        agency, sector, unit, health = AGENCIES[nth]
        who = Random(f"{area}/{agency}")
        seen_on = day - timedelta(days=chance.randint(1, 9))
        yield Attendee(
            id=f"line-{nth}",
            agency=agency,
            sector=sector,
            unit=unit,
            health=health,
            name=person(who),
            job=who.choice(JOBS),
            first_hand=FirstHand(knows=YesNo.YES, relationship="visits", last_seen_on=seen_on),
        )


def _know(chance: Random, at: datetime, here: Sequence[Attendee]) -> Iterator[Command]:
    for nth in range(chance.randint(3, 6)):
        yield Contribute(
            contribution=Contribution(
                id=f"fact-{nth}",
                attendee_id=chance.choice(here).id,
                fact=told(chance, 1, 3),
                weight=chance.choice(list(Weight)),
                source=choose(chance, "source"),
                as_of_on=at.date() - timedelta(days=chance.randint(0, 9)),
                second_hand=chance.choice(list(YesNo)),
                so_what=f"{choose(chance, 'means')}." if chance.random() < 0.9 else "",
                shared_at=at + timedelta(minutes=5 + nth),
            )
        )
    yield StateHypothesis(
        words=f"{choose(chance, 'means')}.",
        supports=told(chance, 1, 1),
        against=told(chance, 1, 1),
        at=at + timedelta(minutes=30),
    )
    yield ListUnknown(
        unknown=Unknown(id="unknown", words=told(chance, 1, 1), how_to_find_out=choose(chance, "do"))
    )


def _plan(
    chance: Random, at: datetime, children: Sequence[Child], here: Sequence[Attendee]
) -> Iterator[Command]:
    cause = chance.choice((Threshold.SUFFERING, Threshold.LIKELY, Threshold.NOT_MET))
    outcome = Outcome.DO_NOT_INITIATE if cause is Threshold.NOT_MET else Outcome.INITIATE
    for child in children:
        category = chance.choice(list(Category))
        yield JudgeThreshold(
            judgement=Judgement(
                id=child.id,
                threshold=cause,
                category=category,
                evidence_for=told(chance, 1, 1),
                evidence_against=choose(chance, "means"),
            )
        )
    reasons = Rationale(
        risks=told(chance, 1, 2),
        evidence=told(chance, 1, 1),
        threshold=cause.value,
        alternatives=choose(chance, "do"),
        unknown=choose(chance, "means"),
    )
    yield RecordDecision(
        decision=Decision(
            id="decision",
            children=tuple(child.id for child in children),
            outcome=outcome,
            rationale=reasons,
            facts=("fact-0", "fact-1"),
            decided_at=at + timedelta(minutes=40),
        )
    )
    for nth in range(chance.randint(1, 4)):
        owner = chance.choice(here)
        due = at.date() + timedelta(days=chance.randint(1, 14))
        yield AllotAction(
            action=Action(
                id=f"action-{nth}",
                what=f"{choose(chance, 'do')}.",
                owner=owner.name,
                owner_id=owner.id,
                agency=owner.agency,
                due_on=due,
                why=f"{choose(chance, 'means')}.",
                answers=(f"fact-{nth % 3}",),
            )
        )
        if chance.random() < 0.5:
            evidence = f"Seen by {person(chance)}."
            yield CloseAction(
                action_id=f"action-{nth}", status=ActionStatus.DONE, evidence=evidence, ended_on=due
            )
    yield PlanSeeing(seeing=Seeing(id=children[0].id, by=here[0].name, due_on=at.date() + timedelta(days=1)))
    yield PlanContingency(
        contingency=Contingency(
            id="if",
            trigger=f"{children[0].name} goes missing",
            response=choose(chance, "do"),
            who=here[0].name,
            contact="999",
        )
    )


def _end(chance: Random, at: datetime, chair: str, here: Sequence[Attendee]) -> Iterator[Command]:
    signed_at = at + timedelta(hours=chance.choice((2, 20, 30, 90)))
    yield SignOff(
        name=chair, at=signed_at, gaps=(Gap(code="W-LATE", words="It is late.", reason="Nobody was free."),)
    )
    for line in here[:1]:
        to = Delivery(id=line.id, recipient=line.name, agency=line.agency, attendee_id=line.id)
        yield AddRecipient(delivery=to)
        if chance.random() < 0.95:
            yield NoteDelivery(delivery_id=line.id, sent_at=signed_at + timedelta(hours=1))


class Marks(NamedTuple):
    """By which rules and measures they are judged and counted."""

    rules: str
    measures: str


def written(number: int, of: int, seed: int, marks: Marks) -> Written:
    """Return one of so many meetings, with its history and what rules and measures say of it."""
    at, meeting, rows = _held_at(number, of), Meeting(), list[Row]()
    asked = list(commands(number, of, seed))
    signs = next((nth for nth, one in enumerate(asked) if isinstance(one, SignOff)), len(asked))
    for command in asked[:signs]:
        meeting = _add(rows, meeting, decide(command, meeting), at, number)
    now = at + timedelta(hours=1)
    verdicts = unmet(_judge(), meeting, now)
    meeting = _add(rows, meeting, raised(meeting, verdicts), at, number)
    for command in asked[signs:]:
        meeting = _add(rows, meeting, decide(command, meeting), at, number)
    ready = noted(meeting, _judge(), now, marks.rules, verdicts, title_in(meeting, _agencies()))
    return Written(rows, meeting, ready, _counted(meeting, marks.measures))


def _counted(meeting: Meeting, mark: str) -> Audited:
    """Return what the audit counts of a meeting; of a signed one, no time makes it other."""
    if meeting.closing.signature is None:
        return settled(Counting(), meeting, (), COUNTED_AT, mark)
    return Audited(counted=Counting().count(meeting, COUNTED_AT), since=COUNTED_AT, until=None, by=mark)


def _add(rows: list[Row], meeting: Meeting, events: Sequence[Event], at: datetime, number: int) -> Meeting:
    """Put events behind the rows of a meeting, chained to them; return the meeting after them."""
    for event in events:
        seq = len(rows) + 1
        event_id, noted_at = _id(at, number, seq), at + timedelta(seconds=40 * seq)
        row = Row(
            meeting_id=_id(at, number, 0),
            device_id=MACHINE,
            seq=seq,
            event_id=event_id,
            act_id=event_id,
            lamport=seq,
            seen=(),
            kind=type(event).__name__,
            version=VERSION,
            at=noted_at,
            actor="Ruth Calloway",
            body=encode(event),
        )
        rows.append(chained(row, rows[-1].hash if rows else GENESIS))
        meeting = evolve(event, meeting, Stamp(event_id=event_id, at=noted_at, actor=row.actor))
    return meeting


def _held_at(number: int, of: int) -> datetime:
    """Return when a meeting is held: one after the other over the years, at work on a working day."""
    at = ENDED - timedelta(days=365 * YEARS) * (1 - number / of)
    at -= timedelta(days=max(0, at.weekday() - 4))
    return at.replace(hour=8 + number % 9, minute=number * 5 % 60, second=0, microsecond=0)


def _id(at: datetime, number: int, seq: int) -> str:
    """Return a UUIDv7 of a time, told apart by two numbers."""
    value = int(at.timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62 | number << 24 | seq
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


@cache
def _agencies() -> Agencies:
    return Agencies.load()


@cache
def _judge() -> ProfileJudge:
    return ProfileJudge(_agencies())


class Counting:
    """The measures that come with the program, by the rules that do; those of a council are not asked."""

    def mark(self) -> str:
        """Return nothing: nobody asks."""
        return ""

    def all(self) -> Sequence[Measure]:
        """Return the measures."""
        return _measuring().measures

    def count(
        self, meeting: Meeting, now: datetime, _profile: str = "", *, kept: Sequence[Meeting] = ()
    ) -> Counted | None:
        """Return a meeting as its own rules count it."""
        if meeting.started_at is None:
            return None
        told = told_now(meeting, kept)
        measured = _measuring()(_judge().sight(told, now), agreed_before(told, kept))
        return counted(told, _judge().profile_of(told), measured)


@cache
def _measuring() -> Measuring:
    return Measuring(read_measures())


class Bulk(Database):
    """A database into which many meetings go in one transaction."""

    _held: Connection = None

    def __init__(self, path: Path) -> None:
        """Make or open the file, and keep much of it in memory."""
        super().__init__(path)
        self._writer.execute(f"PRAGMA cache_size=-{CACHE}")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the write connection; within `together` it is stored when that ends."""
        if self._held is not None:
            yield self._held
            return
        with super().writing() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """Store all that is written meanwhile at once."""
        with super().writing() as connection:
            self._held = connection
            try:
                yield
            finally:
                self._held = None


class BulkLog(SqliteEventLog):
    """A log into which only meetings go that are not there yet: nothing of them stands in a list.

    The last row of each is remembered beside the database, in one go once many are on disk.
    """

    def __init__(self, database: Bulk) -> None:
        """Write to a database that was made for it."""
        super().__init__(database, proved=True)
        self._to_remember: list[Head] = []

    def _show(self, connection: Connection, meeting_id: str, _heads: Heads, after: Meeting) -> Shown:
        return update(connection, meeting_id, _NOTHING, after)

    def _remember(self, meeting_id: str, heads: Heads, _shown: Shown, *devices: str) -> None:
        self._to_remember += [Head(meeting_id, device, *heads[device]) for device in devices]

    def remember(self, *more: Head) -> None:
        """Remember the last rows of what was stored since, and more."""
        self._heads.write([*self._to_remember, *more])
        self._to_remember.clear()


_NOTHING = Shown(Meeting(), {table.called: Made({}, {}) for table in TABLES})


def _some(first: int, of: int, seed: int, marks: Marks) -> list[Written]:
    return [written(number, of, seed, marks) for number in range(first, min(first + IN_ONE, of))]


def make(file: Path, count: int, seed: int = 1, makers: int | None = None) -> None:
    """Make a database of so many meetings; other processes make them while this one writes."""
    gc.freeze()
    gc.set_threshold(50_000)
    database, begun = Bulk(file), time.monotonic()
    log, agencies = BulkLog(database), register(file)
    marks = Marks(rules_mark(agencies), measures_of(agencies).mark())
    if makers is None:
        makers = max(1, multiprocessing.cpu_count() - 1)
    with multiprocessing.Pool(makers) if makers else nullcontext() as pool:
        goes = partial(_some, of=count, seed=seed, marks=marks), range(0, count, IN_ONE)
        for some in pool.imap(*goes) if pool else map(*goes):
            with database.together():
                for one in some:
                    log.append(one.rows, one.meeting, one.ready, one.audited)
            log.remember()
            _tell(f"{some[-1].meeting.reference}, {time.monotonic() - begun:.0f} s")
    log.close()
    database.close()
    _tell("\n")


def _tell(words: str) -> None:
    print(f"\r{words}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[2:]]
    make(Path(sys.argv[1]), *numbers)
