"""Writing the records that recipients get: what is asked, and what came of it; the program sends nothing."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from chairtui.core.change import Refused
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import NoteDelivery
from chairtui.core.meeting import Meeting
from chairtui.core.people import same_name
from chairtui.core.vocabulary import Redaction
from chairtui.live.formats import Use, keys
from chairtui.live.handing import SHORTEST, Lock

PASSWORD, AGE = "password", "age"
LOCKS = {
    "": "not locked",
    PASSWORD: "with a password, which a PDF asks for when it is opened",
    AGE: "with age, for which the recipient needs that program",
}
"""How a file can be locked, by the word that the ledger keeps."""

OPEN = "none"
"""Said for: not locked."""

NOT_LOCKED = "Not locked: whoever comes by a file can read it. “--lock age” locks any form."

NOT_SIGNED = (
    "The record is not signed yet, so it goes to nobody. A draft for yourself: chairtui export, "
    "or the export on step 7."
)


class Sending(Struct, frozen=True, kw_only=True):
    """How records are written: form, folder, lock and version."""

    folder: Path
    form: str = "pdf"
    how: str = ""
    """One of `LOCKS`."""
    lock: Lock = Lock()
    """The password or passphrase; for age, public keys instead."""
    version: str = ""
    """Of the record: its number, or its name where several have that; empty for the newest."""


class Written(Struct, frozen=True, kw_only=True):
    """One recipient's file, which is on disk."""

    delivery_id: str
    file: Path
    version: int
    locked: str
    mark: str = ""
    """Of that version."""
    doubts: tuple[str, ...] = ()
    """What a person has to look at before it goes, in sentences; they are not in the file."""

    def noted(self, at: datetime) -> NoteDelivery:
        """Return the command that notes it in the ledger."""
        return NoteDelivery(
            delivery_id=self.delivery_id,
            version=self.version,
            mark=self.mark,
            prepared_at=at,
            locked=self.locked,
        )


class Cover(Protocol):
    """The message that goes with a recipient's record; it gives nobody's name."""

    @property
    def words(self) -> str:
        """The whole of it, to copy."""

    @property
    def link(self) -> str:
        """The link (mailto:) that opens it in the mail program; or Refused, if it is too long for one."""


class Mention(Struct, frozen=True, kw_only=True):
    """A place in a record that a person has to look at before it is sent."""

    place: str
    """Where it stands, such as ``sharing.contributions[c1].fact``."""
    words: str
    found: tuple[str, ...]
    """What was found in it that should not be said."""

    @property
    def title(self) -> str:
        """Where it stands, in words."""
        parts = re.sub(r"\[[^]]*\]", "", self.place).split(".")
        return ": ".join(part.replace("_", " ") for part in parts[-2:])


class LeftOut(Struct, frozen=True, kw_only=True):
    """What is left out of a recipient's record by rule, and why."""

    what: tuple[Redaction, ...] = ()
    because: str = ""
    mentions: tuple[Mention, ...] = ()
    """Texts that the record for one child leaves out until somebody has read them and lets them through."""


def check(sending: Sending) -> None:
    """Refuse a lock that the form cannot have or that could be guessed, before anything is written.

    Raises:
        Refused: with the sentence that says so.
    """
    if sending.form not in keys(Use.SEND):
        raise Refused(f"A record can be written as {', '.join(keys(Use.SEND))}, not as {sending.form}.")
    if sending.how == PASSWORD and sending.form != "pdf":
        raise Refused("Only a PDF can be locked with a password. Choose PDF, or lock it with age.")
    needs = sending.how == PASSWORD or (sending.how == AGE and not sending.lock.recipients)
    if needs and len(sending.lock.passphrase.strip()) < SHORTEST:
        raise Refused(f"A password has at least {SHORTEST} characters: four words are easy to say.")


def number_of(meeting: Meeting, delivery_id: str) -> int:
    """Return the place of a recipient in the ledger, from 1."""
    return [one.id for one in meeting.closing.distribution].index(delivery_id) + 1


def is_meant(meeting: Meeting, delivery: Delivery, words: str) -> bool:
    """Say whether words mean a recipient: the number in the ledger, the id, the agency's key or the name."""
    number = str(number_of(meeting, delivery.id))
    named = (number, delivery.id, delivery.agency, delivery.recipient)
    return any(same_name(words, one) for one in named)
