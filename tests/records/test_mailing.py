"""Links that open a message in the mail program: what RFC 6068 asks for, and nobody's name in them."""

import re
import string
from dataclasses import replace as replace_desk
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from msgspec.structs import replace
from tests.records.prepared import HOSTILE, a_desk, paper

from chairtui.core.change import Refused
from chairtui.core.preparing import Paper
from chairtui.core.vocabulary import Sector
from chairtui.directory.agencies import Agencies, Agency, Contact
from chairtui.live.desk import Desk
from chairtui.records.delivery.mailing import LONGEST, address_of
from chairtui.records.preparation.invitations import mail_link
from chairtui.records.preparation.papers import mail_link_of

ALLOWED = set(string.ascii_letters + string.digits + "-._~%@?=&:")


def with_address(here: Desk, email: str, *contacts: Contact) -> Desk:
    agency = Agency(key="gp", name="GP", sector=Sector.HEALTH, email=email, contacts=contacts)
    return replace_desk(here, agencies=here.agencies.changed([agency]))


@pytest.mark.parametrize("kind", [Paper.INVITATION, Paper.UPDATE, Paper.CANCELLATION])
def test_the_link_says_what_the_message_says_to_whom_the_register_names(tmp_path: Path, kind: Paper) -> None:
    here, meeting = a_desk(tmp_path)
    here = with_address(here, "desk+gp@surgery.example")
    line = replace(meeting.attendance.register[0], agency="gp", name="")
    link = mail_link(meeting, kind, line, here.agencies)
    assert set(link) <= ALLOWED
    parts = urlsplit(link)
    said = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "desk+gp@surgery.example")
    assert said.keys() == {"subject", "body"}
    (subject,), (body,) = said["subject"], said["body"]
    assert "\n" not in body.replace("\r\n", "")
    whole = f"Subject: {subject}\n\n{body}".replace("\r\n", "\n")
    if kind is Paper.INVITATION:
        assert whole.splitlines()[3:] == paper(here, meeting, kind, "txt", line.id).decode().splitlines()[3:]
    assert subject.endswith("Strategy discussion DEMO-1")


def test_a_plus_stays_a_plus_and_a_space_is_no_plus(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    link = mail_link_of(with_address(here, "a+b@c.example"), meeting.id, Paper.INVITATION, "quist")
    assert "+" not in link
    assert "Strategy%20discussion" in link


def test_somebody_is_written_to_at_their_own_address_before_the_agencys() -> None:
    own = Contact(name="Ben Quist", email="ben@surgery.example")
    agency = Agency(key="gp", name="GP", sector=Sector.HEALTH, email="desk@surgery.example", contacts=(own,))
    _, meeting = a_desk(Path())
    line = replace(meeting.attendance.register[0], agency="gp", name="Ben Quist")
    agencies = Agencies({"gp": agency})
    assert address_of(line, meeting, agencies) == "ben@surgery.example"
    assert address_of(replace(line, name="Ann Ray"), meeting, agencies) == "desk@surgery.example"
    assert address_of(replace(line, agency="nobody"), meeting, agencies) == ""


def test_the_address_of_an_agency_here_is_not_that_of_its_like_elsewhere() -> None:
    here = Agency(key="gp", name="GP", sector=Sector.HEALTH, email="desk@surgery.example")
    _, meeting = a_desk(Path())
    line = replace(meeting.attendance.register[0], agency="gp", name="", area="Kent")
    assert address_of(line, meeting, Agencies({"gp": here})) == ""
    there = replace(here, key="gp@Kent", email="desk@kent.example")
    assert address_of(line, meeting, Agencies({"gp": here, "gp@Kent": there})) == "desk@kent.example"


@pytest.mark.parametrize(
    "wrong", ["no address", "a@b.example?cc=x@y.example", "a@b\r\nBcc: x@y.example", "a@b,c@d"]
)
def test_what_is_no_address_is_left_to_whoever_sends(tmp_path: Path, wrong: str) -> None:
    here, meeting = a_desk(tmp_path)
    line = replace(meeting.attendance.register[0], agency="gp", name="")
    link = mail_link(meeting, Paper.INVITATION, line, with_address(here, wrong).agencies)
    assert link.startswith("mailto:?subject=")


def test_no_name_is_in_any_link(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    for line in meeting.attendance.register:
        words = unquote(mail_link_of(here, meeting.id, Paper.INVITATION, line.id))
        assert not re.search("kian|sefton|donna|tyler", words, re.IGNORECASE)
        assert not line.name or line.name not in words


def test_hostile_text_adds_no_field_and_a_message_that_is_too_long_has_no_link(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    line = replace(meeting.attendance.register[0], agency="a&bcc=x@y.example\r\nBcc: z", area=HOSTILE[:60])
    link = mail_link(meeting, Paper.INVITATION, line, here.agencies)
    assert parse_qs(urlsplit(link).query).keys() == {"subject", "body"}
    assert len(link) <= LONGEST
    with pytest.raises(Refused, match="too long to be opened in the mail program"):
        mail_link(meeting, Paper.INVITATION, replace(line, agency="😀" * 100), here.agencies)


def test_without_a_time_there_is_no_message_to_open(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    with pytest.raises(Refused, match="no time yet"):
        mail_link(
            replace(meeting, scheduled_at=None),
            Paper.INVITATION,
            meeting.attendance.register[0],
            here.agencies,
        )
