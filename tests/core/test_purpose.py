"""What is read aloud at the beginning is what the record says the meeting was for."""

from chairtui.core.purpose import PURPOSE, opening


def test_what_is_read_aloud_holds_the_statement_that_the_record_prints() -> None:
    spoken = "".join(words for words, _ in opening("Kit, 7"))
    assert spoken.startswith("We are here about Kit, 7.")
    assert PURPOSE[1:] in spoken
