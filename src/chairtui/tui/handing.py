"""Handing over and receiving in the program: the forms, the wait while age works, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from chairtui.core.change import Refused
from chairtui.core.log import Damaged
from chairtui.live.desk import Desk
from chairtui.live.handing import SHORTEST, Lock, NotReceived, PutAside, Received, Unlock
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import Where, bindings
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.dialogs import WINDOW, Reader
from chairtui.tui.widgets.form import FieldSpec, Form, Kind, Values
from chairtui.tui.widgets.words import Words, say

TROUBLE = (Refused, NotReceived, NotSaved, Damaged, PutAside)
"""What may come of either, in a sentence."""

Work = Callable[[Callable[[], bool]], Any]
"""What takes seconds; it is told how to find out whether it is still wanted."""


class Wait(ModalScreen[Any]):
    """Says what is being done while a thread does it; escape puts it aside. Returns what came of it."""

    BINDINGS = bindings(Where.READER)
    DEFAULT_CSS = "Wait {" + WINDOW + "}"

    def __init__(self, words: str, work: Work) -> None:
        """Do `work`, which may raise a sentence."""
        super().__init__()
        self._words, self._work, self._wanted = words, work, True
        self._done: tuple[Any, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Words(self._words, classes="title")
            yield Words("Locking and opening take some seconds: that is what makes guessing slow.")
            yield KeyBar(Where.READER)

    def on_mount(self) -> None:
        self.run_worker(self._do, thread=True, exclusive=True)

    def _do(self) -> None:
        try:
            done = self._work(lambda: self._wanted)
        except TROUBLE as trouble:
            done = trouble
        if self.is_attached:
            self.app.call_from_thread(self._end, done)

    def _end(self, done: Any) -> None:
        self._done = (None if isinstance(done, PutAside) else done,)
        self._leave()

    def _leave(self) -> None:
        """Close once it is done; not while help stands over it."""
        if self._done and self.is_current:
            self.dismiss(self._done[0])

    def on_screen_resume(self) -> None:
        self._leave()

    def on_unmount(self) -> None:
        self._wanted = False

    def action_close(self) -> None:
        """Put it aside before anything is written; what is written already is told."""
        self._wanted = False
        self.query_one(".title", Words).say("Putting it aside …")


def hand_over(app: App[Any], desk: Desk, meeting_id: str) -> None:
    """Ask where to and with which passphrase, and hand the meeting over."""

    def check(values: Values) -> dict[str, str]:
        if _text(values, "recipients"):
            return {}
        if len(_text(values, "passphrase")) < SHORTEST:
            return {"passphrase": f"At least {SHORTEST} characters: four words are easy to say."}
        same = values["passphrase"] == values["again"]
        return {} if same else {"again": "The two are not the same. Type it once more."}

    def start(values: Values | None) -> None:
        if values is None:
            return
        keys = tuple(_text(values, "recipients").split())
        lock = Lock(recipients=keys) if keys else Lock(passphrase=_text(values, "passphrase"))
        to = Path(_text(values, "file")).expanduser()
        work: Work = lambda wanted: desk.hand_over(meeting_id, to, lock, wanted)  # noqa: E731
        app.push_screen(Wait("Locking the meeting …", work), lambda done: _told(app, done))

    app.push_screen(Form("Hand this meeting over", _hand_over_fields(desk), about=ABOUT, check=check), start)


def receive(app: App[Any], desk: Desk, then: Callable[[Received], object]) -> None:
    """Ask for the file and what opens it, and take the meeting in; `then` is told what came of it."""

    def check(values: Values) -> dict[str, str]:
        if not Path(_text(values, "file")).expanduser().is_file():
            return {"file": "There is no such file."}
        needed = not (_text(values, "passphrase") or _text(values, "identity"))
        return {"passphrase": "Type the passphrase, or name your identity file."} if needed else {}

    def start(values: Values | None) -> None:
        if values is None:
            return
        file = Path(_text(values, "file")).expanduser()

        def work(wanted: Callable[[], bool]) -> Received:
            return desk.receive(file, _unlock(values), wanted)

        def tell(done: Any) -> None:
            _told(app, done)
            if isinstance(done, Received):
                then(done)

        app.push_screen(Wait("Opening and proving the file …", work), tell)

    app.push_screen(Form("Receive a meeting", RECEIVE_FIELDS, about=RECEIVE_ABOUT, check=check), start)


ABOUT = (
    "One locked file with everything that happened in the meeting and what is half-typed, for a colleague "
    "who works on it. Say the passphrase by telephone; never send it with the file."
)
RECEIVE_ABOUT = (
    "Everything in the file is proved first. What is new is added; nothing that is here is changed."
)
RECEIVE_FIELDS = (
    FieldSpec("file", "File", required=True, limit=1000),
    FieldSpec("passphrase", "Passphrase", Kind.SECRET),
    FieldSpec(
        "identity", "Or: your identity file", limit=1000, help="If it was locked with your public key."
    ),
)


def _hand_over_fields(desk: Desk) -> tuple[FieldSpec, ...]:
    settings = desk.settings
    folder = Path(settings.data_folder) if settings.data_folder else Path.home()
    return (
        FieldSpec(
            "file",
            "File or folder",
            required=True,
            initial=str(folder),
            limit=1000,
            help="In a folder it is named by reference and date, never by anybody's name.",
        ),
        FieldSpec("passphrase", "Passphrase", Kind.SECRET, help=f"At least {SHORTEST} characters."),
        FieldSpec("again", "The passphrase again", Kind.SECRET),
        FieldSpec(
            "recipients", "Or: public keys (age1…)", limit=5000, help="Then no passphrase has to be said."
        ),
    )


def _unlock(values: Values) -> Unlock:
    named = _text(values, "identity")
    if not named:
        return Unlock(passphrase=_text(values, "passphrase"))
    try:
        with Path(named).expanduser().open(encoding="utf-8") as source:
            return Unlock(identity=source.read(10_000))
    except (OSError, UnicodeError):
        raise NotReceived("The identity file cannot be read. Nothing was changed here.") from None


def _told(app: Any, done: Any) -> None:
    if done is None:
        say(app, "Put aside. Nothing was written.")
    elif isinstance(done, Exception):
        say(app, str(done), "error")
    elif isinstance(done, Received):
        new = "\n".join(f"· {sentence}" for sentence in done.told)
        received = Reader("Received", f"{done.words()}\n\n{new}".rstrip())
        if app.private:
            say(app, "It is received. F8 shows what came with it.")
        app.when_free.do(lambda: app.push_screen(received), lambda: not app.private)
    else:
        say(app, f"Handed over: {done}")


def _text(values: Values, key: str) -> str:
    value = values[key]
    return value.strip() if isinstance(value, str) else ""
