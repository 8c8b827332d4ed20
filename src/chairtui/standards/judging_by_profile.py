"""The rules of one profile, ready to be asked: what is unmet, what is met, and who should be there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from msgspec import Struct

from chairtui.core.warnings import Severity
from chairtui.standards.expressions import MET, NOT_ASKED, UNKNOWN, Condition, Language
from chairtui.standards.facts import FACTS, MEETING, SCOPES, Sight, Value, in_words
from chairtui.standards.profile import Profile
from chairtui.standards.rule import EXPECTED_BY, Role, Rule, kind_of
from chairtui.standards.verdict import Answered, Expected, Group, Verdict, gravity
from chairtui.standards.who_is_expected import expected
from chairtui.standards.why_expected import Reason

_NAMED = re.compile(r"\{([a-z_.]+)\}")


class ReadyRule(Struct, frozen=True):
    """A rule with its condition."""

    rule: Rule
    group: Group
    condition: Condition
    eased: Condition | None

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that is asked for."""
        return self.condition.names + (self.eased.names if self.eased else ())


class Bench:
    """One profile's rules on one day, ready to be asked."""

    def __init__(self, profile: Profile, day: date) -> None:
        self.profile = profile
        self.language = Language({name: kind_of(value) for name, value in profile.values.items()})
        self._scopes: dict[str, list[ReadyRule]] = {}
        for rule in profile.rules_on(day):
            eased = Condition("true", rule.eased_when, self.language) if rule.eased_when else None
            group = profile.groups.get(rule.group_name) or Group(
                name=rule.group_name, row="unfinished", words="{n} open.", act="Finish it there."
            )
            ready = ReadyRule(rule, group, Condition(rule.when, rule.must, self.language), eased)
            self._scopes.setdefault(rule.scope, []).append(ready)
        self._order = {rule.id: number for number, rule in enumerate(profile.rules_in_order)}
        self._asked = {scope: self._names(scope) for scope in {*self._scopes, MEETING}}
        self._found: tuple[Sight, dict[str, Value]] | None = None
        """What was found out last about a whole meeting."""
        self._shared = {
            scope: {name for one in several for name in one.names} for scope, several in self._scopes.items()
        }
        self._roles = [(role, Condition("true", role.when, self.language)) for role in profile.roles]

    def _names(self, scope: str) -> tuple[str, ...]:
        """Return the facts of a scope that its rules, or for the meeting's all rules, ask for."""
        conditions = [
            one for ready in self._scopes.values() for each in ready for one in (each.condition, each.eased)
        ]
        names = {name for one in conditions if one for name in one.names if not name.startswith("figure.")}
        return tuple(sorted(name for name in names if FACTS[name].scope == scope))

    def verdicts(self, sight: Sight) -> tuple[Verdict, ...]:
        """Return what is unmet or unknown, gravest first."""
        meeting = self._of_meeting(sight)
        unmet: list[Verdict] = []
        for scope, rules in self._scopes.items():
            subjects: Sequence[object] = (None,) if scope == MEETING else tuple(SCOPES[scope].subjects(sight))
            shared = {name: meeting[name] for name in self._shared[scope] if name in meeting}
            for subject in subjects:
                facts = meeting
                if scope != MEETING:
                    facts = dict(shared)
                    self._find_out(sight, scope, subject, facts)
                unmet.extend(self._ask(rules, sight, subject, facts))
        unmet.sort(key=lambda one: (gravity(one), self._order[one.code]))
        return tuple({one.id: one for one in reversed(unmet)}.values())[::-1]

    def met(self, sight: Sight, ids: Collection[str]) -> Iterator[str]:
        """Yield of the ids of verdicts those whose rule asks, and is satisfied."""
        codes = {one.partition(":")[0] for one in ids}
        for scope, rules in self._scopes.items():
            asked = [one for one in rules if one.rule.id in codes]
            if not asked:
                continue
            meeting = self._of_meeting(sight)
            subjects: Sequence[object] = (None,) if scope == MEETING else tuple(SCOPES[scope].subjects(sight))
            for subject in subjects:
                facts = dict(meeting)
                if scope != MEETING:
                    self._find_out(sight, scope, subject, facts)
                yield from (
                    _id(one.rule, sight, subject) for one in asked if one.condition.answer(facts) == MET
                )

    def expected(self, sight: Sight) -> tuple[Expected, ...]:
        """Return who should be there."""
        facts = dict(self.profile.values)
        for name in EXPECTED_BY:
            value = sight.value(FACTS[name])
            if value is not None:
                facts[name] = value
        called = [_reason(role) for role, when in self._roles if when.answer(facts) == MET]
        return expected(sight, called)

    def _of_meeting(self, sight: Sight) -> dict[str, Value]:
        """Return what is known of the meeting as a whole, found out once for a sight."""
        if self._found is None or self._found[0] is not sight:
            facts = dict(self.profile.values)
            self._find_out(sight, MEETING, None, facts)
            self._found = (sight, facts)
        return self._found[1]

    def _find_out(self, sight: Sight, scope: str, subject: object, facts: dict[str, Value]) -> None:
        for name in self._asked[scope]:
            value = sight.value(FACTS[name], subject)
            if value is not None:
                facts[name] = value

    def _ask(
        self, rules: list[ReadyRule], sight: Sight, subject: object, facts: dict[str, Value]
    ) -> list[Verdict]:
        unmet = []
        for ready in rules:
            answer = ready.condition.answer(facts)
            if answer not in (MET, NOT_ASKED):
                unmet.append(_verdict(ready, answer, sight, subject, facts))
        return unmet


def _reason(role: Role) -> Reason:
    return Reason(agency=role.agency, words=role.why, source=role.source, origin="circumstance")


def _id(rule: Rule, sight: Sight, subject: object) -> str:
    about = in_words(_value(rule.subject, sight, subject)) if rule.subject else ""
    return f"{rule.id}:{about}" if about else rule.id


def _verdict(
    ready: ReadyRule, answer: int, sight: Sight, subject: object, facts: dict[str, Value]
) -> Verdict:
    rule = ready.rule
    eased = rule.severity is Severity.STOP and ready.eased is not None and ready.eased.answer(facts) == MET
    unknown = answer == UNKNOWN

    def fill(words: str) -> str:
        return _NAMED.sub(lambda name: in_words(_value(name[1], sight, subject)), words)

    contact = in_words(_value(rule.contact, sight, subject)) if rule.contact in FACTS else rule.contact
    agency = sight.agencies.get(contact) if contact else None
    title = next((role.title for role in sight.expected if role.key == contact), "") if contact else ""
    return Verdict(
        code=rule.id,
        subject=in_words(_value(rule.subject, sight, subject)) if rule.subject else "",
        answered=Answered.UNKNOWN if unknown else Answered.UNMET,
        severity=Severity.WARN if eased else rule.severity,
        gates=rule.gates,
        say=fill(rule.say_unknown if unknown and rule.say_unknown else rule.say),
        ask=fill(rule.ask),
        source=rule.source,
        returns=rule.returns,
        contact=contact,
        title=rule.title,
        step=rule.mended_at,
        rank=rule.rank,
        own_reason=rule.stands_alone,
        chosen=rule.chosen,
        from_step=rule.from_step,
        until_step=rule.until_step,
        consequence_of=rule.consequence_of,
        same_part=rule.same_part,
        same_subject=rule.same_subject,
        group=ready.group,
        announced=rule.loud,
        after_signing=rule.after_signing,
        who=title or (agency.name if agency else ""),
        whom=tuple(name for fact in rule.whom for name in _listed(_value(fact, sight, subject))),
        sector=agency.sector if agency else None,
    )


def _listed(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _value(name: str, sight: Sight, subject: object) -> Value | None:
    if name.startswith("figure."):
        return sight.figures.get(name)
    return sight.value(FACTS[name], subject)
