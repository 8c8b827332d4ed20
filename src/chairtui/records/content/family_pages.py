"""Why the meeting was held and about whom: the purpose, the concern, each child and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from chairtui.core.births import birth_words
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.children import Child, FamilyMember, Voice, unborn
from chairtui.core.concern import SAFETY, Missing, Team
from chairtui.core.purpose import PURPOSE
from chairtui.core.sentences.names import kin_words
from chairtui.core.views import ended
from chairtui.core.vocabulary import Education, Redaction, YesNo
from chairtui.records.content.frame import Frame, omitted, said
from chairtui.records.record import Paragraph, Part, Section, named, table

MISSING = (
    ("Last seen", "last_seen"),
    ("Efforts so far", "efforts"),
    ("Risk", "risk"),
    ("Where they may be", "likely_places"),
    ("Return interview", "return_interview"),
    ("Who is searching", "searching"),
    ("Next check", "next_check_at"),
)

_WHERE = ("last_seen", "likely_places", "searching")
"""What is known of a missing child that says where; it goes with the places."""

LEFT_OUT = "left out of this copy"
NONE_OF_THEM = "no other member of the family is shown of whom it is written that they belong to this child"
NOT_APART = "none is shown of which it is written that it is about this child"


def family_pages(frame: Frame) -> Iterator[Section]:
    """Return the sections of step 2."""
    yield Section("Purpose and concern", tuple(_purpose(frame)))
    yield Section("The children and what they say", tuple(_children(frame)))


def numbers(child: Child) -> str:
    """Return the numbers by which agencies find a child."""
    known = (("NHS", child.nhs_number), ("UPN", child.upn), ("Local", child.local_id))
    return "; ".join(f"{name} {number}" for name, number in known if number) or "none given"


def missing_parts(frame: Frame) -> Iterator[Part]:
    """Return what is known of a child who is missing, if anything is."""
    missing = frame.meeting.concern.missing
    if missing == Missing():
        return
    cut = _WHERE if frame.omits(Redaction.PLACES) else ()
    found = [(label, LEFT_OUT if field in cut else attrgetter(field)(missing)) for label, field in MISSING]
    yield named((label, value if isinstance(value, str) else said(value)) for label, value in found)


def sentence(words: str) -> str:
    """Return words as a sentence: a capital first, a full stop last."""
    words = words.strip()
    return ended(f"{words[:1].upper()}{words[1:]}") if words else ""


def _purpose(frame: Frame) -> Iterator[Part]:
    concern = frame.meeting.concern
    yield Paragraph(
        f"{PURPOSE} Read aloud: {said(concern.purpose_read_at, 'it is not written that it was')}."
    )
    referrer = concern.referrer or "nobody is named"
    if frame.omits(Redaction.REFERRER):
        referrer = LEFT_OUT
    safe = f"{sentence(concern.safety.safe.value)} {concern.safety.words}"
    rows = [
        ("Concern", concern.words),
        ("Raised", said(concern.raised_at)),
        ("Raised by", referrer),
        ("Is each child safe now?", ended(safe) + frame.disputed(SAFETY)),
        ("Circumstances", _circumstances(frame)),
        ("Team", _team(concern.team)),
        ("An assessment is under way", f"{concern.assessment_under_way.value}{frame.disputed('assessment')}"),
    ]
    if concern.late_because:
        rows.insert(3, ("Why the meeting is late", concern.late_because))
    yield named(rows)
    yield from _places(frame)
    for impact in concern.impacts:
        by = f" ({impact.answered_by})" if impact.answered_by else ""
        yield Paragraph(ended(f"What {impact.id.value} means for the child's care: {impact.means}{by}"))


def _circumstances(frame: Frame) -> str:
    known = ", ".join(one.value for one in frame.meeting.concern.circumstances)
    return known or (NOT_APART if frame.copy.child else "none is written")


def _team(team: Team) -> str:
    since = f", since {said(team.transferred_on)}" if team.transferred_on else ""
    before = f", before that {team.previous}" if team.previous else ""
    return f"{team.name}{since}{before}" if team.name else team.previous


def _places(frame: Frame) -> Iterator[Part]:
    concern = frame.meeting.concern
    if frame.omits(Redaction.PLACES):
        yield omitted(Redaction.PLACES)
    else:
        places = [(place.kind.value, place.name, place.authority, place.force) for place in concern.places]
        nowhere = sentence(NOT_APART) if frame.copy.child else "No place is named."
        yield table("Place|Name|Authority|Police force", places, nowhere)
    if concern.missing != Missing():
        yield Paragraph("A child is missing, or was:")
        yield from missing_parts(frame)


def _children(frame: Frame) -> Iterator[Part]:
    concern = frame.meeting.concern
    voices = {voice.id: voice for voice in concern.voices}
    not_born = unborn(concern.children, concern.circumstances)
    for child in concern.children:
        yield Paragraph(f"{child.name}, {born(frame, child)}", strong=True)
        yield named((*_facts(frame, child), *_voice(voices.get(child.id), born=child.id not in not_born)))
    family = [
        (one.name, kin_words(one, frame.meeting), _lives(frame, one), _services(frame, one.open_to))
        for one in concern.family
    ]
    headings = "Family|Relationship|Lives with the child|Services"
    nobody = "No other member of the family is named."
    yield table(headings, family, nobody if not frame.copy.of_several else sentence(NONE_OF_THEM))


def _lives(frame: Frame, one: FamilyMember) -> str:
    return LEFT_OUT if frame.omits(Redaction.PLACES) else one.lives_with_child.value


def born(frame: Frame, child: Child) -> str:
    """Return when a child was born, with the age at the meeting, or is expected."""
    held = frame.meeting.started_at or frame.meeting.scheduled_at
    return birth_words(child, local_day(held) if held else None) or "date of birth not written"


def _facts(frame: Frame, child: Child) -> Iterator[tuple[str, str]]:
    places = frame.omits(Redaction.PLACES)
    taught = child.education.value if child.education is not Education.UNKNOWN else ""
    yield "Lives with", LEFT_OUT if places else child.lives_with
    yield "School or setting", LEFT_OUT if places else child.setting or taught
    yield "Services that work with them now", _services(frame, child.open_to) or "none is written"
    yield "Numbers", numbers_shown(frame, child)


def numbers_shown(frame: Frame, child: Child) -> str:
    """Return the numbers of a child that a copy shows, and that it leaves others out."""
    if not frame.omits(Redaction.NUMBERS):
        return numbers(child)
    own = child.nhs_number or child.upn or child.local_id
    return f"{numbers(child)}; others are {LEFT_OUT}" if own else LEFT_OUT


def _services(frame: Frame, open_to: tuple[str, ...]) -> str:
    return ", ".join(frame.title(agency) for agency in open_to)


def _voice(voice: Voice | None, *, born: bool) -> Iterator[tuple[str, str]]:
    if voice is None and not born:
        yield "Says", "not born yet"
        return
    if voice is None:
        yield "Says", "NOT GATHERED, and no reason is written"
        return
    if voice.said or not voice.not_gathered_because:
        yield "Says", voice.said
        yield "When and to whom", f"{said(voice.said_on, 'no day')}; {voice.to_whom or 'nobody is named'}"
        yield "Seen alone", voice.seen_alone.value
        yield "How", ", ".join(filter(None, (voice.tool, voice.communication)))
    elif voice.communication or voice.seen_alone is not YesNo.UNKNOWN:
        yield "Seen alone", voice.seen_alone.value
        yield "How the child communicates", voice.communication
    if voice.not_gathered_because:
        yield "Not gathered because", voice.not_gathered_because
        yield "To be gathered by", said(voice.gather_by, "NO DAY")
