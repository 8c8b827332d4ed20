"""Whoever signs a record, and from wherever it comes: who gets it stands in its ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.handover.machine import Machine, locked
from tests.live.test_recipients import standard
from tests.records.inbox import NOW, Inbox, judge, small
from tests.tui.desk import MEETING, agencies, desk, sitting_at

from chairtui.core.closing import SignedOff, SignOff
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.distribution import RecipientAdded, RemoveRecipient
from chairtui.core.history.log import Row, decode, fold
from chairtui.core.meeting import ChangeUrgency, Meeting
from chairtui.core.vocabulary import Outcome
from chairtui.live.recipients import Around, at_signing
from chairtui.live.stamping import Stamper
from chairtui.records.content.versions import versions
from chairtui.records.hand_over.file import pack
from chairtui.store.memory import MemoryEventLog
from chairtui.tui.sitting.watching import Watch

SIGNATURE = {"name": "Dee Grant", "signed_at": "2026-03-05T11:00:00Z"}


def document(**closing: Any) -> dict[str, Any]:
    """Return a record that was signed elsewhere."""
    made = small()
    made["meeting"]["closing"] = {"signature": SIGNATURE, **closing}
    return made


def without_ledger(folder: Path) -> list[Row]:
    """Return the rows of a program that signs and knows no ledger."""
    sitting = sitting_at(desk(folder), *SIGNED)
    rows = [one.row for one in sitting.live.history]
    kept, events = MemoryEventLog(), [decode(row).event for row in rows]
    for event in events:
        if not isinstance(event, RecipientAdded):
            before = [*kept.read(MEETING)]
            stamped = Stamper(sitting.desk.clock, "elsewhere", "Dee Grant").stamp([event], MEETING, before)
            kept.append([one.row for one in stamped], fold([*before, *stamped]))
    return [one.row for one in kept.read(MEETING)]


URGENT = ChangeUrgency(urgent=True, because="He may be taken abroad tonight")
DECIDED = RecordDecision(decision=Decision(id="d1", children=("kit",), outcome=Outcome.INITIATE))
SIGNED = (URGENT, DECIDED, SignOff(name="Dee Grant"))


def who_should(meeting: Meeting) -> set[str]:
    """Return who gets it by the one function that says so, asked of the meeting without its ledger."""
    from chairtui.core.change import within

    around = Around(expected=judge().expected(meeting), agencies=agencies(), figures=judge().figures(meeting))
    return {one.recipient for one in at_signing(within(meeting, "closing", distribution=()), around)}


def on_the_screen(folder: Path) -> list[Row]:
    sitting = sitting_at(desk(folder), *SIGNED)
    return [one.row for one in sitting.live.history]


def as_a_document(folder: Path) -> list[Row]:
    inbox = Inbox()
    inbox.take(document())
    return [one.row for one in inbox.log.read("m-1")]


def as_a_document_with_history(folder: Path) -> list[Row]:
    from chairtui.records.interchange.document import write

    rows = without_ledger(folder)
    inbox = Inbox()
    (done,) = inbox.take(write(fold([decode(row) for row in rows]), rows, NOW))
    found = [one.row for one in inbox.log.read(MEETING)]
    assert done.events == len(found)
    return found


def handed_over(folder: Path) -> list[Row]:
    rows = without_ledger(folder)
    here = Machine("desk")
    content = pack(rows, {}, reference="SD-1", by="Sam", device_id="elsewhere", at=NOW)
    for _ in range(2):  # received again it adds nothing
        here.receives(locked(content))
    return [one.row for one in here.log.read(MEETING)]


def written_by_another_program(folder: Path) -> list[Row]:
    rows = without_ledger(folder)
    at = desk(folder)
    sitting = sitting_at(at)
    at.log._rows.clear()  # type: ignore[attr-defined]
    at.log.take_in(rows)
    sitting.live.reread()
    Watch(sitting).take_in(None)
    return [one.row for one in at.log.read(MEETING)]


ROUTES: tuple[Callable[[Path], list[Row]], ...] = (
    on_the_screen,
    as_a_document,
    as_a_document_with_history,
    handed_over,
    written_by_another_program,
)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_whoever_signs_and_from_wherever_its_ledger_is_there(
    route: Callable[[Path], list[Row]], tmp_path: Path
) -> None:
    rows = route(tmp_path)
    meeting = fold([decode(row) for row in rows])
    found = {one.recipient for one in meeting.closing.distribution}
    assert meeting.closing.signature is not None
    assert found
    assert found == who_should(meeting)
    assert [row.kind for row in rows].count(SignedOff.__name__) == 1


def test_a_document_that_says_who_gets_it_is_believed() -> None:
    inbox = Inbox()
    inbox.take(document(distribution=[{"recipient": "Ola Ray", "channel": "by hand"}]))
    assert [one.recipient for one in inbox.meeting().closing.distribution] == ["Ola Ray"]


def test_the_record_as_it_was_signed_says_who_gets_it_when_it_came_as_a_document() -> None:
    inbox = Inbox()
    inbox.take(document())
    (made,) = versions([one.row for one in inbox.log.read("m-1")])
    assert fold([decode(row) for row in made.rows]).closing.distribution


def test_whoever_was_taken_off_the_ledger_does_not_come_back(tmp_path: Path) -> None:
    live = sitting_at(desk(tmp_path), *SIGNED).live
    for one in live.outcome.meeting.closing.distribution:
        live.do(RemoveRecipient(delivery_id=one.id))
    assert live.keep_ledger().meeting.closing.distribution == ()


@pytest.mark.parametrize("closing", [{}, {"distribution": [{"recipient": "Ola Ray"}]}], ids=["none", "told"])
def test_whoever_gets_an_imported_record_is_due_it_by_the_council_s_standard(
    closing: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = standard(tmp_path, 1)
    monkeypatch.setattr("tests.records.inbox.judge", lambda: own)
    inbox = Inbox()
    inbox.take(document(**closing))
    listed = inbox.meeting().closing.distribution
    assert {f"{one.due_at:%Y-%m-%d %H:%M}" for one in listed} == {"2026-03-06 23:59"}
