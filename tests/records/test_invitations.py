"""Invitations: what RFC 5545 and RFC 5546 ask for, read by another parser, and nobody's name in them."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from msgspec.structs import replace
from tests.records.prepared import HOSTILE, MISSING, NOW, a_desk, paper

from chairtui.core.change import Refused
from chairtui.core.meeting import Meeting
from chairtui.core.naming import safe_reference
from chairtui.core.preparing import Item, NoteSent, Paper, Sent, usual_agenda
from chairtui.core.vocabulary import Form
from chairtui.records.naming import file_name

ASKED = (Paper.INVITATION, Paper.UPDATE, Paper.CANCELLATION)


def read(content: bytes) -> Any:
    return vobject.readOne(content.decode())


def at(meeting: Meeting, when: datetime) -> Meeting:
    return replace(meeting, scheduled_at=when)


@pytest.mark.parametrize("kind", ASKED)
def test_another_parser_reads_what_was_meant(tmp_path: Path, kind: Paper) -> None:
    here, meeting = a_desk(tmp_path)
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


def test_the_rules_of_the_format_hold(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
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
    assert len(event.attendee_list) == 1
    assert event.attendee.value == "invalid:nomail"
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
    content = paper(here, meeting, Paper.INVITATION, form, line.id).decode().replace("\r\n ", "")
    assert "kian" not in content.casefold()
    assert "sefton" not in content.casefold()
    assert line.sector.value in content


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
