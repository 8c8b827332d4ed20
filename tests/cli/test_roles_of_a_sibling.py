"""The record for one child names no role as missing that only the age or school of a sibling calls for."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Chairtui

from chairtui import wiring
from chairtui.core.delivery import Delivery
from chairtui.core.vocabulary import RecordKind
from chairtui.records.delivery.exporting import frame_of
from chairtui.records.redaction.kinds import frame_for

AT = "2026-03-02T10:00:00+00:00"
BABY = {"id": "baby", "name": "Ada", "born_on": "2025-12-01"}
BOY = {
    "id": "boy",
    "name": "Ben",
    "born_on": "2016-05-01",
    "education": "school",
    "setting": "Marsh Lane School",
}
DOCUMENT = {
    "format": "chairtui.meeting/1",
    "meeting": {
        "id": "m",
        "reference": "SM-1",
        "authority": "Bromley",
        "started_at": AT,
        "concern": {"children": [BABY, BOY]},
        "deciding": {
            "decisions": [
                {
                    "id": "d",
                    "children": ["baby", "boy"],
                    "outcome": "initiate section 47 enquiries",
                    "decided_at": AT,
                }
            ]
        },
    },
}


@pytest.mark.parametrize(
    ("child", "own", "other"),
    [("baby", "Health visitor", "School"), ("boy", "School nurse", "Health visitor")],
)
def test_a_role_for_a_siblings_age_is_not_named_as_missing(
    chairtui: Chairtui, tmp_path: Path, places: dict[str, str], child: str, own: str, other: str
) -> None:
    (tmp_path / "m.json").write_text(json.dumps(DOCUMENT))
    assert chairtui("import", str(tmp_path / "m.json")).code == 0
    with wiring.workplace(Path(places["XDG_DATA_HOME"]) / "chairtui" / "meetings.db") as place:
        live = place.desk.open("m")
        frame = frame_of(place.desk, live.outcome.meeting, [one.row for one in live.history])
    delivery = Delivery(id="x", recipient="The court", record=RecordKind.CHILD, child_id=child)
    whole = {one.who for without in frame.without for one in without.missing}
    told = {one.who for without in frame_for(frame, delivery).without for one in without.missing}
    assert any(own in who for who in whole)
    assert any(other in who for who in whole)
    assert any(own in who for who in told), told
    assert not any(other in who for who in told - {own}), told
    assert "Somebody there for another child" in told
