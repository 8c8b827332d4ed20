"""What a document dates by a day alone stands in its record, whatever is timed after the signature."""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import Struct
from tests.records.inbox import Inbox, small
from tests.records.test_as_the_screen import put
from tests.records.test_round_trip import state

from chairtui.core.absences import Came
from chairtui.core.after_signing import EVENTS_AFTER_SIGNING
from chairtui.core.calendar.when import say_when
from chairtui.core.closing import SignedOff
from chairtui.core.fields import fields_of
from chairtui.core.meeting import SEALED, Meeting
from chairtui.core.warnings import WarningCleared, WarningRaised
from chairtui.core.who_was_missing import decided_without
from chairtui.records.content.frame import Frame
from chairtui.records.content.versions import since, versions
from chairtui.records.delivery.comparing import frame_at
from chairtui.records.formats.plain import write
from chairtui.records.interchange.refusal import NotTaken
from chairtui.records.redaction.kinds import record_in

DAY = "2026-03-04"
"""The day before the meeting."""
MEETING = "2026-03-05"
LATER = "2026-03-06T12:00:00Z"
SIGNED = {"name": "Dee Grant", "signed_at": "2026-03-05T11:00:00Z"}
AFTERWARDS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "an acknowledgement, late information, a record sent": {
        "plan.actions.0.acknowledged_at": "2026-03-06T09:00:00Z",
        "closing.addenda.0": {"words": "A call.", "author": "Ola", "added_at": "2026-03-06T10:00:00Z"},
        "closing.distribution.0": {"id": "to", "recipient": "Ola", "sent_at": "2026-03-06T11:00:00Z"},
    },
}
NOTHING, MUCH = AFTERWARDS
SHARED = {"id": "s", "attendee_id": "police", "fact": "Zfact", "source": "Zsource", "so_what": "Zmeaning"}
ITEMS: dict[str, dict[str, Any]] = {
    "attendance.register.0.first_hand": {"knows": "yes", "relationship": "Zrelation"},
    "concern.children.0.birth": {"youngest": 5, "oldest": 5, "source": "Zwhosaysso"},
    "concern.team": {"name": "Zteam", "previous": "Zbefore"},
    "concern.voices.0": {"id": "kit", "said": "Zvoice", "to_whom": "Zhearer", "not_gathered_because": "Znot"},
    "concern.census.0": {"id": "kit"},
    "series.earlier.0": {"id": "m-0", "reference": "Zearlier"},
    "series.earlier.0.discussed.0": {"meeting_id": "m-0", "child": "Kit", "on": DAY},
    "series.carried.0": {"id": "x", "kind": "action", "words": "Zcarried"},
    "sharing.contributions.0": SHARED | {"no_action_because": "Zreason"},
    "sharing.turns.0": {"id": "police", "reason": "later", "withheld_because": "Zwithheld"},
    "sharing.chronology.0": {"id": "row", "words": "Zevent", "source": "Zpaper", "on": None},
    "plan.actions.0": {"owner": "Zowner", "status": "done", "evidence": "Zevidence"},
    "plan.questions.0": {
        "words": "Zquestion",
        "answer": "Zanswer",
        "answered_by": "Zteller",
        "answered_on": DAY,
    },
    "plan.further.0": {"id": "f", "what": "Zfurther", "who": "Zwho"},
    "plan.seeing.0": {"id": "kit", "by": "Zseer"},
    "plan.conference": {"reason": "Zconference"},
    "plan.enquiries.0": {"id": "kit", "words": "Zoutcome"},
}
"""What else stands beside a day, by the place of its item."""


NOT_TOLD = ("warnings", "conflicts", "closing.filed")


def days() -> list[str]:
    """Return the path of every day without a time that a document can have, with 0 for an item of a list.

    When a record came into the case system stands in no record: that comes after it is signed, and made.
    """
    return [path for path in _days(Meeting, "") if not path.startswith(NOT_TOLD)]


def _days(kind: Any, path: str) -> Iterator[str]:
    if kind is date:
        yield path
    elif isinstance(kind, type) and issubclass(kind, Struct):
        for field in fields_of(kind):
            yield from _days(field.type, f"{path}.{field.name}".strip("."))
    elif typing.get_origin(kind) is tuple:
        yield from _days(typing.get_args(kind)[0], f"{path}.0")
    elif typing.get_origin(kind) in (typing.Union, types.UnionType):
        for part in typing.get_args(kind):
            yield from _days(part, path)


def day_of(path: str) -> str:
    """Return the day that stands there: no enquiry ends before the discussion that began it."""
    return MEETING if path.startswith("plan.enquiries") else DAY


def document(path: str, day: str = "", *, signed: bool = True, afterwards: str = NOTHING) -> dict[str, Any]:
    """Return a document in which one thing is dated by a day alone."""
    made = small()
    put("plan.actions.0", {"id": "a", "what": "Zaction"})(made)
    places = [place for place in ITEMS if path.startswith(f"{place}.")]
    for place in places:
        for name, value in ITEMS[place].items():
            put(f"{place}.{name}", value)(made)
    put(path, day or day_of(path))(made)
    if signed:
        put("closing.signature", SIGNED)(made)
    for place, value in AFTERWARDS[afterwards].items():
        put(place, value)(made)
    return made


def at(value: Any, path: str) -> Any:
    for step in path.split("."):
        value = value[int(step)] if step.isdigit() else value[step]
    return value


def record(inbox: Inbox) -> str:
    """Return the council's own record as it is exported, in plain words."""
    live = inbox.open("m-1")
    rows = [one.row for one in live.history]
    frame = Frame(meeting=live.outcome.meeting, rows=rows)
    if made := versions(rows):
        frame = replace(frame_at(frame), since=since(rows, made[-1], frame.title))
    return write(record_in(frame))


def said(path: str, text: str) -> set[str]:
    """Return which words of a person, and whether the day itself, stand in a record."""
    written = {*re.findall("Z[a-z]+", json.dumps(document(path))), say_when(date.fromisoformat(day_of(path)))}
    return {words for words in written if words in " ".join(text.split())}


@pytest.mark.parametrize("afterwards", AFTERWARDS)
@pytest.mark.parametrize("path", days())
def test_what_is_dated_by_a_day_alone_stands_in_the_record_whatever_came_after_it(
    path: str, afterwards: str
) -> None:
    unsigned, signed = Inbox(), Inbox()
    unsigned.take(document(path, signed=False))
    signed.take(document(path, afterwards=afterwards))
    assert said(path, record(signed)) >= said(path, record(unsigned))


CAME = ("sharing.contributions.0.shared_on", "attendance.register.0.written_on")


@pytest.mark.parametrize("afterwards", AFTERWARDS)
@pytest.mark.parametrize(
    ("path", "day"),
    [(path, day_of(path)) for path in days()] + [(path, MEETING) for path in CAME],
)
def test_what_is_dated_by_a_day_alone_goes_out_again_as_it_came(path: str, day: str, afterwards: str) -> None:
    inbox, again = Inbox(), Inbox("again")
    made = document(path, day, afterwards=afterwards)
    inbox.take(made)
    exported = inbox.export(history=False)
    assert at(json.loads(exported)["meeting"], path) == at(made["meeting"], path) == day
    again.take(exported)
    assert state(again.export(history=False)) == state(exported)


@pytest.mark.parametrize("afterwards", AFTERWARDS)
@pytest.mark.parametrize(
    ("day", "before", "came"),
    [
        (DAY, False, Came.HEARD),
        (MEETING, False, Came.THAT_DAY),
        (MEETING, True, Came.HEARD),
    ],
)
def test_an_answer_of_a_day_alone_came_when_the_document_says(
    day: str, before: bool, came: Came, afterwards: str
) -> None:
    made = document("sharing.contributions.0.shared_on", day, afterwards=afterwards)
    put("attendance.register.1.stays", [])(made)
    put("sharing.contributions.0.before_meeting", before)(made)
    inbox = Inbox()
    inbox.take(made)
    live = inbox.open("m-1")
    then = frame_at(Frame(meeting=live.outcome.meeting, rows=[one.row for one in live.history])).meeting
    assert [one.came for without in decided_without(then) for one in without.missing] == [came]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("attendance.register.1.invitation", {"answer": "declined", "reason": "Court", "at": LATER}),
        ("attendance.register.1.written_at", LATER),
        ("attendance.register.0.stays.0.left_at", LATER),
        ("preparing.requests.0", {"id": "police", "needs": "What he said", "returned_at": LATER}),
    ],
)
def test_what_no_signed_record_takes_is_told_by_the_signature(path: str, value: object) -> None:
    made = document("plan.actions.0.due_on", afterwards=MUCH)
    put(path, value)(made)
    inbox = Inbox()
    inbox.take(made)
    history = inbox.open("m-1").history
    kinds = [type(one.event) for one in history]
    came = kinds[kinds.index(SignedOff) + 1 :]
    assert set(came) - {WarningRaised, WarningCleared} <= set(EVENTS_AFTER_SIGNING)
    assert at(json.loads(inbox.export(history=False))["meeting"], path) == at(made["meeting"], path)


def test_no_answer_bears_a_day_after_the_signature() -> None:
    with pytest.raises(NotTaken, match=re.escape(SEALED)):
        Inbox().take(document("sharing.contributions.0.shared_on", "2026-03-06"))


def test_the_day_on_which_something_was_written_stands_beside_it_in_the_record() -> None:
    inbox = Inbox()
    inbox.take(document("sharing.contributions.0.shared_on", "2026-03-02"))
    assert "written Mon 2 Mar 2026" in " ".join(record(inbox).split())
