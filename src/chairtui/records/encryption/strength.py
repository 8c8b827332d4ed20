"""How long a passphrase would hold against somebody who guesses; it is looked at and never stored."""

from __future__ import annotations

from typing import Any

from chairtui.live.handing import SHORTEST
from chairtui.live.locking import Strength

_MOST = 100
"""Characters that are looked at: what is longer holds."""
_WORDS = (
    "Very weak: it is guessed at once.",
    "Weak: it is guessed soon.",
    "Not strong: who takes the laptop guesses it in some time.",
    "Good.",
    "Very good.",
)


def strength(passphrase: str) -> Strength:
    """Return how long a passphrase would hold, and in a sentence what would make it better."""
    from zxcvbn import zxcvbn

    if len(passphrase) < SHORTEST:
        return Strength(score=0, words=f"Too short: {SHORTEST} characters at least.")
    guessed: Any = zxcvbn(passphrase[:_MOST])
    score = int(guessed["score"])
    return Strength(
        score=score, words=" ".join(filter(None, (_WORDS[score], guessed["feedback"]["warning"])))
    )
