"""Sentences for what happened to the log itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from chairtui.core.calendar.when import say_when
from chairtui.core.change import Event
from chairtui.core.continuity import (
    BackupPutBack,
    CopyReceived,
    Doubt,
    Flaw,
    HandedOver,
    LogAccepted,
    MachineChanged,
)
from chairtui.core.sentences.names import Names

_OPEN = {
    Flaw.CUT: "entries were cut off its end, or an older copy of the database was put back",
    Flaw.REWRITTEN: "entries in it were rewritten",
    Flaw.UNPROVED: (
        "the file that remembers its end was missing or emptied, or lines were taken out of it, so that a "
        "cut would not be noticed"
    ),
}


def doubt_words(doubts: Sequence[Doubt]) -> str:
    """Return what does not fit, without an end; nothing where all fits."""
    flaws = {doubt.flaw for doubt in doubts}
    return "; ".join(words for flaw, words in _OPEN.items() if flaw in flaws)


def warning_words(doubts: Sequence[Doubt]) -> str:
    """Return a sentence for whoever looks at a meeting whose log is not what was remembered of it."""
    return (
        f"Warning: the log of this meeting is not what it was: {doubt_words(doubts)}. “chairtui verify” says "
        "where; “chairtui accept” accepts it as it is."
    )


def bar_words(doubts: Sequence[Doubt], key: str) -> str:
    """Return what stays on the screen of a meeting whose log does not fit; nothing where it does.

    `key` is the one that accepts it.
    """
    if not doubts:
        return ""
    flaws = doubt_words(doubts)
    return f"It is not what was remembered of it: {flaws}. {key} accepts it as it is, in your name."


def _changed(event: MachineChanged, names: Names) -> str:
    return f"From here on this machine has a new id (before: {event.former[-6:]}): {event.because.value}."


def _accepted(event: LogAccepted, names: Names) -> str:
    return f"The log was accepted as it is, although {doubt_words(event.doubts)}: {event.because}"


def _put_back(event: BackupPutBack, names: Names) -> str:
    until = f" that ends {say_when(event.made_at)}" if event.made_at else ""
    lost = {0: "what was written", 1: "one entry written"}.get(event.lost, f"{event.lost} entries written")
    return f"A backup{until} was put back, without {lost} to this meeting since."


def hand_over_words(event: HandedOver | CopyReceived) -> str:
    """Return for whom the meeting was handed over, or from whom it came and as it was when."""
    if isinstance(event, HandedOver):
        to = f"to {event.to}" if event.to.strip() else "to somebody who was not named"
        if not event.written:
            return f"The file for handing the meeting over {to} was not written after all."
        return f"The meeting was handed over {to}, in a file locked with {event.locked.value}."
    count = "one entry was" if event.entries == 1 else f"{event.entries} entries were"
    return (
        f"Received from {event.by.strip() or 'somebody'} (machine {event.device_id[-6:]}), as the meeting "
        f"was there {say_when(event.made_at)}: {count} new here."
    )


CONTINUITY_WORDS: dict[type[Event], Callable[[Any, Names], str]] = {
    MachineChanged: _changed,
    LogAccepted: _accepted,
    BackupPutBack: _put_back,
    HandedOver: lambda event, _: hand_over_words(event),
    CopyReceived: lambda event, _: hand_over_words(event),
}
