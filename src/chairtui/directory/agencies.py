"""The register of agencies: who a meeting can expect, and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from chairtui.core.vocabulary import Circumstance, HealthKind, PoliceUnit, Sector

SHIPPED = Path(__file__).with_name("agencies.toml")


class Contact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody at an agency, or a desk there, who can be asked."""

    name: str = ""
    job: str = ""
    phone: str = ""
    email: str = ""
    key: str = ""
    """Their public key of age: a meeting that is handed to them can be locked with it."""


class Agency(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One agency, or one unit of it, that can be asked to a meeting."""

    key: str
    name: str
    sector: Sector
    unit: PoliceUnit | None = None
    health: HealthKind | None = None
    duty: str = ""
    """Telephone number that is answered during `hours`; a council fills in its own."""
    email: str = ""
    """Its secure e-mail."""
    hours: str = ""
    also: tuple[str, ...] = ()
    """What it is called locally."""
    expected_when: tuple[Circumstance, ...] = ()
    """Circumstances that make it expected here, beside those that the rules name."""
    contacts: tuple[Contact, ...] = ()


ALLOWED: dict[str, type[StrEnum]] = {
    "sector": Sector,
    "unit": PoliceUnit,
    "health": HealthKind,
    "expected_when": Circumstance,
}
"""Fields with a closed list of words."""


def misfits(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each field of an agency that is missing, or that its closed list does not have, and why."""
    for field, kind in ALLOWED.items():
        given = entry.get(field) or ()
        said = (given,) if isinstance(given, str) else given
        for words in said if isinstance(said, list | tuple) else ():
            if words not in tuple(kind):
                yield field, f"“{words}” is none of these: {', '.join(kind)}"
    for field, words in (("name", ""), ("sector", f"; expected one of these: {', '.join(Sector)}")):
        if not entry.get(field):
            yield field, f"it is missing{words}"


class Faulty(Exception):
    """A file is not as it has to be; the text names the file, the line, the field and what was expected."""


class Agencies:
    """All agencies by key; whoever holds them sees a change to them at once."""

    def __init__(self, agencies: Mapping[str, Agency] | Callable[[], Agencies]) -> None:
        """Hold agencies, or those of a register that is read when one is first asked for."""
        self.taken = 0
        """How many times it has become like another; what was found out by it before is out of date."""
        self._given = agencies

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return dict(self._given()._agencies if callable(self._given) else self._given)

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Key of each agency by all that it is called, written plainly."""
        called = {_plain(said): one.key for one in self._agencies.values() for said in (one.name, *one.also)}
        return called | {_plain(key): key for key in self._agencies}

    @classmethod
    def load(cls, *local: Path) -> Agencies:
        """Return the shipped register, with a council's own files laid over it, one over the other.

        An entry of a local file may give only what differs, such as a telephone number.

        Raises:
            Faulty: a file cannot be read, or an entry is wrong.
        """
        agencies = cls(dict(_with_units(cls({}).with_file(SHIPPED))))
        for path in local:
            agencies = agencies.with_file(path)
        return agencies

    def with_file(self, path: Path) -> Agencies:
        """Return these agencies with the entries of a file laid over them.

        Raises:
            Faulty: it cannot be read, or an entry is wrong.
        """
        return self.under(path.name, _text(path))

    def under(self, name: str, words: str, faults: list[str] | None = None) -> Agencies:
        """Return these agencies with the entries of a TOML text, called `name`, laid over them.

        With `faults`, an entry that is wrong is left out, and what is wrong with it is added to them.

        Raises:
            Faulty: it is not TOML, or an entry is wrong.
        """
        agencies = dict(self._agencies)
        for key, entry in _entries(name, words).items():
            base = agencies.get(key) or self._agencies.get(key.partition("@")[0])
            try:
                agencies[key] = _agency((name, words), key, {**(as_entry(base) if base else {}), **entry})
            except Faulty as fault:
                if faults is None:
                    raise
                faults.append(str(fault))
        return Agencies(agencies)

    def changed(self, put: Iterable[Agency] = (), drop: Iterable[str] = ()) -> Agencies:
        """Return these agencies with some put in the place of those with their keys, and some left out."""
        unwanted = set(drop)
        agencies = {**self._agencies, **{one.key: one for one in put}}
        return Agencies({key: one for key, one in agencies.items() if key not in unwanted})

    def take(self, other: Agencies) -> None:
        """Become like another register, for whoever holds this one."""
        self._agencies, self._keys = dict(other._agencies), dict(other._keys)
        self.taken += 1

    def __contains__(self, key: str) -> bool:
        return key in self._agencies

    def key_of(self, words: str) -> str:
        """Return the key of the agency that the words mean: its key however written, or what it is called.

        Words that mean none are returned as they are.
        """
        return words if words in self._agencies else self._keys.get(_plain(words), words)

    def knows(self, words: str) -> bool:
        """Say whether the words mean an agency of the register."""
        return self.key_of(words) in self._agencies

    def called(self, words: str) -> tuple[Agency, ...]:
        """Return every agency that goes by these words: its key, its name, or what else it is called."""
        wanted = _plain(words)
        return tuple(
            agency
            for agency in self._agencies.values()
            if any(_plain(said) == wanted for said in (agency.key, agency.name, *agency.also))
        )

    def get(self, key: str) -> Agency:
        """Return the agency with a key; a key nobody knows gives a plain agency made of it.

        ``police@Hertfordshire Constabulary`` is the police of that force, with its own entry where a
        council made one, under that key or as an agency of the same sector that is called so.
        """
        known = self._agencies.get(self.key_of(key))
        if known is not None:
            return known
        kind, _, area = key.partition("@")
        base = self._agencies.get(self.key_of(kind)) or Agency(key=kind, name=kind, sector=Sector.OTHER)
        if not area:
            return base
        named = self._agencies.get(self.key_of(area))
        if named is not None and named.sector is base.sector:
            return named
        return msgspec.structs.replace(
            base, key=key, name=f"{base.name}, {area}", duty="", email="", hours="", contacts=()
        )

    def all(self) -> tuple[Agency, ...]:
        """Return every agency, in the order of the register."""
        return tuple(self._agencies.values())


def _with_units(shipped: Agencies) -> Iterator[tuple[str, Agency]]:
    """Yield the shipped agencies, below the police each of their units; the file says what more there is."""
    units = [unit for unit in PoliceUnit if unit is not PoliceUnit.OTHER]
    own = {unit.agency: unit for unit in units}
    for agency in shipped.all():
        if agency.key not in own:
            yield agency.key, agency
        if agency.key == "police":
            for key, unit in own.items():
                plain = Agency(key=key, name=f"Police: {unit.value}", sector=Sector.POLICE, unit=unit)
                yield key, shipped.get(key) if key in shipped else plain


@lru_cache(maxsize=1024)
def _plain(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum() or letter == "@")


def as_entry(agency: Agency) -> dict[str, Any]:
    """Return an agency as its table in a file, without what it leaves empty."""
    entry: dict[str, Any] = msgspec.to_builtins(agency)
    del entry["key"]
    entry["contacts"] = [{field: said for field, said in one.items() if said} for one in entry["contacts"]]
    return {field: said for field, said in entry.items() if said}


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as fault:
        raise Faulty(f"{path.name}: it cannot be read ({fault.strerror}).") from None
    except UnicodeDecodeError:
        raise Faulty(f"{path.name}: it is not a text file in UTF-8.") from None


def _entries(name: str, words: str) -> dict[str, dict[str, Any]]:
    import tomllib  # home needs no agency

    try:
        entries = tomllib.loads(words)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise Faulty(f"{name}: it is not TOML: {fault}.") from None
    except ValueError:  # Python reads no longer one
        raise Faulty(f"{name}: there is a number in it that is too long to be one.") from None
    for key, entry in entries.items():
        if not isinstance(entry, dict):
            raise Faulty(f"{name}, line {_line(words, key)}: “{key}” stands outside of any agency's table.")
    return entries


def _agency(file: tuple[str, str], key: str, entry: Mapping[str, Any]) -> Agency:
    name, text = file
    if wrong := list(misfits(entry)):
        places = (f"{name}, line {_line(text, key, field)}, agency “{key}”, {field}" for field, _ in wrong)
        raise Faulty("\n".join(f"{where}: {words}." for where, (_, words) in zip(places, wrong, strict=True)))
    try:
        return msgspec.convert({**entry, "key": key}, Agency)
    except msgspec.ValidationError as fault:
        words, _, place = str(fault).partition(" - at ")
        field = place.strip("`").removeprefix("$").lstrip(".") or _quoted(words)
        line = _line(text, key, field.partition("[")[0])
        where = f", {field}" if field else ""
        raise Faulty(f"{name}, line {line}, agency “{key}”{where}: {words}.") from None


def _quoted(words: str) -> str:
    found = re.search(r"`([^`]+)`", words)
    return found[1] if found else ""


def _line(words: str, key: str, field: str = "") -> int:
    """Return the line of an agency's field, of its table if the field is not there, or 1."""
    lines = words.splitlines()
    heads = (f"[{key}]", f'["{key}"]', f"['{key}']")
    at = next((n for n, line in enumerate(lines) if line.strip() in heads), None)
    if at is None:
        return next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith(key)), 1)
    for number, line in enumerate(lines[at + 1 :], at + 2):
        if line.lstrip().startswith(f"[[{key}.{field}]]") and field:
            return number
        if line.lstrip().startswith("[") and not line.lstrip().startswith(f"[[{key}."):
            break
        if field and re.match(rf'\s*"?{re.escape(field)}"?\s*=', line):
            return number
    return at + 1
