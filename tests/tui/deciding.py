"""A meeting on its way to the end in tests of the screens: decided, its gaps answered, signed."""

from collections.abc import Iterable

from tests.tui.desk import agencies, save

from chairtui.core.attendance import RecordPresence
from chairtui.core.sharing import Contribute, Contribution
from chairtui.core.vocabulary import Answer, Gate, Mode, Outcome, Weight
from chairtui.live.gates import not_known, unanswered
from chairtui.tui.rows.closing import read_back_rows
from chairtui.tui.rows.deciding import decision_rows, without_words
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.sheets import closing, deciding
from chairtui.tui.sheets.gate import field_key, gate_sheet, stops
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import content

EVERYBODY = tuple(RecordPresence(attendee_id=who, mode=Mode.IN_ROOM) for who in ("worker", "police", "nurse"))
NO_NURSE = EVERYBODY[:2]
RISK = Contribute(
    contribution=Contribution(
        id="risk", attendee_id="police", fact="Seen with the group on Tuesday", weight=Weight.RISK
    )
)
REASONS = {"risks": "He is in reach of the group", "evidence": "Seen on Tuesday", "threshold": "Likely harm"}
NAME = "Dee Grant"


def decide_now(sitting: Sitting, **typed: str | tuple[str, ...]) -> None:
    """Record a decision, answering whatever its gate asks."""
    form = deciding.decision_sheet(sitting)
    asked = stops(sitting)
    if asked:
        gate = gate_sheet(sitting, asked, lambda handled: deciding.decision_sheet(sitting, handled=handled))
        assert gate.then is not None
        then = gate.then({field_key(stop): "Called at 10:20, no answer" for stop in asked})
        assert then is not None
        form = then
    save(sitting, form, outcome=Outcome.INITIATE.value, **REASONS, **typed)


def say_whether_invited(sitting: Sitting) -> None:
    meeting = sitting.live.outcome.meeting
    roles = not_known(meeting, sitting.expected(meeting))
    if roles:
        sheet = closing.not_known_sheet(sitting, roles[0])
        every = {"roles": tuple(role.key for role in roles)} if len(roles) > 1 else {}
        save(sitting, sheet, answer=Answer.NOT_INVITED.value, reason="There was no time to ask them", **every)


def give_reasons(sitting: Sitting) -> None:
    """Say of everybody who was expected that nobody asked them, and give a reason for every gap."""
    say_whether_invited(sitting)
    outcome = sitting.live.outcome
    for verdict in unanswered(outcome.meeting, outcome.verdicts, Gate.CLOSE):
        save(sitting, closing.gap_sheet(sitting, verdict), reason="Not settled today; reviewed on Friday")


def sign_now(sitting: Sitting) -> None:
    give_reasons(sitting)
    save(sitting, closing.sign_sheet(sitting), name=NAME)


def words(rows: Iterable[Row], key: str = "") -> str:
    return "\n".join(content(row.words).plain for row in rows if row.key.startswith(key))


def decided(sitting: Sitting) -> list[Row]:
    meeting = sitting.live.outcome.meeting
    return decision_rows(meeting, sitting.expected(meeting), agencies())


def statement(sitting: Sitting) -> str:
    meeting = sitting.live.outcome.meeting
    return without_words(meeting, sitting.expected(meeting), agencies())


def planned(sitting: Sitting) -> list[Row]:
    return plan_rows(sitting.live.outcome.meeting, agencies(), sitting.now)


def read(sitting: Sitting) -> list[Row]:
    outcome = sitting.live.outcome
    return read_back_rows(outcome, sitting.around(outcome.meeting), sitting.now)
