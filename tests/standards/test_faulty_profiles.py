"""What a council is told when its profile is wrong: file, line, rule, field, and the character."""

from pathlib import Path

import pytest

from chairtui.standards.expressions import UNKNOWN, Condition, Language
from chairtui.standards.reading import check_file, read_file

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
