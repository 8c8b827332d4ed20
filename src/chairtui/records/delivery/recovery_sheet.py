"""The recovery sheet as a page to print: what opens the database when the passphrase is lost."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path

import msgspec

from chairtui.core.calendar.when import say_when
from chairtui.live.recovery_words import in_groups
from chairtui.records.delivery.exporting import write_whole
from chairtui.records.formats.glyphs import FONTS
from chairtui.records.formats.pdf import TEMPLATE
from chairtui.records.unwritten import not_written

FILE = "chairtui-recovery-sheet.pdf"
"""What the file is called unless somebody names it: it gives nothing away of whose it is."""
TITLE = "Recovery sheet for chairtui"
ABOVE = """\
Made {made}. Whoever has this sheet and a copy of the database can read every meeting in it, without the \
passphrase. Keep it on paper, locked away, and not with the computer.
Print it, see that all twelve groups can be read, and then delete the file.
To open the database with it: start chairtui, choose “I have the recovery sheet”, and type the groups. The \
last letter of each proves the group: the program says which one to look at again. There is no letter O, \
I or B, and no digit 1."""
BELOW = """\
The code holds the same as a secret key of age, which begins with AGE-SECRET-KEY-1: that can be pasted \
instead, if a scanner without a network reads it. Do not photograph it with a telephone that copies its \
pictures.
A new sheet takes the place of this one. Destroy this one then."""


def write_sheet(file: Path, identity: str, made_at: datetime) -> None:
    """Write the page for a secret key of age (AGE-SECRET-KEY-1…), for its owner's eyes only.

    Raises:
        NotSaved: it could not be written; nothing of it is left.
    """
    try:
        write_whole(file, sheet(identity, made_at))
    except OSError as error:
        raise not_written(error, file) from None


def sheet(identity: str, made_at: datetime) -> bytes:
    """Return the page as a PDF for screen readers too (PDF/UA-1)."""
    import typst

    said = {
        "title": TITLE,
        "above": ABOVE.format(made=say_when(made_at)).splitlines(),
        "groups": in_groups(identity),
        "code": _code(identity),
        "below": BELOW.splitlines(),
    }
    return typst.compile(
        TEMPLATE.with_name("sheet.typ"),
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"sheet": msgspec.json.encode(said).decode()},
        pdf_standards="ua-1",
        timestamp=int(made_at.timestamp()),
    )


def _code(identity: str) -> str:
    """Return the secret key as a QR code, drawn as SVG: a quarter of it may be unreadable."""
    import segno

    drawn = BytesIO()
    segno.make_qr(identity, error="q").save(drawn, kind="svg", scale=4, border=4)
    return drawn.getvalue().decode()
