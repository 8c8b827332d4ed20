import os
import shutil

import pytest


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        missing = [program for program in marker.args if shutil.which(program) is None]
        if not missing:
            continue
        reason = f"needs {', '.join(missing)}, which is not installed"
        if os.environ.get("CHAIRTUI_CI_ALL") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
