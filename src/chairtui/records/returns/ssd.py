"""The Standard Safeguarding Dataset: rows of ssd_s47_enquiry and ssd_initial_cp_conference.

Ids of referrals, plans and meetings belong to the case system, which the program does not know: they stay
empty. The ids of enquiries and conferences are derived here, and stay the same each time.

Source: ssd-data-model, data/objects/ssd_s47_enquiry.yml and ssd_initial_cp_conference.yml (columns in order,
keys of the outcomes) and its extracts for case systems (Y, N or empty).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import uuid5

from chairtui.core.vocabulary import EnquiryOutcome, YesNo
from chairtui.records.returns.enquiry_rows import NAMES, EnquiryRow
from chairtui.records.spreadsheets.workbook import Cell, Sheet

ENQUIRY_COLUMNS = (
    "s47e_s47_enquiry_id",
    "s47e_referral_id",
    "s47e_person_id",
    "s47e_s47_start_date",
    "s47e_s47_end_date",
    "s47e_s47_nfa",
    "s47e_s47_outcome_json",
    "s47e_s47_completed_by_worker_id",
    "s47e_s47_completed_by_team",
)
CONFERENCE_COLUMNS = (
    "icpc_icpc_id",
    "icpc_icpc_meeting_id",
    "icpc_s47_enquiry_id",
    "icpc_person_id",
    "icpc_cp_plan_id",
    "icpc_referral_id",
    "icpc_icpc_transfer_in",
    "icpc_icpc_target_date",
    "icpc_icpc_date",
    "icpc_icpc_outcome_cp_flag",
    "icpc_icpc_outcome_json",
    "icpc_icpc_team",
    "icpc_icpc_worker_id",
)
OUTCOME_KEYS = {
    "NFA_FLAG": EnquiryOutcome.NOTHING,
    "LEGAL_ACTION_FLAG": EnquiryOutcome.LEGAL,
    "PROV_OF_SERVICES_FLAG": EnquiryOutcome.SERVICES,
    "PROV_OF_SB_CARE_FLAG": EnquiryOutcome.SHORT_BREAK,
    "CP_CONFERENCE_FLAG": EnquiryOutcome.CONFERENCE,
    "NFA_CONTINUE_SINGLE_FLAG": EnquiryOutcome.ASSESSMENT,
    "MONITOR_FLAG": EnquiryOutcome.MONITOR,
    "OTHER_OUTCOMES_EXIST_FLAG": EnquiryOutcome.OTHER,
}
_FLAG = {YesNo.YES: "Y", YesNo.NO: "N", YesNo.UNKNOWN: ""}


def enquiries(rows: Iterable[EnquiryRow]) -> Sheet:
    """Return ssd_s47_enquiry: a row for each enquiry."""
    return Sheet("ssd_s47_enquiry", ENQUIRY_COLUMNS, tuple(map(_enquiry, rows)))


def conferences(rows: Iterable[EnquiryRow]) -> Sheet:
    """Return ssd_initial_cp_conference: a row for each conference that was held or is required."""
    wanted = [row for row in rows if row.conference_on or row.enquiry.conference_required is YesNo.YES]
    return Sheet("ssd_initial_cp_conference", CONFERENCE_COLUMNS, tuple(map(_conference, wanted)))


def _enquiry(row: EnquiryRow) -> tuple[Cell, ...]:
    known = row.enquiry.outcomes
    nothing = YesNo.YES if EnquiryOutcome.NOTHING in known else YesNo.NO if known else YesNo.UNKNOWN
    return (
        row.id,
        "",
        row.child.local_id.strip(),
        row.started_on,
        row.ended_on,
        _FLAG[nothing],
        _json(_outcome(row)),
        row.enquiry.worker,
        row.enquiry.team or row.discussions[-1].team,
    )


def _outcome(row: EnquiryRow) -> dict[str, str | int]:
    known = row.enquiry.outcomes
    flags = {key: ("Y" if one in known else "N") if known else "" for key, one in OUTCOME_KEYS.items()}
    return {**flags, "TOTAL_NO_OF_OUTCOMES": len(known) or "", "OUTCOME_COMMENTS": row.enquiry.words}


def _conference(row: EnquiryRow) -> tuple[Cell, ...]:
    plan = _FLAG[row.enquiry.plan_followed] if row.conference_on else ""
    outcome: dict[str, str | int] = {
        "NFA_FLAG": "",
        "REFERRAL_TO_OTHER_AGENCY_FLAG": "",
        "SINGLE_ASSESSMENT_FLAG": "",
        "PROV_OF_SERVICES_FLAG": "",
        "CP_FLAG": plan,
        "OTHER_OUTCOMES_EXIST_FLAG": "",
        "TOTAL_NO_OF_OUTCOMES": "",
        "COMMENTS": "",
    }
    person = row.child.local_id.strip()
    return (
        str(uuid5(NAMES, f"conference {row.id}")),
        "",
        row.id,
        person,
        "",
        "",
        "",
        row.target_on,
        row.conference_on,
        plan,
        _json(outcome),
        row.enquiry.team,
        row.enquiry.worker,
    )


def _json(values: dict[str, str | int]) -> str:
    return json.dumps(values, ensure_ascii=False)
