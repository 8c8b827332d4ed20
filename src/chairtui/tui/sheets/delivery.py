"""The forms of the ledger: who gets which record, what is left out of it, and what became of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import datetime
from textwrap import shorten

from msgspec.structs import replace

from chairtui.core.change import Command
from chairtui.core.delivery import Delivery, Passed
from chairtui.core.distribution import WHY_PASSED, AddRecipient, NoteDelivery
from chairtui.core.versions import version_of
from chairtui.core.views import agency_named
from chairtui.core.vocabulary import RecordKind, Redaction, Stage
from chairtui.core.with_ids import find
from chairtui.directory.naming import title_in
from chairtui.live.ledger import state_words
from chairtui.live.sending import LeftOut, Mention
from chairtui.tui.sheets.choices import agencies_as_options, children_as_options
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, options, picked, sent_to, several, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

BY_WHOM = "What is left out goes by whose record it is: look at what it is for them, then save."


def delivery_sheet(sitting: Sitting, shown: Delivery, *, listed: bool) -> Sheet:
    """Return the form for one recipient; once listed, also for when it was sent, acknowledged or returned."""
    meeting = sitting.live.outcome.meeting
    rule = sitting.desk.records.left_out(meeting, replace(shown, redactions=None, redactions_because=""))
    recipient_fields = _recipient_fields(sitting, shown)

    def settled(values: Values) -> Delivery:
        """Return the recipient as the form has it; what is left out by rule goes by who it is now."""
        picked = tuple(map(Redaction, several(values, "left_out")))
        new = corrected(shown, recipient_fields, values)
        child = new.child_id if new.record is RecordKind.CHILD else ""
        by_rule = set(picked) == set(rule.what)
        return replace(
            new,
            child_id=child,
            passed=_passed(shown, values) if child == shown.child_id else (),
            redactions=None if by_rule else picked,
            redactions_because="" if by_rule else text(values, "because"),
        )

    def commands(values: Values) -> Sequence[Command]:
        noted = _noted(sitting, shown, values) if listed else ()
        return (AddRecipient(delivery=settled(values)), *noted)

    def then(values: Values) -> Sheet | None:
        """Show what the rule leaves out for whom it is now, before anything is saved by it."""
        new = settled(values)
        if new.redactions is not None or set(sitting.desk.records.left_out(meeting, new).what) == set(
            rule.what
        ):
            return None
        shown_again = delivery_sheet(sitting, new, listed=listed)
        key = f"{shown_again.key}/for them"  # what was picked in this form is not theirs
        return dataclasses.replace(shown_again, key=key, about=BY_WHOM, focus="left_out")

    title = title_in(meeting, sitting.desk.agencies)
    agency = agency_named(shown.agency, shown.attendee_id, meeting.attendance.register, title)
    named = f"{shown.recipient}, {agency}" if agency and agency != shown.recipient else shown.recipient
    signed = meeting.stage is Stage.SIGNED
    words = state_words(shown, version_of(meeting.closing), sitting.now)
    became = tuple(_became_fields(sitting, shown)) if listed else ()
    passing = tuple(_passing_fields(shown, rule)) if signed else ()
    asked = (*recipient_fields, *_left_out_fields(shown, rule), *passing)
    return Sheet(
        key=f"delivery/{shown.id}" if shown.recipient else "delivery/new",
        title=f"To {named}: the {shown.record.value}" if shown.recipient else "Who else gets the record",
        about=f"{words[0].upper()}{words[1:]}." if listed and signed else "",
        fields=(*became, *asked) if listed and signed else (*asked, *became),
        commands=commands,
        wrong=_without_reason,
        then=then,
        after_signing=True,
        focus="sent" if listed else "channel" if shown.recipient else "recipient",
    )


def _noted(sitting: Sitting, shown: Delivery, values: Values) -> Iterator[Command]:
    """Yield what became of it, as far as that is new: what stands there already is not noted again."""

    def given(key: str, before: datetime | None) -> datetime | None:
        typed = text(values, key)
        return None if typed == said(before) else sitting.dates.instant(typed, past=True)

    sent_at = given("sent", shown.sent_at)
    known_at = given("acknowledged", shown.acknowledged_at)
    if sent_at or known_at:
        yield NoteDelivery(delivery_id=shown.id, sent_at=sent_at, acknowledged_at=known_at)
    because = text(values, "because_returned")
    back_at = given("returned", shown.returned_at)
    if back_at is None and because != shown.returned_because and text(values, "returned"):
        back_at = shown.returned_at
    if back_at:
        yield NoteDelivery(delivery_id=shown.id, returned_at=back_at, returned_because=because)


def _recipient_fields(sitting: Sitting, shown: Delivery) -> tuple[FieldSpec, ...]:
    field = FieldsOf(shown, sitting.dates)
    children = children_as_options(sitting.live.outcome.meeting)
    return (
        field("recipient", "Who, by name", required=True),
        field("agency", "Agency", Kind.CHOICE, True, options=agencies_as_options(sitting)),
        field("channel", "How", required=True, help="secure e-mail, by hand"),
        field(
            "due_at",
            "By when",
            key="due",
            help="no time is set by the rules here: fri 17:00, +1wd" if shown.due_at is None else "",
        ),
        field("record", "They get the", required=True),
        field("child_id", "For the record for one child: which", Kind.CHOICE, key="child", options=children),
    )


def _left_out_fields(shown: Delivery, rule: LeftOut) -> tuple[FieldSpec, ...]:
    by_rule = ", ".join(one.value for one in rule.what) or "nothing"
    given = rule.what if shown.redactions is None else shown.redactions
    return (
        FieldSpec(
            "left_out",
            "What is left out",
            Kind.MANY,
            options=options(Redaction),
            initial=tuple(one.value for one in given),
            help=f"By rule: {by_rule}. {rule.because}".strip(),
        ),
        FieldSpec(
            "because",
            "Why something else is left out than the rule says",
            Kind.PROSE,
            initial=shown.redactions_because,
            height=2,
        ),
    )


def _passing_fields(shown: Delivery, rule: LeftOut) -> Iterator[FieldSpec]:
    """Yield what the record for one child leaves out until somebody has read it, and why it goes."""
    if not rule.mentions:
        return
    yield FieldSpec(
        "passed",
        "Read, and fit to go although it may speak of another child",
        Kind.MANY,
        options=tuple(Option(one.place, _one_line(one), ", ".join(one.found)) for one in rule.mentions),
        initial=tuple(one.place for one in shown.passed),
        help="what is not picked is left out; v on the list shows each whole",
    )
    yield FieldSpec("passed_because", "Why it goes to them", Kind.PROSE, initial=_reasons(shown), height=2)


def _one_line(one: Mention) -> str:
    return f"{one.title}: {shorten(one.words, 90, placeholder=' …')}"


def _reasons(shown: Delivery) -> str:
    return "; ".join(dict.fromkeys(one.reason for one in shown.passed))


def _without_reason(values: Values) -> dict[str, str]:
    """Say at its field that the reason is missing why a text goes although it may speak of another child."""
    lacking = "passed" in values and several(values, "passed") and not text(values, "passed_because")
    return {"passed_because": WHY_PASSED} if lacking else {}


def _passed(shown: Delivery, values: Values) -> tuple[Passed, ...]:
    """Return what is let through; what was before keeps its reason unless another is given."""
    if "passed" not in values:
        return shown.passed
    reason = text(values, "passed_because")
    before = {one.place: one for one in shown.passed} if reason == _reasons(shown) else {}
    return tuple(before.get(key, Passed(place=key, reason=reason)) for key in several(values, "passed"))


def _became_fields(sitting: Sitting, shown: Delivery) -> Iterator[FieldSpec]:
    for key, label, instant in (
        ("sent", "Sent", shown.sent_at),
        ("acknowledged", "They said that they have it", shown.acknowledged_at),
        ("returned", "It came back", shown.returned_at),
    ):
        yield FieldSpec(
            key,
            label,
            Kind.WHEN,
            initial=said(instant),
            understand=sitting.dates.done_at,
            help="now, today 16:30; empty until then",
        )
    yield FieldSpec("because_returned", "Why it came back", initial=shown.returned_because)


def records_sent_sheet(sitting: Sitting, ids: Sequence[str], doubted: Sequence[str] = ()) -> Sheet:
    """Return the form that notes which of the records just written were sent, and when.

    Nobody is picked; those that a person has to look at first are not among all of them.
    """
    listed = [one for key in ids if (one := find(sitting.live.outcome.meeting.closing.distribution, key))]
    how = any(not one.channel for one in listed)
    to = sent_to((Option(one.id, one.recipient, one.channel) for one in listed), but=doubted)

    def commands(values: Values) -> Sequence[Command]:
        at = sitting.dates.instant(text(values, "at"), past=True) or sitting.now
        now = sitting.live.outcome.meeting.closing.distribution
        asked: list[Command] = []
        for key in picked(values, to, but=doubted):
            delivery = find(now, key)
            if delivery is not None and not delivery.channel:
                asked.append(AddRecipient(delivery=replace(delivery, channel=text(values, "channel"))))
            asked.append(NoteDelivery(delivery_id=key, sent_at=at))
        return asked

    who = ", ".join(one.recipient for one in listed if one.id in doubted)
    look = (
        f" Close it and look first (v) at what goes to {who}: "
        "a sentence may say what was left out, or needs you."
    )
    channel = FieldSpec("channel", "How, where it is not written yet", required=True)
    return Sheet(
        key="records-sent",
        title="Were the records sent?",
        about="Each file is for the recipient that it names. The program sends nothing itself: pick to whom "
        "you sent theirs, or close this if none was sent yet; Enter on each notes it."
        + (look if who else ""),
        fields=(
            to,
            FieldSpec("at", "When", Kind.WHEN, True, initial="now", understand=sitting.dates.done_at),
            *((channel,) if how else ()),
        ),
        commands=commands,
        after_signing=True,
        focus="to",
    )
