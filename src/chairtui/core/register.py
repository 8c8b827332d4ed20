"""The register as values: its lines, their stays, and who was here when."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.when import Dated
from chairtui.core.people import folded, same_name
from chairtui.core.vocabulary import Answer, Form, HealthKind, Invited, Mode, PoliceUnit, Sector, YesNo
from chairtui.core.with_ids import find_or_refuse

LINE = "line of the register"
"""What one entry is called, where two machines changed it apart."""

UNASKED = (Answer.NOT_INVITED, Answer.DECLINED)
"""Answers of those who get no invitation."""


class Stay(Struct, frozen=True, kw_only=True):
    """One unbroken time during which someone took part."""

    mode: Mode
    joined_at: datetime
    left_at: datetime | None = None

    def covers(self, instant: datetime) -> bool:
        """Say whether `instant` lies in this stay; the moment of leaving does not."""
        return self.joined_at <= instant and (self.left_at is None or instant < self.left_at)


class FirstHand(Struct, frozen=True, kw_only=True):
    """Whether someone knows the child or family themselves."""

    knows: YesNo = YesNo.UNKNOWN
    relationship: str = ""
    last_seen_on: date | None = None


class Authority(Struct, frozen=True, kw_only=True):
    """Whether someone can commit their agency today; if not, who can, and when."""

    can_commit: YesNo = YesNo.UNKNOWN
    decider: str = ""
    decides_at: datetime | None = None


class Invitation(Struct, frozen=True, kw_only=True):
    """What became of inviting someone."""

    answer: Answer = Answer.UNKNOWN
    at: datetime | None = None
    by: str = ""
    channel: str = ""
    reason: str = ""
    """Why they were not invited, or why they declined."""


class Attendee(Struct, frozen=True, kw_only=True):
    """One line of the register; it may stand for a role before anyone is named."""

    id: str
    agency: str
    """Key of the agency register: also the role that a circumstance makes expected."""
    sector: Sector
    name: str = ""
    job: str = ""
    unit: PoliceUnit | None = None
    area: str = ""
    """Police force or local authority, where more than one is involved."""
    health: HealthKind | None = None
    called: str = ""
    """What the agency was called when the line was written: the agency register may change, this does not."""
    only_for: str = ""
    """The one item that they attend, if not all."""
    deputy_for: str = ""
    """Id of the attendee they stand in for."""
    identity_checked: YesNo = YesNo.UNKNOWN
    """Whether a voice on the phone was checked to be who it says."""
    first_hand: FirstHand = FirstHand()
    authority: Authority = Authority()
    invitation: Invitation = Invitation()
    written_at: datetime | None = None
    """When written information from them arrived; if only its day is known, when that was noted."""
    written_on: date | None = None
    """The day that written information bears, where no time stands on it."""
    stays: tuple[Stay, ...] = ()
    leads: bool = False
    """Whether they lead or led the meeting without being its social worker: worked out from the chairs."""

    @property
    def wrote(self) -> Dated | None:
        """When they sent written information, if they did."""
        return Dated(self.written_at, self.written_on) if self.written_at else None

    @property
    def here(self) -> Stay | None:
        """The stay that is still going on."""
        return self.stays[-1] if self.stays and self.stays[-1].left_at is None else None

    def was_here(self, instant: datetime) -> bool:
        """Say whether they took part at `instant`."""
        return any(stay.covers(instant) for stay in self.stays)


class Chairing(Struct, frozen=True, kw_only=True):
    """Who leads the meeting, from when."""

    name: str
    grade: str
    since: datetime
    reason: str = ""
    social_worker: bool | None = False
    """Whether they said that they are also the social worker who knows the case; null: it was not asked."""
    phone: str = ""
    """The telephone on which agencies ask them afterwards."""

    @property
    def words(self) -> str:
        """Who leads, with grade and telephone."""
        number = f"telephone {self.phone}" if self.phone else ""
        return ", ".join(filter(None, (self.name, self.grade, number)))


class Override(Struct, frozen=True, kw_only=True):
    """Why a decision could not wait for the minimum attendance."""

    reason: str
    chair: str
    reconvene_at: datetime


class Attendance(Struct, frozen=True, kw_only=True):
    """Everyone the meeting has a line for, and who leads it."""

    register: tuple[Attendee, ...] = ()
    chairs: tuple[Chairing, ...] = ()
    someone_has_met: YesNo = YesNo.UNKNOWN
    """The room's answer to: who here has met the child?"""
    override: Override | None = None

    @property
    def chair(self) -> Chairing | None:
        """Who leads now."""
        return self.chairs[-1] if self.chairs else None

    def is_chair(self, line: Attendee) -> bool:
        """Say whether a line is whoever leads now: it bears their name, however that is written."""
        return self.chair is not None and same_name(line.name, self.chair.name)

    def line(self, attendee_id: str) -> Attendee:
        """Return a line of the register.

        Raises:
            Refused: there is none with this id.
        """
        return find_or_refuse(self.register, attendee_id, "line in the register")


class Minimum(Struct, frozen=True, kw_only=True):
    """Which of the three that a strategy discussion needs are together.

    Source: Working Together to Safeguard Children 2018 and 2023, strategy discussion: a local
    authority social worker, health practitioners and a police representative, as a minimum.
    """

    social_worker: bool
    police: bool
    health: bool

    @property
    def met(self) -> bool:
        """Whether all three are together."""
        return self.social_worker and self.police and self.health


def led(register: Iterable[Attendee], chairs: Iterable[Chairing]) -> tuple[Attendee, ...]:
    """Return the register with who of it leads or led the meeting without being its social worker."""
    last = {folded(one.name): one for one in chairs}
    lines = []
    for line in register:
        chairing = last.get(folded(line.name))
        leads = chairing is not None and not chairing.social_worker
        lines.append(line if line.leads is leads else replace(line, leads=leads))
    return tuple(lines)


def as_signed(attendance: Attendance) -> Attendance:
    """Return the attendance as a record was judged that was signed before whoever leads was asked.

    There everybody who led counted as what their line says; the record keeps the name it was signed under.
    """
    asked = tuple(
        replace(one, social_worker=True) if one.social_worker is None else one for one in attendance.chairs
    )
    return replace(attendance, chairs=asked, register=led(attendance.register, asked))


def present(attendance: Attendance) -> tuple[Attendee, ...]:
    """Return who takes part now."""
    return tuple(line for line in attendance.register if line.here)


def beside_the_chair(people: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """Return who is not there as the one who leads alone: whoever leads counts once they say they do."""
    return tuple(line for line in people if not (line.leads and line.sector is Sector.SOCIAL_WORK))


def minimum(people: Iterable[Attendee], form: Form = Form.MEETING) -> Minimum:
    """Return which parts of the minimum attendance `people` make up.

    A chain of one-to-one calls brings nobody together. Whoever leads is not the social worker too, unless
    they say so.
    """
    sectors = set() if form is Form.CALLS else {line.sector for line in beside_the_chair(people)}
    return Minimum(
        social_worker=Sector.SOCIAL_WORK in sectors,
        police=Sector.POLICE in sectors,
        health=Sector.HEALTH in sectors,
    )


def invited(
    line: Attendee, register: Iterable[Attendee] = (), *, decided: Iterable[datetime] = ()
) -> Invited:
    """Return the one word that the invitation ledger has for a line.

    Someone who was not there at one of the decisions (`decided`: when each was taken), or came for one item,
    attended in part.
    """
    if line.stays:
        moments = tuple(decided)
        stayed = all(map(line.was_here, moments)) if moments else line.here is not None
        return Invited.ATTENDED if stayed and not line.only_for else Invited.PART_ATTENDED
    if any(other.deputy_for == line.id and other.stays for other in register):
        return Invited.SENT_DEPUTY
    if line.written_at is not None:
        return Invited.SENT_WRITTEN
    return Invited(line.invitation.answer)


def left_out(line: Attendee) -> bool:
    """Say whether somebody was left out on purpose, with the reason."""
    return line.invitation.answer is Answer.NOT_INVITED and bool(line.invitation.reason.strip())
