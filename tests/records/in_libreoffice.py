"""A Word file as LibreOffice lays it out, in the letters that come with the program: alike everywhere."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

from pypdf import PdfReader

from chairtui.records.formats.glyphs import FONTS

_LETTERS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<match target="pattern">
<edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit>
</match>
</fontconfig>
"""
"""Wider letters than Arial, and as high: what fits in these fits in Arial."""


def laid_out(folder: Path, files: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the text of each page of Word files by their names; LibreOffice is started once."""
    letters = folder / "fonts.conf"
    letters.write_text(_LETTERS.format(fonts=FONTS, cache=folder / "cache"), "utf-8")
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*command, *(str(folder / f"{name}.docx") for name in files)],
        capture_output=True,
        check=True,
        timeout=300,
        env={**os.environ, "FONTCONFIG_FILE": str(letters)},
    )
    return {name: _pages((folder / f"{name}.pdf").read_bytes()) for name in files}


def _pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
