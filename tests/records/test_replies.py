"""Replies: a form comes back as what it says, twice adds nothing, and hostile files are refused."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.records.prepared import HOSTILE, NOW, a_desk, paper

from chairtui.core.change import Refused
from chairtui.core.preparing import Paper, Request, RequestInformation
from chairtui.core.sharing import Contribute
from chairtui.core.vocabulary import NotShared
from chairtui.live.replies import Fact, Reply, commands_of
from chairtui.records.form import ROWS, understood
from chairtui.records.replying import read_reply

FILLED = {
    "by": "Martin Delaney, safeguarding lead",
    "day": "8 Mar 2026",
    "fact-1": "He was collected by a man whom nobody knew.\nTwice.",
    "fact-1-meaning": "Somebody outside has a hold on him.",
    "fact-1-source": "Gate log",
    "fact-1-day": "yesterday",
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
    assert reply.written_at == datetime(2026, 3, 8, 12, tzinfo=UTC)
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
    assert [one.what for one in reply.bookings] == ["Mock exam", "Parents' evening (time not given)"]
    assert reply.bookings[0].at == datetime(2026, 3, 12, 9, tzinfo=UTC)


def test_what_a_reply_says_becomes_part_of_the_meeting_once(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path)
    live = here.open(meeting.id)
    live.do(RequestInformation(request=Request(id="delaney", needs="Who collects him?")))
    reply = read_reply(filled_word(paper(here, meeting, Paper.REQUEST, "docx", "delaney"), FILLED), NOW)
    after = live.do(*commands_of(reply, live.outcome.meeting)).meeting
    told = [one for one in after.sharing.contributions if one.id.startswith("reply-")]
    assert len(told) == 2
    assert all(one.before_meeting and one.attendee_id == "delaney" for one in told)
    assert told[0].source.startswith("Gate log; written by Martin Delaney, safeguarding lead, Sun 8 Mar 2026")
    assert told[0].shared_at == datetime(2026, 3, 8, 12, tzinfo=UTC)
    assert [one.owner for one in after.sharing.bookings] == [
        "Head of year",
        "Martin Delaney, safeguarding lead",
    ]
    assert after.preparing.requests[0].returned_at is not None
    assert [one.words for one in after.sharing.offers] == ["Ask his two friends"]
    assert live.do(*commands_of(reply, after)).events == ()


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
    reply = read_reply((filled_word if form == "docx" else filled_text)(blank, answers), NOW)
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
    reply = read_reply(
        filled_text(
            paper(here, meeting, Paper.REQUEST, "txt", "quist"),
            {"nothing-known": "Yes", "nothing-booked": "x"},
        ),
        NOW,
    )
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
        (b'{"format": NaN}', "NaN is not JSON"),
        (b"\xff\xfe[\x00", "not UTF-8"),
        (b"", "none of its rows"),
        (b"Dear all, nothing from us.", "none of its rows"),
        (b"[[by]]\nBen\n[[fact-1]]\nx\n[[end]]", "after the row “by” is missing"),
        (b"[[by]]\nBen", "after the row “by” is missing"),
        (b"[[salary]]\nBen\n[[end]]", "no row “salary”"),
        (b"[[by]]\nA\n[[end]]\n[[by]]\nB\n[[end]]", "stands twice"),
        (b"[[fact-1]]\nx\n[[end]]\n[[fact-1-day]]\nsoon\n[[end]]", "“fact-1-day”"),
        (b"[[booked-1]]\nx\n[[end]]", "when it is booked is left out"),
        (b"[[fact-1-meaning]]\nx\n[[end]]", "what is known is left out"),
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
