"""One child over time: what the meetings about it say together, and what a plain calculation says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from hypothesis import given as whatever
from hypothesis import strategies as st
from msgspec.structs import replace

from chairtui.core.actions import Action
from chairtui.core.analysis import Analysis, Hypothesis, Judgement
from chairtui.core.carrying import continued, follow
from chairtui.core.child_over_time import About, ChildOverTime, child_over_time, is_late
from chairtui.core.children import Child
from chairtui.core.chronology import Booking
from chairtui.core.concern import Concern
from chairtui.core.decision import Deciding, Decision, Position
from chairtui.core.enquiries import Enquiry
from chairtui.core.meeting import Meeting
from chairtui.core.plan import Plan
from chairtui.core.preparing import Preparing
from chairtui.core.register import Attendance, Attendee, Stay
from chairtui.core.sentences.over_time import had_by
from chairtui.core.series import Carried, CarriedKind, Earlier, Series
from chairtui.core.sharing import Contribution, Sharing
from chairtui.core.threads import Kind, State, state_words
from chairtui.core.vocabulary import (
    ActionStatus,
    BookingOutcome,
    Mode,
    Outcome,
    PoliceUnit,
    Sector,
    Threshold,
    View,
)
from chairtui.core.who_came import Came

KIT, ROB = Child(id="kit", name="Kit Ashby"), Child(id="rob", name="Rob Ashby")
START = date(2026, 1, 5)
SEE = Action(id="a1", what="See the aunt", owner="Ada Okoro", agency="social-care", due_on=date(2026, 1, 9))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def held(
    number: int, *children: Child, days: int = 0, outcome: Outcome = Outcome.INITIATE, **parts: Any
) -> Meeting:
    """Return a meeting some days after the first; it decided the same about all its children."""
    about, on = children or (KIT,), START + timedelta(days=days)
    decided = Decision(id="d", children=tuple(one.id for one in about), outcome=outcome, decided_at=noon(on))
    made = Meeting(
        id=f"m{number}",
        reference=f"SD-{number}",
        started_at=noon(on),
        concern=Concern(children=about),
        deciding=Deciding(decisions=(decided,)),
    )
    return replace(made, **parts)


def over(*meetings: Meeting, child: Child = KIT) -> ChildOverTime:
    return child_over_time(About(one, child) for one in meetings)


def test_what_was_thought_and_decided_is_told_for_each_meeting_in_order_and_of_this_child_alone() -> None:
    judged = (
        Judgement(id="kit", threshold=Threshold.SUFFERING),
        Judgement(id="rob", threshold=Threshold.NOT_MET),
    )
    for_each = (
        Decision(id="d1", children=("kit",), outcome=Outcome.INITIATE, decided_at=noon(START)),
        Decision(id="d2", children=("rob",), outcome=Outcome.DO_NOT_INITIATE, decided_at=noon(START)),
    )
    thought = Analysis(hypotheses=(Hypothesis(words="Home is not safe."),), judgements=judged)
    first = held(1, KIT, ROB, analysis=thought, deciding=Deciding(decisions=for_each))
    second = held(2, days=7, outcome=Outcome.CONTINUE)
    then, now = over(second, first).meetings
    assert (then.id, then.threshold, then.outcome, then.with_others) == (
        "m1",
        Threshold.SUFFERING.value,
        Outcome.INITIATE,
        True,
    )
    assert then.hypothesis == "Home is not safe."
    assert (now.id, now.outcome, now.with_others) == ("m2", Outcome.CONTINUE, False)
    (of_rob,) = over(first, child=ROB).meetings
    assert (of_rob.outcome, of_rob.threshold) == (Outcome.DO_NOT_INITIATE, Threshold.NOT_MET.value)


def test_who_disagreed_is_called_as_the_register_of_agencies_has_it() -> None:
    nurse = Attendee(id="n", agency="camhs", sector=Sector.HEALTH, name="Tia Orme")
    against = Position(id="n", view=View.DISAGREE, reason="Too early", decisions=("d",))
    meeting = held(1, attendance=Attendance(register=(nurse,)))
    meeting = replace(meeting, deciding=replace(meeting.deciding, positions=(against,)))
    (then,) = child_over_time((About(meeting, KIT),), lambda _: str.upper).meetings
    assert then.dissent == ("Tia Orme (CAMHS): Too early",)


def test_an_action_that_is_carried_on_is_the_same_action_and_ends_wherever_it_is_ended() -> None:
    first = held(1, plan=Plan(actions=(SEE,)))
    series = Series(earlier=follow([first]).earlier, carried=follow([first]).carried)
    again = continued(replace(first, series=series), series.carried[0])
    assert isinstance(again, Action)
    second = held(2, days=7, series=series, plan=Plan(actions=(again,)))
    (thread,) = over(first, second).threads
    assert (thread.meetings, thread.state) == (("m1", "m2"), State.OPEN)
    assert state_words(thread, noon(date(2026, 1, 9))) == "open"
    assert state_words(thread, noon(date(2026, 1, 10))) == "1 day late"
    assert had_by(thread, {"m1": 1, "m2": 2}) == "meetings 1 and 2"
    done = replace(SEE, status=ActionStatus.DONE, evidence="Seen at home", ended_on=date(2026, 1, 14))
    for ended in (
        over(replace(first, plan=Plan(actions=(done,))), second),
        over(first, replace(second, plan=Plan(actions=(done,)))),
    ):
        (thread,) = ended.threads
        assert (thread.state, thread.became, thread.ended_on) == (
            State.DONE,
            "Seen at home",
            date(2026, 1, 14),
        )


def test_two_meetings_that_use_one_short_id_for_different_things_have_two_actions() -> None:
    another = replace(SEE, what="Ring the school")
    threads = over(held(1, plan=Plan(actions=(SEE,))), held(2, days=7, plan=Plan(actions=(another,)))).threads
    assert [(one.words, one.meetings) for one in threads] == [
        ("See the aunt", ("m1",)),
        ("Ring the school", ("m2",)),
    ]


def test_an_appointment_that_is_noted_at_two_meetings_is_one_and_says_what_became_of_it() -> None:
    dentist = Booking(id="b", attendee_id="gp", what="Dentist", at=noon(date(2026, 1, 20)))
    first = held(1, sharing=Sharing(bookings=(dentist,)))
    missed = replace(dentist, id="other", outcome=BookingOutcome.MISSED)
    second = held(2, days=20, sharing=Sharing(bookings=(missed,)))
    (thread,) = over(first, second).threads
    assert (thread.kind, thread.state, thread.meetings) == (Kind.APPOINTMENT, State.MISSED, ("m1", "m2"))


def test_what_belongs_to_a_brother_alone_is_not_told() -> None:
    of_rob = Contribution(id="c1", attendee_id="gp", fact="Burns", children=("rob",))
    of_both = Contribution(id="c2", attendee_id="gp", fact="Hungry")
    sharing = Sharing(
        contributions=(of_rob, of_both),
        bookings=(
            Booking(id="b1", attendee_id="gp", what="Skin clinic", at=noon(START), risk="c1"),
            Booking(id="b2", attendee_id="gp", what="Dietician", at=noon(START)),
        ),
    )
    actions = (
        replace(SEE, id="a1", what="Ring the clinic", answers=("c1",)),
        replace(SEE, id="a2", what="Bring food", answers=("c1", "c2")),
    )
    meeting = held(1, KIT, ROB, sharing=sharing, plan=Plan(actions=actions))
    assert [one.words for one in over(meeting).threads] == ["Bring food", "Dietician"]
    assert len(over(meeting, child=ROB).threads) == 4


def test_of_a_meeting_that_is_not_kept_here_it_is_told_what_a_later_one_was_told() -> None:
    away = Earlier(id="m0", reference="SD-0", held_at=noon(START), outcome=Outcome.INITIATE)
    left = Carried(id="x", kind=CarriedKind.ACTION, words="Ring the aunt", owner="Ada Okoro", left_by="m0")
    meeting = held(1, days=7, outcome=Outcome.CONTINUE, series=Series(earlier=(away,), carried=(left,)))
    told = over(meeting)
    first, second = told.meetings
    assert (first.id, first.kept, first.outcome) == ("m0", False, Outcome.INITIATE)
    assert second.kept
    assert [(one.words, one.meetings) for one in told.threads] == [("Ring the aunt", ("m0",))]
    (course,) = told.enquiries
    assert course.started_on == START


def test_a_meeting_that_was_called_off_is_told_and_counts_for_no_enquiry() -> None:
    off = replace(
        held(2, days=7, preparing=Preparing(cancelled_because="The chair was ill")),
        started_at=None,
        scheduled_at=noon(START + timedelta(days=7)),
        deciding=Deciding(),
    )
    told = over(held(1), off)
    assert told.meetings[1].called_off == "The chair was ill"
    assert len(told.enquiries) == 1


UNITS: tuple[PoliceUnit, ...] = (PoliceUnit.CHILD_ABUSE, PoliceUnit.MISSING, PoliceUnit.GANGS)
DAY = st.integers(0, 40)
ONE = st.fixed_dictionaries(
    {
        "days": DAY,
        "outcome": st.sampled_from([Outcome.INITIATE, Outcome.CONTINUE, Outcome.DO_NOT_INITIATE]),
        "came": st.lists(
            st.sampled_from(["whole", "part", "wrote", "absent", "none"]), min_size=3, max_size=3
        ),
        "ends": st.lists(st.sampled_from(list(ActionStatus)), max_size=3),
        "ended": st.booleans(),
    }
)


def _line(unit: PoliceUnit, how: str, at: datetime) -> Attendee:
    stays = {
        "whole": (Stay(mode=Mode.IN_ROOM, joined_at=at - timedelta(minutes=5)),),
        "part": (
            Stay(mode=Mode.PHONE, joined_at=at - timedelta(minutes=5), left_at=at - timedelta(minutes=1)),
        ),
    }.get(how, ())
    wrote = at if how == "wrote" else None
    return Attendee(
        id=unit.name, agency=unit.agency, unit=unit, sector=Sector.POLICE, stays=stays, written_at=wrote
    )


def _made(parts: Sequence[dict[str, Any]]) -> list[Meeting]:
    """Return a series in which each meeting goes on with what the ones before left open."""
    made: list[Meeting] = []
    for number, one in enumerate(sorted(parts, key=lambda each: each["days"])):
        joined = follow(made)
        series = Series(earlier=joined.earlier, carried=joined.carried)
        on = START + timedelta(days=one["days"], weeks=6 * number)
        bare = held(number, days=(on - START).days, outcome=one["outcome"], series=series)
        again = [each for item in series.carried if isinstance(each := continued(bare, item), Action)]
        new = replace(SEE, id=f"new-{number}", what=f"Action {number}")
        statuses = [*one["ends"], *[ActionStatus.OPEN] * 99]
        actions = tuple(replace(each, status=statuses.pop(0)) for each in (*again, new))
        register = tuple(
            _line(unit, how, noon(on)) for unit, how in zip(UNITS, one["came"], strict=True) if how != "none"
        )
        noted = (Enquiry(id="kit", ended_on=on),) if one["ended"] else ()
        plan, attendance = Plan(actions=actions, enquiries=noted), Attendance(register=register)
        made.append(replace(bare, plan=plan, attendance=attendance))
    return made


PLAIN = {
    "whole": Came.HERE,
    "part": Came.PART,
    "wrote": Came.WROTE,
    "absent": Came.ABSENT,
    "none": Came.NOT_LISTED,
}


def working(day: date, number: int) -> date:
    """Return the day so many working days later, counted day by day; its bank holidays are written out."""
    holidays = {date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31)}
    holidays |= {
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
    }
    for step in count(1):
        on = day + timedelta(days=step)
        if on.weekday() < 5 and on not in holidays:
            number -= 1
            if not number:
                return on
    raise AssertionError


@whatever(st.lists(ONE, min_size=1, max_size=6))
def test_matrix_clocks_and_states_are_those_of_a_plain_calculation(parts: list[dict[str, Any]]) -> None:
    told, ordered = over(*_made(parts)), sorted(parts, key=lambda each: each["days"])

    matrix = {one.who.unit: one.came for one in told.units}
    for place, unit in enumerate(UNITS):
        plain = tuple(PLAIN[one["came"][place]] for one in ordered)
        assert matrix.get(unit, (Came.NOT_LISTED,) * len(ordered)) == plain

    open_now: list[str] = []
    became: dict[str, str] = {}
    for number, one in enumerate(ordered):
        statuses = [each.value for each in one["ends"]] + ["open"] * 99
        for key, status in zip([*open_now, f"new-{number}"], statuses, strict=False):
            became[key] = status
        open_now = [key for key, status in became.items() if status == "open"]
    assert {one.id: one.state.value for one in told.threads} == became

    running: list[list[Any]] = []  # start, last, end
    for number, one in enumerate(ordered):
        on = START + timedelta(days=one["days"], weeks=6 * number)
        end = on if one["ended"] else None
        under_way = bool(running) and not (running[-1][2] and running[-1][2] <= on)
        if under_way:
            running[-1][1] = on
            running[-1][2] = end or running[-1][2]
        elif one["outcome"] is not Outcome.DO_NOT_INITIATE:
            running.append([on if one["outcome"] is Outcome.INITIATE else None, on, end])
    assert [(one.started_on, one.ended_on) for one in told.enquiries] == [(a, c) for a, _, c in running]
    for course, (start, last, end) in zip(told.enquiries, running, strict=True):
        clocks = course.clocks()
        if start is None:
            assert clocks is None
            continue
        assert clocks is not None
        assert (clocks.from_initiating, clocks.from_last) == (working(start, 15), working(last, 15))
        assert is_late(course, clocks.from_initiating + timedelta(days=1)) == (end is None)
        assert not is_late(course, clocks.from_initiating)
