"""Lists and searches over all meetings: what they show, and who answers them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from chairtui.core.calendar.deadlines import is_overdue
from chairtui.core.vocabulary import ActionStatus, Circumstance, FollowKind, Outcome, Stage
from chairtui.live.ready import Ready

if TYPE_CHECKING:
    from chairtui.core.children import Child
    from chairtui.core.meeting import Meeting


class Listed(Struct, frozen=True, kw_only=True):
    """One line of the list of meetings."""

    id: str
    reference: str
    children: str
    """Names or initials, for the eyes of whoever may see the list."""
    chair: str
    team: str
    stage: Stage
    scheduled_at: datetime | None
    started_at: datetime | None
    signed_at: datetime | None
    stops: int
    """Rows of warnings that bear ■; until the rules were asked, the stops in the log that are open."""
    warns: int
    """The same of ▲."""
    actions_open: int
    next_due_on: str
    """ISO day of the earliest open action; empty when there is none."""
    unsent: int
    """Recipients who have still to be sent the newest version of the record."""
    send_due_at: datetime | None = None
    """By when the first of those who were not sent it yet, or whose came back, is to have it."""
    returned: int = 0
    """Of the unsent: those whose record came back."""
    outdated: int = 0
    """Of the unsent: those who have an older version."""
    next_due_at: datetime | None = None
    """The first time agreed on that day, where one was."""
    undecided: str = ""
    """The children about whom nothing is decided; names or initials."""

    @property
    def key(self) -> str:
        """What names it among all meetings."""
        return self.id

    def send_is_late(self, now: datetime) -> bool:
        """Say whether somebody was to have the record by `now` (UTC)."""
        waits = self.stage is Stage.SIGNED and self.unsent > 0
        return waits and is_overdue(None, self.send_due_at, now)

    def counting(self, ready: Ready | None) -> Listed:
        """Return it with the rows of warnings that are noted; of a signed record there is at most one."""
        if ready is not None:
            return replace(self, stops=ready.stops, warns=ready.warns)
        if self.stage is Stage.SIGNED:
            return replace(self, stops=int(self.stops > 0), warns=int(self.warns > 0 == self.stops))
        return self


class Due(Struct, frozen=True, kw_only=True):
    """One action that is not done, in the list over all meetings."""

    meeting_id: str
    reference: str
    action_id: str
    what: str
    owner: str
    agency: str
    due_on: str
    due_at: datetime | None = None
    """The time on that day, where one was agreed."""

    @property
    def key(self) -> str:
        """What names it among the actions of all meetings."""
        return f"{self.meeting_id}/{self.action_id}"


class Part(StrEnum):
    """Which meetings are listed, and in which order."""

    ALL = "all"
    """The newest first."""
    OPEN = "not signed"
    """What waits longest first, and of those to come the soonest."""
    TO_SEND = "to send"
    """Signed, and somebody is still to be sent the record: the most overdue first."""
    DONE = "signed and sent"
    """The newest first."""


class DuePart(StrEnum):
    """Which open actions are listed."""

    ALL = "all"
    TODAY = "due today"
    OVERDUE = "overdue"
    LATER = "due later"
    UNDATED = "without a day"


class ActionsOf(Struct, frozen=True, kw_only=True):
    """Which actions are meant, over all meetings; what is left empty leaves nobody out."""

    part: DuePart = DuePart.ALL
    """Of the open ones, which; asking for one leaves out all that are not open."""
    state: ActionStatus | None = None
    owner: str = ""
    """Part of the owner's name."""
    agency: str = ""
    """Key of their agency."""
    child: str = ""
    """Part of the name of a child that the meeting is about."""
    team: str = ""
    """The team that holds the case."""
    until: str = ""
    """ISO day: of those with a day, the ones due by then."""
    words: tuple[str, ...] = ()
    """Each stands in the action, its owner, agency, team or reference, or a child of its meeting."""
    agencies: tuple[tuple[str, ...], ...] = ()
    """For each of the words, the keys of the agencies in whose names it stands."""


class Agreed(Struct, frozen=True, kw_only=True):
    """One action of some meeting, whatever became of it."""

    meeting_id: str
    reference: str
    team: str
    action_id: str
    what: str
    owner: str
    agency: str
    due_on: str
    horizon: str
    status: ActionStatus
    due_at: datetime | None = None
    """The time on that day, where one was agreed."""
    children: str = ""
    """Names or initials of those its meeting is about, for the eyes of whoever may see the list."""
    evidence: str = ""
    """How it is known that it was done, or why it was withdrawn."""
    ended_on: str = ""
    """ISO day on which it was done or withdrawn; empty where nobody said it."""
    reminded_at: datetime | None = None
    """When a reminder to its owner was written last; nothing says whether it was sent."""

    @property
    def key(self) -> str:
        """What names it among the actions of all meetings."""
        return f"{self.meeting_id}/{self.action_id}"


class Followed(Struct, frozen=True, kw_only=True):
    """Something beside actions that is still to be followed up, of some meeting."""

    meeting_id: str
    reference: str
    children: str
    kind: FollowKind
    item_id: str
    about: str
    """Id of the booking, the child, the relative or the question."""
    what: str
    who: str
    due_on: str
    also_on: str
    """ISO day by the other way of counting, where it differs."""

    @property
    def key(self) -> str:
        """What names it among all of them."""
        return f"{self.meeting_id}/{self.kind.value}/{self.item_id}"


PAGE = 200
"""How many lines of a list are read at a time; the next page goes on after the last of them."""


FEW = 50
"""The same while somebody types."""


MANY = 1_000
"""Nobody counts beyond it how many meetings a search finds."""

Wanted = Callable[[], bool]
"""Says whether an answer is still wanted: whoever types on asks something else."""


def always() -> bool:
    """Say that it is."""
    return True


class Order(StrEnum):
    """Which meetings come first of those that a search finds."""

    NEWEST = "newest"
    BEST = "best"
    """With the rarest words in the shortest texts, together before apart; the newest among equals."""


class SearchFor(Struct, frozen=True, kw_only=True):
    """Words that are looked for, and in which meetings; what is left empty leaves no meeting out."""

    words: str = ""
    """Each stands in some text of a meeting; the last may be a beginning. Without any: all such meetings."""
    since: date | None = None
    """First day, in England, on which it is held or planned."""
    until: date | None = None
    """The last such day."""
    team: str = ""
    agency: str = ""
    """Key of an agency on its register."""
    circumstance: Circumstance | None = None
    outcome: Outcome | None = None
    """What was decided about a child in it."""
    warning: str = ""
    """Code of a warning that stands in it."""
    stage: Stage | None = None
    order: Order = Order.NEWEST

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing."""
        return replace(self, words=self.words.strip(), order=Order.NEWEST) == SearchFor()


class Found(Struct, frozen=True, kw_only=True):
    """One place of a meeting where words of a search stand; or the meeting, where only that was asked for."""

    number: int
    """Of its meeting, in the search: the newest have the highest."""
    meeting_id: str
    reference: str
    held_at: datetime | None
    """When it is held or planned."""
    children: str
    place: str = ""
    """The value in which they stand, such as ``sharing.contributions/c1`` (`core.texts`)."""
    field: str = ""
    """The field of it."""
    agency: str = ""
    """Key of the agency whose it is."""
    child: str = ""
    """Name of the child whom it is about."""
    excerpt: str = ""
    """The words, and those around them."""
    marks: tuple[tuple[int, int], ...] = ()
    """Where in the excerpt the words begin and end."""
    more: int = 0
    """In how many more places of this meeting they stand; said with the last that is shown."""


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who may be asked: from an earlier register, or a contact of the register of agencies."""

    name: str
    job: str = ""
    agency: str = ""
    """Key of the agency."""
    area: str = ""


class Library(Protocol):
    """Lists and searches over all meetings."""

    def meetings(self, *, part: Part = Part.ALL, limit: int = PAGE, after: str = "") -> Sequence[Listed]:
        """Return a page of meetings; `after` is the id of the last one seen, -1 as limit means all."""

    def count(self, part: Part = Part.ALL) -> int:
        """Return how many meetings there are."""

    def due(
        self, *, part: DuePart = DuePart.ALL, now: datetime | None = None, limit: int = PAGE, after: str = ""
    ) -> Sequence[Due]:
        """Return a page of open actions as of a time (UTC), the most overdue first; `after`: the last key."""

    def due_count(self, part: DuePart = DuePart.ALL, now: datetime | None = None) -> int:
        """Return how many actions are open, as of a time."""

    def agreed(
        self, of: ActionsOf, *, now: datetime | None = None, limit: int = PAGE, after: str = ""
    ) -> Sequence[Agreed]:
        """Return a page of actions as of a time (UTC): open ones first, the most overdue before all."""

    def same_action(self, meeting_id: str, action_id: str) -> Sequence[tuple[str, str]]:
        """Return the other meetings (ids) that have the same action, taken up or left, and its id there."""

    def still_due(self, meeting_id: str) -> Sequence[str]:
        """Return, in words, what of a meeting is still to be followed up, and no later meeting took up."""

    def following(self, *, limit: int = PAGE, after: str = "") -> Sequence[Followed]:
        """Return a page of what beside actions is to be followed up, by its day; `after`: the last key."""

    def following_late(self, day: str) -> Mapping[FollowKind, int]:
        """Return how much of each kind is late as of a day (ISO)."""

    def search(
        self, of: SearchFor, *, limit: int = FEW, after: int = 0, wanted: Wanted = always
    ) -> Sequence[Found]:
        """Return where the words stand in a page of meetings, the newest first.

        By `Order.BEST` the newest `MANY` that are found, the best first.

        `after` is the number of the last one seen; after one that is not found any more nothing comes.
        Once it is not `wanted` any more, nothing is returned.
        """

    def search_count(self, of: SearchFor, *, most: int = MANY, wanted: Wanted = always) -> int:
        """Return in how many meetings the words stand; nobody counts beyond `most`."""

    def to_catch_up(self) -> int:
        """Return how many meetings a search does not know yet, after a change of version."""

    def catch_up(self, told: Callable[[int], None], wanted: Wanted = always) -> None:
        """Let the search know them, one after the other; `told` how many are left, as long as it is `wanted`.

        Raises:
            NotSaved: they could not be stored; those before are known.
        """

    def named(self, words: str, *, limit: int = FEW) -> Sequence[str]:
        """Return the ids of the meetings meant: by id, by reference, or by the beginning of either."""

    def numbered(self, numbers: Collection[str]) -> Sequence[str]:
        """Return the ids of the meetings about a child with one of these case numbers, zeros before aside."""

    def people(self, *, limit: int = 5_000) -> Sequence[Person]:
        """Return who stood on the newest registers, as many lines as the limit, each person once."""

    def ready(self, meeting_ids: Sequence[str]) -> Mapping[str, Ready]:
        """Return what the rules said of some meetings, by id, as it was noted with what was written last."""

    def later(self, meeting_id: str) -> Sequence[str]:
        """Return the ids of the meetings that follow one."""

    def about(self, child: Child) -> Sequence[str]:
        """Return the ids of all meetings about a child, whenever they were held."""

    def series_of(self, meeting: Meeting) -> Sequence[str]:
        """Return the ids of earlier meetings about any of the same children."""

    def perhaps_of(self, meeting: Meeting) -> Sequence[str]:
        """Return the ids of earlier meetings about a child who may be the same: a person has to say it."""
