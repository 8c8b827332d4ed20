"""Reading back and signing, and what comes late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command, Event, Stamp, decide, evolve, say, within
from chairtui.core.delivery import Delivery
from chairtui.core.leaving import Filed, Hold
from chairtui.core.people import same_name
from chairtui.core.register import as_signed
from chairtui.core.vocabulary import Change
from chairtui.core.what_changes import changes, of, value, whole
from chairtui.core.with_ids import change, find, find_or_refuse, put

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Gap(Struct, frozen=True, kw_only=True):
    """Something the meeting leaves open, and why."""

    code: str
    """Code of the warning, with its subject."""
    words: str
    reason: str
    root: str = ""
    """Code of the gap of which the reason was said, if it was not said of this one: this one follows from
    it. Older signatures do not say so."""


class Called(Struct, frozen=True, kw_only=True):
    """What an agency, or a role that was expected, was called."""

    key: str
    name: str


class Naming(Struct, frozen=True, kw_only=True):
    """What the register of agencies said at the signing: it may change, a signed record does not."""

    agencies: tuple[Called, ...] = ()
    """The agencies that the record names."""
    unnamed: tuple[Called, ...] = ()
    """Roles that were expected and that no line of the meeting's register stood for."""


class Signature(Struct, frozen=True, kw_only=True):
    """The chair's typed name under the record; nothing is rewritten after it."""

    name: str
    signed_at: datetime | None = None
    gaps: tuple[Gap, ...] = ()
    naming: Naming | None = None
    """Empty for a record that was signed elsewhere and taken in without it."""


class Addendum(Struct, frozen=True, kw_only=True):
    """Information that came after the record was signed."""

    id: str
    words: str
    author: str
    agency: str = ""
    change: Change = Change.UNDECIDED
    reason: str = ""
    """Why it changes the decision or does not."""
    added_at: datetime | None = None
    answered_at: datetime | None = None
    """When it was said whether it changes the decision, if that was left open when it was added."""
    answered_by: str = ""


class Closing(Struct, frozen=True, kw_only=True):
    """Everything about the end of the meeting and what follows."""

    signature: Signature | None = None
    addenda: tuple[Addendum, ...] = ()
    distribution: tuple[Delivery, ...] = ()
    filed: Filed | None = None
    hold: Hold | None = None

    def gap(self, code: str) -> Gap | None:
        """Return the gap that was left at signing by the code of its warning, with its subject."""
        return next((one for one in self.gaps if one.code == code), None)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What was left open at signing; nothing before it."""
        return self.signature.gaps if self.signature else ()

    @property
    def changed(self) -> Change | None:
        """Whether anything that came late changes the decision, over all of it; nothing came: nothing."""
        said = {one.change for one in self.addenda}
        return next((one for one in (Change.YES, Change.UNDECIDED, Change.NO) if one in said), None)


def said_of(gap: Gap, gaps: Iterable[Gap]) -> str:
    """Return of what else among `gaps` the reason for a gap was said; nothing where it was said of itself."""
    if not gap.root:
        return ""
    root = next((one.words.rstrip(". ") for one in gaps if one.code == gap.root), "")
    return f"said of: “{root}”" if root else f"said of what it follows from: “{gap.reason}”"


def reason_words(gap: Gap, gaps: Iterable[Gap]) -> str:
    """Return why a gap is left: the reason that was said of it, or of what else it was said."""
    return said_of(gap, gaps) or gap.reason


class SignOff(Command, frozen=True, kw_only=True):
    """Sign the record with the chair's typed name, with a reason for each gap left."""

    name: str
    gaps: tuple[Gap, ...] = ()
    naming: Naming | None = None
    at: datetime | None = None


@changes(whole("signature", "at"))
class SignedOff(Event, frozen=True, kw_only=True):
    """The chair signed; later changes are addenda."""

    name: str
    gaps: tuple[Gap, ...] = ()
    naming: Naming | None = None
    at: datetime | None = None
    chair_asked: bool = False
    """Whether whoever leads counted as the social worker only where they said so, when this was signed."""


class AddLateInformation(Command, frozen=True, kw_only=True):
    """Add what came after signing, and say whether it changes the decision."""

    addendum: Addendum


@changes(value("late information", "addendum", answer="change reason"))
class LateInformationAdded(Event, frozen=True, kw_only=True):
    """Information came after signing."""

    addendum: Addendum


class AnswerLateInformation(Command, frozen=True, kw_only=True):
    """Say of late information whether it changes the decision, when that was left open, or correct it."""

    addendum_id: str
    change: Change
    reason: str = ""
    at: datetime | None = None


@changes(of("late information", "addendum_id", "answer", "change", "reason"))
class LateInformationAnswered(Event, frozen=True, kw_only=True):
    """It was said whether late information changes the decision."""

    addendum_id: str
    change: Change
    reason: str = ""
    at: datetime | None = None
    by: str = ""
    """Who said it, if not who noted it."""
    elsewhere: bool = False
    """Whether a document told it: then nobody is named where that names nobody."""


ClosingEvent = SignedOff | LateInformationAdded | LateInformationAnswered

WHY_CHANGED = "Say why it changes the decision, or why it does not."


@decide.register(SignOff)
def _(command: SignOff, meeting: Meeting) -> tuple[Event, ...]:
    if meeting.closing.signature:
        return ()
    say(command.name.strip(), "Type your name to sign.")
    say(meeting.started_at, "A meeting that was not held cannot be signed.")
    chair = meeting.attendance.chair
    say(chair, "Nobody leads this meeting yet: say who is the chair.")
    say(
        chair and same_name(command.name, chair.name),
        "The name is not the chair's. Only whoever leads the meeting signs it.",
    )
    disputed = any(len(conflict.sides) > 1 for conflict in meeting.conflicts)
    say(not disputed, "Two machines changed the same thing apart: settle it first, among the warnings.")
    unexplained = [gap.words for gap in command.gaps if not gap.reason.strip()]
    say(not unexplained, f"Give a reason for each gap left. Without one: {'; '.join(unexplained)}")
    say(not meeting.undecided, "Record a decision about section 47 for each child first: adjourning is one.")
    name = " ".join((chair.name if chair else command.name).split())  # as it is written, however it is typed
    return (SignedOff(name=name, gaps=command.gaps, naming=command.naming, at=command.at, chair_asked=True),)


@decide.register(AddLateInformation)
def _(command: AddLateInformation, meeting: Meeting) -> tuple[Event, ...]:
    new = command.addendum
    say(meeting.closing.signature, "The record is not signed yet: write it where it belongs.")
    say(new.words.strip(), "Write what came.")
    say(new.author.strip(), "Say who wrote it.")
    say(
        new.change is Change.UNDECIDED or new.reason.strip(),
        WHY_CHANGED,
    )
    old = find(meeting.closing.addenda, new.id)
    if old is not None and replace(old, added_at=None) == replace(new, added_at=None):
        return ()
    return (LateInformationAdded(addendum=new),)


@decide.register(AnswerLateInformation)
def _(command: AnswerLateInformation, meeting: Meeting) -> tuple[Event, ...]:
    old = find_or_refuse(meeting.closing.addenda, command.addendum_id, "late information")
    say(command.change is not Change.UNDECIDED, "Say whether it changes the decision: yes or no.")
    say(command.reason.strip(), WHY_CHANGED)
    if (old.change, old.reason) == (command.change, command.reason):
        return ()
    return (
        LateInformationAnswered(
            addendum_id=old.id, change=command.change, reason=command.reason, at=command.at
        ),
    )


@evolve.register(SignedOff)
def _(event: SignedOff, meeting: Meeting, stamp: Stamp) -> Meeting:
    at = event.at or stamp.at
    new = Signature(name=event.name, signed_at=at, gaps=event.gaps, naming=event.naming)
    if not event.chair_asked:
        meeting = replace(meeting, attendance=as_signed(meeting.attendance))
    if meeting.closing.signature is None:
        stood = (one if one.cleared_at else replace(one, at_signing=one.words) for one in meeting.warnings)
        meeting = replace(meeting, warnings=tuple(stood))
    return within(meeting, "closing", signature=meeting.closing.signature or new)


@evolve.register(LateInformationAdded)
def _(event: LateInformationAdded, meeting: Meeting, stamp: Stamp) -> Meeting:
    new = replace(event.addendum, added_at=event.addendum.added_at or stamp.at)
    return within(meeting, "closing", addenda=put(meeting.closing.addenda, new))


@evolve.register(LateInformationAnswered)
def _(event: LateInformationAnswered, meeting: Meeting, stamp: Stamp) -> Meeting:
    answered = change(
        meeting.closing.addenda,
        event.addendum_id,
        change=event.change,
        reason=event.reason,
        answered_at=event.at or stamp.at,
        answered_by=event.by or ("" if event.elsewhere else stamp.actor),
    )
    return within(meeting, "closing", addenda=answered)
