"""The message that goes with a recipient's record: to copy, or as a link for the mail program.

As in invitations it has the reference and nobody's name: what the case is about stands in the file alone.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.delivery import Delivery, is_outdated
from chairtui.core.meeting import Meeting
from chairtui.core.naming import safe_agency, safe_reference
from chairtui.core.recipients import line_of
from chairtui.core.register import Attendee
from chairtui.core.versions import version_of
from chairtui.core.views import agency_of
from chairtui.core.vocabulary import RecordKind
from chairtui.directory.agencies import Agencies
from chairtui.directory.naming import title_in
from chairtui.live.sending import AGE, PASSWORD
from chairtui.records.delivery.mailing import address_of, link_to
from chairtui.records.redaction.redacting import rule_for, rule_of
from chairtui.text import one_line

LOCKED = {
    PASSWORD: "The file is locked with a password, which you are told by telephone. It is in no message.",
    AGE: "The file is locked with age: it opens with your key, or with a passphrase told by telephone.",
    "": "The file is not locked: send it by secure mail only.",
}
"""What is said of the lock of the file that was written last."""


class Covering(Struct, frozen=True, kw_only=True):
    """What goes with a record: to whom, under which subject, in which words."""

    address: str
    """By the register of agencies; empty where it has none."""
    subject: str
    body: str

    @property
    def words(self) -> str:
        """The whole of it, to copy."""
        to = self.address or "not in the register of agencies"
        return f"To: {to}\nSubject: {self.subject}\n\n{self.body}"

    @property
    def link(self) -> str:
        """The link (mailto:) that opens it in the mail program.

        Raises:
            Refused: it is too long for a link.
        """
        return link_to(self.address, self.subject, self.body)


def covering(meeting: Meeting, delivery: Delivery, agencies: Agencies) -> Covering:
    """Return the message that goes with the record of one recipient."""
    line = line_of(meeting, delivery)
    reference = one_line(safe_reference(meeting))
    body = (
        *_to(meeting, delivery, line, agencies),
        *_what(meeting, delivery, reference),
        LOCKED[delivery.locked],
        "Please answer that you have it. If it is not meant for you, say so at once and delete it.",
        *_asks(meeting, delivery),
        "",
        "This message is confidential. No names are given in it on purpose.",
        "",
    )
    return Covering(
        address=_address(meeting, delivery, line, agencies),
        subject=f"Record of strategy discussion {reference}",
        body="\n".join(body),
    )


def _to(meeting: Meeting, delivery: Delivery, line: Attendee | None, agencies: Agencies) -> tuple[str, ...]:
    called = title_in(meeting, agencies)(delivery.agency) if delivery.agency else ""
    if line is not None:
        called = agency_of(line, title_in(meeting, agencies))
    safe = one_line(safe_agency(meeting, called))
    return (f"To: {safe}", "") if safe else ()


def _what(meeting: Meeting, delivery: Delivery, reference: str) -> tuple[str, ...]:
    version = version_of(meeting.closing)
    held = f" of {say_when(local_day(meeting.started_at))}" if meeting.started_at else ""
    cut = delivery.record is RecordKind.FULL and bool(rule_for(meeting, delivery))
    called = "your copy of the record" if cut else f"the {delivery.record.value}"
    what = f"{called} of strategy discussion {reference}{held}"
    less = "Its first page says what is left out of it." if cut else ""
    again = ""
    if is_outdated(delivery, version) and delivery.sent_at:
        again = f"It takes the place of the one that you were sent {say_when(delivery.sent_at)}."
    return (f"With this comes {what}, {version.words}.", *filter(None, [less, again]), "")


def _asks(meeting: Meeting, delivery: Delivery) -> tuple[str, ...]:
    chair = meeting.attendance.chair
    outside = delivery.record is RecordKind.NOTICE and rule_of(meeting, delivery).outside
    number = one_line(chair.phone) if chair and not outside else ""
    return (f"Questions about it: telephone {number}.",) if number else ()


def _address(meeting: Meeting, delivery: Delivery, line: Attendee | None, agencies: Agencies) -> str:
    if line is None and not delivery.agency:
        return ""
    sector = agencies.get(delivery.agency).sector
    addressed = line or Attendee(id="", agency=delivery.agency, sector=sector)
    return address_of(replace(addressed, name=delivery.recipient), meeting, agencies)
