"""A sheet while it is filled in: its drafts, and what saving it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from chairtui.core.change import Refused
from chairtui.core.vocabulary import Stage
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import key_of
from chairtui.tui.sheets.sheet import LookedAt, Sheet
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Values

SHOWN = 3
"""Sentences of a refusal that a form shows; it counts the others."""
CODE = re.compile(r" \([A-Z]+(?:-[A-Z0-9]+)+(?::[^()]*)?\)(?:; |$)")
"""A rule's code after its sentence, and what parts it from the next sentence."""
NOTHING = "Nothing is written here yet: write something, or close it with Escape."
"""Said where an empty form would be saved."""
SIGNED = "The record is signed: n on step 7 adds late information."


def refused(sheet: Sheet, sitting: Sitting) -> str:
    """Return why a sheet is not opened at all, or nothing."""
    signed = sitting.live.outcome.meeting.stage is Stage.SIGNED
    return SIGNED if signed and not sheet.after_signing else ""


def without_codes(refusal: str) -> str:
    """Return a refusal as people read it: no rule codes, and not more sentences than can be taken in."""
    parts = CODE.split(refusal)
    if len(parts) == 1:
        return refusal
    sentences = [sentence for sentence in parts if sentence]
    more = len(sentences) - SHOWN
    return " ".join((*sentences[:SHOWN], f"… and {more} more." if more > 0 else "")).strip()


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
        self._doubted: Values | None = None
        self.following: Sheet | None = None
        """The sheet that saving this one led to."""
        self.looked_at: LookedAt | None = None
        """What it led to otherwise: something that is looked at before it is taken in."""
        self._kept = sitting.desk.drafts.all(sitting.live.meeting_id) if sheet.drafts else {}

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The sheet's fields, holding their drafts where there are any."""
        return tuple(
            replace(spec, draft=self._kept.get(f"{self._sheet.key}/{spec.key}"))
            for spec in self._sheet.fields
        )

    def save(self, values: Values) -> dict[str, str]:
        """Carry out what the values ask, or keep them for what follows; return what is wrong."""
        try:
            self.following = self._sheet.then(values) if self._sheet.then else None
            self.looked_at = self._sheet.looked_at(values) if self._sheet.looked_at else None
        except (Refused, ValueError) as problem:
            return {"": str(problem)}
        if self.following is not None or self.looked_at is not None:
            for key, value in values.items():
                self.keep(key, value if isinstance(value, str) else "\n".join(value))
            return {}
        if not self._sheet.empty_says and self._is_empty(values):
            return {"": NOTHING}
        if self._sheet.wrong and (wrong := {**self._sheet.wrong(values)}):
            return wrong
        if self._sheet.doubt and values != self._doubted and (doubt := self._sheet.doubt(values)):
            self._doubted = values
            return {"": f"{doubt} Press {key_of('save')} again if it is meant."}
        try:
            refusal = self._carry_out(*self._sheet.commands(values), then=self.forget)
        except (Refused, ValueError) as problem:
            refusal = str(problem)
        return {"": without_codes(refusal)} if refusal else {}

    def _is_empty(self, values: Values) -> bool:
        """Say whether the form is as it was opened, and nothing stands in it but what was proposed."""
        return all(
            values[spec.key] == spec.initial if spec.key in self._sheet.proposed else not values[spec.key]
            for spec in self._sheet.fields
        ) and not any(spec.initial for spec in self._sheet.fields if spec.key not in self._sheet.proposed)

    def forget(self) -> None:
        """Forget the drafts of what is saved."""
        for sheet in (*self._before, self._sheet):
            for spec in sheet.fields:
                if f"{sheet.key}/{spec.key}" in self._kept:
                    self._keep(f"{sheet.key}/{spec.key}", "")

    def keep(self, field: str, text: str) -> None:
        """Keep what is typed into a field as a draft, unless this sheet has none."""
        if not self._sheet.drafts:
            return
        self._kept[f"{self._sheet.key}/{field}"] = text
        self._keep(f"{self._sheet.key}/{field}", text)

    def _keep(self, name: str, text: str) -> None:
        try:
            self._sitting.desk.drafts.keep(self._sitting.live.meeting_id, name, text)
        except NotSaved as trouble:
            self._trouble(str(trouble))
