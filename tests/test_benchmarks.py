"""The benchmarks measure the program as it is: what they use of it is there."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.mark.skipif(sys.platform == "win32", reason="they watch the program in a pseudo-terminal")
def test_every_benchmark_finds_what_it_uses() -> None:
    names = ", ".join(file.stem for file in sorted(BENCHMARKS.glob("*.py")))
    ran = subprocess.run(
        [sys.executable, "-c", f"import {names}"], cwd=BENCHMARKS, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
