"""The Department for Education's children's social care interface: section 47 enquiries as JSON.

One payload for each child, with what a meeting knows; the rest is left out, as everything but ids may be.
The ids of episodes and enquiries are derived here, not the case system's.

Source: dfe-csc-api-data-flows, docs/json_payload_structure.md (specification v0.7, names and nesting). The
Department's own specification was not opened, and nothing was sent to the interface.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid5

from chairtui.core.births import awaited
from chairtui.core.vocabulary import Sex, YesNo
from chairtui.records.returns.cin import disabilities
from chairtui.records.returns.enquiry_rows import NAMES, EnquiryRow
from chairtui.text import clean

_TRUTH = {YesNo.YES: True, YesNo.NO: False, YesNo.UNKNOWN: None}


def payloads(rows: Iterable[EnquiryRow], authority: str) -> list[dict[str, Any]]:
    """Return a payload for each child; `authority` is the three-digit code."""
    children: dict[str, list[EnquiryRow]] = {}
    for row in rows:
        children.setdefault(row.person, []).append(row)
    return [{"la_code": int(authority), "Children": _child(held)} for held in children.values()]


def write(rows: Iterable[EnquiryRow], authority: str) -> bytes:
    """Return the payloads as one JSON document, the same each time."""
    return json.dumps(payloads(rows, authority), ensure_ascii=False, indent=2).encode() + b"\n"


def _child(held: list[EnquiryRow]) -> dict[str, Any]:
    last = held[-1]
    child, facts = last.child, last.facts
    episodes: dict[str, list[EnquiryRow]] = {}
    for row in held:
        episodes.setdefault(str(row.facts.referred_on or ""), []).append(row)
    details = _known(
        unique_pupil_number=child.upn,
        former_unique_pupil_number=facts.former_upn,
        unique_pupil_number_unknown_reason="" if child.upn else facts.upn_unknown,
        date_of_birth=child.born_on,
        expected_date_of_birth=child.expected_on if awaited(child) else None,
        sex="" if facts.sex is Sex.UNKNOWN else facts.sex.value,
        ethnicity=facts.ethnicity,
        disabilities=list(disabilities(facts)),
    )
    return {
        "la_child_id": clean(child.local_id.strip(), multiline=False),
        "purge": False,
        "child_details": {**details, "purge": False},
        "social_care_episodes": [_episode(rows) for rows in episodes.values()],
    }


def _episode(rows: list[EnquiryRow]) -> dict[str, Any]:
    facts = rows[-1].facts
    known = _known(
        referral_date=facts.referred_on,
        referral_source=facts.referral_source,
        referral_no_further_action_flag=_TRUTH[facts.referral_nfa],
        closure_date=facts.closed_on,
        closure_reason=facts.closure_reason,
    )
    return {
        "social_care_episode_id": str(uuid5(NAMES, f"episode {rows[0].id}")),
        **known,
        "section_47_assessments": [_assessment(row) for row in rows],
        "purge": False,
    }


def _assessment(row: EnquiryRow) -> dict[str, Any]:
    required = YesNo.YES if row.conference_on else row.enquiry.conference_required
    known = _known(
        start_date=row.started_on,
        icpc_required_flag=_TRUTH[required],
        icpc_date=row.conference_on,
        end_date=row.ended_on,
    )
    return {"section_47_assessment_id": row.id, **known, "purge": False}


def _known(**values: Any) -> dict[str, Any]:
    """Return what is known, as JSON has it."""
    return {name: _plain(value) for name, value in values.items() if value not in (None, "", [])}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [clean(one) for one in value] if isinstance(value, list) else _text(value)


def _text(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value
