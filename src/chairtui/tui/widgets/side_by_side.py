"""How wide lists lie side by side: each as what stands in it asks, the one that matters most first."""

LIST = 60
"""Cells that the list of a step has at least."""
MOST = 110
"""Cells over which no eye follows a row."""
WARNINGS = 38
"""Cells that the warnings beside it have at least."""
DETAIL = 40
"""Cells that a detail beside a list has at least."""


def list_and_warnings(room: int, wanted: int, warnings: int) -> tuple[int, int]:
    """Return how many cells of a room the list of a step has, and the warnings beside it.

    The list grows first, until nothing of it is cut (`wanted`), then the warnings; what is left is its own.
    """
    most = room - min(WARNINGS, warnings)
    wide = max(LIST, min(wanted, MOST), room - max(warnings, WARNINGS))
    wide = min(wide, most)
    return wide, room - wide


def list_beside_detail(room: int, wanted: int) -> int:
    """Return how many cells of a room a list has that its detail stands beside: as many as it wants."""
    return max(LIST, min(wanted, room - DETAIL))
