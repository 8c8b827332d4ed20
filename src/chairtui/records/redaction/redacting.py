"""What is left out of the record for each recipient, by rule or by hand."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from chairtui.core.delivery import Delivery
from chairtui.core.meeting import Meeting
from chairtui.core.recipients import Involvement, involvement_of, line_of
from chairtui.core.vocabulary import RecordKind, Redaction, Sector


class Rule(Struct, frozen=True):
    """What recipients of one sort do not get."""

    left_out: tuple[Redaction, ...]
    source: str
    """Where it comes from; our own where no source says so much."""
    outside: bool = False
    """Whether the agencies that were there or missing are not named to them."""


_ALL = tuple(Redaction)
_ALL_BUT_THE_REASON = tuple(one for one in Redaction if one is not Redaction.ANALYSIS)
_TOLD = (
    "A published practice standard (authority not named): relevant agencies that did not attend are told too."
)
_OURS = "The program's own default."

RULES: Mapping[Involvement, Rule] = {
    Involvement.TOOK_PART: Rule(
        (Redaction.REFERRER, Redaction.NUMBERS),
        "A published practice standard (authority not named): the record goes to all who attended.",
    ),
    Involvement.ONE_ITEM: Rule(_ALL, _OURS),
    Involvement.ABSENT: Rule(_ALL, _TOLD),
    Involvement.NOT_INVITED: Rule(_ALL_BUT_THE_REASON, _TOLD),
    Involvement.REFERRER: Rule(
        _ALL,
        "A published practice standard (authority not named): the referrer is told too.",
        outside=True,
    ),
    Involvement.OWNER: Rule(_ALL, _OURS, outside=True),
    Involvement.OTHER: Rule(_ALL, _OURS, outside=True),
}
"""What is left out for each sort of recipient, unless somebody says otherwise with a reason."""

_BY_KIND = {RecordKind.EXTRACT: _ALL, RecordKind.NOTICE: _ALL_BUT_THE_REASON}
"""What is left out for those who took part, when they get less than the record."""

SEES_ALL_THE_SAME: Mapping[Sector, frozenset[Redaction]] = {
    Sector.SOCIAL_WORK: frozenset({Redaction.REFERRER, Redaction.NUMBERS}),
    Sector.POLICE: frozenset({Redaction.REFERRER}),
}
"""What is not left out for these sectors when they took part: they make the enquiries."""


def rule_of(meeting: Meeting, delivery: Delivery) -> Rule:
    """Return the rule for a recipient."""
    return RULES[involvement_of(meeting, delivery)]


def rule_for(meeting: Meeting, delivery: Delivery) -> tuple[Redaction, ...]:
    """Return what is left out for a recipient: what somebody settled with a reason, or what the rule says."""
    if delivery.redactions is not None:
        return delivery.redactions
    involvement, line = involvement_of(meeting, delivery), line_of(meeting, delivery)
    if involvement is not Involvement.TOOK_PART or line is None:
        return RULES[involvement].left_out
    shown = SEES_ALL_THE_SAME.get(line.sector, frozenset())
    return tuple(
        one for one in _BY_KIND.get(delivery.record, RULES[involvement].left_out) if one not in shown
    )
