"""The environment gate: what Textual may read from outside is settled before it is imported."""

import os
from collections.abc import MutableMapping

SETTINGS = {
    "TEXTUAL_FPS": "240",
    "TEXTUAL_ANIMATIONS": "none",
}
"""What the program itself sets.

At 240 frames a second a change in another panel shows after 15 ms; at the usual 60 after 36.
"""


def close_the_door(environ: MutableMapping[str, str] = os.environ) -> None:
    """Drop every TEXTUAL variable and put in the program's own.

    TEXTUAL_SCREENSHOT would write the screen to a file and TEXTUAL_LOG the keys.
    """
    for name in [name for name in environ if name.upper().startswith("TEXTUAL")]:
        del environ[name]
    environ.update(SETTINGS)
