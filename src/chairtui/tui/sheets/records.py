"""What is asked before records are written for their recipients, and what may be wrong with the answers."""

from __future__ import annotations

from pathlib import Path

from chairtui.core.change import Refused
from chairtui.core.naming import folder_name
from chairtui.live.formats import Use
from chairtui.live.handing import SHORTEST, Lock
from chairtui.live.ledger import to_send
from chairtui.live.sending import AGE, LOCKS, OPEN, PASSWORD, Sending, check
from chairtui.tui.sheets.export import choices
from chairtui.tui.sheets.sheet import several, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option


def fields(sitting: Sitting) -> tuple[FieldSpec, ...]:
    """Return the fields of the form; those who have still to be sent the record are proposed."""
    meeting, settings = sitting.live.outcome.meeting, sitting.desk.settings
    listed = meeting.closing.distribution
    due = tuple(one.id for one in to_send(meeting, sitting.now))
    home = Path(settings.data_folder) if settings.data_folder else Path.home()
    return (
        FieldSpec(
            "to",
            "For whom",
            Kind.MANY,
            True,
            options=tuple(Option(one.id, f"{one.recipient}: {one.record.value}") for one in listed),
            initial=due,
        ),
        FieldSpec(
            "folder",
            "Into which folder",
            required=True,
            initial=str(home / "records" / folder_name(meeting)),
            help="The files are named by reference, date and agency, never by anybody's name.",
        ),
        FieldSpec(
            "form",
            "As",
            Kind.CHOICE,
            True,
            options=choices(Use.SEND),
            initial="pdf",
            help="Your council's Word template serves Word, and its head a PDF: “chairtui template”.",
        ),
        FieldSpec(
            "how",
            "Locked",
            Kind.CHOICE,
            True,
            options=tuple(Option(key or OPEN, words) for key, words in LOCKS.items()),
            initial=PASSWORD,
            help="Not locked, whoever comes by the file can read it.",
        ),
        FieldSpec("passphrase", "Password, if locked", Kind.SECRET, help=f"At least {SHORTEST} characters."),
        FieldSpec("again", "The password again", Kind.SECRET),
        FieldSpec("keys", "Or, for age: public keys (age1…)", limit=5000),
    )


def problems(values: Values) -> dict[str, str]:
    """Return what is wrong with the answers, by field."""
    sending = sending_of(values)
    if sending.how and not sending.lock.recipients and values["passphrase"] != values["again"]:
        return {"again": "The two are not the same. Type it once more."}
    if not sending.how and (text(values, "passphrase") or text(values, "keys")):
        return {"how": "Say how it is locked: with a password, or with age."}
    if sending.how == PASSWORD and text(values, "keys"):
        return {"keys": "Public keys go with age."}
    try:
        check(sending)
    except Refused as refused:
        return {"how" if sending.form != "pdf" and sending.how == PASSWORD else "passphrase": str(refused)}
    return {}


def sending_of(values: Values) -> Sending:
    """Return how records are to be written."""
    how = text(values, "how").removeprefix(OPEN)
    keys = tuple(text(values, "keys").split()) if how == AGE else ()
    lock = Lock(recipients=keys) if keys else Lock(passphrase=str(values["passphrase"]))
    return Sending(
        folder=Path(text(values, "folder")).expanduser(), form=text(values, "form"), how=how, lock=lock
    )


def chosen(values: Values) -> tuple[str, ...]:
    """Return the ids of those for whom records are to be written."""
    return several(values, "to")
