"""Beginning to write, and waiting for another program that holds the file."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as sqlite

from chairtui.store.faults import BUSY, UNREADABLE, code_of

PATIENCE = 5.0
"""Seconds to wait for another program's lock."""

T = TypeVar("T")


def probe(connection: Any) -> None:
    """Write for real: on a read-only file a transaction begins as if all were well."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("UPDATE probe SET openings = openings + 1")
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def on_a_loop() -> bool:
    """Say whether this thread runs an event loop, on which nobody may be kept waiting."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def begin(connection: Any, until: float) -> None:
    """Begin to write as soon as no other program does."""
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite.Error as error:
            if code_of(error) != BUSY or time.monotonic() >= until:
                raise
            time.sleep(0.02)
        else:
            return


def roll_back(connection: Any) -> None:
    """Give up what was begun, if anything was."""
    if connection.in_transaction:
        with suppress(*UNREADABLE):
            connection.execute("ROLLBACK")


def patiently(action: Callable[[], T]) -> T:
    """Do it again while another program holds the file: opening does not always wait by itself."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return action()
        except sqlite.Error as error:
            if code_of(error) != BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
