"""A whole meeting by typed lines alone, in a real terminal that can show nothing but lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from docx import Document
from docx.oxml.ns import qn

SOURCE = Path(__file__).parents[2] / "src"
UP_TO = 40
"""Seconds that an answer may take on a busy machine."""
COMMAND = r"(?:home|step \d|agenda)> "
SHARED = (
    ("amara", "His mother said that he fell on the stairs.", "The story does not fit the bruises."),
    ("renwick", "One call to the address in May.", "Somebody was frightened there."),
)
"""Who shares, what they share, and what it means."""
GAPS = 40
"""More gaps than a record has."""
LEFT_OPEN = ("reason", "It could not wait; the duty team follows it up.", "/save")
INVITED = ("enter", "not invited", "There was no time to ask them.", "1, 2")
QUESTION = r"(?<=[:.]) \Z"


class Line:
    """Somebody who types lines, and hears what is said until the next question."""

    def __init__(self, home: Path, term: str, *arguments: str) -> None:
        env = {
            **os.environ,
            "TERM": term,
            "PYTHONPATH": str(SOURCE),
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "TMPDIR": str(home),
        }
        self._raw: list[bytes] = []
        self._program = pexpect.spawn(
            sys.executable,
            ["-m", "chairtui", *arguments],
            env=env,
            timeout=UP_TO,
            dimensions=(24, 80),
        )
        self._program.delaybeforesend = None
        self.said = ""

    @property
    def raw(self) -> bytes:
        """Every byte that came."""
        return b"".join(self._raw)

    def hears(self, *words: str) -> Line:
        """Say that words came since the last line was typed; how they are broken into lines is no matter."""
        for one in words:
            assert one in self.said, f"not said: {one!r}; but:\n{self.said}"
        return self

    def hears_no(self, words: str) -> Line:
        assert words not in self.said, self.said
        return self

    def waits_for(self, prompt: str) -> Line:
        """Wait for a question."""
        try:
            self._program.expect(prompt)
        except pexpect.TIMEOUT:
            raise AssertionError(f"not asked: {prompt}; said:\n{self._program.before.decode()}") from None
        heard = self._program.before + self._program.after
        self._raw.append(heard)
        self.said = heard.decode("utf-8", "replace").replace("\r\n", "\n")
        return self

    def does(self, command: str, *answers: str) -> Line:
        """Type a command and answer what it asks, until the next command is asked for."""
        heard, lines = "", [command, *answers]
        for place, typed in enumerate(lines):
            last = place + 1 == len(lines)
            self._program.sendline(typed)
            self.waits_for(COMMAND if last else f"{COMMAND}|{QUESTION}")
            heard += self.said
            assert last or not self.said.endswith("> "), f"nothing asks for {lines[place + 1]!r}:\n{heard}"
        self.said = heard
        return self

    def begins(self, command: str) -> Line:
        """Type a command, until anything is asked."""
        self._program.sendline(command)
        return self.waits_for(f"{COMMAND}|{QUESTION}")

    def leaves(self) -> int:
        self._program.sendline("quit")
        self._program.expect(pexpect.EOF)
        self._raw.append(self._program.before)
        self._program.close()
        status: int = self._program.exitstatus
        return status

    def interrupts(self) -> Line:
        """Press ctrl+c."""
        self._program.sendintr()
        return self.waits_for(r"quit does\.")

    def hangs_up(self) -> None:
        """Close the terminal."""
        self._program.sendeof()
        self._program.expect(pexpect.EOF)
        self._program.close()
        assert self._program.exitstatus == 0

    def ends(self) -> None:
        self._program.close(force=True)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    line = Line(tmp_path, "dumb", "--db", str(tmp_path / "meetings.db"))
    yield line
    line.ends()


def test_a_meeting_is_held_by_lines_alone_from_a_new_meeting_to_the_signed_record(
    line: Line, tmp_path: Path
) -> None:
    line.waits_for(QUESTION).hears("TERM=dumb", "works line by line", "Who is using chairtui?")
    line.does("Ruth Calloway", "Team manager", "brom").hears("No meeting yet.")
    line.does("help").hears("new: Makes a new meeting from a short form.", "quit")
    a_new_meeting(line)
    people_arrive_and_what_is_missing_is_said(line)
    why_we_meet_and_what_is_known(line)
    what_it_means_and_the_decision(line)
    the_plan(line)
    read_back_and_sign(line)
    the_record_is_made(line, tmp_path)
    assert line.leaves() == 0
    assert b"\x1b" not in line.raw, "no cursor is moved and nothing is coloured"
    nothing_typed_is_kept_but_in_the_meetings(tmp_path)


def a_new_meeting(line: Line) -> None:
    concern = "Bruises on both arms, seen by a teacher today."
    line.does(
        "new", "Kit Moss, 5 mar 2012", "", concern, "", "today 9:00", "physical injury", "bromley", "/save"
    ).hears("The meeting is made.", "Step 1, Who is here.", "Police, to invite")
    line.does("start").hears(
        "The meeting has started.", "Warning now: stop: No police representative is here."
    )


def people_arrive_and_what_is_missing_is_said(line: Line) -> None:
    line.does("person 3", "Amara Nwosu", "/save").hears("Noted: Amara Nwosu")
    line.does("arrives amara").hears(
        "Noted: Amara Nwosu",
        "takes part: in the room.",
        "Warning cleared: stop: No local authority social",
    )
    line.does("arrives amara").hears("They are here already.")
    line.does("person 4", "Paul Renwick", "", "child abuse", "/save").does("arrives renwick").hears(
        "Warning cleared: stop: No police representative"
    )
    line.does("contacted no health", "", "Rang MASH health; the nurse dials in.", "/save").hears(
        "At: stop: No health practitioner is here.", "contacted at"
    )
    line.does("person nurse", "Grace Osei", "/save").does("how grace", "phone").hears(
        "takes part: phone.", "Warning cleared: stop: No health practitioner is here."
    )
    line.does("undo").hears("Taken back:", "Warning raised: stop: No health practitioner is here.")
    line.does("how grace", "phone").does("who").does("warnings").hears("w1 ").hears_no(
        "No health practitioner"
    )


def why_we_meet_and_what_is_known(line: Line) -> None:
    line.does("step 2").hears("First: is each child safe now?")
    line.does("open safe", "no", "At school with the head until we know more.", "/save").hears(
        "Noted: Is each child safe now? no", "Warning raised: stop: A child is not safe now"
    )
    line.does("read aloud", "yes").hears("We are here about Kit Moss", "Noted: The purpose was read aloud.")
    for who, fact, means in SHARED:
        line.does(f"shares {who}", fact, "", "risk", means, "", "", "yesterday", "/save").hears(
            "Noted:", fact
        )
    line.does("next").hears("Step 3, What we know.", SHARED[0][1], "risk")


def what_it_means_and_the_decision(line: Line) -> None:
    line.does("next").does(
        "open working",
        "Kit is being hurt at home.",
        "",
        "The bruises fit.",
        "",
        "His father not heard.",
        "/save",
    ).hears("Noted:", "Kit is being hurt at home.")
    line.does("open kit moss", "likely", "physical", "The bruises and the call.", "/save").hears("Noted:")
    line.does("leaves grace").hears("Warning raised: stop: No health practitioner is here.", "left.")
    line.does("step 5").does("decides", "/leave").hears("Before the decision: 2 things are still open")
    line.does(
        "decides",
        "Amara goes to the school within the hour.",
        "",
        "Called away; gave all she had, and reads the record tonight.",
        "/save",
        "initiate",
        "He may be hurt again tonight.",
        "",
        "The bruises and the call in May.",
        "/save",
    ).hears("Noted:", "initiate section 47 enquiries")
    line.does("agrees amara").hears("agrees").does("agrees renwick").hears("agrees")
    line.does("agrees grace").hears(
        "They were not there when it was decided: they cannot be recorded as agreeing."
    )


def the_plan(line: Line) -> None:
    line.does("step 6").does(
        "action See Kit at school and hear him alone",
        "Health",
        "today 23:00",
        "",
        "yes",
        "He is heard first.",
        "/save",
        "Amara Nwosu",
    ).hears(
        "“Health” is not a person. Who will do it, by name?",
        "Noted: Amara Nwosu is to do this by",
        "Warning cleared: stop: A child is not safe now",
    )
    line.does("open kit moss", "Amara Nwosu", "today 23:00", "/save").hears("Noted:")


def read_back_and_sign(line: Line) -> None:
    line.does("step 7").does("read back").hears("Kit Moss: initiate section 47 enquiries", "Amara Nwosu")
    for _ in range(GAPS):
        if not line.begins("sign").said.endswith("> "):
            break
        invited = "Say first whether they were invited" in line.said
        line.does(*(INVITED if invited else LEFT_OPEN)).hears("Noted:" if invited else "It could not wait")
    line.does("Ruth Calloway").hears("Noted: Ruth Calloway signed the record.")
    line.does("shares amara").hears("The record is signed")


def the_record_is_made(line: Line, tmp_path: Path) -> None:
    line.does("export", "word", str(tmp_path), "").hears("The record is in")
    (record,) = tmp_path.glob("*.docx")
    text = "\n".join(words.text or "" for words in Document(str(record)).element.iter(qn("w:t")))
    for words in (
        "Initiate section 47 enquiries",
        "See Kit at school and hear him alone",
        "Kit is being hurt at home.",
        "It could not wait; the duty team follows it up.",
        "Ruth Calloway",
        *(means for _, _, means in SHARED),
    ):
        assert words in text, words
    line.does("late", "/leave").does("meetings").hears("Kit Moss")


def nothing_typed_is_kept_but_in_the_meetings(home: Path) -> None:
    files = [file for file in home.rglob("*") if file.is_file()]
    assert files
    holding = [file for file in files if b"arrives amara" in file.read_bytes()]
    assert holding == []
    assert [file.name for file in files if "history" in file.name.casefold()] == []


def test_ctrl_c_never_ends_it_and_the_end_of_what_is_typed_does(
    tmp_path: Path,
) -> None:
    line = Line(tmp_path, "dumb", "demo", "--plain")
    line.waits_for(COMMAND).does("open DEMO-6").hears_no("TERM=dumb")
    line.interrupts().hears("ctrl+c does not leave; quit does.")
    line.hangs_up()
