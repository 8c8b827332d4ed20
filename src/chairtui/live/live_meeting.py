"""A meeting that is being prepared, held or followed up: the one door for a front end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from chairtui.core.change import Command, Event, Refused
from chairtui.core.clock_changes import ClockCameRight
from chairtui.core.closing import SignOff
from chairtui.core.decision import RecordDecision
from chairtui.core.distribution import AddRecipient
from chairtui.core.history.log import Recorded, fold
from chairtui.core.meeting import Meeting, Withdraw, decide
from chairtui.core.plan import Plan
from chairtui.core.vocabulary import Gate
from chairtui.directory.agencies import Agencies
from chairtui.live.audited import Audited
from chairtui.live.completing import complete, put_on_ledger, who_gets_it
from chairtui.live.device import NEVER_OTHER, Formers, Moved
from chairtui.live.doing import Doing
from chairtui.live.gates import GATED, ask_at_gate, ask_of_invitations, unanswered, undecided, unmet
from chairtui.live.handing import PutAside
from chairtui.live.ledger import is_unlisted
from chairtui.live.naming_people import ask_for_a_name
from chairtui.live.outcome import Came, Outcome, Replayed
from chairtui.live.ports import Clock, EventLog, NotSaved, Taken
from chairtui.live.possible_days import ask_when
from chairtui.live.ready import Ready
from chairtui.live.rising import raised, standing_at_signing, warnings_between
from chairtui.live.spotless import spotless
from chairtui.live.stamping import Stamper
from chairtui.live.taking_over import judged_on_the_way
from chairtui.live.undoing import last_act
from chairtui.live.whose import Acts
from chairtui.standards.verdict import Judge, Verdict

NO_AGENCIES = Agencies({})

TRIES = 5
"""How often a command is decided anew because another copy of the program was faster."""

_OTHERS_WRITE = (
    "Not saved: another copy of the program keeps writing to this meeting. Nothing was lost. Try again."
)


class LiveMeeting:
    """One meeting, open for one person on one device."""

    def __init__(
        self,
        meeting_id: str,
        log: EventLog,
        judge: Judge,
        clock: Clock,
        *,
        actor: str,
        device_id: str,
        formers: Formers = NEVER_OTHER,
        agencies: Agencies = NO_AGENCIES,
        acts: Acts | None = None,
        moved: Moved | None = None,
        ready: Callable[[Meeting, Sequence[Verdict]], Ready | None] = lambda _meeting, _verdicts: None,
        elsewhere: Callable[[Plan, Plan], None] = lambda _before, _after: None,
        audited: Callable[[Meeting], Audited | None] = lambda _meeting: None,
    ) -> None:
        """Open the meeting as the log has it; a meeting nobody wrote to yet is empty.

        `acts` and `moved` are shared by all meetings that one program opens. `ready` says what
        the rules say of a meeting, and `audited` what the measures do, to be kept with what is written to it;
        what the measures say is left, while a meeting is held, to whoever asks for figures, for the next act
        makes it other.
        `elsewhere` is told, once it is saved, of a plan that was changed: an action may be the same in other
        meetings.
        """
        self.meeting_id = meeting_id
        self._agencies = agencies
        self._log = log
        self._judge = judge
        self._acts = acts or Acts()
        self._ready, self._audited = ready, audited
        self._elsewhere = elsewhere
        self._stamper = Stamper(clock, device_id, actor, formers, moved)
        self._history: list[Recorded] = []
        self._meeting = Meeting()
        self._verdicts: tuple[Verdict, ...] = ()
        self.reread()

    @property
    def history(self) -> Sequence[Recorded]:
        """Everything that happened, in the order that every machine agrees on."""
        return self._history

    @property
    def outcome(self) -> Outcome:
        """The meeting as it stands."""
        return Outcome(self._meeting, self._verdicts)

    @property
    def now(self) -> datetime:
        """The time now, in UTC: the clock's, unless that has lost the time."""
        return self._stamper.shows(self._history)

    @property
    def clock_doubt(self) -> str:
        """A sentence if this machine's clock can hardly be right; empty otherwise."""
        return "" if self._meeting.closing.signature else self._stamper.doubt(self._history)

    def reread(self) -> Outcome:
        """Read the meeting again, with what other writers have added."""
        history = list(self._log.read(self.meeting_id))
        if known := {one.row.event_id for one in self._history}:
            self._acts.came(one for one in history if one.row.event_id not in known)
        self._history, self._meeting = history, fold(history)
        self._verdicts = unmet(self._judge, self._meeting, self._stamper.now(self._history))
        return self.outcome

    def do(self, *commands: Command, told: Callable[[int], bool] = lambda _ready: True) -> Outcome:
        """Carry out commands together: all are saved, or none.

        The outcome is returned only after the events are on disk. How many commands are ready is `told`, the
        last time just before saving; once that is answered with no, nothing is saved.

        Raises:
            Refused: a command does not fit; nothing was changed.
            NotSaved: the events could not be stored; nothing was changed.
            PutAside: it is not wanted any more; nothing was changed.
        """
        cleaned: list[Command] = []
        for command in commands:
            cleaned.append(spotless(command))
            _go_on(told(len(cleaned)))
        for _ in range(TRIES):
            before = self._meeting.plan
            try:
                outcome = self._carry_out(cleaned, told)
            except Taken:
                self.reread()
                continue
            if outcome.meeting.plan is not before:
                self._elsewhere(before, outcome.meeting.plan)
            return outcome
        raise NotSaved(_OTHERS_WRITE)

    def undo(self) -> Outcome:
        """Withdraw the last act that still counts.

        Raises:
            Refused: there is nothing that can be taken back.
        """
        act = self.last_act()
        if not act:
            raise Refused("There is nothing to take back.")
        return self.do(Withdraw(event_ids=tuple(one.row.event_id for one in act)))

    def last_act(self) -> tuple[Recorded, ...]:
        """Return what undo would take back: the events of the last act here that still counts."""
        return last_act(self._history, self._acts)

    def asked_before_decision(self) -> tuple[Verdict, ...]:
        """Return the stops that a decision taken now would ask a fact or a reason for."""
        before = undecided(self._meeting)
        verdicts = unmet(self._judge, before, self._stamper.now(self._history))
        return () if before.urgent else unanswered(before, verdicts, Gate.DECISION)

    def came(self, before: Came | None = None) -> Came | None:
        """Read what other writers added, if anything is new; any thread may ask, and nothing changes by it.

        What was read `before` and is still all there is comes back as it is.

        Raises:
            Damaged: the history does not hold any more.
            NotSaved: it cannot be read.
        """
        known, size = self._history, self._log.size(self.meeting_id)
        if size == len(known):
            return None
        if before is not None and size == len(before.history):
            return before
        history = list(self._log.read(self.meeting_id))
        ours = {one.row.event_id for one in known}
        new = tuple(one for one in history if one.row.event_id not in ours)
        return Came(new, history, fold(history)) if new else None

    def take_in(self, came: Came) -> bool:
        """Take in what was read, unless something was done here meanwhile; say whether it was."""
        if not self._follows(came):
            return False
        self._acts.came(came.new)
        self._history, self._meeting = came.history, came.meeting
        self._verdicts = unmet(self._judge, self._meeting, self._stamper.now(self._history))
        return True

    def foreseen(self, came: Came) -> Outcome:
        """Return the meeting as it would stand with what was read; nothing is taken in by looking at it."""
        if not self._follows(came):
            return self.outcome
        return Outcome(came.meeting, unmet(self._judge, came.meeting, self._stamper.now(came.history)))

    def _follows(self, came: Came) -> bool:
        """Say whether nothing was done here since it was read."""
        return len(came.history) == len(self._history) + len(came.new)

    def keep_ledger(self) -> Outcome:
        """Put into the ledger who gets a record that came signed from elsewhere, without one.

        Raises:
            NotSaved: the events could not be stored; nothing was changed.
        """
        signed = self._meeting.closing.signature is not None
        unlisted = signed and is_unlisted(one.row for one in self._history)
        get_it = who_gets_it(self._meeting, self._judge, self._agencies) if unlisted else ()
        return self.do(*(AddRecipient(delivery=one) for one in get_it)) if get_it else self.outcome

    def take_over(self, replayed: Sequence[Replayed]) -> Outcome:
        """Record a history that was kept elsewhere, and judge the meeting as it was at each time in it.

        What is told of one instant is taken in together before it is judged, and it is judged again when
        something of it falls due before the next. No gate asks anything: what happened has happened.
        All is saved, or nothing.

        Raises:
            NotSaved: the events could not be stored; nothing was changed.
        """
        stamp = partial(self._stamper.stamp, meeting_id=self.meeting_id, history=self._history)
        meeting, events = judged_on_the_way(
            replayed, self._meeting, self._verdicts, self._judge, self._agencies, stamp
        )
        taken = self._doing()
        taken.go_on(events)
        try:  # the lists say what is so now, not when it ended
            verdicts = unmet(self._judge, meeting, self._stamper.now(self._history))
            self._save(taken, verdicts, self._audited(taken.meeting))
        except Taken:
            self.reread()
            raise NotSaved(_OTHERS_WRITE) from None
        self._verdicts = unmet(self._judge, self._meeting, self._stamper.now(self._history))
        return Outcome(self._meeting, self._verdicts, tuple(events))

    def _doing(self) -> Doing:
        return Doing(self._stamper, self.meeting_id, self._history, self._meeting)

    def _carry_out(self, commands: Sequence[Command], told: Callable[[int], bool]) -> Outcome:
        clock = self._stamper.clock_changed(self._history)
        act = self._doing()
        act.go_on(clock)
        act.go_on(self._rising_before_decision(commands))
        now = self._stamper.now(self._history)
        for command in commands:
            act.go_on(self._decided(command, act.meeting, now))
        verdicts = unmet(self._judge, act.meeting, now)
        noted = warnings_between(
            act.meeting, verdicts, partial(self._judge.met, act.meeting, now), before=self._verdicts
        )
        act.go_on(noted)  # no rule asks about warnings, so noting them changes no verdict
        right = any(isinstance(event, ClockCameRight) for event in clock)
        if len(act.events) > len(clock) or right:
            _go_on(told(len(commands)))
            held = act.meeting.started_at and not act.meeting.closing.signature
            return self._save(act, verdicts, None if held else self._audited(act.meeting))
        self._verdicts = verdicts
        return self.outcome

    def _decided(self, command: Command, meeting: Meeting, now: datetime) -> Sequence[Event]:
        """Return what comes of a command, once it was asked what has to be said with it."""
        ask_for_a_name(command, meeting, self._agencies)
        completed = complete(command, meeting, self._verdicts, self._judge, now)
        ask_when(completed, meeting, now)
        decided = decide(completed, meeting)
        if decided and isinstance(command, GATED):
            before = undecided(meeting) if isinstance(command, RecordDecision) else meeting
            ask_at_gate(completed, before, unmet(self._judge, before, now))
        if decided and isinstance(command, SignOff):
            ask_of_invitations(meeting, self._judge.expected(meeting))
            listed = put_on_ledger(meeting, self._judge, self._agencies)
            return (*standing_at_signing(self._judge, meeting, now, self._verdicts), *listed, *decided)
        return decided

    def _rising_before_decision(self, commands: Sequence[Command]) -> list[Event]:
        """Return the warnings that a further decision asks about and the earlier one did not."""
        if not any(isinstance(command, RecordDecision) for command in commands):
            return []
        return raised(self._meeting, self.asked_before_decision())

    def _save(self, act: Doing, verdicts: tuple[Verdict, ...], audited: Audited | None) -> Outcome:
        self._acts.write(act.entries)
        rows = [one.row for one in act.entries]
        self._log.append(rows, act.meeting, self._ready(act.meeting, verdicts), audited)
        self._history.extend(act.entries)
        self._meeting, self._verdicts = act.meeting, verdicts
        return Outcome(act.meeting, verdicts, tuple(act.events))


def _go_on(wanted: bool) -> None:
    if not wanted:
        raise PutAside
