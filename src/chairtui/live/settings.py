"""Who uses this program on this machine, asked once."""

from msgspec import Struct


class Settings(Struct, frozen=True, kw_only=True):
    """What the first start asks for, and what the program chose for itself."""

    name: str = ""
    role: str = ""
    phone: str = ""
    """The telephone on which agencies ask them about a record, as they typed it last when they led one."""
    authority: str = ""
    """The local authority; with the date it chooses the rules."""
    device_id: str = ""
    """Names the streams that this machine writes; kept in each database, and here by earlier versions."""
    data_folder: str = ""
    """Where the database lives."""
    handed_into: str = ""
    """The folder into which a meeting was handed over last."""
    identity_file: str = ""
    """Where the secret key is that opened a hand-over last, or that was made here; never what is in it."""
    theme: str = "chairtui-dark"

    @property
    def complete(self) -> bool:
        """Whether the first start has been gone through."""
        return bool(self.name)
