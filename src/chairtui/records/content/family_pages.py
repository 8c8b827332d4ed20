"""What the child says, and why the meeting was held and about whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

from chairtui.core.births import birth_words
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.children import Child, FamilyMember, Voice, unborn
from chairtui.core.concern import Missing, Team
from chairtui.core.listing import and_words, ended
from chairtui.core.purpose import PURPOSE
from chairtui.core.sentences.names import kin_words
from chairtui.core.vocabulary import Redaction, YesNo
from chairtui.core.with_ids import find
from chairtui.records.content.frame import Frame, capital, said
from chairtui.records.record import Fact, Group, Paragraph, Part, Quote, Section, fact, facts

MISSING = (
    ("Last seen", "last_seen"),
    ("Efforts so far", "efforts"),
    ("Risk", "risk"),
    ("May be at", "likely_places"),
    ("Return interview", "return_interview"),
    ("Who is searching", "searching"),
    ("Next check", "next_check_at"),
)

_WHERE = ("last_seen", "likely_places", "searching")
"""What is known of a missing child that says where; it goes with the places."""

LEFT_OUT = "left out of this copy"
NONE_OF_THEM = "no other member of the family is shown of whom it is written that they belong to this child"
NOT_APART = "none is shown of which it is written that it is about this child"
SAYS, WHY_HELD = "What the child says", "Why the meeting was held"


def says_title(frame: Frame) -> str:
    """Return the title of the section of what is heard from the children."""
    return "What the children say" if len(frame.meeting.concern.children) > 1 else SAYS


def family_pages(frame: Frame, *, new_page: bool = False) -> Iterator[Section]:
    """Return the sections of step 2; the first may begin a page."""
    yield Section(says_title(frame), tuple(_says(frame)), new_page=new_page)
    yield Section(WHY_HELD, tuple(why_held_parts(frame)))


def numbers(child: Child) -> str:
    """Return the numbers by which agencies find a child; empty when none is given."""
    known = (("NHS", child.nhs_number), ("UPN", child.upn), ("Council", child.local_id))
    return "; ".join(f"{name} {number}" for name, number in known if number)


def missing_parts(frame: Frame) -> Iterator[Part]:
    """Return what is known of a child who is missing, if anything is."""
    missing = frame.meeting.concern.missing
    if missing == Missing():
        return
    cut = _WHERE if frame.omits(Redaction.PLACES) else ()
    fields = [(label, LEFT_OUT if field in cut else attrgetter(field)(missing)) for label, field in MISSING]
    told = [(label, value if isinstance(value, str) else said(value, "")) for label, value in fields]
    yield from facts(*(fact(label, words) for label, words in told))
    unwritten = [label.lower() for label, words in told if not words.strip()]
    if unwritten:
        yield Paragraph(f"Not written: {', '.join(unwritten)}.")


def sentence(words: str) -> str:
    """Return words as a sentence: a capital first, a full stop last."""
    words = words.strip()
    return ended(capital(words)) if words else ""


def _says(frame: Frame) -> Iterator[Part]:
    concern = frame.meeting.concern
    not_born = unborn(concern.children, concern.circumstances)
    alike: dict[tuple[Part, ...], list[str]] = {}
    for child in concern.children:
        services = _services(frame, child.open_to)
        said = (
            *_voice(find(concern.voices, child.id), born=child.id not in not_born),
            *facts(fact("Services now", ended(services) if services else "None is written.")),
        )
        alike.setdefault(said, []).append(child.name)
    for parts, names in alike.items():
        if len(concern.children) > 1:
            yield Group(and_words(names))
        yield from parts
    family = [_relative(frame, one) for one in concern.family]
    if family:
        if len(concern.children) > 1:
            yield Group("The family")
        yield from facts(fact("Family", *family))
    else:
        nobody = "No other member of the family is named."
        yield Paragraph(nobody if not frame.copy.of_several else sentence(NONE_OF_THEM))


def _relative(frame: Frame, relative: FamilyMember) -> str:
    lives = ""
    if frame.omits(Redaction.PLACES):
        lives = f"where they live is {LEFT_OUT}"
    elif relative.lives_with_child is not YesNo.UNKNOWN:
        lives = (
            "lives with the child"
            if relative.lives_with_child is YesNo.YES
            else "does not live with the child"
        )
    services = _services(frame, relative.open_to)
    who = ", ".join(filter(None, (relative.name, kin_words(relative, frame.meeting), lives)))
    return ended(f"{who}; services: {services}" if services else who)


def _voice(voice: Voice | None, *, born: bool) -> Iterator[Part]:
    if voice is None:
        words = "NOT GATHERED, and no reason is written." if born else "Not born yet."
        yield Paragraph(words, strong=born)
        return
    if voice.said:
        yield Quote(voice.said.strip().strip('“”"').strip(), _heard(voice))
    elif not voice.not_gathered_because:
        yield Paragraph(f"What they say is not written. {_heard(voice)}", strong=True)
    elif heard := _how(voice):
        yield Paragraph(f"How they communicate: {heard}")
    if voice.not_gathered_because:
        by = said(voice.gather_by, "NO DAY")
        yield Paragraph(
            f"{ended(f'Not gathered because: {voice.not_gathered_because}')} To be gathered by {by}.",
            strong=True,
        )


def _heard(voice: Voice) -> str:
    """Return to whom a child said it and when, whether alone, and how."""
    to = f"To {voice.to_whom}" if voice.to_whom else "It is not written to whom"
    alone = {YesNo.YES: "seen alone", YesNo.NO: "not alone"}.get(voice.seen_alone, "")
    told = ", ".join(filter(None, (to, said(voice.said_on, "no day"), alone, voice.tool)))
    return " ".join(filter(None, (ended(told), sentence(voice.communication))))


def _how(voice: Voice) -> str:
    alone = "" if voice.seen_alone is YesNo.UNKNOWN else f"seen alone: {voice.seen_alone.value}"
    return "; ".join(filter(None, (alone, voice.tool, voice.communication)))


def why_held_parts(frame: Frame) -> Iterator[Part]:
    """Return how the concern was raised, what is around it, the places, and what was read aloud."""
    concern = frame.meeting.concern
    read = said(concern.purpose_read_at, "it is not written that it was")
    impacts = (
        fact(
            f"{impact.id.value.capitalize()}",
            f"What it means for the child's care: {impact.means}",
            ended(f"Answered by {impact.answered_by}") if impact.answered_by else "",
        )
        for impact in concern.impacts
    )
    care = fact(_CARE, f"{capital(LEFT_OUT)}.") if frame.omits(Redaction.SHARED) else None
    yield from facts(
        *_raised(frame),
        fact("Circumstances", _circumstances(frame)),
        fact("Assessment", f"{_assessment(concern.assessment_under_way)}{frame.disputed('assessment')}"),
        fact("Team", _team(concern.team)),
        fact("Places", *_places(frame)),
        fact("Purpose", f"{PURPOSE} Read aloud: {read}."),
        care,
        *impacts,
    )
    if concern.missing != Missing():
        yield Group("A child is missing, or was")
        yield from missing_parts(frame)


_CARE = "Parents’ care"


def _raised(frame: Frame) -> Iterator[Fact]:
    concern = frame.meeting.concern
    cut = frame.omits(Redaction.REFERRER)
    yield fact("Raised", said(concern.raised_at))
    yield fact("Raised by", LEFT_OUT if cut else concern.referrer or "nobody is named")
    yield fact("Why it was late", concern.late_because)


def _assessment(under_way: YesNo) -> str:
    words = {YesNo.YES: "One is under way", YesNo.NO: "None is under way"}
    return words.get(under_way, "Whether one is under way is not known")


def _circumstances(frame: Frame) -> str:
    known = ", ".join(one.value for one in frame.meeting.concern.circumstances)
    words = known or (NOT_APART if frame.copy.child else "none is written")
    return capital(words)


def _team(team: Team) -> str:
    since = f", since {said(team.transferred_on)}" if team.transferred_on else ""
    before = f", before that {team.previous}" if team.previous else ""
    return f"{team.name}{since}{before}" if team.name else team.previous


def _places(frame: Frame) -> Iterator[str]:
    concern = frame.meeting.concern
    if frame.omits(Redaction.PLACES):
        yield f"Where the children are or may go is {LEFT_OUT}."
        return
    for place in concern.places:
        kind = capital(place.kind.value)
        named = f"{kind} ({place.name})" if place.name else kind
        where = ", ".join(filter(None, (place.authority, place.force)))
        yield ended(": ".join(filter(None, (named, where))))
    if not concern.places:
        yield sentence(NOT_APART) if frame.copy.child else "No place is named."


def born(frame: Frame, child: Child) -> str:
    """Return when a child was born, with the age at the meeting, or is expected."""
    held = frame.meeting.started_at or frame.meeting.scheduled_at
    words = birth_words(child, local_day(held) if held else None) or "date of birth not written"
    return _AGE.sub("(age \\1)", words.removeprefix("born "))


_AGE = re.compile(r"\((\d+)\)")
"""An age beside a birth, as `birth_words` has it."""


def numbers_shown(frame: Frame, child: Child) -> str:
    """Return the numbers of a child that a copy shows, and that it leaves others out."""
    if not frame.omits(Redaction.NUMBERS):
        return numbers(child)
    own = child.nhs_number or child.upn or child.local_id
    return f"{numbers(child)}; others are {LEFT_OUT}" if own else LEFT_OUT


def _services(frame: Frame, open_to: tuple[str, ...]) -> str:
    return ", ".join(frame.title(agency) for agency in open_to)
