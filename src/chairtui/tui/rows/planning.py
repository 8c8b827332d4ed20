"""The rows of the plan: each section says what is agreed, or what is still missing and how to add it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from chairtui.core.actions import Action, owner_knows
from chairtui.core.calendar.deadlines import days_late, local_day
from chairtui.core.calendar.when import When, say_near
from chairtui.core.carrying import taken_up
from chairtui.core.children import Child, FamilyMember, unborn
from chairtui.core.chronology import Booking
from chairtui.core.conference_clocks import Counting, conference_clocks
from chairtui.core.meeting import Meeting
from chairtui.core.plan import Contingency, Further
from chairtui.core.questions import Question
from chairtui.core.sentences.names import brief
from chairtui.core.sentences.reminding import handed_words
from chairtui.core.series import Carried, CarriedKind
from chairtui.core.vocabulary import ActionStatus, BookingOutcome, Horizon, YesNo
from chairtui.core.with_ids import find
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.tui.keys import key_of, with_keys
from chairtui.tui.rows.following import following_rows
from chairtui.tui.rows.next_to_do import LATE
from chairtui.tui.rows.parts import MUTED, Part, heading
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import Wording, join

PLAN = (
    Column("What", 16, grows=4),
    Column("Who", 11, grows=2, most=26),
    Column("Agency", 12, grows=2, most=30, above=64),
    Column("By when", 11, grows=1, most=15, whole=True),
)
"""The columns of the plan."""
TITLES = {
    Horizon.IMMEDIATE: "Immediate: before people leave, or today",
    Horizon.SHORT_TERM: "Short-term",
}


def plan_rows(
    meeting: Meeting, agencies: Agencies, now: datetime, clocks: Sequence[Counting] | None = None
) -> list[Row]:
    """Return the rows of the step at `now` (UTC); `clocks`: the conference's, if not the meeting's alone."""
    rows: list[Row] = []
    today = local_day(now)
    counted = conference_clocks(meeting) if clocks is None else clocks
    for horizon in Horizon:
        rows += [heading(horizon.name, TITLES[horizon]), *_horizon_rows(meeting, agencies, horizon, now)]
    rows += [heading("contingency", "If it goes wrong: safety and contingency"), *_contingency_rows(meeting)]
    rows += [heading("question", "What the enquiry has to find out"), *_question_rows(meeting, today)]
    rows += [heading("seeing", "Who sees each child and family member"), *_seeing_rows(meeting, today)]
    if meeting.concern.assessment_under_way is YesNo.YES or meeting.plan.further:
        rows += [heading("further", "Further information for the assessment under way")]
        rows += _further_rows(meeting, today)
    rows += [heading("after", "What follows"), *following_rows(meeting, counted, today)]
    carried = [item for item in meeting.series.carried if item.kind is not CarriedKind.DISSENT]
    if carried:
        rows.append(heading("carried", "Left open by an earlier meeting (Enter goes on with it)"))
    return rows + [_carried_row(meeting, item, today) for item in carried]


def _carried_row(meeting: Meeting, item: Carried, today: date) -> Row:
    until = f" · by {said(item.due_on)}" if item.due_on else ""
    up = (("  taken up", "$success"),) if taken_up(meeting, item) else ()
    kind = "Question: " if item.kind is CarriedKind.QUESTION else ""
    words = join(kind, item.words, (f"\n{item.owner or 'nobody named'}{until}", MUTED), *up)
    late = "" if up else days_late(item.due_on, today)
    by = join(("taken up", "$success")) if up else _by_when(item.due_on, today)
    cells = (f"{kind}{item.words}", item.owner or _missing("nobody named"), "", by)
    mark = "✓" if up else "!" if late else "○"
    return Row(f"carried/{item.id}", words, mark, cells=cells, title="Left open before")


def near(when: When | date | None, today: date) -> str:
    """Return a day, or a time of one, as a column shows it; nothing where there is none."""
    if isinstance(when, When):
        when = when.at or when.on
    return say_near(when, today) if when else ""


def _by_when(day: date | None, today: date) -> Wording:
    """Return by when something that is open was to be done, in a column: a day, or how late it is."""
    late = days_late(day, today)
    return join((late, LATE)) if late else near(day, today)


def _missing(words: str) -> Wording:
    return join((words, "$warning"))


def _horizon_rows(meeting: Meeting, agencies: Agencies, horizon: Horizon, now: datetime) -> list[Row]:
    actions = [one for one in meeting.plan.actions if one.horizon is horizon]
    rows = [action_row(meeting, one, agencies, now) for one in actions]
    because = find(meeting.plan.nothing_needed, horizon)
    standing = meeting.plan.actions_for(horizon)
    if not standing and because:
        words = join("None, because ", because.because, (with_keys("  ({action} adds one)"), MUTED))
        rows.append(Row(f"none/{horizon.name}", words, join(("✓", "$success"))))
    elif not standing:
        words = join(
            (
                f"No {horizon.value} action yet: {key_of('action')} adds one, Enter says why none is needed.",
                "$warning",
            )
        )
        rows.append(Row(f"none/{horizon.name}", words, "○"))
    return rows + _booking_rows(meeting, horizon, local_day(now))


def action_row(meeting: Meeting, action: Action, agencies: Agencies, now: datetime) -> Row:
    """Return the row of an action: what; who and by when; why; and what is still open about it."""
    late = action.how_late(now)
    owner = action.owner or "NOBODY"
    agency = title_in(meeting, agencies)(action.agency) if action.agency else "no agency"
    parts: list[Part] = [
        action.what,
        f"\n{owner} · {agency} · ",
        (f"by {said(action.due_at or action.due_on) or 'NO DATE'}", "bold $error" if late else "$accent"),
    ]
    if late:
        parts.append((f" · {late}", LATE))
    if action.status is not ActionStatus.OPEN:
        done = action.status is ActionStatus.DONE
        word = "done" if done else "withdrawn"
        on = f" {said(action.ended_on)}" if action.ended_on else ""
        parts.append((f"\n{word}{on}: {action.evidence}", "$success" if done else MUTED))
    elif not owner_knows(meeting, action):
        parts.append(("\nOWNER NOT TOLD YET: k when they say that they know", "$warning"))
    parts += [(f"\n{handed_words(one)}", MUTED) for one in action.handed]
    if action.reminded_at:
        parts.append((f"\nlast reminder written {said(action.reminded_at)}", MUTED))
    if action.why:
        parts.append((f"\nwhy: {action.why}", MUTED))
    if action.keeps_safe is YesNo.YES:
        parts.append(("\nkeeps safe a child who is not safe now", MUTED))
    parts += [(f"\nanswers: {words}", MUTED) for words in _answered(meeting, action)]
    cells = (
        action.what,
        owner if action.owner else _missing(owner),
        agency if action.agency else _missing(agency),
        join(_when(action, now)),
    )
    mark = _action_mark(action, late=bool(late))
    return Row(f"action/{action.id}", join(*parts), mark, cells=cells, title=f"Action: {owner}")


def _when(action: Action, now: datetime) -> Part:
    """Return when an action was or is to be done, in a word or two."""
    if action.status is not ActionStatus.OPEN:
        return ("done", "$success") if action.status is ActionStatus.DONE else ("withdrawn", MUTED)
    if late := action.how_late(now):
        return late, LATE
    return near(action.due_at or action.due_on, local_day(now)) or ("NO DATE", "$warning")


def _action_mark(action: Action, *, late: bool) -> str:
    if action.status is ActionStatus.OPEN:
        return "!" if late else "○"
    return "✓" if action.status is ActionStatus.DONE else "–"


def _answered(meeting: Meeting, action: Action) -> list[str]:
    facts = {item.id: item.fact for item in meeting.sharing.contributions}
    offers = {item.id: item.words for item in meeting.sharing.offers}
    booked = {item.id: item.what for item in meeting.sharing.bookings}
    left = {item.id: item.words for item in meeting.series.carried}
    known = facts | offers | booked | left
    return [brief(known[key]) for key in action.answers if key in known]


def _booking_rows(meeting: Meeting, horizon: Horizon, today: date) -> list[Row]:
    """Return what is booked already: today's and tomorrow's belongs to what is immediate."""
    immediate = horizon is Horizon.IMMEDIATE
    days = ((item, (local_day(item.at) - today).days) for item in meeting.sharing.bookings)
    return [_booking_row(item, today, past=away < 0) for item, away in days if (0 <= away <= 1) is immediate]


def _booking_row(item: Booking, today: date, *, past: bool) -> Row:
    state = item.outcome.value if item.outcome is not BookingOutcome.PENDING else "Enter: was it kept?"
    style = "bold $warning" if item.outcome is BookingOutcome.MISSED else "$warning" if past else MUTED
    owner = item.owner or "NOBODY confirms it"
    words = join(f"Booked: {item.what}\n{owner} · ", (said(item.when), "$accent"), (f" · {state}", style))
    cells = (f"Booked: {item.what}", item.owner or _missing(owner), "", near(item.when, today))
    mark = "✓" if item.outcome is BookingOutcome.KEPT else "○"
    return Row(f"booking/{item.id}", words, mark, cells=cells, title="Booked")


def _contingency_rows(meeting: Meeting) -> list[Row]:
    return _or_empty(
        "contingency",
        (_contingency_row(item) for item in meeting.plan.contingencies),
        with_keys("Nothing yet: {add_here} adds an “if … then …”, with whom to reach out of hours."),
    )


def _contingency_row(item: Contingency) -> Row:
    parts: list[Part] = [("If ", "bold"), item.trigger, ("\nthen ", "bold"), item.response]
    reach = " · ".join(word for word in (item.who, item.contact) if word)
    missing = ("\nwho acts, and how to reach them out of hours: not written", "$warning")
    parts.append((f"\n{reach}", "$accent") if item.who and item.contact else missing)
    cells = (f"If {item.trigger}: {item.response}", item.who or _missing("who acts?"), item.contact)
    return Row(f"contingency/{item.id}", join(*parts), "·", cells=cells, title="If it goes wrong")


def _question_rows(meeting: Meeting, today: date) -> list[Row]:
    return _or_empty(
        "question",
        (_question_row(item, today) for item in meeting.plan.questions),
        with_keys("No question yet: {add_here} adds one."),
    )


def _question_row(item: Question, today: date) -> Row:
    parts: list[Part] = [
        item.words,
        "\n",
        (item.owner, "") if item.owner else ("NOBODY ASKED YET", "$warning"),
    ]
    late = days_late(item.due_on, today) if item.is_open else ""
    parts += [f" · {item.method}" if item.method else "", *_until(item.due_on, late)]
    if not item.is_open:
        when = said(item.answered_on)
        parts.append((f"\n{item.answer} ({', '.join(filter(None, (item.answered_by, when)))})", "$success"))
    by = _by_when(item.due_on, today) if item.is_open else join(("answered", "$success"))
    cells = (item.words, item.owner or _missing("NOBODY YET"), item.method, by)
    mark = "!" if late else "○" if item.is_open else "✓"
    return Row(f"question/{item.id}", join(*parts), mark, cells=cells, title="Question")


def _further_rows(meeting: Meeting, today: date) -> list[Row]:
    return _or_empty(
        "further",
        (_further_row(item, today) for item in meeting.plan.further),
        with_keys(
            "Nothing yet: {add_here} adds what is needed, how, by whom, by when, and where it is recorded."
        ),
    )


def _further_row(item: Further, today: date) -> Row:
    parts: list[Part] = [item.what, "\n", item.who or ("NOBODY YET", "$warning")]
    parts += [f" · {item.how}" if item.how else "", (_by(item.due_on), "$accent")]
    parts.append(f" · recorded in {item.recorded_in}" if item.recorded_in else "")
    cells = (item.what, item.who or _missing("NOBODY YET"), item.how, near(item.due_on, today))
    return Row(f"further/{item.id}", join(*parts), "·", cells=cells, title="Further information")


def _until(day: date | None, late: str) -> tuple[Part, ...]:
    """Return by when something that is open was to be done, in a detail, and how late it is."""
    return ((_by(day), LATE), (f" · {late}", LATE)) if late else ((_by(day), "$accent"),)


def _by(day: date | None) -> str:
    return f" · by {said(day)}" if day else ""


def _or_empty(section: str, rows: Iterable[Row], words: str) -> list[Row]:
    return list(rows) or [Row(f"{section}/", join((words, MUTED)), "○")]


def _seeing_rows(meeting: Meeting, today: date) -> list[Row]:
    concern = meeting.concern
    not_born = unborn(concern.children, concern.circumstances)
    people: list[Child | FamilyMember] = [one for one in concern.children if one.id not in not_born]
    people += concern.family
    return [_seeing_row(meeting, person, today) for person in people]


def _seeing_row(meeting: Meeting, person: Child | FamilyMember, today: date) -> Row:
    seeing = find(meeting.plan.seeing, person.id)
    relation = person.relationship if isinstance(person, FamilyMember) else ""
    name = f"{person.name} ({relation})" if relation and relation != person.name else person.name
    if seeing is None:
        must = isinstance(person, Child) or person.is_born_child
        none = ("NOT PLANNED (Enter)", "bold $warning" if must else "$warning")
        short = join(("NOT PLANNED", none[1]))
        return Row(f"seeing/{person.id}", join(f"{name}: ", none), "○", cells=(name, short), title=name)
    if seeing.seen_on:
        words = join(
            f"{name}: ",
            (f"seen on {said(seeing.seen_on)}", "$success"),
            f" by {seeing.by}{seeing.alone_words}",
        )
        seen = join((f"seen {near(seeing.seen_on, today)}", "$success"))
        return Row(f"seeing/{person.id}", words, "✓", cells=(name, seeing.by, "", seen), title=name)
    late = days_late(seeing.due_on, today)
    due = _until(seeing.due_on, late) if seeing.due_on else ((" · NO DATE", "$warning"),)
    words = join(f"{name}: {seeing.by}{seeing.alone_words}", *due)
    cells = (name, seeing.by, "", _by_when(seeing.due_on, today) or _missing("NO DATE"))
    return Row(f"seeing/{person.id}", words, "!" if late else "·", cells=cells, title=name)
