"""Kills a writer at 1,000 random moments and prints what was lost; `--kills` and `--seed` change it."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.crash.lives import kill_often


def main() -> int:
    """Run and print; the exit status is 1 if anything was lost."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kills", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    asked = arguments.parse_args()
    failed = False
    for name, key in (("plain", None), ("encrypted", bytes(range(32)))):
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found = kill_often(Path(folder), asked.kills // 2, asked.seed, key)
        print(
            f"{name}: {found.kills} kills, {found.while_starting} while starting (seed {asked.seed}); "
            f"{found.acknowledged} events and {found.drafts} drafts acknowledged; "
            f"at most {max(found.letters_lost, default=0)} letters of a draft lost (10 are half a second); "
            f"{len(found.faults)} faults; {time.monotonic() - began:.0f} s"
        )
        print(*found.faults, sep="\n", end="")
        failed = failed or bool(found.faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
