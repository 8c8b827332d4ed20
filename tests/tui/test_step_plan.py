"""Step 6: who does what by when, and who sees each child."""

from datetime import timedelta

import pytest
from tests.tui.deciding import decide_now, planned, words
from tests.tui.desk import agencies, meeting_of, on_step, save, shown

from chairtui.core.change import Refused
from chairtui.core.children import DescribeFamilyMember, FamilyMember
from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.vocabulary import ActionStatus, Horizon, Step, YesNo
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.sheets import afterwards, planning
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.words import content


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
        assert form.focused in list(form.field("owner").query("*"))
    assert at_table.live.outcome.meeting.plan.actions == ()


async def test_who_is_not_on_the_register_is_asked_for_their_agency_where_it_is_written(
    at_table: Sitting,
) -> None:
    async with on_step(at_table, Step.PLAN) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, Form)
        assert not form.field("agency").display
        for key, value in {
            "what": "Visit",
            "owner": "Owen Reid",
            "due": "today",
            "why": "He is missing",
        }.items():
            form.field(key).value = value
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "which agency" in form.field("agency").problem
        assert form.field("agency").display
        assert form.focused in list(form.field("agency").query("*"))
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
    assert " late" not in words(planned(at_table), "seeing/kit")
    save(at_table, planning.seeing_sheet(at_table, "kit", seen=True), seen="today")
    assert "Kit: seen on Thu 5 Mar 2026" in words(planned(at_table), "seeing/kit")


def test_who_was_to_be_seen_and_what_was_to_be_found_out_is_late_here_too(at_table: Sitting) -> None:
    save(at_table, planning.seeing_sheet(at_table, "kit"), by="Ada Okoro", due="today", alone="yes")
    save(at_table, planning.question_sheet(at_table), words="Who hit him?", owner="Ada Okoro", due="today")
    later = at_table.now + timedelta(days=2)
    rows = plan_rows(at_table.live.outcome.meeting, agencies(), later)
    asked = at_table.live.outcome.meeting.plan.questions[0].id
    for key in ("seeing/kit", f"question/{asked}"):
        (row,) = (one for one in rows if one.key == key)
        assert (row.mark, content(row.cells[3]).plain) == ("!", "2 days late")
        assert "by Thu 5 Mar 2026 · 2 days late" in words(rows, key)


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
    assert "No enquiries are initiated yet" in words(planned(at_table), "conference")
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
        save(at_table, afterwards.closing_sheet(at_table, action, ActionStatus.DONE))
    save(
        at_table,
        afterwards.closing_sheet(at_table, action, ActionStatus.DONE),
        evidence="He rang back at 11",
    )
    assert "done Thu 5 Mar 2026: He rang back at 11" in words(planned(at_table), "action/")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_by_keyboard_an_immediate_action_is_added_and_done(
    at_table: Sitting, size: tuple[int, int]
) -> None:
    async with on_step(at_table, Step.PLAN, size) as pilot:
        await pilot.press("home", "f3", *"Go to the flat", "tab", *"Ben Marsh", "tab", *"today", "tab", "tab")
        await pilot.press(*"He is there", "ctrl+s")
        await pilot.pause()
        assert "Ben Marsh" in shown(pilot)
        await pilot.press("home", "space", *"He rang", "ctrl+s")
        await pilot.pause()
        assert "✓ Go to the flat" in shown(pilot)
        await pilot.press("right")
        await pilot.pause()
        assert ": He rang" in shown(pilot)
    (action,) = at_table.live.outcome.meeting.plan.actions
    assert (action.status, action.horizon) == (ActionStatus.DONE, Horizon.IMMEDIATE)


async def test_n_adds_to_the_section_and_delete_takes_out(at_table: Sitting) -> None:
    async with on_step(at_table, Step.PLAN) as pilot:
        body = pilot.app.screen.query_one("#body")
        body.go_to("contingency/")  # type: ignore[attr-defined]
        await pilot.press("n", *"he runs", "tab", *"ring 101", "ctrl+s")
        await pilot.pause()
        assert "he runs" in shown(pilot)
        assert len(meeting_of(at_table).plan.contingencies) == 1
        await pilot.press("delete")
        assert meeting_of(at_table).plan.contingencies == ()


def test_an_action_is_asked_whether_it_keeps_a_child_safe_while_one_is_not(at_table: Sitting) -> None:
    def asked() -> bool:
        form = planning.new_action_sheet(at_table, Horizon.IMMEDIATE)
        return "keeps_safe" in {field.key for field in form.fields}

    assert not asked()
    at_table.live.do(AnswerSafety(safety=Safety(safe=YesNo.NO)))
    assert asked()
