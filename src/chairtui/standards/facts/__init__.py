"""Everything that rules can ask about a meeting: importing this package fills the register of facts."""

from chairtui.core.scheduling import meeting_day
from chairtui.standards.facts import (
    attendance,
    chronology,
    clock,
    closing,
    concern,
    conference,
    deciding,
    expected,
    first_hand,
    health,
    household,
    plan,
    preparing,
    sharing,
    threshold,
)
from chairtui.standards.facts.fact import FACTS, MEETING, SCOPES, Fact, Scope, Value, in_words
from chairtui.standards.facts.sight import Sight

__all__ = [
    "FACTS", "MEETING", "SCOPES", "Fact", "Scope", "Sight", "Value", "attendance", "chronology",
    "clock", "closing", "concern", "conference", "deciding", "expected", "first_hand", "health", "household",
    "in_words", "meeting_day", "plan", "preparing", "sharing", "threshold",
]  # fmt: skip
