"""Memory of what goes over all meetings; and whether backing up and proving hold while somebody writes.

Run as `many.py`, or as `many.py FILE` on a database that `many_meetings.py` made before. Little is imported
here: what a process has before it becomes another counts as memory of that one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

GOAL = 80.0
COUNT, FEW = 10_000, 50
ROUNDS = 100
MAKER = str(Path(__file__).with_name("many_meetings.py"))
COMMANDS = (
    "list",
    "verify",
    "backup {copy}",
    "returns annex-a --lint",
    "returns cin --lint",
    "trace",
    "ledger --all",
)


def peak(command: str, file: Path, folder: Path) -> tuple[float, float]:
    """Carry out a command; return its peak memory in MiB and its processor time in seconds."""
    words = command.format(copy=folder / f"copy-{os.urandom(4).hex()}.db").split()
    where = {
        **os.environ,
        "CHAIRTUI_DB": str(file),
        "XDG_CONFIG_HOME": str(folder),
        "CHAIRTUI_NOT_LOCKED": "a benchmark",
    }
    nothing = subprocess.DEVNULL
    running = subprocess.Popen(
        [sys.executable, "-m", "chairtui", *words], env=where, stdout=nothing, stderr=nothing
    )
    _, state, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(state)
    if running.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {running.returncode}")
    return used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def beside_a_writer(file: Path) -> str:
    """Back up and prove a database many times while another process writes to it; return what was found."""
    writer = subprocess.Popen([sys.executable, MAKER, "write", str(file)])
    try:
        asked = [sys.executable, MAKER, "prove", str(file), str(ROUNDS)]
        return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    finally:
        writer.kill()
        writer.wait()


def main() -> None:
    """Measure and print."""
    load = os.getloadavg()[0]
    print(f"many meetings · {os.cpu_count()} cores · load {load:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "many.db"
        for file, count in ((given, COUNT), (folder / "few.db", FEW)):
            if not file.exists():
                subprocess.run([sys.executable, MAKER, "make", str(file), str(count)], check=True)
        for command in COMMANDS:
            most, busy = peak(command, given, folder)
            met = "met" if most <= GOAL else "MISSED"
            print(f"{command}\n  {most:.1f} MiB at most   goal ≤ {GOAL:g} MiB: {met}   {busy:.1f} s of work")
        print(f"beside a writer, {ROUNDS} times each\n  {beside_a_writer(folder / 'few.db')}")


if __name__ == "__main__":
    main()
