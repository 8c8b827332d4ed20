"""Under which id a machine writes."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from chairtui.core.continuity import Because, MachineChanged


class Formers(Struct, frozen=True):
    """Under which ids a machine wrote before, if it had to take a new one."""

    ids: tuple[str, ...] = ()
    """The last first."""
    because: Because = Because.OLDER
    """Why it has not the last of them any more."""


NEVER_OTHER = Formers()
"""A machine that always had the id that it has."""


class Device(Struct, frozen=True, kw_only=True):
    """This machine as the writer of streams in one database."""

    id: str = ""
    """Random: names the streams that it writes; no other machine and no other database has it."""
    formers: Formers = NEVER_OTHER
    told: str = ""
    """Said on the screen, once: that it has a new id, and why."""


class Moved:
    """Under which id the machine writes since the program went on in another place, if it did.

    All who write in one running program share it: the file that was left may be put back, and go on.
    """

    def __init__(self) -> None:
        """Begin where the program was opened."""
        self.device: Device | None = None


def changed(device_id: str, formers: Formers, writers: Collection[str]) -> list[MachineChanged]:
    """Return that a machine has a new id, where it wrote to a meeting only under an earlier one."""
    former = next((one for one in formers.ids if one in writers), "")
    if not former or device_id in writers:
        return []
    return [MachineChanged(former=former, because=formers.because)]
