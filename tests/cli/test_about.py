"""What a person asks about themselves: every text in which they stand, with who else does."""

import csv
import io
import json
import stat
from pathlib import Path

from tests.cli.conftest import Chairtui
from tests.records.inbox import small


def take(chairtui: Chairtui, tmp_path: Path) -> None:
    made = small()
    meeting = made["meeting"]
    meeting["concern"]["family"] = [
        {"id": "dad", "name": "Zoë Quixotry", "relationship": "father"},
        {"id": "gran", "name": "Una Fell", "relationship": "grandmother"},
    ]
    meeting["concern"]["referrer"] = "Zoë Quixotry"
    meeting["sharing"] = {
        "contributions": [
            {"id": "c1", "attendee_id": "police", "fact": "Una Fell saw Zoe Quixotry at the gate."},
            {"id": "c2", "attendee_id": "police", "fact": "Mr Quixotry has a dog."},
            {"id": "c3", "attendee_id": "police", "fact": "Nobody else was there."},
        ]
    }
    file = tmp_path / "one.json"
    file.write_text(json.dumps(made))
    assert chairtui("import", str(file)).code == 0


def test_every_text_with_the_name_is_shown_whatever_its_accents_and_who_else_stands_in_it(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    take(chairtui, tmp_path)
    found = {one["words"]: one for one in chairtui("about", "zoe", "quixotry", "--json").json}
    gate = found["Una Fell saw Zoe Quixotry at the gate."]
    assert (gate["how"], gate["others"]) == ("named", ["Una Fell"])
    assert found["Mr Quixotry has a dog."]["how"].startswith("part of the name")
    assert found["father"]["how"].startswith("about them")
    assert "Nobody else was there." not in found
    assert all("Zoë Quixotry" not in one["others"] for one in chairtui("about", "quixotry", "--json").json)
    protected = [one for one in chairtui("about", "Zoë Quixotry", "--json").json if one["protected"]]
    assert [one["protected"] for one in protected] == ["who raised the concern"]


def test_what_was_taken_out_since_is_shown_as_such(chairtui: Chairtui, tmp_path: Path) -> None:
    take(chairtui, tmp_path)
    chairtui("joining", "SM-1", "--room", "Ask for Ivor Fenn")
    assert chairtui("joining", "SM-1", "--room", "B 2.04").code == 0
    (found,) = chairtui("about", "Ivor Fenn", "--json").json
    assert found["counts"] is False
    assert "corrected or taken out since" in found["where"]


def test_it_is_written_as_a_table_for_its_owner_alone(chairtui: Chairtui, tmp_path: Path) -> None:
    take(chairtui, tmp_path)
    file = tmp_path / "about.csv"
    assert chairtui("about", "Zoë", "Quixotry", "--csv", str(file)).code == 0
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert rows[0][0] == "Meeting"
    assert any("at the gate" in row[4] for row in rows[1:])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nobody_of_the_name_is_said(chairtui: Chairtui, tmp_path: Path) -> None:
    take(chairtui, tmp_path)
    assert "Nobody of that name" in chairtui("about", "Ottoline", "Prew").out
    assert chairtui("about", "!").code == 2
