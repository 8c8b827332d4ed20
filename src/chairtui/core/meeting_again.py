"""The next meeting about the same children: what it begins with, and what is asked before it is so again.

Who the children are is known. What was so at the last meeting, its circumstances, its places, where a child
lives and learns, who works with the family and which team holds the case, may be otherwise by now: nothing
of it is claimed until somebody confirms it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Command
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember
from chairtui.core.concern import NamePlace, NameTeam, SetCircumstances
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.core.people import folded
from chairtui.core.vocabulary import Education, Stage
from chairtui.core.with_ids import find


class Unconfirmed(Struct, frozen=True, kw_only=True):
    """Something that was so at the last meeting, and of which nobody said that it is so still."""

    key: str
    kind: str
    """What it is: circumstance, place, family."""
    words: str


def begins_again(last: Meeting, prepare: PrepareMeeting) -> tuple[Command, ...]:
    """Return the commands that make the next meeting about the children of one: who they are, and no more."""
    prepare = replace(prepare, authority=prepare.authority or last.authority)
    return (prepare, *(DescribeChild(child=_who(child)) for child in last.concern.children))


def _who(child: Child) -> Child:
    return replace(child, education=Education.UNKNOWN, setting="", open_to=(), lives_with="")


def last_of(meeting: Meeting, kept: Iterable[Meeting]) -> Meeting | None:
    """Return the meeting that was held last of those that a meeting follows and that are kept here."""
    followed = {earlier.id for earlier in meeting.series.earlier}
    held = [there for there in kept if there.id in followed and there.started_at]
    return max(held, key=lambda there: (there.started_at, there.id), default=None)


def unconfirmed(meeting: Meeting, last: Meeting) -> tuple[Unconfirmed, ...]:
    """Return what was so at the last meeting and is not said of this one; once this decided, nothing."""
    if meeting.stage not in (Stage.PREPARING, Stage.HELD):
        return ()
    return tuple(one for one, _ in _asked(meeting, last))


def named_by(asked: Sequence[Unconfirmed], words: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the keys of what is meant by its beginning, its kind or “all”; and the words that mean none."""
    keys, strange = set[str](), []
    for typed in words:
        begins = folded(typed)
        meant = {one.key for one in asked if begins in ("all", folded(one.kind))}
        meant |= {one.key for one in asked if begins and folded(one.words).startswith(begins)}
        keys |= meant
        strange += [] if meant else [typed]
    return frozenset(keys), tuple(strange)


def confirmed(meeting: Meeting, last: Meeting, keys: Collection[str]) -> tuple[Command, ...]:
    """Return the commands that say of this meeting too what was so at the last one and is picked."""
    picked = [command for one, command in _asked(meeting, last) if one.key in keys]
    known = meeting.concern.circumstances
    more = [word for one in picked if isinstance(one, SetCircumstances) for word in one.circumstances]
    described = _children(meeting, [one.child for one in picked if isinstance(one, DescribeChild)])
    rest = [one for one in picked if not isinstance(one, SetCircumstances | DescribeChild)]
    return (*([SetCircumstances(circumstances=(*known, *more))] if more else ()), *described, *rest)


def _children(meeting: Meeting, parts: Sequence[Child]) -> Iterator[Command]:
    """Yield each child once, with all that was confirmed of it; each part has one answer more."""
    for now in meeting.concern.children:
        child = now
        for part in parts:
            if part.id == now.id:
                news = {
                    name: new for name in _OF_A_CHILD if (new := getattr(part, name)) != getattr(now, name)
                }
                if "open_to" in news:
                    news["open_to"] = tuple(dict.fromkeys((*child.open_to, *part.open_to)))
                child = replace(child, **news)
        if child != now:
            yield DescribeChild(child=child)


_OF_A_CHILD = ("education", "setting", "lives_with", "open_to")


def _asked(meeting: Meeting, last: Meeting) -> Iterator[tuple[Unconfirmed, Command]]:
    """Yield what is asked, each with the command that says it."""
    now, then = meeting.concern, last.concern
    for word in then.circumstances:
        if word not in now.circumstances:
            key = f"circumstance/{word.name}"
            said = SetCircumstances(circumstances=(word,))
            yield Unconfirmed(key=key, kind="circumstance", words=word.value), said
    known = {(place.kind, folded(place.name), folded(place.authority)) for place in now.places}
    for place in then.places:
        if (place.kind, folded(place.name), folded(place.authority)) not in known:
            words = f"{place.kind.value}: {', '.join(filter(None, (place.name, place.authority)))}"
            yield Unconfirmed(key=f"place/{place.id}", kind="place", words=words), NamePlace(place=place)
    for child in now.children:
        if was := find(then.children, child.id):
            yield from _of_a_child(child, was)
    names = {folded(member.name) for member in now.family}
    for member in then.family:
        if folded(member.name) not in names:
            words = ", ".join(filter(None, (member.name, member.relationship)))
            said_of = DescribeFamilyMember(member=member)
            yield Unconfirmed(key=f"family/{member.id}", kind="family", words=words), said_of
    if then.team.name and not now.team.name:
        yield Unconfirmed(key="team", kind="team", words=then.team.name), NameTeam(team=then.team)


def _of_a_child(now: Child, was: Child) -> Iterator[tuple[Unconfirmed, Command]]:
    if folded(now.name) != folded(was.name):
        return
    taught = was.setting or (was.education.value if was.education is not Education.UNKNOWN else "")
    if taught and not now.setting and now.education is Education.UNKNOWN:
        said = replace(now, education=was.education, setting=was.setting)
        key, words = f"learns/{now.id}", f"{now.name}: {taught}"
        yield Unconfirmed(key=key, kind="school or setting", words=words), DescribeChild(child=said)
    if was.lives_with and not now.lives_with:
        said = replace(now, lives_with=was.lives_with)
        words = f"{now.name}: {was.lives_with}"
        yield Unconfirmed(key=f"lives/{now.id}", kind="lives with", words=words), DescribeChild(child=said)
    for agency in was.open_to:
        if agency not in now.open_to:
            said, words = replace(now, open_to=(agency,)), f"{now.name}: {agency}"
            asked = Unconfirmed(key=f"open/{now.id}/{agency}", kind="works with", words=words)
            yield asked, DescribeChild(child=said)


def unconfirmed_words(asked: Sequence[Unconfirmed], last: Meeting) -> str:
    """Return that something was so at the last meeting and is not confirmed; nothing where nothing is."""
    if not asked:
        return ""
    number = len(asked)
    things = "1 thing is" if number == 1 else f"{number} things are"
    return f"From {last.reference}, {things} not confirmed"
