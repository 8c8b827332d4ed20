"""The measures: each shipped one is sound and says where it is from; what is wrong is told with its place."""

from datetime import date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.standards.scene import CAIT, JUDGE, MASH, NURSE, SCHOOL, WORKER, at, decided, held, prepared, then

from chairtui.core.carrying import agreed_before
from chairtui.core.children import Child, DescribeChild
from chairtui.core.closing import Signature
from chairtui.core.delivery import Delivery
from chairtui.core.enquiries import Enquiry, NoteEnquiry
from chairtui.core.meeting import Meeting
from chairtui.core.questions import AskQuestion, Question
from chairtui.core.series import Carried, CarriedKind, Series
from chairtui.core.vocabulary import YesNo
from chairtui.standards.measure import Measure, MeasureFile
from chairtui.standards.measures_page import measures_page
from chairtui.standards.measuring import SHIPPED, Measured, Measuring, check_measures, read_measures
from chairtui.standards.reading import FaultyProfile

MEASURING = Measuring(read_measures())
MEASURES = [pytest.param(one, id=one.id) for one in MEASURING.measures]


def came(meeting: Meeting, code: str, subject: str = "") -> tuple[int, int, int]:
    """Return of how many how many are met, and how many are not known, in one meeting."""
    measured = MEASURING(JUDGE.sight(meeting, at(60)))
    one = next(
        (one for one in measured if (one.measure, one.subject) == (code, subject)), Measured(measure="")
    )
    return one.met, one.of, one.unknown


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_file_of_measures_has_no_fault_and_its_examples_come_to_what_they_say(path: Path) -> None:
    assert check_measures(path) == []


@pytest.mark.parametrize("measure", MEASURES)
def test_a_measure_has_a_definition_a_source_and_its_requirements(measure: Measure) -> None:
    assert measure.definition.startswith("Of ")
    assert measure.definition.endswith(".")
    assert measure.source.endswith(".")
    assert all(one.startswith("R") and one[1:].isdigit() for one in measure.requirements)
    assert measure.requirements


def test_health_is_counted_by_kind_and_no_reading_is_chosen() -> None:
    mash_alone = decided(held(WORKER, CAIT, MASH))
    with_nurse = decided(held(WORKER, CAIT, MASH, NURSE))
    without = decided(held(WORKER, CAIT))
    readings = ("M-HEALTH-ANY", "M-HEALTH-BESIDE-MASH", "M-HEALTH-MASH", "M-HEALTH-NONE")
    assert [came(mash_alone, code)[0] for code in readings] == [1, 0, 1, 0]
    assert [came(with_nurse, code)[0] for code in readings] == [1, 1, 1, 0]
    assert [came(without, code)[0] for code in readings] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("key", "left_by", "counts"),
    [("q1", "first", []), ("first~q1", "first", []), ("q1", "other", [1]), ("other~q1", "other", [1])],
)
def test_a_question_that_a_later_meeting_goes_on_with_counts_where_it_was_asked(
    key: str, left_by: str, counts: list[int]
) -> None:
    asked = AskQuestion(question=Question(id="q1", words="Who else lives there?"))
    first = replace(then(decided(held(WORKER, CAIT, NURSE)), asked), id="first")
    carried = Carried(id=key, kind=CarriedKind.QUESTION, words="Who else lives there?", left_by=left_by)
    goes_on = replace(first.plan, questions=(replace(first.plan.questions[0], id=key),))
    later = replace(first, id="later", plan=goes_on, series=Series(carried=(carried,)))
    whole = next(one for one in MEASURING.measures if one.id == "M-ACTION-WHOLE")
    own = replace(whole, id="OWN", scope="question", met="size(question.blank) == 0", example=())
    measuring = Measuring([MeasureFile(name="own", title="Own", measure=(own,))])
    sight = JUDGE.sight(later, at(60))
    assert [one.of for one in measuring(sight, agreed_before(later, []))] == [1]
    assert [one.of for one in measuring(sight, agreed_before(later, [first]))] == counts
    assert agreed_before(first, [later]) == frozenset()


def test_what_nobody_wrote_down_is_not_known_and_never_met() -> None:
    meeting = decided(held(WORKER, CAIT, NURSE))
    assert came(meeting, "M-HEALTH-FIRST-HAND") == (0, 1, 1)
    assert came(meeting, "M-IN-TIME") == (0, 1, 1)


CLOCKS = ("M-CONFERENCE-FROM-FIRST", "M-CONFERENCE-FROM-LAST")


@pytest.mark.parametrize("code", CLOCKS)
@pytest.mark.parametrize(("held_on", "met"), [(date(2024, 3, 26), 1), (date(2024, 3, 27), 0)])
def test_a_conference_counts_on_its_day_as_noted_for_the_child(code: str, held_on: date, met: int) -> None:
    noted = NoteEnquiry(enquiry=Enquiry(id="kit", conference_required=YesNo.YES, conference_on=held_on))
    assert came(then(decided(held(WORKER, CAIT, NURSE)), noted, minutes=40), code) == (met, 1, 0)


@pytest.mark.parametrize("code", CLOCKS)
def test_siblings_have_their_conference_in_time_when_each_has(code: str) -> None:
    both = then(held(WORKER, CAIT, NURSE), DescribeChild(child=Child(id="ann", name="Ann")))
    kit, ann = (Enquiry(id=one, conference_on=date(2024, 3, 26)) for one in ("kit", "ann"))
    late = replace(ann, conference_on=date(2024, 3, 27))
    one, two, other = (
        then(decided(both), *(NoteEnquiry(enquiry=enquiry) for enquiry in noted), minutes=40)
        for noted in ((kit,), (kit, ann), (kit, late))
    )
    assert [came(meeting, code) for meeting in (one, two, other)] == [(0, 1, 1), (1, 1, 0), (0, 1, 0)]


def test_a_meeting_that_decided_nothing_is_not_counted_where_a_decision_is() -> None:
    assert came(held(WORKER, CAIT, NURSE), "M-MINIMUM") == (0, 0, 0)
    assert MEASURING(JUDGE.sight(prepared(WORKER, CAIT), at(0))) == ()


def test_each_agency_has_a_row_of_its_own() -> None:
    meeting = decided(held(WORKER, CAIT, SCHOOL))
    assert came(meeting, "M-EXPECTED-HERE", "School") == (1, 1, 0)
    assert came(meeting, "M-EXPECTED-HERE", "School nurse") == (0, 1, 0)


def test_a_record_that_came_back_was_not_sent_in_time_until_it_was_sent_again() -> None:
    def sent(sent_at: datetime, returned_at: datetime | None = None) -> tuple[int, int, int]:
        meeting = decided(held(WORKER, CAIT, NURSE))
        signature = Signature(name="Dee Grant", signed_at=at(40))
        delivery = Delivery(
            id="d1", recipient="School", due_at=at(55), sent_at=sent_at, returned_at=returned_at
        )
        closing = replace(meeting.closing, signature=signature, distribution=(delivery,))
        return came(replace(meeting, closing=closing), "M-SENT-IN-TIME")

    assert sent(at(50)) == (1, 1, 0)
    assert sent(at(50), at(52)) == (0, 1, 0)
    assert sent(at(54), at(52)) == (1, 1, 0)
    assert sent(at(58)) == (0, 1, 0)


OWN = """
name = "borough"
title = "What our borough counts"
[[measure]]
id = "M-BOROUGH-DAY"
title = "Held in working hours"
definition = "Of the meetings that began: those with a school."
source = "Our own."
basis = "local"
part = "time"
of = "held"
met = "agency.spoke"
[[measure.example]]
facts = { "held" = true }
verdict = "met"
"""
SOUND = (
    OWN.replace("agency.spoke", "signed").replace('{ "held" = true }', '{ "held" = true, "signed" = true }')
    + '[[measure.example]]\nfacts = { "held" = true, "signed" = false }\nverdict = "unmet"\n'
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("agency.spoke", "held"), "it needs one example that is met, and one that is not"),
        (("", ""), "“agency.spoke” is a fact about each agency, not about meeting"),
        (("M-BOROUGH-DAY", "M-MINIMUM"), "there is a measure “M-MINIMUM” already"),
        (("M-BOROUGH-DAY", "day"), "a code is M- and words in capitals"),
        (('"borough"', '"practice"'), "is a file that comes with the program"),
        (('"time"', '"weather"'), "Invalid enum value"),
        (('"Our own."', '""'), "it is empty"),
        (('title = "', f'title = "{"x" * 100}'), "it is longer than 100 letters"),
        (('of = "held"', 'of = "held &&"'), "of: "),
    ],
)
def test_what_is_wrong_in_a_file_of_measures_is_said_with_its_place(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    file = tmp_path / "borough.toml"
    file.write_text(OWN.replace(*change) if change[0] else OWN, "utf-8")
    faults = "\n".join(map(str, check_measures(file)))
    assert said in faults
    assert faults.startswith("borough.toml, line ")
    with pytest.raises(FaultyProfile):
        read_measures([file])


def test_an_example_that_comes_to_something_else_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "borough.toml"
    file.write_text(SOUND, "utf-8")
    assert check_measures(file) == []
    file.write_text(SOUND.replace('"unmet"', '"met"'), "utf-8")
    assert "comes to “unmet”, not “met”" in str(check_measures(file)[0])


def test_a_partnerships_own_measure_is_counted_beside_the_others(tmp_path: Path) -> None:
    file = tmp_path / "borough.toml"
    file.write_text(SOUND, "utf-8")
    measuring = Measuring(read_measures([file]))
    measured = measuring(JUDGE.sight(held(WORKER), at(60)))
    assert [(one.met, one.of) for one in measured if one.measure == "M-BOROUGH-DAY"] == [(0, 1)]


def test_the_page_about_the_audit_is_what_the_measures_make_of_it() -> None:
    # To write it anew: python -m chairtui.standards.measures_page > docs/audit.md
    page = Path(__file__).parents[2] / "docs" / "audit.md"
    assert page.read_text("utf-8") == measures_page(read_measures())


def test_the_measure_on_the_page_can_be_used_as_it_stands(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "audit.md").read_text("utf-8")
    file = tmp_path / "borough.toml"
    file.write_text(page.partition("```toml\n")[2].partition("```")[0], "utf-8")
    assert check_measures(file) == []
