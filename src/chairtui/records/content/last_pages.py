"""The end of a record: what was left open, who was there, who gets it, what came since, by what rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chairtui.core.calendar.when import say_when
from chairtui.core.closing import Addendum
from chairtui.core.distribution import DeliveryNoted, RecipientAdded, RecipientRemoved
from chairtui.core.listing import and_words, ended
from chairtui.core.people import same_name
from chairtui.core.register import Attendee
from chairtui.core.rooms import each_room, moments
from chairtui.core.sentences.every_event import Entry, clock_words
from chairtui.core.views import agency_of, beside, invitation_words, stays_words, until_when
from chairtui.core.vocabulary import Mode, RecordKind, Redaction, YesNo
from chairtui.records.content.apart_page import apart_page
from chairtui.records.content.family_pages import sentence
from chairtui.records.content.frame import Frame, capital, omitted, said
from chairtui.records.content.gaps import gap_parts, nothing_left
from chairtui.records.content.head import version_words
from chairtui.records.content.room import Room, room_of
from chairtui.records.record import Cell, Fact, Paragraph, Part, Section, fact, facts, table

ABOUT, LATE, SINCE = "About this record", "Late information", "What has come of it since"
LEFT_OPEN, THERE = "What was left open at signing", "Who was there, and who gets what"
ALSO = "also the social worker who knows the case"
SENT = frozenset(kind.__name__ for kind in (DeliveryNoted, RecipientAdded, RecipientRemoved))
"""What was noted of sending the record: who was sent it, and when, stands in the annex."""
EVERYBODY = "Everybody above."
IN_ANNEX = "In the chair's annex, with every warning and the history."


def last_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of step 7, and what was noted since."""
    if not nothing_left(frame):
        yield Section(LEFT_OPEN, tuple(gap_parts(frame)))
    yield from apart_page(frame)
    yield Section(THERE, tuple(there_parts(frame)))
    yield from late_page(frame)
    if frame.since:
        yield Section(SINCE, tuple(_since(frame)))
    yield Section(ABOUT, tuple(about_parts(frame)))


def late_page(frame: Frame) -> Iterator[Section]:
    """Return the section of what came after signing, if anything did."""
    if frame.meeting.closing.addenda:
        yield Section(LATE, tuple(_addenda(frame)))


def there_parts(frame: Frame) -> Iterator[Part]:
    """Return who was there or sent words, who was in the room at the decision, and who gets what."""
    attendance = frame.meeting.attendance
    there = _there_at_all(frame)
    room = room_of(frame.meeting)
    rows = [_there(frame, line, room) for line in there]
    during = f"Took part, {room.times}" if room.times else "Took part"
    yield table(f"Who:wide|{during}:words|Knows the child", rows, "Nobody.")
    if rows and room.legend:
        yield Paragraph(room.legend)
    yield from facts(
        *_rooms(frame),
        fact("Not there", *_not_there(frame)),
        fact("Has met the child", _met(attendance.someone_has_met, there)),
        *_chairs(frame),
        *_recipients(frame),
    )


def _there_at_all(frame: Frame) -> list[Attendee]:
    return [line for line in frame.meeting.attendance.register if line.stays or line.written_at]


def _there(frame: Frame, line: Attendee, room: Room) -> tuple[str | Cell, ...]:
    name = line.name or agency_of(line, frame.title)
    agency = agency_of(line, frame.title) if line.name else ""
    job = "" if same_name(line.job, agency) else line.job
    agency = "" if same_name(agency, name) else agency
    below = ", ".join(filter(None, (job, agency)))
    commits = line.authority
    decides = ""
    if commits.can_commit is YesNo.NO or commits.decider:
        who, when = commits.decider or "nobody is named who", said(commits.decides_at, "")
        decides = f"Cannot commit the agency; {who} decides {when}".rstrip()
    only = f"Only for: {line.only_for}" if line.only_for else ""
    took_part, *below_it = _took_part(line, until_when(frame.meeting))
    below_it.append(sentence(room.missed.get(line.id, "")))
    return (
        Cell(name, tuple(filter(None, (below, ended(decides) if decides else "", only)))),
        Cell(took_part, tuple(filter(None, below_it)), signs=room.signs.get(line.id, "")),
        Cell(*_knows(line)),
    )


def _took_part(line: Attendee, still: str) -> list[str]:
    """Return when and how somebody took part, and below it whether it is checked who they are."""
    if not line.stays:
        return ["Sent written information", say_when(line.wrote.when) if line.wrote else ""]
    checked = ""
    if any(stay.mode is Mode.PHONE for stay in line.stays) and line.identity_checked is not YesNo.UNKNOWN:
        checked = "Identity checked" if line.identity_checked is YesNo.YES else "Identity not checked"
    modes = list(dict.fromkeys(stay.mode.value for stay in line.stays))
    if len(modes) > 1:
        return [stays_words(line, still), checked]
    return [f"{stays_words(line, still).replace(f'{modes[0]} ', '')}, {modes[0]}", checked]


def _knows(line: Attendee) -> tuple[str, tuple[str, ...]]:
    known = line.first_hand
    if known.knows is not YesNo.YES and not (known.relationship or known.last_seen_on):
        return ("Has not met the child" if known.knows is YesNo.NO else "Not known"), ()
    seen = f"Last seen {said(known.last_seen_on)}" if known.last_seen_on else ""
    return known.relationship or "Yes", (seen,) if seen else ()


def _rooms(frame: Frame) -> Iterator[Fact]:
    """Yield who was in the room when it was decided, at each decision where their rooms differ."""
    if not frame.meeting.deciding.decisions:
        return
    for room in each_room(frame.meeting):
        about = f"About {room.about}: " if room.about else ""
        names = [line.name or agency_of(line, frame.title) for line in room.people]
        if len(set(names)) < len(names):
            names = [frame.line(line.id) for line in room.people]
        everybody = len(names) > 1 and list(room.people) == _there_at_all(frame)
        there = EVERYBODY if everybody else f"{'; '.join(names) or 'nobody'}."
        yield fact("When decided", f"{about}{there}")


def room_parts(frame: Frame) -> Iterator[Part]:
    """Return who was in the room at each decision, with their agencies."""
    for room in each_room(frame.meeting):
        about = f"About {room.about}: " if room.about else ""
        yield Paragraph(f"{about}{'; '.join(frame.line(line.id) for line in room.people) or 'Nobody'}.")


def _not_there(frame: Frame) -> Iterator[str]:
    """Yield who is on the register, was not there and sent nothing, with what the ledger says."""
    if frame.copy.kind is RecordKind.EXTRACT:
        return
    register = frame.meeting.attendance.register
    alike: dict[str, list[str]] = {}
    for line in register:
        if not line.stays and not line.written_at:
            words = invitation_words(line, register, moments(frame.meeting), brief=True)
            only = f"; only for: {line.only_for}" if line.only_for else ""
            alike.setdefault(f"{words}{only}", []).append(frame.line(line.id))
    yield from (ended(f"{'; '.join(names)}: {words}") for words, names in alike.items())


def _met(answer: YesNo, there: Sequence[Attendee]) -> str:
    """Return the room's answer to who here has met the child, unless the table says it."""
    if answer is YesNo.YES and any(line.first_hand.knows is YesNo.YES for line in there):
        return ""
    words = {YesNo.YES: "Somebody in the meeting has.", YesNo.NO: "Nobody in the meeting has."}
    return words.get(answer, "Whether anybody in the meeting has is not known.")


def _chairs(frame: Frame) -> Iterator[Fact]:
    """Yield who led it from when, where more than a name and a grade is to be said."""
    chairs = frame.meeting.attendance.chairs
    told = [
        ", ".join(
            filter(
                None,
                (chair.words, ALSO if chair.social_worker else "", f"from {said(chair.since)}", chair.reason),
            )
        )
        for chair in chairs
    ]
    if len(chairs) > 1 or any(one.social_worker or one.reason for one in chairs):
        yield fact("Chair", *map(ended, told))


def _recipients(frame: Frame) -> Iterator[Fact]:
    """Yield who gets what, by the kind of record."""
    there = {line.name or agency_of(line, frame.title) for line in _there_at_all(frame)}
    kinds: dict[str, list[str]] = {}
    recipients: dict[str, set[str]] = {}
    for delivery in frame.meeting.closing.distribution:
        agency = frame.agency(delivery.agency, delivery.attendee_id)
        kinds.setdefault(delivery.record.value, []).append(beside(delivery.recipient, agency))
        recipients.setdefault(delivery.record.value, set()).add(delivery.recipient)
    for kind, names in kinds.items():
        everybody = len(names) == len(there) > 1 and recipients[kind] == there
        yield fact(f"{capital(kind)} to", EVERYBODY if everybody else f"{'; '.join(names)}.")
    if frame.omits(Redaction.REFERRER):
        yield fact("Left out", "Whoever raised the concern, whatever they get.")
    if not kinds:
        yield fact(
            "Who gets it", "Nobody is named in this copy." if frame.copy.recipient else "Nobody is named."
        )


def _addenda(frame: Frame) -> Iterator[Part]:
    addenda = frame.meeting.closing.addenda
    if addenda and frame.omits(Redaction.SHARED):
        yield omitted(Redaction.SHARED)
    rows = [
        (
            Cell(said(addendum.added_at)),
            Cell(addendum.words, (_author(frame, addendum),)),
            Cell(_answer(frame, addendum), (addendum.reason,) if addendum.reason else ()),
        )
        for addendum in addenda
    ]
    yield table("Added:date|What came:wide|Does it change the decision?", rows, "None.")


def _since(frame: Frame) -> Iterator[Part]:
    entries = [one for one in frame.since if one.kind not in SENT]
    actors = {one.actor for one in entries}
    by = f" by {next(iter(actors))}" if len(actors) == 1 and all(actors) else ""
    yield Paragraph(f"Written{by} after the record was signed, and not part of what was signed.")
    rows = (
        (
            Cell(said(entry.happened_at or entry.noted_at), tuple(filter(None, (_noted(entry, by),)))),
            entry.words,
        )
        for entry in entries
    )
    yield table("When:date|What:wide", rows, "Nothing but who was sent it.")


def _noted(entry: Entry, told: str) -> str:
    """Return by whom and when something was noted, as far as it is not said yet."""
    by = f" by {entry.actor}" if entry.actor and not told else ""
    at = f" {said(entry.noted_at)}" if entry.happened_at else ""
    return f"noted{by}{at}" if by or at else ""


def _author(frame: Frame, late: Addendum) -> str:
    return ", ".join(filter(None, (late.author, frame.title(late.agency) if late.agency else "")))


def _answer(frame: Frame, late: Addendum) -> str:
    """Return whether late information changes the decision; with the time and name, if it was said later."""
    if late.answered_at is None:
        return late.change.value
    by = f" by {late.answered_by}" if late.answered_by and not frame.omits(Redaction.SHARED) else ""
    return f"{late.change.value}; answered {said(late.answered_at)}{by}"


_PROFILE = re.compile(r"^(?P<names>[\w+-]+?)(?: (?P<version>\S+))?$")


def standard_words(judged: str) -> str:
    """Return the rules that judged a meeting as people call them: Working Together 2026, London."""
    named = _PROFILE.match(judged)
    if named is None:
        return judged
    names = [name.replace("-", " ").title() for name in named["names"].split("+")]
    version = f", version {named['version']}" if named["version"] else ""
    return f"{', '.join(filter(None, (names[0], and_words(names[1:]))))}{version}"


def _standard(frame: Frame) -> str:
    judged, now = frame.meeting.profile, frame.judged_now
    if not judged:
        return "None yet: it has not begun."
    since = "" if not now or now == judged else f"; today's are another version: {standard_words(now)}"
    return f"{standard_words(judged)}{since}"


def _nothing_left(frame: Frame) -> str:
    if not nothing_left(frame):
        return ""
    child = " that is about this child" if frame.copy.of_several else ""
    return f"Nothing{child} was left open at signing."


def about_parts(frame: Frame) -> Iterator[Part]:
    """Return who signed, which version, by which rules and clocks, and where its check value stands."""
    signature = frame.meeting.closing.signature
    signed = "Not signed."
    if signature:
        signed = f"{signature.name}, {said(signature.signed_at)}; {version_words(frame)}"
    own = frame.made is None
    yield from facts(
        fact("Signed", signed),
        fact("Left open", _nothing_left(frame)),
        fact("Standard", _standard(frame), frame.guidance),
        fact("Clock", *map(clock_words, frame.meeting.clock_changes)),
        fact("Late information", "" if frame.meeting.closing.addenda else "None."),
        fact("Check value", IN_ANNEX if own else ""),
    )
