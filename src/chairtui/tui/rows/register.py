"""The rows of the register: who chairs, who has met the child, and everybody who is here or expected."""

from __future__ import annotations

from chairtui.core.calendar.when import say_clock
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, invited, present
from chairtui.core.rooms import moments
from chairtui.core.vocabulary import Answer, HealthKind, Invited, Stage, YesNo
from chairtui.directory.naming import title_apart
from chairtui.standards.matching import is_of_no_setting, settings_of
from chairtui.standards.naming import line_title
from chairtui.standards.verdict import Expected
from chairtui.tui.rows.disputed import CHAIR, MET
from chairtui.tui.rows.preparing import sent_parts
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.lines import Row
from chairtui.tui.widgets.words import join

ASKED = {YesNo.YES: "yes", YesNo.NO: "nobody has", YesNo.UNKNOWN: "not asked yet (Enter)"}
SETTLED = {Answer.ACCEPTED: ("✓", "$success"), Answer.NOT_INVITED: ("·", "$text-muted")}
"""Signs for answers before the meeting that leave nothing open."""
STYLES = {Invited.ACCEPTED: "$success"}


def chair_row(meeting: Meeting) -> Row:
    """Return who chairs."""
    chair = meeting.attendance.chair
    if chair is None:
        return Row(CHAIR, join("Chair: ", ("nobody yet (Enter)", "$warning")))
    also = "  also the social worker who knows the case" if chair.social_worker else ""
    return Row(CHAIR, join("Chair: ", chair.name, (f"  {chair.grade}", "$text-muted"), also))


def met_row(meeting: Meeting) -> Row:
    """Return whether anybody here has met the child."""
    asked = meeting.attendance.someone_has_met
    known = [line for line in present(meeting.attendance) if line.first_hand.knows is YesNo.YES]
    words = f"{len(known)} of those here" if known and asked is not YesNo.NO else ASKED[asked]
    style = "" if known or asked is YesNo.YES else "$warning"
    return Row(MET, join("Who here has met the child?  ", (words, style)))


def person_row(sitting: Sitting, meeting: Meeting, line: Attendee, role: Expected | None) -> Row:
    """Return somebody on the register, or somebody expected: who they are, where they stand, and why."""
    who = line_title(line, sitting.expected(meeting), title_apart(meeting, sitting.desk.agencies))
    name = "".join(f" · {words}" for words in (line.name, _unit(line, who)) if words)
    state, style = _state(meeting, line)
    parts: list[str | tuple[str, str]] = [who, name, "  ", (state, style)]
    if line.first_hand.knows is YesNo.YES:
        seen = f", last saw {said(line.first_hand.last_seen_on)}" if line.first_hand.last_seen_on else ""
        parts.append((f"  has met the child{seen}", "$success"))
    if meeting.stage is Stage.PREPARING:
        parts += sent_parts(meeting, line)
    if which := _which(sitting, meeting, line):
        parts.append((f"\n  which one? e: {which}", "$warning"))
    if role is not None and not line.stays:
        parts.append((f"\n  expected: {' '.join(role.reasons)}", "$text-muted"))
    mark = ("✓", "$success") if line.here else ("✗", "$error") if role else ("·", "")
    if meeting.stage is Stage.PREPARING and not line.here:
        mark = SETTLED.get(line.invitation.answer, mark)
    return Row(line.id, join(*parts), join(mark))


def _unit(line: Attendee, who: str) -> str:
    """Return the police unit, or for which kind of health somebody speaks, where that is not plain."""
    kind = line.unit or (line.health if line.health is not HealthKind.TREATING else None)
    return kind.value if kind and kind.value.casefold() not in who.casefold() else ""


def _which(sitting: Sitting, meeting: Meeting, line: Attendee) -> str:
    """Return the schools or nurseries of which a line speaks for one, where it is not said which."""
    expected, agencies = sitting.expected(meeting), sitting.desk.agencies
    open_ = is_of_no_setting(line, expected, agencies)
    return " or ".join(settings_of(line, expected, agencies)) if open_ else ""


def _state(meeting: Meeting, line: Attendee) -> tuple[str, str]:
    """Return where somebody stands, in words and a colour."""
    if line.here:
        item = f", only for {line.only_for}" if line.only_for else ""
        return f"here · {line.here.mode.value} {say_clock(line.here.joined_at)}{item}", "$success"
    if line.stays and line.stays[-1].left_at:
        return f"left {say_clock(line.stays[-1].left_at)}", "$warning"
    word = invited(line, meeting.attendance.register, decided=moments(meeting))
    reason = f": {line.invitation.reason}" if line.invitation.reason else ""
    if word in (Invited.NOT_INVITED, Invited.SENT_DEPUTY, Invited.SENT_WRITTEN):
        return f"{word.value}{reason}", "$text-muted"
    if meeting.stage is Stage.PREPARING:
        return (
            ("not invited yet (Enter)", "$error")
            if word is Invited.UNKNOWN
            else (
                f"{word.value}{reason}",
                STYLES.get(word, "$warning"),
            )
        )
    words = "invited?" if word is Invited.UNKNOWN else f"{word.value}{reason}"
    if meeting.started_at or word is Invited.UNKNOWN:
        return f"NOT HERE · {words}", "$error"
    return words, "$text-muted"
