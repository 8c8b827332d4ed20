"""The first start: who is using this, and where the data will live. It is never asked again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from chairtui.directory.areas import authorities
from chairtui.live.desk import Desk
from chairtui.live.ports import NotSaved
from chairtui.tui.keys import Where, with_keys
from chairtui.tui.widgets.form import FieldSpec, Form, Kind, Values
from chairtui.tui.widgets.options import Option

if TYPE_CHECKING:
    from chairtui.tui.app import ChairtuiApp


class FirstStart(Form):
    """Asks for a name, a role and an authority."""

    WHERE = Where.FORM

    def __init__(self, desk: Desk) -> None:
        """Ask for the person at this desk."""
        areas = tuple(Option(name, name) for name in authorities())
        super().__init__(
            "Welcome. Who is using chairtui?",
            (
                FieldSpec("name", "Your name, as it stands in the record", required=True),
                FieldSpec("role", "Your role", required=True, help="for example: team manager"),
                FieldSpec(
                    "authority",
                    "Your local authority",
                    Kind.CHOICE,
                    options=areas,
                    help="with the date it chooses the rules; type a part of its name",
                ),
                *(
                    FieldSpec(
                        "data_folder",
                        "Where meetings are kept on this machine",
                        required=True,
                        initial=desk.settings.data_folder,
                        limit=1000,
                        help="any folder of yours that is not synchronised; this one is usual",
                    )
                    for _ in ([True] if desk.machine.asks_where else [])
                ),
            ),
            about=(
                ("" if desk.machine.asks_where else f"Meetings are kept in {desk.settings.data_folder}.\n")
                + with_keys(
                    "To look round first, close this with escape and press {demonstration}: the "
                    "demonstration has invented meetings and keeps nothing."
                )
            ),
            check=self._begin,
        )
        self._desk = desk

    def _begin(self, values: Values) -> dict[str, str]:
        settings = replace(self._desk.settings, **{key: str(value).strip() for key, value in values.items()})
        folder = Path(settings.data_folder).expanduser().absolute()
        settings = replace(settings, data_folder=str(folder))
        try:
            if self._desk.machine.asks_where and settings.data_folder != self._desk.settings.data_folder:
                self._desk.machine.live_in(self._desk, folder)
        except NotSaved as trouble:
            return {"data_folder": str(trouble)}
        try:
            cast("ChairtuiApp", self.app).begin(settings)
        except NotSaved as trouble:
            return {"": f"NOT SAVED: {trouble}"}
        return {}
