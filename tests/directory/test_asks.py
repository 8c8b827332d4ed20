from chairtui.core.vocabulary import Circumstance, Sector
from chairtui.directory.agencies import Agencies
from chairtui.directory.asks import ask_of, asks

AGENCIES = Agencies.load()


def test_every_agency_is_asked_something_that_only_it_can_tell() -> None:
    for agency in AGENCIES.all():
        ask = ask_of(agency, ())
        assert ask.needs.endswith(asks().everyone.needs)
        assert ask.only_you.endswith("?")


def test_the_table_names_only_agencies_and_sectors_that_there_are() -> None:
    sectors, keys = {one.value for one in Sector}, {one.key for one in AGENCIES.all()}
    assert asks().sector.keys() <= sectors
    assert asks().agency.keys() <= keys
    for added in asks().circumstance.values():
        assert added.keys() <= {"everyone"} | sectors | keys


def test_a_circumstance_adds_what_it_makes_worth_asking() -> None:
    gangs = (Circumstance.GANGS,)
    police, school = AGENCIES.get("police-gangs"), AGENCIES.get("school")
    assert "Threats to life" in ask_of(police, gangs).needs
    assert "Threats to life" not in ask_of(police, ()).needs
    assert "Friends, money" in ask_of(school, gangs).needs
    assert "illness" in ask_of(AGENCIES.get("adult-mental-health"), ()).only_you
    assert ask_of(AGENCIES.get("police-missing@Hertfordshire"), ()).only_you.startswith("Where would")
