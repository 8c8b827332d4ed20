"""The message that goes with a record: whom it reaches, what it says of the lock, and nobody's name."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from msgspec.structs import replace
from tests.records.prepared import HOSTILE
from tests.records.test_kinds import framed

from chairtui.core.change import Refused
from chairtui.core.delivery import Delivery
from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import RecordKind, Redaction, Sector
from chairtui.directory.agencies import Agencies, Agency, Contact
from chairtui.records.delivery.covering import LOCKED, Covering, covering
from chairtui.records.redaction.redacting import rule_for

SOURCE = "9-exemplary"
GP = Agency(
    key="gp",
    name="GP",
    sector=Sector.HEALTH,
    email="desk@surgery.example",
    contacts=(Contact(name="Ben Quist", email="ben@surgery.example"),),
)
AGENCIES = Agencies.load().changed([GP])
PHONE = "020 7946 0018"


@pytest.fixture
def signed(tmp_path: Path) -> Meeting:
    meeting = framed(tmp_path, SOURCE).meeting
    chair = replace(meeting.attendance.chairs[-1], phone=PHONE)
    chairs = (*meeting.attendance.chairs[:-1], chair)
    return replace(meeting, attendance=replace(meeting.attendance, chairs=chairs))


def to(meeting: Meeting, **fields: object) -> Covering:
    given = {"id": "d", "recipient": "Ben Quist", "agency": "gp", "record": RecordKind.NOTICE, **fields}
    return covering(meeting, Delivery(**given), AGENCIES)  # type: ignore[arg-type]


def test_it_reaches_whom_the_register_names(signed: Meeting) -> None:
    assert to(signed).address == "ben@surgery.example"
    assert to(signed, recipient="The practice").address == "desk@surgery.example"
    assert to(signed, agency="", recipient="Gwen Tully").address == ""
    assert to(signed, agency="", recipient="Gwen Tully").words.startswith("To: not in the register")


@pytest.mark.parametrize("locked", LOCKED)
def test_it_says_how_the_file_is_locked_and_never_with_what(signed: Meeting, locked: str) -> None:
    assert LOCKED[locked] in to(signed, locked=locked).body


def test_no_name_is_in_any_message(signed: Meeting) -> None:
    concern, register = signed.concern, signed.attendance.register
    family = [one.name for one in (*concern.children, *concern.family)]  # type: ignore[attr-defined]
    staff = [one.name for one in (*register, *signed.attendance.chairs)]  # type: ignore[attr-defined]
    names = {part for name in (*family, *staff) for part in name.split() if len(part) > 2}
    titled = replace(signed, reference=f"{concern.children[0].name} strategy")
    for one in signed.closing.distribution:
        for record in RecordKind:
            cover = covering(titled, replace(one, record=record), AGENCIES)
            told = cover.body + cover.subject
            assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", told)], record


def test_the_link_says_what_the_message_says(signed: Meeting) -> None:
    cover = to(signed)
    parts = urlsplit(cover.link)
    said = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", cover.address)
    assert said == {"subject": [cover.subject], "body": [cover.body.replace("\n", "\r\n")]}


def test_hostile_words_are_one_line_and_no_field(signed: Meeting) -> None:
    hostile = replace(signed, reference=HOSTILE)
    cover = to(hostile, agency=HOSTILE, recipient=HOSTILE)
    assert "\n" not in cover.subject
    with pytest.raises(Refused, match="too long"):
        _ = cover.link
    short = to(replace(signed, reference="a\r\nBcc: x@y.example&cc=z@y.example"))
    assert parse_qs(urlsplit(short.link).query).keys() == {"subject", "body"}


def test_agencies_are_told_whom_to_ring_and_readers_outside_them_are_not(signed: Meeting) -> None:
    assert PHONE in to(signed).body
    assert PHONE not in to(signed, agency="", recipient="Gwen Tully").body
    referred = replace(signed, concern=replace(signed.concern, referrer="Gwen Tully"))
    assert PHONE not in to(referred, agency="", recipient="Gwen Tully").body


def test_whoever_has_another_version_is_told_that_this_takes_its_place(signed: Meeting) -> None:
    at = signed.closing.signature.signed_at if signed.closing.signature else None
    assert "takes the place" not in to(signed).body
    assert "takes the place" in to(signed, sent_at=at, sent_version=1, sent_mark="other").body


@pytest.mark.parametrize("record", RecordKind)
def test_no_copy_with_parts_left_out_is_called_the_full_record(signed: Meeting, record: RecordKind) -> None:
    for one in signed.closing.distribution:
        for redactions in (None, (), (Redaction.NUMBERS,)):
            copy = replace(one, record=record, redactions=redactions)
            body = covering(signed, copy, AGENCIES).body
            full = record is RecordKind.FULL and not rule_for(signed, copy)
            cut = record is RecordKind.FULL and not full
            assert (("the full record" in body), ("says what is left out" in body)) == (full, cut)
