"""The line mode: every act, every form and every warning of the screen, one line after the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.core.scene import BEFORE
from tests.tui.deciding import EVERYBODY, NO_NURSE, RISK, decide_now
from tests.tui.desk import MEETING, desk, meeting_of, on_step, sitting_at
from tests.tui.every_form import Fields, Scene, fields_of, scene
from tests.tui.lines import Quiet, Script, named_by_words, typed_at
from tests.tui.test_every_form import EVERY, of

from chairtui.core.vocabulary import Stage, Step
from chairtui.tui.keys import ACTS, Where, acts
from chairtui.tui.plain import asking
from chairtui.tui.plain.app import SIZE
from chairtui.tui.plain.here import offers_of
from chairtui.tui.plain.reading import SIGNS, in_words, numbered, row_words
from chairtui.tui.plain.windows import Filled
from chairtui.tui.plain.words import (
    COMMANDS,
    IN_FORMS,
    NOT_IN_LINES,
    STEP_OF,
    WITHOUT_A_LINE,
    WORDS,
    asked,
    by_lines,
    words_of,
)
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.columns import Column
from chairtui.tui.widgets.form import Form
from chairtui.tui.widgets.help import SIGNS as SCREEN_SIGNS
from chairtui.tui.widgets.lines import Lines, Row
from chairtui.tui.widgets.specs import FieldSpec, Kind, Option

AROUND = (Where.EVERYWHERE, Where.PRACTICE, Where.LIST)
IN_A_MEETING = (Where.MEETING, Where.WARNINGS, *AROUND)
PLACES: tuple[tuple[Where, ...], ...] = (
    (Where.HOME, *AROUND),
    (Where.AGENCIES, *AROUND),
    (Where.SEARCH, *AROUND),
    (Where.AUDIT, *AROUND),
    (Where.AGENDA, *AROUND),
    (Where.BRINGING_IN, *AROUND),
    *(
        (
            step,
            *((Where.PREPARING,) if step in (Where.REGISTER, Where.WHY, Where.ROUND) else ()),
            *IN_A_MEETING,
        )
        for step in STEP_OF
    ),
)
"""What can be done at the same time."""


# Words --------------------------------------------------------------------------------------------


def test_every_act_of_the_table_is_typed_in_the_line_mode_or_named_with_the_reason_why_not() -> None:
    typed = {act.id for act in by_lines(*Where)} | {*IN_FORMS} | {*COMMANDS}
    assert {act.id for act in ACTS} - typed == {*NOT_IN_LINES}
    assert all(NOT_IN_LINES.values())
    assert {*WORDS} | {*IN_FORMS} | {*NOT_IN_LINES} | WITHOUT_A_LINE <= {act.id for act in ACTS}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place[0].value)
def test_no_word_means_two_acts_in_one_place(place: tuple[Where, ...]) -> None:
    here = by_lines(*place)
    for act in here:
        for word in words_of(act)[:-1]:
            assert [found.act for found in asked(word, here)] == [act], word
            assert [found.about for found in asked(f"{word}  Kit   Moss", here)] == ["Kit Moss"]


def test_words_of_acts_are_not_those_that_read_out() -> None:
    for act in by_lines(*Where):
        assert not {*words_of(act)} & {*COMMANDS}, act.id


STEP_PLACES = [(step, where) for where, step in STEP_OF.items()]


@pytest.mark.parametrize(("step", "where"), STEP_PLACES, ids=[where.value for _, where in STEP_PLACES])
async def test_every_act_of_a_step_is_offered_there(tmp_path: Path, step: Step, where: Where) -> None:
    """Before a meeting or in it."""
    offered: set[str] = set()
    coming = Sitting(desk(tmp_path / "coming"), MEETING)
    coming.live.do(*BEFORE)
    for sitting in (coming, sitting_at(desk(tmp_path / "held"), *EVERYBODY)):
        async with on_step(sitting, step) as pilot:
            offered |= {act.id for act in offers_of(pilot.app.screen)}
    before = (Where.PREPARING,) if step in (Step.WHO, Step.WHY, Step.KNOW) else ()
    wanted = {act.id for act in acts(where, *before, Where.MEETING, Where.WARNINGS, Where.EVERYWHERE)}
    assert wanted - {*NOT_IN_LINES} <= offered


# Forms --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return scene(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def every(at: Scene) -> dict[str, Fields]:
    return dict(fields_of(at))


async def filled(folder: Path, fields: Fields, *lines: str) -> tuple[Script, Form, list[str]]:
    """Return what came of a form that somebody fills in line by line, and its drafts."""
    script, drafts = Script(*lines), list[str]()
    app = Quiet(desk(folder), script)
    async with app.run_test(size=SIZE) as pilot:
        form = Form("About Kit", fields, on_draft=lambda key, _text: drafts.append(key))
        await app.push_screen(form)
        await pilot.pause()
        await Filled(app.talk, form).fill()
    return script, form, drafts


def test_every_kind_of_field_can_be_asked() -> None:
    assert {*asking.ANSWERS} == {*Kind}


@EVERY
async def test_every_field_of_every_form_is_asked_in_its_order_and_enter_keeps_what_stands(
    part: int, every: dict[str, Fields], tmp_path: Path
) -> None:
    for name, fields in of(part, every).items():
        if not fields:
            continue
        rare = [spec for spec in fields if spec.folded and not spec.shown]
        others = [spec for spec in fields if spec not in rare]
        more = ["yes", *[""] * len(rare)] if rare else []
        script, form, _ = await filled(tmp_path, fields, *[""] * len(others), *more, "/leave")
        words = [in_words(spec.label).removesuffix(".") for spec in others]
        if rare:
            words.append(f"more: {', '.join(dict.fromkeys(spec.folded for spec in rare))}? yes or no")
        words += [in_words(spec.label).removesuffix(".") for spec in rare]
        begun = script.asked[: len(words)]
        assert all(prompt.startswith(said) for prompt, said in zip(begun, words, strict=True)), (name, begun)
        for field, spec in zip(form.fields, sorted(fields, key=lambda one: bool(one.folded)), strict=True):
            kept = tuple(filter(None, spec.shown.split("\n"))) if spec.kind is Kind.MANY else spec.shown
            assert field.as_text.split() == " ".join(kept if isinstance(kept, tuple) else [kept]).split() or (
                {*field.value} == {*kept}
            ), (name, spec.key)


CASES: dict[Kind, tuple[FieldSpec, str, object, str]] = {
    Kind.TEXT: (FieldSpec("f", "F"), "Rang the school", "Rang the school", ""),
    Kind.SECRET: (FieldSpec("f", "F", Kind.SECRET), "open sesame", "open sesame", ""),
    Kind.PROSE: (FieldSpec("f", "F", Kind.PROSE), "One line", "One line\nand another", ""),
    Kind.WHEN: (
        FieldSpec("f", "F", Kind.WHEN, understand=lambda typed: f"day {typed}"),
        "fri",
        "fri",
        "= day fri",
    ),
    Kind.NUMBER: (FieldSpec("f", "F", Kind.NUMBER, understand=str), "12", "12", "= 12"),
    Kind.CHOICE: (
        FieldSpec("f", "F", Kind.CHOICE, options=(Option("a", "Ada Okoro"), Option("b", "Ben Quist"))),
        "ben",
        "b",
        "Picked: Ben Quist",
    ),
    Kind.MANY: (
        FieldSpec("f", "F", Kind.MANY, options=(Option("a", "Ada"), Option("b", "Ben"), Option("c", "Cy"))),
        "3, ada",
        ("a", "c"),
        "Picked: Cy, Ada",
    ),
    Kind.YES_NO: (FieldSpec("f", "F", Kind.YES_NO), "not known", "unknown", ""),
    Kind.LETTER: (
        FieldSpec("f", "F", Kind.LETTER, options=(Option("a", "risk"), Option("b", "strength"))),
        "s",
        "b",
        "Picked: strength",
    ),
    Kind.SUGGEST: (
        FieldSpec("f", "F", Kind.SUGGEST, options=(Option("x", "Ada Okoro", "nurse"),)),
        "ada",
        "Ada Okoro",
        "Taken: Ada Okoro, nurse",
    ),
}


@pytest.mark.parametrize("kind", Kind)
async def test_what_is_typed_for_each_kind_of_field_stands_in_it_and_is_kept_as_a_draft(
    kind: Kind, tmp_path: Path
) -> None:
    spec, typed, value, said = CASES[kind]
    more = ["and another", ""] if kind is Kind.PROSE else []
    script, form, drafts = await filled(tmp_path, (spec,), typed, *more)
    assert form.field("f").value == value
    assert said in script.said or not said
    assert script.secrets == ([typed] if kind is Kind.SECRET else [])
    assert script.remembered == []
    assert drafts in ([], ["f"])


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        (Kind.CHOICE, "nobody", "“nobody” is not one of the list; nothing was picked."),
        (Kind.CHOICE, "a", "Several fit"),
        (Kind.YES_NO, "perhaps", "Type yes, no, or u for not known."),
    ],
)
async def test_what_is_no_answer_is_said_and_asked_again(
    kind: Kind, typed: str, why: str, tmp_path: Path
) -> None:
    spec = FieldSpec("f", "F", kind, options=(Option("a", "Ada"), Option("b", "Abe")))
    script, form, _ = await filled(tmp_path, (spec,), typed, "")
    assert any(line.startswith(why) for line in script.said)
    assert form.field("f").value == ""


async def test_what_is_folded_is_asked_only_of_who_wants_it_and_the_form_can_be_left_there(
    tmp_path: Path,
) -> None:
    fields = (FieldSpec("f", "F"), FieldSpec("rare", "Rare", folded="rare"))
    for word in ("", "no", "/save", "/leave"):
        script, _, _ = await filled(tmp_path, fields, "Rang the school", word)
        assert script.asked[1].startswith("more: rare?")
        assert not any("Rare" in prompt for prompt in script.asked)
        assert ("Left; what was typed is kept as a draft where there are drafts." in script.said) is (
            word == "/leave"
        )


async def test_words_about_the_form_are_no_answers_and_a_path_is_one(tmp_path: Path) -> None:
    fields = (FieldSpec("a", "A", initial="old"), FieldSpec("b", "B"))
    script, form, _ = await filled(
        tmp_path, fields, "/empty", "", "/back", "/sav", "/home/ruth", "/help", "/list", "//save"
    )
    assert "Empty now." in script.said
    assert (form.field("a").value, form.field("b").value) == ("/home/ruth", "/save")
    assert any("Did you mean /save?" in line for line in script.said)


# A meeting ----------------------------------------------------------------------------------------


def test_what_can_be_done_with_a_row_is_said_by_the_word_that_is_typed_once() -> None:
    told = row_words(Row("cy", "Cy Lowe", keys="arrives: left   how how   name edit"))
    assert told == "Cy Lowe; leaves, how, name edit"
    assert row_words(Row("cy", "Cy Lowe", keys="arrives: came")) == "Cy Lowe; arrives"


async def test_somebody_arrives_and_leaves_and_what_that_changes_is_said(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY[:2])
    said = await typed_at(sitting, Step.DECIDE, "arrives cy", "arrives cy lowe", "leaves cy")
    assert sum(line.startswith("Noted: ") and "takes part" in line for line in said) == 1
    assert "They are here already." in said
    assert any(line.startswith("Warning cleared: stop: No health practitioner is here.") for line in said)
    assert any(line.startswith("Warning raised: stop: No health practitioner is here.") for line in said)
    assert sitting.step is Step.DECIDE, "one is at one's own step again"


async def test_an_act_on_a_warning_is_about_the_line_that_was_gone_to_and_says_so(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *NO_NURSE)
    said = await typed_at(sitting, Step.WHO, "w2", "show", "contacted", "", "Rang her", "/save")
    at = [line for line in said if line.startswith("At: ")]
    assert len(at) == 2
    assert at[0] == at[1]


async def test_what_is_unfolded_is_read_out(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *NO_NURSE)
    said = await typed_at(sitting, Step.WHO, "all w1")
    listed = [line for line in said if line.startswith("w") and line[1].isdigit()]
    assert len(listed) == len(sitting.live.outcome.verdicts)


async def test_a_refusal_is_said_in_the_sentence_of_the_screen_and_nothing_is_noted(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *NO_NURSE)
    decide_now(sitting)
    before = meeting_of(sitting)
    said = await typed_at(sitting, Step.READ_BACK, "sign", "agrees cy", "start", "list")
    assert "Say first whether they were invited (1): Enter asks." in said
    assert "They were not there when it was decided: they cannot be recorded as agreeing." in said
    assert "The meeting has started already." in said
    assert not any(line.startswith("Noted:") for line in said)
    assert meeting_of(sitting).stage is not Stage.SIGNED
    assert meeting_of(sitting).deciding == before.deciding


async def test_the_first_answer_can_be_typed_with_the_act(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    said = await typed_at(sitting, Step.WHO, "action Ring the school", "/save", "/leave")
    assert any(line.endswith(": Ring the school") for line in said)
    kept = sitting.desk.drafts.all(MEETING)
    assert "Ring the school" in kept.values()


async def test_undo_says_what_was_taken_back(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY[:2])
    said = await typed_at(sitting, Step.WHO, "arrives cy", "undo")
    assert any(line.startswith("Taken back: ") for line in said)
    assert not any(line.here for line in meeting_of(sitting).attendance.register if line.id == "nurse")


async def test_the_urgent_mode_is_asked_about_once_and_never_by_a_slip(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    await typed_at(sitting, Step.WHO, "urgent", "no")
    assert not meeting_of(sitting).urgent
    await typed_at(sitting, Step.WHO, "urgent", "yes", "/leave")
    assert meeting_of(sitting).urgent


async def test_reading_a_meeting_out_changes_nothing(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY, RISK)
    before = len(sitting.live.history)
    said = await typed_at(
        sitting, Step.KNOW, "list", "show", "show 1", "read", "warnings", "check", "w1", "help", "help all"
    )
    assert len(sitting.live.history) == before
    assert sitting.step is Step.KNOW
    assert [line for line in said if line.startswith("Step 7, Read back.")]
    assert not any(sign in line for line in said for sign in SIGNS)


async def test_a_line_that_nobody_can_mean_does_nothing(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY)
    before = len(sitting.live.history)
    said = await typed_at(sitting, Step.WHO, "arrives zebra", "99", "0", "w99", "frobnicate", "agrees")
    assert len(sitting.live.history) == before
    assert "No line here has “zebra” in it: list reads the lines." in said
    assert "“frobnicate” is none of the words: help reads them." in said


async def test_what_is_hidden_is_not_read_out(tmp_path: Path) -> None:
    sitting = sitting_at(desk(tmp_path), *EVERYBODY, RISK)
    said = await typed_at(sitting, None, "quit")
    assert said
    said = await typed_at(sitting, Step.KNOW, "privacy", "list", "step 1", "action")
    after = said[next(place for place, line in enumerate(said) if "hidden" in line) :]
    names = [line.name for line in meeting_of(sitting).attendance.register if line.name]
    assert names
    assert not any(name in line for line in after for name in names)


def test_a_row_is_one_line_and_says_its_signs_as_words() -> None:
    row = Row("k", "Dr Ada  nurse · here\nlast saw Tue ✓", "✗")
    assert row_words(row) == "cross: Dr Ada, nurse, here; last saw Tue tick"
    assert in_words("Warnings ■2 ▲3 ·1") == "Warnings 2 stop 3 warn 1 reminder"


def test_every_sign_of_the_screen_has_its_word() -> None:
    from chairtui.tui.plain.reading import BESIDE

    signs = {part for sign in SCREEN_SIGNS for part in sign.split()} - {"saved", "▸", "(•)", "[x]"}
    assert signs <= {*BESIDE}


async def test_sentences_name_acts_by_what_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named_by_words(monkeypatch)
    sitting = Sitting(desk(tmp_path), MEETING)
    sitting.live.do(*BEFORE)
    said = await typed_at(sitting, Step.DECIDE, "decides")
    assert "Start the meeting first (start): a decision is taken in it." in said


def test_a_row_that_fills_only_its_first_columns_is_read_out() -> None:
    columns = (Column("What", 20), Column("Who", 20), Column("How", 20))
    lines = Lines([Row("a", "", cells=("Ring the school", "Ada Okoro"))], columns=columns)
    assert [*numbered(lines)] == ["1 Ring the school, Ada Okoro"]
