"""Step 4: what its forms ask of the meeting, and what its rows say."""

from datetime import date
from pathlib import Path

import pytest
from tests.core.scene import ALL_HERE
from tests.tui.desk import desk, save, sitting_at, words

from chairtui.core.actions import Action, AllotAction
from chairtui.core.chronology import AddChronology, ChronologyRow
from chairtui.core.concern import SetCircumstances
from chairtui.core.vocabulary import Circumstance, Threshold
from chairtui.standards.verdict import Question
from chairtui.tui.rows.meaning import meaning_rows
from chairtui.tui.sheets import meaning
from chairtui.tui.sitting.sitting import Sitting

PARENT = SetCircumstances(circumstances=(Circumstance.PARENTAL_MENTAL_HEALTH,))


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    return sitting_at(desk(tmp_path), *ALL_HERE)


def meant(sitting: Sitting, *deck: Question) -> str:
    return words(meaning_rows(sitting.live.outcome.meeting, deck))


def test_first_and_last_hypothesis_are_shown(sitting: Sitting) -> None:
    assert "no working hypothesis yet" in meant(sitting)
    save(sitting, meaning.hypothesis_sheet(sitting), words="He is exploited")
    assert "what speaks against it? (Enter)" in meant(sitting)
    save(sitting, meaning.hypothesis_sheet(sitting), words="He is hiding", supports="A", against="B")
    text = meant(sitting)
    assert "He is hiding\nfor: A\nagainst: B\nversion 2" in text
    assert "first at 10:30: He is exploited" in text


def test_a_question_of_the_deck_is_answered_or_asked_with_nothing_added(sitting: Sitting) -> None:
    question = Question(key="daily", words="What is a day like?", source="R36")
    assert "not asked yet" in meant(sitting, question)
    save(sitting, meaning.prompt_sheet(sitting, question))
    assert "→ asked, nothing added" in meant(sitting, question)
    save(sitting, meaning.prompt_sheet(sitting, question), answer="He gets himself up")
    assert "→ He gets himself up" in meant(sitting, question)


def test_what_is_not_known_can_be_answered_by_an_action(sitting: Sitting) -> None:
    after = save(sitting, meaning.unknown_sheet(sitting), words="Where he sleeps", contradicts="yes")
    unknown = after.analysis.unknowns[0]
    assert unknown.contradicts
    assert "a makes it an action" in meant(sitting)
    action = Action(
        id="a",
        what="Ask him",
        owner="Ada Okoro",
        agency="social-care",
        due_on=date(2026, 3, 6),
        why="y",
        answers=(unknown.id,),
    )
    sitting.live.do(AllotAction(action=action))
    assert "→ an action answers it" in meant(sitting)


def test_the_threshold_is_said_for_each_child_on_evidence(sitting: Sitting) -> None:
    kit = sitting.live.outcome.meeting.concern.children[0]
    assert "Kit  not judged yet" in meant(sitting)
    typed = {"threshold": Threshold.LIKELY.value, "category": "neglect", "for": "Nobody at home"}
    after = save(sitting, meaning.threshold_sheet(sitting, kit), **typed)
    assert after.analysis.judgements[0].threshold is Threshold.LIKELY
    assert "for: Nobody at home\nagainst: no evidence written" in meant(sitting)


def test_an_unanalysed_chronology_and_a_parents_difficulty_are_asked_for_here_too(sitting: Sitting) -> None:
    row = ChronologyRow(id="r", on=None, words="x")
    sitting.live.do(PARENT, AddChronology(rows=(row,)))
    text = meant(sitting)
    assert "Chronology, 1 row: what is the pattern" in text
    assert "Parental mental health: not answered yet" in text
