"""The duty to share information: a layer with a day, off until a council switches it on."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.standards.scene import CAIT, JUDGE, NURSE, WORKER, held, then

from chairtui.core.meeting import Meeting
from chairtui.core.round import Withhold
from chairtui.core.vocabulary import NotShared
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.reading import read_profiles

LAYER = "information-duty-2026"
DAYS = (date(2026, 3, 17), date(2026, 3, 20), date(2026, 9, 28), date(2026, 10, 1))


def switched_on(folder: Path) -> ProfileJudge:
    """Return a judge with a council's own profile that puts the layer under it."""
    file = folder / "bromley-own.toml"
    file.write_text(
        f'name = "bromley-own"\ntitle = "Bromley, our own"\nkind = "layer"\n'
        f'authorities = ["Bromley"]\nextends = ["{LAYER}"]\n',
        "utf-8",
    )
    return ProfileJudge(JUDGE.agencies, [file])


def on(day: date, *said: Withhold) -> Meeting:
    """Return a meeting held on a day, in Bromley, at which the police withhold."""
    when = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    meeting = then(held(WORKER, CAIT, NURSE), *said, minutes=5)
    return replace(meeting, scheduled_at=when, started_at=when, profile="")


def warned(judge: ProfileJudge, meeting: Meeting) -> list[str]:
    assert meeting.started_at
    return [one.id for one in judge(meeting, meeting.started_at) if one.code == "W-DUTY-REASON"]


IN_WORDS = Withhold(attendee_id="police", because="GDPR, we cannot share.")


@pytest.mark.parametrize("day", DAYS)
def test_without_the_layer_nothing_is_asked_on_any_day(day: date) -> None:
    assert warned(JUDGE, on(day, IN_WORDS)) == []


@pytest.mark.parametrize("day", DAYS)
def test_with_the_layer_withholding_without_a_reason_is_warned_of_from_30_september_2026(
    tmp_path: Path, day: date
) -> None:
    found = warned(switched_on(tmp_path), on(day, IN_WORDS))
    assert found == (["W-DUTY-REASON:police"] if day >= date(2026, 9, 30) else [])


@pytest.mark.parametrize("reason", NotShared)
def test_with_the_layer_each_reason_of_the_list_answers_it(tmp_path: Path, reason: NotShared) -> None:
    later_on = date(2026, 10, 5) if reason is NotShared.LATER else None
    given = Withhold(attendee_id="police", reason=reason, later_on=later_on)
    assert warned(switched_on(tmp_path), on(date(2026, 10, 1), given)) == []


def test_the_layer_covers_no_authority_by_itself_and_can_be_looked_at_as_a_what_if() -> None:
    layer = next(one for one in read_profiles() if one.name == LAYER)
    assert (layer.authorities, layer.applies_from) == ((), date(2026, 9, 30))
    what_if = JUDGE.what_if(f"working-together-2026+london+bromley+{LAYER}")
    assert warned(what_if, on(date(2026, 10, 1), IN_WORDS)) == ["W-DUTY-REASON:police"]


def test_the_profile_of_a_council_that_switched_it_on_names_the_council_and_says_what_is_not_law(
    tmp_path: Path,
) -> None:
    judge = switched_on(tmp_path)
    profile = judge.profile(on(date(2026, 10, 1)))
    assert profile.name == "working-together-2026+london+bromley+bromley-own"
    assert any("good practice and not law" in one for one in profile.not_known)
    rule = judge.explain("W-DUTY-REASON")
    assert rule is not None
    assert "not law" in rule.source
    assert rule.mark.value == "V2"
