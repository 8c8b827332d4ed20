"""The children, their families, and what each child says."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from chairtui.core.births import UNWRITTEN, Birth, awaited, check_birth, is_written, says_unborn
from chairtui.core.change import Command, Event, becomes, say
from chairtui.core.vocabulary import Circumstance, Education, YesNo
from chairtui.core.what_changes import drops, keeps
from chairtui.core.with_ids import find, find_or_refuse

if TYPE_CHECKING:
    from chairtui.core.meeting import Meeting


class Child(Struct, frozen=True, kw_only=True):
    """A child whom the meeting is about."""

    id: str
    name: str
    """Name or initials."""
    born_on: date | None = None
    expected_on: date | None = None
    """Expected date of birth of an unborn child."""
    birth: Birth = UNWRITTEN
    """How far the birth is known where its day is not."""
    education: Education = Education.UNKNOWN
    setting: str = ""
    """The school, nursery or college."""
    open_to: tuple[str, ...] = ()
    """Keys of the agencies that work with the child now."""
    lives_with: str = ""
    local_id: str = ""
    nhs_number: str = ""
    upn: str = ""


NUMBERS = ("local_id", "nhs_number", "upn")
"""By which a child is known in more than one meeting."""


def plain(reference: str) -> str:
    """Return a number or reference as it is compared: without spaces, in one case."""
    return "".join(reference.split()).casefold()


def name_key(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.split()).casefold()


def numbers_of_both(child: Child, other: Child) -> tuple[frozenset[str], frozenset[str]]:
    """Return which numbers (`NUMBERS`) of two children are the same, and which that both have differ."""
    numbers = [(field, plain(getattr(child, field)), plain(getattr(other, field))) for field in NUMBERS]
    agree = frozenset(field for field, here, there in numbers if here and here == there)
    return agree, frozenset(field for field, here, there in numbers if here and there and here != there)


def same_child(child: Child, other: Child) -> bool | None:
    """Say whether two meetings tell of the same child; nothing where perhaps, and a person has to say it.

    A number that both have and that is the same says so, unless their NHS numbers differ, for nobody has two.
    Without such a number, the same name and day of birth do, unless another number that both have differs.
    """
    agree, differ = numbers_of_both(child, other)
    if agree:
        return None if "nhs_number" in differ else True
    name = name_key(child.name)
    alike = name and name == name_key(other.name) and child.born_on and child.born_on == other.born_on
    return (None if differ else True) if alike else False


PARENTS = frozenset(
    "mother father mum dad parent stepmother stepfather stepparent "
    "step-mother step-father step-parent".split()
)
"""Words of a relationship that make somebody a parent."""


class FamilyMember(Struct, frozen=True, kw_only=True):
    """Someone else in the family: a parent or carer, a sibling, anyone in the household."""

    id: str
    name: str
    relationship: str = ""
    is_child: bool = False
    """A sibling or other child of the household, who has to be seen too."""
    lives_with_child: YesNo = YesNo.UNKNOWN
    open_to: tuple[str, ...] = ()
    """Keys of the agencies that work with them now."""
    children: tuple[str, ...] = ()
    """Ids of the children whose parent, carer or relative they are; empty means that it is not said."""

    @property
    def is_born_child(self) -> bool:
        """Whether they are a child who can be seen: an unborn brother or sister cannot."""
        return self.is_child and not says_unborn(f"{self.name} {self.relationship}")

    @property
    def is_parent(self) -> bool:
        """Whether the relationship says that they are a parent or step-parent: “mother's partner” is none."""
        words = re.findall(r"[a-z-]+(?:['’]s)?", self.relationship.casefold())
        return not self.is_child and any(word in PARENTS for word in words)

    def belongs_to(self, child_id: str) -> bool:
        """Say whether it is written that they belong to a child."""
        return child_id in self.children


class Voice(Struct, frozen=True, kw_only=True):
    """What one child says, and how we know; or why it is not known and by when it will be."""

    id: str
    """The child's id."""
    said: str = ""
    said_on: date | None = None
    to_whom: str = ""
    seen_alone: YesNo = YesNo.UNKNOWN
    tool: str = ""
    communication: str = ""
    not_gathered_because: str = ""
    gather_by: date | None = None


def unborn(children: Collection[Child], circumstances: Collection[Circumstance]) -> frozenset[str]:
    """Return the ids of the children who are not born: a birth is expected, and nothing is written of one.

    Where the circumstances tell of an unborn child whose expected day nobody wrote, it is the one child
    of whose birth nothing is written.
    """
    expected = {one.id for one in children if awaited(one)}
    undated = {one.id for one in children if not is_written(one)}
    if not expected and len(undated) == 1 and Circumstance.UNBORN in circumstances:
        return frozenset(undated)
    return frozenset(expected)


class DescribeChild(Command, frozen=True, kw_only=True):
    """Say who a child is, or correct it."""

    child: Child


class ChildDescribed(Event, frozen=True, kw_only=True):
    """It is known who a child is."""

    child: Child


class RemoveChild(Command, frozen=True, kw_only=True):
    """Take a child out of the meeting who was put there by mistake."""

    child_id: str


class ChildRemoved(Event, frozen=True, kw_only=True):
    """A child is not part of the meeting after all."""

    child_id: str


class DescribeFamilyMember(Command, frozen=True, kw_only=True):
    """Say who belongs to the family, or correct it."""

    member: FamilyMember


class FamilyMemberDescribed(Event, frozen=True, kw_only=True):
    """It is known who belongs to the family."""

    member: FamilyMember


class RemoveFamilyMember(Command, frozen=True, kw_only=True):
    """Take somebody out of the family who was put there by mistake."""

    member_id: str


class FamilyMemberRemoved(Event, frozen=True, kw_only=True):
    """Somebody does not belong to the family after all."""

    member_id: str


class HearChild(Command, frozen=True, kw_only=True):
    """Note what a child says and how it was gathered, or why not and by when."""

    voice: Voice


class ChildHeard(Event, frozen=True, kw_only=True):
    """The child's own view is in the record."""

    voice: Voice


ChildEvent = ChildDescribed | ChildRemoved | FamilyMemberDescribed | FamilyMemberRemoved | ChildHeard


def _check_child(command: DescribeChild, meeting: Meeting) -> None:
    say(command.child.name.strip(), "Give the child's name or initials.")
    check_birth(command.child)


def _check_removal(command: RemoveChild, meeting: Meeting) -> None:
    find_or_refuse(meeting.concern.children, command.child_id, "child")
    say(len(meeting.concern.children) > 1, "A meeting is about at least one child.")
    decided = meeting.deciding.about(command.child_id)
    named = (
        {one.id for one in meeting.concern.voices}
        | {one.id for one in meeting.analysis.judgements}
        | {one.id for one in meeting.plan.seeing}
        | {one.id for one in meeting.plan.enquiries}
        | {one.child_id for one in meeting.closing.distribution}
    )
    say(
        decided is None and command.child_id not in named,
        "Something about this child is in the record already, so the child stays in it.",
    )
    kin = [one.name for one in meeting.concern.family if one.belongs_to(command.child_id)]
    say(not kin, f"Say first that this is not the child of {' and '.join(kin)}.")


def _check_member(command: DescribeFamilyMember, meeting: Meeting) -> None:
    for child_id in command.member.children:
        find_or_refuse(meeting.concern.children, child_id, "child")


def _check_leaving(command: RemoveFamilyMember, meeting: Meeting) -> None:
    find_or_refuse(meeting.concern.family, command.member_id, "family member")
    say(
        find(meeting.plan.seeing, command.member_id) is None,
        "The plan says who sees this child, so the child stays in the record.",
    )


def _check_voice(command: HearChild, meeting: Meeting) -> None:
    find_or_refuse(meeting.concern.children, command.voice.id, "child")
    given = command.voice.said.strip() or command.voice.not_gathered_because.strip()
    say(given, "Write what the child says, or why it is not known yet.")


becomes(DescribeChild, ChildDescribed, _check_child)
becomes(RemoveChild, ChildRemoved, _check_removal)
becomes(DescribeFamilyMember, FamilyMemberDescribed, _check_member)
becomes(RemoveFamilyMember, FamilyMemberRemoved, _check_leaving)
becomes(HearChild, ChildHeard, _check_voice)
keeps(ChildDescribed, "concern", "children", "child", "child")
drops(ChildRemoved, "concern", "children", "child_id", "child")
keeps(FamilyMemberDescribed, "concern", "family", "member", "family member")
drops(FamilyMemberRemoved, "concern", "family", "member_id", "family member")
keeps(ChildHeard, "concern", "voices", "voice", "child's own view")
