"""Meetings go on being exchanged after a backup was put back, and nobody writes in another's name."""

import json
import shutil
from pathlib import Path

from tests.cli.machine import Machine, facts

from chairtui.core.history.log import Row, chained, encode
from chairtui.core.preparing import MeetingCancelled
from chairtui.store.heads import beside


def test_after_a_backup_was_put_back_both_machines_have_all_that_either_wrote(
    here: Machine, there: Machine
) -> None:
    meeting = here("new", "--reference", "SD-1").out.strip()
    here.note(meeting, "First")
    here("backup", str(here.folder / "copy.db"))
    here.note(meeting, "Second")
    here.hand(meeting, there)
    shutil.copyfile(here.folder / "copy.db", here.database)
    file = here.folder / "chronology.csv"
    file.write_text("Date,Event,Source\n2026-03-02,Third,School\n")
    said = here("chronology", meeting, str(file)).err
    assert "an older copy of it was put back" in said
    assert "an older copy" not in here("new").err
    there.note(meeting, "Fourth")
    here.hand(meeting, there)
    there.hand(meeting, here)
    assert facts(here, meeting) == facts(there, meeting) == {"First", "Second", "Third", "Fourth"}
    assert "has a new id" in here.told(meeting)
    here("verify")
    there("verify")


def test_a_copied_settings_file_makes_no_two_machines_one(here: Machine, there: Machine) -> None:
    here("new", "--reference", "SD-1")
    there.settings.write_bytes(here.settings.read_bytes())
    here.hand("SD-1", there)
    here.note("SD-1", "First")
    there.note("SD-1", "Second")
    here.hand("SD-1", there)
    there.hand("SD-1", here)
    assert facts(here, "SD-1") == facts(there, "SD-1") == {"First", "Second"}


def test_a_meeting_that_the_backup_did_not_have_comes_back(here: Machine, there: Machine) -> None:
    here("new", "--reference", "SD-0")
    here("backup", str(here.folder / "copy.db"))
    here("new", "--reference", "SD-1")
    here.note("SD-1", "First")
    here.hand("SD-1", there)
    shutil.copyfile(here.folder / "copy.db", here.database)
    back = there.hand("SD-1", here)
    assert "in the name of this machine, from before it had a new id, came" in back.out
    assert facts(here, "SD-1") == {"First"}
    assert "in the name of this machine" not in there.hand("SD-1", here).out


def forged(document: bytes) -> bytes:
    """Put an entry behind the last one of the machine that wrote all, in its owner's name."""
    found = json.loads(document)
    last = found["history"][-1]
    import msgspec

    row = msgspec.convert(last, Row)
    event = MeetingCancelled(because="Nobody is worried any more")
    more = msgspec.structs.replace(
        row, seq=row.seq + 1, lamport=row.lamport + 1, event_id="forged", act_id="forged",
        kind="MeetingCancelled", body=encode(event), hash="",
    )  # fmt: skip
    found["history"].append(msgspec.to_builtins(chained(more, row.hash)))
    return json.dumps(found).encode()


def test_nobody_writes_in_the_name_of_a_machine_by_a_document(here: Machine, tmp_path: Path) -> None:
    here("new", "--reference", "SD-1")
    file = tmp_path / "forged.json"
    file.write_bytes(forged(here("export", "SD-1", "--to", "json").raw))
    ran = here("import", str(file), code=3)
    assert "in the name of this machine" in ran.err
    assert "Ruth" in ran.err
    assert "Nobody is worried" not in here.told("SD-1")


def test_nobody_writes_in_the_name_of_a_machine_by_a_hand_over(here: Machine, there: Machine) -> None:
    here("new", "--reference", "SD-1")
    file = there.folder / "forged.json"
    file.write_bytes(forged(here("export", "SD-1", "--to", "json").raw))
    there("import", str(file))
    ran = there.hand("SD-1", here, code=3)
    assert ran.err.startswith("The file has an entry in the name of this machine")
    assert "Ruth" in ran.err
    assert "Nobody is worried" not in here.told("SD-1")


def test_a_lost_end_comes_back_only_as_it_was_remembered(here: Machine, there: Machine) -> None:
    meeting = here("new", "--reference", "SD-1").out.strip()
    here("backup", str(here.folder / "copy.db"))
    short = here("export", meeting, "--to", "json").raw
    here.note(meeting, "First")
    true = here("export", meeting, "--to", "json").raw
    remembered = beside(here.database).read_bytes()
    shutil.copyfile(here.folder / "copy.db", here.database)
    here("new")  # it goes on under a new id
    for content, code in ((forged(short), 3), (true, 0)):
        file = there.folder / "history.json"
        file.write_bytes(content)
        ran = here("import", str(file), code=code)
        assert ("contradicts what is remembered here" in ran.err) == (code == 3)
    assert facts(here, meeting) == {"First"}
    assert remembered in beside(here.database).read_bytes()
    here("verify")
