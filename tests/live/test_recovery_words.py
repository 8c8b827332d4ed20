"""What stands on a recovery sheet can be read out and typed in again, and a slip is found where it is."""

import random

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chairtui.live.recovery_words import GROUPS, LETTERS, Mistyped, in_groups, read


def made() -> str:
    return str(pyrage.x25519.Identity.generate())


@pytest.mark.parametrize("_", range(50))
def test_what_stands_in_groups_is_read_as_the_key_that_it_is(_: int) -> None:
    key = made()
    groups = in_groups(key)
    assert [len(group) for group in groups] == [6] * 11 + [4]
    assert read(" ".join(groups)) == key
    assert read("".join(groups)) == key
    assert read(key) == key
    assert read(key.lower()) == key
    assert str(pyrage.x25519.Identity.from_str(read(" ".join(groups)))) == key


def test_small_letters_spaces_hyphens_lines_and_letters_alike_do_not_matter() -> None:
    key = made()
    groups = in_groups(key)
    assert read("\n".join(f" {group[:3].lower()}-{group[3:]} " for group in groups)) == key
    alike = " ".join(groups).replace("0", "o").replace("L", "1").replace("8", "b")
    assert read(alike) == key
    assert read(" ".join(groups).replace("L", "I").replace("0", "O")) == key
    assert read(f"age secret key 1 {key[16:]}") == key


@settings(deadline=None)
@given(st.data())
def test_another_letter_is_found_in_its_group(data: st.DataObject) -> None:
    groups = [*in_groups(made())]
    number = data.draw(st.integers(1, GROUPS))
    group = groups[number - 1]
    at = data.draw(st.integers(0, len(group) - 1))
    other = data.draw(st.sampled_from([letter for letter in LETTERS if letter != group[at]]))
    groups[number - 1] = group[:at] + other + group[at + 1 :]
    for typed in (" ".join(groups), "".join(groups)):
        with pytest.raises(Mistyped, match=rf"look at group {number} again"):
            read(typed)


@settings(deadline=None)
@given(st.data())
def test_two_letters_that_changed_places_are_found(data: st.DataObject) -> None:
    groups = [*in_groups(made())]
    number = data.draw(st.integers(1, GROUPS))
    group = groups[number - 1]
    at = data.draw(st.integers(0, len(group) - 2))
    if group[at] == group[at + 1]:
        return
    groups[number - 1] = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
    with pytest.raises(Mistyped, match=rf"look at group {number} again"):
        read(" ".join(groups))


def test_groups_that_changed_places_are_both_found() -> None:
    groups = [*in_groups(made())]
    groups[2], groups[6] = groups[6], groups[2]
    with pytest.raises(Mistyped, match="look at groups 3 and 7 again"):
        read(" ".join(groups))


def test_a_letter_or_a_group_that_is_missing_is_found_where_it_is() -> None:
    groups = in_groups(made())
    short = [*groups]
    short[4] = short[4][:-1]
    with pytest.raises(Mistyped, match="look at group 5 again"):
        read(" ".join(short))
    with pytest.raises(Mistyped, match=r"look from group [1-5] on, 1 letter missing"):
        read("".join(short))
    with pytest.raises(Mistyped, match="look from group 5 on, 6 letters missing"):
        read(" ".join((*groups[:4], *groups[5:])))
    with pytest.raises(Mistyped, match=r"look from group 10 on, 16 letters missing"):
        read(" ".join(groups[:9]))


def test_too_much_is_no_key() -> None:
    groups = in_groups(made())
    with pytest.raises(Mistyped):
        read(" ".join((*groups, groups[0])))
    with pytest.raises(Mistyped, match="Nothing was typed"):
        read(" \n ")


def test_groups_of_two_sheets_are_told_apart() -> None:
    one, other = in_groups(made()), in_groups(made())
    with pytest.raises(Mistyped, match="one sheet"):
        read(" ".join((*one[:6], *other[6:])))


@given(st.text(max_size=200))
def test_whatever_else_is_typed_is_told_to_be_no_sheet(typed: str) -> None:
    with pytest.raises(Mistyped, match=r"group|key"):
        read(typed)


def test_a_slip_in_the_key_as_age_writes_it_is_never_taken() -> None:
    key, chance = made(), random.Random(7)
    for _ in range(200):
        at = chance.randrange(16, len(key))
        other = chance.choice([letter for letter in LETTERS if letter != key[at]])
        with pytest.raises(Mistyped):
            read(key[:at] + other + key[at + 1 :])
