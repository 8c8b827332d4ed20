"""Each command does what its help says, prints text or JSON, and ends with its exit code."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Chairtui
from tests.records.inbox import small
from tests.records.test_record import HOSTILE, fill

from chairtui.cli.describing import HEADING, describe
from chairtui.cli.main import COMMANDS
from chairtui.store.engine import connect

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"


def test_new_prints_an_id_that_list_show_and_log_know(chairtui: Chairtui) -> None:
    made = chairtui(
        "new", "--reference", "SM-7", "--child", "Kit,5 mar 2012", "--at", "tomorrow 14:00",
        "--chair", "Dee Grant", "--grade", "team manager", "--circumstance", "missing",
        "--concern", "Gone since Monday.",
    )  # fmt: skip
    assert made.code == 0
    meeting_id = made.out.strip()
    listed = chairtui("list", "--json").json
    assert [(one["id"], one["reference"], one["stage"]) for one in listed] == [
        (meeting_id, "SM-7", "preparing")
    ]
    assert "SM-7" in chairtui("list").out
    assert "Gone since Monday." in chairtui("show", "sm-7").out
    assert (
        chairtui("show", meeting_id[:12], "--json").json["concern"]["children"][0]["born_on"] == "2012-03-05"
    )
    assert "The meeting is about Kit, born Mon 5 Mar 2012." in chairtui("log", "SM-7").out
    kinds = [one["kind"] for one in chairtui("log", "SM-7", "--json").json]
    assert kinds[:2] == ["MeetingPrepared", "ChildDescribed"]


def test_a_list_that_ends_at_its_limit_says_of_how_many_and_how_to_go_on(chairtui: Chairtui) -> None:
    made = [chairtui("new", "--reference", f"SM-{number}").out.strip() for number in range(3)]
    found, key = [], ""
    for left in (2, 1, 0):
        ran = chairtui("list", "--limit", "1", "--json", *(("--after", key) if key else ()))
        found += [one["id"] for one in ran.json]
        key = found[-1]
        said = f"1 line of 3. “--after {key}” goes on; “--limit 3” shows all."
        assert ran.err.strip() == (said if left else "")
    assert found == made[::-1]
    assert chairtui("list", "--json").err == ""
    assert chairtui("search", "SM", "--after", "soon").code == 2


def test_new_asks_only_when_told_to(chairtui: Chairtui) -> None:
    assert chairtui("new").code == 0
    asked = chairtui("new", "--ask", stdin=b"Kit\ntomorrow 9am\nDee Grant\nteam manager\n")
    assert asked.code == 0
    assert re.fullmatch(r"[0-9a-f-]{36}\n", asked.out)
    assert (
        chairtui("show", asked.out.strip(), "--json").json["attendance"]["chairs"][0]["name"] == "Dee Grant"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "--at", "soonish"), "--at: “soonish” is no date that can be read"),
        (("new", "--at", "tomorrow"), "--at: give the time as well"),
        (("new", "--at", "28 mar 2027 01:30"), "--at: 01:30 on Sun 28 Mar 2027 does not exist"),
        (("new", "--at", "25 oct 2026 01:30"), "--at: 01:30 on Sun 25 Oct 2026 comes twice"),
        (("new", "--child", "Kit,31/02/2012"), "--child Kit: There is no 31 February 2012"),
        (("new", "--circumstance", "weather"), "'weather' is not one of"),
        (("show", "nothing"), "There is no meeting “nothing”"),
        (("check", "nothing"), "There is no meeting"),
        (("fly",), "There is no command “fly”"),
        (("list", "--wings"), "No such option"),
        (("show",), "Missing argument 'MEETING'"),
        (("rules", "W-NOTHING"), "There is no rule “W-NOTHING”"),
        (("rules", "--profile", "nowhere"), "There is no profile “nowhere”"),
    ],
)
def test_what_is_not_understood_ends_with_2(
    chairtui: Chairtui, arguments: tuple[str, ...], sentence: str
) -> None:
    chairtui("new")
    ran = chairtui(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_a_reference_that_several_have_is_asked_about(chairtui: Chairtui) -> None:
    for reference in ("SM-1", "SM-12"):
        chairtui("new", "--reference", reference)
    assert chairtui("show", "SM-1").code == 0
    ran = chairtui("show", "SM")
    assert ran.code == 2
    assert "can mean 2 meetings" in ran.err


def test_import_check_and_export(chairtui: Chairtui, document: Path, tmp_path: Path) -> None:
    taken = chairtui("import", str(document))
    assert taken.code == 0
    assert "SM-1" in taken.out
    again = chairtui("import", "-", "--json", stdin=document.read_bytes())
    assert again.json[0]["already"] is True
    assert again.json[0]["events"] == 0
    checked = chairtui("check", "SM-1", "--json")
    assert checked.code == 1
    health = next(one for one in checked.json if one["code"] == "W-MIN-HEALTH")
    assert health["severity"] == "stop"
    assert health["state"] == "open"
    assert health["raised_at"] == "2026-03-05T10:00:00Z"
    assert health["cleared_at"] is None
    assert set(health) >= {"subject", "sentence", "ask", "source"}
    assert "W-MIN-HEALTH" in chairtui("check", "m-1").out
    record = chairtui("export", "SM-1", "--to", "md")
    assert record.out.startswith("# Kit: Multi-agency meeting: minimum attendance not met\n")
    other = chairtui("import", "-", "--db", "other.db", stdin=chairtui("export", "SM-1", "--to", "json").raw)
    assert other.code == 0
    first, second = (
        chairtui("log", "m-1", "--json", "--db", db) for db in ("data/chairtui/meetings.db", "other.db")
    )
    assert first.json == second.json


def test_check_and_show_say_whom_to_call(chairtui: Chairtui, document: Path, tmp_path: Path) -> None:
    chairtui("import", str(document))
    none = "Call: Police, no number in the agency register"
    assert all(none in chairtui(command, "SM-1").out for command in ("check", "show"))
    (tmp_path / "own.toml").write_text('[police-child-abuse]\nduty = "020 7946 0001"\n')
    assert chairtui("agencies", "import", "own.toml").code == 0
    call = "Call: Police: child abuse investigation 020 7946 0001"
    assert all(call in chairtui(command, "SM-1").out for command in ("check", "show"))
    found = chairtui("check", "SM-1", "--json").json
    assert call in {one["call"] for one in found}


def test_check_judges_by_gate_and_by_another_profile(chairtui: Chairtui, document: Path) -> None:
    chairtui("import", str(document))
    for gate in ("open", "decision", "close"):
        found = chairtui("check", "SM-1", "--gate", gate, "--json").json
        assert found
        assert all(gate in one["gates"] for one in found)
    what_if = chairtui("check", "SM-1", "--profile", "working-together-2018", "--json").json
    assert all(one["profile"].startswith("working-together-2018") for one in what_if)
    assert all(one["what_if"].startswith("What if: judged by Working Together 2018 ") for one in what_if)
    assert not any(one["what_if"] for one in chairtui("check", "SM-1", "--json").json)
    in_words = chairtui("check", "SM-1", "--profile", "working-together-2018")
    assert in_words.out.startswith("What if: judged by Working Together 2018 ")
    assert "What if" in chairtui("check", "SM-1", "--profile", "working-together-2018", "--json").err
    assert "What if" not in chairtui("check", "SM-1").out
    before = chairtui("log", "SM-1", "--json").json
    assert len(chairtui("log", "SM-1", "--json").json) == len(before)


def test_a_stop_with_a_reason_is_not_open(chairtui: Chairtui, tmp_path: Path) -> None:
    document = small()
    document["meeting"]["closing"] = {
        "signature": {
            "name": "Dee Grant",
            "signed_at": "2026-03-05T10:40:00Z",
            "gaps": [{"code": "W-MIN-HEALTH", "words": "No health.", "reason": "Nobody answered."}],
        }
    }
    chairtui("import", "-", stdin=json.dumps(document).encode())
    found = chairtui("check", "SM-1", "--json").json
    health = next(one for one in found if one["code"] == "W-MIN-HEALTH")
    assert (health["state"], health["answered"]) == ("reason given", True)


def test_export_writes_a_file_that_is_whole_and_private(
    chairtui: Chairtui, document: Path, tmp_path: Path
) -> None:
    chairtui("import", str(document))
    (tmp_path / "out").mkdir()
    ran = chairtui("export", "SM-1", "--to", "md", "--output", "out")
    assert (ran.code, ran.out) == (0, "")
    file = next((tmp_path / "out").iterdir())
    assert file.name.startswith("SM-1-2026-03-05-made-")
    assert file.stat().st_mode & 0o777 == 0o600
    assert chairtui("export", "SM-1", "--to", "json", "--output", "x.json").code == 0
    assert json.loads((tmp_path / "x.json").read_bytes())["format"] == "chairtui.meeting/1"
    nowhere = chairtui("export", "SM-1", "--to", "md", "--output", "no/such/folder/x.md")
    assert nowhere.code == 4
    assert "Nothing was written" in nowhere.err


def test_a_wrong_file_is_refused_with_its_name_and_place(
    chairtui: Chairtui, document: Path, tmp_path: Path
) -> None:
    (tmp_path / "wrong.json").write_text('{"format": "chairtui.meeting/1", "meeting": {"form": "walk"}}')
    ran = chairtui("import", str(document), "wrong.json")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("wrong.json: $.meeting.form: expected one of: meeting, telephone")
    assert "There is no database" in chairtui("list", "--json").err
    missing = chairtui("import", "nowhere.json")
    assert missing.code == 3
    assert "nowhere.json cannot be read: no such file" in missing.err


def test_rules_are_listed_explained_and_checked(chairtui: Chairtui, tmp_path: Path) -> None:
    listed = chairtui("rules", "--json").json
    assert {"W-MIN-HEALTH", "W-CHRON"} <= {rule["id"] for rule in listed["rules"]}
    assert "W-MIN-HEALTH" in chairtui("rules", "--authority", "Bromley").out
    explained = chairtui("rules", "w-min-health")
    assert explained.code == 0
    assert "Source" in explained.out
    assert chairtui("rules", "W-MIN-HEALTH", "--json").json["id"] == "W-MIN-HEALTH"
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\ntitle = "Own"\nkind = "layer"\nextends = []\nauthoritys = ["Bromley"]\n')
    wrong = chairtui("rules", "check", str(own))
    assert wrong.code == 3
    assert "own.toml, line" in wrong.out
    assert chairtui("rules", "check", str(own), "--json").json["sound"] is False


def test_schema_is_a_json_schema(chairtui: Chairtui) -> None:
    assert chairtui("schema").json["$schema"].startswith("https://json-schema.org/")


def test_verify_backup_and_rebuild(chairtui: Chairtui, document: Path, tmp_path: Path) -> None:
    chairtui("import", str(document))
    assert chairtui("verify", "--json").json["sound"] is True
    assert chairtui("backup", "copy.db").code == 0
    assert chairtui("verify", "--db", "copy.db").code == 0
    assert "1 meetings" in chairtui("rebuild").out
    (tmp_path / "copy.db").write_bytes(b"not a database at all, but long enough to look like a file" * 99)
    spoilt = chairtui("verify", "--db", "copy.db")
    assert spoilt.code == 4
    assert "cannot be opened" in spoilt.err
    assert chairtui("verify", "--db", "nowhere.db").code == 4
    assert chairtui("list", "--db", "copy.db").code == 4


def test_a_place_that_cannot_be_used_ends_with_4(chairtui: Chairtui, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    ran = chairtui("list", "--db", "file/meetings.db")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.count("\n") == 1


def test_doctor_shows_no_data(chairtui: Chairtui, document: Path) -> None:
    chairtui("import", str(document))
    ran = chairtui("doctor")
    assert ran.code == 0
    assert "1 meetings" in ran.out
    assert "Kit" not in ran.out
    assert chairtui("doctor", "--json").json["database"]["well"] is True


def test_the_environment_names_the_database(chairtui: Chairtui, tmp_path: Path) -> None:
    chairtui("new", env={"CHAIRTUI_DB": str(tmp_path / "env.db")})
    assert (tmp_path / "env.db").exists()
    assert chairtui("list", "--json").code == 4
    assert len(chairtui("--db", "env.db", "list", "--json").json) == 1


def test_search_and_due_look_over_all_meetings(chairtui: Chairtui, document: Path) -> None:
    chairtui("import", str(document))
    assert chairtui("search", "bruise", "--json").json[0]["reference"] == "SM-1"
    assert chairtui("list", "--due", "--json").json[0]["what"] == "Health to follow up"
    assert "Health to follow up" in chairtui("list", "--due").out


def test_names_are_cleaned_and_nothing_reaches_the_terminal_raw(chairtui: Chairtui) -> None:
    steering = ("\x1b[2J\x1b]0;owned\x07", "\u009b31mred", "\u202egnp.exe")
    for number, hostile in enumerate((" ".join(steering), *HOSTILE[:3])):
        document = small()
        fill(document["meeting"], hostile)
        document["meeting"]["id"] = f"m-{number}"
        assert chairtui("import", "-", stdin=json.dumps(document).encode()).code == 0
    commands = [("list",), ("list", "--due"), ("search", "owned")]
    for number in range(4):
        commands += [(name, f"m-{number}") for name in ("show", "log", "check")]
        commands += [("export", f"m-{number}", "--to", form) for form in ("md", "json")]
    for command in commands:
        for extra in ((), ("--json",)) if command[0] != "export" else ((),):
            ran = chairtui(*command, *extra)
            assert ran.code in (0, 1)
            assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", ran.raw), command
            assert not re.search("[\x80-\x9f\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f]", ran.out), command


def test_an_unexpected_error_shows_nobody_s_data(started: Chairtui, tmp_path: Path, document: Path) -> None:
    assert started("import", str(document)).code == 0
    spoil = tmp_path / "sitecustomize.py"
    spoil.write_text(
        "import sys\n"
        "class Spoil:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'chairtui.cli.overview':\n"
        "            raise RuntimeError('Kit was here')\n"
        "sys.meta_path.insert(0, Spoil())\n"
    )
    ran = started(
        "show", "SM-1", env={"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    )
    assert ran.code == 70
    assert "Kit" not in ran.out + ran.err
    incidents = list((tmp_path / "config" / "chairtui" / "incidents").iterdir())
    assert len(incidents) == 1
    assert "Kit" not in incidents[0].read_text()
    assert "RuntimeError" in incidents[0].read_text()


def test_an_output_that_nobody_reads_is_no_error(
    places: dict[str, str], chairtui: Chairtui, document: Path
) -> None:
    chairtui("import", str(document))
    log = subprocess.Popen(
        [sys.executable, "-m", "chairtui", "log", "SM-1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=places, cwd=document.parent,
    )  # fmt: skip
    assert log.stdout is not None
    assert log.stderr is not None
    log.stdout.close()
    assert log.stderr.read() == b""
    assert log.wait() == 141
    log.stderr.close()


def test_two_commands_at_once_lose_nothing(
    places: dict[str, str], chairtui: Chairtui, tmp_path: Path
) -> None:
    chairtui("list")
    command = [sys.executable, "-m", "chairtui", "new"]
    running = [subprocess.Popen(command, env=places, cwd=tmp_path, stdout=subprocess.PIPE) for _ in range(4)]
    ids = {one.communicate()[0].decode().strip() for one in running}
    assert {one["id"] for one in chairtui("list", "--json").json} == ids
    assert len(ids) == 4
    assert chairtui("verify").code == 0


def test_help_names_every_command_and_every_exit_code(chairtui: Chairtui) -> None:
    words = chairtui("--help").out
    assert all(f"  {name} " in words for name in COMMANDS)
    assert all(f"{code} " in words for code in (0, 1, 2, 3, 4, 70))
    assert all(chairtui(name, "--help").code == 0 for name in ("demo", "check"))


def test_the_page_is_what_the_commands_say() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.endswith(describe()), f"write it again from describe(), below “{HEADING}”"


def test_everything_printed_can_be_had_as_json() -> None:
    from importlib import import_module

    without: set[Any] = {"demo", "export", "schema", "completion"}
    for name, place in COMMANDS.items():
        module, _, function = place.partition(":")
        command = getattr(import_module(f"chairtui.cli.{module}"), function)
        for one in command.commands.values() if name == "returns" else [command]:
            assert ("--json" in [opt for param in one.params for opt in param.opts]) == (name not in without)


READING = (("list",), ("show", "x"), ("check", "x"), ("log", "x"), ("export", "x", "--to", "md"), ("verify",),
           ("doctor",), ("backup", "y.db"), ("rebuild",))  # fmt: skip


@pytest.mark.parametrize("command", READING)
def test_nothing_is_made_at_a_mistyped_place(
    chairtui: Chairtui, command: tuple[str, ...], tmp_path: Path
) -> None:
    ran = chairtui(*command, "--db", "mistyped/meetings.db")
    assert ran.code == 4
    assert not (tmp_path / "mistyped").exists()
    assert "There is no database at" in ran.out + ran.err or "is not there" in ran.err


def test_who_only_reads_waits_for_nobody(chairtui: Chairtui, document: Path, tmp_path: Path) -> None:
    chairtui("import", str(document))
    held = connect(tmp_path / "data" / "chairtui" / "meetings.db")
    held.execute("BEGIN IMMEDIATE")
    try:
        commands = [("list",), ("show", "SM-1"), ("log", "SM-1"), ("verify",), ("doctor",)]
        assert [chairtui(*command).code for command in commands] == [0] * 5
        assert chairtui("check", "SM-1").code == 1
    finally:
        held.execute("ROLLBACK")
        held.close()


def test_a_file_that_may_only_be_read_is_read(chairtui: Chairtui, document: Path, tmp_path: Path) -> None:
    chairtui("import", str(document))
    file = tmp_path / "data" / "chairtui" / "meetings.db"
    file.chmod(0o400)
    file.parent.chmod(0o500)
    immutable = subprocess.run(["chattr", "+i", str(file)], capture_output=True, check=False)
    try:
        assert chairtui("show", "SM-1").code == 0
        assert chairtui("check", "SM-1").code == 1
    finally:
        if immutable.returncode == 0:
            subprocess.run(["chattr", "-i", str(file)], check=True)
        file.parent.chmod(0o700)


def test_an_output_that_is_full_is_named_in_one_sentence(
    places: dict[str, str], chairtui: Chairtui, document: Path
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this machine has no full device")
    chairtui("import", str(document))
    for command in (("list",), ("log", "SM-1", "--json"), ("schema",)):
        with Path("/dev/full").open("wb") as full:
            ran = subprocess.run(
                [sys.executable, "-m", "chairtui", *command],
                stdout=full, stderr=subprocess.PIPE, env=places, cwd=document.parent, check=False,
            )  # fmt: skip
        assert ran.returncode == 4
        assert ran.stderr.startswith(b"The output could not be written whole: no space left")
        assert ran.stderr.count(b"\n") == 1


def test_a_log_whose_end_was_cut_off_is_warned_of(chairtui: Chairtui, document: Path, tmp_path: Path) -> None:
    chairtui("import", str(document))
    assert chairtui("check", "SM-1").err == ""
    cut = connect(tmp_path / "data" / "chairtui" / "meetings.db")
    cut.execute("DROP TRIGGER events_stay")
    cut.execute("DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)")
    cut.close()
    for command in ("show", "check", "log"):
        ran = chairtui(command, "SM-1")
        assert ran.code in (0, 1)
        assert "Warning: the log of this meeting is not what it was" in ran.err


def test_what_the_clock_alone_makes_so_has_its_time(chairtui: Chairtui) -> None:
    document = small()
    action = {"id": "a", "what": "Visit", "owner": "Dee Grant", "due_on": "2026-03-06"}
    document["meeting"]["plan"]["actions"] = [action]
    chairtui("import", "-", stdin=json.dumps(document).encode())
    found = {one["id"]: one for one in chairtui("check", "SM-1", "--json").json}
    assert all(one["raised_at"] for one in found.values())
    assert found["W-OVERDUE:a"]["raised_at"] == "2026-03-07T00:00:00Z"
    assert found["W-OVERDUE:a"]["note"].startswith("by the clock")
    what_if = chairtui("check", "SM-1", "--profile", "working-together-2018", "--all").out
    assert re.search(r"^stop   W-MIN-HEALTH: .* \(open since Thu 5 Mar 2026 10:00\)", what_if, re.MULTILINE)
    words = chairtui("check", "SM-1", "--all").out
    assert all(re.match(r"(stop  |warn  |prompt|       )", line) for line in words.splitlines())
    assert "promptW" not in words


def test_the_log_of_an_import_gives_no_time_that_nobody_told(chairtui: Chairtui, document: Path) -> None:
    chairtui("import", str(document))
    lines = chairtui("log", "SM-1").out.splitlines()
    assert re.match(r"no time given  The meeting SM-1 is prepared .* \(noted ", lines[0])
    assert re.search(r"^Thu 5 Mar 2026 10:00  Worker .* takes part", "\n".join(lines), re.MULTILINE)
    chairtui("new", "--reference", "SM-2")
    assert not chairtui("log", "SM-2").out.startswith("no time given")


def test_doctor_names_the_engine(chairtui: Chairtui, document: Path) -> None:
    chairtui("import", str(document))
    assert re.match(r"SQLite 3\.\d+", chairtui("doctor", "--json").json["engine"]["value"])


def test_an_import_says_when_a_document_tells_two_tales(chairtui: Chairtui, document: Path) -> None:
    chairtui("import", str(document))
    told = chairtui("export", "SM-1", "--to", "json").json
    told["meeting"]["reference"] = "SM-LIE"
    ran = chairtui("import", "-", "--db", "other.db", stdin=json.dumps(told).encode())
    assert "standard input: SM-1," in ran.out
    assert "the history counts" in ran.out


@pytest.mark.parametrize("content", ['{"\\ud800": 1}', '["\\ud800"]', '"\\ud800"', '{"format": "\\ud800"}'])
def test_half_a_character_in_what_comes_in_is_refused_with_a_sentence(
    chairtui: Chairtui, document: Path, content: str
) -> None:
    chairtui("import", str(document))
    for command in (("import", "-"), ("reply", "SM-1", "-")):
        ran = chairtui(*command, stdin=content.encode())
        assert (ran.code, "unexpected" in ran.err) == (3, False)
        assert ran.err.strip()
