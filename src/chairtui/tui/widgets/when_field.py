"""A date or time in words in a form."""

from textual.widgets import Input

from chairtui.tui.widgets.fields import TextField


class WhenField(TextField):
    """A date or time in words; what is understood is shown while it is typed."""

    LIMIT = 60
    HELP = "today, tomorrow 14:00, fri, 5 mar, +2wd"

    def on_mount(self) -> None:
        self._show_meaning()

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._show_meaning()

    def _meaning(self) -> tuple[str, str]:
        """Return what is understood, and what is not, as a sentence."""
        if not self.value:
            return "", ""
        try:
            return (self.spec.understand or str)(self.value), ""
        except ValueError as error:
            return "", str(error) or "This is not a date or time that is understood."

    def _show_meaning(self) -> None:
        meaning, trouble = self._meaning()
        self.hint(f"= {meaning}" if meaning else f"… {trouble}" if trouble else "")

    def own_problem(self) -> str:
        return self._meaning()[1]
