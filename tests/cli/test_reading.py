"""What only the screen showed, from the command line; and help for whoever mistypes."""

import click
import pytest
from tests.cli.conftest import Chairtui
from tests.cli.every_command import MEETING, names

from chairtui.cli.main import chairtui as group


@pytest.fixture
def demo(chairtui: Chairtui, invented: object) -> Chairtui:
    return lambda *words, **more: chairtui(*words, env={"CHAIRTUI_DB": str(invented)}, **more)


def test_the_register_says_who_is_expected_and_who_was_invited(demo: Chairtui) -> None:
    lines = demo("register", "DEMO-1", "--json").json
    assert any(one["expected"] and not one["on_register"] for one in lines)
    assert all(one["because"] for one in lines if one["expected"])
    assert all(one["invited"] for one in lines)
    shown = demo("register", "DEMO-1").out
    assert all(one["name"] in shown for one in lines)


def test_the_register_shows_the_room_over_time_with_the_same_in_words(demo: Chairtui) -> None:
    shown = demo("register", "DEMO-5").out
    emi = next(line for line in shown.splitlines() if "Emi Sato" in line and "▄" in line)
    assert "┈▄▄▄▄▄▄▄▄▄▄▄▄▄┃▄▄┈┈┈┈" in emi
    assert emi.endswith("phone 10:03 to 10:31")
    assert "THE ROOM OVER TIME" not in demo("register", "DEMO-1").out


def test_who_stayed_for_the_decision_attended_and_not_in_part(demo: Chairtui) -> None:
    lines = demo("register", "DEMO-9", "--json").json
    assert {line["invited"].partition(";")[0] for line in lines} == {"attended"}


def test_a_row_of_several_groups_sends_nobody_to_the_step_of_one_of_them(demo: Chairtui) -> None:
    shown = demo("check", "DEMO-2").out
    (row,) = (line for line in shown.splitlines() if "Left open: " in line)
    assert "steps 1 and 2" not in row
    assert "Each is finished at its own step." in shown


def test_the_series_says_who_came_to_which_meeting(demo: Chairtui) -> None:
    (keira,) = demo("series", "DEMO-8", "--json").json
    assert [one["reference"] for one in keira["meetings"]] == ["DEMO-7", "DEMO-8"]
    came = {one["name"]: (one["came"], one["dropped"]) for one in keira["units"]}
    assert came["School nurse"] == (["came", "came for part of it"], False)
    assert came["School"] == (["came", "not on the register"], True)
    (enquiry,) = keira["enquiries"]
    assert enquiry["clocks"]["from_initiating"] < enquiry["clocks"]["from_last"]
    shown = demo("series", "DEMO-8").out
    assert all(one["words"] in shown for one in keira["threads"])
    assert "dropped out" in shown
    assert "A conference is due by" in shown
    assert "it would be" in shown


def test_the_series_is_the_same_asked_from_any_of_its_meetings(demo: Chairtui) -> None:
    assert demo("series", "DEMO-7", "--json").json == demo("series", "DEMO-8", "--json").json


def test_each_child_of_a_meeting_has_a_series_of_its_own(demo: Chairtui) -> None:
    both = demo("series", "DEMO-3", "--json").json
    assert [one["child"] for one in both] == ["Ayla Demir", "Esme Demir"]
    (one,) = demo("series", "DEMO-3", "--child", "esme", "--json").json
    assert one == both[1]
    refused = demo("series", "DEMO-3", "--child", "Kit")
    assert (refused.code, "Ayla Demir, Esme Demir" in refused.err) == (2, True)


def test_a_preview_is_what_a_recipient_sees_and_news_what_is_new(demo: Chairtui) -> None:
    listed = demo("ledger", MEETING, "--json").json
    whole = demo("preview", MEETING, "1")
    assert whole.code == 0
    assert "This copy is for" in whole.out
    by_name = demo("preview", MEETING, listed[0]["recipient"]).out
    assert by_name == whole.out
    assert demo("preview", MEETING, "nobody at all").code == 2
    assert demo("preview", MEETING, "1", "--news").code in (0, 3)


@pytest.mark.parametrize("name", sorted(names()))
def test_every_command_has_its_help_under_h_too(demo: Chairtui, name: str) -> None:
    short, long = (demo(*name.split(), option) for option in ("-h", "--help"))
    assert short.code == long.code == 0
    assert short.out == long.out
    assert "Usage:" in short.out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lsit", "list"), ("exprot", "export"), ("ledgers", "ledger"), ("LIST", "list"),
     ("chrono", "chronology"),
     ("returns anex-a", "annex-a"), ("agencies imports", "import"), ("template chek", "check")],
)  # fmt: skip
def test_a_mistyped_command_is_answered_with_what_is_like_it(demo: Chairtui, typed: str, meant: str) -> None:
    ran = demo(*typed.split())
    assert ran.code == 2
    assert f"“{meant}”" in ran.err
    assert "Did you mean" in ran.err


def test_what_is_like_nothing_is_only_said_to_be_unknown(demo: Chairtui) -> None:
    ran = demo("xqzzy")
    assert ran.code == 2
    assert "There is no command “xqzzy”." in ran.err
    assert "Did you mean" not in ran.err


def test_every_group_guesses() -> None:
    context = click.Context(group)
    groups = [group, *(one for name in group.list_commands(context)
                       if isinstance(one := group.get_command(context, name), click.Group))]  # fmt: skip
    assert len(groups) > 3
    assert {type(one).resolve_command for one in groups} == {type(groups[1]).resolve_command}


def test_a_message_goes_with_each_record_to_copy_or_as_a_link(demo: Chairtui) -> None:
    listed = demo("ledger", MEETING, "--json").json
    made = demo("cover", MEETING, "--json").json
    assert [one["recipient"] for one in made] == [one["recipient"] for one in listed]
    assert demo("cover", MEETING, "1").out.strip() == made[0]["message"].strip()
    links = demo("cover", MEETING, "--mail").out.split()
    assert len(links) == len(listed)
    assert all(one.startswith("mailto:") for one in links)
    assert demo("cover", "DEMO-1").code == 2
