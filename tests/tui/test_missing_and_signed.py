"""Who joins after all, who confirms a booking, and what a signed record still takes."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.deciding import EVERYBODY, NO_NURSE, decide_now, read, sign_now, words
from tests.tui.desk import agencies, desk, save, sitting_at, values_of

from chairtui.core.change import Refused
from chairtui.core.delivery import Delivery
from chairtui.core.distribution import AddRecipient, NoteDelivery
from chairtui.core.vocabulary import Change, Handling, Horizon, Mode
from chairtui.core.with_ids import find
from chairtui.live.recipients import Around, proposals
from chairtui.tui.sheets import closing, enquiries, planning
from chairtui.tui.sheets.handling import warning_sheet
from chairtui.tui.sheets.sharing import booking_sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.filling import SIGNED, Filling, refused


@pytest.fixture
def no_health(tmp_path: Path) -> Sitting:
    return sitting_at(desk(tmp_path), *NO_NURSE)


@pytest.fixture
def at_table(tmp_path: Path) -> Sitting:
    return sitting_at(desk(tmp_path), *EVERYBODY)


def test_whoever_joined_is_here_by_the_same_saving(no_health: Sitting) -> None:
    missing = next(one for one in no_health.live.outcome.verdicts if one.code == "W-MIN-HEALTH")
    sheet = warning_sheet(no_health, missing.id)
    assert sheet is not None
    with pytest.raises(Refused, match="Say who joined"):
        sheet.commands(values_of(sheet, what=Handling.JOINED.value, words="By telephone"))
    who = next(spec for spec in sheet.fields if spec.key == "who")
    assert "nurse" in {option.value for option in who.options}
    after = save(
        no_health, sheet, what=Handling.JOINED.value, words="Rang", who="nurse", mode=Mode.PHONE.value
    )
    nurse = find(after.attendance.register, "nurse")
    assert nurse is not None
    assert nurse.here is not None
    assert nurse.here.mode is Mode.PHONE
    assert missing.id not in {one.id for one in no_health.live.outcome.verdicts}


def test_whoever_confirms_a_booking_is_of_no_guessed_agency(at_table: Sitting) -> None:
    line = find(at_table.live.outcome.meeting.attendance.register, "nurse")
    assert line is not None
    typed = {"what": "Clinic", "at": "tomorrow 14:00", "owner": "Somebody Else"}
    sheet = booking_sheet(at_table, line)
    with pytest.raises(Refused, match="is not on the register: pick their agency"):
        sheet.commands(values_of(sheet, **typed))
    picked = agencies().all()[0].key
    after = save(at_table, sheet, **typed, agency=picked)
    action = next(one for one in after.plan.actions if one.owner == "Somebody Else")
    assert action.agency == picked
    to = next(
        one for one in proposals(after, Around(agencies=agencies())) if one.recipient == "Somebody Else"
    )
    assert to.agency == picked


def test_a_signed_record_opens_only_what_it_still_takes(at_table: Sitting) -> None:
    decide_now(at_table)
    late, plan = closing.late_sheet(at_table), planning.nothing_sheet(at_table, Horizon.IMMEDIATE)
    assert refused(plan, at_table) == ""
    sign_now(at_table)
    assert refused(plan, at_table) == SIGNED
    for sheet in (late, planning.seeing_sheet(at_table, "kit"), enquiries.enquiry_sheet(at_table)):
        assert refused(sheet, at_table) == ""


def test_what_is_due_in_the_past_says_so_and_is_saved_the_second_time(at_table: Sitting) -> None:
    dates = at_table.dates
    assert "already past" in dates.understood_due("4 mar 2026")
    assert "already past" not in dates.understood_due("tomorrow")
    done: list[str] = []
    sheet = replace(
        planning.nothing_sheet(at_table, Horizon.IMMEDIATE),
        doubt=lambda values: "That day is already past." if dates.is_past("4 mar 2026") else "",
    )

    def carry_out(*_: object, then: object) -> str:
        done.append("saved")
        return ""

    filling = Filling(sheet, at_table, carry_out=carry_out, trouble=lambda _: None)
    assert "Press ^s again" in filling.save({"because": "No"})[""]
    assert filling.save({"because": "Other"}), "something else is doubted anew"
    assert not done
    assert filling.save({"because": "Other"}) == {}
    assert done == ["saved"]


VERSION_2 = "is due: it has late information"


def test_who_has_the_record_without_the_addendum_is_named(at_table: Sitting) -> None:
    decide_now(at_table)
    sign_now(at_table)
    at_table.live.do(
        AddRecipient(delivery=Delivery(id="d1", recipient="Ann Obi", channel="by hand")),
        NoteDelivery(delivery_id="d1", sent_at=at_table.now, acknowledged_at=at_table.now),
    )
    assert VERSION_2 not in words(read(at_table), "delivery/")
    at_table.desk.clock.pass_(60)  # type: ignore[attr-defined]
    save(
        at_table,
        closing.late_sheet(at_table),
        words="She rang",
        author="Cy Lowe",
        change="to be decided",
    )
    assert VERSION_2 in words(read(at_table), "delivery/")
    at_table.desk.clock.pass_(60)  # type: ignore[attr-defined]
    at_table.live.do(NoteDelivery(delivery_id="d1", sent_at=at_table.now))
    assert VERSION_2 not in words(read(at_table), "delivery/")


def test_late_information_that_was_left_open_is_answered_later_and_its_warning_goes(
    at_table: Sitting,
) -> None:
    decide_now(at_table)
    sign_now(at_table)
    for author in ("Cy Lowe", "Al Dent"):
        save(at_table, closing.late_sheet(at_table), words="She rang", author=author, change="to be decided")
    first, second = at_table.live.outcome.meeting.closing.addenda
    assert {f"W-LATE-INFORMATION:{one.id}" for one in (first, second)} <= open_now(at_table)
    assert "it is not said whether it changes the decision (Enter)" in words(read(at_table), "addendum/")
    sheet = closing.answer_sheet(at_table, first.id)
    assert sheet is not None
    with pytest.raises(Refused, match="Say why"):
        save(at_table, sheet, change="does not change the decision", reason=" ")
    save(at_table, sheet, change="does not change the decision", reason="It was known.")
    answered = at_table.live.outcome.meeting.closing.addenda[0]
    assert (answered.change, answered.reason) == (Change.NO, "It was known.")
    assert answered.answered_at is not None
    assert answered.answered_by
    assert f"W-LATE-INFORMATION:{first.id}" not in open_now(at_table)
    assert f"W-LATE-INFORMATION:{second.id}" in open_now(at_table)


def open_now(sitting: Sitting) -> set[str]:
    return {one.id for one in sitting.live.outcome.verdicts}


def test_what_stands_half_typed_is_named_before_signing_and_can_be_read_afterwards(at_table: Sitting) -> None:
    decide_now(at_table)
    drafts, meeting_id = at_table.desk.drafts, at_table.live.meeting_id
    drafts.keep(meeting_id, "action/new//immediate/what", "Ring CAMHS duty; visit Nadia")
    drafts.keep(meeting_id, "action/new//immediate/agency", "social-care")
    drafts.keep(meeting_id, "late/words", "The school rang")
    named = "and not saved: “Ring CAMHS duty; visit Nadia”."
    assert closing.sign_sheet(at_table).about.startswith("Half-typed in a form of the meeting, here or where")
    assert named in closing.sign_sheet(at_table).about
    sign_now(at_table)
    assert closing.late_sheet(at_table).about.endswith(named)
    drafts.keep(meeting_id, "action/new//immediate/what", "")
    assert "Half-typed" not in closing.late_sheet(at_table).about
