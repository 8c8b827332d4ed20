"""Step 7: the gaps, what is read aloud, the signature, and what comes after it."""

import errno
from dataclasses import replace as replace_desk
from datetime import date
from pathlib import Path

import pytest
from tests.tui.deciding import (
    EVERYBODY,
    NAME,
    RISK,
    decide_now,
    give_reasons,
    read,
    say_whether_invited,
    sign_now,
    words,
)
from tests.tui.desk import agencies, desk, on_step, records_with, save, shown, sitting_at

from chairtui.core.change import Refused
from chairtui.core.conference import PlanConference
from chairtui.core.meeting import ChangeUrgency
from chairtui.core.vocabulary import Answer, Horizon, Outcome, Step
from chairtui.live.desk import Desk
from chairtui.live.recipients import Around, proposals
from chairtui.live.signing import left_open, lines
from chairtui.records.unwritten import not_written
from chairtui.tui.rows.read_aloud import words_to_read_back
from chairtui.tui.sheets import closing, deciding, planning
from chairtui.tui.sheets.delivery import delivery_sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.filling import without_codes
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines


def test_the_gap_list_shows_each_gap_with_its_reason_or_that_there_is_none(no_health: Sitting) -> None:
    decide_now(no_health)
    assert "→ Called at 10:20" in words(read(no_health), "gap/W-MIN-HEALTH")
    assert "no reason yet" in words(read(no_health), "gap/W-VOICE")
    give_reasons(no_health)
    assert "→ Not settled today" in words(read(no_health), "gap/W-VOICE")


def test_signing_is_refused_until_each_gap_has_a_reason_and_only_the_chair_signs(no_health: Sitting) -> None:
    decide_now(no_health)
    with pytest.raises(Refused, match="give a reason"):
        save(no_health, closing.sign_sheet(no_health), name=NAME)
    give_reasons(no_health)
    with pytest.raises(Refused, match="not the chair's"):
        save(no_health, closing.sign_sheet(no_health), name="Somebody Else")
    signature = save(no_health, closing.sign_sheet(no_health), name=NAME).closing.signature
    assert signature is not None
    assert any(gap.code.startswith("W-MIN-HEALTH") and gap.reason for gap in signature.gaps)
    assert "The record is sealed" in words(read(no_health), "sign")
    assert "→ Called at 10:20" in words(read(no_health), "left/W-MIN-HEALTH")


def test_signing_lists_by_itself_who_is_owed_the_record(at_table: Sitting) -> None:
    decide_now(at_table)
    sign_now(at_table)
    assert "W-RECIPIENTS" not in {verdict.code for verdict in at_table.live.outcome.verdicts}
    assert "Ben Marsh · " in words(read(at_table), "delivery/")


def test_an_urgent_meeting_is_signed_with_its_gaps_logged(no_health: Sitting) -> None:
    no_health.live.do(ChangeUrgency(urgent=True, because="he was in danger"))
    save(no_health, deciding.decision_sheet(no_health), outcome=Outcome.INITIATE.value)
    signature = save(no_health, closing.sign_sheet(no_health), name=NAME).closing.signature
    assert signature is not None
    assert any(gap.reason == "Urgent: he was in danger" for gap in signature.gaps)


def test_late_information_is_added_below_the_signature(at_table: Sitting) -> None:
    decide_now(at_table)
    with pytest.raises(Refused, match="not signed yet"):
        save(at_table, closing.late_sheet(at_table), words="Found", author="Cy Lowe", change="to be decided")
    sign_now(at_table)
    before = at_table.live.outcome.meeting
    form = closing.late_sheet(at_table)
    with pytest.raises(Refused, match="Say why"):
        save(at_table, form, words="Found", author="Cy Lowe", change="changes the decision")
    save(at_table, form, words="Found", author="Cy Lowe", change="changes the decision", reason="He is safe")
    after = at_table.live.outcome.meeting
    assert after.deciding == before.deciding
    assert "Found\nCy Lowe" in words(read(at_table), "addendum/")
    assert "changes the decision: He is safe" in words(read(at_table), "addendum/")


def test_recipients_are_who_came_who_was_expected_and_who_has_an_action(no_health: Sitting) -> None:
    form = planning.new_action_sheet(no_health, Horizon.SHORT_TERM)
    save(no_health, form, what="Ring", owner="Eli Moor", agency="gp", due="today", why="weight")
    meeting = no_health.live.outcome.meeting
    kinds = {item.recipient: item.record.value for item in proposals(meeting, Around(agencies=agencies()))}
    assert kinds == {
        "Ada Okoro": "full record",
        "Ben Marsh": "full record",
        "Cy Lowe": "outcome notice",
        "Eli Moor": "outcome notice",
    }


def test_a_recipient_is_listed_then_sent_then_acknowledged(at_table: Sitting) -> None:
    meeting = at_table.live.outcome.meeting
    new = next(
        item for item in proposals(meeting, Around(agencies=agencies())) if item.recipient == "Ben Marsh"
    )
    save(at_table, delivery_sheet(at_table, new, listed=False), channel="secure e-mail", due="tomorrow 17:00")
    assert "to be sent by Fri 6 Mar 2026" in words(read(at_table), f"delivery/{new.id}")
    assert "Ben Marsh" not in words(read(at_table), "proposed/")
    decide_now(at_table)
    sign_now(at_table)
    at_table.desk.clock.pass_(20 * 60)  # type: ignore[attr-defined]
    listed = at_table.live.outcome.meeting.closing.distribution[0]
    save(at_table, delivery_sheet(at_table, listed, listed=True), sent="today 10:40")
    assert "sent Thu 5 Mar 2026 10:40, not acknowledged" in words(read(at_table), f"delivery/{new.id}")
    listed = at_table.live.outcome.meeting.closing.distribution[0]
    save(at_table, delivery_sheet(at_table, listed, listed=True), acknowledged="today 10:45")
    after = at_table.live.outcome.meeting.closing.distribution[0]
    assert after.sent_at is not None
    assert after.acknowledged_at is not None


def test_the_meter_counts_facts_without_meaning_and_risks_without_action(at_table: Sitting) -> None:
    at_table.live.do(RISK)
    row = words(read(at_table), "meter")
    assert "Facts 1 · analysed 0 · risks with nothing following 1" in row
    assert "Seen with the group" in row


def test_what_is_read_aloud_names_the_decision_the_owners_and_the_dates(at_table: Sitting) -> None:
    decide_now(at_table)
    form = planning.new_action_sheet(at_table, Horizon.IMMEDIATE)
    save(at_table, form, what="Go to the flat", owner="Ben Marsh", due="today 14:00", why="safety")
    meeting = at_table.live.outcome.meeting
    aloud = words_to_read_back(meeting, at_table.expected(meeting), agencies()).plain
    for said in ("Kit: initiate section 47 enquiries", "Ben Marsh", "Thu 5 Mar 2026 14:00", "Go to the flat"):
        assert said in aloud


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_by_keyboard_signing_goes_to_the_first_gap_then_is_accepted(
    no_health: Sitting, size: tuple[int, int]
) -> None:
    decide_now(no_health)
    async with on_step(no_health, Step.READ_BACK, size) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, Form), "no name is asked before the gaps have their reasons"
        assert "Say first whether they were invited" in shown(pilot)
        assert pilot.app.screen.query_one("#body", Lines).cursor_key.startswith("unknown/")
        say_whether_invited(no_health)
        await pilot.press("s")
        await pilot.pause()
        assert "a reason first" in shown(pilot)
        assert pilot.app.screen.query_one("#body", Lines).cursor_key.startswith("gap/W-")
        give_reasons(no_health)
        await pilot.press("s", *NAME, "ctrl+s")
        await pilot.pause()
        assert "sealed" in shown(pilot)
        await pilot.press("n", *"She rang", "tab", *"Cy Lowe", "tab", "tab", *"to be", "enter", "ctrl+s")
        await pilot.pause()
        assert "She rang" in shown(pilot)
    assert len(no_health.live.outcome.meeting.closing.addenda) == 1


async def test_the_gap_under_the_cursor_gets_its_reason(no_health: Sitting) -> None:
    decide_now(no_health)
    say_whether_invited(no_health)
    async with on_step(no_health, Step.READ_BACK) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("gap/W-VOICE:kit")
        await pilot.press("g", *"Not today", "ctrl+s")
        await pilot.pause()
        assert "→ Not today" in shown(pilot)


@pytest.mark.parametrize(("rule", "step"), [("W-SAFETY", Step.WHY), ("W-MIN-HEALTH", Step.WHO)])
async def test_enter_on_a_gap_goes_where_its_rule_says_that_it_is_mended(
    no_health: Sitting, rule: str, step: Step
) -> None:
    decide_now(no_health)
    async with on_step(no_health, Step.READ_BACK) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to(f"gap/{rule}")
        await pilot.press("enter")
        await pilot.pause()
        assert no_health.step is step


async def test_enter_on_a_gap_that_no_other_step_mends_asks_the_reason(no_health: Sitting) -> None:
    no_health.live.do(PlanConference(reason="Harm", target_on=date(2024, 3, 26)))
    decide_now(no_health)
    async with on_step(no_health, Step.READ_BACK) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("gap/W-ICPC-FIRST")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Form)
        assert "Why it is left open" in shown(pilot)
    assert no_health.step is Step.READ_BACK


async def test_one_reason_serves_a_group_of_gaps_and_what_needs_its_own_is_asked_first(
    no_health: Sitting,
) -> None:
    decide_now(no_health)
    outcome = no_health.live.outcome
    line = next(one for one in lines(left_open(outcome.meeting, outcome.verdicts)) if len(one.shared) > 1)
    assert "one reason for" in words(read(no_health), f"line/{line.group.name}")
    sheet = closing.gap_sheet(no_health, line.shared[0].verdict)
    save(no_health, sheet, reason="Reviewed on Friday")
    outcome = no_health.live.outcome
    after = next(
        one for one in lines(left_open(outcome.meeting, outcome.verdicts)) if one.group == line.group
    )
    assert {one.reason for one in after.shared} == {"Reviewed on Friday"}
    async with on_step(no_health, Step.READ_BACK) as pilot:
        assert not pilot.app.screen.query_one("#panel").display
        await pilot.press("f6")
        await pilot.pause()
        assert pilot.app.screen.query_one("#panel").display


async def test_a_signature_is_never_kept_as_a_draft(no_health: Sitting) -> None:
    decide_now(no_health)
    give_reasons(no_health)
    async with on_step(no_health, Step.READ_BACK) as pilot:
        await pilot.press("s", *"Dee", "escape", "s")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert form.values == {"name": ""}
    assert not any(key.startswith("sign/") for key in no_health.desk.drafts.all("m1"))


def test_several_gaps_get_one_reason_and_a_childs_voice_its_own(no_health: Sitting) -> None:
    decide_now(no_health)
    left = closing.without_reason(no_health)
    first = next(one for one in left if not one.own_reason)
    sheet = closing.gap_sheet(no_health, first)
    offered = next(spec for spec in sheet.fields if spec.key == "gaps")
    assert set(offered.initial) == {one.id for one in left if one.group == first.group and not one.own_reason}
    keys = tuple(option.value for option in offered.options)
    alone = {one.id for one in left if one.own_reason}
    assert {one.partition(":")[0] for one in alone} >= {"W-VOICE", "W-SEE-CHILD"}
    assert not alone.intersection(keys)
    save(no_health, sheet, reason="On Friday", gaps=keys)
    assert all(one.own_reason for one in closing.without_reason(no_health))
    voice = next(one for one in left if one.code == "W-VOICE")
    assert [spec.key for spec in closing.gap_sheet(no_health, voice).fields] == ["reason"]


def test_a_refusal_is_shown_as_sentences_without_codes() -> None:
    refusal = "Before: A is open. (W-A); B (said) is open. (W-B:kit); C. (W-C); D. (W-D); E. (W-E)"
    assert without_codes(refusal) == "Before: A is open. B (said) is open. C. … and 2 more."
    assert without_codes("Type your name to sign.") == "Type your name to sign."


async def said_of_an_export(sitting: Sitting) -> str:
    decide_now(sitting)
    said: list[str] = []
    async with on_step(sitting, Step.READ_BACK) as pilot:
        pilot.app.notify = lambda message, **_: said.append(message)  # type: ignore[method-assign]
        await pilot.press("x", "ctrl+s")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return said[-1]


async def test_the_export_names_its_file(at_table: Sitting) -> None:
    said = await said_of_an_export(at_table)
    assert said.startswith("The record is in ")
    assert said.endswith("m1.docx")


async def test_an_export_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    def full(_desk: Desk, _meeting_id: str, _form: str, folder: Path, *, annex: bool) -> Path:
        assert not annex
        raise not_written(OSError(errno.ENOSPC, "No space left on device"), folder)

    sitting = sitting_at(replace_desk(desk(tmp_path), records=records_with(export=full)), *EVERYBODY)
    said = await said_of_an_export(sitting)
    assert said.startswith("No record was made. Nothing was written to ")
    assert "the disk is full" in said


async def test_whether_somebody_was_invited_is_chosen_and_never_explained_away(no_health: Sitting) -> None:
    decide_now(no_health)
    async with on_step(no_health, Step.READ_BACK) as pilot:
        await pilot.press("home", "g")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert "were they invited?" in shown(pilot)
        await pilot.press(*"not inv", "enter", *"They moved away", "ctrl+s")
        await pilot.pause()
    meeting = no_health.live.outcome.meeting
    answered = [one for one in meeting.attendance.register if one.invitation.reason == "They moved away"]
    assert [one.invitation.answer for one in answered] == [Answer.NOT_INVITED]
