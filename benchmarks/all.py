"""All benchmarks, one after the other, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAMES = ("start", "keystroke", "meeting", "rules", "opening", "papers", "register", "chronology", "records")


def main() -> None:
    """Run them, and go on when one fails."""
    failed = []
    for name in NAMES:
        done = subprocess.run([sys.executable, str(Path(__file__).with_name(f"{name}.py"))], check=False)
        failed += [name] if done.returncode else []
        print()
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
