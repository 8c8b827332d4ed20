"""The record of siblings who were decided about in different rooms, and the record for each of them."""

import re

import pytest
from msgspec.structs import replace
from tests.records.prepared import NOW
from tests.records.reading_copies import record_of
from tests.standards.scene import CAIT, KIT, NURSE, WORKER, at, held, line, then
from tests.standards.siblings import apart, decides

from chairtui.core.attendance import RecordPresence
from chairtui.core.chairing import TakeChair
from chairtui.core.closing import Gap, SignOff
from chairtui.core.history.log import Row
from chairtui.core.meeting import Meeting
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.views import plain_title
from chairtui.core.vocabulary import RecordKind, Redaction
from chairtui.core.warnings import Severity, Warning
from chairtui.records.content.frame import Frame
from chairtui.records.content.last_pages import THERE
from chairtui.records.content.who_was_missing import WITHOUT
from chairtui.records.delivery.exporting import render
from chairtui.records.spreadsheets.sheets import attendance_of
from chairtui.store.projections import TABLES

MET = "Strategy discussion"
NOT_MET = "Multi-agency meeting: minimum attendance not met"
LACKED = "No health practitioner was there when it was decided."
TOGETHER = "Social worker, police and health were together when it was decided."
ROWS: tuple[Row, ...] = ()


def text(meeting: Meeting, kind: RecordKind = RecordKind.FULL, child: str = "") -> str:
    record = record_of(Frame(meeting=meeting, rows=ROWS), kind, child)
    return render(record, "md", NOW).decode()


def section(words: str, title: str) -> str:
    return words.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_the_whole_record_is_called_after_the_worse_decision_and_says_which_it_is() -> None:
    whole = text(apart())
    assert NOT_MET in whole
    kind = section(whole, "In short")
    assert "No health practitioner was there when it was decided about Kit." in kind
    assert kind.count("was there when it was decided") == 1
    room = section(whole, THERE).partition("When decided")[2]
    first, _, second = room.partition("About Lee:")
    assert "About Kit:" in first
    missing = section(whole, WITHOUT)
    assert "About Kit:" in missing
    assert "| Somebody (School nurse) | Left at 10:20 |" in missing
    assert "Nobody who was expected or invited when the decision about Lee was taken." in missing
    assert "School nurse" not in first
    assert "Everybody above." in second


def test_the_record_for_each_child_says_what_the_whole_one_says_of_it() -> None:
    kit, lee = (text(apart(), RecordKind.CHILD, child) for child in ("kit", "lee"))
    assert NOT_MET in kit
    assert LACKED in kit
    assert MET in lee
    assert TOGETHER in lee
    assert "left at 10:20" not in section(lee, WITHOUT)


def test_a_stop_about_the_other_childs_decision_is_not_in_the_record_for_this_child() -> None:
    stop = Warning(id="W-MIN-HEALTH", severity=Severity.STOP, words="No nurse", raised_at=at(25))
    gap = Gap(code="W-MIN-HEALTH", words="No nurse", reason="Rung twice")
    meeting = replace(then(apart(), SignOff(name="Dee Grant", gaps=(gap,)), minutes=60), warnings=(stop,))
    assert "No nurse" in text(meeting, RecordKind.CHILD, "kit")
    assert "No nurse" not in text(meeting, RecordKind.CHILD, "lee")


def test_a_decision_that_was_taken_again_is_marked_and_the_later_one_names_the_record() -> None:
    whole = text(decides(apart(), "third", KIT.id, minutes=45))
    assert MET in whole
    assert "It stands no more: it was decided again at 10:45." in section(whole, "Decision")
    assert "were together at each decision." in whole


def test_the_notice_has_each_room() -> None:
    who = section(text(apart(), RecordKind.NOTICE), "Who decided")
    assert "About Kit: Social care; Police child abuse" in who
    assert "About Lee: Nobody who was expected or invited." in who


def test_a_notice_does_not_call_an_agency_both_there_and_missing_after_the_chair_was_handed_over() -> None:
    manager = line("social-care", "manager", name="Dee Grant")
    meeting = held(WORKER, CAIT, NURSE, manager)
    handed = TakeChair(name="Ola Reed", grade="Service manager", reason="Called to court")
    meeting = then(meeting, handed, RecordPresence(attendee_id="manager", mode=None), minutes=20)
    notice = section(text(decides(meeting, "first", KIT.id, minutes=25), RecordKind.NOTICE), "Who decided")
    there, missing = (
        words.split("; ")
        for words in re.findall(r"^- \*\*(?:There|Missing):\*\* (.*?)\.", notice, re.MULTILINE)
    )
    assert not set(there) & set(missing)
    assert missing == ["Social care (somebody else of theirs was there)"]


@pytest.mark.parametrize("kind", RecordKind)
@pytest.mark.parametrize("left_out", [(), tuple(Redaction)], ids=["nothing", "everything"])
def test_every_kind_of_record_says_what_follows_of_who_was_missing_whatever_it_leaves_out(
    kind: RecordKind, left_out: tuple[Redaction, ...]
) -> None:
    shared = Contribute(contribution=Contribution(id="heard", attendee_id="nurse", fact="He has a bruise."))
    meeting = then(held(WORKER, CAIT, NURSE), shared, minutes=15)
    meeting = then(meeting, RecordPresence(attendee_id="nurse", mode=None), minutes=20)
    meeting = decides(meeting, "first", KIT.id, minutes=25)
    record = record_of(Frame(meeting=meeting, rows=ROWS), kind, KIT.id, "police", left_out)
    words = render(record, "md", NOW).decode()
    assert "What they had to say was heard." in words
    assert "is to be reviewed" not in words


def test_the_list_of_meetings_has_the_type_and_both_outcomes() -> None:
    table = next(one for one in TABLES if one.name == "meetings")
    ((_, made),) = table.rows("m", apart()).items()
    row = dict(zip(table.columns, made, strict=True))
    assert row["title"] == "Multi-agency meeting: minimum attendance not met"


def test_the_sheet_of_who_came_names_whose_decision_they_were_at() -> None:
    there = {row[1]: row[10] for row in attendance_of(apart(), plain_title).rows}
    assert list(there.values()) == ["yes", "yes", "for Lee"]
