"""`chairtui show` says what the record says: how a meeting was held, until when, what is ahead, what came."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui

from chairtui.cli.overview import _section

DECISION = {"id": "d", "children": ["kit"], "decided_at": "2026-03-05T10:20:00Z"}
MEETING = {
    "reference": "SM-9",
    "authority": "Bromley",
    "started_at": "2026-03-05T10:00:00Z",
    "urgent": True,
    "urgent_because": "She is in the ward now.",
    "attendance": {
        "chairs": [{"name": "Dee Grant", "grade": "Team manager"}],
        "override": {"reason": "Bus late", "chair": "Dee Grant", "reconvene_at": "2026-03-06T09:00:00Z"},
    },
    "concern": {"children": [{"id": "kit", "name": "Kit", "born_on": "2015-01-01"}]},
    "deciding": {
        "decisions": [
            DECISION | {"outcome": "adjourn for information", "adjourned_until": "2026-03-06T09:30:00Z"}
        ]
    },
    "plan": {
        "conference": {"reason": "Risk", "target_on": "2026-03-20", "planned_at": "2026-03-05T10:30:00Z"},
        "next_meeting_at": "2026-03-09T14:00:00Z",
        "enquiries": [
            {"id": "kit", "words": "Not hit.", "ended_on": "2026-03-08", "worker": "Wilma Oak", "team": "Two"}
        ],
    },
    "closing": {
        "signature": {"name": "Dee Grant", "signed_at": "2026-03-05T11:00:00Z"},
        "addenda": [
            {
                "words": "An earlier fracture",
                "author": "Dr Amin",
                "change": "changes the decision",
                "reason": "Harm",
                "added_at": "2026-03-05T12:00:00Z",
            }
        ],
    },
}


@pytest.mark.parametrize(
    "words",
    [
        "It was held in the urgent mode: She is in the ward now.",
        "Dee Grant went on without the minimum: Bus late. They meet again Fri 6 Mar 2026 09:00.",
        "adjourn for information, until Fri 6 Mar 2026 09:30",
        "A child protection conference is planned by Fri 20 Mar 2026: Risk. It has not been held yet.",
        "Next meeting: Mon 9 Mar 2026 14:00",
        "Not hit. Ended: Sun 8 Mar 2026. Conference needed: not known.",
        "Worker: Wilma Oak, Two.",
    ],
)
def test_what_the_record_says_of_the_meeting_stands_in_show(
    chairtui: Chairtui, tmp_path: Path, words: str
) -> None:
    shown, record = told(chairtui, tmp_path)
    assert words.casefold() in record.replace("**", "").casefold()
    assert words in shown


def test_what_came_after_signing_stands_in_show(chairtui: Chairtui, tmp_path: Path) -> None:
    shown, _ = told(chairtui, tmp_path)
    late = "Late information from Dr Amin: An earlier fracture (it changes the decision: Harm)"
    assert f"Thu 5 Mar 2026 12:00  {late}" in shown


def test_nobody_is_warned_any_more_of_what_was_left_open_at_signing(
    chairtui: Chairtui, tmp_path: Path
) -> None:
    shown, _ = told(chairtui, tmp_path)
    found = chairtui("check", "SM-9", "--json").json
    gaps = [one["id"] for one in found if one["place"] == "gap" and not one["cleared_at"]]
    assert gaps
    before, _, left = shown.partition("Left open when it was signed, in the record with the reasons\n")
    assert all(f"[{one}]" in left for one in gaps)
    assert not [one for one in gaps if f"[{one}]" in before]


def told(chairtui: Chairtui, folder: Path) -> tuple[str, str]:
    """Return what `show` and the record say."""
    file = folder / "meeting.json"
    file.write_text(json.dumps({"format": "chairtui.meeting/1", "meeting": MEETING}))
    assert chairtui("import", str(file)).code == 0
    return chairtui("show", "SM-9").out, chairtui("export", "SM-9", "--to", "md", "--output", "-").out


def test_further_lines_of_a_text_stand_beneath_it_in_show() -> None:
    assert list(_section("Actions", ["Visit\nand ring"])) == ["", "Actions", "  Visit\n    and ring"]
