from pathlib import Path

from chairtui.standards.facts import FACTS
from chairtui.standards.reading import read_profiles
from chairtui.standards.rules_page import rule_card, rules_page

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_of_rules_is_what_the_rules_make_of_it() -> None:
    # To write it anew: python -m chairtui.standards.rules_page > docs/rules.md
    assert PAGE.read_text("utf-8") == rules_page(read_profiles())


def test_the_page_has_every_rule_every_fact_and_everything_that_is_not_known() -> None:
    page = PAGE.read_text("utf-8")
    for file in read_profiles():
        assert all(f"### {rule.id}\n" in page and rule.source in page for rule in file.rule)
        assert all(words in page for words in file.not_known)
        assert all(rule.ends_because in page for rule in file.rule)
    assert all(f"`{name}`" in page for name in FACTS)


def test_a_card_says_what_why_and_what_to_ask() -> None:
    rules = {rule.id: rule for file in read_profiles() for rule in file.rule}
    for rule in rules.values():
        card = rule_card(rule)
        shown = (rule.id, rule.title, rule.say, rule.ask, rule.source, rule.ends_because, rule.eased_when)
        assert all(words in card for words in shown)
