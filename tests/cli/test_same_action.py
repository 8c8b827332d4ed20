"""An action that a later meeting took up is one action: one state in both, counted once everywhere."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Chairtui

ACTION = {
    "id": "a1",
    "what": "Ring the ward",
    "owner": "Ben Marsh",
    "agency": "social-care",
    "why": "safety",
    "due_on": "2020-03-05",
}
CHILD = {"id": "c", "name": "Ada", "born_on": "2010-01-01", "local_id": "77"}
HAND_ON = ("--hand-on", "Ola Reyes", "--agency", "health-visitor", "--because", "On leave")
FIRST, SECOND = "SM-1", "SM-2"


def document(reference: str, started_at: str, **parts: Any) -> dict[str, Any]:
    meeting = {
        "id": f"id-{reference}",
        "reference": reference,
        "authority": "Bromley",
        "started_at": started_at,
        "concern": {"children": [CHILD]},
        "plan": {"actions": [ACTION]},
        **parts,
    }
    return {"format": "chairtui.meeting/1", "meeting": meeting}


CARRIED = {"id": "a1", "kind": "action", "words": "Ring the ward", "left_by": f"id-{FIRST}"}
SERIES = {"earlier": [{"id": f"id-{FIRST}", "reference": FIRST}], "carried": [CARRIED]}
DOCUMENTS = {
    FIRST: document(FIRST, "2020-03-02T10:00:00Z"),
    SECOND: document(SECOND, "2020-03-09T10:00:00Z", series=SERIES),
}


def take_in(chairtui: Chairtui, folder: Path, reference: str) -> None:
    (folder / "in.json").write_text(json.dumps(DOCUMENTS[reference]))
    ran = chairtui("import", "in.json")
    assert ran.code == 0, ran.err


@pytest.fixture
def kept(chairtui: Chairtui, tmp_path: Path) -> Chairtui:
    """Two meetings about one child, of which the second goes on with the action of the first."""
    for reference in DOCUMENTS:
        take_in(chairtui, tmp_path, reference)
    return chairtui


def stand(kept: Chairtui, field: str) -> list[Any]:
    """Return what both meetings say of the action."""
    return [kept("action", reference, "--json").json[0][field] for reference in (FIRST, SECOND)]


def counted(kept: Chairtui) -> tuple[int, int, list[int]]:
    """Return how many are open by the list of actions, by `list --due`, and by each meeting's line."""
    lines = {one["reference"]: one["actions_open"] for one in kept("list", "--json").json}
    agreed, due = kept("actions", "--json").json, kept("list", "--due", "--json").json
    return len(agreed), len(due), [lines[FIRST], lines[SECOND]]


def test_it_is_counted_once_in_every_list(kept: Chairtui) -> None:
    assert counted(kept) == (1, 1, [0, 1])


@pytest.mark.parametrize("where", [FIRST, SECOND])
@pytest.mark.parametrize(
    ("acts", "field", "value"),
    [
        (("--done", "Ola said so"), "status", "done"),
        (("--done", "Ola said so", "--on", "2020-03-04"), "ended_on", "2020-03-04"),
        (("--cancelled", "Moved"), "status", "cancelled"),
        (HAND_ON, "owner", "Ola Reyes"),
    ],
)
def test_what_becomes_of_it_in_one_meeting_stands_in_both(
    kept: Chairtui, where: str, acts: Sequence[str], field: str, value: str
) -> None:
    ran = kept("actions", f"{where}/a1", *acts)
    assert ran.code == 0, ran.err
    assert stand(kept, field) == [value, value]
    ends = 0 if field != "owner" else 1
    assert counted(kept) == (ends, ends, [0, ends])


@pytest.mark.parametrize("where", [FIRST, SECOND])
def test_it_is_open_again_in_both(kept: Chairtui, where: str) -> None:
    kept("action", where, "a1", "--done", "Ola said so")
    assert stand(kept, "status") == ["done", "done"]
    kept("action", SECOND, "a1", "--again")
    assert stand(kept, "status") == ["open", "open"]


def test_a_reminder_is_noted_in_both_and_said_wherever_it_is_listed(kept: Chairtui, tmp_path: Path) -> None:
    assert kept("actions", "--json").json[0]["reminded_at"] is None
    ran = kept("actions", "--remind", "--note")
    assert ran.out.startswith("Ben Marsh,\n"), ran.err
    assert "Not noted" not in ran.out
    assert None not in stand(kept, "reminded_at")
    assert kept("actions", "--json").json[0]["reminded_at"]
    assert "reminder written" in kept("actions").out
    assert "sent" not in kept("actions").out
    kept("actions", "--as", "csv", "--to", "a.csv")
    assert "Reminder written" in (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[0]


def figures(kept: Chairtui, *asked: str) -> dict[str, tuple[int, int, int]]:
    """Return what the audit says of actions: of how many how many are met, and how many are not known."""
    told = kept("audit", *asked, "--json").json["figures"]
    actions = (one for one in told if one["code"].startswith("M-ACTION-") and one["of"])
    return {one["code"]: (one["met"], one["of"], one["unknown"]) for one in actions}


OPEN = {"M-ACTION-WHOLE": (1, 1, 0), "M-ACTION-OVERDUE": (1, 1, 0)}
DONE = {"M-ACTION-WHOLE": (1, 1, 0), "M-ACTION-OVERDUE": (0, 1, 0), "M-ACTION-IN-TIME": (1, 1, 0)}


@pytest.mark.parametrize("where", [FIRST, SECOND])
def test_every_figure_of_the_audit_counts_it_once_where_it_was_agreed(kept: Chairtui, where: str) -> None:
    assert figures(kept) == OPEN
    kept("actions", f"{where}/a1", "--done", "Ola said so", "--on", "2020-03-04")
    first, second = ("--to", "2020-03-08"), ("--from", "2020-03-09")
    assert [figures(kept), figures(kept, *first), figures(kept, *second)] == [DONE, DONE, {}]
    assert kept("verify").code == 0
    kept("rebuild")
    assert [figures(kept), figures(kept, *first), figures(kept, *second)] == [DONE, DONE, {}]


@pytest.mark.parametrize("before", [FIRST, SECOND])
def test_it_is_counted_where_it_is_kept_and_once_both_meetings_are(
    chairtui: Chairtui, tmp_path: Path, before: str
) -> None:
    for reference in (before, *(DOCUMENTS.keys() - {before})):
        take_in(chairtui, tmp_path, reference)
        assert figures(chairtui) == OPEN
    assert figures(chairtui, "--from", "2020-03-09") == {}
    assert chairtui("verify").code == 0


def came(chairtui: Chairtui, folder: Path, made: dict[str, Any], *there: str) -> None:
    (folder / "in.json").write_text(json.dumps(made))
    ran = chairtui("import", "in.json", *there)
    assert ran.code == 0, ran.err


ENDED = {**ACTION, "status": "done", "evidence": "Ola said so", "ended_on": "2020-03-10"}
DROPPED = {**ACTION, "status": "cancelled", "evidence": "She moved"}


@pytest.mark.parametrize("ended", [ENDED, DROPPED], ids=lambda one: one["status"])
@pytest.mark.parametrize("first", [FIRST, SECOND])
def test_what_ended_in_a_meeting_that_is_imported_has_ended_in_all_that_have_it(
    chairtui: Chairtui, tmp_path: Path, ended: dict[str, Any], first: str
) -> None:
    later = document(SECOND, "2020-03-09T10:00:00Z", series=SERIES, plan={"actions": [ended]})
    both = {FIRST: DOCUMENTS[FIRST], SECOND: later}
    for reference in sorted(both, key=lambda one: one != first):
        came(chairtui, tmp_path, both[reference])
    assert stand(chairtui, "status") == [ended["status"]] * 2
    assert stand(chairtui, "evidence") == [ended["evidence"]] * 2
    assert chairtui("verify").code == 0
    events = len(chairtui("log", FIRST, "--json").json)
    came(chairtui, tmp_path, later)
    assert len(chairtui("log", FIRST, "--json").json) == events, "what is known already is not noted again"


def test_what_was_not_noted_when_it_came_in_is_noted_when_the_file_is_opened_next(
    chairtui: Chairtui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = document(SECOND, "2020-03-09T10:00:00Z", series=SERIES, plan={"actions": [ENDED]})
    with monkeypatch.context() as patched:
        patched.setattr("chairtui.live.following_up.note_what_came", lambda *_: None)
        for made in (DOCUMENTS[FIRST], later):
            came(chairtui, tmp_path, made)
    chairtui("import", "in.json")
    assert stand(chairtui, "status") == ["done", "done"]


def test_what_ended_in_a_meeting_that_is_handed_over_has_ended_where_it_is_received(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    words = tmp_path / "words"
    words.write_text("four words easy to say\n", encoding="utf-8")
    (tmp_path / "there").mkdir()
    there = ("--db", str(tmp_path / "there" / "meetings.db"))
    for made in DOCUMENTS.values():
        came(chairtui, tmp_path, made)
    came(chairtui, tmp_path, DOCUMENTS[FIRST], *there)
    chairtui("actions", f"{SECOND}/a1", "--done", "Ola said so")
    file = str(tmp_path / "out.age")
    given = chairtui("hand-over", SECOND, "--to", file, "--passphrase-file", str(words), "--for", "Sam")
    assert given.code == 0, given.err
    done = chairtui("receive", file, "--passphrase-file", str(words), *there)
    assert done.code == 0, done.err
    both = [chairtui("action", one, "--json", *there).json[0]["status"] for one in (FIRST, SECOND)]
    assert both == ["done", "done"]


def test_what_ended_in_a_meeting_about_the_brother_alone_is_not_late_in_the_series_of_the_sister(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    brother = {"id": "b", "name": "Bo", "born_on": "2012-01-01", "local_id": "78"}
    asked = {"id": "q1", "words": "Who is at home?", "owner": "Ben Marsh", "due_on": "2020-03-05"}
    plan = {"actions": [ACTION], "questions": [asked]}
    first = document(FIRST, "2020-03-02T10:00:00Z", concern={"children": [CHILD, brother]}, plan=plan)
    answer = {**asked, "answer": "Bo and his father", "answered_by": "Ben", "answered_on": "2020-03-10"}
    left = [
        CARRIED,
        {"id": "q1", "kind": "unanswered question", "words": "Who is at home?", "left_by": f"id-{FIRST}"},
    ]
    later = document(
        SECOND, "2020-03-09T10:00:00Z", concern={"children": [brother]},
        series={**SERIES, "carried": left}, plan={"actions": [ENDED], "questions": [answer]},
    )  # fmt: skip
    for made in (first, later):
        came(chairtui, tmp_path, made)
    (of_sister,) = chairtui("series", FIRST, "--child", "Ada", "--json").json
    assert {one["kind"]: one["state"] for one in of_sister["threads"]} == {
        "action": "done",
        "question of the enquiry": "answered",
    }
    told = chairtui("series", FIRST, "--child", "Ada").out
    assert " late" not in told
    assert SECOND not in told
    assert "Bo and his father" not in told
    chairtui("series", FIRST, "--child", "Ada", "--to", "out", "--as", "md")
    (file,) = (tmp_path / "out").iterdir()
    assert file.name.startswith(FIRST)
    assert " late" not in file.read_text("utf-8")
    assert "Bo and his father" not in file.read_text("utf-8")


def test_the_file_of_a_series_is_named_by_the_meeting_that_it_bears_at_its_head(
    kept: Chairtui, tmp_path: Path
) -> None:
    for asked in (FIRST, SECOND):
        ran = kept("series", asked, "--to", asked, "--as", "md")
        assert ran.code == 0, ran.err
        (file,) = (tmp_path / asked).iterdir()
        assert file.name.startswith(f"{SECOND}-child-1")
        assert SECOND in file.read_text("utf-8").splitlines()[2]
