"""A month in the life of a borough: sixty meetings, and at the end of each week what is true of them.

They are prepared, led, recorded and followed up by documents and commands while a clock goes on from evening
to evening; what the program says each Friday is held against the arithmetic of tests/month/borough.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec import convert
from tests.month.borough import (
    FIRST,
    FRIDAYS,
    TEAMS,
    Case,
    conference_due,
    earlier,
    held_by,
    later,
    month,
    open_actions,
)
from tests.month.documents import at, document, there

from chairtui import wiring
from chairtui.cli.options import open_meeting
from chairtui.cli.running import run
from chairtui.core.actions import Action, AllotAction
from chairtui.core.attendance import ListAttendee, RecordPresence
from chairtui.core.change import Command
from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.enquiries import Enquiry, NoteEnquiry
from chairtui.core.meeting import StartMeeting
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Gate, Handling, Mode, Outcome, YesNo
from chairtui.core.warnings import HandleWarning
from chairtui.live.clock import SystemClock
from chairtui.live.gates import unanswered
from chairtui.live.library import DuePart, Part

CASES = month()
EVENING = time(18)
RECIPIENT = "Dr Farida Rahman"
ANSWERS = {"--reason": "Looked at on Friday", "--invited": "no reply"}


class Borough:
    """The database of a borough, and the evening to which its clock has come."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.now = datetime.combine(earlier(FIRST, 1), EVENING, UTC)

    def __call__(self, *arguments: str, code: int = 0) -> str:
        ended, out, err = self._ran(*arguments)
        assert ended == code, (arguments, out, err)
        return out

    def _ran(self, *arguments: str) -> tuple[int, str, str]:
        out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            code = run(arguments)
        return code, _written(out), _written(err)

    def json(self, *arguments: str, code: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", code=code))

    def do(self, reference: str, *commands: Command) -> None:
        """Carry out what somebody does on the screen of a meeting."""
        with wiring.workplace(self.file) as place:
            open_meeting(place.for_somebody(), reference).do(*commands)

    def live_a_day(self, day: date) -> None:
        """Let what happened on a day come to the program that evening, and prepare the next day."""
        self._bring(*(case for case in CASES if case.held_on == day and not case.by_command))
        for case in CASES:
            if case.by_command and case.held_on == day:
                self._lead(case)
        self.now = datetime.combine(day, EVENING, UTC)
        self._follow_up(day)
        for case in CASES:
            if case.by_command and earlier(case.held_on, 1) == day:
                self._prepare(case)

    def _bring(self, *cases: Case) -> None:
        self.now = datetime.combine(cases[0].held_on, EVENING, UTC)
        files = [self.file.parent / f"{case.number}.json" for case in cases]
        for file, case in zip(files, cases, strict=True):
            file.write_bytes(document(case))
        self("import", *map(str, files))

    def _prepare(self, case: Case) -> None:
        raised_on = min(case.raised_on, earlier(case.held_on, 1))
        words = {
            "--reference": case.reference, "--authority": "Bromley", "--at": at(case, 0), "--team": case.team,
            "--child": f"Child {case.number},2014-05-01", "--chair": "Ruth Calloway",
            "--grade": "Team manager", "--raised": f"{raised_on}T09:00:00Z",
        }  # fmt: skip
        self("new", *(part for pair in words.items() for part in pair))

    def _lead(self, case: Case) -> None:
        lines = [
            convert({"id": id, "agency": agency, "sector": sector, "name": name, **more}, Attendee)
            for id, agency, sector, name, more in there(case)
        ]
        self.now = case.minutes.replace(tzinfo=UTC)
        self.do(
            case.reference,
            *(ListAttendee(attendee=line) for line in lines),
            StartMeeting(),
            *(RecordPresence(attendee_id=line.id, mode=Mode.IN_ROOM) for line in lines),
        )
        self.now += timedelta(minutes=30)
        with wiring.workplace(self.file) as place:
            live = open_meeting(place.for_somebody(), case.reference)
            outcome = Outcome.INITIATE if case.initiates else Outcome.DO_NOT_INITIATE
            child = live.outcome.meeting.concern.children[0].id
            live.do(AnswerSafety(safety=Safety(safe=YesNo.YES, words="She is at home")))
            for verdict in unanswered(live.outcome.meeting, live.outcome.verdicts, Gate.DECISION):
                live.do(
                    HandleWarning(
                        warning_id=verdict.id,
                        what=Handling.WAIVED,
                        words="It cannot wait",
                        gate=Gate.DECISION,
                    )
                )
            live.do(RecordDecision(decision=Decision(id="d", children=(child,), outcome=outcome)))
            for one in case.actions:
                agreed = Action(
                    id=one.id,
                    what="Ring",
                    why="To see how they are",
                    owner=one.owner,
                    agency="social-care",
                    due_on=one.due_on,
                )
                live.do(AllotAction(action=agreed))
        self.now += timedelta(minutes=30)
        if case.signed_on:
            self._sign(case)

    def _sign(self, case: Case) -> None:
        """Sign as somebody does who reads what is asked for and answers it; some gaps follow from answers."""
        words = ["sign", case.reference, "--name", "Ruth Calloway"]
        while asked := self._ran(*words)[2]:
            options = [line.strip().partition(" ") for line in asked.splitlines()]
            given = len(words)
            for option, _, rest in options:
                if option in ANSWERS:
                    words += [option, f"{rest.partition('=')[0]}={ANSWERS[option]}"]
            assert len(words) > given, asked
        for _ in self.json("ledger", case.reference):
            self("ledger", case.reference, "1", "--remove")
        due_at = f"{later(case.held_on, 1)}T17:00:00Z"
        self("ledger", case.reference, "--add", RECIPIENT, "--gets", "outcome notice", "--by", due_at)

    def _follow_up(self, day: date) -> None:
        for case in held_by(CASES, day):
            done = [one for one in case.actions if one.done_on == day]
            if done:
                names = (f"{case.reference}/{one.id}" for one in done)
                self("actions", *names, "--done", "They rang back", "--on", str(day))
            if case.sent_on == day:
                self("ledger", case.reference, "1", "--sent", "--at", f"{day}T16:00:00Z")
                if case.acknowledged:
                    self("ledger", case.reference, "1", "--acknowledged", "--at", f"{day}T16:30:00Z")
            if case.conference_on == day:
                self.do(case.reference, NoteEnquiry(enquiry=Enquiry(conference_on=day)))


def _written(stream: TextIOWrapper) -> str:
    return cast(BytesIO, stream.buffer).getvalue().decode()


@pytest.fixture
def borough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Borough:
    for name, folder in (("HOME", "."), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setenv("CHAIRTUI_DB", str(tmp_path / "borough.db"))
    made = Borough(tmp_path / "borough.db")
    monkeypatch.setattr(SystemClock, "now", lambda _self: made.now)
    return made


def test_each_friday_lists_actions_clocks_and_figures_are_what_a_plain_calculation_says(
    borough: Borough,
) -> None:
    day = FIRST
    borough.now = datetime.combine(earlier(FIRST, 1), EVENING, UTC)
    for case in CASES:
        if case.by_command and case.held_on == FIRST:
            borough._prepare(case)
    for friday in FRIDAYS:
        while day <= friday:
            borough.live_a_day(day)
            day = later(day, 1)
        _lists_agree(borough, friday)
        _actions_agree(borough, friday)
        _clocks_agree(borough, friday)
        _figures_agree(borough, friday)


def _lists_agree(borough: Borough, day: date) -> None:
    listed = {one["reference"]: one for one in borough.json("list", "--limit", "100")}
    held = held_by(CASES, day)
    ahead = [case for case in CASES if case.by_command and earlier(case.held_on, 1) == day]
    assert set(listed) == {case.reference for case in (*held, *ahead)}
    for case in held:
        told = listed[case.reference]
        assert (told["signed_at"] is not None) == (case.signed_on is not None)
        assert told["actions_open"] == len(open_actions((case,), day))
    with wiring.workplace(borough.file, reads=True) as place:
        assert place.desk.library.count(Part.OPEN) == sum(not one["signed_at"] for one in listed.values())
    to_send = {one["reference"] for one in borough.json("list", "--to-send", "--limit", "100")}
    assert to_send == {
        case.reference for case in held if case.signed_on and (case.sent_on is None or case.sent_on > day)
    }


def _actions_agree(borough: Borough, day: date) -> None:
    expected = open_actions(CASES, day)
    parts: dict[str, Callable[[date], bool]] = {
        "overdue": lambda due_on: due_on < day,
        "today": lambda due_on: due_on == day,
        "later": lambda due_on: due_on > day,
    }
    for part, holds in parts.items():
        told = borough.json("actions", "--due", part)
        assert {one["action_id"] for one in told} == {id for id, due_on in expected.items() if holds(due_on)}
        with wiring.workplace(borough.file, reads=True) as place:
            assert place.desk.library.due_count(DuePart[part.upper()], place.desk.clock.now()) == len(told)
    days = [one["due_on"] for one in borough.json("actions")]
    assert days == sorted(days)


def _clocks_agree(borough: Borough, day: date) -> None:
    under_way = {case.reference: case for case in held_by(CASES, day) if case.initiates}
    late = {
        reference
        for reference, case in under_way.items()
        if conference_due(case) < day and not (case.conference_on and case.conference_on <= day)
    }
    told = {one["reference"]: one for one in borough.json("trace", code=1 if late else 0)}
    assert {reference for reference, one in told.items() if one["state"] == "nothing followed"} == late
    assert set(told) == set(under_way)
    for reference, case in under_way.items():
        held_on = case.conference_on if case.conference_on and case.conference_on <= day else None
        assert told[reference]["target_on"] == str(conference_due(case))
        assert told[reference]["held_on"] == (str(held_on) if held_on else None)


def _figures_agree(borough: Borough, day: date) -> None:
    held = held_by(CASES, day)
    for team in ("", *TEAMS):
        cases = [case for case in held if team in ("", case.team)]
        asked = ("--team", team) if team else ()
        told = {one["code"]: one for one in borough.json("audit", *asked)["figures"] if one["subject"] == ""}
        counted = {code: (told[code]["met"], told[code]["of"], told[code]["unknown"]) for code in told}
        expected = dict(_figures(cases, day))
        assert {code: counted[code] for code in expected} == expected, (team, day)


def _figures(cases: list[Case], day: date) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield met, of and not known for what can be counted by hand."""

    def share(met: Callable[[Case], bool], of: Sequence[Case] = cases) -> tuple[int, int, int]:
        return sum(map(met, of)), len(of), 0

    yield "M-POLICE", share(lambda case: case.police)
    yield "M-HEALTH-ANY", share(lambda case: case.health != "")
    yield "M-HEALTH-MASH", share(lambda case: case.health == "MASH health")
    yield "M-HEALTH-NONE", share(lambda case: case.health == "")
    yield "M-MINIMUM", share(lambda case: case.police and case.health != "")
    yield "M-IN-TIME", share(lambda case: case.held_on <= later(case.raised_on, 3))
    both = share(lambda case: case.held_on <= later(case.raised_on, 3) and case.police and case.health != "")
    yield "M-IN-TIME-AND-MINIMUM", both
    actions = [one for case in cases for one in case.actions]
    done = [one for one in actions if one.done_on and one.done_on <= day]
    yield "M-ACTION-IN-TIME", (sum(one.done_on <= one.due_on for one in done if one.done_on), len(done), 0)
    overdue = sum(due_on < day for due_on in open_actions(tuple(cases), day).values())
    yield "M-ACTION-OVERDUE", (overdue, len(actions), 0)
    signed = [case for case in cases if case.signed_on]
    sent = [case for case in signed if case.sent_on and case.sent_on <= day]
    in_time = sum(case.sent_on <= later(case.held_on, 1) for case in sent if case.sent_on)
    waiting = sum(later(case.held_on, 1) > day and case not in sent for case in signed)
    yield "M-SENT-IN-TIME", (in_time, len(signed), waiting)
    yield "M-ACKNOWLEDGED", (sum(case.acknowledged for case in sent), len(sent), 0)
    enquiries = [case for case in cases if case.initiates]
    conferences = [case for case in enquiries if case.conference_on and case.conference_on <= day]
    to_come = [case for case in enquiries if case not in conferences and conference_due(case) >= day]
    yield "M-CONFERENCE-FROM-FIRST", (len(conferences), len(enquiries), len(to_come))
