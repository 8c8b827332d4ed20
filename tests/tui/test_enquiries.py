"""After the meeting: what became of each child's enquiry, and what returns ask beyond the meeting."""

from pathlib import Path

import pytest
from tests.tui.desk import agencies, desk, on_step, save, shown, sitting_at, values_of, words

from chairtui.core.attendance import RecordPresence
from chairtui.core.change import Refused
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import AnswerSafety, Safety
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.enquiries import CensusFacts, enquiry_of
from chairtui.core.vocabulary import EnquiryOutcome, Mode, Outcome, Sex, Step, YesNo
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.sheets.enquiries import census_sheet, enquiry_sheet
from chairtui.tui.sitting.sitting import Sitting


@pytest.fixture
def decided(tmp_path: Path) -> Sitting:
    """A meeting that initiated enquiries about two children."""
    here = (RecordPresence(attendee_id=who, mode=Mode.IN_ROOM) for who in ("worker", "police", "nurse"))
    sibling = DescribeChild(child=Child(id="bo", name="Bo"))
    decision = Decision(id="d", children=("kit", "bo"), outcome=Outcome.INITIATE)
    safe = AnswerSafety(safety=Safety(safe=YesNo.YES, words="Both are with their aunt."))
    return sitting_at(desk(tmp_path), *here, sibling, safe, RecordDecision(decision=decision))


def row(sitting: Sitting, key: str) -> str:
    rows = plan_rows(sitting.live.outcome.meeting, agencies(), sitting.now)
    return words(one for one in rows if one.key == key)


def test_each_child_has_its_own_enquiry(decided: Sitting) -> None:
    assert "about Kit: not known yet" in row(decided, "enquiry/kit")
    meeting = save(
        decided,
        enquiry_sheet(decided, "kit"),
        outcomes=(EnquiryOutcome.CONFERENCE.value, EnquiryOutcome.SERVICES.value),
        words="Harm is likely to go on",
        required="yes",
        worker="Ada Okoro",
        team="North team",
    )
    kit = enquiry_of(meeting.plan, "kit")
    assert kit.outcomes == (EnquiryOutcome.CONFERENCE, EnquiryOutcome.SERVICES)
    assert (kit.conference_required, kit.worker, kit.team) == (YesNo.YES, "Ada Okoro", "North team")
    assert "initial child protection conference, provision of services" in row(decided, "enquiry/kit")
    assert "about Bo: not known yet" in row(decided, "enquiry/bo")


def test_the_conference_and_what_it_made_are_noted_with_the_enquiry(decided: Sitting) -> None:
    decided.live.do(*enquiry_sheet(decided, "bo").commands(values_of(enquiry_sheet(decided, "bo"))))
    meeting = save(decided, enquiry_sheet(decided, "bo"), held="today", plan="yes", ended="today")
    bo = enquiry_of(meeting.plan, "bo")
    assert bo.conference_on == bo.ended_on == decided.dates.today()
    assert bo.plan_followed is YesNo.YES


def test_a_day_before_the_discussion_is_refused(decided: Sitting) -> None:
    with pytest.raises(Refused, match="before the discussion"):
        save(decided, enquiry_sheet(decided, "kit"), ended="2 mar 2026")


def test_the_form_says_by_when_a_conference_is_due(decided: Sitting) -> None:
    assert "due by Thu 26 Mar 2026" in enquiry_sheet(decided, "kit").about


def test_what_returns_ask_is_kept_with_the_child(decided: Sitting) -> None:
    assert "not noted: number in the case system, ethnicity" in row(decided, "returns/kit")
    meeting = save(
        decided,
        census_sheet(decided, "kit"),
        sex="M",
        ethnicity="MWBC",
        disabilities=("AUT", "LD"),
        referred="4 mar 2026",
        source="2A",
        need="N1",
        nfa="no",
    )
    (facts,) = meeting.concern.census
    assert isinstance(facts, CensusFacts)
    assert (facts.sex, facts.ethnicity, facts.disabilities) == (Sex.MALE, "MWBC", ("AUT", "LD"))
    assert (str(facts.referred_on), facts.referral_source, facts.referral_nfa) == (
        "2026-03-04",
        "2A",
        YesNo.NO,
    )
    assert row(decided, "returns/kit").endswith("not noted: number in the case system")


@pytest.mark.parametrize("make", [enquiry_sheet, census_sheet])
def test_a_form_takes_back_what_it_shows(decided: Sitting, make: object) -> None:
    form = make(decided, "kit")  # type: ignore[operator]
    decided.live.do(*form.commands(values_of(form)))
    again = make(decided, "kit")  # type: ignore[operator]
    assert decided.live.do(*again.commands(values_of(again))).events == ()


async def test_enter_opens_the_form_of_the_line_under_the_cursor(decided: Sitting) -> None:
    async with on_step(decided, Step.PLAN) as pilot:
        body = pilot.app.screen.query_one("#body")
        body.go_to("enquiry/kit")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        assert "enquiry about Kit" in shown(pilot)
        await pilot.press("escape")
        body.go_to("returns/bo")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        assert "For returns about Bo" in shown(pilot)
