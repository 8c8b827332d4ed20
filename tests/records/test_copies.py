"""No copy of a record has anything that is private to somebody else, in any form, anywhere in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace
from tests.records.copies import Seeded, leaves
from tests.records.prepared import NOW, everything_in

from chairtui.core.change import Refused
from chairtui.core.closing import SignedOff
from chairtui.core.delivery import Delivery
from chairtui.core.history.log import Row, encode
from chairtui.core.meeting import Meeting
from chairtui.core.recipients import GETS, Involvement, involvement_of
from chairtui.core.register import Invitation
from chairtui.core.vocabulary import Answer, RecordKind, Sector
from chairtui.core.with_ids import put
from chairtui.live.formats import FORMATS, Kind
from chairtui.records.content.frame import Frame
from chairtui.records.delivery.exporting import written
from chairtui.records.redaction.kinds import frame_for
from chairtui.records.redaction.who_sees import TABLE

READABLE = [part for form in FORMATS if form.kind is not Kind.MEETING for part in form.files]
"""The forms in which a recipient gets a record; the interchange document is always the whole meeting."""

SORTS = {
    "all": ("reference authority concern.children.name closing.signature.name attendance.override.chair"),
    "agencies": "attendance.register.agency attendance.register.area attendance.register.called "
    "attendance.chairs.name attendance.chairs.grade attendance.chairs.phone",
    "named": (
        "profile attendance.register.name attendance.register.job concern.words concern.family.name "
        "concern.family.relationship"
    ),
    "full": (
        "id urgent_because preparing.cancelled_because preparing.agenda attendance.register "
        "attendance.chairs.reason attendance.override.reason concern.late_because concern.children.open_to "
        "concern.children.birth.source "
        "concern.family.open_to concern.team concern.safety concern.voices concern.missing series.earlier "
        "deciding.positions deciding.settled deciding.without_note plan.conference plan.enquiries "
        "closing.signature.gaps closing.distribution warnings"
    ),
    "referrer": "concern.referrer",
    "places": (
        "concern.places concern.children.setting concern.children.lives_with concern.missing.last_seen "
        "concern.missing.likely_places concern.missing.searching"
    ),
    "local": "concern.children.local_id",
    "nhs": "concern.children.nhs_number",
    "upn": "concern.children.upn",
    "shared": (
        "concern.impacts sharing.contributions sharing.turns sharing.challenges sharing.offers "
        "sharing.bookings closing.addenda"
    ),
    "chronology": "sharing.chronology sharing.chronology_analysis",
    "analysis": "analysis deciding.decisions.rationale deciding.decisions.anew_because",
    "actions": (
        "series.carried plan.actions plan.nothing_needed plan.contingencies plan.questions plan.further "
        "plan.seeing"
    ),
    "own": "preparing.requests preparing.sent preparing.availability",
    "nobody": (
        "preparing.joining preparing.sent.joining concern.census conflicts series.earlier.attended "
        "series.earlier.discussed "
        "closing.distribution.redactions_because "
        "closing.distribution.locked closing.distribution.returned_because closing.signature.naming "
        "closing.filed closing.hold"
    ),
}
"""What the texts of a meeting are, by whom they may be seen; the longest name that fits counts."""

KEYS = "id attendee_id owner_id child_id deputy_for tells answers children facts"
IDS = {f"{part}.{field}" for part, field in leaves(Meeting) if part and field in KEYS.split()} - {
    "analysis.prompts.id"
}
"""What points at something else, and is shown to nobody; a question of the deck may be shown by its key."""

FULL = {"all", "agencies", "named", "full", "places", "shared", "chronology", "analysis", "actions"}
ROWS = (
    Row(
        meeting_id="m",
        device_id="d",
        seq=1,
        event_id="e",
        act_id="e",
        lamport=1,
        seen=(),
        kind="SignedOff",
        version=1,
        at=NOW,
        actor="Zqactor",
        body=encode(SignedOff(name="Zqbody")),
        hash="f" * 64,
    ),
)
"""A history whose words belong to nobody who gets a copy."""

NUMBERS = {"local", "nhs", "upn"}

THEIRS = (
    "preparing.requests preparing.sent attendance.register series.carried sharing.contributions "
    "sharing.turns sharing.challenges sharing.offers sharing.bookings deciding.positions plan.actions "
    "plan.contingencies plan.questions plan.further plan.seeing"
).split()
"""The parts of which a involvement of more than a notice sees what is theirs."""

A_SIBLINGS = (
    "concern.children concern.family concern.voices concern.places analysis.judgements plan.enquiries "
    "plan.seeing sharing.contributions deciding.decisions deciding.positions plan.actions "
    "warnings closing.signature.gaps closing.distribution"
).split()
"""The parts of which the record for one child has nothing that is another child's."""


class Case(Struct, frozen=True, kw_only=True):
    """A recipient, and the sorts of text that they may see."""

    involvement: Involvement
    record: RecordKind
    sees: frozenset[str]
    sector: Sector = Sector.OTHER
    child_id: str = ""


def case(
    involvement: Involvement,
    record: RecordKind,
    sees: set[str],
    sector: Sector = Sector.OTHER,
    child: str = "",
) -> Case:
    return Case(involvement=involvement, record=record, sees=frozenset(sees), sector=sector, child_id=child)


TOOK_PART, ABSENT, ONE_ITEM = Involvement.TOOK_PART, Involvement.ABSENT, Involvement.ONE_ITEM
K = RecordKind
EXTRACT = {"all", "agencies", "named"}

CASES = {
    "social worker who took part": case(TOOK_PART, K.FULL, FULL | NUMBERS | {"referrer"}, Sector.SOCIAL_WORK),
    "police who took part": case(TOOK_PART, K.FULL, FULL | {"referrer"}, Sector.POLICE),
    "health who took part": case(TOOK_PART, K.FULL, FULL | {"nhs"}, Sector.HEALTH),
    "education who took part": case(TOOK_PART, K.FULL, FULL | {"upn"}, Sector.EDUCATION),
    "housing who took part": case(TOOK_PART, K.FULL, FULL, Sector.HOUSING),
    "education who was absent": case(ABSENT, K.EXTRACT, EXTRACT | {"upn"}, Sector.EDUCATION),
    "health for one item": case(ONE_ITEM, K.EXTRACT, EXTRACT | {"nhs"}, Sector.HEALTH),
    "social worker with an extract": case(
        TOOK_PART, K.EXTRACT, EXTRACT | NUMBERS | {"referrer"}, Sector.SOCIAL_WORK
    ),
    "health that was not invited": case(
        Involvement.NOT_INVITED, K.NOTICE, {"all", "agencies"}, Sector.HEALTH
    ),
    "the referrer": case(Involvement.REFERRER, K.NOTICE, {"all", "referrer"}),
    "owner of an action": case(Involvement.OWNER, K.NOTICE, {"all"}),
    "somebody else": case(Involvement.OTHER, K.NOTICE, {"all"}),
    "social worker, about one child": case(
        TOOK_PART, K.CHILD, FULL | NUMBERS | {"referrer"}, Sector.SOCIAL_WORK, "kid"
    ),
    "school that was absent, about one child": case(
        ABSENT, K.EXTRACT, EXTRACT | {"upn"}, Sector.EDUCATION, "kid"
    ),
    "not invited, about one child": case(Involvement.NOT_INVITED, K.NOTICE, {"all", "agencies"}, child="kid"),
}


def delivery_of(seeded: Seeded, case: Case) -> tuple[Meeting, Delivery]:
    """Return the meeting with its recipient in their place, and the delivery to them."""
    meeting = seeded.meeting
    given: dict[str, Any] = {"id": "d", "record": case.record, "child_id": case.child_id}
    if case.involvement is Involvement.REFERRER:
        return meeting, Delivery(recipient=meeting.concern.referrer, **given)
    if case.involvement is Involvement.OWNER:
        return meeting, Delivery(recipient=meeting.plan.actions[1].owner, **given)
    if case.involvement is Involvement.OTHER:
        return meeting, Delivery(recipient="Somebody", **given)
    line = replace(meeting.attendance.register[0], sector=case.sector)
    if case.involvement is Involvement.ONE_ITEM:
        line = replace(line, only_for="One item")
    if case.involvement is Involvement.ABSENT:
        line = replace(line, stays=())
    if case.involvement is Involvement.NOT_INVITED:
        left_out = Invitation(answer=Answer.NOT_INVITED, reason="Forgotten")
        line = replace(line, stays=(), written_at=None, invitation=left_out)
    attendance = replace(meeting.attendance, register=put(meeting.attendance.register, line))
    return replace(meeting, attendance=attendance), Delivery(
        recipient=line.name, attendee_id=line.id, **given
    )


def copy_of(meeting: Meeting, delivery: Delivery, form: str) -> bytes:
    """Return what a recipient gets in a form; nothing where the form has nothing for them."""
    try:
        return written(frame_for(Frame(meeting=meeting, rows=ROWS), delivery), form, NOW)
    except Refused:
        assert form == "ics"
        return b""


def sort_of(place: str) -> str:
    """Return what sort of text stands in a field."""
    if place in IDS:
        return "nobody"
    fitting = [
        (len(name), sort)
        for sort, names in SORTS.items()
        for name in names.split()
        if place == name or place.startswith(f"{name}.")
    ]
    assert fitting, f"nobody has settled who may see {place}"
    return max(fitting)[1]


def may_see(case: Case, place: str, side: str) -> bool:
    part = place.rpartition(".")[0]
    within = [name for name in (*A_SIBLINGS, *THEIRS) if part == name or part.startswith(f"{name}.")]
    if case.child_id and side == "sib" and set(within) & set(A_SIBLINGS):
        return False
    if side == "mine" and case.record is not K.NOTICE and set(within) & set(THEIRS):
        return True
    if place == "attendance.register.name" and side == "mine":
        return True
    owner = {Involvement.OWNER: "other", Involvement.REFERRER: "", Involvement.OTHER: ""}.get(
        case.involvement, "mine"
    )
    if place in ("plan.actions.what", "plan.actions.owner", "plan.actions.agency") and side == owner:
        return True
    return sort_of(place) in case.sees


def shown(seeded: Seeded, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the fields whose texts are in a file, each with whose it is."""
    text = everything_in(content).casefold()
    assert "zqactor" not in text
    assert "zqbody" not in text
    found = set(re.findall(r"zq\d+x", text))
    for word, (place, side) in seeded.words.items():
        if word.casefold() in found:
            yield place, side


def test_every_field_of_a_meeting_stands_in_the_table_of_sight() -> None:
    settled = [(row.part, field) for row in TABLE for field in row.fields.split()]
    assert sorted(settled) == sorted(set(settled)), "a field stands there twice"
    assert set(settled) == set(leaves(Meeting))


def test_every_text_of_a_meeting_is_of_a_sort() -> None:
    for place, _ in Seeded().words.values():
        sort_of(place)


@pytest.mark.parametrize("form", READABLE)
@pytest.mark.parametrize("name", CASES)
def test_nothing_private_to_others_is_anywhere_in_a_copy(name: str, form: str) -> None:
    seeded, case = Seeded(), CASES[name]
    meeting, delivery = delivery_of(seeded, case)
    assert involvement_of(meeting, delivery) is case.involvement
    content = copy_of(meeting, delivery, form)
    found = set(shown(seeded, content))
    assert {one for one in found if not may_see(case, *one)} == set()


@pytest.mark.parametrize("name", CASES)
def test_what_a_recipient_may_see_is_in_their_copy(name: str) -> None:
    seeded, case = Seeded(), CASES[name]
    meeting, delivery = delivery_of(seeded, case)
    found = set(shown(seeded, copy_of(meeting, delivery, "md")))
    for place, side in (
        ("concern.children.name", "other"),
        ("concern.words", "other"),
        ("concern.referrer", "other"),
        ("concern.children.nhs_number", "other"),
        ("concern.children.upn", "other"),
        ("concern.children.local_id", "other"),
        ("concern.places.name", "other"),
        ("sharing.contributions.fact", "mine"),
        ("sharing.contributions.fact", "other"),
        ("sharing.contributions.fact", "sib"),
        ("sharing.chronology.words", "other"),
        ("analysis.hypotheses.words", "mine"),
        ("deciding.decisions.rationale.risks", "other"),
        ("deciding.positions.reason", "mine"),
        ("plan.actions.what", "mine"),
        ("plan.actions.what", "other"),
        ("closing.addenda.words", "other"),
        ("attendance.register.called", "other"),
        ("closing.signature.name", "other"),
    ):
        if place == "closing.addenda.words" and case.record is K.EXTRACT:
            continue
        assert ((place, side) in found) is may_see(case, place, side), (place, side)


def test_the_rule_gives_each_sort_of_recipient_its_kind() -> None:
    by_rule = {
        Involvement.TOOK_PART: K.FULL,
        Involvement.ONE_ITEM: K.EXTRACT,
        Involvement.ABSENT: K.EXTRACT,
        Involvement.NOT_INVITED: K.NOTICE,
        Involvement.REFERRER: K.NOTICE,
        Involvement.OWNER: K.NOTICE,
        Involvement.OTHER: K.NOTICE,
    }
    for one in CASES.values():
        assert GETS[involvement_of(*delivery_of(Seeded(), one))] is by_rule[one.involvement]
