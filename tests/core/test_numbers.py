import pytest
from hypothesis import given
from hypothesis import strategies as st

from chairtui.core.numbers import Misprint, nhs_number, upn

DIGITS = st.text("0123456789", min_size=9, max_size=9)


def nhs_with(nine: str) -> list[str]:
    """Return every tenth digit with which nine digits are an NHS number."""
    return [last for last in "0123456789" if is_right(nhs_number, nine + last)]


def is_right(read: object, written: str) -> bool:
    try:
        read(written)  # type: ignore[operator]
    except Misprint:
        return False
    return True


@pytest.mark.parametrize("written", ["9434765919", "943 476 5919", " 943-476-5919 "])
def test_a_number_is_returned_in_groups_however_it_is_written(written: str) -> None:
    assert nhs_number(written) == "943 476 5919"


@pytest.mark.parametrize("written", ["943 476 5919", "485 777 3457"])
def test_a_published_nhs_number_is_right(written: str) -> None:
    # Wikipedia, "NHS number": 943 476 5919 is worked out there.
    # Harold Thimbleby, "NHS numbers" (2022): 485 777 3457 is one, 485 777 3456 is none.
    assert nhs_number(written) == written


@pytest.mark.parametrize(
    "written", ["485 777 3456", "9434765918", "943476591", "94347659190", "943476591X", "٩٤٣٤٧٦٥٩١٩"]
)
def test_a_wrong_nhs_number_is_said_to_be_wrong(written: str) -> None:
    with pytest.raises(Misprint):
        nhs_number(written)


@given(DIGITS)
def test_nine_digits_take_one_check_digit_or_none(nine: str) -> None:
    assert len(nhs_with(nine)) <= 1


@given(DIGITS, st.integers(0, 8), st.integers(1, 9))
def test_every_single_wrong_digit_of_an_nhs_number_is_found(nine: str, place: int, by: int) -> None:
    for last in nhs_with(nine):
        other = str((int(nine[place]) + by) % 10)
        assert not is_right(nhs_number, nine[:place] + other + nine[place + 1 :] + last)


@given(DIGITS, st.integers(0, 7))
def test_two_digits_of_an_nhs_number_that_changed_places_are_found(nine: str, place: int) -> None:
    turned = nine[:place] + nine[place + 1] + nine[place] + nine[place + 2 :]
    for last in nhs_with(nine):
        assert turned == nine or not is_right(nhs_number, turned + last)


def test_a_pupil_number_is_right_by_its_letter() -> None:
    # 1×2 + 2×3 + 3×4 … + 9×10 + 0×11 + 1×12 + 2×13 = 368, and 368 = 16 × 23 + 0: the letter is A.
    assert upn("A123456789012") == "A123456789012"
    assert upn("a 1234 5678 9012") == "A123456789012"
    # One more in the last place is 13 more: the fourteenth letter, without I and O, is P.
    assert upn("P123456789013") == "P123456789013"


@pytest.mark.parametrize("written", ["H801200001001", "G80120000101A", "B801200005001"])
def test_a_published_pupil_number_is_right(written: str) -> None:
    # The first two stand, as from the Department's own guidance, in the tests of its multiplication tables
    # check (github.com/DFEAGILEDEVOPS/MTC, pupil-validator.spec.js), the second for a temporary number;
    # the third in the documentation of python-stdnum (stdnum.gb.upn).
    assert upn(written) == written


@pytest.mark.parametrize("written", ["Z801200001001", "A801200005001"])
def test_a_pupil_number_published_as_wrong_is_wrong(written: str) -> None:
    with pytest.raises(Misprint):
        upn(written)


def test_a_temporary_pupil_number_ends_in_a_letter_that_counts() -> None:
    assert upn("A12345678901C") == "A12345678901C"  # C counts 2


@pytest.mark.parametrize(
    "written", ["B123456789012", "I123456789012", "A12345678901", "1234567890123", "A12345678901S"]
)
def test_a_wrong_pupil_number_is_said_to_be_wrong(written: str) -> None:
    with pytest.raises(Misprint):
        upn(written)


@given(st.text("0123456789", min_size=12, max_size=12))
def test_twelve_digits_take_one_letter(twelve: str) -> None:
    assert sum(is_right(upn, letter + twelve) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 1


@given(st.text(max_size=30))
def test_anything_else_is_a_sentence_or_comes_back_the_same_when_read_again(written: str) -> None:
    for read in (nhs_number, upn):
        if is_right(read, written):
            assert read(read(written)) == read(written)


def test_an_unknown_number_may_be_left_empty() -> None:
    assert nhs_number("  ") == "" == upn("")
