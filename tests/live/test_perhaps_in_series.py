"""Who is perhaps the same child is said in the series, and is in it once a person linked the meetings."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace
from tests.store.test_figures import at_work

from chairtui.core.children import Child, DescribeChild
from chairtui.core.meeting import ChangeUrgency, PrepareMeeting
from chairtui.live.desk import Desk
from chairtui.live.series import Reader

KIT = Child(id="kit", name="Kit Ashby", born_on=date(2015, 5, 1))
ROB = Child(id="rob", name="Rob Ashby", born_on=date(2018, 2, 1), local_id="R1")


def makes(desk: Desk, name: str, *children: Child) -> None:
    prepare = PrepareMeeting(meeting_id=name, reference=f"SM-{name}", authority="Bromley")
    described = [DescribeChild(child=child) for child in children]
    desk.open(name).do(prepare, *described, ChangeUrgency(urgent=True))


def seen(desk: Desk, child: Child) -> tuple[list[str], list[str]]:
    """Return which meetings are perhaps about a child of the second, and which are in its series."""
    meeting = desk.open("second").outcome.meeting
    reader = Reader(desk, meeting)
    perhaps = [one.id for one in reader.perhaps(meeting, child)]
    return perhaps, [one.id for one in reader.over_time(meeting, child).meetings]


def test_it_is_asked_and_not_assumed_and_one_answer_counts_for_the_series_too(tmp_path: Path) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        desk, now = here.place.desk, replace(KIT, local_id="K2")
        makes(desk, "first", replace(KIT, local_id="K1"))
        makes(desk, "second", now)
        assert seen(desk, now) == (["first"], ["second"])
        live = desk.open("second")
        live.do(desk.following(["first"], live.outcome.meeting))
        assert seen(desk, now) == ([], ["first", "second"])


def test_a_link_for_a_brother_does_not_say_that_the_child_is_the_same(tmp_path: Path) -> None:
    with at_work(tmp_path / "meetings.db") as here:
        desk, now = here.place.desk, replace(KIT, local_id="K2")
        makes(desk, "first", replace(KIT, local_id="K1"), ROB)
        makes(desk, "second", now, ROB)
        live = desk.open("second")
        live.do(desk.following(["first"], live.outcome.meeting))
        assert seen(desk, now)[1] == ["second"]
        assert seen(desk, ROB)[1] == ["first", "second"]
