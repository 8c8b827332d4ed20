import os
from pathlib import Path

import pytest
from tests.crash.lives import Found, kill_often

KEY = bytes(range(32))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, which Windows does not have")


@pytest.mark.parametrize(("kills", "key"), [(130, None), (100, KEY)], ids=["plain", "encrypted"])
def test_a_writer_killed_at_random_moments_loses_nothing(
    tmp_path: Path, kills: int, key: bytes | None
) -> None:
    found: Found = kill_often(tmp_path, kills, seed=kills, key=key)
    assert found.faults == []
    assert found.kills == kills
    assert found.while_starting > kills * 0.05
    assert found.acknowledged > kills
    assert found.drafts > kills / 2
