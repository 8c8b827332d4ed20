"""Every command of the table, with words that it takes, and whether it writes to the database."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from tests.records.inbox import small

from chairtui.cli.main import COMMANDS, chairtui

MEETING = "DEMO-9"
"""One of the invented meetings, with a signed record and a ledger."""

RECIPIENT = "age1ejexupyyz8ch7qve0xrl6wlgun63vlug45j7acz0qwamgaslrces8000dd"
"""A key of nobody's: locking with a passphrase takes a second and a half, so that nobody can try many."""

READS = {
    "list": ((), ("--due",), ("--to-send",), ("--json",)),
    "search": (("school",), ("school", "--json"), ("--stage", "signed")),
    "show": ((MEETING,), (MEETING, "--json")),
    "log": ((MEETING,),),
    "check": ((MEETING,), (MEETING, "--json")),
    "export": tuple(
        (MEETING, "--to", form, "--output", "written")
        for form in ("json", "md", "html", "csv", "xlsx", "fhir", "ics")
    ),
    "ledger": ((MEETING,), ("--all",), (MEETING, "--proposed")),
    "joining": ((MEETING,),),
    "register": ((MEETING,), ("DEMO-1", "--json")),
    "series": ((MEETING,), ("DEMO-8",), ("DEMO-8", "--to", "written", "--as", "md")),
    "preview": ((MEETING, "1"),),
    "cover": ((MEETING,), (MEETING, "1", "--mail")),
    "late": ((MEETING,),),
    "action": ((MEETING,),),
    "invite": (("DEMO-1", "--to", "written"),),
    "request": (("DEMO-1", "--to", "written", "--as", "txt"),),
    "pack": (("DEMO-1", "--to", "written", "--as", "md"),),
    "returns cin": (("--lint",),),
    "returns annex-a": (("--lint",),),
    "returns ssd": (("--lint",),),
    "returns dfe-api": (("--lint",),),
    "census": ((MEETING,),),
    "trace": ((), (MEETING,)),
    "audit": (
        (),
        ("M-MINIMUM",),
        ("--by", "team", "--each"),
        ("--map",),
        ("--csv",),
        ("--json",),
        ("--as", "md", "--output", "written/audit.md"),
        ("returns",),
    ),
    "actions": ((), ("--state", "all"), ("--remind",), ("--find", "x", "--within", "5"), ("--json",)),
    "agencies": ((),),
    "agencies export": (("--to", "toml"),),
    "chronology": ((MEETING, "chronology.csv", "--dry-run"),),
    "verify": ((), ("--json",)),
    "doctor": ((),),
    "leave": ((), (MEETING,), ("--left",)),
    "lock": ((), ("--json",)),
    "about": (("Dee", "Grant"), ("Dee", "--json"), ("Dee", "--csv", "written/about.csv")),
    "backup": (("written/copy.db",),),
}
"""Those that leave the database as it is."""

WRITES = {
    "new": ((), ("--after", MEETING)),
    "hand-over": ((MEETING, "--to", "written", "--recipient", RECIPIENT),),
    "import": (("meeting.json",),),
    "send": ((MEETING, "--to", "written", "--as", "md", "--lock", "none"),),
    "joining": (("DEMO-1", "--room", "B 2.04"),),
    "sign": ((MEETING, "--name", "Dee Grant"),),
    "late": ((MEETING, "The scan shows it", "--from", "Dr Mir"),),
    "action": ((MEETING, "1", "--done", "Seen by the nurse"),),
    "ledger": (
        (MEETING, "1", "--sent"),
        (MEETING, "--add", "Ola Ray", "--gets", "outcome notice"),
        (MEETING, "1", "--change", "--how", "by hand"),
        (MEETING, "2", "--remove"),
    ),
    "reply": (("DEMO-1", "reply.json"),),
    "receive": (("handed.age", "--passphrase-file", "passphrase.txt"),),
    "census": ((MEETING, "--csv", "census.csv"),),
    "chronology": (("DEMO-1", "chronology.csv"),),
    "filed": ((MEETING, "--where", "Case notes"),),
    "hold": ((MEETING, "--because", "Court order"),),
    "leave": ((MEETING, "--because", "Policy", "--name", MEETING),),
    "rebuild": ((),),
    "accept": (("--because", "The disk was changed"),),
}
"""Those that change it, or would."""

ELSEWHERE = {
    "": ((),),
    "demo": ((),),
    "schema": ((),),
    "help": ((), ("saved",), ("--manual",)),
    "completion": (("bash",),),
    "agencies import": (("agencies.csv",),),
    "restore": (("written/none.db", "--yes"),),
    "key": (("--file", "written/identity.txt"),),
    "lock now": ((),),
    "lock passphrase": ((),),
    "lock sheet": ((),),
    "lock rekey": ((),),
    "template": ((),),
    "template export": (("written/template.docx",),),
    "template check": (("written/none.docx",),),
    "template head": (("Invented Council",), ("--none",)),
    "template use": (("--shipped",),),
    "rules": ((), ("installed",), ("show", "london"), ("check", "written/none.toml")),
}
"""Those that need no database, or, without a terminal, end before it is opened."""


def names() -> set[str]:
    """Return the names of all commands that can be carried out; the empty one opens the program."""
    context = click.Context(chairtui)
    found = {""}
    for name in COMMANDS:
        command = chairtui.get_command(context, name)
        if not isinstance(command, click.Group) or command.invoke_without_command:
            found.add(name)
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}" for inner in command.commands}
    return found


def lines(table: Mapping[str, Sequence[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """Return the command lines of a table."""
    return [(*name.split(), *words) for name, several in table.items() for words in several]


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return name, mode and content of everything in a folder."""
    return {
        str(file.relative_to(folder)): (file.stat().st_mode, file.read_bytes() if file.is_file() else b"")
        for file in sorted(folder.rglob("*"))
    }


def lay_out(folder: Path) -> None:
    """Put what the commands take into the folder where they are carried out."""
    (folder / "written").mkdir()
    (folder / "meeting.json").write_text(json.dumps(small()))
    (folder / "passphrase.txt").write_text("a passphrase of some length\n")
    (folder / "chronology.csv").write_text("Date,Event,Source\n2026-03-01,Fell asleep in class,School\n")
    (folder / "census.csv").write_text("LAchildID\n1\n")
    (folder / "reply.json").write_text("{}")
    (folder / "handed.age").write_bytes(os.urandom(100))
    (folder / "agencies.csv").write_text("name\n")
