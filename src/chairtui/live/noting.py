"""What the rules say of a meeting in a form that is kept beside it, so that home and lists need no rules."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from chairtui.core.meeting import Meeting
from chairtui.core.views import Title, plain_title
from chairtui.core.vocabulary import Stage
from chairtui.live.gates import relevant
from chairtui.live.glance import glance
from chairtui.live.leaving import due_on
from chairtui.live.readiness import holds_until, readiness
from chairtui.live.ready import Ready
from chairtui.standards.placing import attention, by_clock
from chairtui.standards.verdict import Announced, Judge, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence


def noted(
    meeting: Meeting,
    judge: Judge,
    now: datetime,
    by: str,
    verdicts: Sequence[Verdict] | None = None,
    title: Title = plain_title,
) -> Ready:
    """Return what the rules (named by a mark) say of a meeting at an instant (UTC), to be kept with it.

    `verdicts` are the relevant ones, where they are known. The rows are those of the record alone. `title`
    names an agency.
    """
    if verdicts is None:
        verdicts = relevant(meeting, judge(meeting, now), now)
    seen = attention(meeting, verdicts, now)
    counts = seen.counts
    ends = [by_clock(meeting, verdicts, now)]
    words, done, cancelled = "", False, False
    if meeting.stage is Stage.PREPARING:
        ready = readiness(meeting, judge.expected(meeting), judge.figures(meeting), now)
        words, done, cancelled = ready.words, ready.done, bool(ready.cancelled)
        ends.append(holds_until(meeting, now))
    return Ready(
        stops=counts[Announced.STOP],
        warns=counts[Announced.WARN],
        words=words,
        done=done,
        cancelled=cancelled,
        since=now,
        until=min((at for at in ends if at), default=None),
        by=by,
        glance=glance(meeting, seen.rows, title, due_on(meeting, judge)),
    )
