"""The judge: facts asked of a meeting, rules asked of the facts, verdicts for the chair."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import Struct

from chairtui.core.meeting import Meeting
from chairtui.core.warnings import Severity
from chairtui.directory.agencies import Agencies
from chairtui.standards.expected import Reason, expected
from chairtui.standards.expressions import MET, NOT_ASKED, UNKNOWN, Condition, Language
from chairtui.standards.facts import FACTS, MEETING, SCOPES, Sight, Value, in_words, meeting_day
from chairtui.standards.profile import Profile, Profiles
from chairtui.standards.reading import read_profiles
from chairtui.standards.rule import EXPECTED_BY, Role, Rule, kind_of
from chairtui.standards.verdict import Answered, Expected, Question, Verdict, gravity

_NAMED = re.compile(r"\{([a-z_.]+)\}")
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


class ReadyRule(Struct, frozen=True):
    """A rule with its condition."""

    rule: Rule
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
            ready = ReadyRule(rule, Condition(rule.when, rule.must, self.language), eased)
            self._scopes.setdefault(rule.scope, []).append(ready)
        self._order = {rule.id: number for number, rule in enumerate(profile.rules_in_order)}
        self._asked = {scope: self._names(scope) for scope in {*self._scopes, MEETING}}
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
        meeting = dict(self.profile.values)
        self._find_out(sight, MEETING, None, meeting)
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
            meeting = dict(self.profile.values)
            self._find_out(sight, MEETING, None, meeting)
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


class ProfileJudge:
    """Judges each meeting by the profile in force on its day and in its place."""

    def __init__(
        self, agencies: Agencies, extra_profiles: Sequence[Path] = (), *, pinned: str | None = None
    ) -> None:
        """Read the profiles.

        Raises:
            FaultyProfile: one of the files is wrong.
            UnknownProfile: there is no profile with the pinned name.
        """
        self.agencies = agencies
        self._extra = tuple(extra_profiles)
        self.profiles = Profiles(read_profiles(self._extra))
        self._pinned = self._named(pinned) if pinned else None
        self._benches: dict[tuple[str, tuple[str, ...]], Bench] = {}
        self._last: tuple[Meeting, datetime, tuple[Verdict, ...]] | None = None

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
        """Return the verdicts that are unmet or unknown, gravest first; the clock counts to the minute."""
        minute = now.replace(second=0, microsecond=0)
        if self._last and self._last[0] is meeting and self._last[1] == minute:
            return self._last[2]
        bench = self._bench(meeting)
        verdicts = bench.verdicts(self._sight(bench, meeting, minute))
        self._last = (meeting, minute, verdicts)
        return verdicts

    def met(self, meeting: Meeting, now: datetime, ids: Collection[str]) -> frozenset[str]:
        """Return of the ids of verdicts those whose rule asks, and is satisfied; the others are not asked."""
        bench = self._bench(meeting)
        sight = self._sight(bench, meeting, now.replace(second=0, microsecond=0))
        return frozenset(bench.met(sight, ids)).intersection(ids)

    def profile_of(self, meeting: Meeting) -> str:
        """Return the name and version of the profile that judges the meeting."""
        return self.profile(meeting).full_name

    def profile(self, meeting: Meeting) -> Profile:
        """Return the profile that judges the meeting: the one it began with, or the one that fits it."""
        return self._pinned or self._own(meeting)

    def _own(self, meeting: Meeting) -> Profile:
        begun_with = self.profiles.named(meeting.profile) if meeting.profile else None
        return begun_with or self.profiles.chosen(meeting_day(meeting), meeting.authority)

    def expected(self, meeting: Meeting) -> tuple[Expected, ...]:
        """Return who should be there and why: the same meeting always gives the same list."""
        return self._sight(self._bench(meeting), meeting, _NO_TIME).expected

    def deck(self, meeting: Meeting) -> tuple[Question, ...]:
        """Return the questions that the chair can put to the room."""
        cards = self.profile(meeting).cards
        return tuple(Question(key=one.key, words=one.words, source=one.source) for one in cards)

    def figures(self, meeting: Meeting) -> dict[str, Value]:
        """Return the profile's figures by name: working days, minutes for each step, grades of chairs."""
        values = self.profile(meeting).values.items()
        return {name.removeprefix("figure."): value for name, value in values}

    def guidance(self, meeting: Meeting) -> str:
        """Return the guidance that the meeting's rules stand for, its issue, and what was not read of it."""
        return self.profile(meeting).guidance

    def why(self, meeting: Meeting) -> tuple[str, ...]:
        """Return, as sentences, why a meeting that has not begun gets the profile it gets."""
        return self.profiles.why(meeting_day(meeting) or date.max, meeting.authority)

    def what_if(self, profile_name: str) -> ProfileJudge:
        """Return a judge that judges every meeting by one profile; it changes nothing in a meeting.

        Raises:
            UnknownProfile: there is no such profile.
        """
        return ProfileJudge(self.agencies, self._extra, pinned=profile_name)

    def label(self, meeting: Meeting) -> str:
        """Return what has to stand over verdicts by other rules than the meeting's own; empty for its own.

        Its own are those it began with, in their version of that day; before it begins, those that fit it.
        """
        own = meeting.profile or self._own(meeting).full_name
        if self._pinned:
            title = f"{self._pinned.title} ({self._pinned.full_name})"
            return (
                f"What if: judged by {title}. The meeting's own rules are {own}; its record stays as it is."
            )
        if own == self.profile_of(meeting):
            return ""
        return f"What if: judged by today's rules, {self.profile_of(meeting)}. The meeting began with {own}."

    def explain(self, code: str, meeting: Meeting | None = None) -> Rule | None:
        """Return a rule by its code (or by a warning's id), as the profile that judges has it.

        A rule that only another profile has is returned from there.
        """
        wanted = code.partition(":")[0].strip().upper()
        others = (rule for file in self.profiles.all() for rule in file.rule)
        rules = (*self.profile(meeting or Meeting()).rules, *others)
        return next((rule for rule in rules if rule.id == wanted), None)

    def _named(self, name: str) -> Profile:
        profile = self.profiles.named(name)
        if profile is None:
            known = ", ".join(one.name for one in self.profiles.all() if one.kind != "part")
            raise UnknownProfile(f"There is no profile “{name}”. There are: {known}.")
        return profile

    def _bench(self, meeting: Meeting) -> Bench:
        profile = self.profile(meeting)
        day = meeting_day(meeting) or date.max
        key = (profile.name, tuple(rule.id for rule in profile.rules_on(day)))
        if key not in self._benches:
            self._benches[key] = Bench(profile, day)
        return self._benches[key]

    def _sight(self, bench: Bench, meeting: Meeting, now: datetime) -> Sight:
        return Sight(
            meeting,
            now,
            agencies=self.agencies,
            figures=bench.profile.values,
            grades=bench.profile.grades,
            questions=tuple(one.key for one in bench.profile.cards),
            expect=bench.expected,
        )


class UnknownProfile(Exception):
    """There is no profile with this name; the text lists those there are."""


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
        contact=in_words(_value(rule.contact, sight, subject)) if rule.contact in FACTS else rule.contact,
        title=rule.title,
        step=rule.mended_at,
        rank=rule.rank,
        own_reason=rule.own_reason,
        chosen=rule.chosen,
    )


def _value(name: str, sight: Sight, subject: object) -> Value | None:
    if name.startswith("figure."):
        return sight.figures.get(name)
    return sight.value(FACTS[name], subject)
