import subprocess
import sys

import pytest

HEAVY = {"textual", "sqlite3", "sqlcipher3", "sqlite_utils", "holidays"}
WRITERS = {
    "docxtpl",
    "docx",
    "jinja2",
    "lxml",
    "typst",
    "xlsxwriter",
    "openpyxl",
    "pikepdf",
    "icalendar",
    "pyrage",
}
"""What writes files that leave: none of it is needed before somebody wants one."""
PROGRAM = (
    "chairtui.cli.main",
    "chairtui.cli.documents",
    "chairtui.records.delivery.exporting",
    "chairtui.tui.app",
)


def loaded_by(package: str) -> set[str]:
    program = f"import sys, {package}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.split())


@pytest.mark.parametrize("package", ["chairtui.live", "chairtui.core.calendar.when", "chairtui.text"])
def test_what_lies_inside_loads_neither_screen_nor_database_nor_holidays(package: str) -> None:
    # The import rules read the source; this sees what really happens, whoever is at fault.
    assert HEAVY & loaded_by(package) == set()


@pytest.mark.parametrize("package", PROGRAM)
def test_nothing_that_writes_files_for_others_is_loaded_before_one_is_wanted(package: str) -> None:
    assert WRITERS & loaded_by(package) == set()
