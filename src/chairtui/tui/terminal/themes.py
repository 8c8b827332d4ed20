"""The program's three looks: dark, light and high contrast."""

from textual.theme import Theme


def _bars(still: str, moved: str, ground: str) -> dict[str, str]:
    """Return the colours of the bars at the side of what is longer than its place; they have to be seen."""
    return {
        "scrollbar": still,
        "scrollbar-hover": moved,
        "scrollbar-active": moved,
        **dict.fromkeys(
            (
                "scrollbar-background",
                "scrollbar-background-hover",
                "scrollbar-background-active",
                "scrollbar-corner-color",
            ),
            ground,
        ),
    }


DARK = Theme(
    name="chairtui-dark",
    primary="#7fb4e6",
    secondary="#9aa7b8",
    accent="#e8c268",
    warning="#f0b35a",
    error="#ff8b80",
    success="#86cf9a",
    foreground="#e6e9ee",
    background="#14181e",
    surface="#1a2027",
    panel="#242c36",
    dark=True,
    variables={
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#e8c268",
        **_bars("#9aa7b8", "#7fb4e6", "#242c36"),
    },
)

LIGHT = Theme(
    name="chairtui-light",
    primary="#0b4f8a",
    secondary="#4a5868",
    accent="#7a4b00",
    warning="#8a4b00",
    error="#a11622",
    success="#1c6b34",
    foreground="#16202b",
    background="#f6f7f9",
    surface="#ffffff",
    panel="#e4e9ef",
    dark=False,
    variables={
        "block-cursor-text-style": "bold",
        "footer-key-foreground": "#7a4b00",
        **_bars("#4a5868", "#0b4f8a", "#e4e9ef"),
    },
)

CONTRAST = Theme(
    name="chairtui-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffd700",
    error="#ff9d9d",
    success="#7dff7d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    variables={
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "text-muted": "#ffffff",
        "footer-key-foreground": "#00ffff",
        **_bars("#ffffff", "#ffff00", "#1c1c1c"),
    },
)

THEMES = (DARK, LIGHT, CONTRAST)
"""In the order in which the theme key goes through them."""
