"""What the chair reads aloud at the end: the decision, who does what by when, and what follows."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from chairtui.core.actions import Action
from chairtui.core.calendar.clocks import say_clock
from chairtui.core.decision import REASONS
from chairtui.core.meeting import Meeting
from chairtui.core.sentences.names import name_of
from chairtui.core.views import Title, position_words
from chairtui.core.vocabulary import ActionStatus, Horizon
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.standards.verdict import Expected
from chairtui.tui.rows.deciding import without_words
from chairtui.tui.rows.parts import Part
from chairtui.tui.rows.planning import TITLES
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.words import join

HEAD = "bold $primary"
STRONG = "bold $accent"


def words_to_read_back(meeting: Meeting, expected: Iterable[Expected], agencies: Agencies) -> Content:
    """Return the words to read."""
    statement = without_words(meeting, expected, agencies) if meeting.deciding.decisions else ""
    parts: list[Part] = [
        *_decision(meeting),
        *([(f"{statement}\n", "$warning")] if statement else []),
        *_positions(meeting, agencies),
        *_actions(meeting, agencies),
        *_seeing(meeting),
        *_after(meeting),
        "\nDid anybody understand it differently? Does everyone with an action know it?\n",
    ]
    return join(*parts)


def _decision(meeting: Meeting) -> list[Part]:
    parts: list[Part] = [("The decision\n", HEAD)]
    if not meeting.deciding.decisions:
        return [*parts, "No decision is recorded yet.\n"]
    read = set()
    for child in meeting.concern.children:
        decision = meeting.deciding.about(child.id)
        if decision is None:
            parts.append(f"{child.name}: no decision yet.\n")
            continue
        parts += [f"{child.name}: ", (decision.outcome.value, STRONG)]
        parts.append(f", until {said(decision.adjourned_until)}" if decision.adjourned_until else "")
        parts.append(f", at {say_clock(decision.decided_at)}.\n" if decision.decided_at else ".\n")
        if decision.id in read:
            continue
        read.add(decision.id)
        for key, title in REASONS.items():
            if words := getattr(decision.rationale, key):
                parts.append(f"  {title}: {words}\n")
    return parts


def _positions(meeting: Meeting, agencies: Agencies) -> list[Part]:
    views = position_words(meeting, title_in(meeting, agencies))
    return [("\nEach agency's view\n", HEAD), *(f"  {words}\n" for words in views)] if views else []


def _actions(meeting: Meeting, agencies: Agencies) -> list[Part]:
    parts: list[Part] = []
    for horizon in Horizon:
        parts.append((f"\n{TITLES[horizon]}\n", HEAD))
        still = [one for one in meeting.plan.standing if one.horizon is horizon]
        for number, action in enumerate(still, 1):
            parts += _action(number, action, title_in(meeting, agencies))
        because = [one.because for one in meeting.plan.nothing_needed if one.id is horizon]
        if not still:
            parts.append(f"  None, because {because[0]}\n" if because else "  None.\n")
    return parts


def _action(number: int, action: Action, title: Title) -> list[Part]:
    agency = f", {title(action.agency)}" if action.agency else ""
    when = said(action.due_at or action.due_on) or "no date"
    owner = (action.owner or "nobody", STRONG)
    done = " (done)" if action.status is ActionStatus.DONE else ""
    return [f"  {number}. ", owner, f"{agency}, by ", (when, STRONG), f"{done}:\n     {action.what}\n"]


def _seeing(meeting: Meeting) -> list[Part]:
    parts: list[Part] = [("\nWho sees whom\n", HEAD)] if meeting.plan.seeing else []
    for seeing in meeting.plan.seeing:
        when = (
            f"was seen on {said(seeing.seen_on)}"
            if seeing.seen_on
            else f"by {said(seeing.due_on) or 'no date'}"
        )
        parts.append(f"  {name_of(meeting, seeing.id)}: {seeing.by}, {when}\n")
    for item in meeting.plan.contingencies:
        parts.append(f"  If {item.trigger}: {item.response}. {item.who} {item.contact}".rstrip() + "\n")
    return parts


def _after(meeting: Meeting) -> list[Part]:
    at = meeting.plan.next_meeting_at
    parts: list[Part] = [("\nNext\n", HEAD), f"  Next meeting: {said(at) or 'none is planned'}\n"]
    if conference := meeting.plan.conference:
        parts.append(f"  Conference: target {said(conference.target_on) or 'no date'}. {conference.reason}\n")
    for item in meeting.closing.distribution:
        due = f" by {said(item.due_at)}" if item.due_at else ""
        parts.append(f"  {item.recipient} gets the {item.record.value}{due}\n")
    return parts
