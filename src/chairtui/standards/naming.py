"""What a line of the register is called, as people say it: on every step, in warnings, in commands."""

from __future__ import annotations

from collections.abc import Iterable

from chairtui.core.register import Attendee
from chairtui.core.views import Title
from chairtui.standards.facts.places import titled
from chairtui.standards.verdict import Expected


def line_title(line: Attendee, expected: Iterable[Expected], title: Title) -> str:
    """Return a line's agency as people say it: as the role of its agency that it stands for is called.

    It keeps a name of its own: that of its team, or the one from before the agency register renamed it.
    `title` names an agency of the meeting by its key.
    """
    role = next((role for role in expected if line.id in (role.attendee_id, role.key)), None)
    if role is not None and line.agency in (role.agency, role.kind) and not is_called_otherwise(line, title):
        return role.title
    return titled(line.agency, line.called or title(line.agency), line.area)


def is_called_otherwise(line: Attendee, title: Title) -> bool:
    """Say whether a line has a name of its own, other than that of its agency."""
    return line.called not in ("", title(line.agency))
