"""The form in which a search is limited to some meetings."""

from __future__ import annotations

from msgspec.structs import replace

from chairtui.core.calendar.when import say_when
from chairtui.live.desk import Desk
from chairtui.live.library import SearchFor
from chairtui.live.search_for import CHOICES, KINDS, NotAFilter, read_filters, typed
from chairtui.tui.sheets.sheet import options, text
from chairtui.tui.typed.dates import Dates
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

_LABELS = {
    "since": "Held or planned since",
    "until": "Held or planned until",
    "team": "Team that holds the case",
    "agency": "Agency on the register",
    "circumstance": "Circumstance",
    "outcome": "What was decided",
    "stage": "Stage",
    "warning": "Warning that stands (its code)",
    "order": "Which come first",
}


def filter_fields(of: SearchFor, desk: Desk) -> tuple[FieldSpec, ...]:
    """Return the fields, with what the search is limited to now."""
    return tuple(_field(name, of, desk) for name in CHOICES)


def with_filters(of: SearchFor, values: Values, desk: Desk) -> tuple[str, dict[str, str]]:
    """Return the words of a search as they are typed with what was chosen, and what is wrong by field."""
    given, wrong = SearchFor(), dict[str, str]()
    for name in CHOICES:
        try:
            one = read_filters({name: text(values, name)}, desk.clock.now(), desk.agencies)
            given = replace(given, **{name: getattr(one, name)})
        except NotAFilter as trouble:
            wrong[name] = str(trouble)
    return f"{of.words} {typed(given)}".strip(), wrong


def _field(name: str, of: SearchFor, desk: Desk) -> FieldSpec:
    value = getattr(of, name)
    spec = FieldSpec(name, _LABELS[name], initial=str(value or ""))
    if name in ("since", "until"):
        understand, shown = Dates(desk.clock.now).understood, say_when(value) if value else ""
        return replace(spec, kind=Kind.WHEN, understand=understand, initial=shown)
    if name == "agency":
        agencies = tuple(Option(one.key, one.name) for one in desk.agencies.all())
        return replace(spec, kind=Kind.CHOICE, options=agencies)
    if name in KINDS:
        return replace(spec, kind=Kind.CHOICE, options=options(KINDS[name]))
    return spec
