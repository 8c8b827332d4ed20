"""A history that was kept elsewhere, judged as it was at each time in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from chairtui.core.change import Event
from chairtui.core.closing import SignedOff
from chairtui.core.distribution import RecipientAdded
from chairtui.core.history.log import Recorded
from chairtui.core.meeting import Meeting, evolve
from chairtui.directory.agencies import Agencies
from chairtui.live.completing import put_on_ledger, with_due
from chairtui.live.falling_due import falling_due
from chairtui.live.gates import unmet
from chairtui.live.outcome import Replayed
from chairtui.live.rising import standing_at_signing, warnings_between
from chairtui.live.spotless import spotless
from chairtui.standards.verdict import Judge, Verdict


def judged_on_the_way(
    replayed: Sequence[Replayed],
    meeting: Meeting,
    verdicts: Sequence[Verdict],
    judge: Judge,
    agencies: Agencies,
    stamp: Callable[[Sequence[Event]], Sequence[Recorded]],
) -> tuple[Meeting, list[Event]]:
    """Return the meeting after what happened, and that with what the rules said of it on the way.

    What is told of one instant is taken in together before it is judged, and it is judged again when
    something of it falls due before the next. `meeting` and `verdicts` are those before; nothing is saved.
    """
    events: list[Event] = []
    listed = any(isinstance(happened.event, RecipientAdded) for happened in replayed)
    for number, happened in enumerate(replayed, start=1):
        event = with_due(spotless(happened.event), meeting, judge)
        known: list[Event] = []
        if isinstance(event, SignedOff):
            known += standing_at_signing(judge, meeting, happened.at, verdicts)
            known += () if listed else put_on_ledger(meeting, judge, agencies)
        step = stamp([*known, event])
        for each in step:
            meeting = evolve(each.event, meeting, replace(each.stamp, at=happened.at))
        events += [*known, event]
        until = replayed[number].at if number < len(replayed) else happened.at
        if number < len(replayed) and until == happened.at:
            continue
        for at in (happened.at, *falling_due(meeting, happened.at, until)):
            before, verdicts = verdicts, unmet(judge, meeting, at)
            noted = warnings_between(meeting, verdicts, partial(judge.met, meeting, at), at, before)
            for note in noted:
                meeting = evolve(note, meeting, step[0].stamp)
            events.extend(noted)
    return meeting, events
