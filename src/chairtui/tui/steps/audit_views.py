"""What the audit shows: counted in the background, view after view, and shown once it is there."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace
from textual.worker import get_current_worker

from chairtui.audit.table import heat, months, said_of, table
from chairtui.live.auditing import Meant
from chairtui.live.library import PAGE
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.audit import (
    BESIDE,
    FIGURES,
    MAPPED,
    MEETINGS,
    PARTS,
    agency_rows,
    figure_rows,
    map_columns,
    map_rows,
    meeting_rows,
    part_rows,
    picture,
)
from chairtui.tui.terminal.whole import Whole
from chairtui.tui.widgets.bars import Bar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.columns import Columns
from chairtui.tui.widgets.detail import Detail, Picture
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import say

if TYPE_CHECKING:
    from chairtui.audit.counting import Within
    from chairtui.audit.table import Months
    from chairtui.live.auditing import Audits, Left, Shown, Told
    from chairtui.live.desk import Desk
    from chairtui.standards.measure import Measure

NOTHING_YET = with_keys(
    "Nothing to count yet: no meeting has begun.\n\n"
    "Every figure is there as soon as one has. Escape goes home, where {new_meeting} makes a meeting and "
    "{demonstration} opens invented ones."
)
NONE_MEANT = with_keys(
    "No meeting that began is among those that are meant. {which_meetings} says which; {every_meeting} means "
    "all of them."
)
NO_MAP = "Nothing of this figure is counted agency by agency. Escape goes back."
NO_PARTS = "Nothing of this figure is counted. Escape goes back."
UNREAD = "{number} cannot be read, and stand in no figure: “chairtui verify” says why."


class Look(Enum):
    """What is shown."""

    FIGURES = "figures"
    PARTS = "parts"
    MAP = "map"
    MEETINGS = "meetings"


class View(NamedTuple):
    """One view: of which figure, about whom, in which parts."""

    look: Look
    measure: str = ""
    subject: str = ""
    by: str = ""
    part: str | None = None

    def with_part(self, part: str) -> View:
        """Return the meetings of one part."""
        return self._replace(look=Look.MEETINGS, part=part)


class Seen(NamedTuple):
    """What a view shows, made beside the screen."""

    rows: list[Row]
    columns: Columns
    title: str
    number: str
    empty: str
    months: dict[str, Months]
    """By key of a row: the months of its figure, to be drawn."""


class AuditViews(Whole):
    """Views of an audit, one reached from another."""

    def __init__(self, desk: Desk) -> None:
        """Show what a desk has."""
        super().__init__()
        self._desk = desk
        self.meant = Meant()
        """Which meetings are meant, and what stands beside."""
        self._views = [View(Look.FIGURES)]
        self._places: dict[View, str] = {}
        """By view: the row that the cursor was on when another was gone to."""
        self._pages = 1
        self._months: dict[str, Months] = {}
        self._said = ""
        self._shown: View | None = None

    @property
    def view(self) -> View:
        """What is shown now."""
        return self._views[-1]

    def go_to(self, view: View) -> None:
        """Show another view; escape leads back."""
        self._places[self.view] = self.query_one(Lines).cursor_key
        self._views.append(view)
        self._pages = 1
        self.read()

    def went_back(self) -> bool:
        """Go back to the view before, if there is one."""
        if len(self._views) == 1:
            return False
        self._views.pop()
        self._pages = 1
        self.read()
        return True

    def more(self) -> None:
        """Show a page more of the meetings."""
        self._pages += 1
        self.read()

    def mean(self, meant: Meant) -> None:
        """Show the figures of other meetings."""
        self.meant = meant
        self._views = [View(Look.FIGURES)]
        self.read()

    def measure_here(self) -> tuple[str, str]:
        """Return which figure is meant, and about whom: the one shown, or the one under the cursor."""
        if self.view.look is not Look.FIGURES:
            return self.view.measure, self.view.subject
        code, _, subject = self.query_one(Lines).cursor_key.partition("/")
        return (code, subject) if code.startswith("M-") else ("", "")

    @property
    def maps_here(self) -> bool:
        """Whether the figure under the cursor has a map."""
        row = self.query_one(Lines).row
        return row is not None and row.keys == MAPPED

    def profiles(self) -> list[str]:
        """Return by which profiles meetings can be judged for a what-if."""
        judge = self._desk.judge
        return list(getattr(judge, "profile_names", list)())

    def read(self) -> None:
        """Count in the background, after measuring what fell behind, and show it."""
        self.run_worker(self._read, thread=True, exclusive=True, group="audit")

    def _read(self) -> None:
        from chairtui.live.handing import PutAside
        from chairtui.standards.judge import UnknownProfile
        from chairtui.standards.reading import FaultyProfile

        worker = get_current_worker()
        if self._desk.audits is None:
            self.app.call_from_thread(self._show, self.view, self._nothing(), "")
            return
        view = self.view

        told = self.telling(lambda: not worker.is_cancelled)
        try:
            audits = self._desk.audits()
            left = audits.catch_up(self._desk, partial(told, "Measured again"))
            if worker.is_cancelled:
                return
            seen = self._seen(view, audits, partial(told, "Judged by the other rules"))
        except PutAside:
            return
        except (NotSaved, FaultyProfile, UnknownProfile) as trouble:
            self.app.call_from_thread(say, self.app, str(trouble), "error")
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._show, view, seen, unread_words(left))

    def _nothing(self) -> Seen:
        return Seen([], FIGURES, "Figures", "", NOTHING_YET, {})

    def _seen(self, view: View, audits: Audits, told: Told) -> Seen:
        chosen = audits.chosen(self.meant)
        if view.look is Look.FIGURES:
            return self._figures(audits, chosen, told)
        measure = next((one for one in audits.measures.all() if one.id == view.measure), None)
        if view.look is Look.MAP:
            return self._map(audits, chosen, view.measure)
        if measure is None:
            return self._nothing()
        return (self._parts if view.look is Look.PARTS else self._meetings)(audits, chosen, view, measure)

    def _figures(self, audits: Audits, chosen: Within, told: Told) -> Seen:
        shown = audits.shown(self._desk, self.meant, told=told)
        self._said = heading(shown)
        if not shown.audit.meetings and not (shown.beside and shown.beside.meetings):
            return self._nothing()._replace(empty=NOTHING_YET if self.meant == Meant() else NONE_MEANT)
        by_month = audits.over(chosen, "month")
        rows = figure_rows(table(shown.audit, shown.beside), by_month, shown.audit.in_time_and_minimum)
        drawn = {f"{one.id}/": months(by_month, one.id) for one in audits.measures.all()}
        columns = beside_columns(shown) if shown.beside else FIGURES
        return Seen(rows, columns, "Figures", f"{len(drawn)}", NOTHING_YET, drawn)

    def _parts(self, audits: Audits, chosen: Within, view: View, measure: Measure) -> Seen:
        about = f"{measure.title}{f': {view.subject}' if view.subject else ''}, by {view.by}"
        if view.by == "agency":
            rows = agency_rows(audits.over(chosen), measure.id)
            return Seen(rows, PARTS, about, f"{len(rows)}", NO_MAP, {})
        audit = audits.over(chosen, view.by)
        seen = months(audit, measure.id, view.subject) if view.by == "month" else None
        rows = part_rows(audit, measure.id, view.subject, seen)
        drawn = {row.key: seen for row in rows} if seen else {}
        return Seen(rows, PARTS, about, f"{len(rows)}", NO_PARTS, drawn)

    def _map(self, audits: Audits, chosen: Within, code: str) -> Seen:
        by_month = audits.over(chosen, "month")
        shown = heat(by_month, code)
        if shown is None:
            return Seen([], PARTS, "Map", "", NO_MAP, {})
        title = f"{shown.measure.title}, month by month"
        return Seen(map_rows(shown), map_columns(shown), title, f"{len(shown.rows)}", NO_MAP, {})

    def _meetings(self, audits: Audits, chosen: Within, view: View, measure: Measure) -> Seen:
        within = replace(chosen, by=view.by, part=view.part) if view.part is not None else chosen
        limit = PAGE * self._pages
        beneath = audits.figures.beneath(within, measure.id, view.subject, limit=limit + 1, after=0)
        rows = meeting_rows(beneath[:limit])
        if len(beneath) > limit:
            rows.append(Row("more", f"More than {limit:,}: Enter shows {PAGE} more"))
        about = ", ".join(filter(None, (measure.title, view.subject, view.part or "")))
        number = f"more than {limit:,}" if len(beneath) > limit else f"{len(rows):,}"
        return Seen(rows, MEETINGS, about, number, NO_PARTS, {})

    def telling(self, wanted: Callable[[], bool]) -> Callable[[str, int, int], bool]:
        """Return what says how far something is that is done beside the screen, as long as it is wanted."""

        def told(what: str, done: int, of: int) -> bool:
            if done % TELL_EVERY == 0 and of > TELL_EVERY and wanted():
                self.app.call_from_thread(self._tell, f" {what}: {done:,} of {of:,} meetings …")
            return wanted()

        return told

    def _tell(self, words: str) -> None:
        for bar in self.query("#header").results(Bar):
            bar.say(words, "esc ends it; what is measured stays ")

    def _show(self, view: View, seen: Seen, unread: str) -> None:
        if (
            not self.is_mounted
            or not self.query(Board)
            or (view.look, view.by)
            != (
                self.view.look,
                self.view.by,
            )
        ):
            return
        self._months = seen.months
        board = self.query_one(Board)
        keys = with_keys("Enter opens the meeting") if view.look is Look.MEETINGS else ""
        board.show(seen.rows, seen.empty, seen.columns, keys)
        board.call(seen.title, seen.number)
        if view != self._shown:
            first = next((row.key for row in seen.rows if row.selectable), "")
            board.lines.go_to(self._places.pop(view, first))
            self._shown = view
        self.query_one("#header", Bar).say(f" The audit: {self._said}", f"{unread} ")
        self._draw()

    def on_mount(self) -> None:
        """Draw the months of the figure that the cursor goes to."""
        self.query_one(Lines).followers.append(self._draw)

    def _draw(self) -> None:
        seen = self._months.get(self.query_one(Lines).cursor_key)
        for detail in self.query(Detail):
            detail.draw(seen, lambda width: picture(seen, width) if seen else Picture())


TELL_EVERY = 50
"""After so many meetings it is said how far measuring is."""


def heading(shown: Shown) -> str:
    """Return of which meetings the figures are, and what stands beside."""
    words = said_of(shown.audit)
    if shown.beside is None:
        return words
    if shown.beside.profile:
        return f"{words} · what if: judged by {shown.beside.profile}, nothing is changed"
    return f"{words} · second: {said_of(shown.beside)}"


def beside_columns(shown: Shown) -> Columns:
    """Return the columns of two audits side by side, named by what they are."""
    first, second = (name.capitalize() for name in shown.names)
    from dataclasses import replace as instead

    return (BESIDE[0], instead(BESIDE[1], head=first), instead(BESIDE[2], head=second))


def unread_words(left: Left) -> str:
    """Say how many meetings are in no figure, because they cannot be read."""
    if not left.unread:
        return ""
    return UNREAD.format(number=f"{left.unread} meeting{'s' if left.unread > 1 else ''}")
