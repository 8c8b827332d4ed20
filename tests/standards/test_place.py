"""A rule says itself where it is mended, what it follows from and how signing asks; no code repeats it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import fields, replace
from tests.standards.scene import CAIT, JUDGE, WORKER, Circumstance, because, decided, held, verdicts
from tests.standards.test_faulty_profiles import RULE, profile

import chairtui
from chairtui.core.rooms import PARTS
from chairtui.core.vocabulary import Step
from chairtui.core.warnings import Severity
from chairtui.live.gates import not_known
from chairtui.live.signing import left_open
from chairtui.standards.attention import MOST_ROWS, _circle, misgrouped, misplaced
from chairtui.standards.moments import MOMENTS
from chairtui.standards.profile import Profiles
from chairtui.standards.reading import check_file, read_profiles
from chairtui.standards.rule import Rule, Tune
from chairtui.standards.verdict import Announced

SOURCE = Path(chairtui.__file__).parent
RULES = {rule.id: rule for file in read_profiles() for rule in file.rule}
GROUPS = {group.name: group for file in read_profiles() for group in file.group}
NO_STEP = {"W-ICPC-FIRST"}
"""What no step mends once the decision is taken: signing asks a reason."""
PLACE = (
    "step", "from_step", "until_step", "group", "rank", "announced", "consequence_of", "same_part",
    "same_subject", "own_reason", "after_signing", "severity", "gates",
)  # fmt: skip
BESIDE_THEIR_RULES = {part.warning for part in PARTS}
"""The three that the log itself has to find again: what was noted of a missing part hangs on its code."""


def texts(path: Path) -> Iterator[str]:
    """Yield each text in a module: its constants and docstrings, and not what is written as code."""
    tree = ast.parse(path.read_text("utf-8"))
    yield from (
        one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and type(one.value) is str
    )


def codes_in(text: str) -> set[str]:
    """Return the rules that a text names: by code, by a code without its W-, or as a row of bare codes."""
    bare = {code.removeprefix("W-"): code for code in RULES}
    words = re.findall(r"(?<![\w-])(?:W-)?[A-Z0-9]+(?:-[A-Z0-9]+)*(?![\w-])", text)
    row = len(words) > 1 and set(text.split()) <= {*bare, *RULES}
    return {
        bare.get(word, word) for word in words if word in RULES or (word in bare and ("-" in word or row))
    }


@pytest.mark.parametrize("text", ["W-VOICE", "see W-VOICE.", "MIN-SW", "VOICE MISSING", "W-VOICE:mila"])
def test_a_code_is_found_however_it_is_written(text: str) -> None:
    assert codes_in(text)


def test_no_code_of_a_rule_stands_outside_the_profiles() -> None:
    named = {
        path.relative_to(SOURCE).as_posix(): found
        for path in SOURCE.rglob("*.py")
        if (found := {code for text in texts(path) for code in codes_in(text)})
    }
    assert named == {"core/rooms.py": BESIDE_THEIR_RULES}
    assert set(RULES) >= BESIDE_THEIR_RULES


def test_every_rule_that_ships_says_where_it_is_mended_from_which_moment_in_which_group_and_how_loud() -> (
    None
):
    bare = {
        code
        for code, rule in RULES.items()
        if not (rule.from_step and rule.group in GROUPS and rule.announced)
    }
    assert bare == set()
    assert {code for code, rule in RULES.items() if rule.step is None} == NO_STEP


def test_what_ships_has_no_more_rows_than_somebody_can_act_on_and_no_two_rules_in_one_place() -> None:
    assert not list(misgrouped(GROUPS))
    assert len({group.row for group in GROUPS.values()}) == MOST_ROWS
    places = [(rule.group, rule.rank) for rule in RULES.values()]
    assert {one for one in places if places.count(one) > 1} == set()


def test_a_stop_comes_as_a_stop_for_two_things_only_who_is_not_here_and_a_child_who_is_not_safe() -> None:
    assert {code for code, rule in RULES.items() if rule.announced is Announced.STOP} == {
        *BESIDE_THEIR_RULES,
        "W-SAFETY-ACTION",
    }


def test_every_stop_has_a_reason_of_its_own_and_nothing_hangs_beneath_what_asks_less() -> None:
    order = list(Severity)
    for rule in RULES.values():
        assert rule.stands_alone or rule.severity is not Severity.STOP
        for root in rule.consequence_of:
            assert order.index(rule.severity) >= order.index(RULES[root].severity), (rule.id, root)


def test_a_layer_can_set_everything_of_a_rules_place() -> None:
    assert set(PLACE) <= {one.name for one in fields(Rule)} & {one.name for one in fields(Tune)}


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("step", "0", "step: there is no step 0: expected a number from 1 to 7."),
        ("step", "8", "step: there is no step 8: expected a number from 1 to 7."),
        ("rank", "0", "rank: expected a number from 1 to 99."),
        ("rank", "100", "rank: expected a number from 1 to 99."),
        ("from_step", '["teatime"]', "from_step: there is no moment “teatime”. There are: made, eve, start"),
        ("from_step", '["step 8 left"]', "from_step: there is no moment “step 8 left”."),
        ("from_step", '["0 minutes"]', "from_step: there is no moment “0 minutes”."),
        ("consequence_of", '["W-NOTHING"]', "consequence_of: there is no rule “W-NOTHING”."),
        (
            "consequence_of",
            '["W-OWN"]',
            "consequence_of: it follows from itself: W-OWN follows from W-OWN.",
        ),
        ("until_step", '"teatime"', "until_step: there is no moment “teatime”."),
        ("group", '"ours"', "group: there is no group “ours”. There are: child, decision, "),
        (
            "consequence_of",
            '["W-BOOKINGS"]',
            "consequence_of: it asks more than W-BOOKINGS, beneath which it would hang.",
        ),
    ],
)
def test_a_place_that_cannot_be_is_named_with_its_line(
    tmp_path: Path, field: str, value: str, place: str
) -> None:
    (fault,) = check_file(profile(tmp_path, RULE | {field: value}))
    assert str(fault).startswith("kent.toml, line 15, rule W-OWN, ")
    assert place in str(fault)


def test_a_stop_that_would_come_more_quietly_than_a_warning_is_refused(tmp_path: Path) -> None:
    (fault,) = check_file(profile(tmp_path, RULE | {"severity": '"stop"', "announced": '"status"'}))
    assert str(fault).endswith(
        "announced: a stop is announced as a stop or as a warning, never more quietly."
    )


def test_a_layer_cannot_hush_a_stop_nor_make_a_root_ask_less_than_what_hangs_beneath_it(
    tmp_path: Path,
) -> None:
    path = tuned(
        tmp_path,
        'id = "W-SAFETY-ACTION"\nannounced = "prompt"',
        'id = "W-SEE-CHILD"\nseverity = "prompt"',
    )
    assert [str(one).partition(", rule ")[2] for one in check_file(path)] == [
        "W-SAFETY-ACTION, announced: a stop is announced as a stop or as a warning, never more quietly.",
        "W-SEE-CHILD, consequence_of: W-NOFIRSTHAND hangs beneath it and would ask more than it.",
        "W-SEE-CHILD, consequence_of: W-SEEN hangs beneath it and would ask more than it.",
    ]


def test_an_eighth_row_and_a_row_with_words_that_nothing_fills_are_refused(tmp_path: Path) -> None:
    path = profile(tmp_path, RULE)
    table = '\n[[group]]\nname = "ours"\nrow = "ours"\nrank = 0\nwords = "{n} of {whom}."\nact = "Ask."\n'
    path.write_text(path.read_text("utf-8") + table, "utf-8")
    assert [str(one).partition(", rule ")[2] for one in check_file(path)] == [
        "group ours, row: it would be row 8: there are at most 7.",
        "group ours, rank: expected a number from 1 to 99.",
        "group ours, words: there is no “whom”. There are: n, subjects, gap.",
    ]


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_moment_that_is_named_can_be_set(tmp_path: Path, moment: str) -> None:
    written = f'["{moment.replace("N", "5")}"]'
    assert check_file(profile(tmp_path, RULE | {"from_step": written})) == []


def tuned(tmp_path: Path, *tunes: str) -> Path:
    path = profile(tmp_path, RULE | {"consequence_of": '["W-VOICE"]'})
    tables = "".join(f"\n[[tune]]\n{lines}\n" for lines in tunes)
    path.write_text(path.read_text("utf-8") + tables, "utf-8")
    return path


def test_a_circle_that_a_layer_closes_through_a_shipped_rule_is_named_at_both_ends(tmp_path: Path) -> None:
    path = tuned(tmp_path, 'id = "W-VOICE"\nconsequence_of = ["W-SEEN", "W-OWN"]')
    here, there = map(str, check_file(path))
    begins = "kent.toml, line 15, rule W-OWN, consequence_of: it follows from itself: "
    assert here == f"{begins}W-OWN follows from W-VOICE follows from W-OWN."
    begins = "kent.toml, line 19, rule W-VOICE, consequence_of: it follows from itself: "
    assert there == f"{begins}W-VOICE follows from W-OWN follows from W-VOICE."


def test_what_follows_from_a_circle_without_being_in_it_is_not_blamed() -> None:
    rule = RULES["W-VOICE"]
    above = {"W-A": "W-B", "W-B": "W-C", "W-C": "W-B"}
    cards = {code: replace(rule, id=code, consequence_of=(root,)) for code, root in above.items()}
    assert not _circle("W-A", cards)
    assert _circle("W-B", cards) == ("W-B", "W-C", "W-B")
    assert not list(misplaced(rule, {}, GROUPS))


def test_a_layer_lets_a_warning_come_first_gives_it_a_reason_of_its_own_and_another_step(
    tmp_path: Path,
) -> None:
    path = tuned(tmp_path, 'id = "W-CHRON"\nrank = 1\nown_reason = true\nstep = 1')
    layered = Profiles(read_profiles([path]))
    profile_there = layered.named("working-together-2023+kent")
    assert profile_there is not None
    rule = next(one for one in profile_there.rules if one.id == "W-CHRON")
    assert (rule.rank, rule.own_reason, rule.mended_at) == (1, True, Step.WHO)
    assert rule.from_step == RULES["W-CHRON"].from_step


def test_a_verdict_bears_the_place_of_its_rule() -> None:
    for verdict in verdicts(decided(held(WORKER, CAIT))):
        rule = RULES[verdict.code]
        assert (verdict.rank, verdict.own_reason) == (rule.rank, rule.stands_alone)
        assert (verdict.group, verdict.announced) == (GROUPS[rule.group], rule.announced)
        assert verdict.step == (tuple(Step)[rule.step - 1] if rule.step else None)


def test_signing_asks_no_reason_for_what_it_asks_as_a_choice() -> None:
    assert {code for code, rule in RULES.items() if rule.chosen} == {"W-EXPECTED-UNKNOWN", "W-AMH"}
    meeting = decided(because(held(WORKER, CAIT), Circumstance.PARENTAL_MENTAL_HEALTH))
    asked = {role.key for role in not_known(meeting, JUDGE.expected(meeting))}
    assert {"adult-mental-health", "school"} <= asked
    reasons = {one.verdict.code for one in left_open(meeting, verdicts(meeting))}
    assert "W-MIN-HEALTH" in reasons
    assert not reasons & {"W-EXPECTED-UNKNOWN", "W-AMH"}
