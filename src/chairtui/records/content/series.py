"""What the meetings before left open."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.series import CarriedKind
from chairtui.core.vocabulary import RecordKind, Redaction
from chairtui.records.content.frame import Frame, said
from chairtui.records.record import Cell, Paragraph, Part, fact, facts, table


def carried_parts(frame: Frame) -> Iterator[Part]:
    """Return what earlier meetings left open."""
    series = frame.meeting.series
    rows = [
        (
            Cell(
                f"{_KINDS.get(carried.kind, '')}{carried.words}",
                (f"Why: {carried.why}",) if carried.why else (),
            ),
            carried.owner,
            said(carried.due_at or carried.due_on, ""),
        )
        for carried in series.carried
    ]
    columns = "Left open:wide|Who:person|By when:date"
    if frame.copy.kind is RecordKind.EXTRACT:  # it has nothing else of the meetings before
        yield table(columns, rows, "Nothing was left open.")
        return
    cut = frame.omits(Redaction.ACTIONS)
    if not series.earlier and not series.carried and not cut:
        yield Paragraph("This is the first meeting of its series.")
        return
    unknown = "not shown" if frame.copy.child else "no decision"
    yield from facts(
        *(
            fact(
                said(before.held_at, "Earlier"),
                f"{before.reference or 'An earlier meeting'}: "
                f"{before.outcome.value if before.outcome else unknown}.",
            )
            for before in series.earlier
        )
    )
    if cut:
        yield Paragraph("What earlier meetings left open for others is left out of this copy.")
    if rows or not cut:
        yield table(columns, rows, "Nothing was left open.")
    if series.carried:
        yield Paragraph(f"Read out: {said(series.read_at, 'it is not written that it was')}.")


_KINDS = {CarriedKind.QUESTION: "Unanswered question: ", CarriedKind.DISSENT: "Dissent: "}
