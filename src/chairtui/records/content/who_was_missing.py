"""Who was missing at each decision, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterator

from chairtui.core.vocabulary import RecordKind, Stage
from chairtui.core.who_was_missing import added_words
from chairtui.records.content.decision import NOT_DECIDED
from chairtui.records.content.frame import TELLING, Frame, capital
from chairtui.records.record import Paragraph, Part, table

WITHOUT = "Who was missing when it was decided"


def missing_parts(frame: Frame) -> Iterator[Part]:
    """Return who was missing when it was decided, and what the chair adds."""
    if not frame.meeting.deciding.decisions:
        begun = frame.meeting.stage is not Stage.PREPARING
        yield Paragraph(NOT_DECIDED if begun else "The meeting has not begun.")
    else:
        yield from without_parts(frame)
    if note := added_words(frame.meeting):
        yield Paragraph(note)


def without_parts(frame: Frame) -> Iterator[Part]:
    """Return who was missing at each decision, whether they were asked, and what is done about it.

    A copy that leaves out what others shared, their actions, or what warnings speak of, has only the names:
    it could not say what came from them, was arranged or was noted.
    """
    cut = frame.omits(*TELLING)
    short = cut or frame.copy.kind in (RecordKind.NOTICE, RecordKind.EXTRACT)
    for decided in frame.without:
        about = f" when the decision about {decided.about} was taken" if decided.about else ""
        if not decided.missing:
            yield Paragraph(f"Nobody who was expected or invited{about}.")
        elif short:
            yield Paragraph(decided.names, strong=True)
        else:
            if decided.about:
                yield Paragraph(f"About {decided.about}:", strong=True)
            alike: dict[tuple[str, str], list[str]] = {}
            for absence in decided.missing:
                alike.setdefault((capital(absence.asked or absence.state), absence.remedy), []).append(
                    absence.who
                )
            rows = (("; ".join(names), asked, remedy) for (asked, remedy), names in alike.items())
            yield table("Who|Invited?|What is done about it", rows)
            yield Paragraph(decided.follows)
