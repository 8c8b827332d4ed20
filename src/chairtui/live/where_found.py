"""Where something stands that a search found, in the words that people use for it."""

from __future__ import annotations

from chairtui.directory.agencies import Agencies
from chairtui.live.library import Found

REGISTER = "attendance.register"

CALLED = {
    "meeting": "time and form of the meeting",
    "preparing": "cancellation",
    "preparing.agenda": "agenda",
    "preparing.availability": "availability",
    "preparing.requests": "information request",
    "preparing.sent": "paper that was sent",
    "preparing.joining": "how to join",
    "attendance.register": "line of the register",
    "attendance.chairs": "chair",
    "attendance.override": "reason to go on without the minimum",
    "concern": "concern",
    "concern.children": "child",
    "concern.family": "family member",
    "concern.places": "place",
    "concern.team": "team",
    "concern.safety": "answer about safety",
    "concern.voices": "child's own view",
    "concern.missing": "missing episode",
    "concern.impacts": "impact on care",
    "concern.census": "facts for returns",
    "series.earlier": "series",
    "series.carried": "left open by an earlier meeting",
    "sharing.contributions": "contribution",
    "sharing.turns": "turn in the round",
    "sharing.challenges": "challenge",
    "sharing.offers": "offer",
    "sharing.chronology": "row of the chronology",
    "sharing.chronology_analysis": "analysis of the chronology",
    "sharing.bookings": "booking",
    "analysis.hypotheses": "hypothesis",
    "analysis.unknowns": "unknown",
    "analysis.prompts": "answer of the room",
    "analysis.judgements": "threshold",
    "deciding": "words beside “decided without”",
    "deciding.decisions": "decision",
    "deciding.positions": "position",
    "deciding.settled": "question after the decision",
    "plan.actions": "action",
    "plan.nothing_needed": "horizon without action",
    "plan.contingencies": "contingency",
    "plan.questions": "question of the enquiry",
    "plan.further": "further information",
    "plan.seeing": "seeing the child",
    "plan.conference": "conference",
    "plan.enquiries": "outcome of the enquiry",
    "closing.signature": "signature",
    "closing.addenda": "late information",
    "closing.distribution": "recipient",
    "warnings": "answer to a warning",
    "conflicts": "dispute between two machines",
}
"""What people call each kind of value that has texts, by its place in a meeting."""

_FIELDS = {
    "reference": "reference",
    "authority": "authority",
    "urgent_because": "why it is urgent",
    "late_because": "why it is late",
    "referrer": "who raised it",
    "so_what": "what it means",
    "source": "source",
    "no_action_because": "why nothing follows",
    "owner": "owner",
    "why": "why",
    "evidence": "evidence",
    "to_whom": "to whom",
    "not_gathered_because": "why it is not known",
    "how_to_find_out": "how to find out",
    "only_you": "what only they can tell",
    "supports": "what supports it",
    "against": "what speaks against it",
    "anew_because": "why it was decided anew",
    "previous": "team before",
    "job": "job",
    "agency": "agency",
    "called": "agency",
    "setting": "school or setting",
    "lives_with": "with whom",
    "open_to": "open to",
}
"""What people call fields that are not the thing itself."""


def where(hit: Found, agencies: Agencies) -> str:
    """Return where words stand, as in “contribution, of Police: what it means”."""
    if not hit.place:
        return ""
    path = hit.place.partition("/")[0]
    whose = agencies.get(hit.agency).name if hit.agency and path != REGISTER else hit.child
    field = _FIELDS.get(hit.field.rpartition(".")[2], "")
    of = f", of {whose}" if whose and path != "concern.children" else ""
    return f"{CALLED.get(path, 'record')}{of}{f': {field}' if field else ''}"


def said(hit: Found, agencies: Agencies) -> str:
    """Return the words that were found and those around them; the key of an agency is told as its name."""
    is_agency = hit.field.rpartition(".")[2] == "agency"
    return agencies.get(hit.excerpt).name if is_agency and hit.excerpt in agencies else hit.excerpt
