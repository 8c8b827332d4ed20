"""The main job on the real thing: a chair holds a discussion, from home to the signed record."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.journey.chair import Chair
from tests.terminal import Terminal

from chairtui.demonstration import documents

SOURCE = Path(__file__).parents[2] / "src"
SIZES = [(80, 24), (120, 36)]


SHARED = (
    ("amara", "He rang her on Sunday and said that he owed money.", "He may go to whom he owes."),
    ("renwick", "Two stops with older boys in Penge.", "He is in reach of those who hurt him."),
    ("grace", "He packed two bags before he left.", "He may have planned to stay away."),
    ("joan", "No attendance in any emergency department.", "Nobody has looked at his knuckles."),
)
"""A part of a name, what they share, and what it means."""


@pytest.fixture(params=SIZES, ids=["80x24", "120x36"])
def chair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Chair]:
    env = {"PYTHONPATH": str(SOURCE), "XDG_CONFIG_HOME": str(tmp_path / "config"), "TMPDIR": str(tmp_path)}
    with Terminal([sys.executable, "-m", "chairtui", "demo"], env=env, size=request.param) as terminal:
        yield Chair(terminal, request.param[0])


def test_a_chair_holds_the_missing_child_discussion_from_home_to_the_signed_record(
    chair: Chair, tmp_path: Path
) -> None:
    opens_the_meeting(chair, "DEMONSTRATION")
    people_arrive_and_warnings_rise_and_clear(chair)
    why_we_meet(chair)
    what_we_know(chair)
    what_it_means(chair)
    the_decision(chair)
    the_plan(chair)
    read_back_and_sign(chair)
    the_record_says_what_was_decided(chair, tmp_path)


def opens_the_meeting(chair: Chair, *seen: str) -> None:
    chair.sees("Kian Sefton", *seen).goes_to("Kian Sefton").presses("enter")
    chair.sees("1 Who is here", "not started").presses("ctrl+g").sees("The meeting has started")


def people_arrive_and_warnings_rise_and_clear(chair: Chair) -> None:
    for number, who in enumerate(("Amara Nwosu", "Paul Renw", "Grace Osei"), 1):
        chair.goes_to(who).presses("space").sees(f"{number} here")
    chair.sees("health ✗").presses("f6")
    chair.sees("■ No health practitioner", "Not here: Police: missi")
    chair.opens("enter", "What was done").fills_in(">contacted", "Rang MASH health: the nurse dials in.")
    chair.saves().sees("→ contacted at", "the nurse dials in").presses("f6")
    chair.goes_to("Joan Whit").opens("m", "how do they attend?").presses("down", "enter")
    chair.sees("4 here", "health ✓").presses("f6").sees_no("■ No health practitioner").presses("f6")


def why_we_meet(chair: Chair) -> None:
    chair.at_step(2, "Why we meet").presses("r").sees("To read aloud", "is each child safe now?")
    chair.presses("enter").sees("read aloud at")
    chair.goes_to("Safe now?").opens("enter", "Every child is safe now")
    chair.fills_in("?n", "Not found; police are at his mother's street.")
    chair.saves().sees("NO: act first")


def what_we_know(chair: Chair) -> None:
    chair.at_step(3, "What we know")
    for heard, (who, fact, so_what) in enumerate(SHARED, 2):
        chair.opens("f2", "What was shared").presses(*(["shift+tab"] if heard > 2 else []))
        chair.fills_in(f">{who}", fact, "?r", so_what, "own record", "yesterday")
        chair.saves().sees(f"{heard} of 5 heard")
        chair.goes_to(fact[:30]).reads(f"so what: {so_what}")
    chair.goes_to("not analysed").opens("enter", "The pattern")
    chair.fills_in("Each absence is longer.", "He is being drawn in.", "Enquiries cannot wait.").saves()
    chair.sees("Each absence is longer.")


def what_it_means(chair: Chair) -> None:
    chair.at_step(4, "What it means").goes_to("not said yet").opens("enter", "The working hypothesis")
    chair.fills_in("He is being used to carry drugs.", "Money owed; older boys.", "He has not said so.")
    chair.saves().sees("He is being used to carry drugs.")
    chair.goes_to("Kian Sefton").opens("enter", "reasonable cause to suspect significant harm?")
    chair.fills_in(">likely", ">physical", "The debt and the stops.").saves()


def the_decision(chair: Chair) -> None:
    chair.at_step(5, "Decision").presses("f4").is_at(1, "Who is here").goes_to("Joan Whit").presses("space")
    chair.sees("health ✗").presses("f4").is_at(5, "Decision").sees("NOT DECIDED")
    chair.opens("e", "Before the decision: 2 things are still open").sees("there is no immediate action")
    chair.sees("No health practitioner is here")
    chair.fills_in(
        "His search is the first action of the plan.",
        "Called away; gave all she had, and reads the record tonight.",
    )
    chair.opens("ctrl+s", "The decision about section 47")
    chair.fills_in(">initiate", "Serious harm from those he owes.", "The stops and the calls.")
    chair.saves().goes_to("Kian Sefton").sees(
        "INITIATE SECTION 47 ENQUIRIES", "Serious harm from those he owes."
    )
    for who in ("Amara", "Renwick", "Grace"):
        chair.goes_to(who).presses("space")
    chair.sees("Grace Osei (Children's home) agrees")
    chair.goes_to("3 absent").presses("enter")
    chair.goes_to("Ben Quist").presses("space").sees("cannot be recorded as agreeing")


def the_plan(chair: Chair) -> None:
    chair.at_step(6, "Plan").opens("f3", "Who will do what by when")
    what, why = "Find Kian: search Penge and his mother's street", "He is in danger from those he owes."
    chair.fills_in(what, "Health", "tomorrow 18:00", "?i", "?y", why).presses("ctrl+s")
    chair.sees("“Health” is not a person. Who will do it, by name?")
    chair.presses("ctrl+u").fills_in("Paul Renwick").saves().goes_to("Find Kian").sees(
        "Paul Renwick · Police: child abuse investigation"
    )
    chair.goes_to("n adds an “if").opens("n", "If it goes wrong")
    chair.fills_in("Kian rings or comes home", "Keep him there, call the police", "Grace Osei", "999")
    chair.saves().sees("If Kian rings or comes home")
    chair.goes_to("NOT PLANNED").opens("enter", "Who sees Kian Sefton")
    chair.fills_in("Amara Nwosu", "tomorrow").saves().sees("Amara Nwosu")


def read_back_and_sign(chair: Chair) -> None:
    chair.at_step(7, "Read back").presses("r").sees("Kian Sefton: initiate section 47 enquiries").presses(
        "escape"
    ).sees("each was invited or not, and why")
    chair.presses("home").goes_to("No health practitioner")
    for _ in range(3):
        chair.opens("g", "Why it is left open").fills_in("It could not wait; the duty team follows it up.")
        chair.saves().presses("right").sees("It could not wait").presses("escape", "down")
    chair.presses("s").sees("Say first whether they were invited")
    chair.presses("f9").sees("Press F9 again").presses("f9").sees("nothing stops you").is_at(6, "Plan")
    chair.at_step(7, "Read back").opens("s", "Sign the record").fills_in("Ruth Calloway")
    chair.saves().sees("Signed by Ruth Calloway")


def the_record_says_what_was_decided(chair: Chair, tmp_path: Path) -> None:
    chair.opens("x", "Make the record").presses("enter", "ctrl+u").fills_in(str(tmp_path)).saves()
    chair.sees("The record is in")
    (record,) = tmp_path.glob("*.docx")
    text = "\n".join(words.text or "" for words in Document(str(record)).element.iter(qn("w:t")))
    for words in (
        "Initiate section 47 enquiries",
        "Serious harm from those he owes.",
        "Paul Renwick",
        "Find Kian: search Penge and his mother's street",
        "He is being used to carry drugs.",
        "It could not wait; the duty team follows it up.",
        "urgent mode",
        "Called away; gave all she had, and reads the record tonight.",
        "Ruth Calloway",
        *(so_what for _, _, so_what in SHARED),
    ):
        assert words in text, words
    assert "Multi-agency meeting: minimum attendance not met" in text


def test_a_meeting_killed_in_the_middle_is_there_again_with_the_sentence_being_typed(tmp_path: Path) -> None:
    database = tmp_path / "meetings.db"
    env = {"PYTHONPATH": str(SOURCE), "XDG_CONFIG_HOME": str(tmp_path), "CHAIRTUI_DB": str(database)}
    program = [sys.executable, "-m", "chairtui"]
    name, content = next(one for one in documents(datetime.now(UTC)) if b'"DEMO-1"' in one[1])
    (tmp_path / f"{name}.json").write_bytes(content)
    subprocess.run(
        [*program, "import", str(tmp_path / f"{name}.json")],
        env={**os.environ, **env},
        check=True,
        capture_output=True,
    )

    with Terminal(program, env=env, size=(100, 30)) as terminal:
        chair = Chair(terminal, 100).sees("Welcome. Who is using chairtui?")
        chair.fills_in("Ruth Calloway", "Team manager", ">Bromley").sees("DEMO-1")
        opens_the_meeting(chair, "Ruth Calloway")
        chair.goes_to("Amara Nwosu").presses("space").sees("1 here")
        chair.opens("f2", "What was shared").fills_in(">amara", "He rang her and said that he ow")
        terminal.wait_until(lambda: b"said that he ow" in _stored(database), what="the draft")
        terminal.signal(signal.SIGKILL).wait_end()

    with Terminal(program, env=env, size=(100, 30)) as terminal:
        chair = Chair(terminal, 100).sees("In progress DEMO-1 Kian Sefton").presses("enter")
        chair.sees("1 here", "Amara Nwosu here").opens("f2", "What was shared")
        chair.sees("He rang her and said that he ow")
        chair.fills_in(">amara").presses("end").fills_in("es money.").saves().presses("3")
        chair.sees("He rang her and said that he owes money.")


def _stored(database: Path) -> bytes:
    """Return what is on disk, folded into the file or not."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return b"".join(file.read_bytes() for file in files if file.exists())
