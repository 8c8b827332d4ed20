"""The recovery key as a code that a camera reads, in any look and in a window of 80x24."""

import pyrage
import segno

from chairtui.tui.widgets.qr_code import drawn

BOTH = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def test_the_code_of_a_recovery_key_fits_into_a_window_of_80x24() -> None:
    lines = drawn(str(pyrage.x25519.Identity.generate()))
    assert len(lines) == 19
    assert {len(line) for line in lines} == {37}


def test_what_is_drawn_is_the_code_square_by_square() -> None:
    key = str(pyrage.x25519.Identity.generate())
    lines = drawn(key)
    squares = [tuple(BOTH[cell][half] for cell in line) for line in lines for half in (0, 1)]
    code = [tuple(row) for row in segno.make_qr(key, error="l").matrix_iter(border=4)]
    assert squares[: len(code)] == code
    assert not any(any(row) for row in squares[len(code) :])
