"""Reads profiles and checks them; a fault names file, rule, field and line, and points at the character."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from chairtui.standards.rule import ProfileFile, kind_of
from chairtui.standards.soundness import Unsound, figures_of_all, unsound

T = TypeVar("T")

SHIPPED = Path(__file__).with_name("profiles")

MOST_BYTES = 5_000_000
"""No file of rules comes near it; a larger one is a slip, and reading it would stop the program."""

_INDEXED = re.compile(r"\$\.(\w+)\[(\d+)\](?:\.(\w+)(?:\[(\d+)\])?)?")


class Fault(Struct, frozen=True, kw_only=True):
    """One thing that is wrong in a profile."""

    file: str
    words: str
    rule: str = ""
    field: str = ""
    line: int = 1

    def __str__(self) -> str:
        """Return the fault as a sentence that begins with its place."""
        where = [f"{self.file}, line {self.line}", f"rule {self.rule}" if self.rule else "", self.field]
        return f"{', '.join(filter(None, where))}: {self.words}"


class FaultyProfile(Exception):
    """A profile is wrong; the text names every place and what was expected."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def read_profiles(extra: Iterable[Path] = ()) -> tuple[ProfileFile, ...]:
    """Return the shipped profiles and a council's own, which are checked first.

    Raises:
        FaultyProfile: a file of the council's is wrong.
    """
    files = {one.name: one for one in _shipped()}
    for path in extra:
        faults = check_file(path, tuple(files.values()))
        if faults:
            raise FaultyProfile(faults)
        own = _read(path)
        files[own.name] = own
    return tuple(files.values())


def read_file(path: Path) -> ProfileFile:
    """Return one profile, as far as its shape holds.

    Raises:
        FaultyProfile: it is none.
    """
    return _read(path)


def check_file(path: Path, others: Sequence[ProfileFile] | None = None) -> list[Fault]:
    """Return everything that is wrong with a profile; nothing when it can be used.

    Each expression is worked out once; `others` are what it can build on, without it the shipped ones.
    """
    others = _shipped() if others is None else others
    try:
        profile = _read(path)
    except FaultyProfile as faulty:
        return list(faulty.faults)
    known = {one.name: one for one in others} | {profile.name: profile}
    taken = () if path.parent == SHIPPED else {one.name for one in _shipped()}
    return faults_in(path, unsound(profile, known, taken=taken))


def faults_in(path: Path, unsound_ones: Iterable[Unsound]) -> list[Fault]:
    """Return what does not hold in a file, each with its line."""
    lines = _Lines(path)
    return [lines.fault(one) for one in unsound_ones]


def figures_of_every_base() -> dict[str, str]:
    """Return, by ``figure.NAME``, the kinds of the figures that every shipped base has."""
    files = {one.name: one for one in _shipped()}
    return {f"figure.{name}": kind_of(one.value) for name, one in figures_of_all(files).items()}


@cache
def _shipped() -> tuple[ProfileFile, ...]:
    return tuple(_read(path) for path in sorted(SHIPPED.glob("*.toml")))


def _read(path: Path) -> ProfileFile:
    return read_toml(path, ProfileFile)


def read_toml(path: Path, kind: type[T]) -> T:
    """Return what stands in a file of rules, or of measures, as far as its shape holds.

    Raises:
        FaultyProfile: it is none.
    """
    try:
        content = tomllib.loads(_text(path))
    except OSError as fault:
        raise FaultyProfile([Fault(file=path.name, words=f"it cannot be read ({fault.strerror}).")]) from None
    except UnicodeDecodeError:
        raise FaultyProfile([Fault(file=path.name, words="it is not a text file in UTF-8.")]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        place = re.search(r"line (\d+)", str(fault))
        line = int(place[1]) if place else 1
        raise FaultyProfile([Fault(file=path.name, line=line, words=f"it is not TOML: {fault}.")]) from None
    except ValueError:  # Python reads no longer one
        words = "there is a number in it that is too long to be one."
        raise FaultyProfile([Fault(file=path.name, words=words)]) from None
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as fault:
        raise FaultyProfile([_misfit(path, content, str(fault))]) from None


def _text(path: Path) -> str:
    with path.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        words = f"it is larger than {MOST_BYTES // 1_000_000} MB."
        raise FaultyProfile([Fault(file=path.name, words=words)])
    return content.decode("utf-8-sig")


def _misfit(path: Path, content: dict[str, Any], message: str) -> Fault:
    words, _, where = message.partition(" - at ")
    entry_named = _INDEXED.match(where.strip("`"))
    quoted = re.search(r"`([^`]+)`", words)
    lines = _Lines(path)
    if entry_named is None:
        name = where.strip("`").removeprefix("$").lstrip(".").partition("[")[0] or (
            quoted[1] if quoted else ""
        )
        return Fault(file=path.name, field=name, line=lines.of_field(name), words=f"{words}.")
    table, number = entry_named[1], int(entry_named[2])
    field = entry_named[3] or (quoted[1] if quoted and "field" in words else "")
    entry = content[table][number]
    known = entry if isinstance(entry, dict) else {}
    names = (known.get(key) for key in ("id", "name", "key", "title", "agency"))
    rule = str(next(filter(None, names), number + 1))
    rule = rule if table in ("rule", "tune", "measure") else f"{table} {rule}"
    line = lines.of_entry(table, number, field)
    return Fault(file=path.name, rule=rule, field=field, line=line, words=f"{words}.")


class _Lines:
    """Finds on which line of a TOML file something stands."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._lines = path.read_text("utf-8-sig").splitlines()

    def fault(self, unsound: Unsound) -> Fault:
        """Return what does not hold in a profile, with its line."""
        line = (
            self.of_entry(unsound.table, unsound.number, unsound.field)
            if unsound.table
            else self.of_field(unsound.field)
        )
        return Fault(file=self.name, rule=unsound.name, field=unsound.field, line=line, words=unsound.words)

    def of_field(self, field: str) -> int:
        """Return the line of a field at the top of the file, or 1."""
        return next((n for n, line in enumerate(self._lines, 1) if _begins(line, field)), 1)

    def of_entry(self, table: str, number: int, field: str = "") -> int:
        """Return the line of a field in a kind's numbered table, or the line on which that begins."""
        heads = [n for n, line in enumerate(self._lines) if line.replace(" ", "") == f"[[{table}]]"]
        if number >= len(heads):
            return 1
        for line in range(heads[number] + 1, len(self._lines)):
            words = self._lines[line].replace(" ", "")
            if words.startswith("[[") and not words.startswith(f"[[{table}."):
                break
            if field and _begins(self._lines[line], field):
                return line + 1
        return heads[number] + 1


def _begins(line: str, field: str) -> bool:
    return bool(field) and re.match(rf'\s*"?{re.escape(field)}"?\s*=', line) is not None
