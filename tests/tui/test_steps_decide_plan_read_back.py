"""Steps 5 to 7: deciding at its gate, planning, reading back, signing, and what comes after."""

import errno
from collections.abc import Iterable
from dataclasses import replace as replace_desk
from pathlib import Path

import pytest
from tests.tui.desk import agencies, desk, on_step, save, shown, sitting_at, values_of

from chairtui.core.attendance import NoteWrittenInformation, RecordPresence
from chairtui.core.change import Refused
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember
from chairtui.core.keyed import find
from chairtui.core.meeting import ChangeUrgency
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import (
    ActionStatus,
    Gate,
    Horizon,
    Mode,
    Outcome,
    Step,
    Topic,
    View,
    Weight,
)
from chairtui.live.gates import is_answered, unanswered
from chairtui.live.recipients import Around, proposals
from chairtui.records.unwritten import not_written
from chairtui.tui.filling import without_codes
from chairtui.tui.rows.closing import read_back_rows
from chairtui.tui.rows.deciding import decision_rows, without_words
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.rows.read_aloud import words_to_read_back
from chairtui.tui.sheets import afterwards, closing, deciding, planning, settling
from chairtui.tui.sheets.delivery import delivery_sheet
from chairtui.tui.sheets.gate import field_key, gate_sheet, stops
from chairtui.tui.sitting import Sitting
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.words import content

EVERYBODY = tuple(RecordPresence(attendee_id=who, mode=Mode.IN_ROOM) for who in ("worker", "police", "nurse"))
NO_NURSE = EVERYBODY[:2]
RISK = Contribute(
    contribution=Contribution(
        id="risk", attendee_id="police", fact="Seen with the group on Tuesday", weight=Weight.RISK
    )
)
REASONS = {"risks": "He is in reach of the group", "evidence": "Seen on Tuesday", "threshold": "Likely harm"}
NAME = "Dee Grant"


@pytest.fixture
def at_table(tmp_path: Path) -> Sitting:
    """A meeting at which everybody of the minimum is here."""
    return sitting_at(desk(tmp_path), *EVERYBODY)


@pytest.fixture
def no_health(tmp_path: Path) -> Sitting:
    """A meeting to which no health practitioner came."""
    return sitting_at(desk(tmp_path), *NO_NURSE)


def decide_now(sitting: Sitting, **typed: str | tuple[str, ...]) -> None:
    """Record a decision, answering whatever its gate asks."""
    form = deciding.decision_sheet(sitting)
    asked = stops(sitting)
    if asked:
        gate = gate_sheet(sitting, asked, lambda handled: deciding.decision_sheet(sitting, handled=handled))
        assert gate.then is not None
        form = gate.then({field_key(stop): "Called at 10:20, no answer" for stop in asked})
    save(sitting, form, outcome=Outcome.INITIATE.value, **REASONS, **typed)


def give_reasons(sitting: Sitting) -> None:
    """Give a reason for every gap."""
    outcome = sitting.live.outcome
    for verdict in unanswered(outcome.meeting, outcome.verdicts, Gate.CLOSE):
        save(sitting, closing.gap_sheet(sitting, verdict), reason="Not settled today; reviewed on Friday")


def sign_now(sitting: Sitting) -> None:
    give_reasons(sitting)
    save(sitting, closing.sign_sheet(sitting), name=NAME)


def words(rows: Iterable[Row], key: str = "") -> str:
    return "\n".join(content(row.words).plain for row in rows if row.key.startswith(key))


def decided(sitting: Sitting) -> list[Row]:
    meeting = sitting.live.outcome.meeting
    return decision_rows(meeting, sitting.expected(meeting), agencies())


def statement(sitting: Sitting) -> str:
    meeting = sitting.live.outcome.meeting
    return without_words(meeting, sitting.expected(meeting), agencies())


def planned(sitting: Sitting) -> list[Row]:
    return plan_rows(sitting.live.outcome.meeting, agencies(), sitting.dates.today())


def read(sitting: Sitting) -> list[Row]:
    outcome = sitting.live.outcome
    return read_back_rows(outcome, sitting.around(outcome.meeting), sitting.now)


# 5 Decision -----------------------------------------------------------------------------------------


def test_the_kind_of_record_is_derived_from_who_is_here(at_table: Sitting, no_health: Sitting) -> None:
    assert "Strategy discussion" in words(decided(at_table), "type")
    assert "minimum attendance not met" in words(decided(no_health), "type")


def test_a_decision_keeps_its_reasons_and_the_facts_it_rests_on(at_table: Sitting) -> None:
    at_table.live.do(RISK)
    decide_now(at_table, facts=("risk",))
    row = words(decided(at_table), "decision/")
    assert "Kit: INITIATE SECTION 47 ENQUIRIES" in row
    assert "Rests on:\n  · Seen with the group" in row
    assert "Not written: alternatives rejected, what is not known" in row


def test_siblings_may_have_different_decisions(at_table: Sitting) -> None:
    at_table.live.do(DescribeChild(child=Child(id="bo", name="Bo")))
    decide_now(at_table)
    form = deciding.decision_sheet(at_table, children=("bo",))
    save(at_table, form, outcome=Outcome.DO_NOT_INITIATE.value)
    meeting = at_table.live.outcome.meeting
    assert [meeting.deciding.about(child).outcome for child in ("kit", "bo")] == [  # type: ignore[union-attr]
        Outcome.INITIATE,
        Outcome.DO_NOT_INITIATE,
    ]


def test_an_adjournment_needs_a_time(at_table: Sitting) -> None:
    form = deciding.decision_sheet(at_table)
    with pytest.raises(Refused, match="until when"):
        save(at_table, form, outcome=Outcome.ADJOURN.value)
    meeting = save(at_table, form, outcome=Outcome.ADJOURN.value, until="tomorrow 14:00")
    assert meeting.deciding.last is not None
    assert meeting.deciding.last.adjourned_until is not None


def test_correcting_the_words_keeps_the_time_and_another_outcome_is_another_decision(
    at_table: Sitting,
) -> None:
    decide_now(at_table)
    first = at_table.live.outcome.meeting.deciding.decisions[0]
    save(at_table, deciding.decision_sheet(at_table, first), risks="Put better")
    (corrected,) = at_table.live.outcome.meeting.deciding.decisions
    assert (corrected.rationale.risks, corrected.decided_at) == ("Put better", first.decided_at)
    save(at_table, deciding.decision_sheet(at_table, corrected), outcome=Outcome.DO_NOT_INITIATE.value)
    assert len(at_table.live.outcome.meeting.deciding.decisions) == 2


def test_the_gate_asks_a_fact_for_each_stop_and_saves_it_with_the_decision(no_health: Sitting) -> None:
    asked = stops(no_health)
    assert "W-MIN-HEALTH" in {stop.code for stop in asked}
    with pytest.raises(Refused, match="who was called"):
        save(no_health, deciding.decision_sheet(no_health), outcome=Outcome.INITIATE.value)
    decide_now(no_health)
    meeting, verdicts = no_health.live.outcome.meeting, no_health.live.outcome.verdicts
    health = next(one for one in verdicts if one.code == "W-MIN-HEALTH")
    warning = find(meeting.warnings, health.id)
    assert meeting.deciding.last is not None
    assert warning is not None
    assert warning.last is not None
    assert (warning.last.words, warning.last.gate) == ("Called at 10:20, no answer", Gate.DECISION)
    assert not is_answered(meeting, health, Gate.CLOSE), "it is asked again before signing"


def test_urgent_mode_lets_every_stop_through(no_health: Sitting) -> None:
    no_health.live.do(ChangeUrgency(urgent=True))
    assert stops(no_health) == ()
    save(no_health, deciding.decision_sheet(no_health), outcome=Outcome.INITIATE.value)


def test_an_action_is_never_held_up_by_the_gate(no_health: Sitting) -> None:
    form = planning.new_action_sheet(no_health, Horizon.IMMEDIATE)
    typed = {"what": "Go to the flat", "owner": "Ben Marsh", "due": "today", "why": "He is there now"}
    assert save(no_health, form, **typed).plan.actions[0].horizon is Horizon.IMMEDIATE


def test_decided_without_is_written_by_the_program_and_only_annotated(no_health: Sitting) -> None:
    folded = words(decided(no_health), "without")
    assert folded == "If it were decided now. Decided without 1: Enter to read"
    assert statement(no_health).startswith("Decided without: Cy Lowe")
    decide_now(no_health)
    save(no_health, settling.without_sheet(no_health, "…"), words="We ring again at noon")
    row = words(decided(no_health), "without")
    assert "Decided without 1" in row
    assert "Chair: We ring again at noon" in row


def test_an_action_to_hear_from_somebody_absent_shows_in_the_statement(no_health: Sitting) -> None:
    decide_now(no_health)
    form = planning.new_action_sheet(
        no_health, Horizon.SHORT_TERM, what="Ring her", why="Absent", answers=("nurse",)
    )
    save(no_health, form, owner="Ada Okoro", due="tomorrow")
    assert "to be obtained by Ada Okoro by Fri 6 Mar 2026" in statement(no_health)


def test_somebody_absent_cannot_be_recorded_as_agreeing(no_health: Sitting) -> None:
    decide_now(no_health)
    nurse = find(no_health.live.outcome.meeting.attendance.register, "nurse")
    assert nurse is not None
    with pytest.raises(Refused, match="cannot be recorded as agreeing"):
        save(no_health, settling.position_sheet(no_health, nurse), view=View.AGREE.value)
    assert "cannot be recorded as agreeing" in words(decided(no_health), "position/nurse")
    assert "not asked" in words(decided(no_health), "position/police")


def test_a_disagreement_needs_its_reason(at_table: Sitting) -> None:
    decide_now(at_table)
    police = at_table.live.outcome.meeting.attendance.register[1]
    form = settling.position_sheet(at_table, police)
    with pytest.raises(Refused, match="reason"):
        save(at_table, form, view=View.DISAGREE.value)
    save(at_table, form, view=View.DISAGREE.value, reason="Too soon")
    assert "disagrees: Too soon\nHow is it taken further?" in words(decided(at_table), "position/police")


def test_single_or_joint_comes_only_after_the_decision(at_table: Sitting) -> None:
    form = settling.topic_sheet(at_table, Topic.JOINT)
    with pytest.raises(Refused, match="Decide about section 47 first"):
        save(at_table, form, answer="joint")
    decide_now(at_table)
    save(at_table, form, answer="joint", reason="a crime may have been committed")
    assert "joint, because a crime" in words(decided(at_table), "topic/JOINT")


def test_going_on_without_the_minimum_needs_a_time_to_meet_again(no_health: Sitting) -> None:
    save(
        no_health, settling.override_sheet(no_health), reason="He is in danger now", reconvene="tomorrow 9am"
    )
    assert "held urgently" in words(decided(no_health), "type")
    assert "Held again Fri 6 Mar 2026 09:00" in words(decided(no_health), "override")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_by_keyboard_the_gate_is_asked_then_the_decision(
    no_health: Sitting, size: tuple[int, int]
) -> None:
    async with on_step(no_health, Step.DECIDE, size) as pilot:
        await pilot.press("e")
        assert "Before the decision" in shown(pilot)
        for _ in stops(no_health):
            await pilot.press(*"rang", "tab")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "The decision about section 47" in shown(pilot)
        await pilot.press(*"initiate", "enter", "ctrl+s")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, Form)
        assert "INITIATE SECTION 47" in shown(pilot)
    assert no_health.live.outcome.meeting.deciding.last is not None


async def test_a_gate_that_is_closed_keeps_what_was_typed(no_health: Sitting) -> None:
    async with on_step(no_health, Step.DECIDE) as pilot:
        await pilot.press("e", *"rang", "escape", "e")
        await pilot.pause()
        assert "rang" in pilot.app.screen.focused.text  # type: ignore[union-attr]
    assert no_health.live.outcome.meeting.deciding.last is None


async def test_space_notes_that_an_agency_agrees(at_table: Sitting) -> None:
    decide_now(at_table)
    async with on_step(at_table, Step.DECIDE) as pilot:
        pilot.app.screen.query_one("#body").go_to("position/police")  # type: ignore[attr-defined]
        await pilot.press("space")
        assert "agrees" in shown(pilot)
    (position,) = at_table.live.outcome.meeting.deciding.positions
    assert (position.id, position.view) == ("police", View.AGREE)


async def test_space_notes_nothing_for_somebody_who_only_wrote(no_health: Sitting) -> None:
    no_health.live.do(NoteWrittenInformation(attendee_id="nurse"))
    decide_now(no_health)
    async with on_step(no_health, Step.DECIDE) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("position/nurse")
        await pilot.press("space")
        (told,) = pilot.app._notifications
        assert "They were not there when it was decided" in told.message
    assert no_health.live.outcome.meeting.deciding.positions == ()


async def test_the_cursor_begins_on_the_child_and_agreeing_goes_to_who_was_not_asked(
    at_table: Sitting,
) -> None:
    async with on_step(at_table, Step.DECIDE) as pilot:
        assert pilot.app.screen.query_one("#body", Lines).cursor_key == "child/kit"
    decide_now(at_table)
    async with on_step(at_table, Step.DECIDE) as pilot:
        await pilot.press("home", "space")
        await pilot.pause()
        cursor = pilot.app.screen.query_one("#body", Lines).cursor_key
    (position,) = at_table.live.outcome.meeting.deciding.positions
    assert position.view is View.AGREE
    assert cursor == f"position/{position.id}"


async def test_while_names_are_hidden_no_form_opens(at_table: Sitting) -> None:
    at_table.private = True
    async with on_step(at_table, Step.DECIDE) as pilot:
        await pilot.press("e")
        assert not isinstance(pilot.app.screen, Form)
        assert "Kit" not in shown(pilot)


# 6 Plan ---------------------------------------------------------------------------------------------


def test_an_empty_horizon_asks_for_an_action_or_a_reason(at_table: Sitting) -> None:
    assert "No immediate action yet: F3 adds one" in words(planned(at_table), "none/IMMEDIATE")
    save(at_table, planning.nothing_sheet(at_table, Horizon.IMMEDIATE), because="he is safe in hospital")
    assert "None, because he is safe in hospital" in words(planned(at_table), "none/IMMEDIATE")


def test_an_action_shows_who_by_when_why_and_that_its_owner_does_not_know(no_health: Sitting) -> None:
    form = planning.new_action_sheet(no_health, Horizon.SHORT_TERM)
    typed = {"what": "Ring the clinic", "owner": "Cy Lowe", "due": "+2wd", "why": "Weight is not known"}
    meeting = save(no_health, form, **typed)
    row = words(planned(no_health), f"action/{meeting.plan.actions[0].id}")
    assert "Ring the clinic\nCy Lowe · Health visitor · by Mon 9 Mar 2026" in row
    assert "OWNER NOT TOLD YET" in row
    assert "Tell Cy Lowe" in words(planned(no_health))


async def test_an_owner_who_is_no_person_is_said_at_the_owner(at_table: Sitting) -> None:
    async with on_step(at_table, Step.PLAN) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, Form)
        filled = {
            "what": "Visit",
            "owner": "police",
            "agency": "police",
            "due": "today",
            "why": "He is missing",
        }
        for key, value in filled.items():
            form.field(key).value = value
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "“police” is not a person" in form.field("owner").problem
        assert form.focused in form.field("owner").query("*")
    assert at_table.live.outcome.meeting.plan.actions == ()


def test_an_agency_is_not_a_person(at_table: Sitting) -> None:
    form = planning.new_action_sheet(at_table, Horizon.SHORT_TERM)
    with pytest.raises(Refused, match="not a person"):
        save(at_table, form, what="Follow up", owner="Health", agency="gp", due="today", why="weight")


def test_each_child_and_family_member_is_not_planned_until_somebody_sees_them(at_table: Sitting) -> None:
    at_table.live.do(DescribeFamilyMember(member=FamilyMember(id="ma", name="Mo", relationship="mother")))
    assert "Kit: NOT PLANNED" in words(planned(at_table), "seeing/kit")
    assert "Mo (mother): NOT PLANNED" in words(planned(at_table), "seeing/ma")
    save(at_table, planning.seeing_sheet(at_table, "kit"), by="Ada Okoro", due="today", alone="yes")
    assert "Kit: Ada Okoro, alone · by Thu 5 Mar 2026" in words(planned(at_table), "seeing/kit")
    save(at_table, planning.seeing_sheet(at_table, "kit", seen=True), seen="today")
    assert "Kit: seen on Thu 5 Mar 2026" in words(planned(at_table), "seeing/kit")


def test_contingency_question_and_further_information_say_what_is_missing(at_table: Sitting) -> None:
    save(at_table, planning.contingency_sheet(at_table), trigger="he runs", response="ring 101")
    assert "how to reach them out of hours: not written" in words(planned(at_table), "contingency/")
    save(at_table, planning.question_sheet(at_table), words="Who drives the car?")
    assert "NOBODY ASKED YET" in words(planned(at_table), "question/")
    assert not words(planned(at_table), "further/"), "only while an assessment is under way"
    save(at_table, planning.further_sheet(at_table), what="School attendance", due="fri")
    assert "School attendance\nNOBODY YET · by Fri 6 Mar 2026" in words(planned(at_table), "further/")


def test_the_conference_is_counted_from_the_discussion_that_initiated_the_enquiries(
    at_table: Sitting,
) -> None:
    assert "no enquiries initiated yet" in words(planned(at_table), "conference")
    decide_now(at_table)
    assert "15 working days from the discussion: Thu 26 Mar 2026" in words(planned(at_table), "conference")
    form = afterwards.conference_sheet(at_table)
    meeting = save(at_table, form, reason="Harm is likely to go on")
    assert meeting.plan.conference is not None
    assert str(meeting.plan.conference.target_on) == "2026-03-26"
    save(at_table, afterwards.conference_sheet(at_table), target="27 mar")
    assert "LATE" in words(planned(at_table), "conference")


def test_done_asks_how_we_know(at_table: Sitting) -> None:
    form = planning.new_action_sheet(at_table, Horizon.SHORT_TERM)
    action = save(at_table, form, what="Ring", owner="Ben Marsh", due="today", why="safety").plan.actions[0]
    with pytest.raises(Refused, match="how we know"):
        save(at_table, afterwards.closing_sheet(action, ActionStatus.DONE))
    save(at_table, afterwards.closing_sheet(action, ActionStatus.DONE), evidence="He rang back at 11")
    assert "done: He rang back at 11" in words(planned(at_table), "action/")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_by_keyboard_an_immediate_action_is_added_and_done(
    at_table: Sitting, size: tuple[int, int]
) -> None:
    async with on_step(at_table, Step.PLAN, size) as pilot:
        await pilot.press("home", "f3", *"Go to the flat", "tab", *"Ben Marsh", "tab", "tab", *"today", "tab")
        await pilot.press(*"He is there", "ctrl+s")
        await pilot.pause()
        assert "Ben Marsh" in shown(pilot)
        await pilot.press("home", "space", *"He rang", "ctrl+s")
        await pilot.pause()
        assert "done: He rang" in shown(pilot)
    (action,) = at_table.live.outcome.meeting.plan.actions
    assert (action.status, action.horizon) == (ActionStatus.DONE, Horizon.IMMEDIATE)


async def test_n_adds_to_the_section_and_delete_takes_out(at_table: Sitting) -> None:
    async with on_step(at_table, Step.PLAN) as pilot:
        body = pilot.app.screen.query_one("#body")
        body.go_to("contingency/")  # type: ignore[attr-defined]
        await pilot.press("n", *"he runs", "tab", *"ring 101", "ctrl+s")
        await pilot.pause()
        assert "he runs" in shown(pilot)
        assert len(at_table.live.outcome.meeting.plan.contingencies) == 1
        await pilot.press("delete")
        assert at_table.live.outcome.meeting.plan.contingencies == ()


# 7 Read back ----------------------------------------------------------------------------------------


def test_the_gap_list_shows_each_gap_with_its_reason_or_that_there_is_none(no_health: Sitting) -> None:
    decide_now(no_health)
    assert "no reason yet" in words(read(no_health), "gap/W-MIN-HEALTH")
    give_reasons(no_health)
    assert "→ Not settled today" in words(read(no_health), "gap/W-MIN-HEALTH")


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
    assert "→ Not settled today" in words(read(no_health), "left/W-MIN-HEALTH")


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
    save(at_table, delivery_sheet(at_table, new, listed=False), channel="secure e-mail", due="tomorrow")
    assert "to be sent by Fri 6 Mar 2026" in words(read(at_table), f"delivery/{new.id}")
    assert "Ben Marsh" not in words(read(at_table), "proposed/")
    decide_now(at_table)
    sign_now(at_table)
    listed = at_table.live.outcome.meeting.closing.distribution[0]
    save(at_table, delivery_sheet(at_table, listed, listed=True), sent="today 10:10")
    assert "sent Thu 5 Mar 2026 10:10, not acknowledged" in words(read(at_table), f"delivery/{new.id}")
    listed = at_table.live.outcome.meeting.closing.distribution[0]
    save(at_table, delivery_sheet(at_table, listed, listed=True), acknowledged="today 10:20")
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
    async with on_step(no_health, Step.READ_BACK) as pilot:
        await pilot.press("home", "g", *"Not today", "ctrl+s")
        await pilot.pause()
        assert "→ Not today" in shown(pilot)


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
    first = next(one for one in left if one.code not in closing.OWN_REASON)
    sheet = closing.gap_sheet(no_health, first)
    offered = next(spec for spec in sheet.fields if spec.key == "gaps")
    assert offered.initial == (first.id,)
    keys = tuple(option.value for option in offered.options)
    assert not any(key.partition(":")[0] in closing.OWN_REASON for key in keys)
    save(no_health, sheet, reason="On Friday", gaps=keys)
    assert {one.code for one in closing.without_reason(no_health)} <= closing.OWN_REASON
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
    def full(_meeting_id: str, _form: str, folder: Path) -> Path:
        raise not_written(OSError(errno.ENOSPC, "No space left on device"), folder)

    sitting = sitting_at(replace_desk(desk(tmp_path), export=full), *EVERYBODY)
    said = await said_of_an_export(sitting)
    assert said.startswith("No record was made. Nothing was written to ")
    assert "the disk is full" in said


def test_nothing_typed_is_read_as_markup(at_table: Sitting) -> None:
    hostile = "[/b] [@click=app.quit]x[/]"
    decide_now(at_table, alternatives=hostile)
    assert hostile in words(decided(at_table), "decision/")


def test_a_form_takes_back_what_it_shows(at_table: Sitting) -> None:
    decide_now(at_table)
    (decision,) = at_table.live.outcome.meeting.deciding.decisions
    form = deciding.decision_sheet(at_table, decision)
    assert at_table.live.do(*form.commands(values_of(form))).events == ()
