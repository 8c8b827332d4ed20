"""The words of the line mode: every act of the table of keys by what is typed for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chairtui.core.vocabulary import Step
from chairtui.tui.keys import ACTS, Act, Where, shown

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "leave": ("quit", "exit"),
        "hand_on_home": ("hand over",),
        "meet_again_home": ("meet again", "next meeting"),
        "meet_again": ("next meeting", "meet again"),
        "series_home": ("series", "over time"),
        "series": ("series", "over time"),
        "add_agency": ("add agency", "add"),
        "remove_agency": ("take out agency", "take out"),
        "contribution": ("shares", "contribution"),
        "action": ("action",),
        "who": ("who",),
        "previous_step": ("previous", "step back"),
        "next_step": ("next", "next step"),
        "home": ("meetings", "back", "home"),
        **{f"step_{number}": (f"step {number}",) for number, _ in enumerate(Step, 1)},
        "presence": ("arrives", "leaves", "arrive", "leave"),
        "person": ("person", "edit"),
        "add_person": ("add person", "add"),
        "hand_over": ("chair",),
        "next_agency": ("next agency",),
        "no_action": ("no action because", "no action"),
        "find_out": ("find out", "make action"),
        "decide": ("decides", "decide"),
        "read_back": ("read back", "read aloud"),
        "sign": ("sign", "signs"),
        "add_late": ("late", "add"),
        "filter_found": ("limit",),
        "order_found": ("best or newest",),
        "choose": ("open",),
        "read_row": ("all about",),
    }
)
"""What is typed for an act, the word that help shows first; for all others it is their label."""

IN_FORMS: Mapping[str, str] = MappingProxyType(
    {"save": "/save", "save_next": "/next", "close": "/leave", "begin_anew": "/anew"},
)
"""What is typed for an act in the middle of a form, where every other text is an answer."""

NOT_IN_LINES: Mapping[str, str] = MappingProxyType(
    {
        "filter_agencies": "find looks for words",
        "type_on": "find looks for words",
        "find_agreed": "find looks for words",
        "palette": "help names every act by its word",
        "theme": "lines have no colours",
        "line_up": "a line is named by its number or its words",
        "line_down": "a line is named by its number or its words",
        "page_up": "all lines are read out",
        "page_down": "all lines are read out",
        "first_line": "a line is named by its number or its words",
        "last_line": "a line is named by its number or its words",
        "jump": "a line is named by its number or its words",
        "close_jump": "there are no letters to take away",
        "answer": "an answer is its number or its words",
        "put_aside": "Enter alone puts a question aside",
        "close_reader": "a text is read out to its end, and nothing has to be closed",
    }
)
"""The acts that the line mode does not have, and why; no act is missing by accident."""

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "list": "Reads the lines of this place, each with its number.",
        "show": "Reads where things stand; with a number or words, that line in full.",
        "read": "Reads the whole meeting, step after step.",
        "warnings": "Reads the warnings, each with its number: w1, w2 …",
        "check": "The same as warnings.",
        "find": "Looks for words in the register of agencies, in what was agreed, or in a search.",
        "go": "Goes to a line: what you type next is about it.",
        "help": "Reads the words that can be typed here; “help all” reads those of every step.",
    }
)
"""What the line mode has beside the acts: it reads out what a screen would show."""

STEP_OF: Mapping[Where, Step] = MappingProxyType(
    dict(
        zip(
            (
                Where.REGISTER,
                Where.WHY,
                Where.ROUND,
                Where.MEANING,
                Where.DECISION,
                Where.PLAN,
                Where.READ_BACK,
            ),
            Step,
            strict=True,
        )
    )
)
"""The step at which the acts of a place are done."""

ABOUT_A_LINE = (*STEP_OF, Where.AGREED, Where.WARNINGS, Where.AGENDA, Where.LIST)
"""Where words after an act name a line; elsewhere they answer its first question."""

WITHOUT_A_LINE = frozenset(
    {
        "add_person",
        "read_aloud",
        "add_why",
        "next_agency",
        "chronology",
        "reply",
        "pattern",
        "add_unknown",
        "decide",
        "annotate",
        "override",
        "read_back",
        "sign",
        "export",
        "records",
        "add_late",
    }
)
"""The acts of a step that are about no line: they can be typed at any step with no more words."""


@dataclass(frozen=True)
class Asked:
    """What somebody typed: an act, the word for it, and the words after that."""

    act: Act
    word: str
    about: str


def words_of(act: Act) -> tuple[str, ...]:
    """Return what can be typed for an act: its words, then its key as the screen names it.

    A sentence of the program that names a key holds in the line mode too.
    """
    own = WORDS.get(act.id, (act.label,))
    return tuple(dict.fromkeys((*(one.casefold() for one in own), shown(act.key).casefold())))


def typed_words() -> dict[str, str]:
    """Return, by the id of an act, the word by which a sentence names it."""
    others = (act for act in ACTS if act.id not in IN_FORMS and act.id not in NOT_IN_LINES)
    return {**IN_FORMS, **{act.id: words_of(act)[0] for act in others}}


def asked(typed: str, acts: Iterable[Act]) -> tuple[Asked, ...]:
    """Return which of these acts may be meant: those with the longest word that the line begins with."""
    line = " ".join(typed.split())
    meant = [
        Asked(act, word, line[len(word) :].strip())
        for act in acts
        for word in words_of(act)
        if f"{line} ".casefold().startswith(f"{word} ")
    ]
    longest = max((len(one.word) for one in meant), default=0)
    return tuple(one for one in meant if len(one.word) == longest)


def names_a_line(act: Act) -> bool:
    """Say whether the words after an act name the line that it is about."""
    return act.where in ABOUT_A_LINE or act.id in ("hand_on_home", "remove_agency")


def by_lines(*where: Where) -> tuple[Act, ...]:
    """Return the acts of these places that can be typed outside a form."""
    left_out = (*NOT_IN_LINES, *IN_FORMS, "help", "warnings")
    return tuple(act for act in ACTS if act.where in where and act.id not in left_out)
