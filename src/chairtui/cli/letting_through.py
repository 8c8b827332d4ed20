"""What the record for one child leaves out because it may speak of another: listed, and let through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chairtui.cli.exits import USAGE, Refusal

if TYPE_CHECKING:
    from chairtui.core.change import Command
    from chairtui.core.delivery import Delivery
    from chairtui.core.meeting import Meeting
    from chairtui.live.sending import Mention
    from chairtui.wiring import Workplace


def let_through(
    workplace: Workplace, meeting: Meeting, delivery: Delivery, places: Sequence[str], because: str
) -> Command:
    """Return the command that lets texts through to a recipient, beside those that were before.

    Raises:
        Refusal: no such text is left out of their record.
    """
    from msgspec.structs import replace

    from chairtui.core.delivery import Passed
    from chairtui.core.distribution import AddRecipient

    possible = {one.place for one in workplace.desk.records.left_out(meeting, delivery).mentions}
    for where in places:
        if where not in possible:
            raise Refusal(f"Nothing at “{where}” is left out because it may speak of another child.", USAGE)
    before = tuple(one for one in delivery.passed if one.place not in places)
    new = tuple(Passed(place=one, reason=because.strip()) for one in dict.fromkeys(places))
    return AddRecipient(delivery=replace(delivery, passed=before + new))


def texts(delivery: Delivery, mentions: Sequence[Mention]) -> Iterator[tuple[str, ...]]:
    """Yield a line for each text, with its place, why it was found, and whether it goes to a recipient."""
    reasons = {passed.place: passed.reason for passed in delivery.passed}
    yield ("PLACE", "FOUND", "STATE", "TEXT")
    for mention in mentions:
        state = f"let through: {reasons[mention.place]}" if mention.place in reasons else "left out"
        yield (mention.place, ", ".join(mention.found), state, " ".join(mention.words.split()))
