"""Handing over and receiving in the program: the forms, the wait while age works, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from chairtui.core.change import Refused
from chairtui.core.history.log import Damaged
from chairtui.live.desk import Desk
from chairtui.live.handing import SHORTEST, Lock, NotReceived, PutAside, Received, Unlock
from chairtui.live.ports import NotSaved
from chairtui.live.settings import Settings
from chairtui.tui.keys import Where, bindings, with_keys
from chairtui.tui.sheets.sheet import several
from chairtui.tui.steps.remembering import remember
from chairtui.tui.widgets.bars import KeyBar
from chairtui.tui.widgets.dialogs import WINDOW, Reader
from chairtui.tui.widgets.form import FieldSpec, Form, Kind, Values
from chairtui.tui.widgets.options import Option
from chairtui.tui.widgets.words import Words, say

TROUBLE = (Refused, NotReceived, NotSaved, Damaged, PutAside)
"""What may come of either, in a sentence."""

Work = Callable[[Callable[[], bool]], Any]
"""What takes seconds; it is told how to find out whether it is still wanted."""


End = Callable[[Mapping[str, str]], None]
"""Called once it is over, with what is wrong: the form stays then."""


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


def hand_over(app: Any, desk: Desk, meeting_id: str) -> None:
    """Ask where to and with which passphrase or keys, and hand the meeting over."""

    def check(values: Values) -> dict[str, str]:
        if _keys(values):
            return {}
        if len(_text(values, "passphrase")) < SHORTEST:
            return {"passphrase": f"At least {SHORTEST} characters: four words are easy to say."}
        same = values["passphrase"] == values["again"]
        return {} if same else {"again": "The two are not the same. Type it once more."}

    def attempt(values: Values, end: End) -> None:
        keys = _keys(values)
        whom = _text(values, "whom") or ", ".join(_names(values, fields))
        lock = Lock(recipients=keys, passphrase="" if keys else _text(values, "passphrase"), whom=whom)
        to = Path(_text(values, "file")).expanduser()
        work: Work = lambda wanted: desk.records.hand_over(desk, meeting_id, to, lock, wanted)  # noqa: E731
        app.push_screen(Wait("Locking the meeting …", work), lambda done: ended(done, end))

    def ended(done: Any, end: End) -> None:
        if isinstance(done, Path):
            remember(app, handed_into=str(done.parent))
        _tell(app, done, end)

    fields = _hand_over_fields(app.desk if app.desk.settings.complete else desk)
    app.push_screen(Form("Hand this meeting over", fields, about=ABOUT, check=check, attempt=attempt))


def receive(app: Any, desk: Desk, then: Callable[[Received], object]) -> None:
    """Ask for the file and what opens it, and take the meeting in; `then` is told what came of it."""

    def check(values: Values) -> dict[str, str]:
        if not Path(_text(values, "file")).expanduser().is_file():
            return {"file": "There is no such file."}
        needed = not (_text(values, "passphrase") or _text(values, "identity"))
        return {"passphrase": "Type the passphrase, or name your identity file."} if needed else {}

    def attempt(values: Values, end: End) -> None:
        file = Path(_text(values, "file")).expanduser()

        def work(wanted: Callable[[], bool]) -> Received:
            return desk.records.receive(desk, file, _unlock(values), wanted)

        def ended(done: Any) -> None:
            _tell(app, done, end)
            if isinstance(done, Received):
                if not _text(values, "passphrase"):
                    remember(app, identity_file=_text(values, "identity"))
                then(done)

        app.push_screen(Wait("Opening and proving the file …", work), ended)

    fields = receive_fields(app.desk.settings)
    app.push_screen(Form("Receive a meeting", fields, about=RECEIVE_ABOUT, check=check, attempt=attempt))


ABOUT = (
    "One locked file with everything that happened in the meeting and what is half-typed, for a colleague "
    "who works on it. Say the passphrase by telephone; never send it with the file."
)
RECEIVE_ABOUT = (
    "Everything in the file is proved first. What is new is added; nothing that is here is changed."
)


def receive_fields(settings: Settings) -> tuple[FieldSpec, ...]:
    """Return the fields of the form for receiving: the identity file that served last is proposed."""
    return (
        FieldSpec("file", "File", required=True, limit=1000),
        FieldSpec("passphrase", "Passphrase", Kind.SECRET, help="It counts before the identity file."),
        FieldSpec(
            "identity",
            "Or: your identity file",
            initial=settings.identity_file,
            limit=1000,
            help="If it was locked with your public key. “chairtui key” makes one.",
        ),
    )


def _hand_over_fields(desk: Desk) -> tuple[FieldSpec, ...]:
    settings = desk.settings
    folder = settings.handed_into or settings.data_folder or str(Path.home())
    known = tuple(
        Option(contact.key, contact.name or contact.job, agency.name)
        for agency in desk.agencies.all()
        for contact in agency.contacts
        if contact.key
    )
    colleagues = FieldSpec(
        "colleagues",
        "Or for colleagues whose public key is in the register of agencies",
        Kind.MANY,
        options=known,
        help="Then no passphrase has to be said. Enter picks, Tab goes on.",
    )
    return (
        FieldSpec(
            "file",
            "File or folder",
            required=True,
            initial=folder,
            limit=1000,
            help="In a folder it is named by reference and date, never by anybody's name.",
        ),
        FieldSpec(
            "whom", "For whom", help="Kept in the log of the meeting, with who handed it over and when."
        ),
        FieldSpec("passphrase", "Passphrase", Kind.SECRET, help=f"At least {SHORTEST} characters."),
        FieldSpec("again", "The passphrase again", Kind.SECRET),
        *((colleagues,) if known else ()),
        FieldSpec(
            "recipients",
            "Or for other public keys (age1…)",
            limit=5000,
            help="The register of agencies keeps a colleague's key: g on home.",
        ),
    )


def _keys(values: Values) -> tuple[str, ...]:
    """Return the public keys with which it is to be locked."""
    picked = several(values, "colleagues") if "colleagues" in values else ()
    return tuple(dict.fromkeys((*picked, *_text(values, "recipients").split())))


def _names(values: Values, fields: Iterable[FieldSpec]) -> Iterator[str]:
    """Yield the names of the colleagues for whom it is locked."""
    picked = several(values, "colleagues") if "colleagues" in values else ()
    return (option.label for field in fields for option in field.options if option.value in picked)


def _unlock(values: Values) -> Unlock:
    named = _text(values, "identity")
    if not named:
        return Unlock(passphrase=_text(values, "passphrase"))
    try:
        with Path(named).expanduser().open(encoding="utf-8") as source:
            return Unlock(identity=source.read(10_000))
    except (OSError, UnicodeError):
        raise NotReceived("The identity file cannot be read. Nothing was changed here.") from None


def _tell(app: Any, done: Any, end: End) -> None:
    """Say what came of it; the form stays, as it was filled in, where nothing came of it."""
    if done is None:
        end({"": "Put aside. Nothing was written."})
    elif isinstance(done, Exception):
        end({"": str(done)})
    elif isinstance(done, Received):
        end({})
        new = "\n".join(f"· {sentence}" for sentence in done.told)
        received = Reader("Received", f"{done.words()}\n\n{new}".rstrip())
        if app.private:
            say(app, with_keys("It is received. {privacy} shows what came with it."))
        app.when_free.do(lambda: app.push_screen(received), lambda: not app.private)
    else:
        end({})
        say(app, f"Handed over: {done}")


def _text(values: Values, key: str) -> str:
    value = values[key]
    return value.strip() if isinstance(value, str) else ""
