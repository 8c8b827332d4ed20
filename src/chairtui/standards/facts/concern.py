"""Facts about the meeting as a whole: its stage, its leader, why it is held."""

from collections.abc import Iterable

from chairtui.core.children import Child
from chairtui.core.concern import Place
from chairtui.core.vocabulary import PARENTAL, Circumstance, YesNo
from chairtui.core.with_ids import find
from chairtui.standards.facts.fact import attributes, fact, subjects
from chairtui.standards.facts.places import force_at
from chairtui.standards.facts.sight import Sight
from chairtui.standards.grades import is_one_of


@fact("stage")
def _(sight: Sight) -> str:
    """How far the meeting has come: preparing, in progress, partly decided, decided or signed."""
    return sight.meeting.stage.value


@fact("signed")
def _(sight: Sight) -> bool:
    """Whether the record is signed."""
    return sight.meeting.closing.signature is not None


@fact("urgent")
def _(sight: Sight) -> bool:
    """Whether the meeting is urgent."""
    return sight.meeting.urgent


@fact("form")
def _(sight: Sight) -> str:
    """How it is held: meeting, telephone discussion or chain of calls."""
    return sight.meeting.form.value


@fact("circumstances")
def _(sight: Sight) -> tuple[str, ...]:
    """The circumstances that make roles expected."""
    return tuple(one.value for one in sight.meeting.concern.circumstances)


@fact("chair.name")
def _(sight: Sight) -> str:
    """Who leads the meeting."""
    chair = sight.meeting.attendance.chair
    return chair.name if chair else ""


@fact("chair.grade")
def _(sight: Sight) -> str:
    """The grade of whoever leads the meeting."""
    chair = sight.meeting.attendance.chair
    return chair.grade if chair else ""


@fact("chair.senior")
def _(sight: Sight) -> bool | None:
    """Whether the chair's grade is one that the profile names for such a meeting."""
    chair = sight.meeting.attendance.chair
    if chair is None or not chair.grade.strip():
        return None
    return is_one_of(chair.grade, _asked_grades(sight), sight.grades)


@fact("chair.grades_asked")
def _(sight: Sight) -> tuple[str, ...]:
    """Which grades the profile names for a chair of such a meeting."""
    return _asked_grades(sight)


def _asked_grades(sight: Sight) -> tuple[str, ...]:
    complex_one = Circumstance.COMPLEX in sight.meeting.concern.circumstances
    grades = sight.figures.get("figure.complex_chair_grades" if complex_one else "figure.chair_grades", ())
    return grades if isinstance(grades, tuple) else ()


@fact("team.transferred")
def _(sight: Sight) -> bool:
    """Whether the case came to this team from another."""
    return sight.meeting.concern.team.transferred_on is not None


@fact("team.previous_known")
def _(sight: Sight) -> bool:
    """Whether the team that held it before is named."""
    return bool(sight.meeting.concern.team.previous.strip())


@fact("carried.count")
def _(sight: Sight) -> int:
    """How many things earlier meetings left open."""
    return len(sight.meeting.series.carried)


@fact("carried.read")
def _(sight: Sight) -> bool:
    """Whether they were read out."""
    return sight.meeting.series.read_at is not None


@fact("purpose.read")
def _(sight: Sight) -> bool:
    """Whether the purpose was read aloud."""
    return sight.meeting.concern.purpose_read_at is not None


@fact("safety.answered")
def _(sight: Sight) -> bool:
    """Whether it is answered if each child is safe now."""
    return sight.meeting.concern.safety.safe is not YesNo.UNKNOWN


@fact("safety.unsafe")
def _(sight: Sight) -> bool:
    """Whether a child is not safe now."""
    return sight.meeting.concern.safety.safe is YesNo.NO


@fact("missing.blank")
def _(sight: Sight) -> tuple[str, ...]:
    """What is not written about the missing child."""
    missing = sight.meeting.concern.missing
    parts = {
        "when last seen": missing.last_seen,
        "what was done so far": missing.efforts,
        "the risk": missing.risk,
        "likely places": missing.likely_places,
        "who is searching": missing.searching,
        "the return interview": missing.return_interview,
    }
    blank = [name for name, words in parts.items() if not words.strip()]
    return (*blank, *(() if missing.next_check_at else ("the next check",)))


@fact("assessment.under_way")
def _(sight: Sight) -> bool | None:
    """Whether an assessment was already under way."""
    answer = sight.meeting.concern.assessment_under_way
    return None if answer is YesNo.UNKNOWN else answer is YesNo.YES


@subjects("child")
def _(sight: Sight) -> Iterable[Child]:
    """Each child whom the meeting is about."""
    return sight.meeting.concern.children


attributes("child", Child, id="Id of the child.", name="The child's name or initials.")


@fact("child.born", "child")
def _(sight: Sight, child: Child) -> bool:
    """Whether the child is born."""
    return child.id not in sight.unborn


@fact("child.heard", "child")
def _(sight: Sight, child: Child) -> bool:
    """Whether it is written what the child says."""
    return any(one.id == child.id and one.said.strip() for one in sight.meeting.concern.voices)


@fact("child.how_blank", "child")
def _(sight: Sight, child: Child) -> tuple[str, ...]:
    """What is not written of how the child was heard: to whom, on which day, by which tool, if alone."""
    voice = find(sight.meeting.concern.voices, child.id)
    if voice is None:
        return ()
    parts = {
        "to whom": voice.to_whom.strip(),
        "on which day": voice.said_on,
        "by which tool": voice.tool.strip(),
        "whether alone": voice.seen_alone is not YesNo.UNKNOWN,
    }
    return tuple(name for name, written in parts.items() if not written)


@fact("child.unheard_explained", "child")
def _(sight: Sight, child: Child) -> bool:
    """Whether it is written why the child was not heard, and by when it will be."""
    voices = [one for one in sight.meeting.concern.voices if one.id == child.id]
    return any(one.not_gathered_because.strip() and one.gather_by for one in voices)


@subjects("adult")
def _(sight: Sight) -> Iterable[Circumstance]:
    """Each circumstance of an adult that may bear on the child's care."""
    return (one for one in sight.meeting.concern.circumstances if one in PARENTAL)


@fact("adult.circumstance", "adult")
def _(circumstance: Circumstance) -> str:
    """The circumstance."""
    return circumstance.value


@fact("adult.impact_said", "adult")
def _(sight: Sight, circumstance: Circumstance) -> bool:
    """Whether it is written what it means for this child's care."""
    return any(one.id is circumstance and one.means.strip() for one in sight.meeting.concern.impacts)


@subjects("place")
def _(sight: Sight) -> Iterable[Place]:
    """Each place that matters."""
    return sight.meeting.concern.places


attributes("place", Place, id="Id of the place.")


@fact("place.title", "place")
def _(place: Place) -> str:
    """What the place is called."""
    return place.name or place.authority or place.kind.value


@fact("place.force_known", "place")
def _(place: Place) -> bool:
    """Whether it is known which police force covers the place."""
    return bool(force_at(place))
