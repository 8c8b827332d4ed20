"""One table of acts: bindings, footer, palette, help screen and docs/keys.md all come from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import BindingType


class Where(StrEnum):
    """Where an act can be used; the value is its heading."""

    EVERYWHERE = "Everywhere"
    HOME = "Home"
    MEETING = "In a meeting, at every step"
    REGISTER = "1 Who is here"
    WHY = "2 Why we meet"
    ROUND = "3 What we know"
    MEANING = "4 What it means"
    DECISION = "5 Decision"
    PLAN = "6 Plan"
    READ_BACK = "7 Read back"
    WARNINGS = "Warnings"
    FORM = "In a form"
    LIST = "In a list"
    READER = "Reading"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person can do by a key."""

    id: str
    key: str
    label: str
    """As the footer shows it: one to three words."""
    help: str
    """One sentence: what it does."""
    where: Where
    action: str = ""
    """Only where the method's name is not the id: `step(3)`."""
    footer: bool = False
    """Whether the footer shows it."""

    @property
    def shown_key(self) -> str:
        """The key as written on the screen: `F2`, `^p`, `space`."""
        return shown(self.key)


def shown(key: str) -> str:
    """Return a key as it is written on the screen."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return {
        "escape": "esc",
        "slash": "/",
        "question_mark": "?",
        "pageup": "page up",
        "pagedown": "page down",
    }.get(key, key)


def _everywhere() -> Iterable[Act]:
    here = Where.EVERYWHERE
    yield Act("help", "f1", "help", "Says what can be done here, key by key.", here, footer=True)
    yield Act(
        "privacy", "f8", "privacy", "Turns names into roles and hides free text, until pressed again.", here
    )
    yield Act(
        "palette",
        "ctrl+p",
        "everything else",
        "Finds any act by its name.",
        here,
        "command_palette",
        footer=True,
    )
    yield Act("theme", "ctrl+t", "look", "Changes the look: dark, light, high contrast.", here, "next_theme")
    yield Act("leave", "ctrl+q", "leave", "Leaves the program; everything is kept.", here, footer=True)


def _home() -> Iterable[Act]:
    here = Where.HOME
    yield Act("new_meeting", "n", "new", "Makes a new meeting from a short form.", here, footer=True)
    yield Act("search", "slash", "search", "Searches every meeting.", here, footer=True)
    yield Act(
        "all_actions",
        "a",
        "actions",
        "Lists actions from every meeting, overdue ones first.",
        here,
        footer=True,
    )
    yield Act(
        "demonstration",
        "d",
        "demonstration",
        "Opens the invented meetings to practise on.",
        here,
        footer=True,
    )


STEPS = (
    "Who is here",
    "Why we meet",
    "What we know",
    "What it means",
    "Decision",
    "Plan",
    "Read back",
)
"""The seven steps of a meeting, in order."""


def _meeting() -> Iterable[Act]:
    here = Where.MEETING
    yield Act(
        "contribution", "f2", "contribution", "Writes down what an agency has shared.", here, footer=True
    )
    yield Act("action", "f3", "action", "Writes down what someone will do.", here, footer=True)
    yield Act("who", "f4", "who's here", "Shows the register over any step.", here, footer=True)
    yield Act("previous_step", "f5", "step back", "Goes to the step before.", here)
    yield Act("warnings", "f6", "warnings", "Goes to the warnings, and back again.", here, footer=True)
    yield Act("next_step", "f7", "next step", "Goes to the step after.", here)
    yield Act("urgent", "f9", "urgent", "Immediate safety first: press it twice to begin or end.", here)
    yield Act(
        "undo", "ctrl+z", "undo", "Withdraws what was recorded last; the record shows the correction.", here
    )
    yield Act("start", "ctrl+g", "start", "Starts the meeting's clock.", here)
    yield Act("home", "ctrl+b", "back", "Goes back to the list of meetings; nothing is lost.", here)
    for number, name in enumerate(STEPS, 1):
        yield Act(f"step_{number}", str(number), name, f"Goes to step {number}.", here, f"step({number})")


def _register() -> Iterable[Act]:
    here = Where.REGISTER
    yield Act(
        "presence", "space", "here / left", "Marks someone as here, or as having left.", here, footer=True
    )
    yield Act(
        "mode", "m", "how", "How they attend: in the room, phone, video, written only.", here, footer=True
    )
    yield Act(
        "invited",
        "i",
        "invited",
        "Notes the invitation: when, by whom, how, and the answer.",
        here,
        footer=True,
    )
    yield Act("left_out", "x", "not invited", "Notes that someone is not invited, and why.", here)
    yield Act("first_hand", "f", "first-hand", "Who has met the child, and when they last saw them.", here)
    yield Act("contact", "c", "contact", "Shows whom to call and notes the call.", here)
    yield Act("person", "e", "edit", "Name, role, unit and authority of this person.", here)
    yield Act("add_person", "n", "add", "Adds someone who was not expected.", here)
    yield Act("deputy", "d", "deputy", "Someone comes in another's place.", here)
    yield Act("hand_over", "h", "chair", "Hands the chair to this person.", here)


def _steps() -> Iterable[Act]:
    yield Act("edit_why", "e", "edit", "Changes this part of why we meet.", Where.WHY, "edit")
    yield Act("read_aloud", "r", "read aloud", "Shows the words to say, large enough to read out.", Where.WHY)
    yield Act("nothing_known", "k", "nothing known", "The agency has looked and holds nothing.", Where.ROUND)
    yield Act(
        "withheld", "w", "withheld", "The agency holds something and does not share it: why.", Where.ROUND
    )
    yield Act("challenge", "c", "challenge", "Another agency questions this.", Where.ROUND)
    yield Act("to_action", "a", "make action", "Makes an action that answers this contribution.", Where.ROUND)
    yield Act(
        "to_concern", "o", "make concern", "Makes a concern that rests on this contribution.", Where.ROUND
    )
    yield Act("chronology", "y", "chronology", "Types or pastes rows of the chronology.", Where.ROUND)
    yield Act("booked", "b", "booked", "What is booked in the next fourteen days.", Where.ROUND)
    yield Act("edit_meaning", "e", "edit", "Changes this part of what it means.", Where.MEANING, "edit")
    yield Act("decide", "e", "decide", "Writes the decision and its reasons.", Where.DECISION)
    yield Act("position", "p", "position", "Notes an agency's own view of the decision.", Where.DECISION)
    yield Act("edit_action", "e", "edit", "Changes this action.", Where.PLAN)
    yield Act("done", "space", "done", "Marks the action as done.", Where.PLAN)
    yield Act("cancel_action", "x", "withdraw", "Withdraws the action, with a reason.", Where.PLAN)
    yield Act("gap_reason", "g", "reason", "Says why a gap is left.", Where.READ_BACK)
    yield Act(
        "sign",
        "s",
        "sign",
        "Signs the record by the chair's name; later changes are addenda.",
        Where.READ_BACK,
    )
    yield Act("export", "x", "export", "Makes the record.", Where.READ_BACK)


def _small() -> Iterable[Act]:
    yield Act(
        "contacted", "c", "contacted", "Notes that they were called, and when.", Where.WARNINGS, footer=True
    )
    yield Act("waive", "w", "waive", "Goes on without, with a reason.", Where.WARNINGS, footer=True)
    yield Act("why", "y", "why", "Shows where the rule comes from.", Where.WARNINGS)
    yield Act("save", "ctrl+s", "save", "Saves the form.", Where.FORM, footer=True)
    yield Act(
        "close", "escape", "close", "Closes it; what was typed is kept as a draft.", Where.FORM, footer=True
    )
    yield Act("choose", "enter", "open", "Opens the line, or picks it.", Where.LIST)
    yield Act("line_up", "up", "up", "Goes one line up.", Where.LIST, "cursor(-1)")
    yield Act("line_down", "down", "down", "Goes one line down.", Where.LIST, "cursor(1)")
    yield Act("page_up", "pageup", "page up", "Goes a page up.", Where.LIST, "page(-1)")
    yield Act("page_down", "pagedown", "page down", "Goes a page down.", Where.LIST, "page(1)")
    yield Act("first_line", "home", "first", "Goes to the first line.", Where.LIST, "edge(0)")
    yield Act("last_line", "end", "last", "Goes to the last line.", Where.LIST, "edge(-1)")
    yield Act("close_reader", "escape", "close", "Closes it.", Where.READER, "close", footer=True)


ACTS: tuple[Act, ...] = (*_everywhere(), *_home(), *_meeting(), *_register(), *_steps(), *_small())
"""Every act, in the order in which help shows them."""

BY_ID = {act.id: act for act in ACTS}


def acts(*where: Where) -> tuple[Act, ...]:
    """Return the acts of these places, in the order of the table."""
    return tuple(act for act in ACTS if act.where in where)


def bindings(*where: Where) -> list[BindingType]:
    """Return Textual bindings for these places, for a class's BINDINGS.

    The method is `action_<id>`, or as the act says. What works everywhere also works over a form.
    """
    from textual.binding import Binding

    return [
        Binding(
            act.key,
            act.action or act.id,
            act.label,
            show=act.footer,
            id=act.id,
            priority=act.where is Where.EVERYWHERE,
        )
        for act in acts(*where)
    ]


def keys_markdown() -> str:
    """Return docs/keys.md."""
    lines = [
        "# Keys",
        "",
        "Letters and digits work outside text fields; function keys and ctrl keys work everywhere",
        "(`^p` is ctrl and p).",
        "F1 says what can be done where you are, `^p` finds any act by its name. ctrl+c never quits.",
    ]
    for where in Where:
        lines += ["", f"## {where.value}", "", "| key | act | what it does |", "|---|---|---|"]
        lines += [f"| `{act.shown_key}` | {act.label} | {act.help} |" for act in acts(where)]
    return "\n".join(lines) + "\n"
