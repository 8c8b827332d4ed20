"""A recovery sheet, shown once: its groups to write down, its code for a camera, its page to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen

from chairtui.live.ports import NotSaved
from chairtui.live.recovery_words import in_groups, proves
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.form import FieldSpec, Form, Values
from chairtui.tui.widgets.qr_code import QrCode
from chairtui.tui.widgets.words import Words

TITLE = "The recovery sheet: it is shown once, and kept nowhere here"
SAYS = (
    "It opens the meetings if the passphrase is lost or the keystore is gone. Whoever has it and the file "
    "can read them."
)
KEYS = "Enter  it is kept\np      write it to print"
ASKED = 7
"""The group that is asked for, so that somebody has looked at what was written down or printed."""
WITHOUT = {"show": "Show it again", "without": "Go on without having kept it"}
LOST = "Without it, a lost passphrase or keystore loses all meetings for good."


class RecoverySheet(ModalScreen[bool]):
    """Shows a secret key of age until somebody says that it is kept, and shows that it is."""

    BINDINGS = [
        Binding("enter", "kept", "it is kept", show=False),
        Binding("p", "write", "write it", show=False),
        Binding("escape", "kept", "it is kept", show=False),
    ]
    DEFAULT_CSS = """
    RecoverySheet {
        align: center middle;
        & > Vertical {
            width: 78; max-width: 100%; height: auto; max-height: 100%;
            background: $surface; color: $foreground;
        }
        & .title { text-style: bold; color: $primary; padding: 0 1; height: 1; }
        & Horizontal { height: auto; }
        &.-asks Horizontal { visibility: hidden; }
        & .beside { width: 1fr; padding: 0 1; height: auto; }
    }
    """

    def __init__(self, identity: str, write: Callable[[str], Path]) -> None:
        """Show a secret key of age (AGE-SECRET-KEY-1…); `write` writes its page and returns the file."""
        super().__init__()
        self._identity, self._write = identity, write
        self._groups = in_groups(identity)
        self._told = Words("", classes="told")

    def compose(self) -> ComposeResult:
        half = len(self._groups) // 2
        lines = (
            f"{number:>2} {self._groups[number - 1]}    {number + half:>2} {self._groups[number + half - 1]}"
            for number in range(1, half + 1)
        )
        with Vertical():
            yield Words(TITLE, classes="title")
            with Horizontal():
                yield QrCode(self._identity)
                yield Words("\n".join((*lines, "", SAYS, "", KEYS)), classes="beside")
            yield self._told

    def action_write(self) -> None:
        """Write its page into a file that is printed and deleted."""
        try:
            file = self._write(self._identity)
        except NotSaved as trouble:
            self._told.say(f"✗ {trouble}")
        else:
            self._told.say(f"{file.name}: print it, and delete it. It is for you alone, in {file.parent}")

    def action_kept(self) -> None:
        """Ask for one group as it was written down."""

        def check(values: Values) -> dict[str, str]:
            right = proves(str(values["group"]), self._groups[ASKED - 1])
            return {} if right else {"group": "That is not what stands there. Escape shows the sheet again."}

        self.add_class("-asks")  # from memory or paper, and not from the screen
        spec = FieldSpec("group", f"Group {ASKED}, as you wrote it down or printed it", required=True)
        self.app.push_screen(Form("Is it kept?", (spec,), check=check, on_draft=_nothing), self._is_kept)

    def _is_kept(self, values: Values | None) -> None:
        if values is not None:
            self.dismiss(True)
        else:
            self.app.push_screen(Confirm("The sheet is not kept yet.", WITHOUT, LOST), self._without)

    def _without(self, answer: str | None) -> None:
        if answer == "without":
            self.dismiss(False)
        else:
            self.remove_class("-asks")


def _nothing(_key: str, _text: str) -> None:
    """Keep nothing of what is typed here."""
