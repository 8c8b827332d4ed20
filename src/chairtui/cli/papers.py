"""The papers of preparation: invitations, requests, packs, and the replies that come back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import NOT_TAKEN, USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, form_option, meeting_argument, named
from chairtui.cli.output import say, say_json
from chairtui.core.listing import how_many
from chairtui.live.formats import Use, keys

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting
    from chairtui.core.preparing import Paper
    from chairtui.wiring import Workplace

to_option = click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="FOLDER",
    help="Where the files are written, named by reference, date and agency.",
)
_MOST_BYTES = 20_000_000
_OUTSIDE = "These words stand outside the answers: --outside take takes them in, --outside leave does not."
_ONE_LINE = "A line of the register: its id, or an agency's key that only one line has."


@click.command()
@meeting_argument
@db_option
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the files are written, named by reference, date and agency.",
)
@click.option("--mail", is_flag=True, help="Print links that open the messages in the mail program instead.")
@click.option("--for", "line", default="", metavar="LINE", help=_ONE_LINE)
@click.option(
    "--what",
    type=click.Choice(("invitation", "update", "cancellation")),
    default="invitation",
    show_default=True,
    help="An update or a cancellation replaces what was sent before.",
)
@as_json
def invite(
    meeting: str, db: Path | None, folder: Path | None, mail: bool, line: str, what: str, as_json: bool
) -> None:
    """Write calendar files and messages to paste: one for each line of the register, and one for all.

    Who is not invited or has declined is left out. With --mail it prints a link (mailto:) for each line, with
    the address from the register of agencies, the subject and the message. Nothing is sent, and nothing is
    noted as sent. Nothing written gives anybody's name.
    """
    from chairtui.core.preparing import Paper
    from chairtui.core.scheduling import time_remarks

    if mail == (folder is not None):
        raise Refusal("Say where to with --to FOLDER, or ask for links with --mail.", USAGE)
    paper = Paper[what.upper()]
    with at_work(db) as workplace:
        stands = _meeting(workplace, meeting)
        lines = [_line(stands, line)] if line else _invited(stands)
        if folder is None:
            made = [workplace.desk.records.mail_link(workplace.desk, stands.id, paper, who) for who in lines]
        else:
            each = lines if line else ["", *lines]
            files = [
                _write(workplace, stands, paper, form, who, folder) for who in each for form in ("ics", "txt")
            ]
            made = [str(file) for file in files]
        remarks = () if paper is Paper.CANCELLATION else time_remarks(stands, workplace.desk.clock.now())
    for remark in remarks:
        say(remark, err=True)
    _tell(made, as_json)


@click.command()
@meeting_argument
@db_option
@to_option
@click.option("--for", "line", default="", metavar="LINE", help=_ONE_LINE)
@form_option(keys(Use.REQUEST), "docx", "A reply can be read back from docx and txt.")
@as_json
def request(meeting: str, db: Path | None, folder: Path, line: str, form: str, as_json: bool) -> None:
    """Write the information request to one agency, or to each on the register, with its reply form.

    Children's social care, whoever leads and who was left out are asked only by --for.
    """
    from chairtui.core.preparing import Paper

    with at_work(db) as workplace:
        stands = _meeting(workplace, meeting)
        lines = [_line(stands, line)] if line else _to_ask(stands)
        files = [_write(workplace, stands, Paper.REQUEST, form, one, folder) for one in lines]
    _tell([str(file) for file in files], as_json)


@click.command()
@meeting_argument
@db_option
@to_option
@click.option("--for", "line", default="", metavar="AGENCY", help=f"As this agency may see it. {_ONE_LINE}")
@form_option(keys(Use.PACK), "docx")
@as_json
def pack(meeting: str, db: Path | None, folder: Path, line: str, form: str, as_json: bool) -> None:
    """Write the agenda pack: the whole of it, for the chair, or what one agency may see."""
    from chairtui.core.preparing import Paper

    with at_work(db) as workplace:
        stands = _meeting(workplace, meeting)
        file = _write(workplace, stands, Paper.PACK, form, _line(stands, line) if line else "", folder)
    _tell([str(file)], as_json)


@click.command()
@meeting_argument
@click.argument("file")
@db_option
@click.option("--for", "line", default="", metavar="LINE", help="Whose reply it is, if it does not say so.")
@click.option(
    "--outside",
    type=click.Choice(("take", "leave")),
    help="Take words outside the answers in, as something that was told, or leave them out.",
)
@as_json
def reply(meeting: str, file: str, db: Path | None, line: str, outside: str | None, as_json: bool) -> None:
    """Take in an answer to an information request; “-” reads it from standard input.

    It is a filled-in form (docx or txt) or JSON (chairtui.reply/1). Taking it in twice adds nothing. Where
    words stand outside the answers, they are shown and nothing is taken in until --outside says what for.
    """
    from chairtui.live.replies import commands_of, with_outside

    with at_work(db, writes=True) as workplace:
        stands = _meeting(workplace, meeting)
        source = sys.stdin.buffer.read(_MOST_BYTES) if file == "-" else Path(file)
        whose = _line(stands, line) if line else ""
        answer = workplace.desk.records.read_reply(workplace.desk, source, stands, whose)
        words = "\n\n".join(answer.outside)
        if words and outside is None:
            raise Refusal(f"{_OUTSIDE}\n\n{words}\n\nNothing was taken in yet.", NOT_TAKEN)
        commands = commands_of(with_outside(answer, words if outside == "take" else ""), stands, whose)
        events = workplace.desk.open(stands.id).do(*commands).events
    kinds = [type(event).__name__ for event in events]
    if as_json:
        say_json({"meeting_id": stands.id, "events": kinds})
        return
    say(f"{stands.reference}: {_counted(kinds)}.")


def _counted(kinds: Sequence[str]) -> str:
    if not kinds:
        return "nothing new is in it"
    named = (("ContributionShared", "fact"), ("BookingNoted", "booking"), ("HelpOffered", "offer"))
    counts = [(kinds.count(kind), word) for kind, word in named]
    counted = [how_many(count, word) for count, word in counts if count]
    return f"{', '.join(counted)} added" if counted else "it is noted what they answered"


def _meeting(workplace: Workplace, words: str) -> Meeting:
    return workplace.desk.open(named(workplace, words)).outcome.meeting


def _invited(meeting: Meeting) -> list[str]:
    from chairtui.core.register import UNASKED

    return [line.id for line in meeting.attendance.register if line.invitation.answer not in UNASKED]


def _to_ask(meeting: Meeting) -> list[str]:
    """Return the lines that the screen proposes for a request.

    Raises:
        Refusal: there is none.
    """
    from chairtui.standards.facts.preparing import may_be_asked

    lines = [line.id for line in meeting.attendance.register if may_be_asked(line, meeting)]
    if not lines:
        raise Refusal("Nobody on the register is to be asked in writing. --for names a line.", USAGE)
    return lines


def _line(meeting: Meeting, words: str) -> str:
    register = meeting.attendance.register
    lines = [line.id for line in register if line.id == words]
    lines = lines or [line.id for line in register if words in (line.agency, f"{line.agency}@{line.area}")]
    if len(lines) == 1:
        return lines[0]
    if lines:
        raise Refusal(
            f"“{words}” can mean {len(lines)} lines: {', '.join(lines[:5])}. Give one of them.", USAGE
        )
    known = ", ".join(line.id for line in register) or "none"
    raise Refusal(f"There is no line “{words}” on the register. Those there are: {known}.", USAGE)


def _write(workplace: Workplace, meeting: Meeting, paper: Paper, form: str, line: str, folder: Path) -> Path:
    return workplace.desk.records.write_paper(workplace.desk, meeting.id, paper, form, line, folder)


def _tell(made: Sequence[str], as_json: bool) -> None:
    if as_json:
        say_json(made)
    for file in () if as_json else made:
        say(file)
