"""Replies: a form comes back as what it says, twice adds nothing, and hostile files are refused."""

import dataclasses
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.records.prepared import HOSTILE, NOW, a_desk, paper

from chairtui.core.calendar.when import say_when
from chairtui.core.change import Refused
from chairtui.core.chronology import Booking, NoteBooking
from chairtui.core.meeting import Meeting
from chairtui.core.preparing import Paper, Request, RequestInformation
from chairtui.core.sharing import Contribute
from chairtui.core.vocabulary import NotShared
from chairtui.live.desk import Desk
from chairtui.live.replies import OUTSIDE, Fact, Reply, commands_of, with_outside
from chairtui.records.formats.texts import OF_BLANKS
from chairtui.records.formats.word.reading import PICTURE
from chairtui.records.preparation.answering import read_answer
from chairtui.records.preparation.form import ROWS, understood
from chairtui.records.preparation.replies import read_reply

FILLED = {
    "by": "Martin Delaney, safeguarding lead",
    "day": "8 Mar 2026",
    "fact-1": "He was collected by a man whom nobody knew.\nTwice.",
    "fact-1-meaning": "Somebody outside has a hold on him.",
    "fact-1-source": "Gate log",
    "fact-1-day": "8 Mar 2026",
    "only-1": "His tutor has a drawing that he asked her to keep.",
    "offer-1": "Ask his two friends",
    "booked-1": "Mock exam",
    "booked-1-when": "12 Mar 2026 09:00",
    "booked-1-who": "Head of year",
    "booked-2": "Parents' evening",
    "booked-2-when": "17 Mar 2026",
}


def filled_word(form: bytes, answers: dict[str, str]) -> bytes:
    word = Document(io.BytesIO(form))
    for row in word.tables[-1].rows[1:]:
        if row.cells[0].text in answers:
            row.cells[2].text = answers[row.cells[0].text]
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def filled_text(form: bytes, answers: dict[str, str]) -> bytes:
    text = form.decode()
    for key, words in answers.items():
        text = text.replace(f"[[{key}]]\n\n[[end]]", f"[[{key}]]\n{words}\n[[end]]")
    return text.encode()


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_a_filled_in_form_comes_back_as_what_it_says(tmp_path: Path, form: str) -> None:
    here, meeting = a_desk(tmp_path)
    blank = paper(here, meeting, Paper.REQUEST, form, "delaney")
    fill = filled_word if form == "docx" else filled_text
    reply = read_reply(fill(blank, FILLED), NOW)
    assert (reply.meeting_id, reply.attendee_id) == (meeting.id, "delaney")
    assert reply.by == "Martin Delaney, safeguarding lead"
    assert (reply.written_at, reply.written_on) == (None, date(2026, 3, 8))
    assert reply.facts == (
        Fact(
            fact="He was collected by a man whom nobody knew.\nTwice.",
            so_what="Somebody outside has a hold on him.",
            source="Gate log",
            as_of_on=date(2026, 3, 8),
        ),
        Fact(fact="His tutor has a drawing that he asked her to keep."),
    )
    assert reply.offers == ("Ask his two friends",)
    assert [(one.what, one.timed) for one in reply.bookings] == [
        ("Mock exam", True),
        ("Parents' evening", False),
    ]
    assert reply.bookings[0].at == datetime(2026, 3, 12, 9, tzinfo=UTC)


def test_what_a_reply_says_becomes_part_of_the_meeting_once(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    live = here.open(meeting.id)
    live.do(RequestInformation(request=Request(id="delaney", needs="Who collects him?")))
    blank = paper(here, live.outcome.meeting, Paper.REQUEST, "docx", "delaney")
    reply = read_answer(here, filled_word(blank, FILLED), live.outcome.meeting, "")
    after = live.do(*commands_of(reply, live.outcome.meeting)).meeting
    told = [one for one in after.sharing.contributions if one.id.startswith("reply-")]
    assert len(told) == 2
    assert all(one.before_meeting and one.attendee_id == "delaney" for one in told)
    assert told[0].source == "Gate log; written by Martin Delaney, safeguarding lead, Sun 8 Mar 2026"
    assert told[0].shared_on == date(2026, 3, 8)
    assert after.attendance.line("delaney").written_on == date(2026, 3, 8)
    assert [say_when(one.when) for one in after.sharing.bookings] == [
        "Thu 12 Mar 2026 09:00",
        "Tue 17 Mar 2026",
    ]
    assert [one.owner for one in after.sharing.bookings] == [
        "Head of year",
        "Martin Delaney, safeguarding lead",
    ]
    assert after.preparing.requests[0].returned_at is not None
    assert [one.words for one in after.sharing.offers] == ["Ask his two friends"]
    assert live.do(*commands_of(reply, after)).events == ()


@pytest.mark.parametrize("timed", [True, False])
def test_a_booking_without_a_time_that_was_noted_at_noon_is_not_noted_again(
    tmp_path: Path, timed: bool
) -> None:
    here, meeting = a_desk(tmp_path)
    live = here.open(meeting.id)
    blank = paper(here, meeting, Paper.REQUEST, "docx", "delaney")
    reply = read_answer(here, filled_word(blank, FILLED), meeting, "")
    noon = datetime(2026, 3, 17, 12, tzinfo=UTC)
    evening = Booking(id="b", attendee_id="delaney", what="Parents'  evening", at=noon, timed=timed)
    live.do(NoteBooking(booking=evening))
    after = live.do(*commands_of(reply, live.outcome.meeting)).meeting
    assert [one.what for one in after.sharing.bookings] == ["Parents'  evening", "Mock exam"]


@pytest.mark.parametrize("form", ["docx", "txt"])
@pytest.mark.parametrize("reason", NotShared)
def test_why_something_is_held_back_comes_with_the_form_and_once(
    tmp_path: Path, form: str, reason: NotShared
) -> None:
    here, meeting = a_desk(tmp_path)
    live = here.open(meeting.id)
    answers = {"by": "M. Delaney", "withheld": f" {reason.value.upper()}. ", "withheld-words": "In store."}
    if reason is NotShared.LATER:
        answers["withheld-by"] = "12 Mar 2026"
    blank = paper(here, meeting, Paper.REQUEST, form, "delaney")
    filled = (filled_word if form == "docx" else filled_text)(blank, answers)
    reply = read_answer(here, filled, meeting, "")
    after = live.do(*commands_of(reply, live.outcome.meeting)).meeting
    turn = after.sharing.turn("delaney")
    later_on = date(2026, 3, 12) if reason is NotShared.LATER else None
    assert (turn.reason, turn.later_on, turn.withheld_because) == (reason, later_on, "In store.")
    assert live.do(*commands_of(reply, after)).events == ()


def test_another_reason_than_those_of_the_list_is_refused_with_the_list() -> None:
    with pytest.raises(Refused, match="Row “withheld”: write one of these: no relevant information; would"):
        understood({"withheld": "GDPR"}, NOW)
    with pytest.raises(Refused, match=r"\$\.reason"):
        read_reply(b'{"format": "chairtui.reply/1", "reason": "GDPR"}', NOW)


def test_what_was_corrected_since_stays_when_a_reply_comes_again(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    live = here.open(meeting.id)
    reply = Reply(facts=(Fact(fact="He has a new phone."),))
    after = live.do(*commands_of(reply, meeting, "delaney")).meeting
    again = commands_of(reply, after, "delaney")
    assert [type(one).__name__ for one in again] == ["NoteWrittenInformation"]


def test_holding_nothing_is_an_answer(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    blank = paper(here, meeting, Paper.REQUEST, "txt", "quist")
    filled = filled_text(blank, {"nothing-known": "Yes", "nothing-booked": "x"})
    reply = read_answer(here, filled, meeting, "")
    after = here.open(meeting.id).do(*commands_of(reply, meeting)).meeting
    assert after.sharing.turn("quist").nothing_known
    assert after.sharing.turn("quist").bookings_asked


def as_json(**fields: Any) -> bytes:
    return json.dumps({"format": "chairtui.reply/1", **fields}).encode()


def test_a_reply_as_json_is_read() -> None:
    fact = {"fact": "Seen in Penge", "as_of_on": "2026-03-01", "weight": "risk"}
    booking = {"what": "CAMHS", "at": "2026-03-10T10:00:00+01:00"}
    reply = read_reply(as_json(attendee_id="quist", by="Ben", facts=[fact], bookings=[booking]), NOW)
    assert reply.facts[0].weight.value == "risk"
    assert reply.bookings[0].at == datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (as_json(facts=[], what="x"), "there is no field “what” here"),
        (as_json(facts=[{"fact": ""}]), "has no words"),
        (as_json(facts=[{"fact": 1}]), "expected text"),
        (as_json(bookings=[{"what": "x", "at": "2026-03-10T10:00:00"}]), "a time with its zone"),
        (as_json(facts=[{"fact": "x", "as_of_on": "0026-03-10"}]), "too far away"),
        (b'{"format": "chairtui.meeting/1"}', "chairtui.reply/1"),
        (b"[" * 100_000, "none of its rows"),
        (b'{"a":' * 100_000, "64 levels deep"),
        (as_json(written_at="2027-03-10T10:00:00Z"), "lies ahead"),
        (as_json(written_on="2027-03-10"), "lies ahead"),
        (b'{"format": NaN}', "NaN is not JSON"),
        (b"\xff\xfe[\x00", "not UTF-8"),
        (b"", "none of its rows"),
        (b"Dear all, nothing from us.", "none of its rows"),
        (b"[[by]]\nBen\n[[fact-1]]\nx\n[[end]]", "after the row “by” is missing"),
        (b"[[by]]\nBen", "after the row “by” is missing"),
        (b"[[salary]]\nBen\n[[end]]", "no row “salary”"),
        (b"[[by]]\nA\n[[end]]\n[[by]]\nB\n[[end]]", "stands twice"),
        (b"[[withheld]]\nlater\n[[end]]\n[[withheld-by]]\n12 March\n[[end]]", "“12 March” is no whole day"),
        (b"[[booked-1]]\nx\n[[end]]", "when it is booked is left out"),
        (b"[[fact-1-meaning]]\nx\n[[end]]", "what is known is left out"),
        (b"[[fact-1-day]]\n1 Mar 2026\n[[end]]", "what is known is left out"),
        (b"[[booked-1-who]]\nAnn\n[[end]]", "what is booked is left out"),
        (b"[[nothing-known]]\nperhaps\n[[end]]", "write yes, or leave it empty"),
        (b"PK\x03\x04 but no more", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "save it as .docx"),
        (b"x" * 10_000_001, "more than 10 MB"),
    ],
)
def test_what_is_no_reply_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_reply(content, NOW)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("words", ["yesterday", "8 March", "10:30", "+2w", "soon", "30/02/2026"])
def test_no_day_of_a_reply_is_made_up_and_what_is_written_for_one_stays(words: str) -> None:
    rows = {"by": "M. Delaney", "day": words, "fact-1": "Seen", "fact-1-source": "Log", "fact-1-day": words}
    booked = {"booked-1": "Dentist", "booked-1-when": words, "booked-1-who": "Ann"}
    reply = understood(rows | booked, NOW)
    assert (reply.written_at, reply.written_on, reply.bookings) == (None, None, ())
    assert reply.facts == (Fact(fact="Seen", source=f"Log; as of “{words}”"),)
    assert reply.outside == (f"Booked: Dentist; {words}; Ann", f"Dated: {words}")


def test_a_reply_with_two_orders_of_dates_has_no_day_that_can_be_read_two_ways() -> None:
    rows = {"fact-1": "a", "fact-1-day": "02/27/2026", "fact-2": "b", "fact-2-day": "03/04/2025"}
    assert [one.as_of_on for one in understood(rows, NOW).facts] == [None, None]
    del rows["fact-1-day"]
    assert [one.as_of_on for one in understood(rows, NOW).facts] == [None, date(2025, 4, 3)]


def packed(name: str, content: bytes, *, copies: int = 1) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(copies):
            file.writestr(name if number == 0 else f"{number}.xml", content)
    return found.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (packed("word/document.xml", b" " * 60_000_000), "unpack to far more"),
        (packed("word/document.xml", b" " * 30_000_000), "unpack to far more"),
        (packed("a.xml", b"", copies=3_000), "unpack to far more"),
        (packed("a.xml", b"x"), "no text part"),
        (packed("word/document.xml", b"<a"), "damaged"),
        (packed("word/document.xml", "<a/>".encode("utf-16")), "UTF-8"),
        (packed("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "defines entities"),
        (packed("word/document.xml", b"<a/>"), "none of its rows"),
    ],
)
def test_a_hostile_word_file_is_refused_before_it_unpacks(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_reply(content, NOW)


def test_a_size_that_lies_is_found_out() -> None:
    true = packed("word/document.xml", b"<a>" + b" " * 50_000_000)
    size = (50_000_003).to_bytes(4, "little")
    with pytest.raises(Refused):
        read_reply(true.replace(size, (100).to_bytes(4, "little")), NOW)


def test_a_row_that_is_not_of_the_form_is_refused_in_word_too(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    word = Document(io.BytesIO(paper(here, meeting, Paper.REQUEST, "docx", "quist")))
    word.tables[-1].rows[4].cells[0].text = "salary"
    content = io.BytesIO()
    word.save(content)
    with pytest.raises(Refused, match="no row “salary”"):
        read_reply(content.getvalue(), NOW)


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_hostile_answers_are_cleaned_text(tmp_path: Path, form: str) -> None:
    here, meeting = a_desk(tmp_path)
    words = "".join(char for char in HOSTILE if char >= " " and not "\ud800" <= char <= "\udfff")
    fill = filled_word if form == "docx" else filled_text
    blank = paper(here, meeting, Paper.REQUEST, form, "quist")
    said = read_reply(fill(blank, {"fact-1": words}), NOW).facts[0].fact
    assert "{{ 7*7 }}" in said
    assert "\u202e" not in said


def test_a_reply_belongs_to_its_meeting_and_its_line(tmp_path: Path) -> None:
    _, meeting = a_desk(tmp_path)
    facts = (Fact(fact="x"),)
    for reply, line, sentence in (
        (Reply(meeting_id="other", attendee_id="quist", facts=facts), "", "another meeting"),
        (Reply(attendee_id="quist", facts=facts), "osei", "another line"),
        (Reply(facts=facts), "", "does not say for which line"),
        (Reply(facts=facts), "nobody", "no such line"),
        (Reply(attendee_id="quist"), "", "Nothing is filled in"),
    ):
        with pytest.raises(Refused, match=sentence):
            commands_of(reply, meeting, line)


def test_what_comes_when_the_meeting_has_begun_was_not_told_before_it(tmp_path: Path) -> None:
    _, meeting = a_desk(tmp_path)
    begun = replace(meeting, started_at=NOW)
    for written_at, before in ((None, False), (NOW, False), (NOW - timedelta(hours=1), True)):
        reply = Reply(attendee_id="quist", facts=(Fact(fact="x"),), written_at=written_at)
        first = commands_of(reply, begun)[0]
        assert isinstance(first, Contribute)
        assert first.contribution.before_meeting is before


@pytest.mark.parametrize(
    ("day", "before"), [("8 Mar 2026", True), ("9 Mar 2026", False), ("9 Mar 2026 11:00", True)]
)
def test_a_reply_of_the_day_of_the_meeting_that_bears_no_time_is_not_said_to_have_come_before_it(
    tmp_path: Path, day: str, before: bool
) -> None:
    _, meeting = a_desk(tmp_path)
    reply = understood({"line": "quist", "day": day, "fact-1": "x"}, NOW + timedelta(hours=2))
    first = commands_of(reply, replace(meeting, started_at=NOW))[0]
    assert isinstance(first, Contribute)
    assert first.contribution.before_meeting is before


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"reply\.txt cannot be read: no such file"):
        read_reply(tmp_path / "reply.txt", NOW)


def said_of(content: bytes) -> str:
    try:
        return str(read_reply(content, NOW))
    except Refused as refused:
        return str(refused).strip()


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for one in (
        content,
        b"[[by]]\n" + content + b"\n[[end]]",
        b'{"format": "chairtui.reply/1", ' + content,
        b"PK" + content,
    ):
        assert said_of(one)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([key for key, _ in ROWS]), st.text(max_size=40), min_size=1))
def test_any_answers_are_understood_or_refused(answers: dict[str, str]) -> None:
    text = "".join(f"[[{key}]]\n{words}\n[[end]]\n" for key, words in answers.items())
    assert said_of(text.encode("utf-8", "replace"))


# Wherever Word may put them -------------------------------------------------------------------------

MET = "He is afraid to go home."
COVERING = "Covering words: please ring me, he said he is afraid to go home."


def changed(form: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """Return a Word file with its text part changed, or with another part put in."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), part)):
            content = old.read(name) if name in old.namelist() else b""
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return found.getvalue()


def cell_of(row: int, column: int) -> Callable[[str], tuple[int, int]]:
    """Return where a cell (from 0) of the form stands in the XML of its document."""

    def place(xml: str) -> tuple[int, int]:
        start = xml.rindex("<w:tbl>")
        for _ in range(row + 1):
            start = xml.index("<w:tr>", start + 1)
        for _ in range(column + 1):
            start = xml.index("<w:tc>", start + 1)
        return start, xml.index("</w:tc>", start) + len("</w:tc>")

    return place


def row_called(key: str) -> int:
    return [one for one, _ in ROWS].index(key) + 1


def put(form: bytes, key: str, column: int, cell: str) -> bytes:
    """Put a cell in the place of one of the form; `{old}` in it is the old one."""

    def change(xml: str) -> str:
        start, end = cell_of(row_called(key), column)(xml)
        return xml[:start] + cell.replace("{old}", xml[start:end]) + xml[end:]

    return changed(form, change)


def p(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{0}</w:sdtContent></w:sdt>"
RUN = f"<w:r><w:t>{MET}</w:t></w:r>"
ANSWERED = {
    "a control around the cell": CONTROL.format(f"<w:tc>{p(MET)}</w:tc>"),
    "a control around the paragraph": f"<w:tc>{CONTROL.format(p(MET))}</w:tc>",
    "a control in the paragraph": f"<w:tc><w:p>{CONTROL.format(RUN)}</w:p></w:tc>",
    "a control in a control": CONTROL.format(f"<w:tc>{CONTROL.format(p(MET))}</w:tc>"),
    "an insertion": f'<w:tc><w:p><w:ins w:id="1" w:author="A">{RUN}</w:ins></w:p></w:tc>',
    "moved here": f'<w:tc><w:p><w:moveTo w:id="1" w:author="A">{RUN}</w:moveTo></w:p></w:tc>',
    "a link": f"<w:tc><w:p><w:hyperlink>{RUN}</w:hyperlink></w:p></w:tc>",
    "a table in the cell": f"<w:tc><w:tbl><w:tr><w:tc>{p(MET)}</w:tc></w:tr></w:tbl><w:p/></w:tc>",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Meeting, bytes]:
    here, meeting = a_desk(tmp_path_factory.mktemp("asked"))
    return here, meeting, paper(here, meeting, Paper.REQUEST, "docx", "delaney")


Asked = tuple[Desk, Meeting, bytes]


@pytest.mark.parametrize("where", ANSWERED)
def test_an_answer_is_read_wherever_word_puts_it(asked: Asked, where: str) -> None:
    here, meeting, form = asked
    reply = read_answer(here, put(form, "fact-1", 2, ANSWERED[where]), meeting, "")
    assert [fact.fact for fact in reply.facts] == [MET]
    assert reply.outside == ()


def test_a_row_in_a_content_control_is_read(asked: Asked) -> None:
    here, meeting, form = asked
    row = f"<w:tr><w:tc>{p('fact-4')}</w:tc><w:tc>{p('What do you know?')}</w:tc><w:tc>{p(MET)}</w:tc></w:tr>"
    more = changed(form, lambda xml: (CONTROL.format(row) + "</w:tbl>").join(xml.rsplit("</w:tbl>", 1)))
    assert [fact.fact for fact in read_answer(here, more, meeting, "").facts] == [MET]


@pytest.mark.parametrize("beside", ["", "<w:br/>"])
def test_an_answer_below_its_question_is_the_answer(asked: Asked, beside: str) -> None:
    here, meeting, form = asked
    cell = f"<w:tc><w:p><w:r><w:t>What do you know? </w:t>{beside}<w:t>{MET}</w:t></w:r></w:p></w:tc>"
    reply = read_answer(here, put(form, "fact-1", 1, cell), meeting, "")
    assert ([fact.fact for fact in reply.facts], reply.outside) == ([MET], ())


def test_words_below_a_question_that_is_answered_stand_outside(asked: Asked) -> None:
    here, meeting, form = asked
    form = put(form, "fact-1", 2, f"<w:tc>{p('Twice.')}</w:tc>")
    reply = read_answer(
        here, put(form, "fact-1", 1, f"<w:tc>{p('What do you know?')}{p(MET)}</w:tc>"), meeting, ""
    )
    assert ([fact.fact for fact in reply.facts], reply.outside) == (["Twice."], (MET,))
    reply = read_answer(here, put(form, "fact-1", 1, f"<w:tc>{p(MET)}</w:tc>"), meeting, "")
    assert ([fact.fact for fact in reply.facts], reply.outside) == (["Twice."], (MET,))


def test_what_was_deleted_or_never_written_is_no_answer(asked: Asked) -> None:
    here, meeting, form = asked
    placeholder = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:rPr>"
        '<w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Click or tap to enter a date.</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )
    for gone in (
        f"<w:del><w:r><w:delText>{MET}</w:delText></w:r></w:del>",
        f"<w:moveFrom>{RUN}</w:moveFrom>",
        placeholder,
    ):
        reply = read_answer(here, put(form, "fact-1", 2, f"<w:tc><w:p>{gone}</w:p></w:tc>"), meeting, "")
        assert (reply.facts, reply.outside) == ((), ())


BOX = f"<w:txbxContent>{p(MET)}</w:txbxContent>"
DRAWN = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f"<mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


@pytest.mark.parametrize(
    "words", [p(MET), CONTROL.format(p(MET)), DRAWN, f"<w:p>{CONTROL.format(RUN)}</w:p>"]
)
@pytest.mark.parametrize("end", [True, False])
def test_words_outside_the_answers_are_kept_once_and_the_form_s_own_are_not(
    asked: Asked, words: str, end: bool
) -> None:
    here, meeting, form = asked
    mark = "<w:sectPr" if end else "<w:body>"
    new = changed(form, lambda xml: xml.replace(mark, words + mark if end else mark + words, 1))
    assert read_answer(here, new, meeting, "").outside == (MET,)
    assert read_answer(here, form, meeting, "").outside == ()


def test_a_comment_a_note_and_a_picture_stand_outside(asked: Asked) -> None:
    here, meeting, form = asked
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for name in ("comments", "footnotes", "endnotes", "header9", "footer9"):
        part = f"<w:{name} {spaces}><w:comment>{p(MET)}</w:comment></w:{name}>"
        new = changed(form, lambda _, part=part: part, f"word/{name}.xml")  # type: ignore[misc]
        assert read_answer(here, new, meeting, "").outside[-1:] == (MET,)
    scanned = put(form, "fact-1", 2, "<w:tc><w:p><w:r><w:drawing><w:blip/></w:drawing></w:r></w:p></w:tc>")
    assert read_answer(here, scanned, meeting, "").outside == (PICTURE,)


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_a_request_that_a_colleague_printed_for_another_day_has_no_words_of_theirs(
    asked: Asked, form: str
) -> None:
    here, meeting, _ = asked
    colleague = dataclasses.replace(here, settings=replace(here.settings, name="Ann O'Neill"))
    earlier = replace(meeting, scheduled_at=NOW - timedelta(days=20))
    printed = paper(colleague, earlier, Paper.REQUEST, form, "delaney")
    assert read_answer(here, printed, meeting, "").outside == ()


def test_what_was_added_to_a_printed_sentence_stands_outside(asked: Asked) -> None:
    here, meeting, form = asked
    new = changed(
        form, lambda xml: xml.replace("also if you cannot come.", f"also if you cannot come. {MET}", 1)
    )
    assert read_answer(here, new, meeting, "").outside == (MET,)


def test_words_around_the_marks_of_a_text_form_are_kept(asked: Asked) -> None:
    here, meeting, _ = asked
    form = filled_text(paper(here, meeting, Paper.REQUEST, "txt", "delaney"), {"by": "Ann", "fact-1": MET})
    assert read_answer(here, form, meeting, "").outside == ()
    mailed = "\n".join(f"> {line}" for line in form.decode().splitlines())
    reply = read_answer(here, f"{COVERING}\n\n{mailed}\n\nAnn".encode(), meeting, "")
    assert reply.outside == (COVERING, "Ann")
    late = form.replace(b"[[by]]", b"He cried.\n[[by]]", 1)
    assert "He cried." in read_answer(here, late, meeting, "").outside


def test_nothing_is_taken_in_before_somebody_decides_about_words_outside(tmp_path: Path) -> None:
    _, meeting = a_desk(tmp_path)
    reply = Reply(attendee_id="quist", facts=(Fact(fact="x"),), outside=(COVERING,))
    with pytest.raises(Refused, match="taken in or left out"):
        commands_of(reply, meeting)
    left = commands_of(with_outside(reply, " "), meeting)
    taken = commands_of(with_outside(reply, COVERING), meeting)
    assert len(taken) == len(left) + 1
    told = [one.contribution for one in taken if isinstance(one, Contribute)]
    assert (told[1].fact, told[1].source.partition(";")[0]) == (COVERING, OUTSIDE)


_WRAPS = (
    "{0}",
    CONTROL,
    "<w:ins>{0}</w:ins>",
    "<w:customXml>{0}</w:customXml>",
    "<w:tbl><w:tr><w:tc>{0}</w:tc></w:tr></w:tbl>",
    "<w:tbl>" + CONTROL.format("<w:tr>" + CONTROL.format("<w:tc>{0}</w:tc>") + "</w:tr>") + "</w:tbl>",
    "<w:p><w:r><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></w:r></w:p>",
)


WORD = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"


def a_document(cells: dict[tuple[str, str], str], above: str, below: str) -> bytes:
    """Return a Word file with the rows of the form; `cells` stand after what is in a row's cell already."""
    rows = "".join(
        "<w:tr>"
        + "".join(
            f"<w:tc>{p(usual)}{cells.get((key, column), '')}</w:tc>"
            for column, usual in (("key", key), ("question", question), ("answer", ""))
        )
        + "</w:tr>"
        for key, question in ROWS
    )
    head = "<w:tr>" + "".join(f"<w:tc>{p(one)}</w:tc>" for one in OF_BLANKS) + "</w:tr>"
    body = f"<w:body>{above}<w:tbl>{head}{rows}</w:tbl>{below}</w:body>"
    return packed("word/document.xml", f"<w:document {WORD}>{body}</w:document>".encode())


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["above", "below", "answer", "question", "key"]),
            st.sampled_from([key for key, _ in ROWS]),
            st.lists(st.sampled_from(_WRAPS), max_size=3),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_word_is_in_an_answer_or_outside_the_answers(written: list[tuple[str, str, list[str]]]) -> None:
    around = {"above": "", "below": ""}
    cells: dict[tuple[str, str], str] = {}
    words = [f"word{number}" for number in range(len(written))]
    for word, (where, key, wraps) in zip(words, written, strict=True):
        cell = p(word)
        for wrap in wraps:
            cell = wrap.format(cell)
        if where in around:
            around[where] += cell
        else:
            cells[key, where] = cells.get((key, where), "") + cell
    try:
        read = repr(read_reply(a_document(cells, **around), NOW))
    except Refused as refused:  # such as a day that is none: the sentence names the row
        read = " ".join(words) if "ow “" in str(refused) else ""
    assert [word for word in words if word not in read] == []
