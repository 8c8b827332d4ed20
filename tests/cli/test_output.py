"""What is printed in columns: the same, however many rows there are."""

from collections.abc import Iterator

import pytest

from chairtui.cli.output import columns, say_columns


def test_very_many_rows_are_printed_as_a_few_are_and_none_is_held(
    capsys: pytest.CaptureFixture[str],
) -> None:
    held: set[int] = set()
    most = 0

    class Name(str):
        def __new__(cls, number: int) -> "Name":
            made = super().__new__(cls, f"child {number}" + "\n" * (number % 2) + "漢" * (number % 3))
            made.number = number
            held.add(number)
            return made

        number: int

        def __del__(self) -> None:
            held.discard(self.number)

    def rows() -> Iterator[tuple[str, ...]]:
        nonlocal most
        for number in range(2_500):
            yield (Name(number), "", "enquiry" * (number % 2))
            most = max(most, len(held))

    say_columns(rows)
    printed = capsys.readouterr().out
    assert most < 10
    assert printed == columns(list(rows())) + "\n"
    assert printed.splitlines()[1].startswith("child 1 漢")


def test_no_row_is_no_line() -> None:
    assert columns([]) == ""
