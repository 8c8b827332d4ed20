"""How many pages a record has in Word, as LibreOffice lays it out, and that page one stands alone."""

import pytest
from tests.records.in_libreoffice import laid_out
from tests.records.prepared import NOW
from tests.records.test_golden import NAMES
from tests.records.test_same_words import records

from chairtui.records.formats.word import document as word
from chairtui.records.record import Record

EXEMPLARY, MOST_OF_IT = "9-exemplary-full", 4
MOST = {"full": 5, "notice": 1}
"""Pages of the record of an invented meeting, and of a notice."""

pytestmark = pytest.mark.needs("soffice")


@pytest.fixture(scope="module")
def made() -> dict[str, Record]:
    return {f"{name}-{kind}": one for name in NAMES for kind, one in records(name) if kind in MOST}


@pytest.fixture(scope="module")
def pages(made: dict[str, Record], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    files = {name: word.write(one, NOW) for name, one in made.items()}
    return laid_out(tmp_path_factory.mktemp("word"), files)


def test_a_record_in_word_has_no_more_pages_than_it_may_have(pages: dict[str, list[str]]) -> None:
    most = {name: MOST[name.rpartition("-")[2]] for name in pages} | {EXEMPLARY: MOST_OF_IT}
    assert len(pages) == len(MOST) * len(NAMES)
    assert {name: len(found) for name, found in pages.items() if len(found) > most[name]} == {}


def test_each_further_page_says_whose_it_is(made: dict[str, Record], pages: dict[str, list[str]]) -> None:
    for name, found in pages.items():
        child = "".join(made[name].name.split())
        assert [page for page in found if child not in "".join(page.split())] == []


def test_what_is_read_first_stands_on_page_one_alone(
    made: dict[str, Record], pages: dict[str, list[str]]
) -> None:
    """The break stands in the model, and no layout may need more room than a page before it."""
    begun = {
        name: section.title for name, one in made.items() for section in one.sections if section.new_page
    }
    assert begun
    for name, title in begun.items():
        assert title not in pages[name][0]
        assert title in pages[name][1]
