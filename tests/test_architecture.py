import subprocess
import sys

import pytest

HEAVY = {"textual", "sqlite3", "sqlcipher3", "sqlite_utils", "holidays"}


@pytest.mark.parametrize("package", ["chairtui.live", "chairtui.core.when", "chairtui.text"])
def test_what_lies_inside_loads_neither_screen_nor_database_nor_holidays(package: str) -> None:
    # The import rules read the source; this sees what really happens, whoever is at fault.
    program = f"import sys, {package}; print(*sorted({HEAVY!r} & sys.modules.keys()))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == []
