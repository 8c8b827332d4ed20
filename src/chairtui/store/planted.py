"""Triggers that this program did not make: what they do at each entry, nobody knows."""

from __future__ import annotations

from typing import Any

from chairtui.store.steps import STEPS

_FOUND = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"


def triggers_words(connection: Any) -> str:
    """Return a sentence that names the triggers that are not as the program made them; nothing if all are."""
    there = {str(name): str(sql) for name, sql in connection.execute(_FOUND)}
    ours = _ours()
    strange = [name for name, sql in there.items() if ours.get(name) != sql]
    strange += [name for name in ours if name not in there]
    if not strange:
        return ""
    what = "the trigger {} is not" if len(strange) == 1 else "the triggers {} are not"
    named = what.format(", ".join(strange))
    return (
        f"In the database {named} as the program made it: somebody changed the file. “chairtui verify” "
        "says all that is not as it was."
    )


def _ours() -> dict[str, str]:
    statements = (one.strip() for step in STEPS.values() for one in step.split(";;"))
    return {one.split()[2]: one for one in statements if one.startswith("CREATE TRIGGER")}
