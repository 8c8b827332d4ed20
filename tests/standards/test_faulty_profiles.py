"""What a council is told when its profile is wrong: file, line, rule, field, and the character."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from chairtui.core.meeting import Meeting
from chairtui.demonstration import documents
from chairtui.directory.agencies import Agencies
from chairtui.live.readiness import readiness
from chairtui.records.interchange.reading import read
from chairtui.standards.expressions import UNKNOWN, Condition, Language
from chairtui.standards.judge import ProfileJudge
from chairtui.standards.measuring import check_measures
from chairtui.standards.reading import (
    MOST_BYTES,
    Fault,
    FaultyProfile,
    check_file,
    read_file,
    read_profiles,
)

RULE = {
    "id": '"W-OWN"',
    "title": '"A rule"',
    "severity": '"warn"',
    "gates": '["open"]',
    "source": '"Kent."',
    "basis": '"local"',
    "must": "'minimum.health'",
    "say": '"Say."',
    "ask": '"Ask?"',
}


def profile(
    tmp_path: Path, rule: dict[str, str], head: str = 'name = "kent"\ntitle = "Kent"\nkind = "layer"\n'
) -> Path:
    path = tmp_path / "kent.toml"
    lines = "\n".join(f"{field} = {value}" for field, value in rule.items() if value)
    path.write_text(f"{head}\n[[rule]]\n{lines}\n", "utf-8")
    return path


def test_a_sound_profile_has_no_fault(tmp_path: Path) -> None:
    assert check_file(profile(tmp_path, RULE)) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"must": ""}, "rule W-OWN, must: Object missing required field `must`."),
        ({"severity": '"red"'}, "line 8, rule W-OWN, severity: Invalid enum value 'red'."),
        ({"gates": '["opening"]'}, "line 9, rule W-OWN, gates: Invalid enum value 'opening'."),
        ({"gates": "[]"}, "line 9, rule W-OWN, gates: it needs at least one"),
        ({"colour": '"red"'}, "line 15, rule W-OWN, colour: Object contains unknown field `colour`."),
        ({"id": '"own"'}, "rule own, id: a code is W- and words in capitals"),
        ({"scope": '"pet"'}, "scope: there is no scope “pet”. There are: meeting, action, addendum"),
        ({"say": '"{nobody}"'}, "line 13, rule W-OWN, say: there is no fact “nobody”"),
        ({"say": '"{minimum.health}"'}, "“minimum.health” is true or false and cannot stand in a sentence."),
        ({"say": '"{child.name}"'}, "there is no fact “child.name” for the scope meeting."),
        ({"say": '"{chair.name.__class__}"'}, "there is no fact “chair.name.__class__”"),
        ({"subject": '"child.id"'}, "subject: there is no fact “child.id” for the scope meeting."),
        ({"source": '""'}, "line 10, rule W-OWN, source: it needs a source."),
        ({"mark": '"M"'}, "mark: what is not confirmed (M) must be off = true."),
        ({"since": '"soon"'}, "since: Invalid"),
    ],
)
def test_a_wrong_field_is_named_with_its_line_and_what_was_expected(
    tmp_path: Path, change: dict[str, str], place: str
) -> None:
    (fault,) = check_file(profile(tmp_path, RULE | change))
    assert str(fault).startswith("kent.toml, line ")
    assert place in str(fault)


@pytest.mark.parametrize(
    ("must", "words", "column"),
    [
        ("minimum.helth && held", "undeclared reference to 'minimum.helth'", 7),
        ("held && chair.name > 3", "no matching overload for '_>_'", 19),
        ("(held", "Syntax error: missing ')'", 5),
        ("chair.name", "this is not true or false", 0),
        ("held && child.heard", "“child.heard” is a fact about each child, not about meeting.", 8),
    ],
)
def test_a_wrong_expression_is_shown_with_the_character_that_is_wrong(
    tmp_path: Path, must: str, words: str, column: int
) -> None:
    (fault,) = check_file(profile(tmp_path, RULE | {"must": f"'{must}'"}))
    first, *shown = str(fault).splitlines()
    assert first.startswith("kent.toml, line 12, rule W-OWN, must: ")
    assert words in first
    assert shown == [f"    {must}", f"    {' ' * column}^"]


def test_a_file_that_is_not_toml_says_on_which_line(tmp_path: Path) -> None:
    path = tmp_path / "kent.toml"
    path.write_text('name = "kent"\ntitle = Kent\n', "utf-8")
    (fault,) = check_file(path)
    assert str(fault).startswith("kent.toml, line 2: it is not TOML")


def test_bytes_that_are_not_text_and_a_file_that_is_not_there_are_said(tmp_path: Path) -> None:
    path = tmp_path / "kent.toml"
    path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in str(check_file(path)[0])
    assert "cannot be read" in str(check_file(tmp_path / "none.toml")[0])


@pytest.mark.parametrize("check", [check_file, check_measures])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("most = " + "9" * 5000, "a number in it that is too long"),
        ('name = "kent"\ntitle = "Kent"\nrule = [1, 2]\nmeasure = [1, 2]', "kent.toml, line "),
        ("#" * (MOST_BYTES + 1), "larger than 5 MB"),
        ("a = " + "[" * 3000 + "]" * 3000, "it is not TOML"),
    ],
)
def test_whatever_a_file_of_rules_or_measures_holds_what_is_wrong_with_it_is_said(
    tmp_path: Path, check: Callable[[Path], list[Fault]], content: str, said: str
) -> None:
    path = tmp_path / "kent.toml"
    path.write_text(content, "utf-8")
    assert said in str(check(path)[0])


def test_a_profile_that_builds_on_nothing_known_or_tunes_what_is_not_there_is_refused(tmp_path: Path) -> None:
    head = 'name = "kent"\ntitle = "Kent"\nkind = "base"\nextends = ["working-together-2019"]\n'
    path = profile(tmp_path, RULE, head)
    path.write_text(path.read_text("utf-8") + '\n[[tune]]\nid = "W-NOTHING"\noff = true\n', "utf-8")
    said = [str(one) for one in check_file(path)]
    assert any("line 4, extends: there is no profile “working-together-2019”" in one for one in said)
    assert any("rule W-NOTHING, id: there is no such rule below" in one for one in said)


def test_an_example_with_a_wrong_fact_or_kind_is_refused(tmp_path: Path) -> None:
    path = profile(tmp_path, RULE)
    more = '\n[[rule.example]]\nfacts = { "minimum.health" = "yes", nothing = 1 }\nverdict = "met"\n'
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    said = " ".join(str(one) for one in check_file(path))
    assert "“minimum.health” is a truth, not 'yes'" in said
    assert "there is no fact “nothing”" in said


def test_a_role_is_expected_by_circumstances_only(tmp_path: Path) -> None:
    path = profile(tmp_path, RULE)
    more = '\n[[expected]]\nagency = "gp"\nwhen = "held"\nwhy = "w"\nsource = "s"\nbasis = "local"\n'
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    (fault,) = check_file(path)
    assert (
        "expected gp, when: a role is expected by circumstances, form, children.all_unborn and figures"
        in str(fault)
    )


def test_a_profile_that_builds_on_itself_is_refused_however_long_the_way(tmp_path: Path) -> None:
    heads = {"a": ["b"], "b": ["c"], "c": ["b"]}
    files = []
    for name, below in heads.items():
        head = f'name = "{name}"\ntitle = "X"\nkind = "layer"\nextends = {below!r}\n'.replace("'", '"')
        file = tmp_path / f"{name}.toml"
        file.write_text(head, "utf-8")
        files.append(file)
    others = [read_file(file) for file in files]
    for file in files:
        said = [str(one) for one in check_file(file, others)]
        assert any(
            "extends: it builds on itself: “b” builds on “c” builds on “b”." in one for one in said
        ) or any("it builds on itself: “c” builds on “b” builds on “c”." in one for one in said)


def test_an_expression_that_never_comes_to_an_end_is_refused_and_answers_unknown(tmp_path: Path) -> None:
    endless = (
        "circumstances.all(a, circumstances.all(b, circumstances.all(c, circumstances.all(d, a != ''))))"
    )
    (fault,) = check_file(profile(tmp_path, RULE | {"must": f'"{endless}"'}))
    assert "rule W-OWN, must: this takes too long to work out" in str(fault)
    facts = {"circumstances": tuple(map(str, range(100)))}
    assert Condition("true", endless, Language({})).answer(facts) == UNKNOWN


# What would break the judge ---------------------------------------------------------------------------

LAYER = 'name = "kent"\ntitle = "Kent"\nkind = "layer"\nauthorities = ["Bromley"]\n'
GIVEN = 'source = "Kent."\nbasis = "local"\n'


def figure(name: str, value: str, more: str = "") -> str:
    return f'[[figure]]\nname = "{name}"\nvalue = {value}\nwords = "w"\n{GIVEN}{more}\n'


def own_rule(**change: str) -> str:
    lines = (f"{field} = {value}" for field, value in {**RULE, **change}.items())
    return "\n".join(("[[rule]]", *lines, ""))


def tune(field: str, value: str) -> str:
    return f'[[tune]]\nid = "W-MIN-POLICE"\n{field} = {value}\n'


BREAKING = {
    "a figure of another kind": (figure("prompts_asked", '"three"'), "is a number in the rules that use it"),
    "a figure as a list": (figure("prompts_asked", '["3"]'), "is a number in the rules that use it"),
    "a figure that no calendar has": (figure("stale_days", "90000000000000"), "a number from 0 to 10,000"),
    "a figure below nothing": (figure("stale_days", "-3"), "a number from 0 to 10,000"),
    "a figure that a rule needs, off": (figure("prompts_asked", "3", "off = true"), "needs it"),
    "a name that is none": (figure("two words", "3"), "small letters, digits and underscores"),
    "a figure twice": (figure("own", "3") * 2, "stands twice"),
    "a rule twice": (own_rule() * 2, "stands twice"),
    "a figure of its own that is off": (
        figure("own", "3", "off = true") + own_rule(must="'figure.own > 2'"),
        "undeclared reference",
    ),
    "a figure of another council": (own_rule(must="'figure.theirs > 2'"), "undeclared reference"),
    "a contact of another scope": (own_rule(contact='"child.name"'), "no fact that names one agency"),
    "a contact that is a list": (own_rule(contact='"circumstances"'), "no fact that names one agency"),
    "whom it is about of another scope": (own_rule(whom='["child.name"]'), "no fact that lists somebody"),
    "whom it is about as one word": (own_rule(whom='["form"]'), "no fact that lists somebody"),
    "a tuned contact": (tune("contact", '"child.name"'), "no fact that names one agency"),
    "a tuned sentence": (tune("say", '"{nobody}"'), "there is no fact “nobody”"),
    "a tuned question": (tune("ask", '"{child.name}"'), "there is no fact “child.name”"),
    "a rule tuned out of all gates": (tune("gates", "[]"), "at least one of open"),
    "a rule of no day": (own_rule(since="2026-01-01", until="2026-01-01"), "it would hold on no day"),
    "a question without a key": (f'[[question]]\nkey = ""\nwords = "w"\n{GIVEN}', "it is empty"),
    "a grade without a name": (f'[[grade]]\ntitle = ""\nnames = []\n{GIVEN}', "it is empty"),
    "a role of nobody": (f'[[expected]]\nagency = ""\nwhen = "true"\nwhy = "w"\n{GIVEN}', "it is empty"),
    "a loop in loops": (
        own_rule(must=f"'{'circumstances.all(a, ' * 6}true{')' * 6}'"),
        "takes too long to work out",
    ),
}


@pytest.mark.parametrize("way", BREAKING)
def test_what_would_break_the_judge_is_a_fault_of_the_profile(tmp_path: Path, way: str) -> None:
    content, said = BREAKING[way]
    path = tmp_path / "kent.toml"
    path.write_text(LAYER + content, "utf-8")
    other = tmp_path / "other.toml"
    other.write_text(LAYER.replace("kent", "other") + figure("theirs", "3"), "utf-8")
    known = (*read_profiles(), read_file(other))
    assert said in "\n".join(map(str, check_file(path, known)))
    with pytest.raises(FaultyProfile):
        ProfileJudge(Agencies.load(), [other, path])


SOUND = {
    "a comment in a condition": own_rule(must='"minimum.health // who"', when='"true // always"'),
    "a comment in an easing": own_rule(eased_when='"override.given // a reason"'),
    "a role with a comment": f'[[expected]]\nagency = "x"\nwhen = "true // c"\nwhy = "w"\n{GIVEN}',
    "brackets": own_rule(must=f'"{"(" * 200}true{")" * 200}"'),
    "a pattern that is none": own_rule(must="'minimum.health || chair.name.matches(\"(\")'"),
    "a sum without end": own_rule(must="'9223372036854775807 + 1 > 0'"),
    "a part that nothing has": own_rule(must="'circumstances[99] == \"x\"'"),
    "a division by nothing": own_rule(must="'minimum.health || 1/0 == 1'"),
    "another scope for a rule": own_rule(id='"W-ABSENT"', must='"false"'),
    "signs that a terminal reads": own_rule(must='"false"', say='"\\u001b[31m [b]{chair.name}"'),
    "an agency nobody knows": own_rule(must='"false"', contact='"nobody"'),
    "figures as they may be": figure("prompts_asked", "0") + figure("stale_days", "10000"),
    "a mark at the beginning of the file": "\ufeff",
}


@pytest.mark.parametrize("way", SOUND)
def test_what_passes_the_check_the_judge_can_use(tmp_path: Path, way: str) -> None:
    path = tmp_path / "kent.toml"
    content = SOUND[way]
    path.write_text(content + LAYER if content == "\ufeff" else LAYER + content, "utf-8")
    if check_file(path):
        return
    at = datetime(2026, 11, 27, 12, tzinfo=UTC)
    judge = ProfileJudge(Agencies.load(), [path])
    begun = [read(content, at).meeting for _, content in documents(at)]
    for meeting in (*(replace(one, profile="") for one in begun), Meeting(id="m", authority="Bromley")):
        assert "kent" in judge.profile_of(meeting) or meeting.authority != "Bromley"
        for verdict in judge(meeting, at):
            judge.met(meeting, at, [verdict.id])
        figures = judge.figures(meeting)
        readiness(meeting, judge.expected(meeting), figures, at)
        judge.deck(meeting)


def test_most_odd_profiles_are_sound_and_so_were_judged(tmp_path: Path) -> None:
    refused = []
    for way, content in SOUND.items():
        path = tmp_path / "kent.toml"
        path.write_text(content + LAYER if content == "\ufeff" else LAYER + content, "utf-8")
        refused += [way] if check_file(path) else []
    assert set(refused) <= {
        "brackets",
        "a pattern that is none",
        "a sum without end",
        "a part that nothing has",
    }
