"""Carrying out what is asked at a step, and the forms over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chairtui.core.change import Command, Refused
from chairtui.live.ports import NotSaved
from chairtui.tui.sheets.sheet import LookedAt, Sheet
from chairtui.tui.sitting.waiting import Then
from chairtui.tui.steps.filling import Filling, refused
from chairtui.tui.steps.in_sight import in_sight
from chairtui.tui.steps.surroundings import Surroundings
from chairtui.tui.widgets.bars import ELSEWHERE
from chairtui.tui.widgets.form import Form, Values
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.words import say


class CarriesOut(Surroundings):
    """One step of a meeting, which carries out commands and opens forms."""

    def carry_out(self, *commands: Command, then: Then = lambda: None) -> str:
        """Do what was asked and show the outcome; return the sentence that refuses it, or nothing.

        While another program holds the file it waits, and nothing changes on the screen but what says so;
        `then` is called once it is saved.
        """
        watch = self.sitting.watch
        try:
            outcome = self.sitting.waiting.do(*commands, then=then)
        except Refused as refused:
            return str(refused)
        except NotSaved as trouble:
            watch.trouble = f"{trouble} {ELSEWHERE}"
            self.tell_time()
            return f"NOT SAVED: {trouble}"
        if outcome is None:
            self.tell_time()
            return ""
        watch.trouble = ""
        self._saved(outcome)
        return ""

    def ask(self, *commands: Command) -> bool:
        """Do what was asked, or say why not; return whether it was done, and is saved."""
        refusal = self.carry_out(*commands)
        if refusal:
            say(self.app, refusal, "warning")
        return not refusal and not self.sitting.waiting

    def fill(self, sheet: Sheet, before: Sequence[Sheet] = ()) -> None:
        """Put a form over the step; what is typed into it is kept as a draft until it is saved.

        `before` are the forms that led to it.
        """
        if self.is_hidden():
            return
        if why := refused(sheet, self.sitting):
            say(self.app, why, "warning")
            return
        filling = Filling(
            sheet, self.sitting, carry_out=self.carry_out, trouble=self._not_kept, before=before
        )

        def go_on(values: Values | None) -> None:
            if values is None:
                return
            if filling.following is not None:
                self.fill(filling.following, (*before, sheet))
            elif filling.looked_at is not None:
                self.look_at(filling.looked_at, filling.forget)
            elif form.wants_next and sheet.again is not None:
                self.fill(sheet.again(values))
            elif sheet.goes_to is not None:
                self.go_to_row(sheet.goes_to(self.sitting.live.outcome.meeting))

        form = Form(
            sheet.title,
            filling.fields,
            about=sheet.about,
            check=filling.save,
            on_draft=filling.keep,
            focus=sheet.focus,
            has_next=sheet.again is not None,
            in_sight=in_sight(
                self.sitting, self.STEP, self.query_one("#body", Lines), self.title_words, self.rows_of
            ),
        )
        self.app.push_screen(form, go_on)

    def look_at(self, table: LookedAt, forget: Callable[[], None] = lambda: None) -> None:
        """Show what comes of a table before it is taken in; `forget` is called once it is."""
        from chairtui.tui.steps.bringing_in import bring_in

        bring_in(self, table, forget)
