"""Samples for partners' auditors: the forms that go out, what comes back, and how much of it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from chairtui.cli.exits import NOT_TAKEN, OK, USAGE, Refusal
from chairtui.cli.output import say, say_columns, say_json

if TYPE_CHECKING:
    from chairtui.audit.auditors import Sample, SampledMeeting, Seat, View
    from chairtui.core.meeting import Meeting
    from chairtui.records.content.frame import Frame
    from chairtui.store.audits import SqliteAudits
    from chairtui.wiring import Workplace

SAMPLE_FORMS = ("docx", "txt", "json")
WORDS = {"sample": "N", "return": "FILE...", "returns": "[SAMPLE]"}
"""What can be done with samples, and what has to be named for it."""


def draw_sample(
    workplace: Workplace, meetings: Sequence[str], how: str, form: str, folder: Path | None
) -> int:
    """Keep a sample and write a form for each agency of each of its meetings.

    Raises:
        Refusal: there is nothing to draw from, or no folder.
    """
    from chairtui.records.delivery.exporting import write_all
    from chairtui.records.unwritten import not_written
    from chairtui.wiring.auditors import audits

    if not meetings:
        raise Refusal("No meeting that began is among those that are meant: nothing was drawn.", USAGE)
    if folder is None or form not in SAMPLE_FORMS:
        words = f"Say with --output into which folder, and with --as one of {', '.join(SAMPLE_FORMS)}."
        raise Refusal(words, USAGE)
    kept = audits(workplace)
    sample = _sample(workplace, meetings, how, kept)
    files = dict(_forms(workplace, sample, form, folder))
    kept.keep(sample)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_all(files)
    except OSError as error:
        raise not_written(error, folder) from None
    say(
        f"Sample {sample.id}: {len(sample.meetings)} meetings, {how}. {len(files)} forms written to {folder}."
    )
    say(
        f"“chairtui audit return FILE” takes one back in; “chairtui audit returns {sample.id}” says how many."
    )
    return OK


def _sample(workplace: Workplace, meetings: Sequence[str], how: str, kept: SqliteAudits) -> Sample:
    import secrets

    from chairtui.audit.auditors import Sample, SampledMeeting, names

    earlier = kept.samples()
    used = [meeting.name for sample in earlier for meeting in sample.meetings]
    called = names(len(meetings), secrets.choice, used)
    (number,) = names(1, secrets.choice, [f"M-{sample.id[2:]}" for sample in earlier])
    sampled = tuple(
        SampledMeeting(
            meeting_id=meeting_id, name=name, seats=_seats(workplace, _frame(workplace, meeting_id))
        )
        for meeting_id, name in zip(meetings, called, strict=True)
    )
    now = workplace.desk.clock.now()
    return Sample(id=f"A-{number[2:]}", made_at=now, drawn=how, meetings=sampled)


def _frame(workplace: Workplace, meeting_id: str) -> Frame:
    from chairtui.core.history.log import fold
    from chairtui.records.delivery.exporting import frame_of

    history = workplace.log.read(meeting_id)
    return frame_of(workplace.desk, fold(history), [one.row for one in history])


def _seats(workplace: Workplace, frame: Frame) -> tuple[Seat, ...]:
    """Return the agencies of the register, then the roles that were expected and that nobody stood for."""
    from chairtui.audit.auditors import Seat, seats
    from chairtui.core.vocabulary import Sector

    meeting = frame.meeting
    lines = [
        Seat(agency=line.agency, title=frame.title(line.agency), attendee_id=line.id)
        for line in meeting.attendance.register
        if line.agency and line.sector is not Sector.SUPPORT
    ]
    expected = workplace.desk.judge.expected(meeting)
    lines += [Seat(agency=role.agency, title=role.title) for role in expected if not role.attendee_id]
    return seats(lines)


def _forms(workplace: Workplace, sample: Sample, form: str, folder: Path) -> Iterator[tuple[Path, bytes]]:
    for meeting in sample.meetings:
        frame = _frame(workplace, meeting.meeting_id)
        for number, seat in enumerate(meeting.seats, 1):
            file = folder / f"{sample.id}-{meeting.name}-{number:02}.{form}"
            yield file, _form(frame, sample, meeting, seat, form)


def _form(frame: Frame, sample: Sample, meeting: SampledMeeting, seat: Seat, form: str) -> bytes:
    from chairtui.records.auditing.form import blank_json, compose_form
    from chairtui.records.delivery.exporting import render

    if form == "json":
        return blank_json(sample, meeting, seat)
    return render(compose_form(frame, sample, meeting, seat), form, sample.made_at)


def take_back(workplace: Workplace, files: Sequence[str]) -> int:
    """Take forms in that came back; each is kept beside its meeting. Return the exit code.

    Raises:
        Refusal: no file is named.
    """
    from chairtui.core.change import Refused

    if not files:
        raise Refusal("Name the forms that came back.", USAGE)
    refused = 0
    for name in files:
        try:
            say(f"{name}: {_taken(workplace, Path(name))}")
        except Refused as why:
            refused += 1
            say(f"{name}: not taken in. {why}", err=True)
    return NOT_TAKEN if refused else OK


def _taken(workplace: Workplace, file: Path) -> str:
    from msgspec.structs import replace

    from chairtui.audit.auditors import after, came_back, standing
    from chairtui.core.change import Refused
    from chairtui.records.auditing.form import read_form
    from chairtui.wiring.auditors import audits

    kept = audits(workplace)
    samples = {sample.id: sample for sample in kept.samples()}

    def printed(sample_id: str, name: str, agency: str) -> bytes | None:
        asked = _asked(samples.get(sample_id), name, agency)
        if asked is None:
            return None
        frame = _frame(workplace, asked[0].meeting_id)
        with file.open("rb") as content:
            form = "docx" if content.read(2) == b"PK" else "txt"
        return _form(frame, samples[sample_id], *asked, form)

    answered = read_form(file, workplace.desk.clock.now(), printed)
    asked = _asked(samples.get(answered.sample_id), answered.name, answered.view.agency)
    if asked is None:
        raise Refused(
            "No such form was sent from here: its first three rows name sample, meeting and agency."
        )
    meeting, seat = asked
    view = replace(answered.view, meeting_id=meeting.meeting_id)
    before = standing(kept.views(view.sample_id)).get((view.meeting_id, view.agency))
    if before and replace(before, taken_at=view.taken_at) == view:
        return f"{seat.title} on {meeting.name} was taken in before; nothing is new."
    kept.add(after(before, view))
    sample = samples[view.sample_id]
    back = next(one for one in came_back(sample, kept.views(sample.id)) if one.agency == seat.agency)
    again = " It takes the place of what came before, which is kept." if before else ""
    remarks = "1 remark stood" if len(view.outside) == 1 else f"{len(view.outside)} remarks stood"
    beside = f" {remarks} beside the answers, kept with them." if view.outside else ""
    return f"{seat.title} on {meeting.name}. {seat.title}: {back.words}.{again}{beside}"


def _asked(sample: Sample | None, name: str, agency: str) -> tuple[SampledMeeting, Seat] | None:
    meeting = sample.meeting(name) if sample else None
    seat = next((one for one in meeting.seats if one.agency == agency), None) if meeting else None
    return (meeting, seat) if meeting and seat else None


def tell_returns(workplace: Workplace, wanted: Sequence[str], *, as_json: bool) -> int:
    """Tell the samples, or of one of them what came back, beside what the meetings say themselves.

    Raises:
        Refusal: there is no such sample.
    """
    from chairtui.wiring.auditors import audits

    kept = audits(workplace)
    samples = kept.samples()
    if not wanted:
        _tell_samples(samples, kept, as_json=as_json)
        return OK
    sample = next((one for one in samples if one.id == wanted[0].strip().upper()), None)
    if sample is None or len(wanted) > 1:
        known = ", ".join(one.id for one in samples) or "none was drawn here"
        raise Refusal(f"There is no sample “{' '.join(wanted)}”. There are: {known}.", USAGE)
    views = kept.views(sample.id)
    if as_json:
        say_json(_as_json(workplace, sample, views))
    else:
        _tell(workplace, sample, views)
    return OK


def _tell_samples(samples: Sequence[Sample], kept: SqliteAudits, *, as_json: bool) -> None:
    from chairtui.audit.auditors import came_back
    from chairtui.core.calendar.when import say_when

    backs = {sample.id: came_back(sample, kept.views(sample.id)) for sample in samples}
    if as_json:
        say_json([{"sample": one.id, "drawn": one.drawn, "back": backs[one.id]} for one in samples])
        return
    if not samples:
        say("No sample was drawn here. “chairtui audit sample 15 --seed WORDS --output FOLDER” draws one.")
        return
    rows = [
        (
            sample.id,
            say_when(sample.made_at),
            str(len(sample.meetings)),
            f"{sum(one.returned for one in backs[sample.id])} of {sum(one.of for one in backs[sample.id])}",
            sample.drawn,
        )
        for sample in samples
    ]
    say_columns(lambda: [("SAMPLE", "DRAWN", "MEETINGS", "CAME BACK", "HOW"), *rows])


def _tell(workplace: Workplace, sample: Sample, views: Sequence[View]) -> None:
    from chairtui.audit.auditors import QUESTIONS, came_back, standing
    from chairtui.core.calendar.when import say_when

    backs = came_back(sample, views)
    whole = f"{sum(one.returned for one in backs)} of {sum(one.of for one in backs)}"
    say(f"Sample {sample.id}: {len(sample.meetings)} meetings, {sample.drawn}.")
    say(f"Forms that came back: {whole}.\n")
    say_columns(
        lambda: [("AGENCY", "CAME BACK"), *((one.title, f"{one.returned} of {one.of}") for one in backs)]
    )
    known = standing(views)
    for meeting in sample.meetings:
        told = _frame(workplace, meeting.meeting_id)
        say(f"\n{meeting.name}: {told.meeting.reference}. {_of_the_meeting(told.meeting)}")
        for seat in meeting.seats:
            view = known.get((meeting.meeting_id, seat.agency))
            if view is None:
                say(f"  {seat.title}: not returned.")
                continue
            day = say_when(view.written_on) if view.written_on else view.dated
            when = f", {day}" if day else ""
            say(f"  {seat.title}, in the view of {view.by or 'somebody who is not named'}{when}:")
            for key, words in view.answers.items():
                say(f"    {QUESTIONS[key]}\n{indent(words, ' ' * 6)}")
            for words in view.outside:
                say(f"    Beside the answers: {words}")


def _of_the_meeting(meeting: Meeting) -> str:
    """Return what the meeting says itself: its decisions, in the words of the record."""
    from chairtui.core.decision import standing as decided
    from chairtui.core.rooms import children_of

    said = [f"{', '.join(children_of(meeting, one))}: {one.outcome.value}" for one in decided(meeting)]
    return f"The meeting decided: {'; '.join(said)}." if said else "The meeting took no decision."


def _as_json(workplace: Workplace, sample: Sample, views: Sequence[View]) -> dict[str, object]:
    from chairtui.audit.auditors import came_back, standing

    known = standing(views)
    return {
        "sample": sample.id,
        "drawn": sample.drawn,
        "back": came_back(sample, views),
        "meetings": [
            {
                "name": meeting.name,
                "meeting_id": meeting.meeting_id,
                "meeting": _of_the_meeting(_frame(workplace, meeting.meeting_id).meeting),
                "views": [
                    {
                        "agency": seat.agency,
                        "title": seat.title,
                        "view": known.get((meeting.meeting_id, seat.agency)),
                    }
                    for seat in meeting.seats
                ],
            }
            for meeting in sample.meetings
        ],
    }
