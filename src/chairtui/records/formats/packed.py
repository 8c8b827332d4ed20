"""Looking at a packed file from anywhere before anything of it is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence

from chairtui.core.change import Refused

MOST_UNZIPPED = 40_000_000
MOST_RATIO = 250
MOST_PARTS = 2_000


def check_sizes(parts: Sequence[zipfile.ZipInfo], what: str) -> None:
    """Look whether a file can be unpacked as what it should be: “a reply”, “a template”.

    Raises:
        Refused: it would unpack to far more, or a part is there twice.
    """
    whole = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or whole > MOST_UNZIPPED or whole > MOST_RATIO * max(packed, 1):
        raise too_much(what)
    if len({part.filename for part in parts}) < len(parts):
        raise Refused("The file is damaged: a part of it is there twice.")


def too_much(what: str) -> Refused:
    """Return what to raise when a file would unpack to far more than it should hold."""
    return Refused(f"The file would unpack to far more than {what} has, so it was not opened.")
