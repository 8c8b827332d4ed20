"""Every text of a meeting by its place, and what a copy still says in words although it was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from chairtui.core.meeting import Meeting
from chairtui.core.people import folded
from chairtui.core.vocabulary import Redaction
from chairtui.core.with_ids import key_of
from chairtui.live.sending import Mention

_KEYS = frozenset(
    "id reference authority profile agency area attendee_id owner_id deputy_for called local_id nhs_number "
    "upn code root tells channel".split()
)
"""Fields that hold no sentence: keys, numbers and the words of a list."""

_SHORTEST = 5
"""Characters of a name or number from which on it is looked for in other texts."""


def is_key(field: str, value: Any) -> bool:
    """Say whether a field holds no sentence."""
    return field in _KEYS and type(value) is str


def texts_of(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a value with its place, but keys and numbers."""
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts_of(item, f"{place}[{key_of(item, number)}]")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if not is_key(name, getattr(value, name)):
                yield from texts_of(getattr(value, name), f"{place}.{name}".lstrip("."))
    elif type(value) is str and value.strip():
        yield place, value


def places_of(value: Any, place: str = "") -> Iterator[str]:
    """Yield every place in a value where something stands, whatever it is."""
    if isinstance(value, tuple):
        inner = [(item, f"{place}[{key_of(item, number)}]") for number, item in enumerate(value)]
    elif isinstance(value, Struct):
        inner = [(getattr(value, name), f"{place}.{name}".lstrip(".")) for name in value.__struct_fields__]
    else:
        inner = []
    if value not in (None, "", ()):
        yield place
    for item, there in inner:
        yield from places_of(item, there)


def still_told(whole: Meeting, copy: Meeting, left_out: frozenset[Redaction]) -> tuple[Mention, ...]:
    """Return where a copy says in a sentence, word for word, what was left out of it as a field.

    A redaction takes out fields: whether a sentence may stay, a person decides. Whoever raised the concern
    and was at the meeting or has an action is named for other reasons, and is not looked for.
    """
    private = tuple(dict.fromkeys(_private(whole, left_out)))
    numbers = tuple(dict.fromkeys(_numbers(whole, left_out)))
    mentions = []
    for place, words in texts_of(copy):
        said = tuple(one for one in private if one in folded(words))
        said += tuple(one for one in numbers if _together(one) in _together(words))
        if said:
            mentions.append(Mention(place=place, words=words, found=said))
    return tuple(mentions)


def _private(whole: Meeting, left_out: frozenset[Redaction]) -> Iterator[str]:
    concern = whole.concern
    words: list[str] = []
    if Redaction.REFERRER in left_out and folded(concern.referrer) not in _known(whole):
        words.append(concern.referrer)
    if Redaction.PLACES in left_out:
        words += [place.name for place in concern.places]
        words += [child.setting for child in concern.children]
    yield from (folded(one) for one in words if len(one.strip()) >= _SHORTEST)


def _numbers(whole: Meeting, left_out: frozenset[Redaction]) -> Iterator[str]:
    if Redaction.NUMBERS in left_out:
        for child in whole.concern.children:
            numbers = (child.local_id, child.nhs_number, child.upn)
            yield from (folded(one) for one in numbers if len(_together(one)) >= _SHORTEST)


def _together(words: str) -> str:
    """Return a text as numbers are looked for in it: however they were grouped."""
    return re.sub(r"[\s-]", "", words.casefold())


def _known(whole: Meeting) -> set[str]:
    """Return who is named in the record for other reasons."""
    return {folded(line.name) for line in whole.attendance.register} | {
        folded(name)
        for action in whole.plan.actions
        for name in (action.owner, *(one.owner for one in action.handed))
    }
