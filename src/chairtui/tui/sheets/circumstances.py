"""The circumstances to pick from, each with whom it makes expected."""

from __future__ import annotations

from msgspec.structs import replace

from chairtui.core.meeting import Meeting
from chairtui.core.vocabulary import Circumstance
from chairtui.standards.verdict import Judge
from chairtui.tui.widgets.options import Option


def circumstances_as_options(judge: Judge, meeting: Meeting) -> tuple[Option, ...]:
    """Return every circumstance with the roles that it alone adds for this meeting's date and place."""
    bare = _with(meeting)
    always = {role.key for role in judge.expected(bare)}
    return tuple(
        Option(
            circumstance.value,
            circumstance.value,
            ", ".join(
                role.title for role in judge.expected(_with(bare, circumstance)) if role.key not in always
            ),
        )
        for circumstance in Circumstance
    )


def _with(meeting: Meeting, *circumstances: Circumstance) -> Meeting:
    return replace(meeting, concern=replace(meeting.concern, circumstances=circumstances))
