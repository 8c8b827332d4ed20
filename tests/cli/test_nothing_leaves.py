"""Nothing that the program does reaches a network: neither what it imports nor what it is seen to do."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import ROOT
from tests.cli.every_command import ELSEWHERE, READS, WRITES, lay_out, lines

NETWORK = frozenset(
    """
    socket socketserver ssl select http urllib.request urllib.error ftplib smtplib poplib imaplib telnetlib
    nntplib xmlrpc wsgiref webbrowser asyncio.streams multiprocessing requests urllib3 httpx httpcore aiohttp
    websockets paramiko fsspec
    """.split()
)
"""Modules that speak to other machines, or could."""
ASYNCIO = frozenset(
    "open_connection start_server create_connection create_server create_datagram_endpoint".split()
)

WATCHED = """
import asyncio, json, os, sys

REACHES = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname",
           "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect", "webbrowser.open")
seen, during = [], "start"

def watch(event, arguments):
    if event.startswith(REACHES):
        seen.append((during, event, repr(arguments)[:200]))

sys.addaudithook(watch)
from chairtui import wiring
from chairtui.cli.running import run
from chairtui.tui.app import ChairtuiApp

codes = {}
for command in json.load(sys.stdin):
    during = " ".join(command)
    codes[during] = run(command)

during = "the screen"
async def on_screen():
    with wiring.workplace() as place:
        app = ChairtuiApp(place.desk)
        async with app.run_test() as pilot:
            for key in ("enter", "f2", "escape", "7", "ctrl+b"):
                await pilot.press(key)
                await pilot.pause()
asyncio.run(on_screen())

during = "proof that it is watched"
import socket
with socket.socket() as one:
    one.connect_ex(("127.0.0.1", 9))
print(json.dumps({"seen": seen, "codes": codes}), file=sys.stderr)
"""


def imported(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Attribute) and node.attr in ASYNCIO:
            found.add("asyncio.streams")
    return found


def test_no_module_imports_what_speaks_to_other_machines() -> None:
    files = list((ROOT / "src").rglob("*.py"))
    reaching = {file.name: imported(file.read_text("utf-8")) & NETWORK for file in files}
    assert len(files) > 100
    assert {name: found for name, found in reaching.items() if found} == {}
    assert imported("import urllib.request\nasyncio.open_connection()") & NETWORK == {
        "urllib.request",
        "asyncio.streams",
    }


def test_a_template_of_the_program_fetches_no_package() -> None:
    """Typst fetches what a document imports from “@preview”."""
    templates = [*(ROOT / "src").rglob("*.typ")]
    assert templates
    assert [file.name for file in templates if "@" in file.read_text("utf-8").replace("\\@", "")] == []


def test_no_command_and_no_screen_opens_a_connection(
    places: dict[str, str], invented: Path, tmp_path: Path
) -> None:
    lay_out(tmp_path)
    path = tmp_path / "place" / "meetings.db"
    path.parent.mkdir()
    shutil.copyfile(invented, path)
    asked = lines({**READS, **WRITES, **{name: words for name, words in ELSEWHERE.items() if name != "demo"}})
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input=json.dumps([one for one in asked if one]).encode(),
        env={**places, "CHAIRTUI_DB": str(path), "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color"},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    said = json.loads(ran.stderr.decode().strip().splitlines()[-1])
    assert [one[0] for one in said["seen"]] == ["proof that it is watched"]
    assert sum(code == 0 for code in said["codes"].values()) > 30
