"""Asks for a person's name where an agency of the register was written: what only the live meeting knows."""

from __future__ import annotations

from chairtui.core.actions import AllotAction, no_person
from chairtui.core.change import Command, say
from chairtui.core.meeting import Meeting
from chairtui.core.people import is_person
from chairtui.core.plan import PlanSeeing
from chairtui.core.questions import AnswerQuestion
from chairtui.directory.agencies import Agencies


def ask_for_a_name(command: Command, meeting: Meeting, agencies: Agencies) -> None:
    """Refuse an action, a visit or an answer of somebody who is an agency of the register.

    Raises:
        Refused: the sentence asks for the name.
    """
    match command:
        case AllotAction(action=action) if action.owner.strip():
            why_not = no_person(action, meeting, agencies.knows)
            say(not why_not, why_not)
        case PlanSeeing(seeing=seeing):
            say(is_person(seeing.by, agencies.knows), "Say who will see them, by name.")
        case AnswerQuestion(answer=answer, answered_by=by) if answer.strip():
            say(is_person(by, agencies.knows), "Say who found it out, by name.")
