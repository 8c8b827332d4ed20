"""Which rules judge a meeting: by its day, by its place, and by what it began with."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.standards.scene import CAIT, JUDGE, NURSE, TEN, WORKER, at, held, raised, then

from chairtui.core.chairing import TakeChair
from chairtui.core.meeting import Meeting, StartMeeting
from chairtui.core.vocabulary import Gate
from chairtui.core.warnings import Severity
from chairtui.live.outcome import Outcome
from chairtui.standards.facts import meeting_day
from chairtui.standards.judge import ProfileJudge, UnknownProfile
from chairtui.standards.placed import Attention
from chairtui.standards.reading import FaultyProfile, read_profiles
from chairtui.standards.rule import Basis, Card, Figure, Mark, Role, Rule
from chairtui.tui.rows.warnings import View, panel_rows


def on(day: date, authority: str = "Kent") -> str:
    when = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return JUDGE.profile_of(Meeting(id="m", authority=authority, scheduled_at=when)).split()[0]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2015, 1, 1), "working-together-2018"),
        (date(2020, 1, 23), "working-together-2018"),
        (date(2023, 12, 14), "working-together-2018"),
        (date(2023, 12, 15), "working-together-2023"),
        (date(2026, 3, 17), "working-together-2023"),
        (date(2026, 3, 18), "working-together-2026"),
        (date(2026, 3, 20), "working-together-2026"),
        (date(2026, 9, 28), "working-together-2026"),
        (date(2026, 10, 1), "working-together-2026"),
        (date(2031, 1, 1), "working-together-2026"),
    ],
)
def test_a_meeting_is_judged_by_the_guidance_of_its_day(day: date, name: str) -> None:
    assert on(day) == name


def test_the_day_is_the_one_in_england() -> None:
    late = datetime(2023, 12, 14, 23, 59, tzinfo=UTC)
    assert JUDGE.profile_of(Meeting(id="m", scheduled_at=late)).startswith("working-together-2018")
    late = datetime(2026, 9, 29, 23, 30, tzinfo=UTC)  # half past midnight on the 30th
    assert meeting_day(Meeting(id="m", scheduled_at=late)) == date(2026, 9, 30)
    assert JUDGE.profile_of(Meeting(id="m", scheduled_at=late)).startswith("working-together-2026")


@pytest.mark.parametrize(
    ("authority", "name"),
    [
        ("Kent", "working-together-2023"),
        ("Bexley", "working-together-2023+london"),
        ("Bromley", "working-together-2023+london+bromley"),
        ("London Borough of Bromley", "working-together-2023+london+bromley"),
        ("", "working-together-2023"),
    ],
)
def test_a_meeting_is_judged_by_the_layers_of_its_place(authority: str, name: str) -> None:
    assert on(date(2024, 3, 5), authority) == name


def test_the_day_is_when_it_began_or_is_planned_for_or_the_concern_was_raised() -> None:
    old, new = datetime(2020, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
    meeting = Meeting(id="m", scheduled_at=old)
    assert "2018" in JUDGE.profile_of(meeting)
    assert "2023" in JUDGE.profile_of(replace(meeting, started_at=new))
    assert "2018" in JUDGE.profile_of(replace(Meeting(), concern=replace(Meeting().concern, raised_at=old)))


def test_a_meeting_keeps_the_profile_it_began_with() -> None:
    meeting = held(WORKER, CAIT, NURSE)
    began_with = replace(meeting, profile="working-together-2018 00000000")
    assert JUDGE.profile_of(began_with).startswith("working-together-2018 ")
    assert JUDGE.label(began_with).startswith("What if: judged by today's rules")
    same = replace(meeting, profile=JUDGE.profile_of(meeting))
    assert JUDGE.profile_of(same) == JUDGE.profile_of(meeting)
    assert not JUDGE.label(same)


def test_a_profile_that_is_not_here_any_more_gives_way_to_the_one_that_fits() -> None:
    lost = replace(held(WORKER), profile="kent-2031 abc")
    assert JUDGE.profile_of(lost) == JUDGE.profile_of(held(WORKER))


def test_the_version_changes_with_any_word_of_a_rule(tmp_path: Path) -> None:
    first = ProfileJudge(JUDGE.agencies, [council(tmp_path, say="Three.")]).profile_of(kent())
    second = ProfileJudge(JUDGE.agencies, [council(tmp_path, say="Four.")]).profile_of(kent())
    assert first.split()[0] == second.split()[0]
    assert first != second


def test_the_same_meeting_under_another_profile_is_a_labelled_what_if_that_changes_nothing() -> None:
    meeting = held(WORKER, CAIT, NURSE)
    before, own = raised(meeting), JUDGE.profile_of(meeting)
    what_if = JUDGE.what_if("working-together-2018")
    assert what_if.label(meeting).startswith(
        "What if: judged by Working Together 2018 (working-together-2018 "
    )
    assert JUDGE.label(meeting) == ""
    assert raised(meeting, judge=what_if) == before - {"W-LATE"}
    assert (raised(meeting), JUDGE.profile_of(meeting)) == (before, own)


def test_a_what_if_may_name_layers() -> None:
    what_if = JUDGE.what_if("working-together-2018+london")
    assert "W-LATE" in raised(held(WORKER, CAIT, NURSE, authority="Kent"), judge=what_if)


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownProfile, match="working-together-2023"):
        JUDGE.what_if("working-together-2019")


def test_the_same_meeting_at_the_same_minute_is_not_judged_twice() -> None:
    meeting = held(WORKER)
    assert JUDGE(meeting, at(1)) is JUDGE(meeting, at(1.5))


# what is not confirmed


def test_nothing_that_is_not_confirmed_is_on() -> None:
    for file in read_profiles():
        parts: tuple[Rule | Figure | Role | Card, ...] = (
            *file.rule,
            *file.figure,
            *file.expected,
            *file.question,
        )
        for one in parts:
            assert one.off or one.mark is not Mark.UNCONFIRMED


def test_a_rule_that_rests_on_guidance_was_read_in_a_copy_and_says_the_year() -> None:
    for file in read_profiles():
        for rule in file.rule:
            if rule.basis is Basis.GUIDANCE and not rule.off:
                assert "Working Together" in rule.source
                assert rule.mark is Mark.COPY


def test_in_2026_the_source_of_a_rule_from_guidance_names_the_year_it_was_carried_from() -> None:
    rules = JUDGE.what_if("working-together-2026").profile(Meeting()).rules
    guidance = [rule for rule in rules if rule.basis is Basis.GUIDANCE and not rule.off]
    assert len(guidance) >= 9
    assert all(
        re.match(r"Working Together to Safeguard Children 20(18|23): ", one.source) for one in guidance
    )


def test_that_the_2026_wording_was_not_read_is_said_once_and_in_no_rule() -> None:
    profile = JUDGE.what_if("working-together-2026+london+bromley").profile(Meeting())
    said = [words for words in (profile.guidance, *profile.not_known) if "2026 wording" in words]
    assert said == [profile.guidance]
    assert "wording" not in " ".join(
        text for rule in profile.rules for text in (rule.source, rule.say, rule.say_unknown, rule.ask)
    )


def test_each_national_profile_names_the_issue_of_its_document_and_how_firm_that_is() -> None:
    for file in read_profiles():
        assert (file.document is not None) is (file.kind == "base")
    guidance = JUDGE.what_if("working-together-2026").profile(Meeting()).guidance
    assert "Children 2026, published 18 March 2026, as other publications give it. " in guidance


def test_a_meeting_that_began_under_the_old_day_keeps_its_profile_and_is_judged_again_only_as_a_what_if() -> (
    None
):
    when = datetime(2026, 4, 10, 9, tzinfo=UTC)
    begun = replace(kent(), scheduled_at=when, started_at=when, profile="working-together-2023 0a0a0a0a")
    assert JUDGE.profile_of(begun).startswith("working-together-2023 ")
    assert JUDGE.what_if("working-together-2026").profile_of(begun).startswith("working-together-2026 ")
    assert JUDGE.profile_of(replace(begun, profile="")).startswith("working-together-2026 ")


def test_no_time_for_sending_records_is_set_where_none_was_found() -> None:
    assert "record_due_working_days" not in JUDGE.figures(
        Meeting(id="m", authority="Bromley", scheduled_at=TEN)
    )


def test_figures_come_from_the_profile_of_the_place() -> None:
    assert JUDGE.figures(Meeting(id="m", authority="Bromley", scheduled_at=TEN))["meeting_working_days"] == 3
    assert "meeting_working_days" not in JUDGE.figures(Meeting(id="m", authority="Kent", scheduled_at=TEN))


# a council's own


def kent() -> Meeting:
    return Meeting(id="m", authority="Kent", scheduled_at=TEN)


def council(tmp_path: Path, say: str = "Nobody leads.", more: str = "") -> Path:
    path = tmp_path / "kent.toml"
    path.write_text(
        f"""
name = "kent"
title = "Kent"
kind = "layer"
authorities = ["Kent"]

[[figure]]
name = "chair_grades"
value = ["social worker"]
words = "Who leads."
source = "Kent."
basis = "local"

[[rule]]
id = "W-KENT"
title = "Somebody leads"
severity = "warn"
gates = ["open"]
source = "Kent."
basis = "local"
must = 'chair.name != ""'
say = "{say}"
ask = "Who leads?"

[[tune]]
id = "W-PURPOSE"
severity = "stop"
gates = ["open", "close"]

[[tune]]
id = "W-SAFETY"
off = true
{more}
""",
        "utf-8",
    )
    return path


def test_a_councils_own_layer_adds_tunes_and_switches_off(tmp_path: Path) -> None:
    judge = ProfileJudge(JUDGE.agencies, [council(tmp_path)])
    assert "W-KENT" in {one.code for one in judge(kent(), TEN)}
    meeting = held(WORKER, CAIT, NURSE, authority="Kent")
    verdict = {one.code: one for one in judge(meeting, at(5))}
    assert verdict["W-PURPOSE"].severity is Severity.STOP
    assert verdict["W-PURPOSE"].gates == (Gate.OPEN, Gate.CLOSE)
    assert "W-SAFETY" not in verdict
    assert "W-SAFETY" in raised(meeting)
    leads = then(meeting, TakeChair(name="Jo", grade="Social worker"))
    assert "W-CHAIR" not in raised(leads, judge=judge)
    assert "W-CHAIR" in raised(leads)


def test_a_rule_holds_only_between_its_days(tmp_path: Path) -> None:
    more = """
[[rule]]
id = "W-SPRING"
title = "Only in spring"
severity = "prompt"
gates = ["open"]
source = "Kent."
basis = "local"
since = 2024-03-01
until = 2024-06-01
must = 'held'
say = "It is spring."
ask = "Is it?"
"""
    judge = ProfileJudge(JUDGE.agencies, [council(tmp_path, more=more)])
    for day, there in ((date(2024, 2, 29), False), (date(2024, 3, 1), True), (date(2024, 6, 1), False)):
        meeting = replace(kent(), scheduled_at=datetime(day.year, day.month, day.day, tzinfo=UTC))
        assert ("W-SPRING" in {one.code for one in judge(meeting, TEN)}) is there


def test_a_councils_faulty_profile_is_refused_before_anything_is_judged(tmp_path: Path) -> None:
    with pytest.raises(FaultyProfile, match=r"kent\.toml, line \d+, rule W-KENT, say: there is no fact"):
        ProfileJudge(JUDGE.agencies, [council(tmp_path, say="{chair.nome}")])


def test_a_code_is_explained_also_when_another_profile_has_it() -> None:
    for code in ("W-MIN-HEALTH", "w-min-health", "W-LATE", "W-POL-UNIT:missing"):
        rule = JUDGE.explain(code)
        assert rule is not None
        assert rule.id == code.upper().partition(":")[0]
    assert JUDGE.explain("W-NOTHING") is None


def test_starting_a_meeting_stores_what_judges_it() -> None:
    meeting = then(held(WORKER, CAIT), StartMeeting(profile="x"))
    assert meeting.profile == ""
    assert JUDGE.profile_of(meeting).startswith("working-together-2023+london+bromley ")


def test_a_meeting_that_began_with_other_rules_is_judged_by_today_s_under_a_label() -> None:
    meeting = replace(held(WORKER, CAIT, NURSE), profile="working-together-2023+london 0000aaaa")
    said = JUDGE.label(meeting)
    assert said.startswith("What if: judged by today's rules")
    assert "The meeting began with working-together-2023+london 0000aaaa." in said
    assert JUDGE.label(replace(meeting, profile=JUDGE.profile_of(meeting))) == ""


def test_the_panel_of_warnings_stands_under_that_label_and_it_cannot_be_chosen() -> None:
    outcome = Outcome(held(WORKER, CAIT, NURSE), ())
    view = View(now=at(60))
    assert panel_rows(outcome, Attention(), JUDGE.agencies, view) == []
    view = replace(view, label="What if: judged by others.")
    (row,) = panel_rows(outcome, Attention(), JUDGE.agencies, view)
    assert "What if: judged by others." in str(row.words)
    assert not row.selectable
