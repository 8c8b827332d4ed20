"""What stood open when a record was signed: with the words that it bore, and of what its reason was said."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace
from tests.core.scene import ALL_HERE, given, minutes
from tests.live.pretend import START, Lenient, PretendClock, begun, verdict

from chairtui.core.change import Event, Stamp
from chairtui.core.closing import Addendum, AddLateInformation, Gap, SignedOff, SignOff, reason_words
from chairtui.core.concern import StateConcern
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import Meeting, evolve
from chairtui.core.vocabulary import Gate, Handling, Outcome
from chairtui.core.warnings import Severity, Warning, WarningCleared, WarningHandled, WarningRaised
from chairtui.directory.agencies import Agencies
from chairtui.live.live_meeting import LiveMeeting
from chairtui.live.signing import left_open, reason_given, signature
from chairtui.records.content.annex import annex
from chairtui.records.content.frame import Frame
from chairtui.records.content.gaps import gap_parts
from chairtui.records.delivery.comparing import frame_at
from chairtui.records.delivery.exporting import reworded
from chairtui.records.record import texts_in
from chairtui.standards.verdict import Verdict
from chairtui.store.memory import MemoryEventLog

BOTH = (Gate.OPEN, Gate.CLOSE)
DECIDED = RecordDecision(decision=Decision(id="d", children=("c1",), outcome=Outcome.INITIATE))
SAID = StateConcern(words="A bruise", raised_at=START)


class Counting(Lenient):
    """Counts the minutes while the concern has no words; from the fifth on it is late as well."""

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
        gone = int((now - START).total_seconds() // 60)
        some = () if meeting.concern.words else (counted(f"{gone} minutes are gone."),)
        return (*some, verdict("W-LATE", Severity.WARN, BOTH)) if gone >= 5 else some


def counted(say: str) -> Verdict:
    return replace(verdict("W-COUNT", Severity.WARN, BOTH), say=say)


def held(minutes: int) -> tuple[LiveMeeting, PretendClock]:
    clock = PretendClock()
    meeting = begun(MemoryEventLog(), clock, Counting())
    meeting.do(DECIDED)
    clock.pass_(60 * minutes)
    meeting.reread()
    return meeting, clock


def warning(meeting: LiveMeeting, code: str) -> Warning:
    return next(one for one in meeting.outcome.meeting.warnings if one.id == code)


def told(meeting: Meeting) -> list[str]:
    return list(texts_in(tuple(gap_parts(Frame(meeting=meeting, rows=())))))


def told_in(meeting: LiveMeeting, version: str) -> list[str]:
    frame = Frame(meeting=meeting.outcome.meeting, rows=[one.row for one in meeting.history])
    return told(frame_at(frame, version).meeting)


def after(*events: Event) -> Meeting:
    meeting = given(*ALL_HERE)
    for number, event in enumerate(events, 10):
        stamp = Stamp(event_id=f"e{number}", at=minutes(number), actor="Dee Grant")
        meeting = evolve(event, meeting, stamp)
    return meeting


def rose(words: str, at: int = 10) -> WarningRaised:
    return WarningRaised(warning_id="W-COUNT", severity=Severity.WARN, words=words, at=minutes(at))


def answered(words: str, at: int) -> WarningHandled:
    return WarningHandled(
        warning_id="W-COUNT", what=Handling.WAIVED, words=words, gate=Gate.CLOSE, at=minutes(at)
    )


SIGNED = SignedOff(name="Dee Grant", at=minutes(12), chair_asked=True)


def test_what_is_over_is_kept_with_the_words_that_it_bore_at_its_end() -> None:
    meeting, _ = held(3)
    meeting.do(SAID)
    over = warning(meeting, "W-COUNT")
    assert over.cleared_at is not None
    assert over.words == "3 minutes are gone."


def test_a_warning_that_stands_is_not_noted_again_each_time_that_its_words_change() -> None:
    meeting, clock = held(1)
    number = len(meeting.history)
    clock.pass_(60)
    meeting.do()
    assert len(meeting.history) == number
    assert warning(meeting, "W-COUNT").words == "0 minutes are gone."


def test_what_stood_when_it_was_signed_is_told_with_the_words_that_it_bore_then() -> None:
    meeting, _ = held(4)
    meeting.do(SignOff(name="Chris Chair", gaps=(Gap(code="W-COUNT", words="As asked.", reason="It is so"),)))
    assert warning(meeting, "W-COUNT").at_signing == "4 minutes are gone."


def test_what_rose_in_the_minute_of_signing_is_a_gap_of_every_version() -> None:
    meeting, clock = held(4)
    clock.pass_(90)
    gaps = (
        Gap(code="W-COUNT", words="Gone.", reason="Slow"),
        Gap(code="W-LATE", words="Late.", reason="Ice"),
    )
    meeting.do(SignOff(name="Chris Chair", gaps=gaps, at=START + timedelta(minutes=5)))
    assert warning(meeting, "W-LATE").raised_at > START + timedelta(minutes=5)
    assert warning(meeting, "W-LATE").at_signing
    meeting.do(AddLateInformation(addendum=Addendum(id="l", words="He rang", author="Ola Ray")))
    assert told_in(meeting, "1") == told_in(meeting, "2")


def test_a_gap_without_a_reason_is_told_with_its_words_at_signing_and_one_stop() -> None:
    meeting = after(rose("None."), rose("Three are gone."), SIGNED)
    assert told(meeting)[1:] == ["Three are gone. (open at signing, no reason written)"]


def test_what_was_noted_within_the_minute_of_signing_counts_by_the_order_of_the_log() -> None:
    open_then = after(rose("Gone.", at=13), SIGNED)
    assert told(open_then)[1:] == ["Gone. (open at signing, no reason written)"]
    over = after(rose("Gone.", at=10), WarningCleared(warning_id="W-COUNT", at=minutes(13)), SIGNED)
    assert told(over) == []


def test_nothing_that_came_of_a_warning_after_signing_changes_what_was_left_open() -> None:
    then = after(rose("Gone."), answered("It snowed", 11), SIGNED)
    cleared = WarningCleared(warning_id="W-COUNT", at=minutes(30), words="Nine are gone.")
    later = after(
        rose("Gone."),
        answered("It snowed", 11),
        SIGNED,
        cleared,
        rose("Ten.", at=40),
        answered("It ices", 41),
    )
    assert told(later) == told(then)
    assert told(then)[1:] == ["Gone. Reason: “It snowed”."]


def test_the_annex_has_the_words_that_a_standing_warning_bears_by_now_and_those_at_signing() -> None:
    meeting = after(rose("None."), SIGNED)
    now = reworded(meeting, [counted("Nine are gone.")])
    said = "\n".join(texts_in(annex(Frame(meeting=now, rows=()))))
    assert "Nine are gone." in said
    assert "At signing it read: None." in said


ROOT = Gap(code="W-MIN-HEALTH", words="No health practitioner was here.", reason="Nobody answered")
BELOW = Gap(code="W-PAED", words="No doctor saw him.", reason="Nobody answered", root="W-MIN-HEALTH")
MORE = replace(BELOW, code="W-AMH", words="Nobody asked the ward.")
OWN = Gap(code="W-CHRON", words="No chronology.", reason="Nobody answered")


def test_a_reason_stands_once_at_what_it_was_said_of_and_what_follows_from_it_names_that() -> None:
    said = told(after(replace(SIGNED, gaps=(ROOT, BELOW, MORE))))
    assert said[1:] == [
        "No health practitioner was here. Reason: “Nobody answered”.",
        "No doctor saw him. Said of: “No health practitioner was here”.",
        "Nobody asked the ward. Said of the same.",
    ]


def test_a_reason_that_was_said_of_several_is_the_own_of_each() -> None:
    said = told(after(replace(SIGNED, gaps=(ROOT, OWN))))
    assert said[0] == "2 gaps. One reason was given for all: “Nobody answered”."


def test_a_reason_said_of_what_a_copy_lacks_is_told_as_that() -> None:
    assert reason_words(BELOW, ()) == "said of what it follows from: “Nobody answered”"


class Rooted(Lenient):
    """Warns of a root and of what hangs beneath it."""

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
        root = verdict("W-ROOT", Severity.WARN, BOTH)
        return (root, replace(verdict("W-BELOW", Severity.WARN, BOTH), consequence_of=("W-ROOT",)))


def signed_with(**reasons: str) -> dict[str, tuple[str, str]]:
    meeting = begun(MemoryEventLog(), judge=Rooted())
    meeting.do(DECIDED)
    stands = meeting.outcome
    given_now = {f"W-{key}": words for key, words in reasons.items()}
    meeting.do(*signature("Chris Chair", stands.meeting, stands.verdicts, (), Agencies({}), given_now))
    return {gap.code: (gap.reason, gap.root) for gap in meeting.outcome.meeting.closing.gaps}


def test_signing_keeps_of_what_a_reason_was_said() -> None:
    assert signed_with(ROOT="It snowed") == {"W-ROOT": ("It snowed", ""), "W-BELOW": ("It snowed", "W-ROOT")}
    assert signed_with(ROOT="It snowed", BELOW="Ice") == {"W-ROOT": ("It snowed", ""), "W-BELOW": ("Ice", "")}


def test_a_reason_given_before_signing_is_told_as_that_of_the_root_as_well() -> None:
    meeting = begun(MemoryEventLog(), judge=Rooted())
    meeting.do(DECIDED)
    meeting.do(reason_given("W-ROOT", "It snowed"))
    stands = meeting.outcome
    assert [(one.reason, one.own) for one in left_open(stands.meeting, stands.verdicts)] == [
        ("It snowed", True),
        ("It snowed", False),
    ]
