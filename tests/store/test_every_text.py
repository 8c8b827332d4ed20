"""A search finds every text that a person wrote or a document brought in, and nothing that is no more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.live.pretend import MEETING, START, PretendClock, begun, live
from tests.records.copies import Seeded
from tests.store.files import make_older, tamper

from chairtui import wiring
from chairtui.core.analysis import ListUnknown, RemoveUnknown, Unknown
from chairtui.core.children import Child, DescribeChild
from chairtui.core.concern import SetCircumstances, StateConcern
from chairtui.core.decision import Decision, RecordDecision
from chairtui.core.history.log import fold
from chairtui.core.meeting import Meeting, PrepareMeeting
from chairtui.core.sharing import Contribute, Contribution, Offer, OfferHelp
from chairtui.core.texts import texts_of, values
from chairtui.core.vocabulary import Circumstance, Outcome, Stage
from chairtui.live.library import Found, Order, SearchFor
from chairtui.store import migrations
from chairtui.store.connect import Database
from chairtui.store.drafts import SqliteDrafts
from chairtui.store.event_log import SqliteEventLog
from chairtui.store.library import SqliteLibrary
from chairtui.store.lists import update
from chairtui.store.rebuilding import rebuild
from chairtui.store.spellings import other_spellings, terms
from chairtui.store.verify import verify

NAMES_OF_OTHERS = set(
    """
    answers attendee_id child child_id children decisions deputy_for device_id event_id facts id ids left_by
    meeting_id owner_id tells
    """.split()
)
"""Fields that name another value of the log, wherever they stand."""
NOT_SEARCHED = set(
    """
    profile closing.signature.gaps.words closing.signature.gaps.root closing.signature.naming.agencies.key
    closing.signature.naming.agencies.name closing.signature.naming.unnamed.key
    closing.signature.naming.unnamed.name closing.distribution.prepared_mark closing.distribution.locked
    closing.distribution.sent_mark closing.distribution.sent_cut closing.distribution.passed.place
    warnings.words warnings.at_signing conflicts.words conflicts.sides.kind conflicts.sides.body
    conflicts.sides.earlier
    """.split()
)
"""Fields of text that the program fills in; every other is searched, and a new one too."""


@dataclass
class Place:
    """A database with its log and its lists."""

    database: Database
    log: SqliteEventLog
    library: SqliteLibrary

    def found(self, words: str = "", **only: object) -> list[Found]:
        return self.library.search(SearchFor(words=words, **only))  # type: ignore[arg-type]

    def places(self, words: str) -> list[str]:
        return [one.place for one in self.found(words)]

    def references(self, words: str = "", **only: object) -> list[str]:
        return [*dict.fromkeys(one.reference for one in self.found(words, **only))]

    def left_of(self, word: str) -> bool:
        """Say whether anything is left of a word where a search looks."""
        with self.database.reading() as connection:
            blocks = connection.execute("SELECT block FROM found_data").fetchall()
            texts = connection.execute("SELECT words || also FROM texts").fetchall()
        folded = word.casefold()
        return any(folded.encode() in block for (block,) in blocks) or any(
            folded in text.casefold() for (text,) in texts
        )


@pytest.fixture
def place(path: Path) -> Iterator[Place]:
    database = Database(path)
    log = SqliteEventLog(database)
    yield Place(database, log, SqliteLibrary(database))
    log.close()
    database.close()


def prepared(place: Place, number: int, day: date, words: str = "Bruises") -> None:
    meeting = live(place.log, PretendClock(name=f"m{number}"), meeting_id=f"m-{number}")
    at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    meeting.do(PrepareMeeting(meeting_id=f"m-{number}", reference=f"SD-{number}", scheduled_at=at))
    meeting.do(DescribeChild(child=Child(id="c1", name="AB")))
    meeting.do(StateConcern(words=words, raised_at=START))


# Every text -------------------------------------------------------------------------------------


def test_every_field_of_text_of_the_schema_is_searched_but_those_that_nobody_wrote(place: Place) -> None:
    seeded = Seeded()
    meeting = msgspec.structs.replace(seeded.meeting, id=MEETING)
    there = msgspec.json.encode(meeting).decode()
    with place.database.writing() as connection:
        update(connection, MEETING, None, meeting)
    marked = {word: field for word, (field, _) in seeded.words.items() if word in there}
    not_found = {field for word, field in marked.items() if not place.found(word)}
    assert {one for one in not_found if one.rpartition(".")[2] not in NAMES_OF_OTHERS} <= NOT_SEARCHED
    assert len(set(marked.values()) - not_found) > 120


def test_what_is_not_searched_are_fields_of_the_schema() -> None:
    known = {field for field, _ in Seeded().words.values()}
    assert known >= NOT_SEARCHED


def test_every_text_of_the_invented_meetings_is_found_also_once_the_lists_are_made_anew() -> None:
    with wiring.demonstration() as there:
        library = there.desk.library
        for anew in (False, True):
            if anew:
                there.rebuild()
            lost = [
                (meeting.reference, where, words)
                for meeting in map(_meeting(there), there.log.meeting_ids())
                for where, words in texts(meeting)
                if terms(words)
                and not any(
                    one.meeting_id == meeting.id and one.place == where
                    for one in library.search(SearchFor(words=_some(words)), limit=-1)
                )
                and _more(library, meeting, words)
            ]
            assert lost == []


def _meeting(there: wiring.Workplace):  # type: ignore[no-untyped-def]
    return lambda meeting_id: fold(there.log.read(meeting_id))


def _some(words: str) -> str:
    return " ".join(words.split()[:12])


def _more(library: object, meeting: Meeting, words: str) -> bool:
    """Say whether not even the number of further places speaks of it."""
    found = library.search(SearchFor(words=_some(words)), limit=-1)  # type: ignore[attr-defined]
    return not any(one.meeting_id == meeting.id and one.more for one in found)


def texts(meeting: Meeting) -> Iterator[tuple[str, str]]:
    from chairtui.core.texts import parts

    for part in parts():
        for value, where in values(getattr(meeting, part), part):
            yield from ((where, words) for words in texts_of(value, where).words)


# Nothing else -----------------------------------------------------------------------------------


def test_what_was_taken_back_corrected_or_removed_is_not_found_and_nothing_of_it_is_left(
    place: Place,
) -> None:
    meeting = begun(place.log)
    meeting.do(StateConcern(words="Zquelle on the arm", raised_at=START))
    meeting.undo()
    meeting.do(StateConcern(words="Zcorrected on the arm", raised_at=START))
    meeting.do(StateConcern(words="Bruise on the leg", raised_at=START))
    meeting.do(ListUnknown(unknown=Unknown(id="u", words="Zremoved by whom")))
    meeting.do(RemoveUnknown(unknown_id="u"))
    for word in ("Zquelle", "Zcorrected", "Zremoved"):
        assert place.found(word) == []
        assert not place.left_of(word)
    assert place.places("arm") == []
    assert place.places("leg") == ["concern"]


def test_what_is_half_typed_is_not_found(place: Place) -> None:
    begun(place.log)
    SqliteDrafts(place.database).keep(MEETING, "concern", "Zhalf typed")
    assert place.found("Zhalf") == []


# Words ------------------------------------------------------------------------------------------


def test_words_may_stand_in_different_texts_of_one_meeting_and_the_last_may_be_a_beginning(
    place: Place,
) -> None:
    prepared(place, 1, date(2026, 3, 5), "A burn on the hand")
    meeting = begun(place.log)
    meeting.do(StateConcern(words="Burn marks from an iron", raised_at=START))
    meeting.do(OfferHelp(offer=Offer(id="o", attendee_id="police", words="Check the landlord")))
    assert place.places("iron landlord") == place.places("landlord iro") == ["concern", "sharing.offers/o"]
    assert place.places("iro landlord") == []
    assert place.places("burn landlord") == ["concern", "sharing.offers/o"]


SPELLED = [
    ("O'Brien", "O’Brien OBrien o'brien O‘BRIEN O'Br obr"),
    ("O’Brien", "O'Brien obrien"),
    ("OBrien", "O’Brien O'Brien"),
    ("Harrow-Smith", "harrow-smith harrowsmith Harrow‐Smith smith"),
    ("HarrowSmith", "harrow-smith"),
    ("Zoë Núñez", "zoe nunez ZOË Nuñez"),
    ("Zoe Nunez", "Zoë Núñez"),
    ("Łukasz Bjørn", "lukasz bjorn Łukasz Bjørn łuk"),
    ("Lukasz Bjorn", "Łukasz Bjørn"),
    ("J.O. was there", "JO J.O. jo J.O"),
    ("JO was there", "J.O. jo"),
    ("J O was there", "JO"),
    ("020 7946 0125", "02079460125 0207946 7946"),
    ("9434765919", "9434765919"),
    ("Straße", "strasse straße STRASSE"),
    ("نور الدین", "نور"),
    ("李小龙", "李小龙 李"),
]


@pytest.mark.parametrize(("written", "typed"), SPELLED, ids=[one for one, _ in SPELLED])
def test_a_word_is_found_however_it_is_spelled(place: Place, written: str, typed: str) -> None:
    begun(place.log).do(StateConcern(words=f"Seen by {written}", raised_at=START))
    assert [word for word in typed.split() if place.places(word) != ["concern"]] == []


def test_initials_and_numbers_are_found_also_with_spaces_between(place: Place) -> None:
    begun(place.log).do(StateConcern(words="JO rang from 02079460125", raised_at=START))
    assert place.places("J O") == place.places("020 7946 0125") == ["concern"]


def test_the_words_around_and_where_the_words_stand_in_them(place: Place) -> None:
    meeting = begun(place.log)
    fact = "First of all. " * 9 + "Then Siobhán O’Brien saw the burn. " + "After that nothing. " * 9
    meeting.do(Contribute(contribution=Contribution(id="f", attendee_id="police", fact=fact, so_what="Harm")))
    (one,) = place.found("obrien siobhan")
    assert (one.place, one.field, one.agency) == ("sharing.contributions/f", "fact", "police")
    assert [one.excerpt[a:b] for a, b in one.marks] == ["Siobhán", "O’Brien"]
    assert one.excerpt.startswith("…")
    assert one.excerpt.endswith("…")
    assert place.found("harm")[0].field == "so_what"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    database = Database(tmp_path_factory.mktemp("any") / "meetings.db")
    log = SqliteEventLog(database)
    begun(log).do(StateConcern(words="Bruise", raised_at=START))
    yield Place(database, log, SqliteLibrary(database))
    log.close()
    database.close()


@given(typed=st.text(st.characters(exclude_categories=()), max_size=60))
def test_nothing_that_can_be_typed_is_an_error(filled: Place, typed: str) -> None:
    for order in Order:
        filled.found(typed, order=order)
    filled.library.search_count(SearchFor(words=typed))


@given(
    words=st.lists(st.sampled_from('" ( ) * : ^ + - NEAR AND OR NOT words: {also} found'.split()), max_size=9)
)
def test_no_operator_is_one(filled: Place, words: list[str]) -> None:
    for order in Order:
        filled.found(" ".join(words), order=order)
        filled.found("".join(words), order=order)


# Order, pages, filters --------------------------------------------------------------------------


def test_meetings_are_found_by_when_they_are_held_the_newest_first_also_after_they_were_moved(
    place: Place,
) -> None:
    for number, day in ((1, date(2026, 3, 9)), (2, date(2026, 3, 12)), (3, date(2026, 3, 10))):
        prepared(place, number, day)
    assert place.references("bruises") == ["SD-2", "SD-3", "SD-1"]
    at = datetime(2026, 3, 20, 9, tzinfo=UTC)
    meeting = live(place.log, PretendClock(name="later"), meeting_id="m-1")
    meeting.do(PrepareMeeting(meeting_id="m-1", reference="SD-1", scheduled_at=at))
    assert place.references("bruises") == ["SD-1", "SD-2", "SD-3"]
    assert place.references("bruises", since=date(2026, 3, 12)) == ["SD-1", "SD-2"]
    assert place.references("bruises", until=date(2026, 3, 12)) == ["SD-2", "SD-3"]
    assert place.references(since=date(2026, 3, 10), until=date(2026, 3, 10)) == ["SD-3"]
    place.log.close()
    rebuild(place.database, place.log)
    assert place.references("bruises") == ["SD-1", "SD-2", "SD-3"]


LONG = "The school nurse rang again about the same bruise after the half term and left word for the team"


def ranked(place: Place, words: str) -> list[str]:
    return place.references(words, order=Order.BEST)


def test_the_best_come_first_and_the_newest_among_equals(place: Place) -> None:
    """A rare word, a short text, words that stand together weigh much; what all say weighs little."""
    said = (
        "Landlord seen with a bruise",  # both words together
        LONG,
        "A bruise",
        "A bruise",
        "Landlord and tenant",
        "Seen at home, no mark",
    )
    for number, words in enumerate(said, start=1):
        prepared(place, number, date(2026, 3, number), words)
    assert place.references("bruise") == ["SD-4", "SD-3", "SD-2", "SD-1"]
    assert ranked(place, "bruise") == ["SD-4", "SD-3", "SD-1", "SD-2"]
    meeting = begun(place.log)
    meeting.do(StateConcern(words=LONG, raised_at=START))
    meeting.do(OfferHelp(offer=Offer(id="o", attendee_id="police", words="Ask the landlord and the nurse")))
    both = place.found("bruise landlord", order=Order.BEST)
    assert [*dict.fromkeys(one.meeting_id for one in both)] == ["m-1", MEETING]
    of_one = [one.place for one in place.found("nurse", order=Order.BEST) if one.meeting_id == MEETING]
    assert of_one == ["sharing.offers/o", "concern"]


def test_filters_and_a_lack_of_words_leave_the_newest_first(place: Place) -> None:
    for number in (1, 2, 3):
        prepared(place, number, date(2026, 3, number), "A bruise" if number < 3 else LONG)
    assert place.references(stage=Stage.PREPARING, order=Order.BEST) == ["SD-3", "SD-2", "SD-1"]
    assert place.references("bruise", order=Order.BEST, until=date(2026, 3, 1)) == ["SD-1"]
    assert ranked(place, "") == []


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("page", [1, 2, 3, 7])
def test_pages_go_through_all_that_is_found_once_and_in_one_order(
    place: Place, order: Order, page: int
) -> None:
    for number, words in enumerate(("A bruise", LONG, "Bruise", "A bruise", LONG, "A bruise"), start=1):
        prepared(place, number, date(2026, 3, number), words)
    of, seen, after = SearchFor(words="bruise", order=order), list[int](), 0
    while hits := place.library.search(of, limit=page, after=after):
        seen += dict.fromkeys(hit.number for hit in hits)
        after = hits[-1].number
        if len(seen) == page:  # a newer one that comes in meanwhile moves none of those that were seen
            prepared(place, 90, date(2026, 4, 1), f"{LONG} {LONG}")
    whole = [hit.number for hit in place.found("bruise", order=order)]
    assert len(seen) == len({*seen})
    assert [number for number in whole if number in seen] == seen
    assert {*whole} - {*seen} <= {whole[0]}
    assert list(place.library.search(of, after=12_345)) == [] or order is Order.NEWEST


def test_two_meetings_of_one_minute_are_both_found(place: Place) -> None:
    for number in range(3):
        prepared(place, number, date(2026, 3, 9))
    assert len(place.references("bruises")) == 3
    assert place.library.search_count(SearchFor(words="bruises")) == 3


def test_meetings_can_be_chosen_by_what_they_are(place: Place) -> None:
    prepared(place, 2, date(2026, 3, 9))
    meeting = begun(place.log)
    meeting.do(SetCircumstances(circumstances=(Circumstance.MISSING,)))
    meeting.do(StateConcern(words="Bruises again", raised_at=START))
    decision = Decision(id="d", children=("c1",), outcome=Outcome.DO_NOT_INITIATE)
    meeting.do(RecordDecision(decision=decision))
    both = place.references("bruises")
    assert len(both) == 2
    chosen: list[dict[str, Any]] = [
        {"circumstance": Circumstance.MISSING},
        {"outcome": Outcome.DO_NOT_INITIATE},
        {"stage": Stage.DECIDED},
        {"agency": "police"},
    ]
    for only in chosen:
        assert (
            place.references("bruises", **only)
            == place.references(**only)
            == [meeting.outcome.meeting.reference]
        )
    assert place.references("bruises", outcome=Outcome.INITIATE) == []
    assert place.references("bruises", stage=Stage.PREPARING) == ["SD-2"]
    assert place.references("bruises", warning="W-NONE") == place.references(team="'; --") == []


def test_whoever_types_on_gets_nothing_of_what_was_typed_before(place: Place) -> None:
    prepared(place, 1, date(2026, 3, 9))
    assert place.library.search(SearchFor(words="bruises"), wanted=lambda: False) == []


# Older databases, and proving -------------------------------------------------------------------


def test_an_older_database_is_searched_meeting_by_meeting_and_can_be_interrupted(
    tmp_path: Path,
) -> None:
    current, older = tmp_path / "now.db", tmp_path / "older.db"
    database = Database(current)
    there = Place(database, SqliteEventLog(database), SqliteLibrary(database))
    for number in range(4):
        prepared(there, number, date(2026, 3, 9 + number))
    there.log.close()
    database.close()
    before = next(one for one, step in migrations.FIRST_NOT_IN.items() if step == "0015-searched")
    make_older(current, older, before)
    database = Database(older)
    place = Place(database, SqliteEventLog(database), SqliteLibrary(database))
    assert (place.library.to_catch_up(), place.found("bruises")) == (4, [])
    assert [one for one in verify(older) if "heads" not in one] == []
    left: list[int] = []
    place.library.catch_up(left.append, wanted=lambda: len(left) < 1)
    assert (left, len(place.references("bruises"))) == ([3], 1)
    place.library.catch_up(left.append)
    assert (place.library.to_catch_up(), left[-1]) == (0, 0)
    assert place.references("bruises") == ["SD-3", "SD-2", "SD-1", "SD-0"]
    assert [one for one in verify(older) if "heads" not in one] == []
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO found (found, rowid, words, also) SELECT 'delete', id, words, also FROM texts LIMIT 1",
        "INSERT INTO found (rowid, words, also) VALUES (1, 'planted', '')",
        "INSERT INTO found (found) VALUES ('delete-all')",
    ],
    ids=["lacks", "too much", "empty"],
)
def test_an_index_that_lacks_words_or_has_too_many_is_told_and_made_anew(path: Path, statement: str) -> None:
    database = Database(path)
    log = SqliteEventLog(database)
    begun(log).do(StateConcern(words="Bruise", raised_at=START))
    assert verify(path) == []
    database_copy = path.with_name("copy.db")
    log.close()
    database.close()
    shutil.copy(path, database_copy)
    tamper(path, statement)
    assert any("index of words" in one for one in verify(path))
    database = Database(path)
    log = SqliteEventLog(database)
    rebuild(database, log)
    assert verify(path) == []
    assert [one.place for one in SqliteLibrary(database).search(SearchFor(words="bruise"))] == ["concern"]
    log.close()
    database.close()


@pytest.mark.parametrize(
    "statement", ["UPDATE searched SET number = number + 1", "UPDATE texts SET id = id + (1 << 18)"]
)
def test_a_meeting_that_a_search_looks_for_at_another_place_is_told_and_put_in_its_own(
    path: Path, statement: str
) -> None:
    with closing(Database(path)) as database, closing(SqliteEventLog(database)) as log:
        begun(log).do(StateConcern(words="Bruise", raised_at=START))
    assert verify(path) == []
    tamper(path, statement)
    assert any("order of the search" in one for one in verify(path))
    with closing(Database(path)) as database, closing(SqliteEventLog(database)) as log:
        rebuild(database, log)
        assert [one.place for one in SqliteLibrary(database).search(SearchFor(words="bruise"))] == ["concern"]
    assert verify(path) == []


@pytest.mark.parametrize("word", ["a", "é", "a-", "a’", "1 "])
def test_a_paste_without_an_end_is_one_word_that_is_kept_and_looked_for(place: Place, word: str) -> None:
    paste = word * 200_000
    assert len(terms(paste)) == 1
    assert len(other_spellings(paste)) <= len(paste)
    assert place.found(paste) == []
