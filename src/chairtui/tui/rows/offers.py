"""What can be done with each kind of row of a step, and by which keys: the one table of it.

The detail of a row says these words, and the footer names no other key that belongs to a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Formatter

from chairtui.tui.keys import Where, with_keys

SEALED = "The record is signed: what comes now is late information (step 7)."
_WRITES = "Enter or {edit_why}: change   {read_aloud} read aloud   {add_why} add"
_TAKES = "Enter or {edit_why}: change   {take_away} take away   {add_why} add"
_READS = "Enter or {read_aloud}: read aloud   {add_why} add"
_MEANS = "Enter or {edit_meaning}: write it   {add_unknown} what we do not know"
_CHRONOLOGY = "Enter or {pattern}: what it shows and changes   {chronology} add rows"
_LINES = "{edit_line} edit   {add_here} add another   {remove} take out"
_FOLLOWS = "Enter or {edit_line}: write it   {action} action"
_ROOM = "Enter: shows it, and says it in words"
_MORE = "Enter or {add_here}: add"

OFFERS: Mapping[Where, Mapping[str, str]] = {
    Where.REGISTER: {
        "chair": "Enter: who leads",
        "met": "Enter: answers it",
        "series": "Enter: each meeting, who came and what was decided",
        "partners": "Enter: asks them again",
        "ready": "{papers} letters   {schedule} time   {agenda} agenda",
        "part": "Enter or {contact}: whom to call",
        "room": _ROOM,
        "leads": "Enter or {person}: who they are   {unable} cannot come   {first_hand} has met",
        "before": "Enter: invited or not   {papers} letters   {unable} cannot come   {person} name",
        "here": "{presence}: left   {mode} how   {first_hand} has met   {person} name",
        "away": "{presence}: came   {contact} call   {invited} invited   {left_out} not, why",
        "room, signed": _ROOM,
        "series, signed": "Enter: each meeting, who came and what was decided",
    },
    Where.WHY: {
        "": _WRITES,
        "purpose": _READS,
        "carried": _READS,
        "child": _TAKES,
        "family": _TAKES,
        "place": _TAKES,
        "time": "Enter or {schedule}: sets it",
        "agenda": "Enter or {agenda}: minutes, slots, order",
        "earlier": "Enter: links them, with what they left open",
        "perhaps": "Enter: links them, if it is the same child",
        "unconfirmed": "Enter: asks what is so still",
        "purpose, signed": "Enter or {read_aloud}: read aloud",
        "carried, signed": "Enter or {read_aloud}: read aloud",
    },
    Where.ROUND: {
        "before": "Enter: what we ask   {contribution} type an answer   {reply} file",
        "turn": "Enter: write   {call} call   {nothing_known} holds nothing   {withheld} withheld   "
        "{challenge} question   {booked} booked",
        "called": "Enter: write   {nothing_known} holds nothing   {withheld} withheld   "
        "{challenge} question   {booked} booked",
        "absent": "Enter: here after all, or sent something",
        "fact": "Enter: change   {to_action} action   {no_action} why none   {challenge} question   "
        "{risk} a risk or not   {booked} booked",
        "challenge": "Enter: change it   {challenge} another   {booked} booked",
        "offer": "Enter: change it   {to_action} make action",
        "booking": "Enter: change it   {to_action} make action",
        "chronology": _CHRONOLOGY,
        "row": _CHRONOLOGY,
        "no rows": "Enter or {chronology}: types, pastes or brings rows",
    },
    Where.MEANING: {
        "": _MEANS,
        "unknown": "Enter or {edit_meaning}: change   {find_out} make action   {known} known now",
        "unknown, none": "Enter or {add_unknown}: what we do not know",
    },
    Where.DECISION: {
        "child": "Enter or {decide}: decides",
        "child, not begun": "{start} starts the meeting: a decision is taken in it",
        "decision": "Enter or {decide}: changes it",
        "position": "{agrees}: agrees   Enter or {position}: another view",
        "position, said": "Enter or {position}: another view",
        "topic": "Enter: settles it",
        "without": "Enter: reads it",
        "without, decided": "Enter or {annotate}: reads it, and adds your words",
        "type": "Enter or {override}: goes on without the minimum",
        "type, met": "{decide}: decides, or changes what was decided",
        "type, not begun": "{start} starts the meeting",
        "override": "Enter or {override}: goes on without the minimum",
        "room": _ROOM,
        "room, signed": _ROOM,
        "conference": "Enter: the plan",
        "conference, signed": "Enter: the plan",
    },
    Where.PLAN: {
        "none": "Enter: why none is needed   {action} or {add_here} adds one",
        "action": "{done}: done   {edit_line} edit   {cancel_action} withdraw   {add_here} add",
        "action, untold": "{done}: done   {acknowledge} they know   {edit_line} edit   {add_here} add",
        "action, closed": "{done}: open again   {edit_line} edit   {add_here} add",
        "booking": "Enter: was it kept?   {add_here} add",
        "contingency": _LINES,
        "further": _LINES,
        "question": "{done}: found out   " + _LINES,
        "contingency, none": _MORE,
        "further, none": _MORE,
        "question, none": _MORE,
        "seeing": "Enter: who sees them, by when   {done} seen on",
        "conference": _FOLLOWS,
        "next": _FOLLOWS,
        "enquiry": _FOLLOWS,
        "returns": _FOLLOWS,
        "carried": "Enter: goes on with it",
        "action, signed": "{done}: done   {cancel_action} withdraw",
        "action, untold, signed": "{done}: done   {cancel_action} withdraw   {acknowledge} they know",
        "action, closed, signed": "{done}: open again",
        "question, signed": "{done}: found out",
        "booking, signed": "Enter: was it kept?",
        "seeing, signed": "Enter: who sees them   {done} seen on",
        "conference, signed": "Enter or {edit_line}: was it held?",
        "enquiry, signed": "Enter or {edit_line}: how it ended",
        "returns, signed": "Enter or {edit_line}: what is not noted",
    },
    Where.READ_BACK: {
        "gap": "{gap_reason}: why it is left   Enter mends it   {sign} sign",
        "line": "Enter or {gap_reason}: the next reason   {sign} sign",
        "unknown": "Enter or {gap_reason}: whether they were invited",
        "none": "{read_back}: read aloud   {export} export",
        "meter": "Enter or {read_back}: read aloud",
        "read": "Enter or {read_back}: read aloud",
        "proposed": "Enter: adds them   {add_late} somebody else",
        "proposed, none": "Enter or {add_late}: adds somebody",
        "delivery": "Enter: what they get, and how   {off_list} off the list   {add_late} somebody else",
        "next": "Enter: sets it",
        "sign": "Enter or {sign}: signs",
        "delivery, signed": "Enter: sent, has it   {preview} see it   {cover} message   {add_late} another",
        "proposed, signed": "Enter: adds them   {preview} see it   {add_late} somebody else",
        "proposed, none, signed": "Enter or {add_late}: adds somebody",
        "sign, signed": "{add_late}: late information   {export} export",
        "next, signed": "{add_late}: late information   {export} export",
        "left, signed": "{read_back}: read aloud   {export} export",
        "left, none, signed": "{read_back}: read aloud   {export} export",
        "meter, signed": "Enter or {read_back}: read aloud",
        "read, signed": "Enter or {read_back}: read aloud",
        "older, signed": "{records}: writes it   {add_late} late information",
        "addendum, signed": "Enter: whether it changes the decision   {add_late} more",
        "addendum, none, signed": "Enter or {add_late}: adds it",
        "action, signed": "Enter: it was done   {add_late} late information",
    },
}
"""By step and kind of row: what Enter does, and the acts, by their ids; for all other kinds of it: "" ."""

BESIDE = frozenset(
    {"read_aloud", "add_why", "add_unknown", "read_back", "export", "records", "sign", "decide", "start"}
    | {"papers", "schedule", "agenda", "contribution", "action", "chronology"}
)
"""Acts that are done wherever the cursor is, though the words of a row may name them."""


def template(where: Where, kind: str, *, signed: bool = False) -> str | None:
    """Return what can be done with a kind of row, with the ids of acts in braces; none if not known."""
    table = OFFERS.get(where, {})
    if not signed:
        return table.get(kind, table.get(""))
    return table.get(f"{kind}, signed", SEALED)


@cache
def named(words: str) -> tuple[str, ...]:
    """Return the acts that a template names."""
    return tuple(name for _, name, _, _ in Formatter().parse(words) if name)


@cache
def of_rows(where: Where) -> frozenset[str]:
    """Return the acts of a step that only a row can offer."""
    return frozenset(act for words in OFFERS.get(where, {}).values() for act in named(words)) - BESIDE


def in_words(words: str) -> str:
    """Return a template in which each act has become its key."""
    return with_keys(words)
