"""The rows of why we meet, in the order of the meeting: safety first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from chairtui.core.births import age_words, ages, birth_words
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.deadlines import local_day, working_days_between
from chairtui.core.children import Child, FamilyMember, Voice, unborn
from chairtui.core.concern import Concern, Place
from chairtui.core.meeting import Meeting
from chairtui.core.sentences.names import kin_words
from chairtui.core.views import Title
from chairtui.core.vocabulary import PARENTAL, Circumstance, Education, YesNo
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.areas import force_of, police_of
from chairtui.directory.naming import title_in
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.headline import WORKING_DAYS
from chairtui.tui.rows.known import BAD, DONE, GOOD, OPEN, WARN, in_short, known_row
from chairtui.tui.rows.parts import MUTED, Part
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

SAFE = {
    YesNo.YES: ("yes, every child is safe now", GOOD),
    YesNo.NO: (with_keys("NO: act first, the meeting can wait ({urgent} is the urgent mode)"), BAD),
    YesNo.UNKNOWN: ("not answered yet (Enter)", WARN),
}
UNDER_WAY = {
    YesNo.YES: ("an assessment is under way", ""),
    YesNo.NO: ("no assessment is under way", ""),
    YesNo.UNKNOWN: ("assessment under way: not known (Enter)", WARN),
}
MISSING = {
    "last_seen": "last seen",
    "efforts": "done so far",
    "risk": "risk",
    "likely_places": "likely places",
    "searching": "searching",
    "return_interview": "return interview",
}
"""What has to be known of a missing child, and its word on the screen."""


def concern_rows(meeting: Meeting, agencies: Agencies, now: datetime) -> list[Row]:
    """Return the rows of this step."""
    concern, today, title = meeting.concern, local_day(now), title_in(meeting, agencies)
    rows = [_safety(concern), _purpose(meeting)]
    if meeting.series.carried:
        rows.append(_carried(meeting))
    rows += [_concern(meeting, today), Row("children", "Children and family", selectable=False)]
    rows += [_child(child, title, today) for child in concern.children]
    rows += [_member(member, meeting, title) for member in concern.family]
    rows += [Row("where", "Circumstances, places, team", selectable=False), _circumstances(concern)]
    rows += [_place(place) for place in concern.places]
    rows += [_team(concern), Row("heard", "What the child says", selectable=False)]
    rows += [_voice(child, find(concern.voices, child.id), concern) for child in concern.children]
    if Circumstance.MISSING in concern.circumstances:
        rows += [Row("gone", "The child is missing", selectable=False), _missing(concern, now)]
    impacts = list(impact_rows(concern))
    if impacts:
        rows += [Row("parents", "What it means for this child's care", selectable=False), *impacts]
    return rows


def _safety(concern: Concern) -> Row:
    answer, style = SAFE[concern.safety.safe]
    words = f"\n{concern.safety.words}" if concern.safety.words else ""
    mark = (
        ("■", BAD) if concern.safety.safe is YesNo.NO else DONE if concern.safety.safe is YesNo.YES else OPEN
    )
    row = Row("safety", join("Is each child safe now?  ", (answer, style), words), join(mark))
    return in_short(row, ("Safe now?", "", (answer, style)))


def _purpose(meeting: Meeting) -> Row:
    read_at = meeting.concern.purpose_read_at
    state = (
        (f"read aloud at {say_clock(read_at)}", GOOD)
        if read_at
        else (with_keys("not read aloud yet ({read_aloud})"), WARN)
    )
    return known_row("purpose", read_at, "Purpose  ", state, cells=("Purpose", "", state))


def _carried(meeting: Meeting) -> Row:
    series = meeting.series
    number = len(series.carried)
    left = "1 thing was left open before" if number == 1 else f"{number} things were left open before"
    read = (
        (f"read out at {say_clock(series.read_at)}", GOOD)
        if series.read_at
        else (with_keys("not read out yet ({read_aloud})"), WARN)
    )
    cells = ("Left open before", "", str(number), read)
    return known_row("carried", series.read_at, f"{left}  ", read, cells=cells)


def _concern(meeting: Meeting, today: date) -> Row:
    concern = meeting.concern
    if not concern.words and concern.raised_at is None:
        unwritten = ("not written yet (Enter)", WARN)
        return known_row("concern", False, "Concern  ", unwritten, cells=("Concern", "", "", unwritten))
    parts: list[Part] = [concern.words or "Concern"]
    since: Part = ("when it was raised", WARN)
    by = f" by {concern.referrer}" if concern.referrer else ""
    if concern.raised_at is None:
        parts.append(("\nwhen it was raised is not known (Enter)", WARN))
    else:
        parts.append((f"\nraised {said(concern.raised_at)}{by}", MUTED))
        since = ""
        held = meeting.started_at or meeting.scheduled_at
        day = working_days_between(local_day(concern.raised_at), local_day(held) if held else today)
        if day > WORKING_DAYS or concern.late_because:
            why = concern.late_because or "why is not written yet (Enter)"
            style = MUTED if concern.late_because else WARN
            since = "" if concern.late_because else ("why it is late", WARN)
            parts.append((f"\n{'late' if day > WORKING_DAYS else 'timing'}: {why}", style))
    cells = ("Concern", "", concern.words or " ", since)
    return known_row("concern", concern.words and concern.raised_at, *parts, cells=cells)


def _child(child: Child, title: Title, today: date) -> Row:
    age, known = age_words(child, today), ages(child, today)
    parts: list[Part] = [child.name]
    if age:
        parts.append(f" · {age}")
    elif written := birth_words(child):
        parts.append(f" · {written}")
    else:
        parts.append(("  age not known (Enter)", WARN))
    if child.education is not Education.UNKNOWN:
        parts.append(f" · {child.education.value}{' ' + child.setting if child.setting else ''}")
    elif known and known[0] >= 3:
        parts.append(("  education not known", WARN))
    if child.lives_with:
        parts.append((f"\nlives with {child.lives_with}", MUTED))
    services = _open_to(child.open_to, title)
    parts.append((f"\n{services}", MUTED))
    taught = f"{child.education.value} {child.setting}".strip()
    told = (taught if child.education is not Education.UNKNOWN else "", child.lives_with, services)
    gap = ", ".join(word for word, open_ in _not_known(child, age) if open_)
    cells = (child.name, age, " · ".join(filter(None, told)), (gap, WARN) if gap else "")
    return in_short(Row(f"child/{child.id}", join(*parts), "·"), cells)


def _not_known(child: Child, age: str) -> Iterator[tuple[str, bool]]:
    yield "age", not (age or birth_words(child))
    yield "education", child.education is Education.UNKNOWN and bool(age)


def _member(member: FamilyMember, meeting: Meeting, title: Title) -> Row:
    lives = {YesNo.YES: "lives with the child", YesNo.NO: "lives elsewhere", YesNo.UNKNOWN: ""}
    about = [
        kin_words(member, meeting) if member.relationship != member.name else "",
        lives[member.lives_with_child],
    ]
    words = ", ".join(word for word in about if word)
    parts: list[Part] = [member.name, (f"  {words}" if words else "", MUTED)]
    if member.is_born_child:
        parts.append(("  a child: has to be seen too", "$accent"))
    elif not member.is_child and not member.children and len(meeting.concern.children) > 1:
        parts.append(("  of which child? (Enter)", WARN))
    if member.open_to:
        parts.append((f"\n{_open_to(member.open_to, title)}", MUTED))
    of_whom = not (member.is_child or member.children) and len(meeting.concern.children) > 1
    seen = "to be seen too" if member.is_born_child else ""
    known = " · ".join(filter(None, (words, seen)))
    cells = (member.name, "", known, ("of which child", WARN) if of_whom else "")
    return in_short(Row(f"family/{member.id}", join(*parts), "·"), cells)


def _open_to(keys: tuple[str, ...], title: Title) -> str:
    names = ", ".join(map(title, keys))
    return f"open to {names}" if names else "no open services noted"


def _circumstances(concern: Concern) -> Row:
    words = ", ".join(one.value for one in concern.circumstances)
    if not words:
        none = ("none noted yet (Enter)", WARN)
        return known_row(
            "circumstances", False, "Circumstances  ", none, cells=("Circumstances", "", "", none)
        )
    return known_row("circumstances", True, "Circumstances  ", words, cells=("Circumstances", "", words))


def _place(place: Place) -> Row:
    named = dict.fromkeys(word for word in (place.name, place.authority) if word)
    where = " · ".join(word for word in named if word.casefold() != place.kind.value)
    parts: list[Part] = [f"{place.kind.value.capitalize()}: {where}"]
    force = police_of(place.authority) if place.force == force_of(place.authority) else place.force
    parts.append((f" · {force}", MUTED) if force else ("  police force not known (Enter)", WARN))
    known = f"{where} · {force}" if force else where
    cells = (place.kind.value.capitalize(), "", known, "" if force else ("police force", WARN))
    return in_short(Row(f"place/{place.id}", join(*parts), "·"), cells)


def _team(concern: Concern) -> Row:
    team = concern.team
    moved = f", transferred from {team.previous}" if team.previous else ""
    on = f" on {said(team.transferred_on)}" if team.transferred_on else ""
    if on and not moved:
        moved = ", transferred"
    name: Part = team.name or ("not named yet (Enter)", WARN)
    known = team.name and concern.assessment_under_way is not YesNo.UNKNOWN
    assessment = UNDER_WAY[concern.assessment_under_way]
    unsure = concern.assessment_under_way is YesNo.UNKNOWN
    told = f"{team.name}{moved}{on}" + ("" if unsure else f" · {assessment[0]}")
    gap: Part = assessment if unsure and team.name else "" if team.name else name
    cells = ("Team", "", told if team.name else "", gap)
    return known_row("team", known, "Team  ", name, f"{moved}{on} · ", assessment, cells=cells)


def _voice(child: Child, voice: Voice | None, concern: Concern) -> Row:
    key = f"voice/{child.id}"
    if voice is None and child.id in unborn(concern.children, concern.circumstances):
        unborn_yet = ("not born yet", MUTED)
        return known_row(key, True, f"{child.name}  ", unborn_yet, cells=(child.name, "", unborn_yet))
    if voice is None:
        nothing = ("nothing written yet (Enter)", WARN)
        return known_row(key, False, f"{child.name}  ", nothing, cells=(child.name, "", "", nothing))
    parts: list[Part] = [f"{child.name}  "]
    if voice.said:
        alone = {YesNo.YES: "seen alone", YesNo.NO: "not seen alone", YesNo.UNKNOWN: ""}
        how = (
            f"to {voice.to_whom}" if voice.to_whom else "",
            said(voice.said_on),
            alone[voice.seen_alone],
            voice.tool,
            voice.communication,
        )
        quoted = voice.said.startswith(("“", '"', "‘"))
        parts += [
            voice.said if quoted else f"“{voice.said}”",
            ("\n" + " · ".join(word for word in how if word), MUTED),
        ]
    if voice.not_gathered_because:
        parts.append(f"{chr(10) if voice.said else ''}not known: {voice.not_gathered_because}")
        by = f", by {said(voice.gather_by)}" if voice.gather_by else ", by when is not said (Enter)"
        parts.append((by, "" if voice.gather_by else WARN))
    asked = f"gather by {said(voice.gather_by)}" if voice.gather_by else ("by when it is gathered", WARN)
    cells = (child.name, "", voice.said, asked if voice.not_gathered_because else "")
    return known_row(key, voice.said or voice.gather_by, *parts, cells=cells)


def _missing(concern: Concern, now: datetime) -> Row:
    missing = concern.missing
    known = {word: str(getattr(missing, field)) for field, word in MISSING.items()}
    lines = [f"{word}: {words}" for word, words in known.items() if words]
    parts: list[Part] = ["\n".join(lines)] if lines else []
    gaps = [word for word, words in known.items() if not words]
    at = missing.next_check_at
    if at is None:
        gaps.append("next check")
    else:
        over = at <= now
        parts.append(
            (
                f"{chr(10) if lines else ''}next check {said(at)}{': NOW DUE' if over else ''}",
                BAD if over else "",
            )
        )
    if gaps:
        start = "\n" if parts else ""
        parts.append((f"{start}not written yet: {', '.join(gaps)} (Enter)", WARN))
    cells = ("Missing child", "", "; ".join(lines), (", ".join(gaps), WARN) if gaps else "")
    return known_row("missing", not gaps, *parts, cells=cells)


def impact_rows(concern: Concern) -> Iterator[Row]:
    """Yield a row for each difficulty of an adult: what it means for the child's care."""
    for circumstance in concern.circumstances:
        if circumstance not in PARENTAL:
            continue
        impact = find(concern.impacts, circumstance)
        name = circumstance.value.capitalize()
        answer: Part = impact.means if impact else ("not answered yet (Enter)", WARN)
        by = f"  {impact.answered_by}" if impact and impact.answered_by else ""
        cells = (name, "", answer, by.strip())
        yield known_row(f"impact/{circumstance.value}", impact, f"{name}: ", answer, (by, MUTED), cells=cells)
