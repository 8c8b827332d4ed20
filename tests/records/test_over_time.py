"""A child over time on paper: about this child alone, in every form to read, and in the whole pack."""

from pathlib import Path

import pikepdf
import pytest
from tests.core.test_child_over_time import KIT, ROB, held
from tests.tui.test_child_series import place

from chairtui.core.actions import Action
from chairtui.core.analysis import Analysis, Hypothesis
from chairtui.core.change import Refused
from chairtui.core.child_over_time import About, child_over_time
from chairtui.core.plan import Plan
from chairtui.core.sentences.over_time import enquiry_words
from chairtui.live.formats import Use, keys
from chairtui.records.delivery.over_time import of_one_child, series_as, write_series
from chairtui.records.preparation.papers import pack_of


@pytest.mark.parametrize("form", keys(Use.SEND))
def test_every_form_to_read_has_the_child_over_time_and_no_id_of_ours(tmp_path: Path, form: str) -> None:
    here = place(tmp_path)
    file = write_series(here, "second", "kit", form, tmp_path / "out")
    assert file.name.startswith("SM-2-child-1-over-time-made-")
    assert file.stat().st_mode & 0o077 == 0
    if form == "pdf":
        with pikepdf.open(file) as pdf:
            assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()
            assert "/StructTreeRoot" in pdf.Root
    if form in ("md", "html"):
        words = file.read_text(encoding="utf-8")
        assert "Kit Ashby" in words
        assert all(part in words for part in ("SM-1", "SM-2", "dropped out", "Who came to which"))
        assert not {"kit", "first", "second"} & set(words.split())
        assert "Rob Ashby" not in words


def test_what_is_or_may_be_about_a_brother_is_left_out_and_the_days_are_those_of_the_whole() -> None:
    plan = Plan(
        actions=(
            Action(id="a1", what="Take Rob to his clinic", owner="Ada Okoro"),
            Action(id="a2", what="Visit at home", owner="Ada Okoro"),
        )
    )
    thought = Analysis(hypotheses=(Hypothesis(words="Rob is blamed for everything."),))
    about = (About(held(1, KIT, ROB, plan=plan, analysis=thought), KIT), About(held(2, days=7), KIT))
    alone, whole = of_one_child(about), child_over_time(about)
    said = f"{alone.meetings} {alone.threads}"
    assert "Rob" not in said
    assert "Visit at home" in said
    assert "left out" in said
    assert [one.id for one in alone.meetings] == [one.id for one in whole.meetings]
    day = held(1).started_at
    assert day
    assert [enquiry_words(one, day.date()) for one in alone.enquiries] == [
        enquiry_words(one, day.date()) for one in whole.enquiries
    ]


def test_a_child_whom_the_meeting_is_not_about_is_refused(tmp_path: Path) -> None:
    here = place(tmp_path)
    with pytest.raises(Refused):
        series_as(here, here.open("first").outcome.meeting, "rob", "md", here.clock.now())


def test_the_whole_pack_has_each_child_over_time_and_an_agency_s_has_none(tmp_path: Path) -> None:
    here = place(tmp_path)
    meeting = here.open("second").outcome.meeting
    titles = [section.title for section in pack_of(here, meeting).sections]
    assert "Who came to which: Kit Ashby" in titles
    assert "Who came to which: Rob Ashby" not in titles, "it is his first meeting"
    assert not any("came to which" in one.title for one in pack_of(here, meeting, "worker").sections)
