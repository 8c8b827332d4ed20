"""What the screen of everything agreed lists: read in the background, by pages, as it is filtered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from chairtui.core.vocabulary import ActionStatus, FollowKind
from chairtui.live.agreed import by_words, due_within, every, followed_up
from chairtui.live.library import PAGE, ActionsOf, Agreed, DuePart, Followed, Person
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import with_keys
from chairtui.tui.rows.agreed import AGREED, FOLLOWED, agreed_rows, followed_rows
from chairtui.tui.rows.home import MORE
from chairtui.tui.rows.next_to_do import clock_words, late_to_follow
from chairtui.tui.terminal.whole import Whole
from chairtui.tui.typed.dates import Dates
from chairtui.tui.widgets.bars import Bar, KeyBar
from chairtui.tui.widgets.board import Board
from chairtui.tui.widgets.columns import Columns
from chairtui.tui.widgets.lines import Lines
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import join, say

if TYPE_CHECKING:
    from chairtui.live.desk import Desk
    from chairtui.live.following_up import Noted

SOON = 5
"""Working days within which an action is due soon."""
WHICH_DUE: tuple[tuple[str, DuePart], ...] = (
    ("", DuePart.ALL),
    ("overdue", DuePart.OVERDUE),
    ("due today", DuePart.TODAY),
    (f"due within {SOON} working days, or late", DuePart.ALL),
    ("due later", DuePart.LATER),
    ("without a day", DuePart.UNDATED),
)
WITHIN = 3
"""Which of them is told by working days."""
STATES: tuple[tuple[str, ActionStatus | None], ...] = (
    ("open", ActionStatus.OPEN),
    ("done", ActionStatus.DONE),
    ("withdrawn", ActionStatus.CANCELLED),
    ("all", None),
)
_EVER = "9999-12-31"
"""Before it every day is that anything is due on."""
OF_ACTIONS = frozenset({"agreed_done", "agreed_hand_on", "reminders", "which_due"})
"""What would do nothing with what else is to be followed up."""
NOTHING = with_keys("No such action. {which_due} and {which_state} show others; escape goes back.")
NOTHING_LIKE_IT = with_keys("Nothing with these words is to be followed up. {find_agreed} changes them.")
NOTHING_ELSE = with_keys("Nothing else is to be followed up. {follow_ups} shows the actions again.")


class AgreedList(Whole):
    """Actions of all meetings, or what else is to be followed up."""

    def __init__(self, desk: Desk) -> None:
        """Show what a desk has."""
        super().__init__()
        self._desk = desk
        self.dates = Dates(desk.clock.now)
        self.follows = False
        """Whether what is listed is not the actions, but what else is to be followed up."""
        self.listed: dict[str, Agreed] = {}
        self.followed: dict[str, Followed] = {}
        self.marked: dict[str, Agreed] = {}
        self.last: Callable[[], list[Noted]] | None = None
        """Takes back what was noted here last."""
        self.people: Sequence[Person] = ()
        self._of = ActionsOf()
        self._due, self._state = 0, 0
        self._typed = ""
        self._answered = (False, "", 0, 0)
        """What the rows that are shown were looked for by."""
        self._pages = 1

    # Which are meant ----------------------------------------------------------------------------

    def find(self, typed: str) -> None:
        """Show only those with these words."""
        self._typed = typed
        self._anew()

    def go_on_due(self) -> None:
        """Go on to those that are due otherwise; only open ones are due."""
        self._due, self._state = (self._due + 1) % len(WHICH_DUE), 0
        self._anew()

    def go_on_state(self) -> None:
        """Go on to those of another state."""
        self._state, self._due = (self._state + 1) % len(STATES), 0
        self._anew()

    def only(self, field: str) -> bool:
        """Show only those that are the same in a field as the one under the cursor, or all again."""
        if getattr(self._of, field):
            self._of = replace(self._of, **{field: ""})
        else:
            action = self.listed.get(self.query_one(Lines).cursor_key)
            if action is None or not getattr(action, field):
                return False
            self._of = replace(self._of, **{field: getattr(action, field)})
        self._anew()
        return True

    @property
    def is_narrowed(self) -> bool:
        """Whether the actions that are shown are not all that are open."""
        return not self.follows and (self._of, self._due, self._state) != (ActionsOf(), 0, 0)

    def show_all(self) -> None:
        """Show all again that are open."""
        self._of, self._due, self._state, self._typed = ActionsOf(), 0, 0, ""
        self._anew()

    def turn(self) -> None:
        """Show what else is to be followed up, or the actions again."""
        self.follows = not self.follows
        self._anew()

    def show_more(self) -> None:
        """Show a page more."""
        self._pages += 1
        self.read()

    def mark(self, keys: Sequence[str]) -> None:
        """Mark these actions; where all of them are, none."""
        if all(key in self.marked for key in keys):
            self.marked = {key: one for key, one in self.marked.items() if key not in keys}
        else:
            self.marked |= {key: self.listed[key] for key in keys}
        self._draw([*self.listed.values()])

    def meant(self) -> Sequence[Agreed]:
        """Return those that are marked and shown; if there are none, the one under the cursor."""
        shown = [one for key, one in self.marked.items() if key in self.listed]
        under = self.listed.get(self.query_one(Lines).cursor_key)
        return shown or ([under] if under else [])

    def _anew(self) -> None:
        self._pages = 1
        self.read()

    def _asked(self, today: date) -> ActionsOf:
        _, part = WHICH_DUE[self._due]
        of = replace(self._of, part=part, state=STATES[self._state][1] if part is DuePart.ALL else None)
        of = due_within(of, SOON, today) if self._due == WITHIN else of
        return by_words(of, self._typed, self._desk.agencies)

    # Reading and showing ------------------------------------------------------------------------

    def read(self) -> None:
        """Read the list in the background."""
        self.run_worker(self._read, thread=True, exclusive=True, group="list")

    def _read(self) -> None:
        asked = (self.follows, self._typed, self._of, self._due, self._state, self._pages)
        try:
            if self.follows:
                rows: Sequence[Agreed | Followed] = followed_up(
                    self._desk, self._typed, PAGE * self._pages + 1
                )
                late = self._desk.library.following_late(self.dates.today().isoformat())
                clocks = self._desk.library.following_late(_EVER).get(FollowKind.ENQUIRY, 0)
            else:
                rows = list(every(self._desk, self._asked(self.dates.today()), PAGE * self._pages + 1))
                late, clocks = {}, 0
            if not self.people:
                self.people = self._desk.library.people()
        except NotSaved as trouble:
            self.app.call_from_thread(say, self.app, str(trouble), "error")
            return
        self.app.call_from_thread(self._show, asked, rows, (clock_words(clocks), *late_to_follow(late)))

    def _show(self, asked: object, rows: Sequence[Agreed | Followed], late: Sequence[str]) -> None:
        now = (self.follows, self._typed, self._of, self._due, self._state, self._pages)
        if not self.is_attached or asked != now:
            return
        shown, self._has_more = rows[: PAGE * self._pages], len(rows) > PAGE * self._pages
        if self.follows:
            followed = [one for one in shown if isinstance(one, Followed)]
            self.listed, self.followed = {}, {one.key: one for one in followed}
            nothing = NOTHING_LIKE_IT if self._typed.strip() else NOTHING_ELSE
            self._put(followed_rows(followed, self._desk.clock.now()), FOLLOWED, nothing)
            self._call("To follow up", len(followed), " · ".join(late[1:]), *late[:1])
        else:
            agreed = [one for one in shown if isinstance(one, Agreed)]
            self.listed, self.followed = {one.key: one for one in agreed}, {}
            self.marked = {key: self.listed[key] for key in self.marked if key in self.listed}
            self._draw(agreed)

    _has_more = False
    """Whether there are more than are shown."""

    def _draw(self, agreed: Sequence[Agreed]) -> None:
        now = self._desk.clock.now()
        self._put(agreed_rows(agreed, now, self._desk.agencies, self.marked), AGREED, NOTHING)
        due, state = WHICH_DUE[self._due][0], STATES[self._state][0]
        only = [value for field in ("owner", "agency", "team") if (value := getattr(self._of, field))]
        named = [self._desk.agencies.get(one).name if one == self._of.agency else one for one in only]
        of = f" of {', '.join(named)}" if named else ""
        marked = f"{len(self.marked)} marked" if self.marked else ""
        self._call(f"Actions {due or state}{of}", len(agreed), marked)

    def _put(self, rows: list[Row], columns: Columns, empty: str) -> None:
        looked_for = (self.follows, self._typed, self._due, self._state)
        anew, self._answered = looked_for != self._answered, looked_for
        if self._has_more:
            rows.append(Row(f"{MORE}agreed", join(("There are more: Enter shows them", "$warning"))))
        self.query_one(Board).show(rows, empty, columns, anew=anew)
        self.query_one(KeyBar).leave_out(OF_ACTIONS if self.follows else frozenset())

    def _call(self, title: str, number: int, right: str, clocks: str = "") -> None:
        with suppress(LookupError):
            self.query_one("#header", Bar).say(None, f"{right} " if right else "")
        count = f"{number:,}{'+' if self._has_more else ''}"
        self.query_one(Board).call(title, f"{clocks} · {count}" if clocks else count)
