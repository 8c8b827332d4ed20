"""What an earlier program wrote opens, is proved and says the same: a database and documents, kept as files.

They were written by the program of database version 9, from the invented meetings. Nobody makes them anew.
"""

from __future__ import annotations

import json
import lzma
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chairtui import wiring
from chairtui.core.vocabulary import Stage
from chairtui.records.delivery.exporting import export
from chairtui.records.interchange.importing import Source

HERE = Path(__file__).parent
MEETINGS = ("demo-1-missing-from-watford", "demo-9-exemplary")


@pytest.fixture(autouse=True)
def _nobody_s_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("CHAIRTUI_DB")]:
        monkeypatch.delenv(name)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "meetings.db"
    file.write_bytes(lzma.decompress((HERE / "version-9.db.xz").read_bytes()))
    file.with_name("meetings.db.heads.jsonl").write_bytes((HERE / "version-9.heads.jsonl").read_bytes())
    return file


@pytest.fixture
def place(database: Path) -> Iterator[wiring.Workplace]:
    with wiring.workplace(database) as opened:
        yield opened


JUDGED_ANEW = re.compile(r"warnings\[\d+\]\.severity: 'warn' is 'prompt' now")
"""A document without its history is judged by the rules of today: two of them ask less than they did."""


def kept(meeting: str, kind: str = "") -> Any:
    return json.loads((HERE / f"{meeting}{kind}.json").read_bytes())


def said(place: wiring.Workplace, meeting: str, *, history: bool) -> Any:
    return json.loads(export(place.desk, meeting, "json", history=history))


def lacking(before: Any, now: Any, place: str = "") -> Iterator[str]:
    """Yield where a document does not say what it said; what came to it since may stand beside."""
    if isinstance(before, dict) and isinstance(now, dict):
        for name, value in before.items():
            if (place, name) != ("", "exported_at"):
                yield from lacking(value, now.get(name), f"{place}.{name}")
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for number, (value, other) in enumerate(zip(before, now, strict=True)):
            yield from lacking(value, other, f"{place}[{number}]")
    elif before != now:
        yield f"{place}: {before!r} is {now!r} now"


def test_the_database_is_as_it_was_written_before_it_is_opened_and_after(database: Path) -> None:
    assert wiring.prove(database).faults == []
    with wiring.workplace(database) as place:
        assert "As it was it is kept as meetings.db.before-" in place.database.told
    assert wiring.prove(database).faults == []


@pytest.mark.parametrize("meeting", MEETINGS)
def test_a_meeting_of_the_database_says_what_it_said(place: wiring.Workplace, meeting: str) -> None:
    assert [*lacking(kept(meeting), said(place, meeting, history=False))] == []
    assert said(place, meeting, history=True)["history"] == kept(meeting, ".history")["history"]


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("kind", ["", ".history"])
def test_a_document_says_what_it_said(tmp_path: Path, meeting: str, kind: str) -> None:
    with wiring.workplace(tmp_path / "new.db") as place:
        document = Source(f"{meeting}.json", (HERE / f"{meeting}{kind}.json").read_bytes())
        place.for_somebody().importer().take([document])
        differs = [*lacking(kept(meeting), said(place, meeting, history=False))]
        assert [one for one in differs if not (kind == "" and JUDGED_ANEW.search(one))] == []


def test_the_meetings_stand_in_the_lists(place: wiring.Workplace) -> None:
    stages = {listed.id: listed.stage for listed in place.desk.library.meetings()}
    assert stages["demo-9-exemplary"] is Stage.SIGNED
    assert set(stages) == set(MEETINGS)
