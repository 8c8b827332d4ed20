"""Locking a PDF with a password (AES-256); its tags, title and language are locked with it and kept."""

from __future__ import annotations

import io
import unicodedata

from chairtui.core.change import Refused
from chairtui.live.handing import SHORTEST
from chairtui.text import clean

LONGEST_BYTES = 127
"""What of a password PDF readers look at (ISO 32000-2, 7.6.4.3.3)."""


def protect(pdf: bytes, password: str) -> bytes:
    """Return a PDF that opens only with the password; each time it is locked its bytes are others.

    Raises:
        Refused: the password is too short or too long.
    """
    import pikepdf

    typed = _typed(password)
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            content,
            fix_metadata_version=False,  # the metadata says that it is PDF/UA: it stays as it is
            encryption=pikepdf.Encryption(owner=typed, user=typed, R=6),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return content.getvalue()


def _typed(password: str) -> str:
    """Return a password as every keyboard gives it."""
    typed = unicodedata.normalize("NFKC", clean(password, multiline=False)).strip()
    if len(typed) < SHORTEST:
        raise Refused(f"A password has at least {SHORTEST} characters: four words are easy to say.")
    if len(typed.encode()) > LONGEST_BYTES:
        raise Refused(
            f"A password has at most {LONGEST_BYTES} characters; accents and other scripts count double."
        )
    return typed
