"""Every form of the program, for what is promised of all of them.

`FORMS` has a row for each function that makes a form (`makers` finds them), and for each form that a screen
makes by itself.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.core.scene import BEFORE
from tests.handover.test_program import apart
from tests.tui.deciding import EVERYBODY, RISK, decide_now, sign_now
from tests.tui.desk import MEETING, desk, save, sitting_at

import chairtui.tui
from chairtui.core.actions import Action, CloseAction
from chairtui.core.children import Child
from chairtui.core.continuity import Doubt, Flaw
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Item, Paper
from chairtui.core.questions import Question
from chairtui.core.register import Attendee
from chairtui.core.sharing import Challenge, Contribution, Offer
from chairtui.core.vocabulary import ActionStatus, Circumstance, FollowKind, Horizon, Topic
from chairtui.live.auditing import Meant
from chairtui.live.library import Followed, SearchFor
from chairtui.live.replies import Reply
from chairtui.standards.verdict import Expected, Verdict
from chairtui.tables.chronology import Answers, Tabled
from chairtui.tables.table import Book, Line, Page
from chairtui.tui.rows import conflicts
from chairtui.tui.sheets import (
    afterwards,
    agencies,
    agenda,
    agreed,
    audit,
    capture,
    children,
    chronology,
    closing,
    columns,
    concern,
    continuity,
    deciding,
    delivery,
    enquiries,
    export,
    gate,
    handling,
    meaning,
    meeting_again,
    new_meeting,
    papers,
    partners,
    person,
    planning,
    records,
    register,
    requests,
    scheduling,
    search,
    settling,
    settling_conflicts,
    sharing,
)
from chairtui.tui.sheets.sheet import Sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps import following, handing
from chairtui.tui.widgets.form import FieldSpec

Fields = tuple[FieldSpec, ...]


OF_AN_ENQUIRY = Followed(
    meeting_id=MEETING,
    reference="SM-1",
    children="Kit",
    kind=FollowKind.ENQUIRY,
    item_id="kit",
    about="kit",
    what="The enquiry",
    who="",
    due_on="",
    also_on="",
)


class Scene(NamedTuple):
    """The sittings that forms are made from."""

    coming: Sitting
    held: Sitting
    signed: Sitting
    apart: Sitting
    folder: Path


def scene(folder: Path) -> Scene:
    """Return a meeting that is prepared, one that is held, one that is signed and one with a conflict."""
    coming = Sitting(desk(folder), MEETING)
    coming.live.do(*BEFORE)
    held = sitting_at(desk(folder), *EVERYBODY, RISK)
    signed = sitting_at(desk(folder), *EVERYBODY)
    decide_now(signed)
    sign_now(signed)
    save(
        signed, closing.late_sheet(signed), words="The scan shows more.", author="Cy", change="to be decided"
    )
    held.doubts = (Doubt(device_id="laptop", seq=3, hash="0" * 64, flaw=next(iter(Flaw))),)
    return Scene(coming, held, signed, Sitting(apart(folder)[0], MEETING), folder)


def _line(sitting: Sitting, key: str = "police") -> Attendee:
    return next(one for one in sitting.live.outcome.meeting.attendance.register if one.id == key)


def _kit(sitting: Sitting) -> Child:
    return sitting.live.outcome.meeting.concern.children[0]


def _verdict(sitting: Sitting) -> Verdict:
    return sitting.live.outcome.verdicts[0]


def _expected(sitting: Sitting) -> Expected:
    return sitting.expected(sitting.live.outcome.meeting)[0]


def _shown(sitting: Sitting) -> Meeting:
    return sitting.live.outcome.meeting


ACTION = Action(id="a1", what="Ring the school", owner="Ada Okoro")
PAGES = tuple(Page(name=name, lines=(Line(1, ("5 Mar 2026", "Seen", "School")),)) for name in ("A", "B"))
OPEN = Tabled(asks_order="1 can only have the month first", offered_years=1, offered_serials=1)
"""A table that leaves everything open."""
CONTRIBUTION = Contribution(id="c1", attendee_id="police", fact="Seen on Tuesday")

SHEETS: dict[str, Callable[[Scene], Sheet | None]] = {
    "afterwards.closing_sheet": lambda s: afterwards.closing_sheet(s.held, ACTION, ActionStatus.DONE),
    "afterwards.answer_sheet": lambda s: afterwards.answer_sheet(
        s.held, Question(id="q", words="Who saw him?")
    ),
    "afterwards.conference_sheet": lambda s: afterwards.conference_sheet(s.held),
    "afterwards.held_sheet": lambda s: afterwards.held_sheet(s.signed),
    "afterwards.next_meeting_sheet": lambda s: afterwards.next_meeting_sheet(s.held),
    "agenda.item_sheet": lambda s: agenda.item_sheet(s.coming, Item(id="i", title="Sharing", minutes=5)),
    "agenda.slot_sheet": lambda s: agenda.slot_sheet(s.coming, ""),
    "capture.contribution_sheet": lambda s: capture.contribution_sheet(s.held),
    "capture.action_sheet": lambda s: capture.action_sheet(s.held),
    "children.child_sheet": lambda s: children.child_sheet(s.held, "kit"),
    "children.family_sheet": lambda s: children.family_sheet(s.held),
    "children.voice_sheet": lambda s: children.voice_sheet(s.held, _kit(s.held)),
    "chronology.chronology_sheet": lambda s: chronology.chronology_sheet(s.held),
    "chronology.chronology_analysis_sheet": lambda s: chronology.chronology_analysis_sheet(s.held),
    "closing.gap_sheet": lambda s: closing.gap_sheet(s.held, _verdict(s.held)),
    "closing.not_known_sheet": lambda s: closing.not_known_sheet(s.held, _expected(s.held)),
    "closing.sign_sheet": lambda s: closing.sign_sheet(s.held),
    "closing.late_sheet": lambda s: closing.late_sheet(s.signed),
    "closing.answer_sheet": lambda s: closing.answer_sheet(s.signed, _shown(s.signed).closing.addenda[0].id),
    "concern.safety_sheet": lambda s: concern.safety_sheet(s.held),
    "concern.concern_sheet": lambda s: concern.concern_sheet(s.held),
    "concern.circumstances_sheet": lambda s: concern.circumstances_sheet(s.held),
    "concern.place_sheet": lambda s: concern.place_sheet(s.held),
    "concern.team_sheet": lambda s: concern.team_sheet(s.held),
    "concern.missing_sheet": lambda s: concern.missing_sheet(s.held),
    "concern.impact_sheet": lambda s: concern.impact_sheet(s.held, next(iter(Circumstance))),
    "continuity.accept_sheet": lambda s: continuity.accept_sheet(s.held),
    "deciding.decision_sheet": lambda s: deciding.decision_sheet(s.held),
    "delivery.delivery_sheet": lambda s: delivery.delivery_sheet(
        s.signed, _shown(s.signed).closing.distribution[0], listed=True
    ),
    "delivery.records_sent_sheet": lambda s: delivery.records_sent_sheet(
        s.signed, [_shown(s.signed).closing.distribution[0].id]
    ),
    "enquiries.enquiry_sheet": lambda s: enquiries.enquiry_sheet(s.signed, "kit"),
    "enquiries.census_sheet": lambda s: enquiries.census_sheet(s.signed, "kit"),
    "gate.gate_sheet": lambda s: gate.gate_sheet(
        s.held, s.held.live.outcome.verdicts, lambda _: concern.team_sheet(s.held)
    ),
    "handling.warning_sheet": lambda s: handling.warning_sheet(s.held, _verdict(s.held).id),
    "meaning.hypothesis_sheet": lambda s: meaning.hypothesis_sheet(s.held),
    "meaning.unknown_sheet": lambda s: meaning.unknown_sheet(s.held),
    "meaning.prompt_sheet": lambda s: meaning.prompt_sheet(s.held, s.held.desk.judge.deck(_shown(s.held))[0]),
    "meaning.threshold_sheet": lambda s: meaning.threshold_sheet(s.held, _kit(s.held)),
    "meeting_again.still_so_sheet": lambda s: meeting_again.still_so_sheet(s.coming, _shown(s.held)),
    "new_meeting.new_meeting_sheet": lambda s: new_meeting.new_meeting_sheet(s.coming.desk, "new"),
    "partners.partners_sheet": lambda s: partners.partners_sheet(s.held),
    "planning.new_action_sheet": lambda s: planning.new_action_sheet(s.held, Horizon.IMMEDIATE),
    "planning.nothing_sheet": lambda s: planning.nothing_sheet(s.held, Horizon.IMMEDIATE),
    "planning.contingency_sheet": lambda s: planning.contingency_sheet(s.held),
    "planning.question_sheet": lambda s: planning.question_sheet(s.held),
    "planning.further_sheet": lambda s: planning.further_sheet(s.held),
    "planning.seeing_sheet": lambda s: planning.seeing_sheet(s.held, "kit", seen=True),
    "person.person_sheet": lambda s: person.person_sheet(s.held, _line(s.held), known=False),
    "register.invitation_sheet": lambda s: register.invitation_sheet(s.held, _line(s.held)),
    "register.first_hand_sheet": lambda s: register.first_hand_sheet(s.held, _line(s.held)),
    "register.has_met_sheet": lambda s: register.has_met_sheet(s.held),
    "register.chair_sheet": lambda s: register.chair_sheet(s.held),
    "requests.request_sheet": lambda s: requests.request_sheet(s.coming, _line(s.coming)),
    "requests.reply_sheet": lambda s: requests.reply_sheet(s.coming),
    "requests.outside_sheet": lambda s: requests.outside_sheet(s.coming, Reply(), "police"),
    "requests.sent_sheet": lambda s: requests.sent_sheet(s.coming, Paper.INVITATION, ["police", "nurse"]),
    "scheduling.schedule_sheet": lambda s: scheduling.schedule_sheet(s.coming),
    "scheduling.availability_sheet": lambda s: scheduling.availability_sheet(s.coming, _line(s.coming)),
    "scheduling.joining_sheet": lambda s: scheduling.joining_sheet(s.coming),
    "scheduling.call_off_sheet": lambda s: scheduling.call_off_sheet(),
    "settling.position_sheet": lambda s: settling.position_sheet(s.held, _line(s.held), None),
    "settling.topic_sheet": lambda s: settling.topic_sheet(s.held, next(iter(Topic))),
    "settling.without_sheet": lambda s: settling.without_sheet(s.held, "Decided without health."),
    "settling.override_sheet": lambda s: settling.override_sheet(s.held),
    "settling_conflicts.conflict_sheet": lambda s: settling_conflicts.conflict_sheet(
        s.apart, f"{conflicts.PREFIX}{_shown(s.apart).conflicts[0].key}"
    ),
    "sharing.withheld_sheet": lambda s: sharing.withheld_sheet(s.held, _line(s.held)),
    "sharing.no_action_sheet": lambda s: sharing.no_action_sheet(CONTRIBUTION),
    "sharing.challenge_sheet": lambda s: sharing.challenge_sheet(
        s.held, _line(s.held), Challenge(id="h", attendee_id="police", words="Is it so?")
    ),
    "sharing.offer_sheet": lambda s: sharing.offer_sheet(
        s.held, _line(s.held), Offer(id="o", attendee_id="police", words="Door camera")
    ),
    "sharing.booking_sheet": lambda s: sharing.booking_sheet(s.held, _line(s.held)),
    "sharing.action_from": lambda s: sharing.action_from(s.held, CONTRIBUTION),
    "steps.following._sheet": lambda s: following._sheet(s.signed, OF_AN_ENQUIRY),
}
"""Module and name of what makes each sheet; they stand over a step of a meeting."""

FIELDS: dict[str, Callable[[Scene], Fields]] = {
    "audit.which_fields": lambda s: audit.which_fields(s.held.desk, Meant(), ("working-together-2018",)),
    "agreed.closing_fields": lambda s: agreed.closing_fields(
        CloseAction(action_id="a", status=ActionStatus.DONE), s.held.dates
    ),
    "agreed.hand_on_fields": lambda s: agreed.hand_on_fields((), s.held.desk.agencies),
    "agencies.agency_fields": lambda s: agencies.agency_fields(None),
    "audit.report_fields": lambda s: audit.report_fields(s.held.desk),
    "export.series_fields": lambda s: export.series_fields(s.signed.desk),
    "export.export_fields": lambda s: export.export_fields(s.signed),
    "chronology.file_fields": lambda s: chronology.file_fields(),
    "records.fields": lambda s: records.fields(s.signed),
    "meeting_again.next_fields": lambda s: meeting_again.next_fields(s.coming.desk),
    "new_meeting.fields_of_a_meeting": lambda s: new_meeting.fields_of_a_meeting(
        s.coming.desk, s.coming.dates
    ),
    "papers.fields": lambda s: papers.fields(s.coming, "request", _shown(s.coming).attendance.register),
    "search.filter_fields": lambda s: search.filter_fields(SearchFor(), s.held.desk),
    "steps.handing.receive_fields": lambda s: handing.receive_fields(s.held.desk.settings),
    "steps.handing._hand_over_fields": lambda s: handing._hand_over_fields(s.held.desk),
    "columns.table_fields": lambda s: columns.table_fields(
        Book(name="x", pages=PAGES), None, Answers(), OPEN
    ),
}
"""Module and name of what makes the fields of every other form."""

BY_SCREENS: dict[str, Callable[[Scene], Fields]] = {
    "elsewhere": lambda s: (FieldSpec("to", "File or folder", required=True, initial=str(s.folder)),),
}


MADE = ("Sheet", "Sheet | None", "tuple[FieldSpec, ...]")


def fields_of(at: Scene) -> Iterator[tuple[str, Fields]]:
    """Yield every form by its name, with its fields."""
    for name, make in SHEETS.items():
        sheet = make(at)
        assert sheet is not None, name
        yield name, sheet.fields
    for name, fields in (FIELDS | BY_SCREENS).items():
        yield name, fields(at)


NAMES = (*SHEETS, *FIELDS, *BY_SCREENS)


def makers() -> Iterator[str]:
    """Yield module and name of every function that makes a form, and is no part of one that is here."""
    for found in pkgutil.walk_packages(chairtui.tui.__path__, "chairtui.tui."):
        module = importlib.import_module(found.name)
        short = found.name.removeprefix("chairtui.tui.").removeprefix("sheets.")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            made = inspect.get_annotations(function).get("return", "")
            part = made == "tuple[FieldSpec, ...]" and ".sheets." in found.name and name.startswith("_")
            if function.__module__ == found.name and made in MADE and not part:
                yield f"{short}.{name}"
