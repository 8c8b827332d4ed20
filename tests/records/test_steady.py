"""The hashes that a record shows are the real ones, and no golden file changes with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.records import inbox
from tests.records.inbox import judge
from tests.records.prepared import a_desk
from tests.records.test_golden import FOLDER, kinds
from tests.records.test_golden_forms import EVERY, kept_as, told
from tests.records.test_kinds import framed

from chairtui.core import versions
from chairtui.core.closing import SignedOff
from chairtui.core.history import log
from chairtui.records.content.annex import annex
from chairtui.records.content.frame import Frame
from chairtui.records.formats import markdown
from chairtui.standards.profile import Profile

SIGNED = "9-exemplary"
KEPT = [FOLDER, *(FOLDER.parents[1] / "snapshots" / size for size in ("80x24", "120x36"))]


def test_a_signed_record_shows_the_hashes_of_its_rules_of_its_log_and_of_what_was_signed(
    tmp_path: Path,
) -> None:
    frame = framed(tmp_path, SIGNED)
    shown = shown_in(frame)
    rules = judge().profile(frame.meeting)
    assert f", version {rules.version}" in shown
    kept = markdown.write(annex(frame))
    assert f"**Rules:** {rules.name} {rules.version}\n" in kept
    assert len({one.device_id for one in frame.rows}) == 1
    assert log.broken_links(frame.rows) == []
    (signed,) = (one for one in frame.rows if one.kind == SignedOff.__name__)
    assert f"{signed.hash} |" in kept
    assert signed.hash not in shown


def test_other_rules_another_log_and_another_mark_show_other_hashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown_in(framed(tmp_path / "before", SIGNED))
    otherwise(monkeypatch)
    after = shown_in(framed(tmp_path / "after", SIGNED))
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert len(changed) == 1, changed


@pytest.mark.parametrize("form", EVERY)
def test_no_golden_changes_with_the_hashes_of_rules_or_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    otherwise(monkeypatch)
    assert told(*a_desk(tmp_path, SIGNED), form) == kept_as(SIGNED, form).read_text("utf-8")


def test_no_golden_holds_a_hash_of_rules_or_log() -> None:
    files = [file for folder in KEPT for file in folder.rglob("*.*")]
    assert len(files) > 100
    for file in files:
        text = file.read_text("utf-8")
        assert not re.search(r"\b[0-9a-f]{64}\b", text), file
        assert not re.search(r"\bworking-together-[\w+-]+ [0-9a-f]{8}\b", text), file


def shown_in(frame: Frame) -> str:
    return markdown.write(dict(kinds(frame))["full"])


def otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rules, log and versions have other hashes; everything that they say stays.

    What was taken in before has the hashes of then: nothing of it is used.
    """
    monkeypatch.setattr(inbox, "_demonstrated", inbox._demonstrated.__wrapped__)
    monkeypatch.setattr(log, "_DOMAIN", b"another")
    monkeypatch.setattr(Profile, "version", "0123abcd")
    monkeypatch.setattr(Profile, "full_name", property(lambda profile: f"{profile.name} 0123abcd"))
    monkeypatch.setattr(versions, "_mark", lambda closing: "f0f0f0")
