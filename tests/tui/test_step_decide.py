"""Step 5: the decision at its gate, its reasons, and what each agency says of it."""

from datetime import UTC, date, datetime

import pytest
from tests.tui.deciding import EVERYBODY, NO_NURSE, RISK, decide_now, decided, statement, words
from tests.tui.desk import on_step, save, shown, values_of

from chairtui.cli.overview import overview
from chairtui.core.analysis import StateHypothesis
from chairtui.core.attendance import ListAttendee, NoteWrittenInformation, RecordPresence
from chairtui.core.change import Refused
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.meeting import ChangeUrgency
from chairtui.core.register import Attendee
from chairtui.core.rooms import type_at
from chairtui.core.round import CallAgency
from chairtui.core.series import Earlier, JoinSeries
from chairtui.core.vocabulary import (
    Education,
    Gate,
    Horizon,
    Mode,
    Outcome,
    Sector,
    Step,
    Threshold,
    Topic,
    View,
    YesNo,
)
from chairtui.core.warnings import Severity
from chairtui.core.with_ids import find
from chairtui.live.gates import is_answered
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import Frame
from chairtui.records.formats.plain import write
from chairtui.tui.rows.meaning import meaning_rows
from chairtui.tui.sheets import deciding, planning, settling
from chairtui.tui.sheets.gate import counts, gate_sheet, stops
from chairtui.tui.sheets.meaning import threshold_sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.lines import Lines


def child_of(sitting: Sitting, key: str) -> Child:
    child = find(sitting.live.outcome.meeting.concern.children, key)
    assert child is not None
    return child


SAFE = AnswerSafety(safety=Safety(safe=YesNo.YES))


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
    at_table.live.do(SAFE)
    form = deciding.decision_sheet(at_table)
    with pytest.raises(Refused, match="until when"):
        save(at_table, form, outcome=Outcome.ADJOURN.value)
    meeting = save(at_table, form, outcome=Outcome.ADJOURN.value, until="tomorrow 14:00")
    assert meeting.deciding.decisions[-1].adjourned_until is not None


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
    assert meeting.deciding.decisions
    assert warning is not None
    assert warning.last is not None
    assert (warning.last.words, warning.last.gate) == ("Called at 10:20, no answer", Gate.DECISION)
    assert is_answered(meeting, health, Gate.CLOSE), "it is not asked again at signing"


def test_the_gate_says_by_group_a_line_each_what_it_does_not_ask(no_health: Sitting) -> None:
    assert counts(no_health, stops(no_health)) == ""
    no_health.live.do(SAFE, CallAgency(attendee_id="worker"), StateHypothesis(words="At risk"))
    sheet = gate_sheet(no_health, stops(no_health), lambda _: deciding.decision_sheet(no_health))
    (line,) = sheet.about.splitlines()[1:]
    assert line.startswith("Asked at signing · the child: What Kit says ")


def test_the_gate_of_a_further_decision_says_what_is_answered_already_or_asked_by_who_is_here(
    no_health: Sitting,
) -> None:
    no_health.live.do(DescribeChild(child=Child(id="lee", name="Lee")))
    decide_now(no_health)
    asked, outcome = stops(no_health), no_health.live.outcome
    rest = [one for one in outcome.verdicts if one.severity is Severity.STOP and one not in asked]
    told = counts(no_health, asked).splitlines()
    beside = [line for line in told if line.startswith(("Answered already · ", "Asked at signing · "))]
    groups = {one.group.title for one in rest}
    assert {line.partition(" · ")[2].partition(":")[0] for line in beside} == groups
    for one in rest:
        about = [line for line in beside if f"· {one.group.title}: " in line]
        assert any(one.say in line or " more." in line for line in about)


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
    assert "The chair adds: We ring again at noon." in row


def test_what_the_chair_adds_is_said_also_where_nothing_is_decided(no_health: Sitting) -> None:
    save(no_health, settling.without_sheet(no_health, "…"), words="We ring again at noon.")
    outcome = no_health.live.outcome
    assert outcome.meeting.deciding.decisions == ()
    assert "The chair adds: We ring again at noon." in words(decided(no_health), "without")
    assert "The chair adds: We ring again at noon.\n" in overview(no_health.desk, outcome)
    record = write(compose(Frame(meeting=outcome.meeting, rows=())))
    assert "The chair adds: We ring again at noon.\n" in record


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
    (decision,) = no_health.live.outcome.meeting.deciding.decisions
    with pytest.raises(Refused, match="cannot be recorded as agreeing"):
        save(no_health, settling.position_sheet(no_health, nurse, decision), view=View.AGREE.value)
    assert "cannot be recorded as agreeing" in words(decided(no_health), "position/nurse")
    assert "not asked" in words(decided(no_health), "position/police")


def test_a_disagreement_needs_its_reason(at_table: Sitting) -> None:
    decide_now(at_table)
    police = at_table.live.outcome.meeting.attendance.register[1]
    (decision,) = at_table.live.outcome.meeting.deciding.decisions
    form = settling.position_sheet(at_table, police, decision)
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
    assert no_health.live.outcome.meeting.deciding.decisions


async def test_a_gate_that_is_closed_keeps_what_was_typed(no_health: Sitting) -> None:
    async with on_step(no_health, Step.DECIDE) as pilot:
        await pilot.press("e", *"rang", "escape", "e")
        await pilot.pause()
        assert "rang" in pilot.app.screen.focused.text  # type: ignore[union-attr]
    assert not no_health.live.outcome.meeting.deciding.decisions


async def test_space_notes_that_an_agency_agrees(at_table: Sitting) -> None:
    decide_now(at_table)
    async with on_step(at_table, Step.DECIDE) as pilot:
        pilot.app.screen.query_one("#body").go_to("position/police")  # type: ignore[attr-defined]
        await pilot.press("space")
        assert "agrees" in shown(pilot)
    (position,) = at_table.live.outcome.meeting.deciding.positions
    assert (position.whose, position.view) == ("police", View.AGREE)


async def test_space_notes_nothing_for_somebody_who_only_wrote(no_health: Sitting) -> None:
    no_health.live.do(NoteWrittenInformation(attendee_id="nurse"))
    decide_now(no_health)
    async with on_step(no_health, Step.DECIDE) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("position/nurse")
        await pilot.press("space")
        (told,) = pilot.app._notifications
        assert "They were not there when it was decided" in told.message
    assert no_health.live.outcome.meeting.deciding.positions == ()


async def test_space_on_the_line_of_an_agency_that_nobody_stood_for_notes_nobodys_agreement(
    no_health: Sitting,
) -> None:
    taught = Child(id="kit", name="Kit", education=Education.SCHOOL, setting="Ashgrove")
    no_health.live.do(SAFE, DescribeChild(child=taught))
    decide_now(no_health)
    async with on_step(no_health, Step.DECIDE) as pilot:
        body = pilot.app.screen.query_one("#body", Lines)
        body.go_to("absent/nobody")
        await pilot.press("enter")
        nobody = next(row.key for row in body.rows if row.key.startswith("nobody/"))
        body.go_to(nobody)
        for key in ("space", "p"):
            await pilot.press(key)
            assert not isinstance(pilot.app.screen, Form)
        assert no_health.live.outcome.meeting.deciding.positions == ()
        assert body.cursor_key == nobody
        assert "They were not there when it was decided" in shown(pilot)


def test_the_reasons_of_one_child_begin_with_no_threshold_of_another(at_table: Sitting) -> None:
    at_table.live.do(DescribeChild(child=Child(id="bo", name="Bo")))
    for child, threshold in (("kit", Threshold.LIKELY), ("bo", Threshold.NOT_MET)):
        save(at_table, threshold_sheet(at_table, child_of(at_table, child)), threshold=threshold.value)
    form = deciding.decision_sheet(at_table, children=("bo",))
    (begun,) = (field.initial for field in form.fields if field.key == "threshold")
    assert begun == f"Bo: {Threshold.NOT_MET.value}"


async def test_the_cursor_begins_on_the_child(at_table: Sitting) -> None:
    async with on_step(at_table, Step.DECIDE) as pilot:
        assert pilot.app.screen.query_one("#body", Lines).cursor_key == "child/kit"


async def test_away_from_any_view_agreeing_and_disagreeing_note_nothing_and_say_what_to_press(
    at_table: Sitting,
) -> None:
    decide_now(at_table)
    async with on_step(at_table, Step.DECIDE) as pilot:
        body = pilot.app.screen.query_one("#body", Lines)
        away = [row.key for row in body.rows if row.selectable and not row.key.startswith("position/")]
        for place in away:
            for key in ("space", "p"):
                body.go_to(place)
                await pilot.press(key)
                assert not isinstance(pilot.app.screen, Form), place
                assert body.cursor_key == place
                assert (
                    "go to somebody's line under “Who agrees”" in list(pilot.app._notifications)[-1].message
                )
                pilot.app.clear_notifications()
    assert len(away) > 5
    assert at_table.live.outcome.meeting.deciding.positions == ()


async def test_where_several_decisions_stand_none_is_changed_from_a_row_that_is_not_its_own(
    at_table: Sitting,
) -> None:
    at_table.live.do(DescribeChild(child=Child(id="bo", name="Bo")))
    decide_now(at_table, children=("kit",))
    save(at_table, deciding.decision_sheet(at_table, children=("bo",)), outcome=Outcome.DO_NOT_INITIATE.value)
    async with on_step(at_table, Step.DECIDE) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to("conference")
        await pilot.press("e")
        assert not isinstance(pilot.app.screen, Form)
        (told,) = pilot.app._notifications
        assert "several stand" in told.message


async def test_those_who_were_absent_and_said_nothing_share_a_row_that_names_them(no_health: Sitting) -> None:
    for number, name in enumerate(("Ola Reed", "Di Shaw")):
        line = Attendee(
            id=f"more-{number}",
            agency="school",
            sector=Sector.EDUCATION,
            called=f"School {number}",
            name=name,
        )
        no_health.live.do(ListAttendee(attendee=line))
    decide_now(no_health)
    async with on_step(no_health, Step.DECIDE) as pilot:
        body = pilot.app.screen.query_one("#body", Lines)
        keys = [row.key for row in body.rows]
        (folded,) = (row for row in body.rows if row.key.startswith("absent/") and "nobody" not in row.key)
        assert (folded.title, "Ola Reed (School 0); Di Shaw (School 1)" in words([folded])) == (
            "3 absent",
            True,
        )
        assert not {"position/nurse", "position/more-0", "position/more-1"} & set(keys)
        assert "position/police" in keys
        body.go_to(folded.key)
        await pilot.press("enter")
        unfolded = [row.key for row in body.rows]
        at = unfolded.index(folded.key)
        assert set(unfolded[at + 1 : at + 4]) == {"position/nurse", "position/more-0", "position/more-1"}
        await pilot.press("enter")
        assert [row.key for row in body.rows] == keys


async def test_while_names_are_hidden_no_form_opens(at_table: Sitting) -> None:
    at_table.private = True
    async with on_step(at_table, Step.DECIDE) as pilot:
        await pilot.press("e")
        assert not isinstance(pilot.app.screen, Form)
        assert "Kit" not in shown(pilot)


def test_nothing_typed_is_read_as_markup(at_table: Sitting) -> None:
    hostile = "[/b] [@click=app.quit]x[/]"
    decide_now(at_table, alternatives=hostile)
    assert hostile in words(decided(at_table), "decision/")


def test_a_form_takes_back_what_it_shows(at_table: Sitting) -> None:
    decide_now(at_table)
    (decision,) = at_table.live.outcome.meeting.deciding.decisions
    form = deciding.decision_sheet(at_table, decision)
    assert at_table.live.do(*form.commands(values_of(form))).events == ()


async def test_one_press_notes_a_view_of_the_decision_that_is_looked_at(at_table: Sitting) -> None:
    at_table.live.do(DescribeChild(child=Child(id="bo", name="Bo")))
    decide_now(at_table, children=("kit",))
    save(at_table, deciding.decision_sheet(at_table, children=("bo",)), outcome=Outcome.DO_NOT_INITIATE.value)
    first, second = at_table.live.outcome.meeting.deciding.decisions
    assert "Who agrees, by name about Kit" in words(decided(at_table), "heading/positions")
    async with on_step(at_table, Step.DECIDE) as pilot:
        pilot.app.screen.query_one("#body", Lines).go_to(f"position/police/{second.id}")
        await pilot.press("space")
        await pilot.pause()
    deciding_now = at_table.live.outcome.meeting.deciding
    assert deciding_now.view("police", first.id) is None
    taken = deciding_now.view("police", second.id)
    assert taken is not None
    assert taken.view is View.AGREE


FIRST = Earlier(
    id="m0", reference="SM-0", held_at=datetime(2026, 2, 23, 10, tzinfo=UTC), outcome=Outcome.INITIATE
)


def test_while_enquiries_are_under_way_to_continue_them_is_offered_first(at_table: Sitting) -> None:
    at_table.live.do(SAFE)
    alone = deciding.decision_sheet(at_table)
    assert alone.fields[0].options[0].value == Outcome.INITIATE.value
    assert "anew" not in {one.key for one in alone.fields}
    at_table.live.do(JoinSeries(earlier=(FIRST,)))
    form = deciding.decision_sheet(at_table)
    assert form.about.startswith("Section 47 enquiries about Kit are under way since Mon 23 Feb 2026")
    assert form.fields[0].options[0].value == Outcome.CONTINUE.value
    with pytest.raises(Refused, match="under way"):
        save(at_table, form, outcome=Outcome.INITIATE.value)
    typed = {"anew": "They ended; he was hit again", "ended": "2 mar 2026"}
    meeting = save(at_table, form, outcome=Outcome.INITIATE.value, **typed)
    (decision,) = meeting.deciding.decisions
    assert (decision.anew_because, decision.earlier_ended_on) == (typed["anew"], date(2026, 3, 2))


def test_correcting_a_decision_does_not_undo_a_later_one_about_a_sibling(at_table: Sitting) -> None:
    at_table.live.do(DescribeChild(child=Child(id="bo", name="Bo")))
    decide_now(at_table)
    save(at_table, deciding.decision_sheet(at_table, children=("bo",)), outcome=Outcome.DO_NOT_INITIATE.value)
    first = at_table.live.outcome.meeting.deciding.decisions[0]
    meeting = save(at_table, deciding.decision_sheet(at_table, first), risks="Put better")
    stands = meeting.deciding.about("bo")
    assert stands is not None
    assert stands.outcome is Outcome.DO_NOT_INITIATE


def test_a_threshold_that_was_not_judged_before_is_judged_with_the_decision_and_then_not_asked_again(
    at_table: Sitting,
) -> None:
    decide_now(at_table, judged=Threshold.LIKELY.value)
    meeting = at_table.live.outcome.meeting
    assert {one.id for one in meeting.analysis.judgements} == {one.id for one in meeting.concern.children}
    assert {one.threshold for one in meeting.analysis.judgements} == {Threshold.LIKELY}
    assert "W-THRESHOLD" not in {one.code for one in at_table.live.outcome.verdicts}
    again = deciding.decision_sheet(at_table, meeting.deciding.decisions[0])
    assert "judged" not in {spec.key for spec in again.fields}


def test_a_threshold_that_is_written_with_the_decision_stands_at_step_4_too(at_table: Sitting) -> None:
    decide_now(at_table)
    meeting = at_table.live.outcome.meeting
    said = words(meaning_rows(meeting, ()))
    assert "Likely harm" in said
    assert "as written with the decision; Enter judges it" in said
    assert "not judged yet" not in said


def test_a_child_added_to_a_decision_is_decided_now_by_who_is_here_now(no_health: Sitting) -> None:
    no_health.live.do(DescribeChild(child=Child(id="bo", name="Bo")))
    decide_now(no_health, children=("kit",))
    first = no_health.live.outcome.meeting.deciding.decisions[0]
    no_health.live.do(RecordPresence(attendee_id="nurse", mode=Mode.PHONE))
    form = deciding.decision_sheet(no_health, first)
    meeting = save(no_health, form, children=("kit", "bo"), risks="Put better")
    kit, bo = meeting.deciding.about("kit"), meeting.deciding.about("bo")
    assert kit is not None
    assert bo is not None
    assert (kit.id, kit.decided_at, kit.rationale.risks) == (first.id, first.decided_at, "Put better")
    assert bo.id != first.id
    assert [type_at(meeting, one).minimum.health for one in (kit, bo)] == [False, True]


def test_the_form_that_corrects_a_decision_speaks_of_the_room_it_was_taken_in(no_health: Sitting) -> None:
    decide_now(no_health)
    no_health.live.do(RecordPresence(attendee_id="nurse", mode=Mode.PHONE))
    (first,) = no_health.live.outcome.meeting.deciding.decisions
    about = deciding.decision_sheet(no_health, first).about
    assert "Multi-agency meeting: minimum attendance not met" in about
    assert f"There then: {len(NO_NURSE)}." in about
    again = deciding.decision_sheet(no_health).about
    assert f"Strategy discussion. There now: {len(EVERYBODY)}." in again
