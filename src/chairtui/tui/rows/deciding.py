"""The rows of the decision: what kind of meeting it is, what was decided and why, and who agrees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from chairtui.core.absences import Without
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.decision import REASONS, Decision
from chairtui.core.listing import how_many
from chairtui.core.meeting import Meeting
from chairtui.core.rooms import each_room, record_type, type_now
from chairtui.core.sentences.names import brief
from chairtui.core.threshold import threshold_said
from chairtui.core.views import who
from chairtui.core.vocabulary import Stage, Threshold, Topic
from chairtui.core.who_was_missing import added_words, decided_without
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.standards.verdict import Expected
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.parts import MUTED, Part, heading
from chairtui.tui.rows.positions import position_rows
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import Wording, content, join

DECISION = (
    Column("Child", 14, grows=1, most=40),
    Column("Decision", 14, grows=2, most=36),
    Column("Threshold", 10, grows=1, most=24, above=56),
    Column("Rests on", 8, whole=True),
)
"""The columns of the decision."""

IN_SHORT = {
    Threshold.SUFFERING: "suffering",
    Threshold.LIKELY: "likely",
    Threshold.NOT_MET: "not met",
    Threshold.UNCLEAR: "not clear",
}
"""A threshold in the word that tells it from the others."""


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
        *position_rows(meeting, expected, agencies, unfolded),
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
    """Return who was there at each decision, however they took part, a line for each where they differ."""
    parts: list[Part] = []
    for room in each_room(meeting):
        times = dict.fromkeys(say_clock(one.decided_at) for one in room.decisions if one.decided_at)
        moment = f"at {', '.join(times)}" if times else "now"
        about = f" for {room.about}" if room.about else ""
        names = "; ".join(who(line, title_in(meeting, agencies)) for line in room.people) or "nobody"
        parts.append((f"\nThere {moment}{about}: {names}", MUTED))
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
        how_many(len(rests), "fact") if rests else join(("no fact", "$warning")),
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
