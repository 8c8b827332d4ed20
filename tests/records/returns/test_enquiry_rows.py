from datetime import date, timedelta
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.records.returns.scene import FACTS, KIT, ROB, START, held, year

from chairtui.core.concern import Concern
from chairtui.core.conference import Conference
from chairtui.core.courses import Discussed
from chairtui.core.enquiries import Enquiry
from chairtui.core.plan import Plan
from chairtui.core.preparing import Preparing
from chairtui.core.series import Earlier, Series
from chairtui.core.vocabulary import EnquiryOutcome, Outcome, YesNo
from chairtui.records.returns.annex_a import Lately, lately
from chairtui.records.returns.cin import episodes
from chairtui.records.returns.cin_elements import YEARS
from chairtui.records.returns.enquiry_rows import enquiry_rows
from chairtui.records.returns.lint import CENSUS_RULES, lint
from chairtui.records.returns.tracing import trace

WEEK = timedelta(days=7)
AGAIN = START + WEEK


def test_a_repeat_discussion_belongs_to_the_enquiry_under_way_and_keeps_its_start() -> None:
    first = held(1)
    rows = enquiry_rows([held(2, AGAIN, Outcome.INITIATE, earlier=(first,)), first])
    assert len(rows) == 1
    assert rows[0].started_on == START
    assert rows[0].target_on == date(2025, 11, 25)
    assert [one.meeting_id for one in rows[0].discussions] == ["m1", "m2"]


def test_an_enquiry_of_which_only_a_later_meeting_tells_is_counted_and_traced() -> None:
    before = START - timedelta(days=120)
    ended = Discussed(
        meeting_id="m0", child="Kit Ashby", on=before, outcome=Outcome.INITIATE, ended_on=before + WEEK,
        outcomes=(EnquiryOutcome.CONFERENCE,), conference_on=before + WEEK,
    )  # fmt: skip
    told = Series(earlier=(Earlier(id="m0", reference="SM-0", discussed=(ended,)),))
    (row,) = rows = enquiry_rows([replace(held(1), series=told)])
    assert row.started_on == START
    assert [one.started_on for one in row.told] == [before]
    assert lately(row, rows) == Lately(enquiries=1, conferences=1)
    (traced,) = trace(rows, AGAIN)
    assert traced.told_of == (before,)
    alone = enquiry_rows([held(1)])
    assert lately(alone[0], alone) == Lately(enquiries=0, conferences=0)


def test_meetings_that_nobody_linked_are_one_enquiry_by_the_childs_number() -> None:
    other = replace(KIT, id="other", name="Kit A.")
    assert len(enquiry_rows([held(1), held(2, AGAIN, Outcome.CONTINUE, other)])) == 1


def test_without_a_number_the_series_says_who_the_child_is() -> None:
    unnumbered = replace(KIT, local_id="")
    first = held(1, START, Outcome.INITIATE, unnumbered)
    again = held(2, AGAIN, Outcome.CONTINUE, replace(unnumbered, id="k2"), earlier=(first,))
    assert len(enquiry_rows([first, again])) == 1
    stranger = held(3, AGAIN, Outcome.INITIATE, unnumbered)
    assert len(enquiry_rows([first, stranger])) == 2


def test_each_child_has_an_enquiry_of_its_own() -> None:
    rows = enquiry_rows([held(1, START, Outcome.INITIATE, KIT, ROB)])
    assert {row.child.name for row in rows} == {"Kit Ashby", "Rob Ashby"}
    assert len({row.id for row in rows}) == 2


def test_two_children_with_one_number_are_not_made_one() -> None:
    slip = replace(ROB, local_id=KIT.local_id)
    assert len(enquiry_rows([held(1, START, Outcome.INITIATE, KIT, slip)])) == 2


def test_after_an_enquiry_has_ended_the_next_discussion_begins_another() -> None:
    ended = held(1, ended_on=START + timedelta(days=3), outcomes=(EnquiryOutcome.NOTHING,))
    rows = enquiry_rows([ended, held(2, AGAIN, earlier=(ended,))])
    assert [row.started_on for row in rows] == [START, AGAIN]


def test_after_the_conference_the_next_discussion_begins_another() -> None:
    first = held(1, conference_on=START + timedelta(days=3))
    assert [row.started_on for row in enquiry_rows([first, held(2, AGAIN)])] == [START, AGAIN]


def test_a_discussion_on_the_day_of_the_conference_belongs_to_the_enquiry_before() -> None:
    first = held(1, conference_on=AGAIN)
    assert [row.started_on for row in enquiry_rows([first, held(2, AGAIN)])] == [START]


def test_the_conference_of_the_plan_is_not_that_of_a_child_who_needs_none() -> None:
    both = held(1, START, Outcome.INITIATE, KIT, ROB)
    enquiries = (Enquiry(id="rob", conference_required=YesNo.NO),)
    meeting = replace(both, plan=Plan(enquiries=enquiries, conference=Conference(held_on=AGAIN)))
    held_on = {row.child.id: row.conference_on for row in enquiry_rows([meeting])}
    assert held_on == {"kit": AGAIN, "rob": None}


HISTORIES = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.sampled_from(Outcome),
        st.sampled_from(
            [
                {},
                {"held": 3},
                {"outcomes": (EnquiryOutcome.SERVICES,), "ended": 2},
                {"outcomes": (EnquiryOutcome.NOTHING,), "conference_required": YesNo.NO},
            ]
        ),
    ),
    max_size=12,
)
"""Days to the next discussion, what it decided, and what was noted of the enquiry at it."""


SAME_DAY: tuple[tuple[int, Outcome, dict[str, Any]], ...] = (
    (0, Outcome.INITIATE, {}),
    (0, Outcome.INITIATE, {"outcomes": (EnquiryOutcome.NOTHING,), "conference_required": YesNo.NO}),
)


@given(HISTORIES)
@example(list(SAME_DAY))
def test_whatever_is_decided_how_often_no_two_enquiries_of_a_child_overlap(
    history: list[tuple[int, Outcome, dict[str, Any]]],
) -> None:
    day, meetings = date(2025, 4, 1), []
    for number, (gap, outcome, noted) in enumerate(history):
        day += timedelta(days=gap)
        became = {key: value for key, value in noted.items() if key not in ("held", "ended")}
        if "held" in noted:
            became["conference_on"] = day + timedelta(days=noted["held"])
        if "ended" in noted:
            became["ended_on"] = day + timedelta(days=noted["ended"])
        meetings.append(held(number, day, outcome, **became))
    rows = enquiry_rows(reversed(meetings))
    assert len(rows) <= sum(outcome in (Outcome.INITIATE, Outcome.CONTINUE) for _, outcome, _ in history)
    for name in YEARS:
        period = year(name)
        found = lint(CENSUS_RULES, episodes(rows, period), period)
        assert {one.rule for one in found}.isdisjoint({"8839", "8890"})


def test_an_enquiry_that_was_ended_without_an_outcome_is_reported_once_another_begins() -> None:
    ended = held(1, ended_on=START + timedelta(days=3))
    rows = enquiry_rows([ended, held(2, AGAIN)])
    assert len(rows) == 2
    found = lint(CENSUS_RULES, episodes(rows, year("2025-26")), year("2025-26"))
    assert {"8839", "8890"} <= {one.rule for one in found}


def test_no_enquiry_without_a_decision_to_begin_one() -> None:
    assert enquiry_rows([held(1, START, Outcome.DO_NOT_INITIATE), held(2, AGAIN, Outcome.ADJOURN)]) == ()


def test_a_cancelled_meeting_begins_nothing() -> None:
    cancelled = replace(held(1), preparing=Preparing(cancelled_because="asked twice"))
    assert enquiry_rows([cancelled]) == ()


def test_an_enquiry_that_was_only_continued_takes_its_start_from_the_meeting_before() -> None:
    elsewhere = held(1)
    (row,) = enquiry_rows([held(2, AGAIN, Outcome.CONTINUE, earlier=(elsewhere,))])
    assert row.started_on == START


def test_an_enquiry_whose_beginning_nobody_knows_has_no_start() -> None:
    (row,) = enquiry_rows([held(2, AGAIN, Outcome.CONTINUE)])
    assert row.started_on is None
    assert row.target_on is None


def test_what_was_said_last_of_an_enquiry_counts_field_by_field() -> None:
    first = held(1, conference_required=YesNo.YES, words="Not clear yet", worker="Ada Okoro")
    again = held(2, AGAIN, earlier=(first,), outcomes=(EnquiryOutcome.CONFERENCE,), team="North")
    (row,) = enquiry_rows([first, again])
    assert row.enquiry.outcomes == (EnquiryOutcome.CONFERENCE,)
    assert (row.enquiry.words, row.enquiry.conference_required) == ("Not clear yet", YesNo.YES)
    assert (row.enquiry.worker, row.enquiry.team) == ("Ada Okoro", "North")


def test_what_was_said_of_all_children_counts_for_a_child_of_whom_nothing_was_said() -> None:
    both = held(1, START, Outcome.INITIATE, KIT, ROB)
    enquiries = (Enquiry(words="All well"), Enquiry(id="kit", conference_required=YesNo.YES))
    meeting = replace(both, plan=Plan(enquiries=enquiries, conference=Conference(held_on=AGAIN)))
    rows = {row.child.id: row for row in enquiry_rows([meeting])}
    assert rows["rob"].enquiry.words == "All well"
    assert rows["kit"].enquiry.conference_required is YesNo.YES
    assert rows["kit"].conference_on == rows["rob"].conference_on == AGAIN


def test_the_ids_stay_and_say_nothing_of_the_child() -> None:
    first, second = (enquiry_rows([held(1)])[0].id for _ in range(2))
    assert first == second
    renamed = replace(KIT, name="Somebody Else")
    assert enquiry_rows([held(1, START, Outcome.INITIATE, renamed)])[0].id == first


def test_the_facts_of_the_latest_meeting_that_has_any_count() -> None:
    first = held(1, facts=replace(FACTS, ethnicity="NOBT"))
    again = held(2, AGAIN, earlier=(first,))
    assert enquiry_rows([first, again])[0].facts.ethnicity == "MWBC"
    without = replace(again, concern=Concern(children=(KIT,)))
    assert enquiry_rows([first, without])[0].facts.ethnicity == "NOBT"
