"""Puts the pieces together: the one package that knows them all.

What a call needs is imported when it is made, so that the program is on the screen quickly.
"""

from chairtui.wiring.council import change_register, judge, register, use_letterhead, use_word_template
from chairtui.wiring.demonstrating import demonstration
from chairtui.wiring.folders import (
    config_folder,
    damaged_settings,
    database_path,
    identity_file,
    measures,
    profiles,
    profiles_folder,
    use_folder,
    use_identity,
    usual_folder,
    word_template,
)
from chairtui.wiring.ledgers import show_ledgers
from chairtui.wiring.opening import prove, workplace
from chairtui.wiring.places import Workplace

__all__ = [
    "Workplace",
    "change_register",
    "config_folder",
    "damaged_settings",
    "database_path",
    "demonstration",
    "identity_file",
    "judge",
    "measures",
    "profiles",
    "profiles_folder",
    "prove",
    "register",
    "show_ledgers",
    "use_folder",
    "use_identity",
    "use_letterhead",
    "use_word_template",
    "usual_folder",
    "word_template",
    "workplace",
]
