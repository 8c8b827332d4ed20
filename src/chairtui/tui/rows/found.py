"""What a search found, in words: the meeting, where in it, and the words with those around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from chairtui.core.calendar.when import say_when
from chairtui.core.vocabulary import Horizon, Step, Topic
from chairtui.directory.agencies import Agencies
from chairtui.live.library import MANY, Found
from chairtui.live.where_found import CALLED, said, where
from chairtui.tui.rows.disputed import CHAIR, PLACES
from chairtui.tui.rows.home import MORE
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.row import Row
from chairtui.tui.widgets.words import join

FOUND = (
    Column("Meeting", 12),
    Column("Held", 11, above=110),
    Column("Where", 16, grows=1, most=44),
    Column("Words", 24, grows=2),
)

_ELSEWHERE: dict[str, tuple[Step, str]] = {
    "chair": (Step.WHO, CHAIR),
    "row of the chronology": (Step.KNOW, "row/{}"),
    "left open by an earlier meeting": (Step.PLAN, "carried/{}"),
    "paper that was sent": (Step.WHO, ""),
    "dispute between two machines": (Step.WHO, ""),
    "answer to a warning": (Step.READ_BACK, "left/{}"),
}
"""Where what no two machines can dispute stands."""
_NAMES = {one.value: one.name for kind in (Horizon, Topic) for one in kind}


def found_rows(hits: Sequence[Found], agencies: Agencies) -> Iterator[Row]:
    """Yield a row for each place, and at the end of a meeting how many more places there are in it."""
    for hit in hits:
        place, words = where(hit, agencies), _marked(said(hit, agencies), hit)
        more = Content.styled(f"  and in {hit.more} more places" if hit.more else "", "$text-muted")
        held = say_when(hit.held_at) if hit.held_at else ""
        whole = join((place, "$accent"), f"   {held}\n", words, more)
        day = held.rpartition(" ")[0].partition(" ")[2]
        yield Row(
            f"{hit.meeting_id}/{hit.place}",
            whole,
            cells=(
                hit.reference,
                day,
                place or "the meeting",
                join(words, more),
            ),
            title=f"{hit.reference}   {hit.children}",
        )


def more_row(shown: int, count: int) -> Row:
    """Return the row that shows more meetings."""
    left = "many more" if count >= MANY else f"{count - shown:,} more"
    return Row(MORE, join((f"… {left} meetings (Enter)", "$accent")))


def count_words(count: int) -> str:
    """Return how many meetings were found."""
    if count >= MANY:
        return f"over {MANY:,} meetings"
    return f"{count:,} meeting" if count == 1 else f"{count:,} meetings"


def goes_to(place: str) -> tuple[Step | None, tuple[str, ...]]:
    """Return at which step what stands in a place is shown, and the keys that its row can have."""
    path, _, key = place.partition("/")
    called = CALLED.get(path, "")
    step, row = _ELSEWHERE.get(called) or next(iter(PLACES.get(called, ())), (None, ""))
    named = _NAMES.get(key, key)
    return step, tuple(row.format(one) for one in dict.fromkeys((named, named.partition(" ")[0])) if row)


def _marked(words: str, hit: Found) -> Content:
    """Return words in which those that were found stand out."""
    if words != hit.excerpt or not hit.marks:
        return Content(words)
    parts, at = list[Content](), 0
    for begins, ends in hit.marks:
        parts += [Content(words[at:begins]), Content.styled(words[begins:ends], "bold $accent")]
        at = ends
    return join(*parts, Content(words[at:]))
