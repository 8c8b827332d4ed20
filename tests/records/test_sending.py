"""What each recipient gets as a file: whole, private, locked when asked, the same whenever it is sent."""

import io
import re
from collections.abc import Callable
from dataclasses import replace as replace_desk
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace
from pypdf import PdfReader
from tests.records.prepared import a_desk
from tests.records.test_exporting import IN_WORD, room_for
from tests.tui.desk import judge

from chairtui.core.change import Refused
from chairtui.core.closing import Addendum, AddLateInformation, Closing
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient, NoteDelivery
from chairtui.core.meeting import Meeting
from chairtui.core.recipients import GETS, involvement_of
from chairtui.core.vocabulary import Change, RecordKind, Redaction
from chairtui.core.with_ids import find
from chairtui.live.desk import Desk
from chairtui.live.formats import Use, keys
from chairtui.live.handing import Lock, PutAside, Unlock
from chairtui.live.ports import NotSaved
from chairtui.live.recipients import Around, proposals
from chairtui.live.sending import AGE, PASSWORD, Sending, Written
from chairtui.records.delivery.sending import DOUBTS, news_of, text_of, write_record
from chairtui.records.encryption.age import unlock

WORDS = "four good words here"
LATE = "The scan shows an older injury."

Write = Callable[..., Written]


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Desk, Meeting]:
    return a_desk(tmp_path, "9-exemplary")


@pytest.fixture
def write(signed: tuple[Desk, Meeting], tmp_path: Path) -> Write:
    here, meeting = signed

    def written(number: int = 1, **asked: object) -> Written:
        sending = Sending(folder=tmp_path / "out", **asked)  # type: ignore[arg-type]
        delivery = meeting.closing.distribution[number - 1]
        return write_record(here, meeting.id, delivery.id, sending)

    return written


def add_late(here: Desk, meeting: Meeting) -> Meeting:
    late = Addendum(id="l", words=LATE, author="Cy Lowe", change=Change.NO, reason="It is known")
    return here.open(meeting.id).do(AddLateInformation(addendum=late)).meeting


@pytest.mark.parametrize("form", keys(Use.SEND))
def test_a_recipient_s_file_is_whole_private_and_named_after_nobody(write: Write, form: str) -> None:
    written = write(3, form=form)
    content = written.file.read_bytes()
    expected = rf"DEMO-9-2026-03-03-record-03-paediatrician-v1-[0-9a-f]{{6}}-[0-9a-f]{{4}}\.{form}"
    assert re.fullmatch(expected, written.file.name)
    assert written.file.stat().st_mode & 0o777 == 0o600
    assert list(written.file.parent.iterdir()) == [written.file]
    if form == "docx":
        text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    elif form == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    else:
        text = content.decode()
    assert "DEMO-9" in text


def test_a_file_is_written_over_by_itself_and_never_by_another_s(write: Write) -> None:
    files = {write(number).file for number in (1, 2, 3, 4, 5, 6, 1)}
    assert len(files) == 6


def test_a_pdf_is_locked_with_a_password(write: Write) -> None:
    written = write(how=PASSWORD, lock=Lock(passphrase=WORDS))
    reader = PdfReader(written.file)
    assert reader.is_encrypted
    assert not reader.decrypt("another word altogether")
    assert reader.decrypt(WORDS)
    assert written.locked == "password"


def test_any_form_is_locked_with_age(write: Write) -> None:
    written = write(form="md", how=AGE, lock=Lock(passphrase=WORDS))
    assert written.file.name.endswith(".md.age")
    assert unlock(written.file.read_bytes(), Unlock(passphrase=WORDS)).startswith(b"# ")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"form": "docx", "how": PASSWORD, "lock": Lock(passphrase=WORDS)}, "Only a PDF"),
        ({"how": PASSWORD, "lock": Lock(passphrase="short")}, "at least 12 characters"),
        ({"how": AGE, "lock": Lock(passphrase="short")}, "at least 12 characters"),
        ({"how": AGE, "lock": Lock(recipients=("age1none",))}, "is no public key"),
        ({"version": "2"}, "no version 2"),
        ({"form": "exe"}, "can be written as"),
    ],
)
def test_what_cannot_be_written_so_is_refused_and_nothing_is_written(
    write: Write, tmp_path: Path, asked: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        write(**asked)
    assert not (tmp_path / "out").exists()


def test_nothing_goes_out_of_a_record_that_is_not_signed(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path, "5-fathers-mental-health")
    with pytest.raises(Refused, match="not signed yet"):
        text_of(here, meeting.id, Delivery(id="d", recipient="Somebody"))


def test_what_is_not_wanted_any_more_is_not_written(signed: tuple[Desk, Meeting], tmp_path: Path) -> None:
    here, meeting = signed
    sending = Sending(folder=tmp_path / "out", form="md")
    key = meeting.closing.distribution[0].id
    with pytest.raises(PutAside):
        write_record(here, meeting.id, key, sending, lambda: False)
    assert not (tmp_path / "out").exists()


# What fails ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", keys(Use.SEND))
def test_a_disk_without_room_keeps_no_half_file(write: Write, tmp_path: Path, form: str) -> None:
    with room_for(100), pytest.raises(NotSaved, match="the disk takes no file of this size"):
        write(form=form)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_is_open_in_word_stays_as_it_was(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    # What Windows says when it is asked to replace a file that Word has open; no other system refuses it.
    before = write(form="docx").file
    content = before.read_bytes()

    def held(*_: object) -> None:
        raise IN_WORD

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(NotSaved, match="open in another program such as Word"):
        write(form="docx")
    assert before.read_bytes() == content
    assert list(before.parent.iterdir()) == [before]


def test_a_folder_that_is_none_is_said_in_a_sentence(write: Write, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(NotSaved, match=r"Nothing was written to .*out"):
        write()
    assert (tmp_path / "out").read_text() == "x"


def test_a_faulty_template_of_the_council_is_said_and_writes_nothing(
    signed: tuple[Desk, Meeting], tmp_path: Path
) -> None:
    here, meeting = signed
    template = tmp_path / "record.docx"
    template.write_bytes(b"no Word at all")
    here = replace_desk(here, word_template=template)
    sending = Sending(folder=tmp_path / "out", form="docx")
    with pytest.raises(NotSaved, match="Word template cannot be used"):
        write_record(here, meeting.id, meeting.closing.distribution[0].id, sending)
    assert not (tmp_path / "out").exists()


# Versions --------------------------------------------------------------------------------------------


def test_a_version_is_the_same_whenever_it_is_sent(signed: tuple[Desk, Meeting], write: Write) -> None:
    here, meeting = signed
    first = write(form="pdf").file.read_bytes()
    add_late(here, meeting)
    here.clock.pass_(86_400)  # type: ignore[attr-defined]
    assert write(form="pdf", version="1").file.read_bytes() == first
    assert LATE in write(form="md").file.read_text(encoding="utf-8")
    assert LATE not in write(form="md", version="1").file.read_text(encoding="utf-8")


def test_a_recipient_sees_what_is_new_since_they_were_sent_it(signed: tuple[Desk, Meeting]) -> None:
    here, meeting = signed
    to = meeting.closing.distribution[0]
    with pytest.raises(Refused, match="They have the newest version"):
        news_of(here, meeting.id, to)
    to = add_late(here, meeting).closing.distribution[0]
    assert LATE in news_of(here, meeting.id, to)
    with pytest.raises(Refused, match="They were sent nothing yet"):
        news_of(here, meeting.id, replace(to, sent_at=None))
    to = (
        here.open(meeting.id)
        .do(NoteDelivery(delivery_id=to.id, sent_at=here.clock.now()))
        .meeting.closing.distribution[0]
    )
    with pytest.raises(Refused, match="They have the newest version"):
        news_of(here, meeting.id, to)


def test_the_text_to_look_at_is_what_the_recipient_gets(signed: tuple[Desk, Meeting]) -> None:
    here, meeting = signed
    to = meeting.closing.distribution[0]
    whole = text_of(here, meeting.id, to)
    notice = text_of(here, meeting.id, replace(to, record=RecordKind.NOTICE))
    fact = meeting.sharing.contributions[0].fact
    assert fact.split(".")[0][:40] in " ".join(whole.split())
    assert fact.split(".")[0][:40] not in " ".join(notice.split())


@pytest.mark.parametrize("name", ["2-two-agency-call", "3-mash-health-only", "7-series-first", "9-exemplary"])
def test_who_is_proposed_gets_the_kind_of_record_that_the_rule_gives_them(tmp_path: Path, name: str) -> None:
    here, meeting = a_desk(tmp_path, name)
    meeting = replace(meeting, closing=Closing())
    around = Around(expected=judge().expected(meeting), agencies=here.agencies)
    found = proposals(meeting, around)
    assert found
    assert [one.record for one in found] == [GETS[involvement_of(meeting, one)] for one in found]


def test_what_a_person_has_to_look_at_stands_above_the_text_and_not_in_the_file(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path, "9-exemplary")
    number = meeting.concern.children[0].local_id
    live = here.open(meeting.id)
    late = Addendum(id="l", words=f"It is file {number}.", author="Cy Lowe")
    meeting = live.do(AddLateInformation(addendum=late)).meeting
    to = replace(meeting.closing.distribution[4], redactions=(Redaction.NUMBERS,), redactions_because="x")
    shown_text = text_of(here, meeting.id, to)
    before, _, record = shown_text.partition("· · ·")
    assert before.startswith(DOUBTS)
    assert f"It is file {number}." in before
    assert DOUBTS not in record
    live.do(AddRecipient(delivery=to))
    sending = Sending(folder=tmp_path / "out", form="md")
    written = write_record(here, meeting.id, to.id, sending)
    assert len(written.doubts) == 1
    assert DOUBTS not in written.file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "Seen at {}, the " + "-".join(["well", "known"] * 10) + " worry.",
        "A draft [[of it]] says {}.",
        "Two lines,\nand \u202e{} | <b>",
    ],
)
def test_no_way_of_writing_a_sentence_keeps_it_from_being_named(tmp_path: Path, words: str) -> None:
    here, meeting = a_desk(tmp_path, "9-exemplary")
    number = meeting.concern.children[0].local_id
    late = Addendum(id="l", words=words.format(number), author="Cy Lowe")
    meeting = here.open(meeting.id).do(AddLateInformation(addendum=late)).meeting
    to = replace(meeting.closing.distribution[4], redactions=(Redaction.NUMBERS,), redactions_because="x")
    before, _, _ = text_of(here, meeting.id, to).partition("· · ·")
    assert before.startswith(DOUBTS)


def test_a_file_is_named_after_no_child_even_where_the_agency_is(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path, "9-exemplary")
    name = meeting.concern.children[0].name
    to = Delivery(id="n", recipient="A nursery", agency=f"{name} nursery", record=RecordKind.NOTICE)
    here.open(meeting.id).do(AddRecipient(delivery=to))
    written = write_record(here, meeting.id, "n", Sending(folder=tmp_path / "out", form="md"))
    assert re.fullmatch(r"DEMO-9-2026-03-03-outcome-07-v1-[0-9a-f]{6}-[0-9a-f]{4}\.md", written.file.name)


def test_a_copy_that_is_cut_anew_is_not_written_over_the_one_they_were_sent(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path, "9-exemplary")
    live, to = here.open(meeting.id), meeting.closing.distribution[0]
    sending = Sending(folder=tmp_path / "out", form="md")
    first = write_record(here, meeting.id, to.id, sending).file
    sent = {first: first.read_bytes()}
    for redactions in ((Redaction.SHARED,), ()):
        because = "They may see it after all" if not redactions else "x"
        live.do(AddRecipient(delivery=replace(to, redactions=redactions, redactions_because=because)))
        live.do(NoteDelivery(delivery_id=to.id, sent_at=here.clock.now()))
        file = write_record(here, meeting.id, to.id, sending).file
        assert file not in sent
        assert {one: one.read_bytes() for one in sent} == sent
        sent[file] = file.read_bytes()


def test_whoever_was_sent_a_copy_sees_what_was_let_into_it_since(tmp_path: Path) -> None:
    here, meeting = a_desk(tmp_path, "9-exemplary")
    live = here.open(meeting.id)
    to = replace(meeting.closing.distribution[0], redactions=(Redaction.SHARED,), redactions_because="x")
    live.do(AddRecipient(delivery=to), NoteDelivery(delivery_id=to.id, sent_at=here.clock.now()))
    whole = replace(to, redactions=(), redactions_because="They may see it after all")
    outcome = live.do(AddRecipient(delivery=whole))
    now = find(outcome.meeting.closing.distribution, to.id)
    assert now is not None
    fact = " ".join(meeting.sharing.contributions[1].fact.split())[:40]
    assert fact in " ".join(news_of(here, meeting.id, now).split())
