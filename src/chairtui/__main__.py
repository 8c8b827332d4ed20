"""Starts the program: `chairtui`, or `python -m chairtui`."""

import sys

from chairtui.cli.running import run


def main() -> None:
    """Carry out what the command line asks and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
