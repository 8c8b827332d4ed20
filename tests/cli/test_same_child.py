"""Two meetings about one child that nobody linked: every place counts to the conference from the first."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui

from chairtui import wiring
from chairtui.tui.rows.planning import plan_rows
from chairtui.tui.sheets.afterwards import conference_sheet
from chairtui.tui.sheets.deciding import decision_sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.words import content

NUMBER, OTHER = "943 476 5919", "401 023 2137"


def document(meeting_id: str, day: str, nhs_number: str, name: str = "Kit Ashby") -> bytes:
    at = f"{day}T10:00:00+00:00"
    child = {"id": f"child-{meeting_id}", "name": name, "nhs_number": nhs_number}
    decision = {
        "id": "d1",
        "children": [child["id"]],
        "outcome": "initiate section 47 enquiries",
        "decided_at": at,
    }
    return json.dumps(
        {
            "format": "chairtui.meeting/1",
            "meeting": {
                "id": meeting_id,
                "reference": f"SM-{meeting_id}",
                "authority": "Bromley",
                "started_at": at,
                "concern": {"children": [child]},
                "deciding": {"decisions": [decision]},
            },
        }
    ).encode()


@pytest.fixture(params=[False, True], ids=["in order", "the later first"])
def apart(request: pytest.FixtureRequest, chairtui: Chairtui, tmp_path: Path) -> Chairtui:
    """Take in two documents about one child, 18 days apart, and one about a child of the same name."""
    files: list[str] = []
    for one in (
        document("first", "2026-03-02", NUMBER),
        document("again", "2026-03-20", NUMBER, "Kit A."),
        document("other", "2026-03-03", OTHER),
    ):
        file = tmp_path / f"{len(files)}.json"
        file.write_bytes(one)
        files.append(str(file))
    assert chairtui("import", *(files[::-1] if request.param else files)).code == 0
    return chairtui


def test_a_child_of_the_same_name_and_birth_and_another_number_is_asked_about_and_never_assumed(
    chairtui: Chairtui, tmp_path: Path, places: dict[str, str]
) -> None:
    for number, one in enumerate(
        (document("first", "2026-03-02", NUMBER), document("again", "2026-03-20", OTHER))
    ):
        told = json.loads(one)
        told["meeting"]["concern"]["children"][0]["born_on"] = "2014-05-06"
        (tmp_path / f"{number}.json").write_text(json.dumps(told))
        assert chairtui("import", str(tmp_path / f"{number}.json")).code == 0
    assert len(chairtui("trace", "--json").json) == 2
    shown = chairtui("show", "SM-again").out
    assert "SM-first is perhaps about the same child" in shown
    assert "counted from the last discussion" not in shown
    assert "SM-first is perhaps about the same child" in chairtui("check", "SM-again").err
    assert "SM-first" not in chairtui("export", "SM-again", "--to", "md").out
    with wiring.workplace(Path(places["XDG_DATA_HOME"]) / "chairtui" / "meetings.db") as place:
        sitting = Sitting(place.desk, "again")
        assert (sitting.unlinked(), sitting.unlinked(perhaps=True)) == ((), ("first",))
        sitting.live.do(place.desk.following(sitting.unlinked(perhaps=True), sitting.live.outcome.meeting))
        assert sitting.unlinked(perhaps=True) == ()
        assert not place.desk.perhaps_about(sitting.live.outcome.meeting)


def test_trace_show_calendar_and_record_have_one_day_for_the_conference(apart: Chairtui) -> None:
    (traced,) = (one for one in apart("trace", "SM-again", "--json").json)
    assert (traced["target_on"], traced["target_from_last"]) == ("2026-03-23", "2026-04-14")
    shown = apart("show", "SM-again").out
    assert "23 Mar 2026  15 working days from the discussion that initiated enquiries" in shown
    assert "14 Apr 2026  counted from the last discussion" in shown
    calendar = apart("export", "SM-again", "--to", "ics").out.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20260323" in calendar
    record = apart("export", "SM-again", "--to", "md").out
    assert "23.03.2026" in record or "23 Mar 2026" in record
    assert "This is the first meeting of its series" not in record


def test_the_screen_has_it_too_and_offers_to_continue_first(apart: Chairtui, places: dict[str, str]) -> None:
    database = Path(places["XDG_DATA_HOME"]) / "chairtui" / "meetings.db"
    with wiring.workplace(database) as place:
        sitting = Sitting(place.desk, "again")
        rows = plan_rows(sitting.live.outcome.meeting, place.desk.agencies, sitting.now, sitting.counted())
        (row,) = (content(one.words).plain for one in rows if one.key == "conference")
        assert "that initiated: Mon 23 Mar 2026; from the last one: Tue 14 Apr 2026" in row
        assert "Mon 23 Mar 2026" in conference_sheet(sitting).about
        assert "are under way since Mon 2 Mar 2026" in decision_sheet(sitting).about


def test_show_check_and_the_screen_say_that_it_is_not_linked_and_what_to_press(
    apart: Chairtui, places: dict[str, str]
) -> None:
    sentence = (
        "SM-first is about the same children, and this meeting is not linked to it. “Earlier "
        "meetings” in step 1 links it: until then the warnings know nothing of it."
    )
    assert sentence in apart("show", "SM-again").out
    assert sentence in apart("check", "SM-again").err
    database = Path(places["XDG_DATA_HOME"]) / "chairtui" / "meetings.db"
    with wiring.workplace(database) as place:
        assert Sitting(place.desk, "again").not_linked() == sentence
        place.desk.open("again").do(place.desk.following(["first"]))
    for command in ("show", "check"):
        ran = apart(command, "SM-again")
        assert "not linked" not in ran.out + ran.err
    (traced,) = apart("trace", "SM-again", "--json").json
    assert traced["target_on"] == "2026-03-23"


def test_a_child_of_the_same_name_with_another_number_is_another(apart: Chairtui) -> None:
    shown = apart("show", "SM-other").out
    assert "not linked" not in shown
    assert "24 Mar 2026  15 working days" in shown
