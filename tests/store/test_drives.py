"""A database lies on this computer's own disk; what Windows, macOS and Linux would answer is made up here."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chairtui.store import drives
from chairtui.store.connect import Database
from chairtui.store.drives import drive_of, on_linux, on_mac, on_windows, synchronised, warning
from chairtui.store.faults import CannotOpen

LOCAL, REMOTE = 3, 4


def ends_at(other: str) -> Callable[[str], str]:
    return lambda path: other or path


@pytest.mark.parametrize(
    ("path", "end", "types", "network"),
    [
        ("C:\\Users\\dee\\meetings.db", "", {"C:\\": LOCAL}, False),
        ("\\\\?\\C:\\Users\\dee\\meetings.db", "", {"C:\\": LOCAL}, False),
        ("D:\\stick\\meetings.db", "", {"D:\\": 2}, False),
        ("H:\\meetings.db", "", {"H:\\": REMOTE}, True),
        ("H:\\meetings.db", "\\\\files\\home$\\dee\\meetings.db", {"H:\\": LOCAL}, True),
        ("\\\\files\\home$\\dee\\meetings.db", "", {}, True),
        ("//files/home$/dee/meetings.db", "", {}, True),
        ("\\\\?\\UNC\\files\\home$\\meetings.db", "", {}, True),
        ("\\\\?\\unc\\files\\home$\\meetings.db", "", {}, True),
        ("\\\\.\\UNC\\files\\home$\\meetings.db", "", {}, True),
        ("\\\\wsl.localhost\\Debian\\home\\dee\\meetings.db", "", {}, True),
        ("S:\\meetings.db", "C:\\far\\away\\meetings.db", {"S:\\": LOCAL, "C:\\": LOCAL}, False),
        ("S:\\meetings.db", "H:\\shared\\meetings.db", {"S:\\": LOCAL, "H:\\": REMOTE}, True),
        ("C:\\linked\\meetings.db", "\\\\?\\UNC\\files\\a\\meetings.db", {"C:\\": LOCAL}, True),
        ("\\\\?\\Volume{4c1b02c1}\\meetings.db", "", {}, False),
    ],
)
def test_windows_tells_a_network_drive_by_its_path_its_end_and_its_type(
    path: str, end: str, types: dict[str, int], network: bool
) -> None:
    assert on_windows(path, ends_at(end), types.__getitem__)[1] is network


def statfs(name: str, flags: int) -> bytes:
    """Return what macOS answers: `struct statfs` of sys/mount.h with long file numbers."""
    numbers = b"".join(
        (
            (4096).to_bytes(4, sys.byteorder),  # f_bsize
            (1 << 20).to_bytes(4, sys.byteorder),  # f_iosize
            *(
                (9).to_bytes(8, sys.byteorder) for _ in range(5)
            ),  # f_blocks, f_bfree, f_bavail, f_files, f_ffree
            bytes(8),  # f_fsid
            (501).to_bytes(4, sys.byteorder),  # f_owner
            (26).to_bytes(4, sys.byteorder),  # f_type
            flags.to_bytes(4, sys.byteorder),  # f_flags
            (0).to_bytes(4, sys.byteorder),  # f_fssubtype
        )
    )
    return numbers + name.encode().ljust(16, b"\0") + b"/Volumes/x".ljust(1024, b"\0") + bytes(1024 + 32)


@pytest.mark.parametrize(
    ("name", "flags", "network"),
    [
        ("apfs", 0x1000 | 0x4000, False),
        ("hfs", 0x1000, False),
        ("msdos", 0x1000, False),
        ("smbfs", 0x8, True),
        ("nfs", 0, True),
        ("afpfs", 0, True),
        ("webdav", 0, True),
        ("macfuse", 0, None),
        ("macfuse", 0x1000, False),
    ],
)
def test_macos_tells_it_by_whether_the_file_system_is_local(
    name: str, flags: int, network: bool | None
) -> None:
    assert on_mac(statfs(name, flags)) == (name, network)


MOUNTED = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:41 / /home rw,relatime shared:1 - nfs4 files:/home rw
41 27 0:42 / /mnt/with\\040space rw,relatime - cifs //files/team rw
42 27 0:43 / /mnt/s rw - fuse.sshfs dee@files:/team rw
43 27 0:44 / /mnt/odd rw - fuse.mirror files:/team rw
44 27 0:45 / /mnt/unknown rw - fuse.mirror mirror rw
45 27 0:46 / /mnt/secret rw - fuse.gocryptfs /home/dee/cipher rw
46 27 0:47 / /mnt/ntfs rw - fuseblk /dev/sdb1 rw
47 27 0:48 / /mnt/c rw - 9p drvfs rw
48 40 0:49 / /home/dee/own rw - btrfs /dev/vdb rw
49 27 0:50 / /mnt/twice rw - nfs files:/x rw
50 27 0:51 / /mnt/twice rw - tmpfs tmpfs rw
51 27 0:52 / /mnt/smb rw master:2 propagate_from:3 - smb3 //files/x rw
52 27 0:53 / /mnt/nospace rw - nfs4 files:/y rw
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/var/lib/meetings.db", False),
        ("/home/dee/meetings.db", True),
        ("/home/dee/own/meetings.db", False),
        ("/homely/meetings.db", False),
        ("/mnt/with space/meetings.db", True),
        ("/mnt/s/meetings.db", True),
        ("/mnt/odd/meetings.db", True),
        ("/mnt/unknown/meetings.db", None),
        ("/mnt/secret/meetings.db", False),
        ("/mnt/ntfs/meetings.db", False),
        ("/mnt/c/meetings.db", True),
        ("/mnt/twice/meetings.db", False),
        ("/mnt/smb/meetings.db", True),
        ("/mnt/nospaces/meetings.db", False),
    ],
)
def test_linux_tells_it_by_what_is_mounted_nearest_and_last(path: str, network: bool | None) -> None:
    assert on_linux(path, MOUNTED)[1] is network


@pytest.mark.parametrize("kind", sorted(drives.NETWORK))
def test_every_file_system_of_another_computer_is_known(kind: str) -> None:
    assert on_linux("/x/y", f"27 1 0:1 / / rw - ext4 a rw\n28 27 0:2 / /x rw - {kind} source rw")[1] is True


@pytest.mark.parametrize("program", sorted(drives.NETWORK_FUSE | drives.OWN_FUSE))
def test_every_known_program_that_makes_a_file_system_is_told(program: str) -> None:
    mounted = f"28 27 0:2 / / rw - fuse.{program} source rw"
    assert on_linux("/x/y", mounted)[1] is (program in drives.NETWORK_FUSE)


def test_where_nothing_is_known_nothing_is_refused() -> None:
    assert on_linux("/x", "")[1] is None


def test_this_disk_is_this_computer_s_whether_the_file_is_there_or_not(tmp_path: Path) -> None:
    assert drive_of(tmp_path)[1] is False
    assert drive_of(tmp_path / "not" / "made" / "yet.db")[1] is False


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the system calls one of another computer."""
    share = tmp_path / "share"
    share.mkdir()
    mounted = f"27 1 0:1 / / rw - ext4 a rw\n28 27 0:2 / {os.path.realpath(share)} rw - nfs4 files:/x rw"
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "read_text", lambda *_: mounted)
    return share


def test_a_link_is_followed_to_where_the_file_lies(network: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").symlink_to(network)
    (tmp_path / "meetings.db").symlink_to(network / "not-there-yet.db")
    assert drive_of(tmp_path / "mine" / "meetings.db")[1] is True
    assert drive_of(tmp_path / "meetings.db")[1] is True
    assert drive_of(tmp_path / "other.db")[1] is False


@pytest.mark.parametrize("reads", [False, True])
def test_a_database_on_a_network_drive_is_refused_and_nothing_is_made(network: Path, reads: bool) -> None:
    with pytest.raises(CannotOpen, match=r"network drive \(nfs4, mounted at .*WAL.*Nothing was opened.*--db"):
        Database(network / "deeper" / "meetings.db", reads=reads)
    assert list(network.iterdir()) == []


@pytest.mark.parametrize(
    "folder",
    [
        "/home/dee/Dropbox/work",
        "/home/dee/Dropbox (Invented Council)",
        "/Users/dee/Library/Mobile Documents/com~apple~CloudDocs",
        "/Users/dee/Library/CloudStorage/OneDrive-InventedCouncil/work",
        "/c/Users/dee/OneDrive - Invented Council/Documents",
        "/c/Users/dee/iCloudDrive",
        "/home/dee/Nextcloud",
        "/home/dee/Google Drive",
    ],
)
def test_a_synchronised_folder_is_warned_of_and_not_refused(folder: str) -> None:
    assert "synchronised" in warning(Path(folder) / "meetings.db")
    assert synchronised(Path(folder) / "meetings.db")


@pytest.mark.parametrize("folder", ["/home/dee/.local/share/chairtui", "/home/dee/boxes", "/mailbox/dee"])
def test_other_folders_are_not(folder: str) -> None:
    assert not synchronised(Path(folder) / "meetings.db")
