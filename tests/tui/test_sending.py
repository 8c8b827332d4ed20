"""Step 7 after signing: the ledger, what a recipient will see, the records written, and what comes late."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as with_fields
from tests.core.scene import TEN
from tests.tui.deciding import EVERYBODY, NO_NURSE, decide_now, read, sign_now, words
from tests.tui.desk import MEETING, desk, on_step, records_with, save, shown, sitting_at, until, values_of
from textual.pilot import Pilot

from chairtui.core.change import Refused
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember
from chairtui.core.concern import StateConcern
from chairtui.core.delivery import Delivery, Passed
from chairtui.core.distribution import AddRecipient, NoteDelivery
from chairtui.core.versions import version_of
from chairtui.core.vocabulary import RecordKind, Redaction, Step
from chairtui.core.with_ids import find
from chairtui.live.desk import Desk
from chairtui.live.ports import NotSaved
from chairtui.live.sending import Sending, Written
from chairtui.tui.rows import headline
from chairtui.tui.sheets import closing, papers, records
from chairtui.tui.sheets.delivery import delivery_sheet, records_sent_sheet
from chairtui.tui.sheets.sheet import ALL
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.form import FieldSpec, Form
from chairtui.tui.widgets.lines import Lines

FOUR = {"passphrase": "four good words", "again": "four good words"}
LATE = "The scan shows an older injury."


@pytest.fixture
def signed(tmp_path: Path) -> Sitting:
    sitting = sitting_at((desk(tmp_path)), *EVERYBODY)
    decide_now(sitting)
    sign_now(sitting)
    return sitting


def of(sitting: Sitting, recipient: str) -> Delivery:
    listed = sitting.live.outcome.meeting.closing.distribution
    return next(one for one in listed if one.recipient == recipient)


def row(sitting: Sitting, recipient: str) -> str:
    return words(read(sitting), f"delivery/{of(sitting, recipient).id}")


def add_late(sitting: Sitting) -> None:
    sitting.desk.clock.pass_(60)  # type: ignore[attr-defined]
    save(sitting, closing.late_sheet(sitting), words=LATE, author="Cy Lowe", change="to be decided")


def note(sitting: Sitting, recipient: str, **what: object) -> None:
    sitting.live.do(NoteDelivery(delivery_id=of(sitting, recipient).id, **what))  # type: ignore[arg-type]


# The rows and their form ----------------------------------------------------------------------------


def test_a_row_says_how_far_a_record_has_come(signed: Sitting) -> None:
    assert "HOW IS IT SENT?" in row(signed, "Ben Marsh")
    assert "to be sent: no time is set" in row(signed, "Ben Marsh")
    note(signed, "Ben Marsh", prepared_at=signed.now, locked="password")
    version = version_of(signed.live.outcome.meeting.closing)
    made = f"{version.words} was prepared Thu 5 Mar 2026 10:30, locked with password"
    assert made in row(signed, "Ben Marsh")
    note(signed, "Ben Marsh", sent_at=signed.now)
    assert "not acknowledged yet" in row(signed, "Ben Marsh")
    note(signed, "Ben Marsh", returned_at=signed.now, returned_because="The mailbox is closed")
    assert "came back Thu 5 Mar 2026 10:30: The mailbox is closed. Send it again" in row(signed, "Ben Marsh")


def test_what_is_left_out_is_by_rule_until_somebody_says_why_not(signed: Sitting) -> None:
    ben = of(signed, "Ben Marsh")
    sheet = delivery_sheet(signed, ben, listed=True)
    field = next(spec for spec in sheet.fields if spec.key == "left_out")
    assert field.initial == (Redaction.NUMBERS.value,)
    assert "By rule: numbers of the children. They took part in the meeting." in field.help
    save(signed, sheet, channel="by hand")
    assert of(signed, "Ben Marsh").redactions is None
    other = (Redaction.PLACES.value, Redaction.NUMBERS.value)
    with pytest.raises(Refused, match="Say why something else is left out"):
        save(signed, sheet, channel="by hand", left_out=other)
    save(signed, sheet, channel="by hand", left_out=other, because="His sister works there")
    changed = of(signed, "Ben Marsh")
    assert set(changed.redactions or ()) == {Redaction.PLACES, Redaction.NUMBERS}
    assert changed.redactions_because == "His sister works there"
    assert "what is left out chosen by hand" in row(signed, "Ben Marsh")


def test_what_the_rule_leaves_out_is_shown_again_once_it_is_known_for_whom(signed: Sitting) -> None:
    sheet = delivery_sheet(signed, Delivery(id="mary", recipient=""), listed=False)
    shown = {spec.key: spec.initial for spec in sheet.fields}
    typed = {
        **shown,
        "recipient": "Mary Poole",
        "agency": "adult-mental-health",
        "channel": "by hand",
        "record": RecordKind.FULL.value,
    }
    assert sheet.then is not None
    following = sheet.then(typed)
    assert following is not None
    assert following.key != sheet.key, "drafts of the first form would be in the second"
    again = next(spec for spec in following.fields if spec.key == "left_out").initial
    assert set(again or ()) < set(shown["left_out"] or ())
    assert following.then is not None
    assert following.then({**typed, "left_out": again}) is None
    signed.live.do(*following.commands({**typed, "left_out": again}))
    mary = of(signed, "Mary Poole")
    meeting = signed.live.outcome.meeting
    assert mary.redactions is None
    assert {one.value for one in signed.desk.records.left_out(meeting, mary).what} == set(again or ())


def test_changing_how_it_goes_notes_nothing_that_stands_there_already(signed: Sitting) -> None:
    note(signed, "Ben Marsh", sent_at=signed.now)
    add_late(signed)
    save(signed, delivery_sheet(signed, of(signed, "Ben Marsh"), listed=True), channel="by hand")
    changed = of(signed, "Ben Marsh")
    assert (changed.channel, changed.sent_version) == ("by hand", 1)
    assert "has version 1" in row(signed, "Ben Marsh")


def test_the_record_for_one_child_names_the_child(signed: Sitting) -> None:
    sheet = delivery_sheet(signed, of(signed, "Ben Marsh"), listed=True)
    with pytest.raises(Refused, match="for which child"):
        save(signed, sheet, channel="by hand", record=RecordKind.CHILD.value)
    save(signed, sheet, channel="by hand", record=RecordKind.CHILD.value, child="kit")
    assert of(signed, "Ben Marsh").child_id == "kit"
    assert "record for one child: Kit" in row(signed, "Ben Marsh")


TOLD = "His sister told the school."


def has_passed(sitting: Sitting) -> bool:
    """Say whether the form of one recipient asks what goes although it may speak of another child."""
    fields = delivery_sheet(sitting, of(sitting, "Ben Marsh"), listed=True).fields
    return "passed" in {spec.key for spec in fields}


def preview(sitting: Sitting) -> str:
    return sitting.desk.records.read_record(sitting.desk, MEETING, of(sitting, "Ben Marsh"))


def test_what_may_speak_of_a_sibling_goes_into_the_record_for_one_child_once_it_was_read(
    tmp_path: Path,
) -> None:
    sister = FamilyMember(id="lou", name="Lou", relationship="sister", is_child=True)
    raised = StateConcern(raised_at=TEN, words=TOLD)
    sitting = sitting_at((desk(tmp_path)), *EVERYBODY, DescribeFamilyMember(member=sister), raised)
    decide_now(sitting)
    sign_now(sitting)
    assert not has_passed(sitting)
    sheet = delivery_sheet(sitting, of(sitting, "Ben Marsh"), listed=True)
    save(sitting, sheet, channel="by hand", record=RecordKind.CHILD.value, child="kit")
    assert has_passed(sitting)
    assert f"Left out, because it may speak of another child (concern: words; sister): “{TOLD}”" in preview(
        sitting
    )
    sheet = delivery_sheet(sitting, of(sitting, "Ben Marsh"), listed=True)
    with pytest.raises(Refused, match="Say why this text goes out"):
        save(sitting, sheet, passed=("concern.words",))
    assert sheet.wrong is not None
    assert list(sheet.wrong(values_of(sheet, passed=("concern.words",)))) == ["passed_because"]
    assert not sheet.wrong(values_of(sheet))
    save(sitting, sheet, passed=("concern.words",), passed_because="His parents know it")
    assert of(sitting, "Ben Marsh").passed == (Passed(place="concern.words", reason="His parents know it"),)
    assert "1 text let through" in row(sitting, "Ben Marsh")
    assert TOLD in preview(sitting)
    assert "Left out, because" not in preview(sitting)
    sheet = delivery_sheet(sitting, of(sitting, "Ben Marsh"), listed=True)
    save(sitting, sheet, channel="secure e-mail")
    assert of(sitting, "Ben Marsh").passed[0].reason == "His parents know it"
    save(sitting, sheet, record=RecordKind.NOTICE.value)
    assert of(sitting, "Ben Marsh").passed == ()


def test_a_text_that_a_redaction_takes_out_is_not_offered_to_be_let_through(tmp_path: Path) -> None:
    sister = FamilyMember(id="lou", name="Lou", relationship="sister", is_child=True)
    raised = StateConcern(raised_at=TEN, words="Lou told.", referrer="Lou’s own mother")
    sitting = sitting_at((desk(tmp_path)), *EVERYBODY, DescribeFamilyMember(member=sister), raised)
    decide_now(sitting)
    sign_now(sitting)
    child = {"record": RecordKind.CHILD, "child_id": "kit", "redactions_because": "x"}
    ben = with_fields(of(sitting, "Ben Marsh"), **child)

    def offered(*left_out: Redaction) -> set[str]:
        to = with_fields(ben, redactions=left_out)
        return {one.place for one in sitting.desk.records.left_out(sitting.live.outcome.meeting, to).mentions}

    assert offered() >= {"concern.words", "concern.referrer"}
    assert offered(Redaction.REFERRER) == {"concern.words"}
    sitting.live.do(AddRecipient(delivery=with_fields(ben, redactions=(Redaction.REFERRER,))))
    assert "own mother" not in preview(sitting)


def test_what_was_sent_is_noted_for_several_with_the_channel_that_was_missing(signed: Sitting) -> None:
    ids = [one.id for one in signed.live.outcome.meeting.closing.distribution]
    save(signed, delivery_sheet(signed, of(signed, "Ben Marsh"), listed=True), channel="by hand")
    save(signed, records_sent_sheet(signed, ids), to=ALL, at="now", channel="secure e-mail")
    assert {one.recipient: one.channel for one in signed.live.outcome.meeting.closing.distribution} == {
        "Ada Okoro": "secure e-mail",
        "Ben Marsh": "by hand",
        "Cy Lowe": "secure e-mail",
    }
    assert all(one.sent_version == 1 for one in signed.live.outcome.meeting.closing.distribution)


def test_late_information_lists_who_must_get_the_newer_version(signed: Sitting) -> None:
    for name in ("Ada Okoro", "Cy Lowe"):
        note(signed, name, sent_at=signed.now)
    add_late(signed)
    version = version_of(signed.live.outcome.meeting.closing)
    due = f"{version.words.capitalize()} is due to whoever was sent something else: Ada Okoro, Cy Lowe"
    assert version.number == 2
    assert due in words(read(signed), "older")
    fields = {spec.key: spec for spec in records.fields(signed)}
    assert set(fields["to"].initial) == {one.id for one in signed.live.outcome.meeting.closing.distribution}


# How they are written -------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [records.fields, lambda sitting: papers.fields(sitting, "pack", ())])
def test_the_folder_that_is_proposed_has_no_name_of_a_child(
    tmp_path: Path, asked: Callable[[Sitting], tuple[FieldSpec, ...]]
) -> None:
    sitting = sitting_at(desk(tmp_path))
    folder = next(spec for spec in asked(sitting) if spec.key == "folder")
    assert Path(str(folder.initial)).name == "SM-1"
    sitting.live.do(DescribeChild(child=Child(id="sm", name="Sm Rowe")))
    folder = next(spec for spec in asked(sitting) if spec.key == "folder")
    assert Path(str(folder.initial)).name == "Meeting-M1"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"how": "password", "passphrase": "four good words", "again": "four good word"}, "again"),
        ({"how": "password", "passphrase": "short", "again": "short"}, "passphrase"),
        (
            {"how": "password", "form": "docx", **FOUR},
            "how",
        ),
        ({"how": "none", "passphrase": "four good words"}, "how"),
        (
            {"how": "password", "keys": "age1x", **FOUR},
            "keys",
        ),
        ({}, "passphrase"),
        (FOUR, ""),
        ({"how": "none"}, ""),
        ({"how": "age", "keys": "age1x"}, ""),
    ],
)
def test_a_lock_that_cannot_be_is_said_beside_its_field(
    signed: Sitting, typed: dict[str, str], field: str
) -> None:
    values = {spec.key: spec.initial for spec in records.fields(signed)} | typed
    assert list(records.problems(values)) == ([field] if field else [])


def test_a_password_is_proposed_and_that_a_template_serves_word_alone_is_said(signed: Sitting) -> None:
    fields = {spec.key: spec for spec in records.fields(signed)}
    assert fields["how"].initial == "password"
    assert "whoever comes by the file can read it" in fields["how"].help
    assert "Word template serves Word, and its head a PDF" in fields["form"].help


def test_a_record_that_has_to_be_looked_at_is_named_and_not_picked_as_sent(signed: Sitting) -> None:
    ids = [one.id for one in signed.live.outcome.meeting.closing.distribution]
    doubted = of(signed, "Ben Marsh").id
    form = records_sent_sheet(signed, ids, [doubted])
    assert not form.fields[0].initial
    assert "look first (v) at what goes to Ben Marsh" in form.about
    values = {spec.key: spec.initial for spec in form.fields} | {"to": ALL, "channel": "by hand"}
    noted = {one.delivery_id for one in form.commands(values) if isinstance(one, NoteDelivery)}
    assert noted == set(ids) - {doubted}
    assert "look first" not in records_sent_sheet(signed, ids).about


def test_what_became_of_a_record_cannot_lie_ahead(signed: Sitting) -> None:
    form = delivery_sheet(signed, of(signed, "Ben Marsh"), listed=True)
    for key in ("sent", "acknowledged", "returned"):
        understand = next(spec.understand for spec in form.fields if spec.key == key)
        assert understand is not None
        assert "today" in understand("today 10:10")
        with pytest.raises(ValueError, match="with its hour"):
            understand("today")
        for ahead in ("tomorrow", "today 23:00"):
            with pytest.raises(ValueError, match="lies ahead"):
                understand(ahead)


def test_nobody_who_has_the_newest_version_is_proposed_to_be_sent_it_again(signed: Sitting) -> None:
    def proposed() -> object:
        return next(spec.initial for spec in records.fields(signed) if spec.key == "to")

    assert of(signed, "Cy Lowe").id in proposed()  # type: ignore[operator]
    for one in signed.live.outcome.meeting.closing.distribution:
        signed.live.do(NoteDelivery(delivery_id=one.id, sent_at=signed.now))
    assert proposed() == ()


# By keyboard ----------------------------------------------------------------------------------------


def told(pilot: Pilot[None]) -> str:
    """Return what was said at the edge of the screen."""
    return " ".join(one.message for one in pilot.app._notifications)


async def at(pilot: Pilot[None], sitting: Sitting, recipient: str) -> None:
    pilot.app.screen.query_one("#body", Lines).go_to(f"delivery/{of(sitting, recipient).id}")
    await pilot.pause()


async def test_v_shows_the_record_as_the_recipient_will_see_it(signed: Sitting) -> None:
    async with on_step(signed, Step.READ_BACK) as pilot:
        await at(pilot, signed, "Cy Lowe")
        await pilot.press("v")
        await until(pilot, lambda: "As Cy Lowe will see it: the full record" in shown(pilot))
        await pilot.press("escape", "d")
        await until(pilot, lambda: "They were sent nothing yet" in shown(pilot))
        await pilot.press("f8", "v")
        await until(pilot, lambda: "Press F8 to show the text first." in shown(pilot))


async def test_d_shows_what_is_new_since_they_were_sent_it(signed: Sitting) -> None:
    note(signed, "Cy Lowe", sent_at=signed.now)
    add_late(signed)
    async with on_step(signed, Step.READ_BACK) as pilot:
        await at(pilot, signed, "Cy Lowe")
        await pilot.press("d")
        await until(pilot, lambda: "New to Cy Lowe" in shown(pilot) and LATE in shown(pilot))


async def test_l_writes_the_records_notes_them_as_prepared_and_asks_which_were_sent(
    signed: Sitting, tmp_path: Path
) -> None:
    async with on_step(signed, Step.READ_BACK) as pilot:
        await begin(pilot)
        await until(pilot, lambda: "Were the records sent?" in shown(pilot))
        assert len(list((tmp_path / "records" / "SM-1").glob("*.pdf"))) == 3
        listed = signed.live.outcome.meeting.closing.distribution
        assert all(one.prepared_version == 1 and one.sent_at is None for one in listed)


async def begin(pilot: Pilot[None]) -> None:
    await pilot.press("l")
    await until(pilot, lambda: isinstance(pilot.app.screen, Form))
    await pilot.press(*["tab"] * 4, *"fourgoodwords", "tab", *"fourgoodwords", "ctrl+s")


async def test_what_cannot_be_written_is_said_and_nothing_is_noted(tmp_path: Path) -> None:
    def full(*_: object) -> Written:
        raise NotSaved("Nothing was written to out: the disk is full.")

    sitting = sitting_at(replace(desk(tmp_path), records=records_with(write_record=full)), *EVERYBODY)
    decide_now(sitting)
    sign_now(sitting)
    async with on_step(sitting, Step.READ_BACK) as pilot:
        await begin(pilot)
        await until(pilot, lambda: "the disk is full. Nothing is noted as prepared." in told(pilot))
    assert not any(one.prepared_at for one in sitting.live.outcome.meeting.closing.distribution)


async def test_l_again_stops_after_the_file_that_is_being_written(tmp_path: Path) -> None:
    asked: list[str] = []

    def slow(_desk: Desk, _meeting: str, key: str, sending: Sending, wanted: Callable[[], bool]) -> Written:
        asked.append(key)
        while wanted():
            pass
        return Written(delivery_id=key, file=sending.folder / "x", version=1, locked="")

    sitting = sitting_at(replace(desk(tmp_path), records=records_with(write_record=slow)), *EVERYBODY)
    decide_now(sitting)
    sign_now(sitting)
    async with on_step(sitting, Step.READ_BACK) as pilot:
        await begin(pilot)
        await until(pilot, lambda: asked and "Writing 1 of 3" in shown(pilot))
        await pilot.press("l")
        await until(pilot, lambda: "1 of 3 records are complete" in told(pilot))
    listed = sitting.live.outcome.meeting.closing.distribution
    assert [one.id for one in listed if one.prepared_at] == asked
    assert len(asked) == 1


async def test_a_record_that_is_not_signed_goes_to_nobody(tmp_path: Path) -> None:
    sitting = sitting_at((desk(tmp_path)), *NO_NURSE)
    async with on_step(sitting, Step.READ_BACK) as pilot:
        await pilot.press("l")
        await until(pilot, lambda: "not signed yet" in shown(pilot))


async def test_delete_takes_off_the_list_who_was_sent_nothing(signed: Sitting) -> None:
    note(signed, "Ada Okoro", sent_at=signed.now)
    async with on_step(signed, Step.READ_BACK) as pilot:
        await at(pilot, signed, "Cy Lowe")
        await pilot.press("delete")
        await until(pilot, lambda: len(signed.live.outcome.meeting.closing.distribution) == 2)
        await at(pilot, signed, "Ada Okoro")
        await pilot.press("delete")
        await until(pilot, lambda: "so they stay on the list" in told(pilot))
    assert find(signed.live.outcome.meeting.closing.distribution, of(signed, "Ada Okoro").id)


async def test_m_shows_the_message_that_goes_with_a_record(signed: Sitting) -> None:
    async with on_step(signed, Step.READ_BACK) as pilot:
        await at(pilot, signed, "Cy Lowe")
        await pilot.press("m")
        await until(pilot, lambda: "The message that goes with it" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "With this comes your copy of the record" in shown(pilot))
        assert (
            "Cy Lowe"
            not in signed.desk.records.cover(
                signed.desk, signed.live.outcome.meeting, of(signed, "Cy Lowe")
            ).words
        )
    assert all(one.sent_at is None for one in signed.live.outcome.meeting.closing.distribution)


async def test_a_signed_record_is_not_offered_to_be_signed_and_is_urgent_no_more(signed: Sitting) -> None:
    meeting = signed.live.outcome.meeting
    before = with_fields(meeting, urgent=True, closing=with_fields(meeting.closing, signature=None))
    assert "URGENT" in headline.title(before, signed.now).plain
    assert "URGENT" not in headline.title(with_fields(meeting, urgent=True), signed.now).plain
    async with on_step(signed, Step.READ_BACK) as pilot:
        await at(pilot, signed, "Cy Lowe")
        keys = [act.id for act in pilot.app.screen.query_one(KeyBar)._chosen(400)]
        assert not {"sign", "gap_reason"}.intersection(keys)
        assert {"records", "preview", "export"} <= set(keys)


async def test_before_it_is_signed_signing_is_offered(tmp_path: Path) -> None:
    sitting = sitting_at((desk(tmp_path)), *EVERYBODY)
    decide_now(sitting)
    async with on_step(sitting, Step.READ_BACK) as pilot:
        assert {"sign", "gap_reason"} <= {act.id for act in pilot.app.screen.query_one(KeyBar)._chosen(400)}
