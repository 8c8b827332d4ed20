"""The rows of the decision: what kind of meeting it is, what was decided and why, and who agrees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from chairtui.core.absences import Without
from chairtui.core.calendar.when import say_clock
from chairtui.core.decision import REASONS, Decision, standing, was_there
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee
from chairtui.core.rooms import each_room, record_type, rooms, the_decision, type_now
from chairtui.core.sentences.names import brief
from chairtui.core.threshold import threshold_said
from chairtui.core.views import who
from chairtui.core.vocabulary import Sector, Stage, Threshold, Topic, View
from chairtui.core.who_was_missing import added_words, decided_without
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.standards.verdict import Expected
from chairtui.tui.keys import with_keys
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import Wording, content, join

DECISION = (
    Column("Child", 14, grows=1, most=40),
    Column("Decision", 14, grows=2, most=36),
    Column("Threshold", 10, grows=1, most=24, above=56),
    Column("Rests on", 8),
)
"""The columns of the decision."""

IN_SHORT = {
    Threshold.SUFFERING: "suffering",
    Threshold.LIKELY: "likely",
    Threshold.NOT_MET: "not met",
    Threshold.UNCLEAR: "not clear",
}
"""A threshold in the word that tells it from the others."""

Part = str | tuple[str, str]
"""Words, or (words, style)."""

MUTED = "$text-muted"
AGREES = "Who agrees, by name"

NOT_COUNTED = "absent when it was decided: does not count as agreeing"
CANNOT_AGREE = with_keys("absent: cannot be recorded as agreeing ({action}: an action to hear from them)")
NOT_WRITTEN = with_keys(
    "expected, not written whether they were asked ({action}: an action to hear from them)"
)

VIEWS = {
    View.AGREE: ("✓", "$success"),
    View.DISAGREE: ("✗", "bold $warning"),
    View.CONSULT: ("?", "$warning"),
    View.NOT_ASKED: ("·", ""),
}


def heading(key: str, words: str) -> Row:
    """Return a row that only names what follows."""
    return Row(f"heading/{key}", words, selectable=False)


def decision_rows(
    meeting: Meeting,
    expected: Sequence[Expected],
    agencies: Agencies,
    unfolded: Collection[str] | None = None,
) -> list[Row]:
    """Return the rows of the step.

    Those who were absent and said nothing share a row at each decision, but for the rows of that kind that
    are `unfolded`; with none given, all stand by name.
    """
    return [
        _type_row(meeting, agencies),
        *_override_rows(meeting),
        heading("decision", "The decision for each child"),
        *_decided_rows(meeting),
        *_without_rows(meeting, _without(meeting, expected, agencies)),
        *_position_rows(meeting, expected, agencies, unfolded),
        heading("topics", "After the decision"),
        *_topic_rows(meeting),
        Row("conference", join(("A conference is never the decision: it belongs to the plan (6).", MUTED))),
    ]


def without_words(meeting: Meeting, expected: Iterable[Expected], agencies: Agencies) -> str:
    """Return the generated statement of who was missing at each decision, or is missing now."""
    return "\n".join(one.words for one in _without(meeting, expected, agencies) if one.words)


def _without(meeting: Meeting, expected: Iterable[Expected], agencies: Agencies) -> tuple[Without, ...]:
    unnamed = [(role.key, role.title) for role in expected if not role.attendee_id]
    return decided_without(meeting, title_in(meeting, agencies), unnamed)


def _type_row(meeting: Meeting, agencies: Agencies) -> Row:
    kind = record_type(meeting)
    good = kind.minimum.met
    return Row(
        "type",
        join((kind.title, "$success" if good else "bold $warning"), *_room_parts(meeting, agencies)),
        join(("✓", "$success") if good else ("✗", "$warning")),
    )


def _room_parts(meeting: Meeting, agencies: Agencies) -> list[Part]:
    """Return who was in the room at each decision, a line for each where they differ."""
    parts: list[Part] = []
    for room in each_room(meeting):
        times = dict.fromkeys(say_clock(one.decided_at) for one in room.decisions if one.decided_at)
        moment = f"at {', '.join(times)}" if times else "now"
        about = f" for {room.about}" if room.about else ""
        names = "; ".join(who(line, title_in(meeting, agencies)) for line in room.people) or "nobody"
        parts.append((f"\nIn the room {moment}{about}: {names}", MUTED))
    return parts


def _override_rows(meeting: Meeting) -> list[Row]:
    override = meeting.attendance.override
    if override is not None:
        again = said(override.reconvene_at)
        words = f"Went on without the minimum: {override.reason} ({override.chair}). Held again {again}."
        return [Row("override", join((words, "$warning")))]
    if type_now(meeting).minimum.met or meeting.stage in (Stage.DECIDED, Stage.SIGNED):
        return []
    hint = "If the child cannot wait: Enter goes on without the minimum, with a reason."
    return [Row("override", join((hint, MUTED)))]


def _decided_rows(meeting: Meeting) -> list[Row]:
    rows: list[Row] = []
    standing: dict[str, tuple[Decision, list[str]]] = {}
    for child in meeting.concern.children:
        decision = meeting.deciding.about(child.id)
        if decision is None:
            words = join(f"{child.name}: ", (with_keys("NOT DECIDED ({decide})"), "bold $warning"))
            open_ = join(("NOT DECIDED", "bold $warning"))
            cells = (child.name, open_, _threshold(meeting, child.id), "·")
            rows.append(Row(f"child/{child.id}", words, "○", cells=cells, title=child.name))
        else:
            standing.setdefault(decision.id, (decision, []))[1].append(child.name)
    rows += [_decision_row(meeting, decision, names) for decision, names in standing.values()]
    if not rows:
        rows.append(
            Row("child/", join(("No child is named yet: step 2 does it.", "$warning")), selectable=False)
        )
    return rows


def _decision_row(meeting: Meeting, decision: Decision, names: Sequence[str]) -> Row:
    at = f" at {say_clock(decision.decided_at)}" if decision.decided_at else ""
    until = f" until {said(decision.adjourned_until)}" if decision.adjourned_until else ""
    parts: list[Part] = [
        f"{', '.join(names)}: ",
        (decision.outcome.value.upper(), "bold $accent"),
        f"{until}{at}",
    ]
    for key, title in REASONS.items():
        if words := getattr(decision.rationale, key):
            parts.append(f"\n{title}: {words}")
    judged = _threshold(meeting, *decision.children)
    if words := content(judged).plain:
        parts.append(f"\nWhat was judged of the threshold: {words}")
    missing = [title.lower() for key, title in REASONS.items() if not getattr(decision.rationale, key)]
    if missing:
        parts.append((f"\nNot written: {', '.join(missing)}", "$warning"))
    facts = [find(meeting.sharing.contributions, key) for key in decision.facts]
    rests = [f"\n  · {brief(fact.fact)}" for fact in facts if fact]
    parts += (
        ["\nRests on:", *rests]
        if rests
        else [(with_keys("\nRests on no shared fact yet ({decide})"), "$warning")]
    )
    cells = (
        ", ".join(names),
        join((decision.outcome.value.upper(), "bold $accent")),
        judged,
        f"{len(rests)} {'fact' if len(rests) == 1 else 'facts'}" if rests else join(("no fact", "$warning")),
    )
    return Row(
        f"decision/{decision.id}",
        join(*parts),
        join(("✓", "$success")),
        cells=cells,
        title=", ".join(names),
    )


def _threshold(meeting: Meeting, *child_id: str) -> Wording:
    """Return in a word or two what was judged of a child, or of several if it is the same for all."""
    judged = dict.fromkeys(_in_short(threshold_said(meeting, one)) for one in child_id)
    if len(judged) > 1:
        return "differs"
    return next(iter(judged), "") or join(("not judged", MUTED))


def _in_short(words: str) -> str:
    """Return what tells one threshold from the other, where it is one of theirs."""
    return next((short for threshold, short in IN_SHORT.items() if words.startswith(threshold.value)), words)


def _without_rows(meeting: Meeting, without: Sequence[Without]) -> list[Row]:
    """Return one line; the statements themselves, which may be long, are read with Enter."""
    numbers = [(one.about, len(one.missing)) for one in without if one.missing]
    note = added_words(meeting)
    if not numbers:
        return [Row("without", join("Nobody is missing: Enter to read", f"\n{note}"))] if note else []
    counted = "; ".join(f"{f'for {about} ' if about else ''}without {number}" for about, number in numbers)
    words = f"Decided {counted}: Enter to read"
    if not meeting.deciding.decisions:
        now = join(("If it were decided now. ", MUTED), (words, "$warning"), f"\n{note}" if note else "")
        return [Row("without", now)]
    return [Row("without", join((words, "$warning"), f"\n{note}" if note else ""))]


def first_undecided(meeting: Meeting) -> str:
    """Return the row of the first child without a decision, or nothing."""
    left = meeting.undecided
    return f"child/{left[0].id}" if left else ""


Asked = tuple[Attendee, Decision | None]
"""Whose view it is, and of which decision; of none before one is taken."""


def position_key(meeting: Meeting, line: Attendee, decision: Decision | None) -> str:
    """Return the key of the row of a view: the decision is in it where several stand."""
    several = decision is not None and len(standing(meeting)) > 1
    return f"position/{line.id}/{decision.id}" if decision and several else f"position/{line.id}"


def position_at(meeting: Meeting, key: str) -> Asked | None:
    """Return whose view of which decision stands in a row."""
    return next((one for one in _asked(meeting) if position_key(meeting, *one) == key), None)


def _asked(meeting: Meeting) -> list[Asked]:
    """Return whose views are written: of each decision those who were there first."""
    given = {one.whose for one in meeting.deciding.positions}
    due = [one for one in meeting.attendance.register if one.sector is not Sector.SUPPORT or one.id in given]
    return [
        (line, decision)
        for decision in rooms(meeting)
        for line in sorted(due, key=lambda one: not was_there(one, decision))
    ]


def _position_rows(
    meeting: Meeting,
    expected: Sequence[Expected],
    agencies: Agencies,
    unfolded: Collection[str] | None,
) -> list[Row]:
    rows: list[Row] = []
    for decision in rooms(meeting):
        about = the_decision(meeting, decision).removeprefix("the decision")
        rows.append(
            heading(f"positions/{decision.id}" if about and decision else "positions", f"{AGREES}{about}")
        )
        asked = [one for one in _asked(meeting) if one[1] is decision]
        absent = [one for one in asked if _said_nothing(meeting, *one) and not was_there(*one)]
        rows += [_position_row(meeting, one, agencies) for one in asked if one not in absent]
        key = f"absent/{decision.id}" if decision else "absent/"
        rows += _folded(key, [_position_row(meeting, one, agencies) for one in absent], unfolded)
    return rows + _folded("absent/nobody", _nobody_rows(expected), unfolded)


def _said_nothing(meeting: Meeting, line: Attendee, decision: Decision | None) -> bool:
    position = meeting.deciding.view(line.id, decision.id) if decision else None
    return position is None or position.view is View.NOT_ASKED


def _folded(key: str, absent: Sequence[Row], unfolded: Collection[str] | None) -> list[Row]:
    """Return one row for several who were absent, and beneath it each of them where it is unfolded."""
    if unfolded is None or len(absent) < 2:
        return list(absent)
    open_, number = key in unfolded, len(absent)
    many = f"{number} nobody stood for" if key == "absent/nobody" else f"{number} absent"
    names = "; ".join(row.title for row in absent)
    cells = (many, join(("cannot agree", MUTED)), "", "")
    shown = "Enter folds them" if open_ else "Enter names them, each in a row"
    row = Row(key, f"{many}: cannot agree\n{names}", "✗", cells=cells, title=many, keys=shown)
    return [row, *(absent if open_ else ())]


def _position_row(meeting: Meeting, asked: Asked, agencies: Agencies) -> Row:
    line, decision = asked
    position = meeting.deciding.view(line.id, decision.id) if decision else None
    view = position.view if position else View.NOT_ASKED
    mark, style = VIEWS[view]
    there = was_there(line, decision)
    state: Part = (view.value, style or MUTED)
    short = state
    if view is View.AGREE and not there:
        state, short = (NOT_COUNTED, "$warning"), ("absent: not counted", "$warning")
    elif view is View.NOT_ASKED and not there:
        state, short = (CANNOT_AGREE, MUTED), ("absent", MUTED)
    named = who(line, title_in(meeting, agencies))
    parts: list[Part] = [f"{named}  ", state]
    if position and position.reason:
        parts.append(f": {position.reason}")
    if position and position.escalation:
        parts.append(f"\nTaken further: {position.escalation}")
    elif view is View.DISAGREE:
        parts.append(("\nHow is it taken further? (Enter)", "$warning"))
    cells = (line.name or named, join(short), "", "")
    key = position_key(meeting, line, decision)
    return Row(key, join(*parts), join((mark, style)), cells=cells, title=named)


def _nobody_rows(expected: Iterable[Expected]) -> list[Row]:
    return [
        Row(
            f"nobody/{role.key}",
            join(f"{role.title}  ", (NOT_WRITTEN, MUTED)),
            "·",
            cells=(role.title, join(("asked?", MUTED)), "", ""),
            title=role.title,
        )
        for role in expected
        if not role.attendee_id
    ]


def _topic_rows(meeting: Meeting) -> list[Row]:
    rows = []
    for topic in Topic:
        settled = find(meeting.deciding.settled, topic)
        title = topic.value[0].upper() + topic.value[1:]
        if settled is None:
            state = "not settled yet" if meeting.deciding.decisions else "after the decision"
            rows.append(Row(f"topic/{topic.name}", join(f"{title}: ", (state, MUTED)), "○"))
            continue
        parts: list[Part] = [f"{title}: {settled.answer}"]
        parts.append(f", because {settled.reason}" if settled.reason else ("  no reason given", "$warning"))
        rows.append(Row(f"topic/{topic.name}", join(*parts), join(("✓", "$success"))))
    return rows
