"""Slices of a meeting in words that the screens and the record share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from chairtui.core.calendar.clocks import say_clock
from chairtui.core.calendar.deadlines import local_day
from chairtui.core.calendar.when import say_when
from chairtui.core.closing import Addendum
from chairtui.core.decision import Decision, Position, standing, was_there
from chairtui.core.listing import and_words, ended
from chairtui.core.meeting import Meeting
from chairtui.core.people import same_name
from chairtui.core.register import Attendee, Invitation, Stay, invited
from chairtui.core.rooms import children_of
from chairtui.core.vocabulary import Answer, Change, Invited, Outcome, Sector, View
from chairtui.core.with_ids import find

Title = Callable[[str], str]
"""Returns the name of an agency by its key, as the register of agencies has it."""


def plain_title(key: str) -> str:
    """Return an agency's key as words, where no register of agencies is at hand."""
    agency, _, area = key.partition("@")
    words = agency.replace("-", " ").replace("_", " ").strip()
    return f"{words[:1].upper()}{words[1:]}" + (f", {area}" if area else "")


def agency_of(line: Attendee, title: Title = plain_title) -> str:
    """Return which agency a line of the register is from, with its unit and area."""
    name = line.called or title(line.agency)
    unit = line.unit.value if line.unit and line.unit.value.casefold() not in name.casefold() else ""
    area = line.area if line.area.casefold() not in name.casefold() else ""
    return ", ".join(filter(None, (name, unit, area)))


def agency_named(key: str, attendee_id: str, register: Iterable[Attendee], title: Title = plain_title) -> str:
    """Return the name of somebody's agency; where two lines share it, with the setting or area of theirs.

    `attendee_id` is their line; with none, or a line of another agency, the key alone counts.
    """
    alike = [line for line in register if line.agency == key]
    own = find(alike, attendee_id)
    if own is not None and len({(line.unit, line.area, line.called) for line in alike}) > 1:
        return agency_of(own, title)
    return title(key) if key else ""


def who(line: Attendee, title: Title = plain_title) -> str:
    """Return a line of the register as the record names it: a person with their agency, or that alone."""
    agency = agency_of(line, title)
    return agency if same_name(line.name, line.called or title(line.agency)) else beside(line.name, agency)


def beside(name: str, agency: str) -> str:
    """Return a name with an agency beside it: either alone where the other says the same or nothing."""
    return f"{name} ({agency})" if name and agency and not same_name(name, agency) else name or agency


def urgent_words(meeting: Meeting) -> str:
    """Return that a meeting was held in the urgent mode, and why; empty where it was not."""
    because = f": {meeting.urgent_because}" if meeting.urgent_because else ""
    return ended(f"It was held in the urgent mode{because}") if meeting.urgent else ""


def without_minimum_words(meeting: Meeting) -> str:
    """Return who went on without the minimum, why, and when they meet again; empty where nobody did."""
    override = meeting.attendance.override
    if override is None:
        return ""
    reason = f": {override.reason}" if override.reason else ""
    words = ended(f"{override.chair} went on without the minimum{reason}")
    return f"{words} They meet again {say_when(override.reconvene_at)}."


def outcome_words(decision: Decision) -> str:
    """Return what was decided, and until when it is adjourned."""
    if decision.outcome is not Outcome.ADJOURN:
        return decision.outcome.value
    until = say_when(decision.adjourned_until) if decision.adjourned_until else "no time set"
    return f"{decision.outcome.value}, until {until}"


def conference_words(meeting: Meeting) -> str:
    """Return by when a conference is planned, why, and whether it was held; empty where none is planned."""
    conference = meeting.plan.conference
    if conference is None:
        return ""
    why = f": {conference.reason}" if conference.reason else ""
    by = f" by {say_when(conference.target_on)}" if conference.target_on else ", and no day is set"
    held = f"It was held {say_when(conference.held_on)}" if conference.held_on else "It has not been held yet"
    return f"{ended(f'A child protection conference is planned{by}{why}')} {held}."


def late_words(late: Addendum) -> str:
    """Return what came after signing, from whom, and whether it changes the decision."""
    reason = f": {late.reason}" if late.reason else ""
    undecided = late.change is Change.UNDECIDED
    changes = "whether it changes the decision is to be decided" if undecided else f"it {late.change.value}"
    return f"Late information from {late.author}: {late.words} ({changes}{reason})"


def invitation_words(
    line: Attendee, register: Iterable[Attendee], decided: Iterable[datetime] = (), *, brief: bool = False
) -> str:
    """Return what the ledger of invitations says of a line: the word, when, by whom, how and why.

    A `brief` one has the word, the day and why.
    """
    word = invited(line, register, decided=decided)
    known = _when_invited(line.invitation) if brief else _how_invited(line.invitation)
    if word is Invited.UNKNOWN:
        return "it is not written whether they were invited"
    if word in (Invited.ATTENDED, Invited.PART_ATTENDED, Invited.SENT_DEPUTY, Invited.SENT_WRITTEN):
        declined = line.invitation.answer is Answer.DECLINED
        reason = f": {line.invitation.reason}" if declined and line.invitation.reason else ""
        asked = f"; {'declined' if declined else 'invited'}{known}{reason}"
        return f"{word.value}{asked}" if known or declined else word.value
    return f"{word.value}{known}{': ' + line.invitation.reason if line.invitation.reason else ''}"


def stays_words(line: Attendee, still: str) -> str:
    """Return when and how someone took part; until `still` where they did not leave, or from when alone."""
    return "; ".join(f"{stay.mode.value} {_stay_words(stay, still)}" for stay in line.stays)


def _stay_words(stay: Stay, still: str) -> str:
    until = say_clock(stay.left_at) if stay.left_at else still
    return f"{say_clock(stay.joined_at)} to {until}" if until else f"from {say_clock(stay.joined_at)}"


def until_when(meeting: Meeting) -> str:
    """Return until when those took part who did not leave: nobody knows of a meeting that is not signed."""
    return "the end" if meeting.closing.signature else ""


def position_words(meeting: Meeting, title: Title = plain_title) -> tuple[str, ...]:
    """Return each agency's view by name, of each decision that stands; an absence is never an agreement."""
    return tuple(map(_about, views_about(meeting, title)))


def views_about(meeting: Meeting, title: Title = plain_title) -> tuple[tuple[str, str], ...]:
    """Return the same, each view after the children that it is about; nobody where it is about all."""
    return _of_each_decision(meeting, title, _view_words)


def own_position_words(meeting: Meeting, title: Title = plain_title) -> tuple[str, ...]:
    """Return the views that were taken, of whoever has one, and nothing of the others."""
    return tuple(map(_about, _of_each_decision(meeting, title, _taken_words)))


def again_words(meeting: Meeting, decision: Decision) -> str:
    """Return for which of its children a decision stands no more, and since when; empty while it stands."""
    gone = [
        (child.name, later.decided_at)
        for child in meeting.concern.children
        if child.id in decision.children and (later := meeting.deciding.about(child.id))
        if later.id != decision.id
    ]
    if not gone:
        return ""
    since = min((at for _, at in gone if at), default=None)
    whose = f"for {and_words([name for name, _ in gone])} it" if children_of(meeting, decision) else "it"
    again = f"at {say_clock(since)}" if since else "later"
    return f"{whose[0].upper()}{whose[1:]} stands no more: it was decided again {again}."


_Words = Callable[[Meeting, Attendee, Decision, Title], str]


def _of_each_decision(meeting: Meeting, title: Title, words_of: _Words) -> tuple[tuple[str, str], ...]:
    """Return the words about each line, after the children that they are about if not about all."""
    decisions, about_each = standing(meeting), []
    for line in meeting.attendance.register:
        said: dict[str, list[str]] = {}
        for decision in decisions:
            if words := words_of(meeting, line, decision, title):
                said.setdefault(words, []).extend(children_of(meeting, decision))
        for words, names in said.items():
            apart = len(said) > 1 or len(names) < sum(len(children_of(meeting, one)) for one in decisions)
            about_each.append((and_words(names) if apart else "", words))
    return tuple(about_each)


def _about(one: tuple[str, str]) -> str:
    names, words = one
    return f"About {names}: {words}" if names else words


def _view_words(meeting: Meeting, line: Attendee, decision: Decision, title: Title) -> str:
    if words := _taken_words(meeting, line, decision, title):
        return words
    if line.sector is Sector.SUPPORT:
        return ""
    if was_there(line, decision):
        return f"{who(line, title)} was not asked for a view."
    return f"{who(line, title)} was absent and does not count as agreeing."


def _taken_words(meeting: Meeting, line: Attendee, decision: Decision, title: Title) -> str:
    taken = meeting.deciding.view(line.id, decision.id)
    return _position(line, taken, decision.decided_at, title) if taken else ""


def _position(line: Attendee, position: Position, decided_at: datetime | None, title: Title) -> str:
    name = who(line, title)
    there = decided_at is None or line.was_here(decided_at)
    reason = f": {position.reason}" if position.reason else ""
    further = f" Taken further: {position.escalation}" if position.escalation else ""
    if position.view is View.NOT_ASKED:
        return ended(f"{name} was not asked for a view{reason}") + further
    if position.view is View.AGREE and not there:
        return ended(f"{name} {_agreed_absent(line, decided_at)}{reason}") + further
    absent = "" if there else " (not there when the decision was taken)"
    return ended(f"{name} {position.view.value}{absent}{reason}") + further


def _agreed_absent(line: Attendee, decided_at: datetime | None) -> str:
    """Return what an agreement is worth of someone who was not there when the decision was taken."""
    if line.wrote is None or decided_at is None:
        return "is written down as agreeing, but was absent and does not count"
    after = line.wrote.is_after(decided_at)
    if after is None:
        day = "was absent and wrote on the day of the decision, before or after it is not known"
        return f"{day}: that does not count as agreeing with it"
    if after:
        return "was absent and agrees in writing, sent after the decision"
    return "was absent, wrote before the decision and does not count as agreeing with it"


def _when_invited(invitation: Invitation) -> str:
    known = invitation.answer is not Answer.UNKNOWN and invitation.at
    return f" {say_when(local_day(invitation.at))}" if known and invitation.at else ""


def _how_invited(invitation: Invitation) -> str:
    if invitation.answer is Answer.UNKNOWN:
        return ""
    parts = (
        f" {say_when(invitation.at)}" if invitation.at else "",
        f" by {invitation.by}" if invitation.by else "",
        f", {invitation.channel}" if invitation.channel else "",
    )
    return "".join(parts)
