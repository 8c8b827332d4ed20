"""Files of a council's own, rules and measures: put in their folder and taken out; what was there is kept."""

from __future__ import annotations

from pathlib import Path


def put(target: Path, content: bytes) -> Path | None:
    """Write a file whole into its place; return where the one before is kept, if there was another.

    Raises:
        NotSaved: it could not be put in its place; nothing was changed.
    """
    from chairtui.records.delivery.exporting import write_whole
    from chairtui.records.unwritten import not_written

    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        same = target.is_file() and target.read_bytes() == content
        kept = _kept(target) if target.is_file() and not same else None
        if kept is not None:
            write_whole(kept, target.read_bytes())
        if not same:
            write_whole(target, content)
    except OSError as error:
        raise not_written(error, target) from None
    return kept


def take_out(target: Path) -> Path:
    """Take a file out of its place; return where it is kept.

    Raises:
        NotSaved: it could not be moved; it is as it was.
    """
    from chairtui.records.unwritten import not_written

    kept = _kept(target)
    try:
        target.replace(kept)
    except OSError as error:
        raise not_written(error, target) from None
    return kept


def _kept(taken: Path) -> Path:
    """Return a name, which no file has yet, under which a file that is replaced or taken out is kept."""
    number = 1
    while (kept := taken.with_name(f"{taken.name}.before-{number}")).exists():
        number += 1
    return kept
