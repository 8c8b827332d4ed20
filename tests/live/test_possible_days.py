"""Nothing is noted as having happened before it was agreed, or later than now, whichever command says it."""

import pkgutil
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

import chairtui.core
from chairtui.core.change import Command, Refused
from chairtui.core.clock_changes import ClockChange
from chairtui.core.meeting import Meeting
from chairtui.core.series import Carried, CarriedKind, Earlier, Series
from chairtui.live.possible_days import FLOORS, TO_COME, TOLD_ELSEWHERE, ask_when

NOW = datetime(2026, 3, 6, 14, tzinfo=UTC)
HELD = datetime(2026, 3, 2, 10, tzinfo=UTC)
MEETING = Meeting(id="m", reference="SM-1", started_at=HELD)
DAYS: tuple[object, ...] = (date, datetime)

for found in pkgutil.walk_packages(chairtui.core.__path__, "chairtui.core."):
    import_module(found.name)


def commands(of: Any = Command) -> Iterator[Any]:
    for kind in of.__subclasses__():
        yield kind
        yield from commands(kind)


def example(kind: Any, place: Any, when: datetime) -> Any:
    """Return a value of a type with `when` at a place within it, and as little as can be elsewhere."""
    if kind in DAYS:
        return when if kind is datetime else when.date()
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        given = {}
        for field in msgspec.structs.fields(kind):
            if place and field.name == place[0]:
                given[field.name] = example(field.type, place[1:], when)
            elif field.required:
                given[field.name] = example(field.type, (), HELD)
        return kind(**given)
    inner = [one for one in typing.get_args(kind) if one not in (type(None), Ellipsis)]
    if inner:
        value = example(inner[0], place, when)
        return (value,) if typing.get_origin(kind) is tuple else value
    return next(iter(kind)) if hasattr(kind, "__members__") else kind()


def places(kind: Any, before: tuple[str, ...] = (), of: str = "") -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the places of all days and times within a type, each with its field: `Action.ended_on`."""
    if kind in DAYS:
        yield before, of
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield from places(field.type, (*before, field.name), f"{kind.__name__}.{field.name}")
    else:
        for inner in typing.get_args(kind):
            yield from places(inner, before, of)


EVERY = [
    pytest.param(kind, place, of, id=f"{kind.__name__}:{'.'.join(place)}")
    for kind in sorted(set(commands()) - set(TOLD_ELSEWHERE), key=lambda one: one.__name__)
    for place, of in places(kind)
]


@pytest.mark.parametrize(("kind", "place", "of"), EVERY)
def test_no_command_takes_a_day_that_has_not_come_for_what_has_happened(
    kind: type, place: tuple[str, ...], of: str
) -> None:
    ask_when(example(kind, place, NOW), MEETING, NOW)
    tomorrow = example(kind, place, NOW + timedelta(days=1))
    if of in TO_COME:
        ask_when(tomorrow, MEETING, NOW)
        return
    with pytest.raises(Refused, match=r"Sat 7 Mar 2026.* lies ahead"):
        ask_when(tomorrow, MEETING, NOW)


@pytest.mark.parametrize(("kind", "place", "of"), [one for one in EVERY if one.values[2] in FLOORS])
def test_what_came_of_a_meeting_did_not_happen_before_it(kind: type, place: tuple[str, ...], of: str) -> None:
    raised = replace(MEETING, concern=replace(MEETING.concern, raised_at=HELD))
    before = example(kind, place, HELD - timedelta(days=1))
    ask_when(example(kind, place, HELD), raised, NOW)
    with pytest.raises(Refused, match=r"Sun 1 Mar 2026.* is before Mon 2 Mar 2026"):
        ask_when(before, raised, NOW)
    ask_when(before, replace(raised, started_at=None), NOW)


def test_every_day_that_is_noted_afterwards_is_one_of_a_command() -> None:
    known = {str(one.values[2]) for one in EVERY}
    assert set(FLOORS) <= known
    assert {one for one in TO_COME if one.split(".")[0][0].isupper()} >= {
        one for one in known if one in TO_COME
    }


def test_what_an_earlier_meeting_agreed_may_have_been_done_since_that_one() -> None:
    carried = Carried(id="a", kind=CarriedKind.ACTION, words="Ring", left_by="first")
    earlier = Earlier(id="first", held_at=HELD - timedelta(days=7))
    again = replace(MEETING, series=Series(earlier=(earlier,), carried=(carried,)))
    kinds = [one.values for one in EVERY if one.values[2] == "CloseAction.ended_on"]
    ((kind, place, _),) = kinds
    done = replace(example(kind, place, HELD - timedelta(days=6)), action_id="a")
    ask_when(done, again, NOW)
    with pytest.raises(Refused):
        ask_when(replace(done, action_id="b"), again, NOW)
    with pytest.raises(Refused):
        ask_when(replace(done, ended_on=date(2020, 1, 1)), again, NOW)


def test_a_machine_whose_clock_was_wrong_believes_the_person() -> None:
    ((kind, place),) = [one.values[:2] for one in EVERY if one.id == "CloseAction:ended_on"]
    wrong = replace(MEETING, clock_changes=(ClockChange(was=NOW, now=HELD),))
    ask_when(example(kind, place, NOW + timedelta(days=1)), wrong, NOW)


def test_what_stands_in_a_meeting_already_is_kept_when_something_else_of_it_is_corrected() -> None:
    ((kind, place),) = [one.values[:2] for one in EVERY if one.id == "AllotAction:action.ended_on"]
    ahead = example(kind, place, NOW + timedelta(days=3))
    stands = replace(MEETING, plan=replace(MEETING.plan, actions=(ahead.action,)))
    ask_when(ahead, stands, NOW)
