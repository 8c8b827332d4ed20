"""The judge: facts asked of a meeting, rules asked of the facts, verdicts for the chair."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from chairtui.core.meeting import Meeting
from chairtui.directory.agencies import Agencies
from chairtui.standards.facts import Sight, Value, meeting_day
from chairtui.standards.judging_by_profile import Bench
from chairtui.standards.profile import Profile, Profiles
from chairtui.standards.reading import read_profiles
from chairtui.standards.rule import Rule
from chairtui.standards.verdict import Expected, Question, Verdict

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


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
        self._last: tuple[Meeting, tuple[datetime, int], tuple[Verdict, ...]] | None = None
        self._seen: tuple[Bench, Meeting, int, Sight] | None = None
        """How a meeting was seen last, by whom, and with how much of the register of agencies."""

    def __call__(self, meeting: Meeting, now: datetime) -> tuple[Verdict, ...]:
        """Return the verdicts that are unmet or unknown, gravest first; the clock counts to the minute."""
        minute = now.replace(second=0, microsecond=0)
        asked = (minute, self.agencies.taken)
        if self._last and self._last[0] is meeting and self._last[1] == asked:
            return self._last[2]
        bench = self._bench(meeting)
        verdicts = bench.verdicts(self._sight(bench, meeting, minute))
        self._last = (meeting, asked, verdicts)
        return verdicts

    def sight(self, meeting: Meeting, now: datetime) -> Sight:
        """Return a meeting as its rules see it at an instant, for whoever asks other questions of it."""
        return self._sight(self._bench(meeting), meeting, now)

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
        bench = self._bench(meeting)
        return (self._seen_last(bench, meeting) or self._sight(bench, meeting, _NO_TIME)).expected

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

    def _seen_last(self, bench: Bench, meeting: Meeting) -> Sight | None:
        """Return how a meeting was seen last, at whatever time, if it was this one as it is."""
        if self._seen is None:
            return None
        by, before, register, sight = self._seen
        same = by is bench and register == self.agencies.taken and _is_same(before, meeting)
        return sight if same else None

    def _sight(self, bench: Bench, meeting: Meeting, now: datetime) -> Sight:
        seen = self._seen_last(bench, meeting)
        if seen is not None and seen.now == now:
            return seen
        sight = Sight(
            meeting,
            now,
            agencies=self.agencies,
            figures=bench.profile.values,
            grades=bench.profile.grades,
            questions=tuple(one.key for one in bench.profile.cards),
            expect=bench.expected,
        )
        self._seen = (bench, meeting, self.agencies.taken, sight)
        return sight


def _is_same(before: Meeting, now: Meeting) -> bool:
    """Say whether nothing was done in a meeting but noting warnings, about which no rule asks."""
    fields = (one for one in now.__struct_fields__ if one != "warnings")
    return all(getattr(before, one) is getattr(now, one) for one in fields)


class UnknownProfile(Exception):
    """There is no profile with this name; the text lists those there are."""
