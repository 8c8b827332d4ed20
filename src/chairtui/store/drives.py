"""Whether a file lies on this computer's own disk: over a network the database would lose what was saved.

The engine writes to a log beside the file, and programs on one computer find their way in it by memory that
they share. Two computers have none. Source: sqlite.org/wal.html, "All processes using a database must be on
the same host computer; WAL does not work over a network filesystem."

What tells it is asked of the system: on Windows the drive's type and where its path ends, on macOS and Linux
the file system that is mounted there. Each is a function of what the system answered.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path, PurePath

from chairtui.store.faults import CannotOpen
from chairtui.text import pattern

DRIVE_REMOTE = 4
"""What Windows calls a network drive. Source: learn.microsoft.com, GetDriveTypeW."""
MNT_LOCAL = 0x1000
"""What macOS calls a file system that is kept here. Source: sys/mount.h."""
_FLAGS_AT, _NAME_AT, _NAME_LONG, _STATFS_LONG = 64, 72, 16, 4096
"""Where in its `struct statfs` with long file numbers flags and name stand; more room than it needs."""

NETWORK = frozenset(
    "9p afpfs afs beegfs ceph cifs coda davfs ftp gfs2 glusterfs gpfs lustre ncp ncpfs nfs nfs4 ocfs2 "
    "orangefs prl_fs pvfs2 smb3 smbfs vboxsf vmhgfs webdav".split()
)
"""File systems of other computers, or of the computer around a virtual one."""
NETWORK_FUSE = frozenset(
    "afp_client ceph ceph-fuse curlftpfs davfs davfs2 gcsfuse glusterfs goofys google-drive-ocamlfuse "
    "grpcfuse gvfsd-fuse httpfs mount.davfs onedriver rclone s3fs sftp smbnetfs sshfs vmhgfs-fuse".split()
)
"""The same, where a program makes the file system."""
OWN_FUSE = frozenset(
    "bindfs cryfs encfs exfat exfat-fuse fuse-overlayfs gocryptfs mergerfs ntfs ntfs-3g overlayfs securefs "
    "unionfs veracrypt".split()
)
"""Programs that make a file system out of one that is below it here."""
_of_another = pattern(r"//|\\\\|[^/\s]+:/")
"""How a source begins that names another computer: `//server/share`, `server:/x`, `name@server:/x`."""
_synchronised = pattern(
    r"onedrive|dropbox|google ?drive|icloud|com~apple~clouddocs|mobile documents$|cloudstorage$|nextcloud"
    r"|owncloud|box( sync)?$|pclouddrive|sync\.com",
    re.IGNORECASE,
)
"""How folders are called that a program copies to other computers."""

TELLS = (
    "{path} lies on a network drive ({drive}). Meetings cannot be kept there: what is saved goes into a log "
    "beside the file first (SQLite's WAL), and over a network that log loses entries or damages the file. "
    "Nothing was opened or changed. "
)
CHOOSE = (
    "Name a file in a folder on this computer's own disk with --db, or for good with CHAIRTUI_DB. Somebody "
    "else goes on with a meeting by a hand-over (“chairtui help hand-over”); a backup may lie on a network "
    "drive."
)
BRING = "The meetings that are there come to this computer's disk with: chairtui restore {path} --db FILE. "
SYNCHRONISED = (
    "{path} lies in a folder that seems to be synchronised ({folder}). The program that copies it can "
    "replace the file while it is open, and takes the meetings to other computers. Better a folder that is "
    "not synchronised; “chairtui help backup” says how to copy the meetings safely."
)
UNKNOWN = (
    "Whether {path} lies on this computer's own disk cannot be told ({drive}). On a network drive entries "
    "would be lost: if it is one, choose another folder with --db."
)


def see_that_it_is_here(path: Path) -> None:
    """See that meetings can be kept at a path.

    Nobody can insist: what is lost is not theirs alone, and is lost without a word.

    Raises:
        CannotOpen: it lies on a network drive; the sentence says what to do.
    """
    drive, is_network = drive_of(path)
    if is_network:
        bring = BRING.format(path=path) if path.is_file() else ""
        raise CannotOpen(TELLS.format(path=path, drive=drive) + bring + CHOOSE)


def warning(path: Path) -> str:
    """Return what somebody should know of a place where meetings can be kept; empty if nothing."""
    if folder := synchronised(path, path.resolve()):
        return SYNCHRONISED.format(path=path, folder=folder)
    drive, is_network = drive_of(path)
    return UNKNOWN.format(path=path, drive=drive) if is_network is None else ""


def drive_of(path: Path) -> tuple[str, bool | None]:
    """Return what a path lies on, in words, and whether that is a network drive; None where nobody can tell.

    The file need not be there: then it is its folder, or the nearest one that is.
    """
    try:
        if sys.platform == "win32":
            return on_windows(str(path.absolute()), os.path.realpath, _drive_type)
        else:  # noqa: RET505 - types know this as the branch of the others
            there = path.resolve()
            while not there.exists():  # this also brings in what is mounted only when it is looked at
                there = there.parent
            if sys.platform == "darwin":
                return on_mac(_statfs(there))
            else:  # noqa: RET505
                return on_linux(str(there), Path("/proc/self/mountinfo").read_text("utf-8", "replace"))
    except OSError as error:
        return f"the system did not say: {error.strerror}", None


def on_windows(
    path: str, where_it_ends: Callable[[str], str], drive_type: Callable[[str], int]
) -> tuple[str, bool | None]:
    """Tell it by the path, by where it ends past links, mapped and other drives, and by the drives' types."""
    for spelled in (path, where_it_ends(path)):
        plain = re.sub(r"^\\\\[?.]\\UNC\\", r"\\\\", spelled, flags=re.IGNORECASE)
        plain = re.sub(r"^\\\\[?.]\\(?=[A-Za-z]:)", "", plain).replace("/", "\\")
        if plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\")):
            return "\\".join(plain.split("\\")[:4]), True
        if plain[1:2] == ":" and drive_type(f"{plain[:2]}\\") == DRIVE_REMOTE:
            return f"drive {plain[:2]}", True
    return "a drive of this computer", False


def on_mac(answered: bytes) -> tuple[str, bool | None]:
    """Tell it by the system's `struct statfs` of a file."""
    flags = int.from_bytes(answered[_FLAGS_AT : _FLAGS_AT + 4], sys.byteorder)
    name = answered[_NAME_AT : _NAME_AT + _NAME_LONG].partition(b"\0")[0].decode("ascii", "replace")
    if flags & MNT_LOCAL:
        return name, False
    return name, None if "fuse" in name else True


def on_linux(path: str, mounted: str) -> tuple[str, bool | None]:
    """Tell it by what is mounted where, for a path without links. Source: proc_pid_mountinfo(5)."""
    at, kind, source = "", "", ""
    for line in mounted.splitlines():
        mount, _, made = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), mount.split(" ")[4])
        if len(point) >= len(at) and PurePath(path).is_relative_to(point):
            at, (kind, source) = point, made.split(" ")[:2]
    words = f"{kind}, mounted at {at}" if kind else "nothing is known to be mounted there"
    family, _, program = kind.partition(".")
    if kind in NETWORK or program in NETWORK_FUSE or (family == "fuse" and _of_another().match(source)):
        return words, True
    return words, None if not kind or (family == "fuse" and program not in OWN_FUSE) else False


def synchronised(*paths: PurePath) -> str:
    """Return the folder in these paths that a program seems to copy to other computers; empty if none."""
    for path in paths:
        for folder in path.parents:
            if _synchronised().match(folder.name):
                return str(folder)
    return ""


def _drive_type(root: str) -> int:
    """Ask Windows for the type of a drive, by its root."""
    if sys.platform != "win32":
        raise OSError("only Windows has drives")
    else:  # noqa: RET506 - types know this as the branch of Windows
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def _statfs(path: Path) -> bytes:
    """Ask macOS for the file system of a file that is there."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    ask = getattr(library, "statfs$INODE64", None) or library.statfs  # on Apple's own processors there is one
    answer = ctypes.create_string_buffer(_STATFS_LONG)
    if ask(os.fsencode(path), answer):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer.raw
