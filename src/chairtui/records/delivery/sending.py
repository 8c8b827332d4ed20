"""The record that one recipient gets: as a file in a folder, as text to look at, and what is new in it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.change import Refused
from chairtui.core.delivery import Delivery, is_outdated
from chairtui.core.distribution import DeliveryNoted
from chairtui.core.history.log import Recorded, fold, withdrawn
from chairtui.core.listing import ended
from chairtui.core.meeting import Meeting
from chairtui.core.recipients import involvement_of
from chairtui.core.versions import Version, version_of
from chairtui.core.vocabulary import RecordKind
from chairtui.core.with_ids import find, find_or_refuse
from chairtui.live.desk import Desk
from chairtui.live.handing import PutAside, Wanted, wanted_always
from chairtui.live.ledger import sent_version
from chairtui.live.sending import (
    AGE,
    NOT_SIGNED,
    PASSWORD,
    LeftOut,
    Mention,
    Sending,
    Written,
    check,
    number_of,
)
from chairtui.records.content.last_pages import LATE
from chairtui.records.content.versions import version_at, versions
from chairtui.records.delivery.comparing import compare, frame_at, lines_of, told
from chairtui.records.delivery.exporting import frame_of, render, write_whole
from chairtui.records.delivery.naming import record_name
from chairtui.records.formats.plain import write
from chairtui.records.record import Record
from chairtui.records.redaction.kinds import frame_for, recipient_of, record_in
from chairtui.records.redaction.mentioning import still_told
from chairtui.records.redaction.one_child import OneChild, mentions
from chairtui.records.redaction.redacting import rule_for, rule_of
from chairtui.records.unwritten import not_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


DOUBTS = "Only for you, not in the record. Look at this before it goes:"


class Issue(Struct, frozen=True):
    """One version of a record, as one recipient may see it."""

    record: Record
    version: Version
    made_at: datetime
    """When it was signed, or last added to."""
    doubts: tuple[str, ...] = ()
    """What a person has to look at before it goes, in sentences; they are not in the record."""


def write_record(
    desk: Desk,
    meeting_id: str,
    delivery_id: str,
    sending: Sending,
    wanted: Wanted = wanted_always,
) -> Written:
    """Write the record that a recipient gets into a folder; nothing is noted in the ledger by it.

    Raises:
        Refused: it is not signed, or it cannot be written so; nothing was written.
        NotSaved: the file could not be written; what was there before is as it was.
        PutAside: it was not wanted any more; nothing was written.
    """
    check(sending)
    history = desk.open(meeting_id).history
    meeting = fold(history)
    delivery = find_or_refuse(meeting.closing.distribution, delivery_id, "recipient")
    issue = issue_of(desk, history, delivery, sending.version)
    content = render(issue.record, sending.form, issue.made_at, desk.word_template)
    content = _locked(content, sending, wanted)
    if not wanted():
        raise PutAside
    number = number_of(meeting, delivery_id)
    form = f"{sending.form}.age" if sending.how == AGE else sending.form
    file = sending.folder / record_name(meeting, delivery, number, issue.version, form)
    try:
        sending.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, content)
    except OSError as error:
        raise not_written(error, file) from None
    return Written(
        delivery_id=delivery_id,
        file=file,
        version=issue.version.number,
        mark=issue.version.mark,
        locked=sending.how,
        doubts=issue.doubts,
    )


def issue_of(desk: Desk, history: Sequence[Recorded], delivery: Delivery, version: str = "") -> Issue:
    """Return a version of a record as a recipient may see it: the newest, or the one named (`version_at`).

    It is made of what was known when it was signed, or added to, so it stays the same whenever it is sent.

    Raises:
        Refused: it is not signed, or there is no such version.
    """
    meeting = fold(history)
    if meeting.closing.signature is None:
        raise Refused(NOT_SIGNED)
    rows = [each.row for each in history]
    made = version_at(versions(rows), version)
    frame = frame_at(frame_of(desk, meeting, rows), made.version.name)
    copy = frame_for(frame, delivery)
    record = record_in(copy)
    doubts = tuple(doubts_of(frame.meeting, copy.meeting, delivery, record))
    return Issue(record, made.version, made.at, doubts)


def text_of(desk: Desk, meeting_id: str, delivery: Delivery, version: str = "") -> str:
    """Return the record as text, as a recipient will see it, below what has to be looked at before it goes.

    Raises:
        Refused: it is not signed, or there is no such version.
    """
    issue = issue_of(desk, desk.open(meeting_id).history, delivery, version)
    doubts = "\n".join(f"- {one}" for one in issue.doubts)
    before = f"{DOUBTS}\n\n{doubts}\n\n{'· ' * 20}\n\n" if doubts else ""
    return f"{before}{write(issue.record)}"


def news_of(desk: Desk, meeting_id: str, delivery: Delivery) -> str:
    """Return what the newest version has otherwise than the one that a recipient was sent; late news first.

    Raises:
        Refused: they were sent nothing yet, or have the newest version.
    """
    history = desk.open(meeting_id).history
    newest = version_of(fold(history).closing)
    if delivery.sent_at is None:
        raise Refused("They were sent nothing yet: all of it is new to them.")
    if not is_outdated(delivery, newest):
        raise Refused("They have the newest version.")
    before = issue_of(desk, history, _as_sent(history, delivery), sent_version(delivery).name)
    changes = compare(before.record, issue_of(desk, history, delivery).record)
    late_first = sorted(changes, key=lambda change: change.section != LATE)
    return "\n\n".join(told(late_first))


def _as_sent(history: Sequence[Recorded], delivery: Delivery) -> Delivery:
    """Return a recipient as the ledger had them when they were sent the record last."""
    gone = withdrawn(history)
    sendings = [
        number
        for number, recorded in enumerate(history)
        if isinstance(recorded.event, DeliveryNoted) and recorded.event.delivery_id == delivery.id
        if recorded.event.sent_at is not None and recorded.row.event_id not in gone
    ]
    before = fold(history[: sendings[-1] + 1]).closing.distribution if sendings else ()
    return find(before, delivery.id) or delivery


def left_out(meeting: Meeting, delivery: Delivery) -> LeftOut:
    """Return what is left out for a recipient by rule, and why; and what may speak of another child."""
    by_rule = replace(delivery, redactions=None)
    rule = rule_of(meeting, by_rule)
    because = f"They {involvement_of(meeting, by_rule).value}. {rule.source}"
    to_look_at = tuple(_to_look_at(meeting, delivery)) if delivery.record is RecordKind.CHILD else ()
    return LeftOut(what=rule_for(meeting, by_rule), because=because, mentions=to_look_at)


def _to_look_at(meeting: Meeting, delivery: Delivery) -> Iterator[Mention]:
    """Yield what the record for one child leaves out until it is let through, and a redaction does not."""
    passed = [one.place for one in delivery.passed]
    yield from mentions(meeting, delivery.child_id, passed, recipient_of(meeting, delivery))


def doubts_of(whole: Meeting, copy: Meeting, delivery: Delivery, record: Record) -> Iterator[str]:
    """Yield what a person looks at before a copy goes: what it says, leaves out and lets in."""
    told_here = _one_line(" ".join(lines_of(record)))
    for mention in still_told(whole, copy, frozenset(rule_for(whole, delivery))):
        if _one_line(mention.words) in told_here:
            yield f"Said in a sentence, though it was left out elsewhere ({mention.title}): “{mention.words}”"
    if delivery.record is RecordKind.CHILD:
        yield from _of_others(whole, delivery)


def _of_others(whole: Meeting, delivery: Delivery) -> Iterator[str]:
    """Yield what the record for one child leaves out, and what is let into it, by hand or by name."""
    reasons = {one.place: one.reason for one in delivery.passed}
    for mention in _to_look_at(whole, delivery):
        where = f"{mention.title}; {', '.join(mention.found)}"
        if mention.place in reasons:
            because = ended(f"Let through because: {reasons[mention.place]}")
            let_in = ended(f"Let in, though it may speak of another child ({where}): “{mention.words}”")
            yield f"{let_in} {because}"
        else:
            yield f"Left out, because it may speak of another child ({where}): “{mention.words}”"
    if names := OneChild(whole, delivery.child_id, list(reasons)).let_in():
        yield f"Let in, though another child bears a part of the name: {', '.join(names)}."


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _locked(content: bytes, sending: Sending, wanted: Wanted) -> bytes:
    if sending.how == PASSWORD:
        from chairtui.records.encryption.pdf import protect

        return protect(content, sending.lock.passphrase)
    if sending.how == AGE:
        from chairtui.records.encryption.age import lock

        return lock(content, sending.lock, wanted)
    return content
