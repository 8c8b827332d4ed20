"""Facts about what follows: who gets the record, what came late."""

from collections.abc import Iterable

from chairtui.core.closing import Addendum
from chairtui.core.delivery import Delivery, state_of
from chairtui.core.people import same_name
from chairtui.core.register import left_out
from chairtui.core.versions import version_of
from chairtui.core.vocabulary import Change, DeliveryState
from chairtui.standards.facts.fact import attributes, fact, subjects
from chairtui.standards.facts.sight import Sight
from chairtui.standards.verdict import Expected


@fact("distribution.missing")
def _(sight: Sight) -> tuple[str, ...]:
    """Which agencies are owed the outcome and are not on the list: present, expected, or with an action.

    Signing lists them by itself, except those who were left out on purpose: before it, only these are asked
    about.
    """
    listed = {one.agency for one in sight.meeting.closing.distribution}
    if sight.meeting.closing.signature is None:
        register = sight.meeting.attendance.register
        by_itself = {line.agency for line in register if line.stays or not left_out(line)}
        by_itself |= {line.agency for line in register if not sight.speaks(line)}
        out = dict.fromkeys(line.agency for line in register if line.agency not in by_itself | listed)
        return tuple(sight.named(one) for one in out)
    owed = [line.agency for line in sight.meeting.attendance.register if line.stays and sight.speaks(line)]
    owed += [agency for one in sight.expected if not sight.is_here(one.key) for agency in _called(sight, one)]
    owed += [one.agency for one in sight.meeting.plan.standing if one.agency]
    return tuple(sight.named(one) for one in dict.fromkeys(owed) if one not in listed)


def _called(sight: Sight, one: Expected) -> Iterable[str]:
    """Return the agencies of the lines that fill a role; the role's own where nobody does."""
    return tuple(line.agency for line in sight.standing_for[one.key]) or (one.agency,)


@fact("distribution.referrer_missing")
def _(sight: Sight) -> bool:
    """Whether there is a referrer who is not on the list of recipients."""
    referrer = sight.meeting.concern.referrer
    recipients = sight.meeting.closing.distribution
    told = any(one.agency == "referrer" or same_name(one.recipient, referrer) for one in recipients)
    return bool(referrer.strip()) and not told


@fact("conflicts.open")
def _(sight: Sight) -> int:
    """How many things two machines changed apart, without anybody having settled which stands."""
    return len(sight.meeting.conflicts)


@subjects("delivery")
def _(sight: Sight) -> Iterable[Delivery]:
    """Each recipient of the record, or of the outcome, once it is signed: before that nothing is due."""
    return sight.meeting.closing.distribution if sight.meeting.closing.signature else ()


attributes("delivery", Delivery, id="Its id.", recipient="Who gets it.")


@fact("delivery.sent", "delivery")
def _(one: Delivery) -> bool:
    """Whether it was sent."""
    return one.sent_at is not None


@fact("delivery.in_time", "delivery")
def _(sight: Sight, delivery: Delivery) -> bool | None:
    """Whether it was sent by the time it was due and did not come back; not known before, or without one."""
    state = state_of(delivery, version_of(sight.meeting.closing), sight.now)
    has_it = delivery.sent_at is not None and state is not DeliveryState.RETURNED
    if delivery.due_at is None or (not has_it and sight.now <= delivery.due_at):
        return None
    return has_it and delivery.sent_at is not None and delivery.sent_at <= delivery.due_at


@fact("delivery.acknowledged", "delivery")
def _(one: Delivery) -> bool:
    """Whether they said that they have it."""
    return one.acknowledged_at is not None


@fact("delivery.overdue", "delivery")
def _(sight: Sight, delivery: Delivery) -> bool:
    """Whether it was due and they were not sent it, or it came back."""
    late = delivery.due_at is not None and delivery.due_at < sight.now
    return late and state_of(delivery, version_of(sight.meeting.closing), sight.now) in (
        DeliveryState.OVERDUE,
        DeliveryState.RETURNED,
    )


@fact("delivery.channel_known", "delivery")
def _(one: Delivery) -> bool:
    """Whether it is written by which channel it goes."""
    return bool(one.channel.strip())


@subjects("addendum")
def _(sight: Sight) -> Iterable[Addendum]:
    """Each piece of information that came after signing."""
    return sight.meeting.closing.addenda


attributes("addendum", Addendum, id="Its id.", author="Who wrote it.")


@fact("addendum.decided", "addendum")
def _(one: Addendum) -> bool:
    """Whether it is said if it changes the decision."""
    return one.change is not Change.UNDECIDED
