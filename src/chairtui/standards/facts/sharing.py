"""Facts about what agencies shared, and the round."""

from collections.abc import Iterable
from datetime import timedelta

from msgspec import Struct

from chairtui.core.register import Attendee
from chairtui.core.risks import is_answered, open_because
from chairtui.core.round import Turn
from chairtui.core.sharing import Challenge, Contribution, Offer
from chairtui.core.vocabulary import Weight, YesNo
from chairtui.standards.facts.fact import attributes, fact, subjects
from chairtui.standards.facts.sight import Sight


class Group(Struct, frozen=True):
    """The lines of one agency, in one area, that take or took part."""

    key: str
    lines: tuple[Attendee, ...]
    absent: tuple[Attendee, ...] = ()
    """Its other lines: who of it wrote, and was not there."""


@subjects("agency")
def _(sight: Sight) -> Iterable[Group]:
    """Each agency that takes or took part, however many people it sent; not who helps the meeting itself."""
    groups: dict[str, list[Attendee]] = {}
    for line in sight.meeting.attendance.register:
        if sight.speaks(line):
            area = sight.away(line)
            groups.setdefault(f"{line.agency}@{area}" if area else line.agency, []).append(line)
    for key, lines in groups.items():
        if there := tuple(line for line in lines if line.stays):
            yield Group(key, there, tuple(line for line in lines if not line.stays))


attributes("agency", Group, key="The agency's key, with the area after an at sign.")


@fact("agency.title", "agency")
def _(sight: Sight, group: Group) -> str:
    """What it is called."""
    return sight.title(group.lines[0])


@fact("agency.name", "agency")
def _(sight: Sight, group: Group) -> str:
    """What its kind of agency is called, whichever school, force or authority it is."""
    return sight.agencies.get(group.lines[0].agency).name


@fact("agency.called", "agency")
def _(sight: Sight, group: Group) -> bool:
    """Whether it had its turn in the round."""
    return any(sight.meeting.sharing.turn(line.id).called_at for line in group.lines)


@fact("agency.passed", "agency")
def _(sight: Sight, group: Group) -> bool:
    """Whether it had its turn in the round and another agency had one after it."""
    ids = {line.id for line in group.lines}
    return sight.speaking not in ids and any(sight.has_passed(one) for one in ids)


@fact("agency.spoke", "agency")
def _(sight: Sight, group: Group) -> bool:
    """Whether it shared something, also in writing, said that it knows nothing, or said why it withholds."""
    return any(line.id in sight.heard_ids for line in (*group.lines, *group.absent))


@subjects("withholding")
def _(sight: Sight) -> Iterable[Turn]:
    """Each line of the register that shares nothing or holds something back, also in writing."""
    return [turn for turn in sight.meeting.sharing.turns if turn.withholds]


attributes("withholding", Turn, id="The id of the line.")


@fact("withholding.title", "withholding")
def _(sight: Sight, turn: Turn) -> str:
    """Who withholds."""
    return sight.title_of(turn.id)


@fact("withholding.reasoned", "withholding")
def _(turn: Turn) -> bool:
    """Whether one of the reasons of the closed list is written."""
    return turn.reason is not None


@fact("round.begun")
def _(sight: Sight) -> bool:
    """Whether any agency had its turn."""
    return any(turn.called_at for turn in sight.meeting.sharing.turns)


@fact("bookings.unasked")
def _(sight: Sight) -> tuple[str, ...]:
    """Who had their turn and was not asked what is booked in the next fourteen days."""
    told = {one.attendee_id for one in sight.meeting.sharing.bookings}
    told |= {line.id for line in sight.meeting.attendance.register if not sight.speaks(line)}
    turns = [one for one in sight.meeting.sharing.turns if one.called_at and not one.bookings_asked]
    return tuple(dict.fromkeys(sight.title_of(one.id) for one in turns if one.id not in told))


@fact("contributions.count")
def _(sight: Sight) -> int:
    """How many things were shared."""
    return len(sight.meeting.sharing.contributions)


@fact("contributions.unanalysed")
def _(sight: Sight) -> int:
    """How many of them do not say what they mean for the child."""
    return sum(not one.so_what.strip() for one in sight.meeting.sharing.contributions)


@fact("contributions.stale")
def _(sight: Sight) -> int:
    """How many are older than the profile's days, or second-hand."""
    oldest = sight.day - timedelta(days=sight.figure("stale_days", 10_000))
    shared = sight.meeting.sharing.contributions
    return sum(one.second_hand is YesNo.YES or bool(one.as_of_on and one.as_of_on < oldest) for one in shared)


@fact("contributions.undated")
def _(sight: Sight) -> int:
    """How many do not say to which day they belong or where they come from."""
    return sum(not (one.as_of_on and one.source.strip()) for one in sight.meeting.sharing.contributions)


@fact("challenges.count")
def _(sight: Sight) -> int:
    """How many questions and challenges were put to what agencies said."""
    return len(sight.meeting.sharing.challenges)


@subjects("contribution")
def _(sight: Sight) -> Iterable[Contribution]:
    """Each thing that an agency shared."""
    return sight.meeting.sharing.contributions


attributes("contribution", Contribution, id="Its id.")


@fact("contribution.agency", "contribution")
def _(sight: Sight, one: Contribution) -> str:
    """What the agency is called that shared it."""
    return sight.title_of(one.attendee_id)


@fact("contribution.risk", "contribution")
def _(one: Contribution) -> bool:
    """Whether it is marked as a risk."""
    return one.weight is Weight.RISK


@fact("contribution.meaning_said", "contribution")
def _(one: Contribution) -> bool:
    """Whether it says what it means for the child."""
    return bool(one.so_what.strip())


@fact("contribution.passed", "contribution")
def _(sight: Sight, one: Contribution) -> bool:
    """Whether another agency spoke after the one that shared it, or the room has gone on from the round."""
    return sight.held and (sight.round_complete or sight.has_passed(one.attendee_id))


@fact("contribution.answered", "contribution")
def _(sight: Sight, one: Contribution) -> bool:
    """Whether an action answers it, or it is written why nothing follows; a missed booking opens it again."""
    return is_answered(sight.meeting, one)


@fact("contribution.open_because", "contribution")
def _(sight: Sight, one: Contribution) -> str:
    """Why it is open: it has no action, or what was booked about it was missed."""
    return open_because(sight.meeting, one)


@subjects("challenge")
def _(sight: Sight) -> Iterable[Challenge]:
    """Each question or challenge to what an agency said."""
    return sight.meeting.sharing.challenges


attributes("challenge", Challenge, id="Its id.")


@fact("challenge.agency", "challenge")
def _(sight: Sight, one: Challenge) -> str:
    """Whose information is challenged."""
    return sight.title_of(one.attendee_id)


@fact("challenge.answered", "challenge")
def _(one: Challenge) -> bool:
    """Whether it has an answer."""
    return bool(one.answer.strip())


@subjects("offer")
def _(sight: Sight) -> Iterable[Offer]:
    """Each thing that an agency said only it can do."""
    return sight.meeting.sharing.offers


attributes("offer", Offer, id="Its id.")


@fact("offer.agency", "offer")
def _(sight: Sight, one: Offer) -> str:
    """Who offered it."""
    return sight.title_of(one.attendee_id)


@fact("offer.taken", "offer")
def _(sight: Sight, one: Offer) -> bool:
    """Whether an action takes it up."""
    return one.id in sight.answered
