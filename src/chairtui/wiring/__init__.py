"""Puts the pieces together: the one package that knows them all.

What a call needs is imported when it is made, so that the program is on the screen quickly.
"""

from chairtui.wiring.council import change_register, judge, register, use_word_template
from chairtui.wiring.demonstrating import demonstration
from chairtui.wiring.folders import config_folder, database_path, profiles, profiles_folder, word_template
from chairtui.wiring.opening import prove, workplace
from chairtui.wiring.places import Workplace

__all__ = [
    "Workplace",
    "change_register",
    "config_folder",
    "database_path",
    "demonstration",
    "judge",
    "profiles",
    "profiles_folder",
    "prove",
    "register",
    "use_word_template",
    "word_template",
    "workplace",
]
