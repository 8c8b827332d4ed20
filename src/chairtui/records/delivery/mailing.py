"""A message as a link that opens it in the mail program, with address and subject; it sends nothing.

Source: RFC 6068 (the mailto scheme).
"""

from __future__ import annotations

import re
from urllib.parse import quote

from chairtui.core.change import Refused
from chairtui.core.meeting import Meeting
from chairtui.core.people import same_name
from chairtui.core.register import Attendee
from chairtui.directory.agencies import Agencies
from chairtui.live.recipients import agency_at

_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+")
LONGEST = 2_000
"""Characters of a link: no standard limits it, but mail programs and what starts them cut off longer ones."""


def address_of(line: Attendee, meeting: Meeting, agencies: Agencies) -> str:
    """Return where somebody gets mail by the register of agencies, or nothing.

    A contact of that name comes before the agency's own address. An agency here is not its like elsewhere.
    """
    agency = agency_at(line.agency, line.area, meeting, agencies)
    if agency is None:
        return ""
    own = (one.email for one in agency.contacts if same_name(one.name, line.name))
    addresses = (said.strip() for said in (*own, agency.email))
    return next((said for said in addresses if _ADDRESS.fullmatch(said)), "")


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
