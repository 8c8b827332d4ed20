import re
from pathlib import Path

import pytest

from chairtui.core.vocabulary import Gate
from chairtui.standards.expressions import MET, NOT_ASKED, UNKNOWN, UNMET, Condition, Language
from chairtui.standards.facts import FACTS
from chairtui.standards.reading import SHIPPED, check_file, read_profiles
from chairtui.standards.rule import Answer, ProfileFile, Rule, kind_of

FILES = read_profiles()
RULES = [pytest.param(rule, id=f"{file.name}:{rule.id}") for file in FILES for rule in file.rule]
CODES = {rule.id for file in FILES for rule in file.rule}
FIGURES = {f"figure.{one.name}": kind_of(one.value) for file in FILES for one in file.figure}
NAMES = {MET: Answer.MET, UNMET: Answer.UNMET, UNKNOWN: Answer.UNKNOWN, NOT_ASKED: Answer.NOT_ASKED}


def condition(rule: Rule) -> Condition:
    return Condition(rule.when, rule.must, Language(FIGURES))


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_profile_has_no_fault(path: Path) -> None:
    assert check_file(path) == []


@pytest.mark.parametrize("rule", RULES)
def test_each_example_of_a_rule_comes_to_what_it_says(rule: Rule) -> None:
    for example in rule.example:
        assert NAMES[condition(rule).answer(example.facts)] is example.verdict, example


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_an_example_for_each_verdict_it_can_give(rule: Rule) -> None:
    given = {example.verdict for example in rule.example}
    wanted = {Answer.MET, Answer.UNMET}
    if rule.when != "true":
        wanted.add(Answer.NOT_ASKED)
    if any(name in FACTS and not FACTS[name].total for name in condition(rule).names):
        wanted.add(Answer.UNKNOWN)
    assert given == wanted


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_can_be_unknown_says_what_is_not_known(rule: Rule) -> None:
    can_be = any(example.verdict is Answer.UNKNOWN for example in rule.example)
    assert bool(rule.say_unknown) == can_be


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_source_a_sentence_a_next_question_and_its_requirements(rule: Rule) -> None:
    assert rule.source.strip().endswith(".")
    assert rule.say.strip().endswith((".", "?", "}"))
    assert rule.ask.strip().endswith((".", "?", "}"))
    assert rule.requirements
    assert all(re.fullmatch(r"R\d+", one) for one in rule.requirements)


@pytest.mark.parametrize("rule", RULES)
def test_what_is_asked_earlier_is_asked_at_closing_or_the_rule_says_why_not(rule: Rule) -> None:
    assert rule.gates
    assert (Gate.CLOSE in rule.gates) != bool(rule.ends_because.strip())
    assert not rule.ends_because or rule.ends_because.endswith(".")
    assert all(one in CODES for one in re.findall(r"W(?:-[A-Z]+)+", rule.ends_because))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_layer_takes_a_rule_away_from_closing_without_saying_why(file: ProfileFile) -> None:
    for tune in file.tune:
        assert tune.gates is None or Gate.CLOSE in tune.gates or tune.ends_because
