"""The preparation by keyboard: inviting, times, requests, the agenda, letters and what was sent."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.core.scene import BEFORE
from tests.tui.desk import (
    MEETING,
    NoLibrary,
    StillClock,
    desk,
    flat,
    on_step,
    records_with,
    save,
    settled,
    shown,
)
from textual.pilot import Pilot

from chairtui.core.agenda import agenda_of, minutes_of, total
from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.chairing import TakeChair
from chairtui.core.change import Command, Refused
from chairtui.core.concern import SetCircumstances, StateConcern
from chairtui.core.joining import Joining
from chairtui.core.meeting import Meeting, PrepareMeeting, StartMeeting
from chairtui.core.preparing import CancelMeeting, Paper
from chairtui.core.scheduling import updates_due
from chairtui.core.vocabulary import Answer, Circumstance, Stage, Step
from chairtui.core.with_ids import find
from chairtui.live.desk import Desk
from chairtui.live.library import PAGE, Listed, Part
from chairtui.live.replies import Fact, Reply
from chairtui.tui.app import ChairtuiApp
from chairtui.tui.rows.home import home_rows
from chairtui.tui.sheets import papers, requests, scheduling
from chairtui.tui.sheets.agenda import item_sheet, slot_sheet
from chairtui.tui.sheets.capture import contribution_sheet
from chairtui.tui.sheets.sheet import ALL
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.steps.agenda_board import AgendaBoard
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import content

NOW = StillClock().at
SIZES = [(80, 24), (120, 36)]
MISSING = (
    *BEFORE,
    SetCircumstances(circumstances=(Circumstance.MISSING,)),
    StateConcern(words="c", raised_at=NOW - timedelta(days=1)),
)


class Writer:
    """Writes papers that only say what they are."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.written: list[tuple[Paper, str, str]] = []
        self.fault = fault

    def __call__(
        self, _desk: Desk, meeting_id: str, paper: Paper, form: str, attendee_id: str, folder: Path
    ) -> Path:
        if self.fault is not None:
            raise self.fault
        self.written.append((paper, form, attendee_id))
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{paper.name}-{attendee_id or 'all'}.{form}"
        file.write_text(f"{paper.value} for {attendee_id}", "utf-8")
        return file


def desk_with(folder: Path, writer: Writer | None = None, reply: Reply | None = None) -> Desk:
    records = records_with(write_paper=writer or Writer(), read_reply=lambda *_given: reply or Reply())
    return replace(desk(folder), records=records)


def prepared(at: Desk, *more: Command) -> Sitting:
    """Return a sitting at a meeting about a missing child that is being prepared."""
    sitting = Sitting(at, MEETING)
    sitting.live.do(*MISSING, *more)
    return sitting


def planned(at: datetime) -> PrepareMeeting:
    return PrepareMeeting(meeting_id=MEETING, reference="SM-1", authority="Bromley", scheduled_at=at)


def now(sitting: Sitting) -> Meeting:
    return sitting.live.outcome.meeting


def go_to(pilot: Pilot[None], key: str) -> None:
    pilot.app.screen.query_one("#body", Lines).go_to(key)


# Inviting ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_board_says_who_is_expected_and_not_invited(tmp_path: Path, size: tuple[int, int]) -> None:
    async with on_step(prepared(desk_with(tmp_path)), Step.WHO, size) as pilot:
        words = shown(pilot)
        assert "not invited" in words
        assert "not asked" in words
        assert "NOT HERE · invited?" not in words
        assert "letters" in words


@pytest.mark.parametrize(
    ("downs", "answer"), [(1, Answer.ACCEPTED), (5, Answer.NOT_INVITED), (6, Answer.NOT_INVITED)]
)
async def test_enter_on_a_line_invites_or_asks_instead(tmp_path: Path, downs: int, answer: Answer) -> None:
    sitting = prepared(desk_with(tmp_path))
    async with on_step(sitting, Step.WHO) as pilot:
        go_to(pilot, "police-missing")
        await pilot.press("enter", *["down"] * downs, "enter")
        await pilot.pause()
    line = find(now(sitting).attendance.register, "police-missing")
    assert line is not None
    assert line.invitation.answer is answer
    asked_instead = find(now(sitting).preparing.requests, "police-missing")
    assert (asked_instead is not None) == (answer is Answer.NOT_INVITED)
    assert line.invitation.reason == {1: "", 5: "Asked instead to write before the meeting."}.get(
        downs, "Asked instead by telephone before the meeting."
    )


async def test_when_somebody_cannot_come_stands_on_their_line_and_in_the_times(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path))
    async with on_step(sitting, Step.WHO) as pilot:
        go_to(pilot, "police")
        await pilot.press("u")
        await pilot.press(*"today", "ctrl+s")
        await pilot.pause()
        assert "cannot come Thu 5 Mar 2026" in shown(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert "due by Mon 9 Mar 2026 (3 working days)" in flat(pilot)
    options = scheduling.schedule_sheet(sitting).fields[0].options
    assert "nobody is known to be busy" in options[0].hint
    assert any("cannot come: Police: child abuse investigation" in one.hint for one in options)


# Times ------------------------------------------------------------------------------------------


def test_a_proposed_time_is_set_and_a_late_one_needs_its_reason(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path))
    sheet = scheduling.schedule_sheet(sitting)
    meeting = save(sitting, sheet, proposed=sheet.fields[0].options[0].value)
    assert meeting.scheduled_at == NOW.replace(hour=10, minute=30)
    with pytest.raises(Refused, match="day 4 of 3: write why it is late"):
        save(sitting, scheduling.schedule_sheet(sitting), other="10 mar 10:00")
    late = save(sitting, scheduling.schedule_sheet(sitting), other="10 mar 10:00", why="No room before.")
    assert late.concern.late_because == "No room before."
    with pytest.raises(ValueError, match="with its hour"):
        save(sitting, scheduling.schedule_sheet(sitting), other="10 mar")


async def test_a_changed_time_says_that_updates_are_due(tmp_path: Path) -> None:
    writer = Writer()
    sitting = prepared(desk_with(tmp_path, writer), planned(NOW + timedelta(days=1)))
    save(sitting, requests.sent_sheet(sitting, Paper.INVITATION, ["police"]), to="police")
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("t", "tab")
        pilot.app.screen.field("other").value = "9 mar 11:00"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "update due" in shown(pilot)
        assert "update to send" in flat(pilot)
        await pilot.press("l", "enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert [one[0] for one in writer.written] == [Paper.UPDATE] * 3
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        assert "update due" not in shown(pilot)
    assert [one.sequence for one in now(sitting).preparing.sent] == [0, 1]


async def test_a_cancelled_meeting_offers_its_cancellations(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path), planned(NOW + timedelta(days=1)))
    save(sitting, requests.sent_sheet(sitting, Paper.INVITATION, ["police"]), to="police")
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("delete", *"Found", "ctrl+s")
        await settled(pilot)
        assert "Cancellations of the invitations" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "CANCELLED" in shown(pilot)
    assert now(sitting).preparing.cancelled_because == "Found"


# How to join ------------------------------------------------------------------------------------


async def test_how_to_join_is_said_once_on_its_row_and_by_its_form(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path), planned(NOW + timedelta(days=1)))
    async with on_step(sitting, Step.WHY) as pilot:
        assert "How to join link, number or room" in flat(pilot)
        go_to(pilot, "joining")
        await pilot.press("enter")
        await pilot.pause()
        pilot.app.screen.field("link").value = "https://meet.example/a"  # type: ignore[attr-defined]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "How to join https://meet.example/a" in flat(pilot)
    assert now(sitting).preparing.joining == Joining(link="https://meet.example/a")
    with pytest.raises(Refused, match="A link begins with https://"):
        save(sitting, scheduling.joining_sheet(sitting), link="meet.example")
    meeting = save(sitting, requests.sent_sheet(sitting, Paper.INVITATION, ["police"]), to="police")
    assert updates_due(meeting) == ()
    assert updates_due(save(sitting, scheduling.joining_sheet(sitting), room="B 2.04")) == ("police",)


# Letters ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_invitations_are_written_and_noted_as_sent_in_one_act(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    writer = Writer()
    sitting = prepared(desk_with(tmp_path, writer), planned(NOW + timedelta(days=1)))
    async with on_step(sitting, Step.WHO, size) as pilot:
        await pilot.press("l", "enter")
        await pilot.pause()
        assert "Into which folder" in shown(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Was the invitation sent?" in shown(pilot)
        await pilot.press("ctrl+s")
        assert now(sitting).preparing.sent == ()  # nobody is picked before somebody picks them
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
    meeting = now(sitting)
    sent = {one.attendee_id for one in meeting.preparing.sent}
    assert {"police", "nurse", "worker", "police-missing"} <= sent
    assert all(one.meeting_at == meeting.scheduled_at for one in meeting.preparing.sent)
    lines = [line for line in meeting.attendance.register if line.id in sent]
    assert {line.invitation.answer for line in lines} == {Answer.INVITED}
    assert {line.invitation.channel for line in lines} == {"secure e-mail"}
    assert writer.written[0] == (Paper.INVITATION, "ics", "")
    assert {(form, who) for _, form, who in writer.written[1:]} == {
        (form, who) for form in ("ics", "txt") for who in sent
    }


@pytest.mark.parametrize("paper", Paper)
def test_nobody_is_picked_as_having_been_sent_a_paper_and_the_words_say_for_whom_it_is(
    tmp_path: Path, paper: Paper
) -> None:
    sitting = prepared(desk_with(tmp_path))
    ids = [line.id for line in now(sitting).attendance.register]
    sheet = requests.sent_sheet(sitting, paper, ids)
    values = {spec.key: spec.initial for spec in sheet.fields}
    assert not values["to"]
    assert sheet.focus == "to"
    assert sheet.about.startswith(requests.WHOSE[paper])
    everybody = save(sitting, sheet, to=ALL).preparing.sent
    assert [one.attendee_id for one in everybody] == ids


async def test_the_whole_pack_is_for_whoever_leads_and_nobody_is_asked_about(tmp_path: Path) -> None:
    writer = Writer()
    async with on_step(prepared(desk_with(tmp_path, writer)), Step.WHO) as pilot:
        await pilot.press("l", "down", "down")
        await pilot.pause()
        assert "The agenda pack, whole: for whoever leads" in flat(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert [one[0] for one in writer.written] == [Paper.PACK]
        assert "sent?" not in shown(pilot)
        assert any(papers.WHOLE in one.message for one in pilot.app._notifications)


def test_whoever_was_sent_the_invitation_is_not_picked_for_it_again(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path))
    lines = papers.recipients(sitting, "invitation")
    sitting.live.do(*(ListAttendee(attendee=line) for line in lines))
    save(sitting, requests.sent_sheet(sitting, Paper.INVITATION, [line.id for line in lines]), to=ALL)
    assert not papers.fields(sitting, "invitation", lines)[0].initial


async def test_an_answer_that_came_first_is_kept_when_the_invitation_is_noted(tmp_path: Path) -> None:
    accepted = NoteInvitation(attendee_id="police", answer=Answer.ACCEPTED)
    sitting = prepared(desk_with(tmp_path), planned(NOW + timedelta(days=1)), accepted)
    meeting = save(sitting, requests.sent_sheet(sitting, Paper.INVITATION, ["police"]), to="police")
    line = find(meeting.attendance.register, "police")
    assert line is not None
    assert line.invitation.answer is Answer.ACCEPTED


def test_whoever_leads_comes_once_the_others_are_invited(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path), TakeChair(name="Ada Okoro", grade="team manager"))
    meeting = save(sitting, requests.sent_sheet(sitting, Paper.INVITATION, ["police"]), to="police")
    line = find(meeting.attendance.register, "worker")
    assert line is not None
    assert line.invitation.answer is Answer.ACCEPTED


async def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_noted(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path, Writer(PermissionError(13, "Permission denied"))))
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("l", "enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Permission denied" in shown(pilot)
    assert now(sitting).preparing.sent == ()


async def test_a_message_is_shown_to_be_copied(tmp_path: Path) -> None:
    async with on_step(prepared(desk_with(tmp_path)), Step.WHO) as pilot:
        go_to(pilot, "police")
        await pilot.press("l", "down", "down", "down", "down", "enter")
        await pilot.pause()
        assert "invitation for police" in shown(pilot)


# Requests ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_round_is_the_board_of_requests_before_the_meeting(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    sitting = prepared(desk_with(tmp_path), planned(NOW + timedelta(days=1)))
    async with on_step(sitting, Step.KNOW, size) as pilot:
        assert "not asked yet" in shown(pilot)
        go_to(pilot, "police-missing")
        await pilot.press("enter")
        await pilot.pause()
        assert "Every missing episode" in shown(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "written, not sent" in shown(pilot)
    request = find(now(sitting).preparing.requests, "police-missing")
    assert request is not None
    assert "Where the child may be" in request.needs
    assert request.reply_by == NOW.replace(hour=12, minute=0)


async def test_requests_are_written_for_everyone_expected_and_noted_as_sent(tmp_path: Path) -> None:
    writer = Writer()
    sitting = prepared(desk_with(tmp_path, writer), planned(NOW + timedelta(days=1)))
    async with on_step(sitting, Step.KNOW) as pilot:
        await pilot.press("l", "enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        assert "outstanding" in shown(pilot)
    assert {paper for paper, _, _ in writer.written} == {Paper.REQUEST}
    assert {one.id for one in now(sitting).preparing.requests} == {who for _, _, who in writer.written}
    assert "worker" not in {who for _, _, who in writer.written}


def test_a_typed_answer_returns_the_request_and_says_who_told_it(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path))
    save(sitting, requests.request_sheet(sitting, now(sitting).attendance.register[1]))
    told = contribution_sheet(sitting, "police")
    meeting = save(sitting, told, fact="Stopped on Monday.", source="log", teller="PC Marsh")
    (fact,) = meeting.sharing.contributions
    assert (fact.before_meeting, fact.source) == (True, "log; told by PC Marsh")
    assert meeting.preparing.requests[0].returned_at


def test_an_answer_is_brought_in_from_a_file(tmp_path: Path) -> None:
    reply = Reply(
        meeting_id=MEETING, attendee_id="police", by="PC Marsh", facts=(Fact(fact="Seen in Penge."),)
    )
    sitting = prepared(desk_with(tmp_path, reply=reply))
    save(sitting, requests.request_sheet(sitting, now(sitting).attendance.register[1]))
    meeting = save(sitting, requests.reply_sheet(sitting), file=str(tmp_path / "reply.json"))
    assert meeting.sharing.contributions[0].fact == "Seen in Penge."
    assert meeting.sharing.contributions[0].before_meeting
    assert meeting.preparing.requests[0].returned_at


def test_words_outside_the_answers_are_asked_about_before_anything_is_taken_in(tmp_path: Path) -> None:
    facts = (Fact(fact="Seen in Penge."),)
    reply = Reply(meeting_id=MEETING, attendee_id="police", facts=facts, outside=("Please ring me.", "PC M"))
    sitting = prepared(desk_with(tmp_path, reply=reply))
    sheet = requests.reply_sheet(sitting)
    assert sheet.then is not None
    values: Values = {"file": str(tmp_path / "reply.docx"), "agency": ""}
    asked = sheet.then(values)
    assert asked is not None
    assert asked.fields[0].initial == "Please ring me.\n\nPC M"
    with pytest.raises(Refused):
        sheet.commands(values)
    meeting = save(sitting, asked, words="Please ring me.")
    assert [one.fact for one in meeting.sharing.contributions] == ["Seen in Penge.", "Please ring me."]
    bare = requests.reply_sheet(prepared(desk_with(tmp_path, reply=Reply())))
    assert bare.then is not None
    assert bare.then(values) is None


def test_a_reply_is_asked_for_by_the_noon_before_or_shortly_before_a_meeting_that_is_near() -> None:
    at = NOW + timedelta(days=4)  # Monday
    assert requests.usual_reply_by(at, NOW) == datetime.fromisoformat("2026-03-06T12:00Z")
    soon = NOW + timedelta(hours=3)
    assert requests.usual_reply_by(soon, NOW) == soon - timedelta(hours=1)


# The agenda -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_agenda_opens_from_step_2_and_keeps_its_order(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    sitting = prepared(desk_with(tmp_path), planned(NOW + timedelta(days=1)))
    async with on_step(sitting, Step.WHY, size) as pilot:
        assert "day 2 of 3" in shown(pilot)
        go_to(pilot, "agenda")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AgendaBoard)
        assert "Agenda: 55 minutes, from Fri 6 Mar 2026" in shown(pilot)
        board = pilot.app.screen.query_one("#items", Lines)
        board.go_to("decide")
        await pilot.press("u", "u")
        await pilot.pause()
        assert "The decision comes after the round." in shown(pilot)
        board.go_to("why")
        await pilot.press("d")
        await pilot.pause()
        assert "immediate safety come first" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Form)
        await pilot.press("backspace", *"20", "ctrl+s")
        await pilot.pause()
        assert "Agenda: 70 minutes" in shown(pilot)
    assert minutes_of(now(sitting), Step.WHY) == 20


def test_a_slot_is_for_someone_who_comes_for_one_item(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path))
    meeting = save(sitting, slot_sheet(sitting, "know"), who="nurse", title="The findings", minutes="15")
    assert [item.id for item in agenda_of(meeting)][3].startswith("slot-")
    assert total(meeting) == 70
    line = find(meeting.attendance.register, "nurse")
    assert line is not None
    assert line.only_for == "The findings"
    with pytest.raises(Refused, match="number from 1 to 240"):
        save(sitting, item_sheet(sitting, agenda_of(meeting)[0]), minutes="soon")


async def test_the_agenda_can_be_changed_while_the_meeting_runs_and_the_rest_is_over(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path), StartMeeting())
    async with on_step(sitting, Step.KNOW) as pilot:
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AgendaBoard)
        pilot.app.screen.query_one("#items", Lines).go_to("plan")
        await pilot.press("u", "escape", "t")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, Form)
    steps = [item.id for item in agenda_of(now(sitting))]
    assert steps.index("plan") < steps.index("decide")


# A shared screen, and stopping ------------------------------------------------------------------


async def test_on_a_shared_screen_neither_letters_nor_agenda_nor_requests_are_shown(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path))
    save(sitting, requests.request_sheet(sitting, now(sitting).attendance.register[1]))
    async with on_step(sitting, Step.KNOW) as pilot:
        await pilot.press("f8", "g", "l", "enter")
        await pilot.pause()
        assert not pilot.app.screen.is_modal
        assert "Checks on everyone" not in shown(pilot)
        assert "Ben Marsh" not in shown(pilot)


async def test_letters_that_take_long_are_counted_and_can_be_stopped(tmp_path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()
    writer = Writer()

    def slowly(*asked: Any) -> Path:
        begun.set()
        assert go_on.wait(20)
        return writer(*asked)

    at = replace(desk_with(tmp_path), records=records_with(write_paper=slowly))
    sitting = prepared(at, planned(NOW + timedelta(days=1)))
    async with on_step(sitting, Step.WHO) as pilot:
        await pilot.press("l", "enter")
        await pilot.pause()
        await pilot.press("ctrl+s")
        while not begun.is_set():
            await pilot.pause(0.01)
        await pilot.pause()
        assert "Writing 1 of" in shown(pilot)
        await pilot.press("l")
        go_on.set()
        while "Stopped after 1 of" not in flat(pilot):
            await pilot.pause(0.02)
        assert "Was the invitation sent?" not in shown(pilot)
    assert len(writer.written) == 1
    assert now(sitting).preparing.sent == ()


# Home -------------------------------------------------------------------------------------------


class OneMeeting(NoLibrary):
    """Lists the meeting of these tests as being prepared."""

    def meetings(self, *, part: Part = Part.ALL, limit: int = PAGE, after: str = "") -> list[Listed]:
        if part not in (Part.ALL, Part.OPEN):
            return []
        return [
            Listed(
                id=MEETING,
                reference="SM-1",
                children="Kit",
                chair="Dee Grant",
                team="",
                stage=Stage.PREPARING,
                scheduled_at=NOW + timedelta(days=1),
                started_at=None,
                signed_at=None,
                stops=1,
                warns=0,
                actions_open=0,
                next_due_on="",
                unsent=0,
            )
        ]


@pytest.mark.parametrize("size", SIZES)
async def test_home_says_how_ready_a_meeting_is_and_keeps_cancelled_ones_apart(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    at = replace(desk_with(tmp_path), library=OneMeeting())
    sitting = prepared(at, planned(NOW + timedelta(days=1)))
    async with ChairtuiApp(at).run_test(size=size) as pilot:
        await settled(pilot)
        assert "Today and next" in shown(pilot)
        assert "4 not invited · 3 not asked · day 2 of 3" in shown(pilot)
        sitting.live.do(CancelMeeting(because="Found safe."))
        await pilot.press("f8")
        await settled(pilot)
        assert "Cancelled" in shown(pilot)
        assert "Today and next" not in shown(pilot)
        assert "Found safe." not in shown(pilot)


def test_a_damaged_or_unjudged_meeting_keeps_its_line_without_readiness(tmp_path: Path) -> None:
    rows = home_rows(OneMeeting().meetings(), NOW)
    assert "SM-1" in content(rows[1].words).plain
    assert "not invited" not in content(rows[1].words).plain


def test_the_time_that_is_set_is_offered_once(tmp_path: Path) -> None:
    sitting = prepared(desk_with(tmp_path), planned(NOW.replace(hour=11, minute=0)))
    options = [one.value for one in scheduling.schedule_sheet(sitting).fields[0].options]
    assert len(options) == len(set(options))


def test_whoever_leads_is_noted_as_coming_with_the_invitations_only_where_the_form_says_so(
    tmp_path: Path,
) -> None:
    sitting = Sitting(desk(tmp_path), MEETING)
    sitting.live.do(*BEFORE, TakeChair(name="Ada Okoro", grade="social worker"))
    for paper, said in ((Paper.REQUEST, False), (Paper.INVITATION, True), (Paper.INVITATION, False)):
        sheet = requests.sent_sheet(sitting, paper, ["police"])
        before = find(sitting.live.outcome.meeting.attendance.register, "worker")
        after = find(save(sitting, sheet, to=("police",)).attendance.register, "worker")
        assert ("Ada Okoro, who leads, is noted as coming." in sheet.about) is said
        assert (before != after) is said
