"""A message as a link that opens it in the mail program, with address and subject; it sends nothing.

Source: RFC 6068 (the mailto scheme).
"""

from __future__ import annotations

from urllib.parse import quote

from chairtui.core.change import Refused
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Paper
from chairtui.core.register import Attendee
from chairtui.directory.agencies import Agencies
from chairtui.records.inviting import address_of, body, subject

LONGEST = 2_000
"""Characters of a link: no standard limits it, but mail programs and what starts them cut off longer ones."""


def mail_link(meeting: Meeting, paper: Paper, line: Attendee, agencies: Agencies) -> str:
    """Return the link for the message to one line of the register; without an address nobody is named in it.

    Raises:
        Refused: the meeting has no time, or the message is too long for a link.
    """
    words = body(meeting, paper, line, lambda key: agencies.get(key).name)
    return link_to(address_of(line, meeting, agencies), subject(meeting, paper), words)


def link_to(address: str, subject: str, body: str) -> str:
    """Return the link for a message; without an address nobody is named in it.

    Raises:
        Refused: it is too long for a link.
    """
    words = body.replace("\n", "\r\n")
    to = quote(address, safe="@")
    link = f"mailto:{to}?subject={quote(subject, safe='')}&body={quote(words, safe='')}"
    if len(link) > LONGEST:
        raise Refused(
            "This message is too long to be opened in the mail program: copy it and paste it there."
        )
    return link
