"""The rows of the register: who chairs, who has met the child, and everybody who is here or expected."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_near
from chairtui.core.meeting import Meeting
from chairtui.core.register import Attendee, invited, present
from chairtui.core.rooms import lacking, moments, together
from chairtui.core.scheduling import updates_due
from chairtui.core.vocabulary import HealthKind, Invited, Mode, Sector, Stage, YesNo
from chairtui.directory.calling import call_words
from chairtui.directory.naming import title_apart
from chairtui.standards.matching import is_of_no_setting, settings_of
from chairtui.standards.naming import line_title
from chairtui.standards.verdict import Expected
from chairtui.tui.rows.disputed import CHAIR, MET
from chairtui.tui.rows.preparing import sent_parts
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import join

ASKED = {YesNo.YES: "yes", YesNo.NO: "nobody has", YesNo.UNKNOWN: "not asked yet (Enter)"}
HOW = {Mode.IN_ROOM: "here", Mode.PHONE: "phone", Mode.VIDEO: "video"}
"""How somebody is here, in a word."""

_NO_ANSWER, _WROTE = (
    (("?", "$warning"), ("no answer", "$warning")),
    (("✎", "$success"), ("wrote", "$success")),
)
_DEPUTY, _LEFT_OUT = (("·", ""), ("sent deputy", "")), (("·", "$text-muted"), ("not invited", "$text-muted"))
_BEFORE = {
    Invited.UNKNOWN: (("○", "$error"), ("to invite", "$error")),
    Invited.ACCEPTED: (("✓", "$success"), ("comes", "$success")),
    Invited.INVITED: _NO_ANSWER,
    Invited.NO_REPLY: _NO_ANSWER,
    Invited.SENT_WRITTEN: _WROTE,
    Invited.SENT_DEPUTY: _DEPUTY,
    Invited.NOT_INVITED: _LEFT_OUT,
}
"""The sign and the words of who is asked, before the meeting."""
_AWAY = {
    Invited.UNKNOWN: (("✗", "$error"), ("invited?", "$error")),
    Invited.INVITED: _NO_ANSWER,
    Invited.NO_REPLY: _NO_ANSWER,
    Invited.SENT_WRITTEN: _WROTE,
    Invited.SENT_DEPUTY: _DEPUTY,
    Invited.NOT_INVITED: _LEFT_OUT,
}
"""The same of who is not here."""
REGISTER = (
    Column("Agency", 16, grows=3, most=46),
    Column("Who", 11, grows=2, most=28),
    Column("State", 11, grows=1, most=16, whole=True),
    Column("Knows", 6, grows=1, most=12, above=46, whole=True),
)
"""The columns of the register."""
PART = "part/"
"""What the key of a part of the minimum begins with that nobody stands for; its warning follows."""
LEADS = "leads"
"""Where the line stands of whoever leads: they invite the others."""
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


def part_rows(meeting: Meeting, named: Collection[Sector]) -> list[Row]:
    """Return a row for each part of the minimum that is not here and has no line among those `named`."""
    if meeting.stage not in (Stage.HELD, Stage.PARTLY):
        return []
    return [
        Row(
            f"{PART}{part.warning}",
            f"Nobody here is {part.words}: that is part of the minimum.",
            join(("✗", "$error")),
            cells=(part.sector.value, "", join(("NOT HERE", "bold $error")), ""),
            title=part.sector.value.capitalize(),
        )
        for part in lacking(together(meeting))
        if part.sector not in named
    ]


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
    if not line.here:
        parts.append((f"\n{call_words(line.agency, sitting.desk.agencies, who)}", "$accent"))
    mark, short = _at_a_glance(meeting, line, expected=role is not None)
    cells = (who, line.name, join(short), _knows(line, local_day(sitting.now)))
    return Row(line.id, join(*parts), join(mark), cells=cells, title=who)


def _knows(line: Attendee, today: date) -> str:
    """Return whether somebody has met the child, and when they last saw it."""
    if line.first_hand.knows is YesNo.YES:
        return say_near(line.first_hand.last_seen_on, today) if line.first_hand.last_seen_on else "yes"
    return "no" if line.first_hand.knows is YesNo.NO else ""


def _at_a_glance(
    meeting: Meeting, line: Attendee, *, expected: bool
) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the sign of a line and where it stands in a word or two, each with its colour."""
    if line.here:
        return ("✓", "$success"), (f"{HOW[line.here.mode]} {say_clock(line.here.joined_at)}", "$success")
    absent = ("✗", "$error") if expected else ("·", "")
    if line.stays and line.stays[-1].left_at:
        return absent, (f"LEFT {say_clock(line.stays[-1].left_at)}", "bold $warning")
    word = invited(line, meeting.attendance.register, decided=moments(meeting))
    if word is Invited.UNKNOWN and meeting.attendance.is_chair(line):  # nobody invites themselves
        preparing = meeting.stage is Stage.PREPARING
        return (("✓", "$success"), (LEADS, "$success")) if preparing else (absent, ("NOT HERE", "$error"))
    if meeting.stage is Stage.PREPARING:
        if line.id in updates_due(meeting):
            return ("○", "$warning"), ("update due", "$warning")
        return _BEFORE.get(word, (absent, (word.value, "$warning")))
    if word is Invited.ACCEPTED:
        return absent, ("NOT HERE", "$error")
    return _AWAY.get(word, (absent, (word.value, "$warning")))


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
    if word is Invited.UNKNOWN and meeting.attendance.is_chair(line):
        return (LEADS, "$success") if meeting.stage is Stage.PREPARING else ("NOT HERE", "$error")
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
