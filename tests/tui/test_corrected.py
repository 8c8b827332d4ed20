"""Whoever corrects one thing corrects nothing else: tried on the form of everything that can be corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from inspect import getmembers, isclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from msgspec import Struct
from tests.records.copies import Seeded
from tests.tui.desk import desk, sitting_at, values_of
from tests.tui.every_form import fields_of, scene

from chairtui.core import vocabulary
from chairtui.core.births import Birth
from chairtui.core.change import Command
from chairtui.core.children import Child
from chairtui.core.closing import Addendum
from chairtui.core.concern import Concern
from chairtui.core.conference import Conference
from chairtui.core.decision import Rationale, position_of
from chairtui.core.meeting import Meeting
from chairtui.core.plan import Plan
from chairtui.core.register import Attendee, Invitation
from chairtui.core.vocabulary import Circumstance, PoliceUnit, Sector
from chairtui.directory.agencies import Agencies, Agency, Contact
from chairtui.standards.verdict import Question
from chairtui.tui.sheets import agencies as agency_sheets
from chairtui.tui.sheets import (
    capture,
    children,
    chronology,
    concern,
    deciding,
    delivery,
    enquiries,
    meaning,
    person,
    planning,
    register,
    requests,
    scheduling,
    settling,
    sharing,
)
from chairtui.tui.sheets.of_a_value import Part, as_shown
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Value, Values


class Corrected(NamedTuple):
    """What can be corrected: the value as it is kept, and the form that is made of it."""

    kept: Callable[[Meeting], Struct]
    sheet: Callable[[Sitting, Any], Sheet]
    follow: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Of a field (key), what else changes with it."""


def kid(sitting: Sitting) -> Child:
    return sitting.live.outcome.meeting.concern.children[0]


def line(sitting: Sitting) -> Attendee:
    return sitting.live.outcome.meeting.attendance.register[0]


def _said(meeting: Meeting) -> dict[str, object]:
    view = meeting.deciding.positions[0]
    return {"view": view.view, "reason": view.reason, "escalation": view.escalation}


EVERY = {
    "child": Corrected(
        lambda m: m.concern.children[0],
        lambda s, v: children.child_sheet(s, v.id),
        {"born": ("born_on", "birth"), "source": ("birth",)},
    ),
    "family": Corrected(lambda m: m.concern.family[0], lambda s, v: children.family_sheet(s, v.id)),
    "voice": Corrected(
        lambda m: m.concern.voices[0],
        lambda s, v: children.voice_sheet(s, kid(s)),
    ),
    "place": Corrected(
        lambda m: m.concern.places[0],
        lambda s, v: concern.place_sheet(s, v.id),
        {"authority": ("force",)},
    ),
    "team": Corrected(lambda m: m.concern.team, lambda s, v: concern.team_sheet(s)),
    "missing": Corrected(lambda m: m.concern.missing, lambda s, v: concern.missing_sheet(s)),
    "safety": Corrected(lambda m: m.concern.safety, lambda s, v: concern.safety_sheet(s)),
    "impact": Corrected(lambda m: m.concern.impacts[0], lambda s, v: concern.impact_sheet(s, v.id)),
    "contribution": Corrected(
        lambda m: m.sharing.contributions[0], lambda s, v: capture.contribution_sheet(s, old=v)
    ),
    "challenge": Corrected(
        lambda m: m.sharing.challenges[0],
        lambda s, v: sharing.challenge_sheet(s, line(s), v),
    ),
    "offer": Corrected(
        lambda m: m.sharing.offers[0],
        lambda s, v: sharing.offer_sheet(s, line(s), v),
    ),
    "booking": Corrected(
        lambda m: m.sharing.bookings[0],
        lambda s, v: sharing.booking_sheet(s, line(s), v),
        {"outcome": (), "at": ("timed",)},
    ),
    "action": Corrected(
        lambda m: m.plan.actions[1],
        lambda s, v: capture.action_sheet(s, v),
        {"owner": ("owner_id", "agency"), "due": ("due_on", "due_at", "horizon")},
    ),
    "contingency": Corrected(
        lambda m: m.plan.contingencies[0], lambda s, v: planning.contingency_sheet(s, v)
    ),
    "question": Corrected(lambda m: m.plan.questions[0], lambda s, v: planning.question_sheet(s, v)),
    "further": Corrected(lambda m: m.plan.further[0], lambda s, v: planning.further_sheet(s, v)),
    "seeing": Corrected(lambda m: m.plan.seeing[0], lambda s, v: planning.seeing_sheet(s, v.id)),
    "enquiry": Corrected(lambda m: m.plan.enquiries[0], lambda s, v: enquiries.enquiry_sheet(s, v.id)),
    "census": Corrected(lambda m: m.concern.census[0], lambda s, v: enquiries.census_sheet(s, v.id)),
    "unknown": Corrected(lambda m: m.analysis.unknowns[0], lambda s, v: meaning.unknown_sheet(s, v.id)),
    "judgement": Corrected(
        lambda m: m.analysis.judgements[0],
        lambda s, v: meaning.threshold_sheet(s, kid(s)),
    ),
    "chronology": Corrected(
        lambda m: m.sharing.chronology_analysis, lambda s, v: chronology.chronology_analysis_sheet(s)
    ),
    "request": Corrected(
        lambda m: m.preparing.requests[0],
        lambda s, v: requests.request_sheet(s, line(s)),
    ),
    "joining": Corrected(lambda m: m.preparing.joining, lambda s, v: scheduling.joining_sheet(s)),
    "decision": Corrected(
        lambda m: m.deciding.decisions[-1],
        lambda s, v: deciding.decision_sheet(s, v),
        {"outcome": ("outcome", "id", "decided_at"), **dict.fromkeys(deciding.QUESTIONS, ("rationale",))},
    ),
    "recipient": Corrected(
        lambda m: m.closing.distribution[0],
        lambda s, v: delivery.delivery_sheet(s, v, listed=True),
        {
            "child": ("child_id", "passed"),
            "record": ("record", "child_id", "passed"),
            "left_out": ("redactions", "redactions_because"),
            "because": ("redactions_because",),
            "passed": ("passed",),
            "passed_because": ("passed",),
        },
    ),
    "nothing needed": Corrected(
        lambda m: m.plan.nothing_needed[0], lambda s, v: planning.nothing_sheet(s, v.id)
    ),
    "settled": Corrected(lambda m: m.deciding.settled[0], lambda s, v: settling.topic_sheet(s, v.id)),
    "prompt": Corrected(
        lambda m: m.analysis.prompts[0],
        lambda s, v: meaning.prompt_sheet(s, Question(key=v.id, words="What?", source="")),
    ),
    "position": Corrected(
        lambda m: position_of(m.attendance.register[0], m.deciding.decisions[1], **_said(m)),
        lambda s, v: settling.position_sheet(s, line(s), s.live.outcome.meeting.deciding.decisions[1]),
    ),
    "person": Corrected(
        lambda m: m.attendance.register[0], lambda s, v: person.person_sheet(s, v, known=True)
    ),
    "authority": Corrected(
        lambda m: m.attendance.register[0].authority,
        lambda s, v: person.person_sheet(s, line(s), known=True),
    ),
    "first hand": Corrected(
        lambda m: m.attendance.register[0].first_hand,
        lambda s, v: register.first_hand_sheet(s, line(s)),
    ),
}
"""Everything that a form corrects."""

OF_THE_MEETING = {"judgement": {"changed_at"}}
"""Parts that follow from when something is said, and not from the form."""
OF_ANOTHER = (Birth, Rationale, Concern, Plan, Conference, Invitation, Addendum)
"""Parts of something that is tried, what commands save part by part, and what is never corrected."""
ANOTHER: dict[Kind, Value] = {
    Kind.TEXT: "Other words",
    Kind.PROSE: "Other words",
    Kind.SUGGEST: "Somebody Else",
    Kind.WHEN: "6 feb 2026 14:00",
    Kind.NUMBER: "",
}
"""What is written into a field instead of what it holds."""


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    """Return a sitting at a meeting in which every field of everything holds something."""
    sitting = sitting_at(desk(tmp_path))
    sitting.live._meeting = Seeded().meeting
    return sitting


def found(commands: Iterable[Command], kept: Struct) -> Struct:
    """Return the value that commands save, as it is written in one of them."""
    held = [getattr(command, name) for command in commands for name in command.__struct_fields__]
    return next(value for value in held if type(value) is type(kept))


def changed(kept: Struct, new: Struct) -> set[str]:
    """Return the parts in which two values differ."""
    return {name for name in kept.__struct_fields__ if getattr(kept, name) != getattr(new, name)}


def another(field: FieldSpec) -> Value:
    """Return something else than a field holds."""
    match field.kind:
        case Kind.CHOICE | Kind.LETTER:
            return next(option.value for option in field.options if option.value != field.initial)
        case Kind.MANY:
            return () if field.initial else tuple(option.value for option in field.options[:1])
        case Kind.YES_NO:
            return "no" if field.initial == "yes" else "yes"
        case kind:
            return ANOTHER[kind]


@pytest.mark.parametrize("name", EVERY)
def test_what_is_saved_as_it_was_opened_stays_as_it_was(name: str, sitting: Sitting) -> None:
    kept = EVERY[name].kept(sitting.live.outcome.meeting)
    sheet = EVERY[name].sheet(sitting, kept)
    new = found(sheet.commands(values_of(sheet)), kept)
    assert changed(kept, new) <= OF_THE_MEETING.get(name, set())


@pytest.mark.parametrize("name", EVERY)
def test_correcting_one_field_leaves_every_other_part_as_it_was(name: str, sitting: Sitting) -> None:
    kept = EVERY[name].kept(sitting.live.outcome.meeting)
    sheet = EVERY[name].sheet(sitting, kept)
    touched = set[str]()
    for field in sheet.fields:
        new = found(sheet.commands(values_of(sheet, **{field.key: another(field)})), kept)
        own = {field.part} if isinstance(field, Part) and isinstance(kept, field.of) else set[str]()
        follow = EVERY[name].follow.get(field.key, ())
        differ = changed(kept, new) - OF_THE_MEETING.get(name, set())
        assert differ <= own.union(follow), field.key
        touched |= differ
    assert touched, "nothing of it can be corrected"


def test_correcting_an_agency_keeps_its_key_and_all_that_was_not_touched() -> None:
    contacts = (Contact(name="Ada", job="duty worker", phone="020 7946 0001", email="", key=""),)
    kept = Agency(
        key="police-north",
        name="North Police",
        sector=Sector.POLICE,
        unit=next(iter(PoliceUnit)),
        duty="020 7946 0000",
        hours="9 to 5",
        also=("NP", "Northern"),
        expected_when=(next(iter(Circumstance)),),
        contacts=contacts,
    )
    opened: Values = {field.key: field.initial for field in agency_sheets.agency_fields(kept)}
    known = Agencies({kept.key: kept})
    assert agency_sheets.agency_of(opened, kept, known) == kept
    renamed = agency_sheets.agency_of(opened | {"name": "Northern Police"}, kept, known)
    assert changed(kept, renamed) == {"name"}


def test_everything_of_which_a_form_is_made_is_tried_here(tmp_path: Path, sitting: Sitting) -> None:
    meeting = sitting.live.outcome.meeting
    tried = {type(row.kept(meeting)) for row in EVERY.values()} | {Agency, *OF_ANOTHER}
    made = {field.of for _, form in fields_of(scene(tmp_path)) for field in form if isinstance(field, Part)}
    assert {kind for kind in made if not issubclass(kind, Command)} <= tried


@pytest.mark.parametrize("words", ["not known", "yes", "no", "none", "unknown"])
def test_a_text_stands_in_its_field_as_it_is(words: str) -> None:
    assert as_shown(words) == words
    assert as_shown((words,)) == (words,)


@pytest.mark.parametrize(
    "kind", [kind for _, kind in getmembers(vocabulary, isclass) if issubclass(kind, StrEnum)]
)
def test_a_word_of_a_list_stands_in_its_field_and_only_no_answer_is_empty(kind: type[StrEnum]) -> None:
    for word in kind:
        assert as_shown(word) == ("" if word is vocabulary.YesNo.UNKNOWN else word.value)
