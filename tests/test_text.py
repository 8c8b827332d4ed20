import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chairtui.text import LIMIT, MARKS_PER_LETTER, clean, divide

SURROGATES = st.characters(categories=["Cs"])
NASTY = st.sampled_from(
    [
        *map(chr, range(0x20)),
        *map(chr, range(0x7F, 0xA0)),
        *"\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202e\u2066\u2069\u2028\u2029\ufeff",
        *"\ufffe\uffff\u0301\u0323\u0345\u0344\u093c\u0915\u09be\u09c7\u1100\u1161\u11a8\u06cc\u212b\u1ea5eaK",
        *"\U0001f3f4\U000e0067\U000e0062\U000e007f\U0001f469\U0001f3fd\U0001d173",
    ]
)
HOSTILE = st.lists(st.one_of(st.characters(), NASTY, SURROGATES), max_size=60).map("".join)
ANYTHING = st.one_of(HOSTILE, st.text(), st.binary(max_size=200))
FLAG_OF_ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@given(ANYTHING, st.booleans(), st.integers(min_value=1, max_value=80) | st.just(LIMIT))
@example("a" * 100, True, 30)
def test_cleaning_twice_is_the_same_as_cleaning_once(value: str | bytes, multiline: bool, limit: int) -> None:
    once = clean(value, multiline=multiline, limit=limit)
    assert clean(once, multiline=multiline, limit=limit) == once


@given(ANYTHING, st.booleans(), st.integers(min_value=1, max_value=80) | st.just(LIMIT))
def test_what_comes_out_is_inert_and_can_be_stored_anywhere(
    value: str | bytes, multiline: bool, limit: int
) -> None:
    text = clean(value, multiline=multiline, limit=limit)
    allowed = "\n\t" if multiline else ""
    assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and c not in allowed]
    assert not set(text) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff"
    )
    assert not set(text) & set("\ufffe\uffff")
    assert text.encode("utf-8").decode("utf-8") == text
    assert unicodedata.is_normalized("NFC", text)
    assert len(text) <= limit


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Cn"], exclude_characters="\u034f")))
def test_every_letter_number_and_sign_is_kept(value: str) -> None:
    def seen(text: str) -> list[str]:
        return [c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] in "LNPS"]

    assert seen(clean(value)) == seen(value)


@given(ANYTHING, st.integers(min_value=1, max_value=40))
def test_what_lies_beyond_the_limit_is_handed_back(value: str | bytes, limit: int) -> None:
    whole, nothing = divide(value)
    kept, rest = divide(value, limit=limit)
    assert nothing == ""
    assert len(kept) <= limit
    assert whole.endswith(rest)
    assert [c for c in whole if c not in "\u200c\u200d" and c < "\U000e0000"] == [
        c for c in kept + rest if c not in "\u200c\u200d" and c < "\U000e0000"
    ]


def test_a_text_that_was_cut_says_so_and_how_much_is_missing() -> None:
    text = clean("x" * (LIMIT + 500))
    assert len(text) <= LIMIT
    assert text.endswith("x… [cut: 540 more characters]")
    assert text.removesuffix("… [cut: 540 more characters]").count("x") == LIMIT + 500 - 540


def test_a_short_field_that_was_cut_ends_in_dots() -> None:
    assert clean("Bartholomew", limit=6) == "Barth…"


def test_a_megabyte_can_be_cut_without_parting_a_letter_from_its_marks() -> None:
    kept, rest = divide("q\u0323\u0307" * 400_000, limit=100_000)
    assert len(kept) == 99_999
    assert rest.startswith("q")


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Ní Bhraonáin",
        "محمد علی‌رضا",  # with the joiner that Persian needs
        "שָׁלוֹם בן־דוד",
        "ශ්‍රී ලංකා",
        "Nguyễn Thị Ánh",
        "陈小明",
        "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️",
        FLAG_OF_ENGLAND,
    ],
)
def test_names_of_every_script_and_emoji_survive(name: str) -> None:
    assert clean(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\x9b2Jb", "a␛[2Jb"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a\tb"),
        (b"caf\xe9", "caf\ufffd"),
        ("\ud83d\ude00 \ud800", "😀 \ufffd"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("Ann\u202egnp.exe", "Anngnp.exe"),
        ("Ann\u200da", "Anna"),
        ("\ufeffAnna", "Anna"),
        ("Anna\U000e0068\U000e0069", "Anna"),
    ],
)
def test_what_cannot_be_seen_is_shown_or_goes(value: str | bytes, seen: str) -> None:
    assert clean(value) == seen


def test_a_heap_of_marks_is_cut_to_what_a_language_can_need() -> None:
    assert clean("q" + "\u0323" * 500 + "x") == "q" + "\u0323" * MARKS_PER_LETTER + "x"


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Anna Smith\n", "Anna Smith"),
        ("12 High Street\r\n  Bromley", "12 High Street Bromley"),
        ("Anna\tSmith", "Anna Smith"),
        ("Anna ", "Anna "),  # a space just typed stays, or nobody could type the next word
    ],
)
def test_one_line_fields_turn_line_ends_into_spaces(value: str, line: str) -> None:
    assert clean(value, multiline=False) == line
