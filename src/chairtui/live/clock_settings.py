"""How a machine's clock was set while one program ran, told by the seconds that nobody can set.

A clock that is set anew shows another time for the same second. Once it shows again what an earlier setting
would show, all settings between were wrong, and by how much is known. A clock that only goes forward tells
nothing of what was noted before: a machine that stood still does that too.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from chairtui.core.clock_changes import ClockWentBack, Spell

SLACK = timedelta(minutes=2)
"""How far two clocks may differ, or one be corrected, before it is said that a clock went back."""

_HOUR = timedelta(hours=1)


class _Setting(Struct, frozen=True):
    zero: datetime
    """What the clock would have shown when the seconds began to be counted, in UTC."""
    first: int
    """Number of the first entry that was noted by it."""


class _Group(Struct):
    """Settings, and the one by which their entries are read: the first of them, come back since."""

    zero: datetime
    settings: list[_Setting]
    at_most: datetime | None = None
    """Until where the clock may lie when it comes right; nothing where it is known to be at `zero`."""

    def is_back(self, zero: datetime) -> bool:
        return self.zero - SLACK <= zero <= (self.at_most or self.zero + SLACK)


class ClockSettings:
    """The settings of one machine's clock, for one meeting."""

    def __init__(self) -> None:
        """Begin with none."""
        self._groups: list[_Group] = []

    def __bool__(self) -> bool:
        """Say whether any is known."""
        return bool(self._groups)

    def lost(self, zero: datetime) -> None:
        """Note that the program began with a clock that had lost the time: any later one is right."""
        self._groups = [_Group(zero + 2 * SLACK, [], datetime.max.replace(tzinfo=UTC))]

    def was_ahead(self, earlier: datetime, zero: datetime) -> None:
        """Note that the program began with a clock at `zero` that had shown, or noted, at least `earlier`.

        It may have been closed for about as long as the clock went back by.
        """
        self._groups = [_Group(earlier, [], earlier + max(_HOUR, earlier - zero))]

    def went_on_behind(self, event: ClockWentBack, zero: datetime) -> None:
        """Note that the program began with a clock that had gone back, as an earlier one had noted."""
        self._groups = [_Group(zero + (event.was - event.now), [])]
        for spell in event.spells or ():
            self.shows(zero - spell.by, spell.first)

    def shows(self, zero: datetime, first: int) -> None:
        """Note by which setting the entries from `first` on are noted."""
        if self._groups and (known := self._groups[-1].settings) and abs(known[-1].zero - zero) <= SLACK:
            return
        self._forget_unused(first)
        setting = _Setting(zero, first)
        back = next((place for place, group in enumerate(self._groups) if group.is_back(zero)), None)
        if back is None:
            self._groups.append(_Group(zero, [setting]))
            return
        group, *between = self._groups[back:]
        if group.at_most:
            group.zero, group.at_most = zero, None
        group.settings += [one for other in between for one in other.settings]
        group.settings.append(setting)
        del self._groups[back + 1 :]

    def _forget_unused(self, first: int) -> None:
        if self._groups and (known := self._groups[-1].settings) and known[-1].first == first:
            known.pop()
            if not known:
                self._groups.pop()

    def zero_at(self, seq: int) -> datetime | None:
        """Return the setting by which an entry was noted, if it was while this program ran."""
        settings = [one for group in self._groups for one in group.settings if one.first <= seq]
        return settings[-1].zero if settings else None

    def spells(self) -> tuple[Spell, ...]:
        """Return how the entries since the program began are to be read by the clock as it is now."""
        spells: list[Spell] = []
        right = datetime.max.replace(tzinfo=UTC)
        for group in reversed(self._groups):
            right = min(right, group.zero)
            spells += [_spell(one, right) for one in reversed(group.settings)]
        return tuple(reversed(spells))


def _spell(setting: _Setting, right: datetime) -> Spell:
    by = right - setting.zero
    return Spell(first=setting.first, by=by if abs(by) > SLACK else timedelta())
