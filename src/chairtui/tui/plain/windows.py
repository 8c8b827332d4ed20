"""The windows over a screen, as turns: a question, a text, a form whose fields are asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from chairtui.tui.plain import asking
from chairtui.tui.plain.reading import in_words
from chairtui.tui.plain.talk import YES, Talk
from chairtui.tui.widgets.dialogs import Confirm, ReadAloud, Reader
from chairtui.tui.widgets.fields import Field
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.specs import FieldSpec, Kind, Option
from chairtui.tui.widgets.words import Wording, content

WINDOWS = (Form, Confirm, Reader)

HOW = (
    "Questions come one by one. Enter alone keeps what stands there and goes on; /save saves at once, /next "
    "saves and opens the next one where there is one, /back "
    "goes back, /empty takes out what stands, /list reads what can be picked, /anew drops what was kept from "
    "before, /leave leaves."
)
"""How a form is filled in, said at the first one and at /help."""
OF_THE_FORM = ("/save", "/next", "/leave", "/back", "/anew")
"""Answers that are about the whole form."""
OF_A_FIELD = ("/empty", "/list", "/help")
MORE = "Further lines, or Enter alone to end it."
"""Said once a text of several lines was begun."""


async def turn(talk: Talk, window: Form | Confirm | Reader) -> None:
    """Read out a window and ask what it asks."""
    match window:
        case Form():
            await Filled(talk, window).fill()
        case Confirm():
            await answer(talk, window)
        case ReadAloud():
            await read_aloud(talk, window)
        case Reader():
            talk.say(in_words(window.heading), *paragraphs(window.text))
            window.action_close()


async def answer(talk: Talk, confirm: Confirm) -> None:
    """Ask a question with named answers."""
    talk.say(in_words(confirm.question), *paragraphs(confirm.details))
    listed = tuple(Option(key, words) for key, words in confirm.answers.items())
    talk.say(*asking.options(FieldSpec("", "", Kind.CHOICE, options=listed)))
    while talk.screen is confirm:
        typed = talk.taken_first() or await talk.ask("Number or words, Enter alone puts it aside:")
        if typed in ("", "/leave"):
            talk.say("Put aside.")
            confirm.action_put_aside()
            return
        try:
            confirm.dismiss(asking.one_of(listed, typed).value)
        except asking.Unclear as unclear:
            talk.say(str(unclear))
        else:
            return


async def read_aloud(talk: Talk, reader: ReadAloud) -> None:
    """Read out what is to be read aloud, and ask whether it was."""
    talk.say(in_words(reader.heading), *paragraphs(reader.text))
    if (await talk.ask("Did you read it aloud? yes or no:")).casefold() in YES:
        reader.action_was_read()
    else:
        reader.action_close()


class Filled:
    """A form while its fields are asked."""

    def __init__(self, talk: Talk, form: Form) -> None:
        """Ask the fields of a form."""
        self._talk, self._form = talk, form
        self._next = False
        """Whether the next one is to be opened once it is saved."""

    async def fill(self) -> None:
        """Ask all of them, save, and ask again what was wrong, until the form is gone."""
        self._talk.say(in_words(self._form.title_words), *paragraphs(self._form.about))
        if not self._talk.explained:
            self._talk.explained = True
            self._talk.say(HOW)
        fields: Sequence[Field] = self._form.seen
        if not await self._ask_all(fields, rare=True):
            return
        while not await self._saved():
            fields = await self._what_is_wrong()
            if not await self._ask_all(fields):
                return

    async def _saved(self) -> bool:
        """Save the form; return whether it is gone, or something stands over it."""
        (self._form.action_save_next if self._next else self._form.action_save)()
        await self._talk.rest()
        return self._talk.screen is not self._form

    async def _ask_all(self, fields: Sequence[Field], *, rare: bool = False) -> bool:
        """Ask some fields, then those that are rarely used; return whether the form is to be saved now."""
        place = 0
        while place < len(fields) or (rare and self._form.more.folded):
            if place == len(fields):
                word = await self._talk.ask(f"{self._form.more.words}? yes or no:")
                if word.casefold() in YES:
                    self._form.unfold([*self._form.more.folded])
                    fields = self._form.seen
                    continue
                if word not in OF_THE_FORM:
                    return True
            else:
                word = await self._ask_one(fields[place])
            match word:
                case "/leave":
                    self._talk.say("Left; what was typed is kept as a draft where there are drafts.")
                    self._form.action_close()
                    return False
                case "/save" | "/next":
                    self._next = word == "/next" and self._form.has_next
                    return True
                case "/anew":
                    self._form.action_begin_anew()
                    place = 0
                case "/back":
                    place = max(0, place - 1)
                case _:
                    place += 1
        return True

    async def _what_is_wrong(self) -> Sequence[Field]:
        """Say why a form was not saved; return which fields are asked now."""
        wrong = self._form.wrong
        faulty = [field for field in self._form.fields if field.key in wrong]
        self._talk.say(f"Not saved yet. {wrong.get('', '')}".strip())
        self._talk.say(*(f"{label_of(field)}: {wrong[field.key]}" for field in faulty))
        self._talk.tell()
        if faulty:
            return faulty
        return await self._asked_again()

    async def _asked_again(self) -> Sequence[Field]:
        """Ask what to go back to, where it is not said which field is wrong; none of them saves once more."""
        fields = self._form.seen
        while typed := await self._talk.ask(
            "A question by its first words, /save, or Enter for all of them:"
        ):
            if typed == "/save":
                return ()
            if typed == "/leave":
                self._talk.first = typed
                return fields[:1]
            wanted = typed.casefold()
            if meant := [field for field in fields if label_of(field).casefold().startswith(wanted)]:
                return meant
            self._talk.say(f"The questions are: {'; '.join(map(label_of, fields))}")
        return fields

    async def _ask_one(self, field: Field) -> str:
        """Ask one field until it is answered; return a word that is about the whole form, if it was one."""
        spec = field.spec
        first = self._talk.taken_first()
        if first and first not in OF_THE_FORM:
            self._talk.say(f"{label_of(field)}: {first}")
        elif not first:
            self._talk.say(*asking.question(field))
        while True:
            needed = " (needed)" if spec.required and not field.value else ""
            typed = first or await self._talk.ask(
                f"{label_of(field)}{needed}:",
                secret=spec.kind is Kind.SECRET,
                known=[one.label for one in spec.options],
            )
            was_first, first = bool(first), ""
            if typed in ("", *OF_THE_FORM):
                return typed
            if (said := self._helped(field, typed)) is not None:
                self._talk.say(*said)
            elif (word := await self._answered(field, typed, whole=was_first)) is not None:
                return word
            elif was_first:
                self._talk.say(*asking.question(field))

    def _helped(self, field: Field, typed: str) -> Sequence[str] | None:
        """Return what a word about this one field says or does; nothing where it is an answer."""
        match typed:
            case "/empty":
                asking.empty(field)
                return ["Empty now."]
            case "/list":
                return list(asking.options(field.spec)) or ["There is nothing to pick from: type the answer."]
            case "/help":
                return [HOW]
        is_word = typed.startswith("/") and not typed.startswith("//")
        near = get_close_matches(typed, (*OF_THE_FORM, *OF_A_FIELD), 1, 0.7) if is_word else ()
        return [f"Did you mean {near[0]}? If “{typed}” is the answer, type /{typed}"] if near else None

    async def _answered(self, field: Field, typed: str, *, whole: bool) -> str | None:
        """Put in an answer, unless it is whole with further lines; return the word that ended it.

        Nothing is returned where it was no answer.
        """
        ending = ""
        typed = typed[1:] if typed.startswith("//") else typed
        if field.spec.kind is Kind.PROSE and not whole:
            typed, ending = await self._several_lines(typed)
        try:
            self._talk.say(*filter(None, (asking.answer(field, typed),)))
        except asking.Unclear as unclear:
            self._talk.say(in_words(str(unclear)))
            return None
        return ending

    async def _several_lines(self, first: str) -> tuple[str, str]:
        """Return a text and the word for the whole form that ended it, if one did."""
        lines = [first]
        while further := await self._talk.ask(MORE if len(lines) == 1 else "Further:"):
            if further in OF_THE_FORM:
                return "\n".join(lines), further
            lines.append(further)
        return "\n".join(lines), ""


def label_of(field: Field) -> str:
    """Return what a field asks, as a question is read out."""
    return in_words(field.spec.label).removesuffix(".")


def paragraphs(words: Wording) -> Iterator[str]:
    """Yield a text as lines to be read out."""
    yield from filter(None, (in_words(line) for line in content(words).plain.split("\n")))
