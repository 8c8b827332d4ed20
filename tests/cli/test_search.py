"""Searching every meeting from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Chairtui


def test_words_are_found_with_where_they_stand_and_as_json(chairtui: Chairtui, invented: Path) -> None:
    ran = chairtui("search", "mother", "penge", "--db", str(invented))
    assert ran.code == 0
    assert "MEETING" in ran.out.splitlines()[0]
    assert "DEMO-1" in ran.out
    assert "missing episode" in ran.out
    (found,) = chairtui("search", "mother", "penge", "--db", str(invented), "--json").json
    assert (found["reference"], found["place"], found["where"]) == (
        "DEMO-1",
        "concern.missing",
        "missing episode",
    )
    assert [found["excerpt"][a:b] for a, b in found["marks"]] == ["mother", "Penge"]


def test_filters_choose_meetings_also_without_words(chairtui: Chairtui, invented: Path) -> None:
    def references(*asked: str) -> set[str]:
        return {one["reference"] for one in chairtui("search", *asked, "--db", str(invented), "--json").json}

    every = references("demo")
    signed = references("--stage", "signed")
    assert len(every) == 9
    assert references("demo", "--stage", "signed") == signed < every
    assert references("--circumstance", "missing", "--agency", "Youth Justice Service") <= references(
        "--circumstance", "missing"
    )
    assert "DEMO-1" in references("--circumstance", "missing")
    assert references("--outcome", "initiate section", "--warning", "w-none") == set()


def test_pages_go_on_and_say_of_how_many(chairtui: Chairtui, invented: Path) -> None:
    first = chairtui("search", "demo", "--db", str(invented), "--limit", "4", "--json")
    assert "4 of 9 meetings." in first.err
    after = str(first.json[-1]["number"])
    rest = chairtui("search", "demo", "--db", str(invented), "--after", after, "--json")
    seen = [one["reference"] for one in (*first.json, *rest.json)]
    assert len({*seen}) == 9


def test_the_best_come_first_where_that_is_asked_page_by_page(chairtui: Chairtui, invented: Path) -> None:
    def numbers(*more: str) -> list[int]:
        given = chairtui("search", "school", "--db", str(invented), "--json", *more).json
        return [*dict.fromkeys(one["number"] for one in given)]

    best = numbers("--order", "best")
    assert best != numbers()
    assert {*best} == {*numbers()}
    first = chairtui("search", "school", "--db", str(invented), "--order", "best", "--limit", "3")
    assert "meetings; best first, of the newest 1,000." in first.err
    assert f"“--after {best[2]}” goes on." in first.err
    assert numbers("--order", "best", "--after", str(best[2])) == best[3:]
    gone = chairtui("search", "school", "--db", str(invented), "--order", "best", "--after", "7")
    assert "The meeting of --after is not found any more" in gone.out


def test_what_cannot_be_searched_for_is_refused_in_a_sentence(chairtui: Chairtui, invented: Path) -> None:
    for asked in ((), ("  ",), ("x", "--stage", "nonsense"), ("x", "--since", "sometime")):
        ran = chairtui("search", *asked, "--db", str(invented))
        assert ran.code == 2
        assert ran.err.strip().endswith((".", "signed")) or ":" in ran.err
    nothing = chairtui("search", "zzz", "qqq", "--db", str(invented))
    assert (nothing.code, "Nothing is found." in nothing.out) == (0, True)


def test_what_came_by_a_document_or_another_machine_is_found(
    chairtui: Chairtui, document: Path, tmp_path: Path
) -> None:
    chairtui("import", str(document))
    words = tmp_path / "words"
    words.write_text("four words easy to say\n", encoding="utf-8")
    file, there = str(tmp_path / "out.age"), ("--db", str(tmp_path / "there.db"))
    chairtui("hand-over", "SM-1", "--to", file, "--passphrase-file", str(words), "--for", "Sam Okafor")
    assert chairtui("receive", file, "--passphrase-file", str(words), *there).code == 0
    here, received = (
        {(one["place"], one["excerpt"]) for one in chairtui("search", "bruise", "--json", *where).json}
        for where in ((), there)
    )
    assert here == received != set()
