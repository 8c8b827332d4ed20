"""A recovery sheet in groups that can be read out, written down and typed in again.

What opens the database is a secret key of age: `AGE-SECRET-KEY-1` and 58 letters and digits. They stand in
twelve groups: five, and a sixth that proves them and their place, so that a slip is found where it was made.
The letters are those of bech32, which has no B, I, O or 1: what looks like one of those is read as what was
meant. Source: BIP 173, "Bech32", and the age format (C2SP, age.md), "The X25519 recipient type".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from chairtui.text import pattern

PREFIX = "AGE-SECRET-KEY-1"
LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
"""In the order of their values, 0 to 31."""
LENGTH, GROUP = 58, 5
GROUPS = 12
_HUMAN = PREFIX.removesuffix("1").lower()
_LOOKS_LIKE = str.maketrans("OIB1", "0L8L")
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_FIELD = 0b101001
"""By which two values are multiplied. Source: BIP 173, "Checksum design"."""

_between = pattern(r"[^A-Z0-9]+")
_before = pattern(r"^[^A-Z0-9]*AGE\W*SECRET\W*KEY\W*[1LI]\W*")


class Mistyped(Exception):
    """What was typed is not what stands on a sheet; the text says where to look, and repeats nothing."""


def in_groups(identity: str) -> tuple[str, ...]:
    """Return the twelve groups of a secret key of age: of six letters, and the last one of four."""
    letters = identity.removeprefix(PREFIX)
    groups = (letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))
    return tuple(group + _proof(number, group) for number, group in enumerate(groups, 1))


def read(typed: str) -> str:
    """Return the secret key of age that was typed: in its groups, or as age writes it.

    Small letters, spaces, hyphens and new lines do not matter.

    Raises:
        Mistyped: it is none.
    """
    capitals = typed.upper()
    words = _before().sub("", capitals)
    pieces = [piece.translate(_LOOKS_LIKE) for piece in _between().split(words) if piece]
    run = "".join(pieces)
    if len(run) == LENGTH and _fits_together(run):
        return PREFIX + run
    if words != capitals:
        raise Mistyped(
            "This is not the key whole and right. Type the twelve groups: they show where a slip is."
        )
    if len(pieces) != GROUPS:
        pieces = [run[at : at + GROUP + 1] for at in range(0, len(run), GROUP + 1)]
    if wrong := [number for number in range(1, GROUPS + 1) if not _fits(number, pieces)]:
        raise Mistyped(_where(wrong, len(run)))
    key = "".join(piece[:-1] for piece in pieces)
    if len(pieces) > GROUPS or not _fits_together(key):
        raise Mistyped("Each group is right, and not all of them together: do they stand on one sheet?")
    return PREFIX + key


def proves(typed: str, group: str) -> bool:
    """Say whether one group was typed as it stands on a sheet."""
    return "".join(_between().split(typed.upper())).translate(_LOOKS_LIKE) == group


def _fits(number: int, pieces: Sequence[str]) -> bool:
    """Say whether the group of this number is whole, and where it belongs."""
    piece = pieces[number - 1] if number <= len(pieces) else ""
    whole = GROUP if number < GROUPS else LENGTH % GROUP
    return len(piece) == whole + 1 and set(piece) <= set(LETTERS) and _proof(number, piece[:-1]) == piece[-1]


def _where(wrong: Sequence[int], length: int) -> str:
    """Say which groups to look at; after one that is too short or too long, all are not in their place."""
    if length == 0:
        return "Nothing was typed yet. The sheet has twelve groups."
    away = LENGTH + GROUPS - length
    one_by_one = [*range(wrong[0], GROUPS + 1)] != list(wrong) or len(wrong) == 1
    if one_by_one or away == 0:
        named = [str(number) for number in wrong]
        some = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
        return f"Not as it stands on a sheet: look at group{'s'[: len(named) > 1]} {some} again."
    letters = f"{abs(away)} letter{'s'[: abs(away) > 1]}"
    what = f"{letters} missing" if away > 0 else f"{letters} too many"
    return f"Not as it stands on a sheet: look from group {wrong[0]} on, {what}."


def _proof(number: int, group: str) -> str:
    """Return the letter that proves a group: another letter in it, two that changed places, or another group.

    Each value counts by another power of two in the field, so that none of the three comes to the same.
    """
    value = number
    for place, letter in enumerate(group, 1):
        value ^= _times(LETTERS.index(letter), place)
    return LETTERS[value]


def _times(value: int, power: int) -> int:
    """Return a value of the field times two, as often as `power` says."""
    for _ in range(power):
        value <<= 1
        value ^= _FIELD if value > 31 else 0
    return value


def _fits_together(letters: str) -> bool:
    """Say whether the last six letters are the checksum of all. Source: BIP 173, "Checksum"."""
    if not set(letters) <= set(LETTERS):
        return False
    human = [ord(letter) for letter in _HUMAN]
    values = [*(code >> 5 for code in human), 0, *(code & 31 for code in human)]
    return _rest_of((*values, *(LETTERS.index(letter) for letter in letters))) == 1


def _rest_of(values: Iterable[int]) -> int:
    return reduce(_next_rest, values, 1)


def _next_rest(rest: int, value: int) -> int:
    top, rest = rest >> 25, (rest & 0x1FFFFFF) << 5 ^ value
    for bit, generator in enumerate(_GENERATOR):
        rest ^= generator if top >> bit & 1 else 0
    return rest
