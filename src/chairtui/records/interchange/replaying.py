"""A meeting replayed as the events that make it, each at its time.

The events are made directly: a record kept elsewhere may be incomplete, and the rules are there to say so.
What carries no time of its own is told when it was surely known: what the meeting is about before it began,
what was shared at its beginning, positions and plan at the decision, what became of them at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from chairtui.core.after_signing import EVENTS_AFTER_SIGNING
from chairtui.core.attendance import (
    AttendeeListed,
    InvitationNoted,
    PresenceRecorded,
    WrittenInformationNoted,
)
from chairtui.core.chairing import ChairTaken
from chairtui.core.children import ChildHeard
from chairtui.core.clock_changes import ClockCameRight, ClockNotBelieved, ClockWentBack
from chairtui.core.concern import (
    AssessmentNoted,
    CircumstancesSet,
    ConcernStated,
    ImpactSaid,
    LatenessExplained,
    Missing,
    MissingDescribed,
    PurposeRead,
    Safety,
    SafetyAnswered,
    Team,
    TeamNamed,
)
from chairtui.core.first_hand import WhoHasMetAsked
from chairtui.core.meeting import Meeting, MeetingPrepared, MeetingStarted, UrgencyChanged
from chairtui.core.register import Attendee, Invitation
from chairtui.core.series import CarriedRead, SeriesJoined
from chairtui.core.vocabulary import Answer, YesNo
from chairtui.live.outcome import Replayed
from chairtui.records.interchange.replaying_end import replayed_end
from chairtui.records.interchange.replaying_kept import replayed_as_kept
from chairtui.records.interchange.replaying_middle import replayed_middle
from chairtui.records.interchange.replaying_preparing import replayed_preparing
from chairtui.records.interchange.times import Times, times_of


def replay(meeting: Meeting, profile: str, now: datetime) -> list[Replayed]:
    """Return the events that make a meeting, in the order of their times; none is told later than `now`.

    `profile` names the rules it is judged by where the meeting names none. Warnings and conflicts are not
    told: judging the events anew finds them.
    """
    times = times_of(meeting, now)
    replayed = [
        *_matter(meeting, times),
        *_register(meeting, times),
        *replayed_preparing(meeting.preparing, times),
        *_beginning(meeting, times, profile),
        *_presence(meeting),
        *replayed_middle(meeting, times),
        *replayed_end(meeting, times),
    ]
    replayed = sorted((_by_signature(one, times) for one in replayed), key=lambda one: one.at)
    judged_from = None if times.started is None or _asked(meeting) else times.started
    return [replace(one, at=min(max(one.at, judged_from or one.at), now)) for one in replayed]


def _by_signature(told: Replayed, times: Times) -> Replayed:
    """Return an event as told by the signature at the latest, if no record takes it once it is signed."""
    if times.sealed is None or isinstance(told.event, EVENTS_AFTER_SIGNING):
        return told
    return replace(told, at=min(told.at, times.sealed))


def _asked(meeting: Meeting) -> bool:
    """Say whether the document tells how the meeting was prepared, so that this can be judged too.

    Whoever came was plainly asked. Where nobody wrote so, a judgement of the time before the meeting would be
    one of the document and not of what happened: it begins with the meeting.
    """
    came = [line for line in meeting.attendance.register if line.stays]
    return bool(came) and all(line.invitation.answer is not Answer.UNKNOWN for line in came)


def _matter(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    at, concern = times.prepared, meeting.concern
    fields = {name: getattr(meeting, name) for name in ("reference", "authority", "form", "scheduled_at")}
    yield Replayed(MeetingPrepared(meeting_id=meeting.id, **fields), at)
    for change in meeting.clock_changes:  # first: the document's times are read so already
        believed = ClockCameRight if change.now > change.was else ClockWentBack
        kind = believed if change.believed else ClockNotBelieved
        yield Replayed(kind(was=change.was, now=change.now), at)
    if meeting.series.earlier or meeting.series.carried:
        yield Replayed(SeriesJoined(earlier=meeting.series.earlier, carried=meeting.series.carried), at)
    yield from replayed_as_kept(meeting, "concern", at, "voices", "impacts", "census")
    if concern.circumstances:
        yield Replayed(CircumstancesSet(circumstances=concern.circumstances), at)
    if concern.words or concern.raised_at or concern.referrer:
        stated = ConcernStated(words=concern.words, raised_at=concern.raised_at, referrer=concern.referrer)
        yield Replayed(stated, at)
    if concern.late_because:
        yield Replayed(LatenessExplained(because=concern.late_because), at)
    if concern.team != Team():
        yield Replayed(TeamNamed(team=concern.team), at)
    if concern.assessment_under_way is not YesNo.UNKNOWN:
        yield Replayed(AssessmentNoted(under_way=concern.assessment_under_way), at)
    if concern.missing != Missing():
        yield Replayed(MissingDescribed(missing=concern.missing), at)


def _register(meeting: Meeting, times: Times) -> Iterator[Replayed]:
    for line in meeting.attendance.register:
        bare = replace(line, invitation=Invitation(), stays=(), written_at=None, written_on=None, leads=False)
        yield Replayed(AttendeeListed(attendee=bare), times.prepared)
    for line in meeting.attendance.register:
        if line.invitation != Invitation():
            noted = InvitationNoted(attendee_id=line.id, invitation=line.invitation)
            yield Replayed(noted, line.invitation.at or times.prepared)
        written = line.written_at
        if written is None and line.written_on:
            written = times.by_end_of(line.written_on)
        if written:
            came = WrittenInformationNoted(attendee_id=line.id, at=written, on=line.written_on)
            yield Replayed(came, written)


def _beginning(meeting: Meeting, times: Times, profile: str) -> Iterator[Replayed]:
    for number, chair in enumerate(meeting.attendance.chairs):
        taken = ChairTaken(
            name=chair.name,
            grade=chair.grade,
            reason=chair.reason,
            at=chair.since,
            social_worker=chair.social_worker,
            phone=chair.phone,
        )
        # Who leads a meeting from its beginning was known when it was prepared.
        from_beginning = number == 0 and chair.since <= times.began
        yield Replayed(taken, times.prepared if from_beginning else chair.since)
    if times.started:
        started = MeetingStarted(profile=meeting.profile or profile, at=times.started)
        yield Replayed(started, times.started)
    if meeting.urgent or meeting.urgent_because:
        yield Replayed(UrgencyChanged(urgent=meeting.urgent, because=meeting.urgent_because), times.began)
    if meeting.series.read_at:
        yield Replayed(CarriedRead(at=meeting.series.read_at), meeting.series.read_at)
    if meeting.concern.purpose_read_at:
        read_at = meeting.concern.purpose_read_at
        yield Replayed(PurposeRead(at=read_at), read_at)
    if meeting.concern.safety != Safety():
        yield Replayed(SafetyAnswered(safety=meeting.concern.safety), times.began)
    if meeting.attendance.someone_has_met is not YesNo.UNKNOWN:
        yield Replayed(WhoHasMetAsked(someone=meeting.attendance.someone_has_met), times.began)
    for voice in meeting.concern.voices:
        yield Replayed(ChildHeard(voice=voice), times.began)
    for impact in meeting.concern.impacts:
        yield Replayed(ImpactSaid(impact=impact), times.began)


def _presence(meeting: Meeting) -> Iterator[Replayed]:
    for line in meeting.attendance.register:
        yield from _stays(line)


def _stays(line: Attendee) -> Iterator[Replayed]:
    for number, stay in enumerate(line.stays):
        came = PresenceRecorded(attendee_id=line.id, mode=stay.mode, at=stay.joined_at)
        yield Replayed(came, stay.joined_at)
        following = line.stays[number + 1] if number + 1 < len(line.stays) else None
        if stay.left_at and not (following and following.joined_at == stay.left_at):
            yield Replayed(PresenceRecorded(attendee_id=line.id, mode=None, at=stay.left_at), stay.left_at)
