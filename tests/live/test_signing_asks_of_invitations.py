"""A record is not signed while nobody wrote whether an expected agency was invited."""

import pytest
from msgspec.structs import replace
from tests.core.scene import ALL_HERE, minutes
from tests.live.pretend import PretendClock, PretendJudge

from chairtui.core.attendance import ListAttendee, NoteInvitation
from chairtui.core.change import Refused
from chairtui.core.closing import Gap, SignOff
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.meeting import ChangeUrgency, Meeting
from chairtui.core.register import Attendee, invited
from chairtui.core.vocabulary import Answer, Invited, Outcome, Sector
from chairtui.core.with_ids import find
from chairtui.live.live_meeting import LiveMeeting
from chairtui.standards.verdict import Expected
from chairtui.store.memory import MemoryEventLog

SCHOOL = Attendee(id="school", agency="school", sector=Sector.EDUCATION, name="Moira Kemp")
SIGN = SignOff(name="Dee Grant", gaps=(Gap(code="W-CONCERN", words="No words", reason="It was urgent"),))
EVERY_WORD = [word for word in Answer if word is not Answer.UNKNOWN]


class ExpectsASchool(PretendJudge):
    """Expects a school, and knows what its line says."""

    def expected(self, meeting: Meeting) -> tuple[Expected, ...]:  # type: ignore[override]
        line = find(meeting.attendance.register, "school")
        known = line is not None and invited(line) is not Invited.UNKNOWN
        return (Expected(key="school", agency="school", title="School", known=known),)


@pytest.fixture
def decided() -> LiveMeeting:
    live = LiveMeeting(
        "m1",
        MemoryEventLog(),
        ExpectsASchool(),
        PretendClock(minutes(30)),
        actor="Dee Grant",
        device_id="one",
    )
    live.do(*ALL_HERE, ListAttendee(attendee=SCHOOL))
    live.do(
        RecordDecision(decision=Decision(id="1", children=("kit",), outcome=Outcome.INITIATE)),
    )
    return live


def test_no_reason_for_a_gap_stands_for_whether_they_were_invited(decided: LiveMeeting) -> None:
    waved = Gap(code="W-EXPECTED-UNKNOWN:school", words="School: not written", reason="Not known")
    for sign in (SIGN, replace(SIGN, gaps=(*SIGN.gaps, waved))):
        with pytest.raises(Refused, match=r"whether they were invited, and what became of it: School"):
            decided.do(sign)
    assert decided.outcome.meeting.closing.signature is None


@pytest.mark.parametrize("word", EVERY_WORD)
def test_each_word_of_the_ledger_is_an_answer(decided: LiveMeeting, word: Answer) -> None:
    decided.do(NoteInvitation(attendee_id="school", answer=word, reason="They moved away"))
    assert decided.do(SIGN).meeting.closing.signature


def test_the_urgent_mode_lets_it_through(decided: LiveMeeting) -> None:
    decided.do(ChangeUrgency(urgent=True, because="The child is in hospital"))
    assert decided.do(SIGN).meeting.closing.signature
