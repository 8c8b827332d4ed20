"""Acts that wait, in their order, while another program holds the file: the keys go on meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

from chairtui.core.change import Command, Refused, Stamp
from chairtui.core.meeting import decide, evolve
from chairtui.core.sentences.every_event import sentence
from chairtui.core.sentences.names import Names
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.outcome import Outcome
from chairtui.live.ports import Busy
from chairtui.live.spotless import spotless

Then = Callable[[], None]
"""What is done once an act is saved."""


class Act(NamedTuple):
    """Commands that are carried out together."""

    commands: tuple[Command, ...]
    then: Then


class Came(NamedTuple):
    """What became of an act that waited: an outcome, or the sentence that refuses it."""

    outcome: Outcome | None
    refusal: str = ""


class Waiting:
    """The one way for a screen to change a meeting: nothing overtakes what is not saved yet."""

    def __init__(self, live: LiveMeeting) -> None:
        """Carry acts out on a meeting."""
        self._live = live
        self._acts: deque[Act] = deque()

    def __len__(self) -> int:
        """Return how many acts wait."""
        return len(self._acts)

    def do(self, *commands: Command, then: Then) -> Outcome | None:
        """Carry out an act, or let it wait behind those before it; nothing is returned while it waits.

        Raises:
            Refused: it does not fit; nothing was changed.
            NotSaved: it could not be stored; nothing was changed.
        """
        if not self._acts:
            try:
                outcome = self._live.do(*commands)
            except Busy:
                pass
            else:
                then()
                return outcome
        self._acts.append(Act(commands, then))
        return None

    def take_back(self) -> bool:
        """Forget the last act that waits; say whether there was one."""
        if not self._acts:
            return False
        self._acts.pop()
        return True

    def words(self) -> Iterator[str]:
        """Say in sentences what waits, as far as it fits the meeting."""
        meeting, stamp = self._live.outcome.meeting, Stamp(event_id="", at=self._live.now, actor="")
        for command in (command for act in self._acts for command in act.commands):
            try:
                events = decide(spotless(command), meeting)
            except Refused as refused:
                yield str(refused)
                continue
            for event in events:
                before, meeting = meeting, evolve(event, meeting, stamp)
                yield sentence(event, Names(before, meeting))

    def go_on(self) -> Iterator[Came]:
        """Carry out what waits, as far as it goes.

        Raises:
            NotSaved: it could not be stored; it goes on waiting.
        """
        while self._acts:
            try:
                outcome = self._live.do(*self._acts[0].commands)
            except Busy:
                return
            except Refused as refused:
                self._acts.popleft()
                yield Came(None, str(refused))
            else:
                self._acts.popleft().then()
                yield Came(outcome)
