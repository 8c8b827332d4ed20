"""Before the meetings are opened: how a new database is locked, and what opens a locked one.

It is a program of its own, which ends before the meetings are read: nothing of them is there to be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from chairtui.core.change import Refused
from chairtui.live.handing import SHORTEST, Wanted
from chairtui.live.locking import By, Choice, Door, Key, Locked, NotOpened, Standing, Strength
from chairtui.live.ports import CannotOpen, NotSaved
from chairtui.live.recovery_words import Mistyped, read
from chairtui.tui.steps.handing import Wait
from chairtui.tui.terminal.safe_app import SafeApp, run_app
from chairtui.tui.widgets.dialogs import Confirm
from chairtui.tui.widgets.form import FieldSpec, Form, Kind, Values
from chairtui.tui.widgets.recovery_sheet import RecoverySheet

STRONG = 3
"""From this score on a passphrase is taken at once."""
FINAL = (
    "If the passphrase is lost, or the keystore is gone, and there is no recovery sheet, all meetings are "
    "lost for good: nobody can open them then. So a recovery sheet is shown next, once: have a pen, or a "
    "printer."
)
NEW = "How are the meetings on this computer to be locked?"
OFFER = "These meetings are NOT LOCKED: who takes this computer can read them. Lock them now?"
OFFERED = (
    "They are copied, proved, put in their place and the copy in clear is wiped; broken off at any point, "
    "nothing is lost. Other programs that have them open have to be closed. Copies elsewhere stay as they "
    "are. "
)
TYPE_IT = {"passphrase": "A passphrase that is typed each time"}
LATER = {"later": "Not now: open them as they are"}
UNLOCK = (
    "Type the passphrase and press Enter, or open the line for the recovery sheet. Nothing of the meetings "
    "is read before. Esc leaves."
)
End = Callable[[Mapping[str, str]], None]
Write = Callable[[str], Path]
"""Writes the page of a recovery sheet for a secret key of age, and returns the file."""
TROUBLE = (NotOpened, CannotOpen, NotSaved, Refused)


class AtTheDoor(SafeApp):
    """Asks for what opens a database, or how a new one or one in clear is locked."""

    def __init__(self, door: Door, write: Write, incidents: Path, now: Callable[[], datetime]) -> None:
        """Ask at a door; `write` writes the page of a recovery sheet."""
        super().__init__(incidents, now)
        self._door, self._write = door, write
        self.key: Key | None = None
        """What opens the database."""
        self.goes_on = False
        """Whether the program goes on: with the key, or without one where the file is not locked."""
        self._taken = ""
        """The passphrase that was said to be weak, and is taken when it comes again."""

    def on_mount(self) -> None:
        """Ask what there is to ask."""
        super().on_mount()
        match self._door.standing:
            case Standing.LOCKED:
                self._ask_what_opens()
            case Standing.NEW:
                self._ask_how(NEW, "")
            case Standing.CLEAR:
                self._ask_how(OFFER, OFFERED, LATER)

    def _go_on(self, key: Key | None) -> None:
        self.key, self.goes_on = key, True
        self.exit()

    # Opening ------------------------------------------------------------------------------------

    def _ask_what_opens(self) -> None:
        fields = (
            FieldSpec("passphrase", "Passphrase", Kind.SECRET, limit=500),
            FieldSpec(
                "sheet",
                "The twelve groups of the recovery sheet",
                Kind.PROSE,
                folded="I have the recovery sheet",
                help="small letters, spaces and new lines do not matter",
            ),
        )
        form = Form("The meetings are locked", fields, about=UNLOCK, attempt=self._open)
        self.push_screen(form, lambda values: _unless(values, self.exit))

    def _open(self, values: Values, end: End) -> None:
        sheet, passphrase = str(values["sheet"]), str(values["passphrase"])
        try:
            by = By(identity=read(sheet)) if sheet.strip() else By(passphrase=passphrase)
        except Mistyped as where:
            end({"sheet": str(where)})
            return
        field = "sheet" if by.identity else "passphrase"
        if not (by.identity or by.passphrase.strip()):
            end({field: "Type the passphrase, or the groups of the recovery sheet."})
            return

        def opened(done: Any) -> None:
            if isinstance(done, bytes):
                end({})
                self._go_on(done)
            else:
                end({field: str(done or "Put aside.")})

        self._wait("Trying it …", lambda wanted: self._door.open(by, wanted), opened)

    def _wait(self, words: str, work: Callable[[Wanted], object], then: Callable[[Any], None]) -> None:
        def tried(wanted: Wanted) -> object:
            try:
                return work(wanted)
            except TROUBLE as trouble:
                return trouble

        self.push_screen(Wait(words, tried), then)

    # Locking ------------------------------------------------------------------------------------

    def _ask_how(self, question: str, details: str, more: Mapping[str, str] | None = None) -> None:
        name = self._door.keystore
        keeps = f"The {name} keeps the key: nobody is asked while you are signed in"
        answers = {**({"keystore": keeps} if name else {}), **TYPE_IT, **(more or {})}
        words = f"{self._door.path}\n\n{details}{FINAL}"
        self.push_screen(Confirm(question, answers, words), partial(self._how, question, details, more))

    def _how(self, question: str, details: str, more: Mapping[str, str] | None, answer: str | None) -> None:
        again = partial(self._ask_how, question, details, more)
        if answer == "keystore":
            self._lock(
                Choice(keystore=True),
                lambda trouble: self.push_screen(
                    Confirm(trouble, {"again": "Choose again"}), lambda _: again()
                ),
            )
        elif answer == "passphrase":
            self._ask_passphrase(again)
        elif answer == "later":
            self._go_on(None)
        else:
            self.exit()

    def _ask_passphrase(self, again: Callable[[], object]) -> None:
        fields = (
            FieldSpec(
                "passphrase",
                "Passphrase",
                Kind.SECRET,
                required=True,
                limit=500,
                help="four words that do not belong together are easy to keep, and hold",
            ),
            FieldSpec("again", "The same once more", Kind.SECRET, required=True, limit=500),
        )
        form = Form(
            "A passphrase for the meetings",
            fields,
            about=FINAL,
            check=self._wrong,
            on_draft=lambda key, text: self._look_at(form, text) if key == "passphrase" else None,
            attempt=lambda values, end: self._lock(
                Choice(passphrase=str(values["passphrase"])), lambda trouble: end({"": trouble}), end
            ),
        )
        self.push_screen(form, lambda values: _unless(values, again))

    def _look_at(self, form: Form, typed: str) -> None:
        """Say beside the field how long what is typed would hold; it is kept nowhere."""

        def look() -> None:
            strength = self._door.strength(typed)
            self.call_from_thread(self._say_strength, form, typed, strength)

        self.run_worker(look, thread=True, group="strength")

    @staticmethod
    def _say_strength(form: Form, typed: str, strength: Strength) -> None:
        field = form.field("passphrase")
        words = strength.words if strength.score < STRONG else ""
        told = bool(words) and field.problem.startswith(words)
        if form.is_attached and field.value == typed and not told:
            field.problem = words

    def _wrong(self, values: Values) -> Mapping[str, str]:
        passphrase = str(values["passphrase"])
        if len(passphrase.strip()) < SHORTEST:
            return {"passphrase": f"At least {SHORTEST} characters: four words are easy to say."}
        if passphrase != values["again"]:
            return {"again": "The two are not the same. Type it once more."}
        strength = self._door.strength(passphrase)
        if strength.score >= STRONG or self._taken == passphrase:
            return {}
        self._taken = passphrase
        return {"passphrase": f"{strength.words} Save once more to take it all the same."}

    def _lock(
        self, choice: Choice, refused: Callable[[str], object], end: End = lambda _problems: None
    ) -> None:
        def ended(done: Any) -> None:
            if not isinstance(done, Locked):
                refused(str(done or "Put aside: nothing was changed."))
                return
            end({})
            if done.identity:
                self._show_sheet(done.identity, lambda: self._go_on(done.key))
            else:
                self._go_on(done.key)

        self._wait("Locking the meetings …", lambda wanted: self._door.lock(choice, wanted), ended)

    def _show_sheet(self, identity: str, then: Callable[[], None]) -> None:
        sheet = RecoverySheet(identity, self._write)
        # By the app: what the form that is closing would push, told nobody in the end.
        self.call_later(partial(self.push_screen, sheet, lambda _: then()))


def _unless(values: Values | None, leave: Callable[[], object]) -> None:
    """Leave where nothing was saved."""
    if values is None:
        leave()


def ask(
    door: Door, write: Write, incidents: Path, now: Callable[[], datetime]
) -> tuple[Key | None, bool, int]:
    """Ask in the terminal what opens a database; return the key, whether to go on, and the exit status."""
    app = AtTheDoor(door, write, incidents, now)
    status = run_app(app)
    return app.key, app.goes_on, status
