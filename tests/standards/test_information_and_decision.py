"""The audit's findings on information, meaning and the decision: requirements R32 to R56, R60 and R61."""

from datetime import date, timedelta

import pytest
from tests.standards.scene import (
    CAIT,
    JUDGE,
    NURSE,
    TEN,
    WORKER,
    about,
    at,
    because,
    decided,
    has,
    held,
    line,
    prepared,
    raised,
    shown,
    then,
    verdicts,
)

from chairtui.core.actions import Action, AllotAction
from chairtui.core.analysis import (
    AnswerPrompt,
    Judgement,
    JudgeThreshold,
    ListUnknown,
    Prompt,
    StateHypothesis,
    Unknown,
)
from chairtui.core.attendance import RecordPresence
from chairtui.core.children import Child, DescribeChild, HearChild, Voice
from chairtui.core.chronology import (
    AddChronology,
    AnalyseChronology,
    Booking,
    ChronologyAnalysis,
    ChronologyRow,
    NoteBooking,
    NoteBookingOutcome,
)
from chairtui.core.concern import (
    AnswerSafety,
    DescribeMissing,
    Impact,
    Missing,
    ReadPurpose,
    Safety,
    SayImpact,
)
from chairtui.core.conference import PlanConference, PlanNextMeeting
from chairtui.core.decision import Decision, Position, Rationale, RecordDecision, TakePosition
from chairtui.core.meeting import Meeting
from chairtui.core.round import AskBookings, CallAgency, NoteNothingKnown
from chairtui.core.sharing import (
    Challenge,
    ChallengeInformation,
    Contribute,
    Contribution,
    ExplainNoAction,
    Offer,
    OfferHelp,
)
from chairtui.core.topics import Settle, Settled
from chairtui.core.vocabulary import (
    BookingOutcome,
    Circumstance,
    Gate,
    Horizon,
    Mode,
    Outcome,
    Threshold,
    Topic,
    View,
    Weight,
    YesNo,
)
from chairtui.core.warnings import Severity
from chairtui.live.gates import unanswered
from chairtui.standards.verdict import Answered


def here() -> Meeting:
    return held(WORKER, CAIT, NURSE)


def heard_all(meeting: Meeting) -> Meeting:
    """Return the meeting after everybody's turn, of whom the last knew nothing."""
    calls = (CallAgency(attendee_id=who) for who in ("worker", "police", "nurse"))
    return then(meeting, *calls, NoteNothingKnown(attendee_id="nurse"), minutes=5)


def shares(**fields: object) -> Contribute:
    given: dict[str, object] = {"id": "c1", "attendee_id": "nurse", "fact": "A fact."}
    return Contribute(contribution=Contribution(**given | fields))  # type: ignore[arg-type]


def action(**fields: object) -> AllotAction:
    given: dict[str, object] = {
        "id": "a1", "what": "Visit", "owner": "Ada Okoro", "agency": "social-care", "why": "To see.",
        "due_on": date(2024, 3, 6),
    }  # fmt: skip
    return AllotAction(action=Action(**given | fields))  # type: ignore[arg-type]


KEEPS_SAFE = action(horizon=Horizon.IMMEDIATE, keeps_safe=YesNo.YES)


# R32, R52: safety first, the purpose


def test_whether_each_child_is_safe_now_is_the_first_question() -> None:
    assert "W-SAFETY" in shown(here())
    assert "W-SAFETY" not in shown(then(here(), AnswerSafety(safety=Safety(safe=YesNo.YES))))


def test_whether_each_child_is_safe_is_a_gap_of_a_record_that_never_says_it() -> None:
    meeting = decided(here())
    assert "W-SAFETY" in {one.id for one in unanswered(meeting, verdicts(meeting), Gate.CLOSE)}


def test_a_child_who_is_not_safe_has_no_immediate_action_from_the_answer_on() -> None:
    for meeting in (prepared(), here(), decided(here())):
        unsafe = then(meeting, AnswerSafety(safety=Safety(safe=YesNo.NO)))
        assert about(unsafe, "W-SAFETY-ACTION").severity is Severity.STOP
        assert "W-SAFETY-ACTION" in shown(unsafe)
        assert "W-SAFETY-ACTION" not in shown(then(unsafe, KEEPS_SAFE))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"answers": ("offer",)}, "there is no immediate action that keeps them safe"),
        ({"answers": ("context",)}, "there is no immediate action that keeps them safe"),
        ({"answers": ("risk",), "keeps_safe": YesNo.NO}, "there is no immediate action that keeps them safe"),
        ({"keeps_safe": YesNo.NO}, "there is no immediate action that keeps them safe"),
        ({}, "it is not said whether an immediate action keeps them safe"),
        ({"answers": ("risk",)}, ""),
        ({"keeps_safe": YesNo.YES}, ""),
    ],
)
def test_an_immediate_action_about_something_else_keeps_no_child_safe(
    fields: dict[str, object], says: str
) -> None:
    unsafe = then(
        here(),
        AnswerSafety(safety=Safety(safe=YesNo.NO)),
        shares(id="risk", weight=Weight.RISK),
        shares(id="context"),
        OfferHelp(offer=Offer(id="offer", attendee_id="nurse", words="She can ask the ward.")),
    )
    meeting = then(unsafe, action(horizon=Horizon.IMMEDIATE, **fields))
    said = [one.say for one in verdicts(meeting) if one.code == "W-SAFETY-ACTION"]
    assert said == ([f"A child is not safe now, and {says}."] if says else [])


@pytest.mark.parametrize("gate", [Gate.DECISION, Gate.CLOSE])
def test_what_is_missing_for_safety_is_asked_before_the_decision_and_before_signing(gate: Gate) -> None:
    def asked(meeting: Meeting) -> set[str]:
        return {one.code for one in unanswered(meeting, verdicts(meeting), gate)}

    assert "W-SAFETY" in asked(here())
    unsafe = then(here(), AnswerSafety(safety=Safety(safe=YesNo.NO)))
    assert "W-SAFETY-ACTION" in asked(unsafe)
    assert not {"W-SAFETY", "W-SAFETY-ACTION"} & asked(then(unsafe, KEEPS_SAFE))


def test_a_child_who_is_not_safe_now_has_an_immediate_action_before_the_close() -> None:
    meeting = decided(then(here(), AnswerSafety(safety=Safety(safe=YesNo.NO))))
    assert "W-SAFETY-ACTION" not in raised(then(meeting, KEEPS_SAFE, minutes=31))


def test_the_purpose_is_read_aloud() -> None:
    assert "W-PURPOSE" in shown(here())
    assert "W-PURPOSE" not in shown(then(here(), ReadPurpose()))


# R35 to R43: facts, questions, chronology, risks, hypothesis, challenge


def test_facts_without_a_meaning_are_counted_before_the_close() -> None:
    meeting = then(here(), shares(), shares(id="c2", so_what="He is in reach of the group."))
    assert "W-SO-WHAT" not in shown(meeting)
    assert about(decided(meeting), "W-SO-WHAT").say.endswith(": 1 of 2.")


def test_the_deck_is_data_and_asking_three_of_it_is_enough() -> None:
    deck = JUDGE.deck(here())
    assert {"not-known", "contradicts", "who-else", "change-our-mind", "daily-life"} <= {
        one.key for one in deck
    }
    assert all(one.source for one in deck)
    meeting = heard_all(here())
    assert "W-PROMPTS" in shown(meeting)
    asked = [AnswerPrompt(prompt=Prompt(id=one.key)) for one in deck[:3]]
    assert "W-PROMPTS" not in shown(then(meeting, *asked))


def test_a_list_of_what_is_not_known_ends_its_prompt() -> None:
    meeting = heard_all(here())
    assert "W-UNKNOWNS" in shown(meeting)
    assert "W-UNKNOWNS" not in shown(
        then(meeting, ListUnknown(unknown=Unknown(id="u", words="Where he sleeps")))
    )


def test_a_chronology_without_pattern_and_effect_is_not_done_at_the_decision() -> None:
    meeting = then(here(), AddChronology(rows=(ChronologyRow(id="r", on=None, words="Seen"),)))
    assert "W-CHRON" in shown(meeting)
    half = AnalyseChronology(analysis=ChronologyAnalysis(pattern="More often"))
    assert "W-CHRON" in shown(then(meeting, half))
    whole = ChronologyAnalysis(pattern="More often", changes_hypothesis="Yes", changes_decision="Yes")
    assert "W-CHRON" not in shown(then(meeting, AnalyseChronology(analysis=whole)))


def test_a_risk_needs_an_action_or_a_reason_why_none() -> None:
    meeting = decided(then(here(), shares(weight=Weight.RISK)))
    assert "W-ORPHAN-CONCERN:c1" in shown(meeting)
    assert "School nurse" in about(meeting, "W-ORPHAN-CONCERN:c1").say
    assert "W-ORPHAN-CONCERN:c1" not in shown(then(meeting, action(answers=("c1",)), minutes=31))
    reason = ExplainNoAction(contribution_id="c1", because="Known and dealt with.")
    assert "W-ORPHAN-CONCERN:c1" not in shown(then(meeting, reason, minutes=31))


def test_a_strength_or_context_needs_no_action() -> None:
    assert not has(raised(decided(then(here(), shares(weight=Weight.STRENGTH)))), "W-ORPHAN-CONCERN")


def test_no_warning_repeats_what_somebody_said() -> None:
    secret = "zebra crossing"
    meeting = decided(then(here(), shares(fact=secret, weight=Weight.RISK, so_what=secret, source=secret)))
    assert not any(secret in one.say + one.ask for one in JUDGE(meeting, at(60)))


def test_there_is_a_hypothesis_once_the_round_begins_tested_and_said_again_at_its_end() -> None:
    assert not has(shown(here()), "W-HYPOTHESIS")
    meeting = heard_all(here())
    assert "W-HYPOTHESIS" in shown(meeting)
    meeting = then(meeting, StateHypothesis(words="He runs to them"), minutes=6)
    assert "W-HYPOTHESIS" not in shown(meeting)
    assert "W-HYPOTHESIS-TESTED" in shown(meeting)
    meeting = then(meeting, shares(), minutes=7)
    assert "W-HYPOTHESIS-LAST" in shown(meeting)
    again = StateHypothesis(words="He runs to them", supports="a", against="b")
    assert not has(shown(then(meeting, again, minutes=8)), "W-HYPOTHESIS-LAST")


def test_what_agencies_say_is_questioned_and_the_questions_are_answered() -> None:
    meeting = heard_all(here())
    assert "W-CHALLENGE" in shown(meeting)
    asked = Challenge(id="x", attendee_id="nurse", words="How do you know?")
    meeting = then(meeting, ChallengeInformation(challenge=asked))
    assert "W-CHALLENGE" not in shown(meeting)
    assert "W-CHALLENGE-OPEN:x" in shown(decided(meeting))


def test_an_offer_that_no_action_takes_up_is_remembered() -> None:
    meeting = decided(
        then(here(), OfferHelp(offer=Offer(id="o", attendee_id="police", words="Ring his phone")))
    )
    assert "W-OFFER:o" in shown(meeting)
    assert "W-OFFER:o" not in shown(then(meeting, action(answers=("o",)), minutes=31))


def test_a_fact_of_ninety_days_ago_or_second_hand_is_counted_as_old() -> None:
    old = shares(as_of_on=TEN.date() - timedelta(days=90), source="letter")
    told = shares(id="c2", as_of_on=TEN.date(), source="neighbour", second_hand=YesNo.YES)
    fresh = shares(id="c3", as_of_on=TEN.date(), source="visit")
    meeting = heard_all(then(here(), old, told, fresh))
    assert about(meeting, "W-STALE").say.endswith(": 2 of 3.")
    assert "W-UNDATED" not in raised(meeting)


# R44, R45: decided without, conference first


def test_decided_without_someone_says_without_whom_until_there_is_a_time_to_look_again() -> None:
    meeting = decided(here())
    assert "School" in about(meeting, "W-WITHOUT").say
    assert "W-WITHOUT" not in raised(then(meeting, PlanNextMeeting(at=at(3000)), minutes=31))


def test_who_was_heard_before_the_decision_is_not_waited_for_and_what_came_after_it_is_looked_at() -> None:
    left = then(then(here(), shares()), RecordPresence(attendee_id="nurse", mode=None), minutes=20)
    assert "Somebody (School nurse)" not in about(decided(left), "W-WITHOUT").say
    back = then(decided(left), RecordPresence(attendee_id="nurse", mode=Mode.IN_ROOM), minutes=35)
    after = then(back, shares(id="c2"), minutes=36)
    assert "Somebody (School nurse)" in about(after, "W-WITHOUT").say


def test_a_conference_before_the_decision_is_warned_of_and_stays_in_the_record() -> None:
    meeting = then(here(), PlanConference(reason="Escalated"), minutes=5)
    assert "W-ICPC-FIRST" in shown(meeting)
    assert "W-ICPC-FIRST" in shown(decided(meeting))


def test_a_conference_after_the_decision_is_one_part_of_the_plan() -> None:
    meeting = then(
        decided(here()), PlanConference(reason="Likely harm", target_on=date(2024, 3, 20)), minutes=31
    )
    assert "W-ICPC-FIRST" not in raised(meeting)
    assert "W-ICPC-ONLY" in shown(meeting)
    assert "W-ICPC-ONLY" not in shown(then(meeting, action(), minutes=32))


# R47 to R51: the child's voice, missing, threshold, parents


def test_an_empty_voice_of_the_child_stops_a_clean_close() -> None:
    assert about(decided(here()), "W-VOICE:kit").severity is Severity.STOP


def test_what_the_child_says_or_why_not_and_by_when_is_enough() -> None:
    said = HearChild(voice=Voice(id="kit", said="I want to go home."))
    missing = HearChild(voice=Voice(id="kit", not_gathered_because="Missing", gather_by=date(2024, 3, 7)))
    no_day = HearChild(voice=Voice(id="kit", not_gathered_because="Missing"))
    assert "W-VOICE:kit" not in raised(decided(then(here(), said)))
    assert "W-VOICE:kit" not in raised(decided(then(here(), missing)))
    assert "W-VOICE:kit" in raised(decided(then(here(), no_day)))


def test_each_sibling_is_heard_for_themselves() -> None:
    meeting = then(here(), DescribeChild(child=Child(id="ann", name="Ann")))
    meeting = decided(then(meeting, HearChild(voice=Voice(id="kit", said="No."))))
    assert {one for one in raised(meeting) if one.startswith("W-VOICE:")} == {"W-VOICE:ann"}


def test_an_unborn_child_is_not_asked() -> None:
    unborn = Child(id="bump", name="Bump", expected_on=date(2024, 6, 1))
    assert not has(raised(decided(held(WORKER, CAIT, NURSE, child=unborn))), "W-VOICE")


def test_how_the_child_was_heard_is_written() -> None:
    said = HearChild(
        voice=Voice(
            id="kit",
            said="No.",
            to_whom="Ada Okoro",
            said_on=TEN.date(),
            tool="three houses",
            seen_alone=YesNo.NO,
        )
    )
    assert "W-VOICE-HOW:kit" in shown(decided(then(here(), HearChild(voice=Voice(id="kit", said="No.")))))
    assert "W-VOICE-HOW:kit" not in shown(decided(then(here(), said)))


def test_a_missing_child_has_the_search_written_down() -> None:
    meeting = because(here(), Circumstance.MISSING)
    assert "who is searching" in about(meeting, "W-MISSING").say
    known = Missing(
        last_seen="Tuesday", efforts="Calls", risk="High", likely_places="Slough", return_interview="Planned",
        searching="PC Lane", next_check_at=at(120),
    )  # fmt: skip
    assert "W-MISSING" not in raised(then(meeting, DescribeMissing(missing=known)))
    assert "W-MISSING" not in raised(here())


def test_the_threshold_is_judged_for_each_child() -> None:
    meeting = heard_all(then(here(), DescribeChild(child=Child(id="ann", name="Ann"))))
    judged = JudgeThreshold(judgement=Judgement(id="kit", threshold=Threshold.LIKELY))
    meeting = then(meeting, judged)
    assert "W-THRESHOLD:ann" in shown(meeting)
    assert "W-THRESHOLD:kit" not in shown(meeting)
    assert "W-THRESHOLD-EVIDENCE:kit" in shown(meeting)


def test_an_adults_difficulty_needs_what_it_means_for_the_childs_care() -> None:
    meeting = because(here(), Circumstance.PARENTAL_MENTAL_HEALTH)
    code = "W-IMPACT:parental mental health"
    assert code in shown(meeting)
    impact = Impact(id=Circumstance.PARENTAL_MENTAL_HEALTH, means="He sleeps by day.")
    assert code not in shown(then(meeting, SayImpact(impact=impact)))


# R52 to R56, R67, R68: the decision


def test_every_child_has_a_decision_before_the_close() -> None:
    meeting = then(here(), DescribeChild(child=Child(id="ann", name="Ann")))
    one = Decision(id="d", children=("kit",), outcome=Outcome.INITIATE)
    meeting = then(meeting, RecordDecision(decision=one), minutes=30)
    assert about(meeting, "W-NO-DECISION:ann").severity is Severity.STOP


@pytest.mark.parametrize("outcome", list(Outcome), ids=lambda outcome: outcome.name)
def test_every_decision_has_its_reasons_also_the_one_not_to_start(outcome: Outcome) -> None:
    meeting = decided(here(), outcome, rationale=Rationale(risks="r"), adjourned_until=at(3000))
    assert "the evidence" in about(meeting, "W-RATIONALE:d1").say
    assert "W-RATIONALE:d1" not in raised(decided(here(), outcome, adjourned_until=at(3000)))


def test_reasons_that_point_at_nothing_that_was_shared_are_warned_of() -> None:
    meeting = then(here(), shares())
    assert "W-RATIONALE-FACT:d1" in shown(decided(meeting))
    assert "W-RATIONALE-FACT:d1" not in shown(decided(meeting, facts=("c1",)))


def test_everyone_who_was_here_is_asked_by_name() -> None:
    meeting = decided(here())
    assert "School nurse" in about(meeting, "W-POSITIONS").say
    agree = [
        TakePosition(position=Position(id=who, view=View.AGREE)) for who in ("worker", "police", "nurse")
    ]
    assert "W-POSITIONS" not in raised(then(meeting, *agree, minutes=31))


def test_a_disagreement_has_a_way_forward() -> None:
    no = Position(id="nurse", view=View.DISAGREE, reason="Too early")
    meeting = then(decided(here()), TakePosition(position=no), minutes=31)
    assert "W-DISSENT:nurse" in shown(meeting)


def test_single_or_joint_is_settled_after_the_decision_and_is_never_the_only_outcome() -> None:
    meeting = decided(here())
    assert "W-JOINT" in shown(meeting)
    joint = Settle(settled=Settled(id=Topic.JOINT, answer="joint", reason="A crime is likely."))
    meeting = then(meeting, joint, minutes=31)
    assert "W-JOINT" not in raised(meeting)
    assert "W-JOINT-ONLY" in shown(meeting)
    assert "W-JOINT-ONLY" not in shown(then(meeting, action(), minutes=32))


def test_an_injury_asks_for_a_yes_or_no_to_a_medical_with_the_reason() -> None:
    meeting = decided(because(here(), Circumstance.PHYSICAL_INJURY))
    assert "W-MEDICAL" in shown(meeting)
    no = Settle(settled=Settled(id=Topic.MEDICAL, answer="no", reason="Seen on the ward."))
    assert "W-MEDICAL" not in shown(then(meeting, no, minutes=31))
    assert "W-MEDICAL" not in shown(decided(here()))


# R60, R61: bookings


def booked(**fields: object) -> NoteBooking:
    given: dict[str, object] = {"id": "b", "attendee_id": "nurse", "what": "CAMHS", "at": at(60 * 24)}
    return NoteBooking(booking=Booking(**given | fields))  # type: ignore[arg-type]


def test_everyone_who_had_their_turn_is_asked_what_is_booked() -> None:
    meeting = heard_all(here())
    assert "School nurse" in about(meeting, "W-BOOKINGS").say
    asked = [AskBookings(attendee_id=who) for who in ("worker", "police")]
    assert "W-BOOKINGS" not in raised(then(meeting, *asked, booked()))


def test_an_appointment_tomorrow_has_to_be_part_of_the_plan_with_someone_who_confirms_it() -> None:
    meeting = decided(then(here(), booked()))
    assert {"W-BOOKING-SOON:b", "W-BOOKING-OWNER:b"} < shown(meeting)
    meeting = then(meeting, booked(owner="Ada Okoro"), action(answers=("b",)), minutes=31)
    assert not {"W-BOOKING-SOON:b", "W-BOOKING-OWNER:b"} & shown(meeting)


def test_a_missed_appointment_brings_the_chair_back_to_it() -> None:
    meeting = decided(then(here(), booked()))
    assert "W-BOOKING-CHECK:b" in shown(meeting, 60 * 48)
    missed = NoteBookingOutcome(booking_id="b", outcome=BookingOutcome.MISSED)
    meeting = then(meeting, missed, minutes=60 * 48)
    assert "W-BOOKING-MISSED:b" in shown(meeting, 60 * 48)
    assert "W-BOOKING-CHECK:b" not in shown(meeting, 60 * 48)


def test_what_is_unknown_is_said_as_unknown() -> None:
    verdict = about(decided(here()), "W-FURTHER")
    assert verdict.answered is Answered.UNKNOWN
    assert verdict.say == "It is not known whether an assessment is under way."


def test_a_meeting_that_is_only_prepared_has_no_warnings_about_its_course() -> None:
    codes = {one.partition(":")[0] for one in raised(prepared(WORKER, CAIT, NURSE, line("school")))}
    minimum = {"W-MIN-SW", "W-MIN-POLICE", "W-MIN-HEALTH"}
    assert codes == {*minimum, "W-EXPECTED-UNKNOWN", "W-LATE", "W-REQUEST"}
