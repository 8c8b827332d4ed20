"""Whether one meeting's log is doubted is found without reading the others'."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.live.pretend import BEGIN, PretendClock, live
from tests.store.files import opened

from chairtui.core.meeting import PrepareMeeting
from chairtui.store import doubts as asking
from chairtui.store import heads
from chairtui.store.connect import Database
from chairtui.store.doubts import doubts
from chairtui.store.engine import Connection
from chairtui.store.heads import beside, recall

NAMES = ("m1", "m2", "m3", "m4")


def keep_four(path: Path) -> None:
    with opened(path) as log:
        for name in NAMES:
            made = PrepareMeeting(meeting_id=name, reference=name, authority="Bromley")
            live(log, PretendClock(name=name), meeting_id=name).do(made, *BEGIN[1:])


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, bytes, Connection]]:
    """A database of four meetings, what is remembered of it, and a connection."""
    path = tmp_path_factory.mktemp("doubts") / "meetings.db"
    keep_four(path)
    keep_again = beside(path).read_bytes()
    database = Database(path)
    with database.reading() as connection:
        yield path, keep_again, connection
    database.close()


def test_of_the_other_meetings_no_line_is_read_but_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_four(path)
    read: list[bytes] = []
    as_it_is = heads._read

    def watched(line: bytes) -> object:
        read.append(line)
        return as_it_is(line)

    monkeypatch.setattr(heads, "_read", watched)
    with opened(path) as log:
        monkeypatch.setattr(heads, "_SEEN", [heads.Seen()])
        read.clear()
        assert log.doubts("m3") == {}
    assert len([line for line in read if b'"m3"' in line]) == 1
    assert len(read) <= 2, "and the first, which says that the file tells anything"


def test_where_lines_are_missing_only_the_one_meeting_s_streams_are_looked_up(
    kept: tuple[Path, bytes, Connection],
) -> None:
    _, _, connection = kept
    rows = connection.execute(f"EXPLAIN QUERY PLAN {asking._ENDS_OF_ONE}", ("m1",)).fetchall()
    plan = "\n".join(str(row[3]) for row in rows)
    assert "SCAN" not in plan
    assert plan.count("SEARCH") == 2


SPOILT = st.lists(
    st.tuples(
        st.sampled_from(["take out", "change", "tear", "twice", "found", "add"]),
        st.integers(0, 30),
        st.integers(0, 200),
    ),
    max_size=4,
)


@given(spoilt=SPOILT)
def test_whatever_became_of_the_file_one_meeting_s_doubts_are_those_among_all(
    kept: tuple[Path, bytes, Connection], spoilt: list[tuple[str, int, int]]
) -> None:
    path, whole, connection = kept
    lines = whole.splitlines(keepends=True)
    for how, line, place in spoilt:
        number = line % len(lines) if lines else 0
        one = lines[number] if lines else b""
        match how:
            case "take out":
                lines[number : number + 1] = []
            case "change" if one:
                at = place % len(one)
                lines[number] = one[:at] + b"7" + one[at + 1 :]
            case "tear":
                lines[number : number + 1] = [one[:place]]
            case "twice":
                lines.insert(number, one)
            case "found":
                lines[number : number + 1] = [one.replace(b",false,", b",true,")]
            case _:
                lines.append(b'{"meeting_id":"m2","by":"Ada","at":"2026-03-05T10:00:00Z","because":"x"}\n')
    beside(path).write_bytes(b"".join(lines))
    of_all = recall(beside(path))
    among_all = doubts(connection, of_all)
    for name in (*NAMES, "unknown"):
        of_one = recall(beside(path), name)
        assert of_one == of_all._replace(heads=tuple(one for one in of_all.heads if one.meeting_id == name))
        assert doubts(connection, of_one, name).get(name) == among_all.get(name)
