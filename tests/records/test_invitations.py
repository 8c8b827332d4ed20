"""Invitations: what RFC 5545 and RFC 5546 ask for, read by another parser, and nobody's name in them."""

import re
from dataclasses import replace as replace_desk
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from msgspec.structs import replace
from tests.records.prepared import HOSTILE, MISSING, NOW, a_desk, paper

from chairtui.core.change import Refused
from chairtui.core.joining import NOT_SAID, Joining
from chairtui.core.meeting import Meeting
from chairtui.core.naming import folder_name, safe_reference
from chairtui.core.preparing import Item, NoteSent, Paper, Sent, usual_agenda
from chairtui.core.register import UNASKED
from chairtui.core.scheduling import updates_due
from chairtui.core.vocabulary import Answer, Form
from chairtui.directory.agencies import Agency, Contact
from chairtui.live.desk import Desk
from chairtui.records.delivery.naming import file_name

ASKED = (Paper.INVITATION, Paper.UPDATE, Paper.CANCELLATION)


def read(content: bytes) -> Any:
    return vobject.readOne(content.decode())


def at(meeting: Meeting, when: datetime) -> Meeting:
    return replace(meeting, scheduled_at=when)


def with_addresses(here: Desk, *, but: str = "", **contacts: str) -> Desk:
    """Return a desk whose register has an address for each agency, and for some people."""
    own = tuple(Contact(name=name.replace("_", " "), email=email) for name, email in contacts.items())
    filled = [
        replace(one, email="" if one.key == but else f"{one.key}@agency.example", contacts=own)
        for one in here.agencies.all()
    ]
    return replace_desk(here, agencies=here.agencies.changed(filled))


@pytest.mark.parametrize("kind", ASKED)
def test_another_parser_reads_what_was_meant(tmp_path: Path, kind: Paper) -> None:
    here, meeting = a_desk(tmp_path)
    here = with_addresses(here)
    found = read(paper(here, meeting, kind, "ics", "quist"))
    event = found.vevent
    assert found.method.value == ("CANCEL" if kind is Paper.CANCELLATION else "REQUEST")
    assert event.dtstart.value == meeting.scheduled_at
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=55)
    assert event.dtstart.value.utcoffset() == timedelta(0)
    assert event.dtstamp.value == NOW
    assert event.sequence.value == ("0" if kind is Paper.INVITATION else "1")
    assert event.contents["class"][0].value == "CONFIDENTIAL"
    assert event.status.value == ("CANCELLED" if kind is Paper.CANCELLATION else "CONFIRMED")
    assert "DEMO-1" in event.summary.value
    assert len(event.attendee_list) == 1


NIGHTS = [datetime(2027, 10, 30, 22, tzinfo=UTC) + timedelta(minutes=30 * number) for number in range(12)] + [
    datetime(2027, 3, 27, 22, tzinfo=UTC) + timedelta(minutes=30 * number) for number in range(12)
]


@pytest.mark.parametrize("starts", NIGHTS, ids=str)
def test_an_entry_in_a_night_in_which_clocks_change_is_as_long_as_the_meeting(
    tmp_path: Path, starts: datetime
) -> None:
    here, meeting = a_desk(tmp_path)
    event = read(paper(here, at(meeting, starts), Paper.INVITATION, "ics")).vevent
    assert event.dtstart.value == starts
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=55)
    # Also for who takes what stands in the file without its zone.
    walls = [one.value.replace(tzinfo=None) for one in (event.dtstart, event.dtend)]
    assert walls[0] < walls[1]


def test_invitations_come_from_the_team_and_go_to_addresses_of_the_register(
    tmp_path: Path,
) -> None:
    here, meeting = a_desk(tmp_path)
    own = with_addresses(here, Ben_Quist="ben@own.example")
    event = read(paper(own, meeting, Paper.INVITATION, "ics", "quist")).vevent
    assert event.organizer.value == "mailto:social-care@agency.example"
    assert event.attendee.value == "mailto:ben@own.example"
    shared = paper(own, meeting, Paper.INVITATION, "ics").decode()
    assert "ben@own.example" not in shared  # what all get shows nobody's own address
    assert "youth-justice@agency.example" in shared.replace("\r\n ", "")


@pytest.mark.parametrize("kind", ASKED)
def test_without_an_address_there_is_no_organizer_no_attendee_and_nothing_to_answer(
    tmp_path: Path, kind: Paper
) -> None:
    here, meeting = a_desk(tmp_path)
    agency = next(one.agency for one in meeting.attendance.register if one.id == "quist")
    for one in (here, with_addresses(here, but="social-care"), with_addresses(here, but=agency)):
        content = paper(one, meeting, kind, "ics", "quist").decode()
        assert not any(word in content for word in ("METHOD", "ORGANIZER", "ATTENDEE", "invalid:"))
        assert read(content.encode()).vevent.dtstart.value == meeting.scheduled_at
    some = paper(with_addresses(here, but=agency), meeting, kind, "ics").decode()
    assert some.count("ATTENDEE") == len(meeting.attendance.register) - 2  # one declined, one has none


WAY_IN = Joining(
    link="https://meet.example/j/19%3a?a=1&b=2", number="020 7946 0018, code 44 15#", room="B 2.04"
)


def with_way_in(meeting: Meeting, joining: Joining = WAY_IN) -> Meeting:
    return replace(meeting, preparing=replace(meeting.preparing, joining=joining))


@pytest.mark.parametrize("line_id", ["", "quist"])
def test_how_to_join_is_in_every_invitation_and_calendar_entry(tmp_path: Path, line_id: str) -> None:
    here, meeting = a_desk(tmp_path)
    meeting = with_way_in(meeting)
    for kind in (Paper.INVITATION, Paper.UPDATE):
        words = paper(here, meeting, kind, "txt", line_id).decode()
        assert f"How to join: Link: {WAY_IN.link}" in words
        assert f"or By telephone: {WAY_IN.number}" in words
        event = read(paper(here, meeting, kind, "ics", line_id)).vevent
        assert event.url.value == WAY_IN.link
        assert event.location.value == WAY_IN.room
        ways = {one.value: one.params for one in event.contents["conference"]}
        assert ways.keys() == {WAY_IN.link, "tel:02079460018"}
        assert all(params["VALUE"] == ["URI"] for params in ways.values())
        assert WAY_IN.number in event.description.value


def test_whoever_is_not_invited_is_not_told_how_to_join(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    meeting = with_way_in(meeting)
    for answer in UNASKED:
        left_out = answered(meeting, "quist", answer)
        for kind in ASKED:
            for form in ("txt", "ics"):
                told = paper(here, left_out, kind, form, "quist").decode().replace("\r\n ", "")
                assert not any(word in told for word in (WAY_IN.link, "7946", WAY_IN.room)), (kind, form)
        assert WAY_IN.room not in paper(here, left_out, Paper.PACK, "md", "quist").decode()
    assert WAY_IN.room in paper(here, meeting, Paper.PACK, "md", "quist").decode()
    assert WAY_IN.room in paper(here, meeting, Paper.PACK, "md").decode()


def answered(meeting: Meeting, line_id: str, answer: Answer) -> Meeting:
    register = tuple(
        replace(one, invitation=replace(one.invitation, answer=answer)) if one.id == line_id else one
        for one in meeting.attendance.register
    )
    return replace(meeting, attendance=replace(meeting.attendance, register=register))


def test_a_cancellation_leads_nobody_into_the_meeting(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    for form in ("txt", "ics"):
        told = paper(here, with_way_in(meeting), Paper.CANCELLATION, form, "quist").decode()
        assert "meet.example" not in told


def test_an_invitation_without_it_says_that_it_is_not_said_yet(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    assert f"How to join: {NOT_SAID}\n" in paper(here, meeting, Paper.INVITATION, "txt", "quist").decode()
    called = replace(meeting, form=Form.CALLS)
    assert "you are called by telephone" in paper(here, called, Paper.INVITATION, "txt", "quist").decode()


@pytest.mark.parametrize("kind", Paper)
def test_how_to_join_is_in_no_file_name(tmp_path: Path, kind: Paper) -> None:
    _, meeting = a_desk(tmp_path)
    meeting = with_way_in(meeting)
    assert file_name(meeting, kind, "gp", "txt", NOW) == file_name(
        with_way_in(meeting, Joining()), kind, "gp", "txt", NOW
    )
    assert folder_name(meeting) == folder_name(with_way_in(meeting, Joining()))


def test_whoever_was_sent_another_way_in_is_due_an_update(tmp_path: Path) -> None:
    _, meeting = a_desk(tmp_path)
    sent = Sent(id="s", attendee_id="quist", paper=Paper.INVITATION, meeting_at=meeting.scheduled_at)
    before = replace(meeting, preparing=replace(meeting.preparing, sent=(sent,)))
    assert updates_due(before) == ()
    assert updates_due(with_way_in(before)) == ("quist",)
    told = replace(sent, joining=WAY_IN)
    assert updates_due(with_way_in(replace(before, preparing=replace(before.preparing, sent=(told,))))) == ()


def test_the_rules_of_the_format_hold(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    here = with_addresses(here)
    content = paper(here, replace(meeting, reference=HOSTILE), Paper.INVITATION, "ics")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    unfolded = content.decode().replace("\r\n ", "")
    names = [re.split("[;:]", line)[0] for line in unfolded.split("\r\n") if line]
    for once in (
        "PRODID",
        "VERSION",
        "METHOD",
        "UID",
        "DTSTAMP",
        "SEQUENCE",
        "ORGANIZER",
        "SUMMARY",
        "CLASS",
    ):
        assert names.count(once) == 1, once
    assert names.count("BEGIN") == names.count("END")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", unfolded)
    assert names.count("ATTENDEE") == len(meeting.attendance.register) - 1  # one declined


def test_hostile_text_is_one_text_and_adds_no_line(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    words = 'a\r\nATTENDEE:mailto:x@y.z\nEND:VEVENT; b, c\\n "d" : ^n'
    line = replace(meeting.attendance.register[5], area=words, agency=words)
    register = (*meeting.attendance.register[:5], line)
    meeting = replace(meeting, reference=words, attendance=replace(meeting.attendance, register=register))
    event = read(paper(here, meeting, Paper.INVITATION, "ics", line.id)).vevent
    assert not hasattr(event, "attendee")
    assert "a ATTENDEE:mailto:x@y.z END:VEVENT; b, c\\n" in event.summary.value


@pytest.mark.parametrize(
    ("when", "offset"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), None),  # 00:30, before the clocks go forward
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), None),
        (datetime(2026, 7, 1, 9, tzinfo=UTC), 1),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), None),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), None),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), 0),
    ],
)
def test_the_clocks_of_england_are_carried_with_it_and_utc_in_the_night_in_which_they_change(
    tmp_path: Path, when: datetime, offset: int | None
) -> None:
    here, meeting = a_desk(tmp_path)
    content = paper(here, at(meeting, when), Paper.INVITATION, "ics", "quist")
    local = (when + timedelta(hours=offset or 0)).strftime("%Y%m%dT%H%M%S")
    said = f"DTSTART:{local}Z" if offset is None else f"DTSTART;TZID=Europe/London:{local}"
    assert said.encode() in content
    assert content.count(b"BEGIN:VTIMEZONE") == 1
    assert len(content) < 3_000
    assert read(content).vevent.dtstart.value == when


def test_no_name_of_the_family_is_in_any_invitation(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    meeting = replace(meeting, reference="Kian S. strategy")
    for kind in ASKED:
        for form in ("ics", "txt"):
            for whose in ("", *(line.id for line in meeting.attendance.register)):
                words = paper(here, meeting, kind, form, whose).decode().replace("\r\n ", "")
                assert not re.search("kian|sefton|donna|tyler", words, re.IGNORECASE)


@pytest.mark.parametrize("paper_kind", [Paper.UPDATE, Paper.CANCELLATION])
def test_what_replaces_an_invitation_counts_on_though_nobody_noted_that_it_was_sent(
    tmp_path: Path, paper_kind: Paper
) -> None:
    here, meeting = a_desk(tmp_path)
    meeting = replace(meeting, preparing=replace(meeting.preparing, sent=()))
    assert read(paper(here, meeting, Paper.INVITATION, "ics", "quist")).vevent.sequence.value == "0"
    assert read(paper(here, meeting, paper_kind, "ics", "quist")).vevent.sequence.value == "1"


def test_an_update_keeps_the_uid_and_counts_on(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    first = read(paper(here, meeting, Paper.INVITATION, "ics", "quist")).vevent
    sent = Sent(id="s1", attendee_id="quist", paper=Paper.INVITATION, sequence=0, channel="secure email")
    meeting = here.open(meeting.id).do(NoteSent(sent=sent)).meeting
    moved = at(meeting, NOW + timedelta(days=1))
    update = read(paper(here, moved, Paper.UPDATE, "ics", "quist")).vevent
    assert update.uid.value == first.uid.value
    assert update.sequence.value == "1"
    assert update.dtstart.value != first.dtstart.value
    other = read(paper(here, meeting, Paper.INVITATION, "ics", "osei")).vevent
    assert (other.uid.value, other.sequence.value) != (first.uid.value, "1")
    assert read(paper(here, meeting, Paper.INVITATION, "ics")).vevent.sequence.value == "1"


def test_who_has_a_slot_is_invited_for_it_alone(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    slot = Item(id="slot", title="What the GP knows", minutes=10, attendee_id="quist")
    items = (*usual_agenda()[:2], slot, *usual_agenda()[2:])
    meeting = replace(meeting, preparing=replace(meeting.preparing, agenda=items), scheduled_at=NOW)
    event = read(paper(here, meeting, Paper.INVITATION, "ics", "quist")).vevent
    assert event.dtstart.value == NOW + timedelta(minutes=10)
    assert event.dtend.value == NOW + timedelta(minutes=20)
    assert "this part" in event.description.value
    assert "12:10 to 12:20" in paper(here, meeting, Paper.INVITATION, "txt", "quist").decode()


def test_a_meeting_by_telephone_says_so(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    meeting = replace(meeting, form=Form.TELEPHONE)
    assert read(paper(here, meeting, Paper.INVITATION, "ics")).vevent.location.value == "By telephone"


def test_without_a_time_or_anybody_there_is_no_invitation(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    with pytest.raises(Refused, match="no time yet"):
        paper(here, replace(meeting, scheduled_at=None), Paper.INVITATION, "ics")
    with pytest.raises(Refused, match="nobody to invite"):
        paper(here, replace(meeting, attendance=type(meeting.attendance)()), Paper.INVITATION, "ics")
    with pytest.raises(Refused, match="can be written as ics, txt, not as docx"):
        paper(here, meeting, Paper.INVITATION, "docx")


@pytest.mark.parametrize("form", ["ics", "txt"])
def test_an_agency_that_bears_a_name_of_the_family_is_called_by_its_sector(tmp_path: Path, form: str) -> None:
    here, meeting = a_desk(tmp_path)
    line = replace(meeting.attendance.register[5], agency="home-of-kian-sefton", called="Sefton's home")
    register = (*meeting.attendance.register[:5], line)
    meeting = replace(
        meeting, reference="KIANSEFTON", attendance=replace(meeting.attendance, register=register)
    )
    home = Agency(key=line.agency, name="Sefton's", sector=line.sector, email="office@agency.example")
    known = with_addresses(replace_desk(here, agencies=here.agencies.changed([home])))
    content = paper(known, meeting, Paper.INVITATION, form, line.id).decode().replace("\r\n ", "")
    told = content.replace("mailto:home-of-kian-sefton@agency.example", "")  # where it gets its own post
    assert "kian" not in told.casefold()
    assert "sefton" not in told.casefold()
    assert line.sector.value in content
    shared = paper(known, meeting, Paper.INVITATION, form).decode().replace("\r\n ", "")
    assert "sefton" not in shared.casefold()


def test_files_are_named_by_reference_date_and_agency(tmp_path: Path) -> None:
    _, meeting = a_desk(tmp_path, MISSING)
    name = file_name(meeting, Paper.REQUEST, "police@Hertfordshire", "docx", NOW)
    assert name == "DEMO-1-2026-03-09-request-police-Hertfordshire-made-20260309-120000.docx"
    assert safe_reference(replace(meeting, reference="Sefton/1")).startswith("Meeting ")
    for told in ("SM-KianS-1", "KIANSEFTON2", "sm_séfton"):
        assert safe_reference(replace(meeting, reference=told)).startswith("Meeting ")
    of_them = replace(meeting, id="kian-sefton", reference="Sefton")
    assert "SEFTON" not in safe_reference(of_them)
    assert "efton" not in file_name(meeting, Paper.REQUEST, "sefton-nursery", "docx", NOW)
    hostile = file_name(replace(meeting, reference="../../etc\x00"), Paper.PACK, "../x", "pdf", NOW)
    assert re.fullmatch(r"[A-Za-z0-9-]+\.pdf", hostile)


@pytest.mark.parametrize("kind", ASKED)
def test_a_meeting_planned_for_now_begins_on_a_whole_minute_in_every_calendar(
    tmp_path: Path, kind: Paper
) -> None:
    here, meeting = a_desk(tmp_path)
    begins = meeting.scheduled_at
    assert begins is not None
    now = at(meeting, begins + timedelta(seconds=41, microseconds=7))
    for line in ("quist", ""):
        event = read(paper(here, now, kind, "ics", line)).vevent
        assert (event.dtstart.value, event.dtend.value.second) == (begins, 0)
