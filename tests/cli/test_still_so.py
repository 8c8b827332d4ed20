"""The next meeting by command: what was so then is so again where that is said, and not elsewhere."""

from pathlib import Path

from tests.cli.conftest import Chairtui


def test_what_is_so_still_is_taken_over_by_command_and_the_rest_waits(
    chairtui: Chairtui, invented: Path
) -> None:
    db = ("--db", str(invented))
    asked = chairtui("new", "--after", "DEMO-1", "--still-so", "missing", "--still-so", "zzz", "--json", *db)
    assert asked.code == 0
    assert "nothing that was so at DEMO-1 is called “zzz”" in asked.err
    assert "not confirmed" in asked.err
    concern = chairtui("show", asked.json["id"], "--json", *db).json["concern"]
    assert any("missing" in one for one in concern["circumstances"])
    assert not concern.get("places")
    assert chairtui("new", "--child", "Kit Ashby", "--still-so", "all", *db).code == 2
