"""A sheet while it is filled in: its drafts, and what saving it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chairtui.core.change import Refused
from chairtui.live.ports import NotSaved
from chairtui.tui.sheet import Sheet
from chairtui.tui.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Values


class Filling:
    """What stands between a sheet, its form and the meeting."""

    def __init__(
        self,
        sheet: Sheet,
        sitting: Sitting,
        *,
        carry_out: Callable[..., str],
        trouble: Callable[[str], None],
        before: Sequence[Sheet] = (),
    ) -> None:
        """Begin with the drafts there are.

        Args:
            sheet: what is filled in.
            sitting: where its drafts are kept.
            carry_out: does what was asked; returns the sentence that refuses it, or nothing.
            trouble: is told why a draft could not be kept.
            before: the sheets that led to this one; their drafts are kept until this one is saved.
        """
        self._sheet, self._before, self._sitting = sheet, before, sitting
        self._carry_out, self._trouble = carry_out, trouble
        self._kept = sitting.desk.drafts.all(sitting.live.meeting_id)

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The sheet's fields, holding their drafts where there are any."""
        return tuple(
            replace(spec, initial=self._kept.get(f"{self._sheet.key}/{spec.key}", spec.initial))
            for spec in self._sheet.fields
        )

    def save(self, values: Values) -> dict[str, str]:
        """Carry out what the values ask, or keep them for the sheet that follows; return what is wrong."""
        if self._sheet.then is not None:
            for key, value in values.items():
                self.keep(key, value if isinstance(value, str) else "\n".join(value))
            return {}
        try:
            refusal = self._carry_out(*self._sheet.commands(values))
        except (Refused, ValueError) as problem:
            refusal = str(problem)
        if refusal:
            return {"": refusal}
        for sheet in (*self._before, self._sheet):
            for spec in sheet.fields:
                if f"{sheet.key}/{spec.key}" in self._kept:
                    self._keep(f"{sheet.key}/{spec.key}", "")
        return {}

    def keep(self, field: str, text: str) -> None:
        """Keep what is typed into a field as a draft."""
        self._kept[f"{self._sheet.key}/{field}"] = text
        self._keep(f"{self._sheet.key}/{field}", text)

    def _keep(self, name: str, text: str) -> None:
        try:
            self._sitting.desk.drafts.keep(self._sitting.live.meeting_id, name, text)
        except NotSaved as trouble:
            self._trouble(str(trouble))
