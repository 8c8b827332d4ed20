"""One table of acts: bindings, footer, palette, help screen and docs/keys.md all come from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import BindingType


class Where(StrEnum):
    """Where an act can be used; the value is its heading."""

    EVERYWHERE = "Everywhere"
    HOME = "Home"
    SERIES = "A child over time"
    AGENCIES = "The register of agencies"
    AUDIT = "The audit"
    SEARCH = "Search"
    AGREED = "Everything that was agreed"
    MEETING = "In a meeting, at every step"
    REGISTER = "1 Who is here"
    WHY = "2 Why we meet"
    ROUND = "3 What we know"
    MEANING = "4 What it means"
    DECISION = "5 Decision"
    PLAN = "6 Plan"
    READ_BACK = "7 Read back"
    PREPARING = "Before the meeting, at steps 1 to 3"
    AGENDA = "The agenda"
    BRINGING_IN = "A chronology from a file"
    WARNINGS = "Warnings"
    FORM = "In a form"
    NEXT = "In a form that has a next one"
    LIST = "In a list"
    QUESTION = "In a question"
    READER = "Reading"
    JUMP = "Going by a letter"
    PRACTICE = "In the guided practice"


TYPED: dict[str, str] = {}
"""By the id of an act: the word by which sentences name it in a program that is worked without keys."""


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
    once_signed: bool = True
    """Whether it can still be done once the record is signed."""
    also: str = ""
    """Another key for it, which not every terminal tells from Enter."""

    @property
    def shown_key(self) -> str:
        """The key as written on the screen: `F2`, `^p`, `space`; the word where there are no keys."""
        return TYPED.get(self.id) or shown(self.key)


def shown(key: str) -> str:
    """Return a key as it is written on the screen."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return {
        "escape": "esc",
        "slash": "/",
        "asterisk": "*",
        "question_mark": "?",
        "pageup": "page up",
        "pagedown": "page down",
    }.get(key, key)


def _everywhere() -> Iterable[Act]:
    here = Where.EVERYWHERE
    yield Act(
        "help",
        "f1",
        "help",
        "Says what can be done here, key by key, and what the signs mean.",
        here,
        footer=True,
    )
    yield Act(
        "privacy",
        "f8",
        "privacy",
        "Turns names into roles, hides free text and covers an open form; once more gives all of it back.",
        here,
        footer=True,
    )
    yield Act(
        "palette",
        "ctrl+p",
        "all acts",
        "Finds any act by its name.",
        here,
        "command_palette",
        footer=True,
    )
    yield Act("theme", "ctrl+t", "look", "Changes the look: dark, light, high contrast.", here, "next_theme")
    yield Act(
        "keep_elsewhere",
        "ctrl+k",
        "keep elsewhere",
        "Keeps everything in another place where it is not saved any more, and goes on there.",
        here,
    )
    yield Act(
        "cover_all",
        "ctrl+l",
        "cover the screen",
        "Covers the screen until the meetings are opened again; everything goes on being saved.",
        here,
    )
    yield Act(
        "leave", "ctrl+q", "leave", "Leaves the program; what is not saved is said first.", here, footer=True
    )


def _home() -> Iterable[Act]:
    here = Where.HOME
    yield Act("new_meeting", "n", "new", "Makes a new meeting from a short form.", here, footer=True)
    yield Act("search", "slash", "search", "Searches every meeting.", here, footer=True)
    yield Act("receive", "r", "receive", "Takes in a meeting that was handed over.", here)
    yield Act("hand_on_home", "o", "hand over", "Hands this meeting to another machine.", here, "hand_on")
    yield Act(
        "all_actions",
        "a",
        "actions",
        "Shows everything that was agreed over all meetings, what is overdue first.",
        here,
        footer=True,
    )
    yield Act(
        "audit",
        "u",
        "audit",
        "Counts over all meetings what an audit asks, figure by figure.",
        here,
        footer=True,
    )
    yield Act(
        "series_home",
        "t",
        "over time",
        "Shows a child over all meetings about it.",
        here,
        "series",
        footer=True,
    )
    yield Act("agencies", "g", "agencies", "Opens the register of agencies and contacts.", here, footer=True)
    yield Act(
        "meet_again_home",
        "b",
        "meet again",
        "Makes the next meeting about the children of this one.",
        here,
        "meet_again",
    )
    yield Act("demonstration", "d", "demo", "Opens invented meetings to practise on.", here, footer=True)


def _series() -> Iterable[Act]:
    here = Where.SERIES
    yield Act("close_series", "escape", "back", "Goes back.", here, "close", footer=True)
    yield Act("next_child", "c", "next child", "Shows the next child of the meeting.", here, footer=True)
    yield Act(
        "meet_again",
        "n",
        "next meeting",
        "Makes the next meeting about these children: open actions go on, the rest waits to be confirmed.",
        here,
        footer=True,
    )
    yield Act(
        "write_series",
        "x",
        "as a file",
        "Writes this child over time as PDF, Word or web page.",
        here,
        footer=True,
    )


def _agencies() -> Iterable[Act]:
    here = Where.AGENCIES
    yield Act("add_agency", "n", "add", "Adds an agency.", here, footer=True)
    yield Act("remove_agency", "x", "take out", "Takes out an agency that was added here.", here, footer=True)
    yield Act("filter_agencies", "slash", "find", "Goes back to typing.", here, footer=True)


def _search() -> Iterable[Act]:
    here = Where.SEARCH
    yield Act(
        "filter_found",
        "f2",
        "limit",
        "Limits the search to days, a team, an agency, a circumstance, an outcome, a stage, a warning.",
        here,
        footer=True,
    )
    yield Act(
        "order_found",
        "f3",
        "best or newest",
        "Puts those first that fit the words best, or the newest again.",
        here,
        footer=True,
    )
    yield Act("type_on", "slash", "type on", "Goes back to typing.", here, footer=True)


def _agreed() -> Iterable[Act]:
    here = Where.AGREED
    yield Act(
        "mark", "space", "mark", "Marks an action, or no longer: acts are about all that are marked.", here
    )
    yield Act("mark_all", "asterisk", "mark all", "Marks all actions that are shown, or none.", here)
    yield Act(
        "agreed_done", "d", "done", "Notes that actions were done: how we know, and when.", here, footer=True
    )
    yield Act("agreed_withdraw", "x", "withdraw", "Withdraws actions, with the reason.", here)
    yield Act(
        "agreed_hand_on",
        "o",
        "hand on",
        "Gives actions to another person, with the reason.",
        here,
        footer=True,
    )
    yield Act("agreed_again", "e", "open again", "Opens actions again that were done or withdrawn.", here)
    yield Act(
        "reminders",
        "r",
        "reminders",
        "Shows the text that reminds each owner, to copy, or writes it into a file; asks whether to note it.",
        here,
        footer=True,
    )
    yield Act(
        "follow_ups",
        "f",
        "follow-up",
        "Shows appointments, children to be seen, questions and enquiries, or the actions again.",
        here,
        footer=True,
    )
    yield Act(
        "which_due",
        "u",
        "due",
        "Goes on to those overdue, due today, soon, later, without a day.",
        here,
        footer=True,
    )
    yield Act("which_state", "s", "state", "Goes on to those that are done, withdrawn, or all.", here)
    yield Act("only_owner", "w", "only theirs", "Shows only those of the same owner, or everybody's.", here)
    yield Act("only_agency", "g", "only agency", "Shows only those of the same agency, or of all.", here)
    yield Act("only_team", "m", "only team", "Shows only those of the same team, or of all.", here)
    yield Act(
        "find_agreed",
        "slash",
        "find",
        "Goes to typing: owner, agency, child, team, words.",
        here,
        footer=True,
    )
    yield Act("agreed_undo", "ctrl+z", "undo", "Takes back what was noted here last, of all of them.", here)


def _audit() -> Iterable[Act]:
    here = Where.AUDIT
    yield Act(
        "split_figure",
        "s",
        "split",
        "Splits a figure by month, team, agency, authority or rules, or, if you ask, by chair.",
        here,
        footer=True,
    )
    yield Act(
        "map_figure", "m", "map", "Draws a figure agency by agency and month by month.", here, footer=True
    )
    yield Act(
        "which_meetings",
        "w",
        "which meetings",
        "Says which meetings are counted, and what stands beside: a period, a sample, other rules.",
        here,
        footer=True,
    )
    yield Act(
        "write_audit",
        "x",
        "as a file",
        "Writes these figures as a report or a spreadsheet, or the summary for a committee.",
        here,
        footer=True,
    )
    yield Act("every_meeting", "e", "every meeting", "Counts every meeting again, with nothing beside.", here)


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
        "contribution",
        "f2",
        "contribution",
        "Writes what an agency shared.",
        here,
        footer=True,
        once_signed=False,
    )
    yield Act(
        "action", "f3", "action", "Writes down what someone will do.", here, footer=True, once_signed=False
    )
    yield Act("who", "f4", "who's here", "Shows the register over any step.", here, footer=True)
    yield Act("previous_step", "f5", "step back", "Goes to the step before.", here)
    yield Act("warnings", "f6", "warnings", "Goes to the warnings, and back again.", here, footer=True)
    yield Act("next_step", "f7", "next step", "Goes to the step after.", here)
    yield Act(
        "urgent",
        "f9",
        "urgent",
        "Immediate safety first: press it twice to begin or end.",
        here,
        once_signed=False,
    )
    yield Act(
        "undo", "ctrl+z", "undo", "Withdraws what was recorded last; the record shows the correction.", here
    )
    yield Act("start", "ctrl+g", "start", "Starts the meeting's clock.", here, once_signed=False)
    yield Act("hand_on", "ctrl+o", "hand over", "Hands this meeting to another machine, locked.", here)
    yield Act(
        "accept_log", "ctrl+y", "accept log", "Accepts a log that is not what was remembered of it.", here
    )
    yield Act(
        "series",
        "ctrl+e",
        "over time",
        "Shows the child over all meetings: who came, what was decided, what became of it.",
        here,
    )
    yield Act("home", "ctrl+b", "back", "Goes back to the list of meetings; nothing is lost.", here)
    for number, name in enumerate(STEPS, 1):
        yield Act(f"step_{number}", str(number), name, f"Goes to step {number}.", here, f"step({number})")


def _register() -> Iterable[Act]:
    here = Where.REGISTER
    yield Act(
        "presence", "space", "here / left", "Marks someone as here, or as having left.", here, footer=True
    )
    yield Act("mode", "m", "how", "How they attend: room, phone, video, written.", here, footer=True)
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
    yield Act("unable", "u", "cannot come", "Notes when they cannot come.", here)


def _why() -> Iterable[Act]:
    here = Where.WHY
    yield Act("edit_why", "e", "edit", "Changes this part of why we meet.", here, "edit", footer=True)
    yield Act("read_aloud", "r", "read aloud", "Shows the words to say and notes them.", here, footer=True)
    yield Act(
        "add_why",
        "n",
        "add",
        "Adds a child, somebody in the family, or a place.",
        here,
        footer=True,
    )
    yield Act(
        "take_away", "x", "take away", "Takes away a child, relative or place put there by mistake.", here
    )


def _round() -> Iterable[Act]:
    here = Where.ROUND
    yield Act("call", "space", "call", "Gives the agency its turn before anything is written.", here)
    yield Act("next_agency", "n", "next", "Goes to the next agency not called yet.", here, footer=True)
    yield Act("nothing_known", "k", "holds nothing", "The agency has looked and holds nothing.", here)
    yield Act("withheld", "w", "withheld", "The agency shares nothing or holds something back: why.", here)
    yield Act("challenge", "c", "challenge", "Another agency questions this.", here, footer=True)
    yield Act("booked", "b", "booked", "What is booked in the next fourteen days.", here, footer=True)
    yield Act("offer", "f", "only they", "What only this agency can do or find out.", here)
    yield Act("to_action", "a", "make action", "Makes an action that answers this.", here, footer=True)
    yield Act("no_action", "o", "no action because", "Says why nothing follows from this.", here)
    yield Act("risk", "r", "risk", "Marks what was shared as a risk, or as context again.", here)
    yield Act("take_back", "x", "take back", "Takes back what was written down by mistake.", here)
    yield Act(
        "chronology", "y", "chronology", "Types or pastes rows of the chronology, or brings a file.", here
    )
    yield Act("reply", "v", "reply", "Brings in an agency's answer from a file.", here)
    yield Act("pattern", "p", "pattern", "Says what the chronology shows and what it changes.", here)


def _meaning() -> Iterable[Act]:
    here = Where.MEANING
    yield Act("edit_meaning", "e", "edit", "Changes this part of what it means.", here, "edit", footer=True)
    yield Act(
        "add_unknown",
        "n",
        "unknown",
        "Writes down what is not known.",
        here,
        footer=True,
    )
    yield Act("find_out", "a", "make action", "Makes an action to find this out.", here, footer=True)
    yield Act("known", "x", "known now", "Takes back what is known after all.", here)


def _decision() -> Iterable[Act]:
    here = Where.DECISION
    yield Act("decide", "e", "decide", "Writes the decision and its reasons.", here, footer=True)
    yield Act("agrees", "space", "agrees", "Notes that this agency agrees.", here, footer=True)
    yield Act("position", "p", "position", "Notes an agency's own view of the decision.", here, footer=True)
    yield Act("annotate", "n", "add words", "Adds words beside “decided without”.", here)
    yield Act("override", "o", "go on without", "Goes on without the minimum, with a reason.", here)


def _plan() -> Iterable[Act]:
    here = Where.PLAN
    yield Act("edit_line", "e", "edit", "Changes this line of the plan.", here, footer=True)
    yield Act(
        "done",
        "space",
        "done",
        "It was done, found out, or they were seen.",
        here,
        footer=True,
    )
    yield Act("add_here", "n", "add", "Adds a line to the section the cursor is in.", here, footer=True)
    yield Act("cancel_action", "x", "withdraw", "Withdraws the action, with a reason.", here)
    yield Act("acknowledge", "k", "they know", "Notes that an absent owner knows of the action.", here)
    yield Act(
        "remove",
        "delete",
        "take out",
        "Takes a contingency or a question out of the plan.",
        here,
        once_signed=False,
    )


def _read_back() -> Iterable[Act]:
    here = Where.READ_BACK
    yield Act("read_back", "r", "read aloud", "Shows what is read aloud at the end.", here, footer=True)
    yield Act("gap_reason", "g", "reason", "Says why a gap is left.", here, footer=True, once_signed=False)
    yield Act(
        "sign",
        "s",
        "sign",
        "Signs the record by the chair's name, which seals it.",
        here,
        footer=True,
        once_signed=False,
    )
    yield Act(
        "export", "x", "export", "Makes the record as Word, PDF, web page or tables.", here, footer=True
    )
    yield Act(
        "records",
        "l",
        "records",
        "Writes the record to send to each recipient, and notes that it was sent.",
        here,
        footer=True,
    )
    yield Act("preview", "v", "preview", "Shows the record as this recipient will see it.", here, footer=True)
    yield Act("news", "d", "what is new", "Shows what is new since this recipient was sent it.", here)
    yield Act("cover", "m", "message", "Shows or opens the message that goes with this record.", here)
    yield Act("off_list", "delete", "off the list", "Takes off the list who was not sent it.", here)
    yield Act("add_late", "n", "add", "Adds late information, or a recipient among the recipients.", here)


def _preparing() -> Iterable[Act]:
    here = Where.PREPARING
    yield Act("schedule", "t", "time", "Proposes times, shows the clock and sets one.", here, footer=True)
    yield Act(
        "papers",
        "l",
        "letters",
        "Writes what you send: invitations, requests, agenda; notes what was sent.",
        here,
        footer=True,
    )
    yield Act("agenda", "g", "agenda", "Shows the agenda: minutes, slots, order.", here, footer=True)
    yield Act("call_off", "delete", "call off", "Cancels the meeting, with a reason.", here)
    here = Where.AGENDA
    yield Act("item_up", "u", "up", "Moves the item one place up.", here, "move(-1)", footer=True)
    yield Act("item_down", "d", "down", "Moves the item one place down.", here, "move(1)", footer=True)
    yield Act("add_slot", "n", "slot", "Adds a slot for someone who comes for one item.", here, footer=True)
    yield Act("drop_slot", "x", "take out", "Takes a slot out.", here, footer=True)
    yield Act("usual", "r", "usual", "Goes back to the usual agenda.", here)
    yield Act("close_agenda", "escape", "close", "Closes it.", here, "close", footer=True)


def _bringing_in() -> Iterable[Act]:
    here = Where.BRINGING_IN
    yield Act("take_in", "ctrl+s", "take in", "Takes the rows into the chronology.", here, footer=True)
    yield Act("columns", "c", "columns", "Says which column is what.", here, footer=True)
    yield Act("give_up", "escape", "give up", "Closes it; nothing is taken in.", here, footer=True)


def _small() -> Iterable[Act]:
    yield Act(
        "contacted", "c", "contacted", "Notes that they were called, and when.", Where.WARNINGS, footer=True
    )
    yield Act("waive", "w", "waive", "Goes on without, with a reason.", Where.WARNINGS, footer=True)
    yield Act("why", "y", "why", "Shows where the rule comes from.", Where.WARNINGS)
    yield Act(
        "not_now",
        "z",
        "not now",
        "Puts it off until the next gate or for ten minutes; it comes back by itself.",
        Where.WARNINGS,
        footer=True,
    )
    yield Act("every_warning", "asterisk", "all", "Shows all as one list, or the rows again.", Where.WARNINGS)
    yield Act("save", "ctrl+s", "save", "Saves the form.", Where.FORM, footer=True)
    yield Act(
        "close", "escape", "close", "Closes it; what was typed is kept as a draft.", Where.FORM, footer=True
    )
    yield Act(
        "begin_anew",
        "ctrl+r",
        "begin anew",
        "Drops what was kept from before; what is saved stands there again.",
        Where.FORM,
    )
    yield Act(
        "save_next",
        "ctrl+n",
        "save, next",
        "Saves the form and opens the next one: of the same agency, where something was shared.",
        Where.NEXT,
        footer=True,
        also="ctrl+enter",
    )
    yield Act("choose", "enter", "open", "Opens the line, or picks it.", Where.LIST)
    yield Act(
        "read_row",
        "right",
        "read all",
        "Shows all there is to say about the line; of a row of warnings, what is in it.",
        Where.LIST,
    )
    yield Act("line_up", "up", "up", "Goes one line up.", Where.LIST, "cursor(-1)")
    yield Act("line_down", "down", "down", "Goes one line down.", Where.LIST, "cursor(1)")
    yield Act("page_up", "pageup", "page up", "Goes a page up.", Where.LIST, "page(-1)")
    yield Act("page_down", "pagedown", "page down", "Goes a page down.", Where.LIST, "page(1)")
    yield Act("first_line", "home", "first", "Goes to the first line.", Where.LIST, "edge(0)")
    yield Act("last_line", "end", "last", "Goes to the last line.", Where.LIST, "edge(-1)")
    yield Act(
        "jump",
        "j",
        "jump",
        "Paints a letter on each panel and row: pressing it goes there.",
        Where.LIST,
        "app.jump",
    )
    yield Act("close_jump", "escape", "end", "Takes the letters away again.", Where.JUMP, "close")
    yield Act("answer", "enter", "answer", "Answers with the line.", Where.QUESTION, footer=True)
    yield Act(
        "put_aside", "escape", "put aside", "Closes it; nothing is answered.", Where.QUESTION, footer=True
    )
    yield Act("close_reader", "escape", "close", "Closes it.", Where.READER, "close", footer=True)
    yield Act(
        "end_practice",
        "q",
        "end practice",
        "Ends the guided practice; the invented meetings stay open.",
        Where.PRACTICE,
    )


READS = frozenset({"read_aloud", "contact"})
"""What can be done at the steps up to the decision once the record is signed: the rest would change it."""


def _ends(acts_of_a_step: Iterable[Act]) -> Iterable[Act]:
    """Yield the acts of a step that a signed record takes no more, beside those that only read."""
    return (replace(act, once_signed=act.id in READS) for act in acts_of_a_step)


ACTS: tuple[Act, ...] = (
    *_everywhere(),
    *_home(),
    *_series(),
    *_agencies(),
    *_audit(),
    *_search(),
    *_agreed(),
    *_meeting(),
    *_ends(_register()),
    *_ends(_why()),
    *_ends(_round()),
    *_ends(_meaning()),
    *_ends(_decision()),
    *_plan(),
    *_read_back(),
    *_preparing(),
    *_bringing_in(),
    *_small(),
)
"""Every act, in the order in which help shows them."""

BY_ID = {act.id: act for act in ACTS}


def key_of(act: str) -> str:
    """Return the key of an act, by its id, as a sentence names it: `F6`, `^s`, `g`."""
    return BY_ID[act].shown_key


def with_keys(words: str) -> str:
    """Return words in which the id of an act in braces has become its key: `{sign} signs`."""
    return words.format_map(_shown_keys(tuple(TYPED.items())))


@cache
def _shown_keys(_typed: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return how sentences name each act, once for as long as the typed words are these."""
    return {act.id: act.shown_key for act in ACTS}


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
            ",".join(filter(None, (act.key, act.also))),
            act.action or act.id,
            act.label,
            show=act.footer,
            id=act.id,
            priority=act.where is Where.EVERYWHERE,
        )
        for act in acts(*where)
    ]


def keys_words(act: Act) -> str:
    """Return the keys of an act for the page of keys."""
    return " or ".join(f"`{one}`" for one in (act.shown_key, shown(act.also) if act.also else "") if one)


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
        lines += [f"| {keys_words(act)} | {act.label} | {act.help} |" for act in acts(where)]
    return "\n".join(lines) + "\n"
