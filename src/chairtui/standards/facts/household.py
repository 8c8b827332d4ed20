"""Facts about the children and parents who have to be seen, and whom a child's age and schooling bring in."""

from collections.abc import Iterable

from msgspec import Struct

from chairtui.core.births import born_between
from chairtui.core.children import Child, FamilyMember
from chairtui.core.vocabulary import Education, YesNo
from chairtui.core.with_ids import find
from chairtui.standards.facts.ages import ages_at, stage_of
from chairtui.standards.facts.fact import attributes, fact, subjects
from chairtui.standards.facts.sight import Sight


@fact("child.age_known", "child")
def _(sight: Sight, child: Child) -> bool | None:
    """Whether the child's age is written; not known where it may be under 5 or 18 and it may not."""
    known = ages_at(sight.meeting, child)
    if known is None:
        return born_between(child) is not None
    return True if len({stage_of(age) for age in known}) == 1 else None


@fact("child.ages", "child")
def _(sight: Sight, child: Child) -> str:
    """The ages between which the child's lies, in words; empty if nothing is known of it."""
    known = ages_at(sight.meeting, child)
    return f"{known[0]} and {known[1]}" if known else ""


@fact("child.seen", "child")
def _(sight: Sight, child: Child) -> bool:
    """Whether it is written on which day the child was seen."""
    seeing = find(sight.meeting.plan.seeing, child.id)
    return seeing is not None and seeing.seen_on is not None


@fact("child.schooling_known", "child")
def _(child: Child) -> bool:
    """Whether it is written where the child is taught, if anywhere."""
    return child.education is not Education.UNKNOWN


class Person(Struct, frozen=True):
    """A child of the meeting or of the household."""

    id: str
    name: str


@subjects("person")
def _(sight: Sight) -> Iterable[Person]:
    """Each born child of the meeting and of the household, who has to be seen."""
    concern = sight.meeting.concern
    children = [one for one in concern.children if one.id not in sight.unborn]
    family = [one for one in concern.family if one.is_born_child and one.lives_with_child is not YesNo.NO]
    return [Person(one.id, one.name) for one in children] + [Person(one.id, one.name) for one in family]


attributes("person", Person, id="Id of the child or family member.", name="Their name or initials.")


@fact("person.seeing_planned", "person")
def _(sight: Sight, one: Person) -> bool:
    """Whether it is written who sees them and by when, or that they were seen."""
    return _is_planned(sight, one.id)


@fact("person.alone_known", "person")
def _(sight: Sight, person: Person) -> bool:
    """Whether it is written if they are, or were, seen alone."""
    seeing = find(sight.meeting.plan.seeing, person.id)
    return seeing is not None and seeing.alone is not YesNo.UNKNOWN


@fact("person.gap", "person")
def _(sight: Sight, person: Person) -> str:
    """What is to be said of what the plan leaves open about seeing them."""
    if not _is_planned(sight, person.id):
        return f"It is not planned who sees {person.name}, and by when."
    return f"It is planned who sees {person.name}, and not whether they are seen alone."


@subjects("parent")
def _(sight: Sight) -> Iterable[FamilyMember]:
    """Each parent or step-parent of the family of whom it is not written that they live with the child."""
    family = sight.meeting.concern.family
    return (one for one in family if one.is_parent and one.lives_with_child is not YesNo.YES)


attributes("parent", FamilyMember, id="Their id.")


@fact("parent.name", "parent")
def _(one: FamilyMember) -> str:
    """Their name and what they are to the child."""
    return f"{one.name} ({one.relationship})" if one.name != one.relationship else one.name


@fact("parent.elsewhere", "parent")
def _(one: FamilyMember) -> bool | None:
    """Whether they live elsewhere."""
    return None if one.lives_with_child is YesNo.UNKNOWN else one.lives_with_child is YesNo.NO


@fact("parent.seeing_planned", "parent")
def _(sight: Sight, one: FamilyMember) -> bool:
    """Whether it is written who sees them and by when, or that they were seen."""
    return _is_planned(sight, one.id)


def _is_planned(sight: Sight, person_id: str) -> bool:
    seeing = find(sight.meeting.plan.seeing, person_id)
    return seeing is not None and sight.is_person(seeing.by) and bool(seeing.due_on or seeing.seen_on)
