"""Searching every meeting for words, and for meetings of some kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chairtui.cli.exits import USAGE, Refusal
from chairtui.cli.options import as_json, at_work, db_option, warn_of_doubts
from chairtui.cli.output import say, say_columns, say_json

if TYPE_CHECKING:
    from chairtui.live.library import Found, SearchFor
    from chairtui.wiring import Workplace


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@db_option
@click.option("--since", default="", metavar="DAY", help="Only meetings held or planned from this day on.")
@click.option("--until", default="", metavar="DAY", help="Only meetings up to this day.")
@click.option("--team", default="", metavar="NAME", help="Only meetings of the team that holds the case.")
@click.option("--agency", default="", metavar="NAME", help="Only meetings with this agency on the register.")
@click.option("--circumstance", default="", metavar="WORDS", help="Only meetings with this circumstance.")
@click.option("--outcome", default="", metavar="WORDS", help="Only meetings in which this was decided.")
@click.option("--stage", default="", metavar="WORDS", help="Only meetings that are at this stage.")
@click.option("--warning", default="", metavar="CODE", help="Only meetings in which this warning stands.")
@click.option(
    "--order",
    type=click.Choice(("newest", "best")),
    default="newest",
    show_default=True,
    help="Which meetings come first: the newest, or those that fit best.",
)
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(min=1), help="How many meetings at most."
)
@click.option("--after", default=0, metavar="NUMBER", help="Go on after this meeting of the last page.")
@as_json
def search(
    words: tuple[str, ...], db: Path | None, limit: int, after: int, as_json: bool, **filters: str
) -> None:
    """Find words in every text that a person wrote or a document brought in, the newest meetings first.

    Each word has to stand somewhere in a meeting, in one text or in several; the last may be a beginning.
    Accents, apostrophes, hyphens and the dots of initials make no difference. Without words, meetings are
    found by the filters alone. “--order best” puts those first in which rare words stand, in short texts,
    together before apart; it looks at the newest 1,000 that are found. What was withdrawn or corrected is not
    found, nor is what is half-typed.
    """
    from chairtui.live.library import MANY, Order
    from chairtui.live.search_for import NotAFilter, order_words, read_filters

    with at_work(db) as workplace:
        desk = workplace.desk
        try:
            of = read_filters({**filters, "words": " ".join(words)}, desk.clock.now(), desk.agencies)
        except NotAFilter as trouble:
            raise Refusal(str(trouble), USAGE) from None
        if of.empty:
            raise Refusal("Say what to search for: words, or a filter such as --stage signed.", USAGE)
        hits = desk.library.search(of, limit=limit, after=after)
        if as_json:
            say_json([_told(workplace, hit) for hit in hits])
        elif hits:
            say_columns(lambda: _rows(workplace, hits))
        elif after and of.order is Order.BEST:
            say("The meeting of --after is not found any more, or no other comes after it.")
        else:
            say("Nothing is found." + _instead(of))
        meetings = len({hit.meeting_id for hit in hits})
        count = desk.library.search_count(of) if meetings == limit or after else meetings
        if count > meetings:
            many = f"over {MANY:,}" if count >= MANY else f"{count:,}"
            first = f"; {order_words(of).lower()}" if of.order is Order.BEST else ""
            goes_on = f" “--after {hits[-1].number}” goes on." if hits else ""
            say(f"{meetings:,} of {many} meetings{first}.{goes_on}", err=True)
        if left := desk.library.to_catch_up():
            say(
                f"{left:,} meetings are not searched yet: an older version wrote them. “chairtui rebuild” "
                "takes them in.",
                err=True,
            )
        warn_of_doubts(workplace)


def _instead(of: SearchFor) -> str:
    words = of.words.split()
    return (
        f" Each of the {len(words)} words has to stand in the meeting: try fewer." if len(words) > 1 else ""
    )


def _rows(workplace: Workplace, hits: Sequence[Found]) -> Iterator[Sequence[str]]:
    from chairtui.core.calendar.when import say_when
    from chairtui.live.where_found import said, where

    agencies = workplace.desk.agencies
    yield ("MEETING", "WHEN", "CHILDREN", "WHERE", "WORDS")
    for hit in hits:
        more = f" (and in {hit.more} more places)" if hit.more else ""
        yield (
            hit.reference,
            say_when(hit.held_at) if hit.held_at else "",
            hit.children,
            where(hit, agencies),
            f"{said(hit, agencies)}{more}",
        )


def _told(workplace: Workplace, hit: Found) -> dict[str, object]:
    from msgspec.structs import asdict

    from chairtui.live.where_found import where

    return {**asdict(hit), "where": where(hit, workplace.desk.agencies)}
