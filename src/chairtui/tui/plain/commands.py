"""What is typed on a screen with a list: reading it out, going to a line, doing an act."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.screen import Screen

from chairtui.core.vocabulary import Step
from chairtui.tui.keys import ACTS, STEPS, Act, Where
from chairtui.tui.plain import since
from chairtui.tui.plain.here import (
    already,
    cursor_of,
    help_lines,
    list_for,
    offers_of,
    place_of,
    rows_of,
    search_field,
)
from chairtui.tui.plain.reading import (
    chosen,
    in_words,
    list_lines,
    main_list,
    numbered,
    panel_title,
    row_words,
    title_lines,
    warnings_of,
)
from chairtui.tui.plain.talk import YES, Talk
from chairtui.tui.plain.windows import WINDOWS, turn
from chairtui.tui.plain.words import (
    COMMANDS,
    STEP_OF,
    WITHOUT_A_LINE,
    Asked,
    asked,
    by_lines,
    names_a_line,
    words_of,
)
from chairtui.tui.steps.surroundings import Surroundings
from chairtui.tui.widgets.guide import Guide
from chairtui.tui.widgets.lines import Lines


class Commands:
    """Asks what to do, does it, and says what changed."""

    def __init__(self, talk: Talk) -> None:
        """Take commands in a talk."""
        self._talk = talk
        self._read: object = None
        """The screen that was read out last."""
        self._guided = ""
        """The instruction that was said last."""

    async def turn(self, screen: Screen[object]) -> None:
        """Read out a screen where it is a new one, ask what to do on it, and do it."""
        if self._read is not screen:
            self._read = screen
            await self._find(screen, self._talk.taken_first())
        self._guide(screen)
        known = sorted({*COMMANDS, *(word for act in offers_of(screen) for word in words_of(act))})
        if typed := await self._talk.ask(f"{place_of(screen)}>", known=known):
            self._talk.typed.remember(typed)
            await self._carry_out(screen, typed)

    def _guide(self, screen: Screen[object]) -> None:
        """Say the instruction of a guided practice, where it is another one or was not said here yet."""
        told = "".join(in_words(guide.words) for guide in screen.query(Guide))
        if told and told != self._guided:
            self._talk.say(told)
        self._guided = told

    async def _carry_out(self, screen: Screen[object], typed: str) -> None:
        word, _, rest = typed.partition(" ")
        word, rest = (
            ("go", word)
            if typed.casefold().removeprefix("w").isdecimal()
            else (word.casefold(), rest.strip())
        )
        meant = asked(typed, offers_of(screen))
        if word in COMMANDS and not any(len(one.word) > len(word) for one in meant):
            await getattr(self, f"_command_{word}")(screen, rest)
        elif word in ("back", "close") and not meant and hasattr(screen, "action_back"):
            screen.action_back()
            await self._talk.rest()
            self._read = None
        else:
            await self._act(screen, typed)

    # Reading ------------------------------------------------------------------------------------

    def _read_out(self, screen: Screen[object]) -> None:
        self._guided = ""
        if isinstance(screen, Surroundings):
            self._talk.say(f"Step {screen.number}, {STEPS[screen.number - 1]}.")
        self._talk.say(*title_lines(screen))
        if lines := main_list(screen):
            self._talk.say(*list_lines(lines))

    async def _find(self, screen: Screen[object], words: str) -> None:
        """Search for words where there is something to search in, and read out what is found."""
        if words and (field := search_field(screen)):
            field.value = words
            field.changed()
            await self._talk.rest()
        self._read_out(self._talk.screen)

    async def _command_find(self, screen: Screen[object], rest: str) -> None:
        if search_field(screen):
            await self._find(screen, rest)
        else:
            self._talk.say("Nothing can be searched here: search does it from the list of meetings.")

    async def _command_list(self, screen: Screen[object], _rest: str) -> None:
        self._read_out(screen)

    async def _command_warnings(self, screen: Screen[object], rest: str) -> None:
        lines = warnings_of(screen)
        if lines is None:
            self._talk.say("Warnings belong to a meeting: open one first.")
        elif rest:
            self._show(lines, rest, "w")
        else:
            self._talk.say(*panel_title(screen), *list_lines(lines, "w"))

    _command_check = _command_warnings

    async def _command_show(self, screen: Screen[object], rest: str) -> None:
        if rest:
            self._show(*list_for(screen, rest))
            return
        self._talk.say(*title_lines(screen))
        for lines in screen.query("#steps").results(Lines):
            self._talk.say(*numbered(lines))
        self._talk.say(*panel_title(screen))

    async def _command_go(self, screen: Screen[object], rest: str) -> None:
        self._show(*list_for(screen, rest))

    async def _command_read(self, screen: Screen[object], _rest: str) -> None:
        """Read the meeting step after step, and go back to where one was."""
        sitting = self._talk.app.sitting
        if not isinstance(screen, Surroundings) or sitting is None:
            self._talk.say("Open a meeting first: open, with its number.")
            return
        at = sitting.step
        for number, step in enumerate(Step, 1):
            await self._go(step)
            self._talk.say(
                f"Step {number}, {STEPS[number - 1]}.", *map(row_words, rows_of(self._talk.screen))
            )
        await self._go(at)

    async def _command_help(self, screen: Screen[object], rest: str) -> None:
        self._talk.say(*help_lines(ACTS if rest.casefold() == "all" else offers_of(screen)))

    def _show(self, lines: Lines | None, typed: str, letter: str = "") -> bool:
        """Go to the line that is meant and read it; return whether there is one."""
        rows = chosen(lines.rows, typed, letter) if lines else ()
        if lines is None or not rows:
            self._talk.say(f"No line here has “{typed}” in it: list reads the lines.")
            return False
        if len(rows) > 1:
            able = [row for row in lines.rows if row.selectable]
            self._talk.say(f"Several lines have “{typed}” in them: type the number of one.")
            self._talk.say(*(f"{letter}{able.index(row) + 1} {row_words(row)}" for row in rows))
            return False
        lines.focus(scroll_visible=False)  # a list that is not worked in may put its cursor elsewhere
        lines.go_to(rows[0].key)
        self._talk.say(f"At: {row_words(rows[0])}")
        return True

    # Acts ---------------------------------------------------------------------------------------

    async def _act(self, screen: Screen[object], typed: str) -> None:
        """Do an act that is done here, or at another step of the open meeting."""
        meant = asked(typed, offers_of(screen))
        if not meant and isinstance(screen, Surroundings):
            meant = asked(typed, by_lines(*STEP_OF))
        if not meant:
            self._talk.say(f"“{typed}” is none of the words: help reads them.")
        elif len(meant) > 1:
            places = ", ".join(dict.fromkeys(one.act.where.value for one in meant))
            self._talk.say(f"“{meant[0].word}” can be done at {places}: go there first.")
        elif meant[0].act in offers_of(screen):
            await self._do(screen, meant[0])
        else:
            await self._do_elsewhere(meant[0])

    async def _do_elsewhere(self, wanted: Asked) -> None:
        """Do an act of another step; after one about a line one is at one's own step again."""
        step, sitting = STEP_OF[wanted.act.where], self._talk.app.sitting
        if not wanted.about and wanted.act.id not in WITHOUT_A_LINE:
            self._talk.say(f"{wanted.word.capitalize()}: whose line? Type a name or a word of it after that.")
            return
        at = sitting.step if sitting else step
        await self._go(step)
        await self._do(self._talk.screen, wanted)
        if wanted.about and sitting and sitting is self._talk.app.sitting and sitting.step is step:
            await self._go(at)
        else:
            self._read = None

    async def _go(self, step: Step) -> None:
        self._talk.app.go(step)
        await self._talk.rest()
        self._read = self._talk.screen

    async def _do(self, screen: Screen[object], wanted: Asked) -> None:
        """Carry out an act on the screen that does it, and say what changed."""
        act, node = wanted.act, offers_of(screen).get(wanted.act)
        if names_a_line(act):
            lines, about, letter = list_for(screen, wanted.about, only=act.where is Where.WARNINGS)
            if about and not self._show(lines, about, letter):
                return
            if not about and lines and lines.row and act.id not in WITHOUT_A_LINE:
                self._talk.say(f"At: {row_words(lines.row)}")
            if why := already(screen, wanted):
                self._talk.say(why)
                return
            node = lines if act.where is Where.LIST else node
        else:
            self._talk.first = wanted.about
        if node is None:
            self._talk.say("There is nothing here to which that could be done.")
        elif await self._is_meant(act):
            await self._run(screen, act, node)

    async def _run(self, screen: Screen[object], act: Act, node: DOMNode) -> None:
        talk = self._talk
        before, rows, cursor = since.before(talk.app.sitting), rows_of(screen), cursor_of(screen)
        panel = warnings_of(screen)
        folded = panel.rows if panel else ()
        for _ in range(2 if act.id == "urgent" else 1):
            await talk.app.run_action(act.action or act.id, default_namespace=node)
            await talk.rest()
        opened = isinstance(talk.screen, WINDOWS)
        while isinstance(talk.screen, WINDOWS) and not talk.is_over:
            talk.tell()
            await turn(talk, talk.screen)
            await talk.rest()
        talk.tell()
        if sitting := talk.app.sitting:
            talk.say(*before.until(sitting))
        if screen is not talk.screen:
            return
        talk.first = ""
        if panel and node is panel and not opened and panel.rows != folded:
            talk.say(*list_lines(panel, "w"))
        elif not isinstance(screen, Surroundings) and rows_of(screen) != rows:
            self._read_out(screen)
        elif cursor_of(screen) != cursor:
            talk.say(*(f"At: {row_words(row)}" for row in rows_of(screen) if row.key == cursor_of(screen)))

    async def _is_meant(self, act: Act) -> bool:
        """Ask once before the urgent mode, for which a key has to be pressed twice."""
        sitting = self._talk.app.sitting
        if act.id != "urgent" or sitting is None:
            return True
        change = "End" if sitting.live.outcome.meeting.urgent else "Begin"
        return (await self._talk.ask(f"{change} the urgent mode? yes or no:")).casefold() in YES
