"""What each measure comes to in one meeting: of so many subjects so many, and how many are not known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from chairtui.standards.expressions import MET, NOT_ASKED, UNMET, Condition, Language
from chairtui.standards.facts import FACTS, MEETING, SCOPES, Sight, Value, in_words
from chairtui.standards.measure import Measure, MeasureFile
from chairtui.standards.measure_soundness import unsound_measures
from chairtui.standards.reading import Fault, FaultyProfile, faults_in, figures_of_every_base, read_toml
from chairtui.standards.rule import kind_of
from chairtui.standards.soundness import Unsound

SHIPPED = Path(__file__).with_name("measures")
GO_ON = ("action", "question")
"""Scopes of what a later meeting goes on with under its own id."""


class Measured(Struct, frozen=True, kw_only=True):
    """What a measure comes to in one meeting, about one subject."""

    measure: str
    """The measure's code."""
    subject: str = ""
    """The agency or unit that it is about, where the measure tells them apart."""
    of: int = 0
    """How many count."""
    met: int = 0
    unknown: int = 0
    """How many of them cannot be known: counted, and never as met."""


class Measuring:
    """The measures of some files, ready to be asked of meetings."""

    def __init__(self, files: Iterable[MeasureFile]) -> None:
        of_id = {one.id: one for file in files for one in file.measure}
        self.measures = tuple(one for one in of_id.values() if not one.off)
        self._ready: dict[tuple[str, ...], tuple[tuple[Measure, Condition], ...]] = {}

    def __call__(self, sight: Sight, elsewhere: Collection[str] = ()) -> tuple[Measured, ...]:
        """Return what each measure comes to in a meeting, those that count nothing there left out.

        Actions and questions that count `elsewhere` (ids) are no subjects here.
        """
        facts = _Facts(sight, elsewhere)
        counted: dict[tuple[str, str], list[int]] = {}
        for measure, condition in self._conditions(sight.figures):
            for subject in facts.subjects(measure.scope):
                answer = condition.answer(facts.known(condition.names, subject))
                if answer != NOT_ASKED:
                    named = in_words(facts.value(measure.each, subject)) if measure.each else ""
                    counts = counted.setdefault((measure.id, named), [0, 0, 0])
                    counts[0] += 1
                    counts[1] += answer == MET
                    counts[2] += answer not in (MET, UNMET)
        return tuple(
            Measured(measure=measure, subject=subject, of=of, met=met, unknown=unknown)
            for (measure, subject), (of, met, unknown) in counted.items()
        )

    def _conditions(self, figures: Mapping[str, Value]) -> tuple[tuple[Measure, Condition], ...]:
        """Return the measures with their conditions, over the figures that a profile has."""
        named = tuple(sorted(figures))
        if named not in self._ready:
            language = Language({name: kind_of(value) for name, value in figures.items()})
            self._ready[named] = tuple((one, Condition(one.of, one.met, language)) for one in self.measures)
        return self._ready[named]


def read_measures(extra: Sequence[Path] = ()) -> tuple[MeasureFile, ...]:
    """Return the shipped measures, and a partnership's own, which are checked first.

    Raises:
        FaultyProfile: a file is wrong.
    """
    files = list(_shipped())
    for path in extra:
        if faults := check_measures(path, files):
            raise FaultyProfile(faults)
        files.append(read_toml(path, MeasureFile))
    return tuple(files)


def check_measures(path: Path, others: Sequence[MeasureFile] | None = None) -> list[Fault]:
    """Return everything that is wrong with a file of measures; nothing when it can be used.

    `others` are the files beside which it is used, without it the shipped ones.
    """
    try:
        file = read_toml(path, MeasureFile)
    except FaultyProfile as faulty:
        return list(faulty.faults)
    beside = _shipped() if others is None else others
    wrong = [*unsound_measures(file, figures_of_every_base())]
    if path.parent != SHIPPED:
        wrong += _taken(file, beside)
    return faults_in(path, wrong)


def _taken(file: MeasureFile, others: Sequence[MeasureFile]) -> Iterator[Unsound]:
    if file.name in {one.name for one in _shipped()}:
        words = f"“{file.name}” is a file that comes with the program; give yours another name."
        yield Unsound(field="name", words=words)
    taken = {one.id for each in others if each.name != file.name for one in each.measure}
    for number, measure in enumerate(file.measure):
        if measure.id in taken:
            words = f"there is a measure “{measure.id}” already; give yours another code."
            yield Unsound(table="measure", number=number, name=measure.id, field="id", words=words)


@cache
def _shipped() -> tuple[MeasureFile, ...]:
    return tuple(read_toml(path, MeasureFile) for path in sorted(SHIPPED.glob("*.toml")))


class _Facts:
    """The facts of one meeting: what is asked of it, or of one subject in it, is found out once."""

    def __init__(self, sight: Sight, elsewhere: Collection[str]) -> None:
        self._sight, self._elsewhere = sight, elsewhere
        self._subjects: dict[str, tuple[object, ...]] = {MEETING: (None,)}
        self._found: dict[tuple[str, int], Value | None] = {}
        """By name, and by which of the subjects it is about."""

    def subjects(self, scope: str) -> Sequence[object]:
        """Return what a measure of a scope is asked about: the same things, however often."""
        if scope not in self._subjects:
            every = SCOPES[scope].subjects(self._sight)
            self._subjects[scope] = tuple(one for one in every if not self._counts_elsewhere(scope, one))
        return self._subjects[scope]

    def _counts_elsewhere(self, scope: str, subject: object) -> bool:
        if not self._elsewhere or scope not in GO_ON:
            return False
        return self._sight.value(FACTS[f"{scope}.id"], subject) in self._elsewhere

    def known(self, names: Iterable[str], subject: object) -> dict[str, Value]:
        """Return by name what is known of the meeting, and of the subject."""
        values = ((name, self.value(name, subject)) for name in names)
        return {name: value for name, value in values if value is not None}

    def value(self, name: str, subject: object) -> Value | None:
        """Return a fact, or a figure of the profile."""
        fact = FACTS.get(name)
        if fact is None:
            return self._sight.figures.get(name)
        known = (name, id(None if fact.scope == MEETING else subject))
        if known not in self._found:
            self._found[known] = self._sight.value(fact, subject)
        return self._found[known]
