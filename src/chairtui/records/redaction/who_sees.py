"""Which field of a meeting goes into whose copy of the record: the one table where that is settled.

A copy is built from what stands here. A field without a row is in no copy, and a test fails until somebody
has settled who may see it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from chairtui.core.vocabulary import Redaction, Sector


class To(StrEnum):
    """Who gets a field, beside what redactions and sectors say."""

    EVERYONE = "everyone who gets a copy"
    AGENCIES = "everyone but recipients outside the agencies"
    NAMED = "recipients of the full record, the record for one child and the extract"
    FULL = "recipients of the full record and the record for one child"
    OWN = "whose it is, if they get more than a notice"
    MINE = "whose it is, also in a notice"
    REASON = "recipients of a short reason, in closed words"
    WARNED = "recipients of the full record from which nothing is left out that warnings speak of"
    LISTED = "recipients of the full record, unless the line would tell who raised the concern"
    NOBODY = "nobody: it is in no record"


Tag = To | Redaction | Sector
"""A redaction as tag means: unless it is left out. A sector means: recipients of that sector."""


class Row(NamedTuple):
    """The fields of one part of the meeting that go to the same recipients; any tag is enough."""

    part: str
    fields: str
    to: tuple[Tag, ...]


R = Redaction
_SHARED = (To.OWN, R.SHARED)
_ACTIONS = (To.OWN, R.ACTIONS)

TABLE = (
    Row("", "reference authority form scheduled_at started_at", (To.EVERYONE,)),
    Row("", "profile urgent", (To.NAMED,)),
    Row("clock_changes", "was now believed", (To.NAMED,)),
    Row("", "id urgent_because", (To.FULL,)),
    Row("preparing", "cancelled_because", (To.FULL,)),
    Row("preparing.joining", "link number room", (To.NOBODY,)),
    Row("preparing.sent.joining", "link number room", (To.NOBODY,)),
    Row("preparing.agenda", "id title minutes step attendee_id", (To.FULL,)),
    Row("preparing.availability", "id", (To.OWN,)),
    Row("preparing.availability.unable", "starts_at ends_at", (To.OWN,)),
    Row("preparing.requests", "id reply_by returned_at", (To.FULL, To.OWN)),
    Row("preparing.requests", "needs only_you", (To.OWN,)),
    Row("preparing.sent", "id attendee_id paper sequence channel by sent_at meeting_at", (To.OWN,)),
    Row("attendance", "someone_has_met", (To.FULL,)),
    Row("attendance.register", "id sector leads", (To.EVERYONE,)),
    Row("attendance.register", "agency unit health called deputy_for", (To.AGENCIES,)),
    Row("attendance.register", "area", (To.OWN, R.PLACES)),
    Row("attendance.register", "name job", (To.NAMED,)),
    Row("attendance.register", "only_for identity_checked written_at written_on", (To.FULL, To.OWN)),
    Row("attendance.register.first_hand", "knows relationship last_seen_on", (To.FULL, To.OWN)),
    Row("attendance.register.authority", "can_commit decider decides_at", (To.FULL, To.OWN)),
    Row("attendance.register.invitation", "answer at by channel reason", (To.FULL, To.OWN)),
    Row("attendance.register.stays", "mode joined_at left_at", (To.EVERYONE,)),
    Row("attendance.chairs", "name grade since phone", (To.AGENCIES,)),
    Row("attendance.chairs", "social_worker", (To.NAMED,)),
    Row("attendance.chairs", "reason", (To.FULL,)),
    Row("attendance.override", "chair reconvene_at", (To.EVERYONE,)),
    Row("attendance.override", "reason", (To.FULL,)),
    Row("concern", "circumstances raised_at words", (To.NAMED,)),
    Row("concern", "referrer", (R.REFERRER,)),
    Row("concern", "late_because assessment_under_way purpose_read_at", (To.FULL,)),
    Row("concern.children", "id name", (To.EVERYONE,)),
    Row("concern.children", "born_on expected_on", (To.AGENCIES,)),
    Row("concern.children.birth", "year month youngest oldest aged_on unit certainty", (To.AGENCIES,)),
    Row("concern.children.birth", "source", (To.FULL,)),
    Row("concern.children", "education", (To.NAMED,)),
    Row("concern.children", "setting lives_with", (R.PLACES,)),
    Row("concern.children", "open_to", (To.FULL,)),
    Row("concern.children", "local_id", (R.NUMBERS, Sector.SOCIAL_WORK)),
    Row("concern.children", "nhs_number", (R.NUMBERS, Sector.HEALTH)),
    Row("concern.children", "upn", (R.NUMBERS, Sector.EDUCATION)),
    Row("concern.family", "id name relationship is_child children", (To.NAMED,)),
    Row("concern.family", "open_to", (To.FULL,)),
    Row("concern.family", "lives_with_child", (R.PLACES,)),
    Row("concern.places", "id kind name authority force", (R.PLACES,)),
    Row("concern.team", "name transferred_on previous", (To.FULL,)),
    Row("concern.safety", "safe", (To.NAMED,)),
    Row("concern.safety", "words", (To.FULL,)),
    Row(
        "concern.voices",
        "id said said_on to_whom seen_alone tool communication not_gathered_because gather_by",
        (To.FULL,),
    ),
    Row("concern.missing", "efforts risk return_interview next_check_at", (To.FULL,)),
    Row("concern.missing", "last_seen likely_places searching", (R.PLACES,)),
    Row("concern.impacts", "id means answered_by", (R.SHARED,)),
    Row(
        "concern.census",
        "id sex ethnicity disabled disabilities former_upn upn_unknown died_on referred_on referral_source "
        "referral_nfa need closed_on closure_reason",
        (To.NOBODY,),
    ),
    Row("series", "read_at", (To.FULL,)),
    Row("series.earlier", "id reference held_at outcome", (To.FULL,)),
    Row("series.earlier.attended", "agency unit area", (To.NOBODY,)),
    Row(
        "series.earlier.partners",
        "agency sector name job unit area health called became",
        (To.NOBODY,),
    ),
    Row(
        "series.earlier.discussed",
        "on meeting_id child born_on outcome earlier_ended_on outcomes ended_on conference_required "
        "conference_on planned_held_on",
        (To.NOBODY,),
    ),
    Row("series.carried", "id kind words owner due_on due_at agency why left_by", _ACTIONS),
    Row(
        "sharing.contributions",
        "id attendee_id fact weight source as_of_on second_hand so_what children no_action_because shared_at "
        "shared_on before_meeting",
        _SHARED,
    ),
    Row(
        "sharing.turns", "id called_at nothing_known withheld_because reason later_on bookings_asked", _SHARED
    ),
    Row("sharing.challenges", "id attendee_id words by answer", _SHARED),
    Row("sharing.offers", "id attendee_id words", _SHARED),
    Row("sharing.chronology", "id on words source date_as_written", (R.CHRONOLOGY,)),
    Row("sharing.chronology_analysis", "pattern changes_hypothesis changes_decision", (R.CHRONOLOGY,)),
    Row("sharing.bookings", "id attendee_id what at timed owner outcome risk looked_again", _SHARED),
    Row("analysis.hypotheses", "words supports against stated_at by", (R.ANALYSIS,)),
    Row("analysis.unknowns", "id words contradicts how_to_find_out", (R.ANALYSIS,)),
    Row("analysis.prompts", "id answer", (R.ANALYSIS,)),
    Row("analysis.judgements", "id threshold category changed_at", (To.REASON, R.ANALYSIS)),
    Row("analysis.judgements", "evidence_for evidence_against", (R.ANALYSIS,)),
    Row("deciding", "without_note", (To.FULL,)),
    Row("deciding.decisions", "id children outcome adjourned_until decided_at", (To.EVERYONE,)),
    Row("deciding.decisions", "someone_met", (To.FULL,)),
    Row("deciding.decisions", "earlier_ended_on", (To.AGENCIES,)),
    Row("deciding.decisions", "anew_because", (R.ANALYSIS,)),
    Row("deciding.decisions", "facts", (R.SHARED,)),
    Row("deciding.decisions.rationale", "risks evidence threshold alternatives unknown", (R.ANALYSIS,)),
    Row("deciding.positions", "id attendee_id decisions view reason escalation", (To.FULL, To.OWN)),
    Row("deciding.settled", "id answer reason", (To.FULL,)),
    Row("plan", "next_meeting_at", (To.AGENCIES,)),
    Row("plan.actions", "id what owner agency due_on due_at horizon status", (To.MINE, R.ACTIONS)),
    Row(
        "plan.actions",
        "why owner_id answers acknowledged_at tells evidence ended_on keeps_safe reminded_at",
        _ACTIONS,
    ),
    Row("plan.actions.handed", "owner agency owner_id because at", _ACTIONS),
    Row("plan.nothing_needed", "id because", (R.ACTIONS,)),
    Row("plan.contingencies", "id trigger response who contact", _ACTIONS),
    Row("plan.questions", "id words owner method due_on answer answered_by answered_on", _ACTIONS),
    Row("plan.further", "id what how who due_on recorded_in", _ACTIONS),
    Row("plan.seeing", "id by due_on alone seen_on", _ACTIONS),
    Row("plan.conference", "target_on planned_at held_on", (To.AGENCIES,)),
    Row("plan.conference", "reason", (To.FULL,)),
    Row(
        "plan.enquiries",
        "id outcomes words ended_on conference_required conference_on plan_followed worker team",
        (To.FULL,),
    ),
    Row("closing.signature", "name signed_at", (To.EVERYONE,)),
    Row("closing.signature.gaps", "code words reason root", (To.WARNED,)),
    Row("closing.signature.naming.agencies", "key name", (To.NOBODY,)),
    Row("closing.signature.naming.unnamed", "key name", (To.NOBODY,)),
    Row("closing.addenda", "id change added_at answered_at", (To.EVERYONE,)),
    Row("closing.addenda", "words author agency reason answered_by", (R.SHARED,)),
    Row(
        "closing.distribution",
        "id recipient agency attendee_id record channel due_at sent_at acknowledged_at",
        (To.LISTED,),
    ),
    Row(
        "closing.distribution",
        "child_id redactions redactions_because prepared_at prepared_version prepared_mark locked "
        "sent_version sent_mark sent_cut returned_at returned_because",
        (To.NOBODY,),
    ),
    Row("closing.filed", "on where", (To.NOBODY,)),
    Row("closing.hold", "because since", (To.NOBODY,)),
    Row("closing.distribution.passed", "place reason", (To.NOBODY,)),
    Row(
        "warnings",
        "id severity words raised_at cleared_at met handled_before returns at_signing",
        (To.WARNED,),
    ),
    Row("warnings.handled", "what words gate at by", (To.WARNED,)),
    Row("conflicts", "event_id words ids", (To.NOBODY,)),
    Row("conflicts.sides", "event_id device_id actor at kind body stands earlier", (To.NOBODY,)),
)
"""Every field of a meeting, by the part in which it stands."""
