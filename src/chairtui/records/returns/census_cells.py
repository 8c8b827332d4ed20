"""What a cell of the census means: a code, what a code stands for, a plain word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chairtui.core import census_codes
from chairtui.core.numbers import upn
from chairtui.core.vocabulary import Sex, YesNo
from chairtui.records.returns.cin_elements import CODES

_SEXES = {"male": Sex.MALE, "female": Sex.FEMALE, "unknown": Sex.UNKNOWN, "not known": Sex.UNKNOWN}
_SEXES |= {sex.value.casefold(): sex for sex in Sex}
_ANSWERS = dict.fromkeys(("yes", "y", "1", "true", "a) yes"), YesNo.YES)
_ANSWERS |= dict.fromkeys(("no", "n", "0", "false", "b) no"), YesNo.NO)


def fact(field: str, words: str) -> Any:
    """Return a fact that is no day as it is kept, from how somebody wrote it.

    Raises:
        ValueError: with a sentence, if it is none.
    """
    return _READERS[field](words)


def codes_in(words: str, kind: str, what: str) -> tuple[str, ...]:
    """Return the codes that are written, as codes or as what one of them stands for.

    Raises:
        ValueError: with a sentence that names the one that is none.
    """
    named = {name.casefold(): code for code, name in _NAMES.get(kind, {}).items()}
    if code := named.get(" ".join(words.casefold().split())):
        return (code,)
    codes = tuple(words.upper().replace(",", " ").replace(";", " ").split())
    for code in codes:
        if code not in CODES[kind]:
            written = f"“{code}”" if len(codes) > 1 and code in words.split() else f"“{words}”"
            raise ValueError(f"{written} is no code for {what}: {', '.join(CODES[kind])}")
    return codes


def _code(kind: str, what: str) -> Callable[[str], str]:
    def reads(words: str) -> str:
        codes = codes_in(words, kind, what)
        if len(codes) != 1:
            raise ValueError(f"there can be one code for {what}")
        return codes[0]

    return reads


def _word(known: dict[str, Any], what: str) -> Callable[[str], Any]:
    def reads(words: str) -> Any:
        meaning = known.get(words.casefold())
        if meaning is None:
            raise ValueError(f"“{words}” does not say {what}")
        return meaning

    return reads


_NAMES = {
    "ethnicity": census_codes.ETHNICITIES,
    "disability": census_codes.DISABILITIES,
    "source": census_codes.SOURCES,
    "need": census_codes.NEEDS,
    "closure": census_codes.CLOSURES,
}
_ANSWER = _word(_ANSWERS, "yes or no")
_READERS: dict[str, Callable[[str], Any]] = {
    "sex": _word(_SEXES, "the sex: M, F or U"),
    "ethnicity": _code("ethnicity", "an ethnicity"),
    "disabled": _ANSWER,
    "disabilities": lambda words: codes_in(words, "disability", "a disability"),
    "former_upn": upn,
    "upn_unknown": _code("upn-unknown", "why there is no unique pupil number"),
    "referral_source": _code("source", "a source of a referral"),
    "referral_nfa": _ANSWER,
    "need": _code("need", "a primary need"),
    "closure_reason": _code("closure", "closing a case"),
}
