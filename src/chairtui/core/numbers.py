"""Numbers that check themselves: a child's NHS number and unique pupil number."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s-]+")
_NHS = re.compile(r"[0-9]{10}")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters a pupil number may have, in the order of what they count: no I, O or S."""
_UPN = re.compile(rf"[{_UPN_LETTERS}][0-9]{{11}}[0-9{_UPN_LETTERS}]")


class Misprint(ValueError):
    """A number cannot be right; the text is a sentence that says why."""


def nhs_number(written: str) -> str:
    """Return an NHS number as it is written on paper, in groups of three, three and four; empty for none.

    Nine digits are weighted 10 to 2, and what their sum lacks to a multiple of 11 is the tenth.

    Raises:
        Misprint: it has other than ten digits, or its check digit is wrong.

    Source: NHS Data Dictionary, attribute NHS NUMBER (release of August 2021): five steps, and a result of 10
    makes no number.
    """
    number = _BETWEEN.sub("", written)
    if not number:
        return ""
    if not _NHS.fullmatch(number):
        raise Misprint("An NHS number has ten digits. Leave it empty if it is not known.")
    weighted = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    if (11 - weighted % 11) % 11 != int(number[9]):
        raise Misprint("This is no NHS number: its last digit does not fit the others. Read it again.")
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def upn(written: str) -> str:
    """Return a unique pupil number in capitals without spaces; empty for none.

    What follows the first letter is weighted 2 to 13, and the remainder by 23 gives that letter. A temporary
    number ends in a letter, which counts by its place among the letters.

    Raises:
        Misprint: it has not 13 characters, or its check letter is wrong.

    Source: UK Government Data Standards Catalogue, Unique Pupil Number 2.0 (18 November 2004),
    validations 1 to 6.
    """
    number = _BETWEEN.sub("", written).upper()
    if not number:
        return ""
    if not _UPN.fullmatch(number):
        raise Misprint("A UPN is a letter and twelve digits. Leave it empty if it is not known.")
    weighted = sum(_counts(sign) * weight for weight, sign in enumerate(number[1:], 2))
    if _UPN_LETTERS[weighted % 23] != number[0]:
        raise Misprint("This is no UPN: its first letter does not fit the digits. Read it again.")
    return number


def _counts(sign: str) -> int:
    return int(sign) if sign.isdigit() else _UPN_LETTERS.index(sign)
