"""A file that is not whole, not ours or not for us is refused in a sentence, and nothing is changed."""

from __future__ import annotations

import base64
import hashlib
import os
import stat
import textwrap
from dataclasses import replace
from pathlib import Path

import msgspec
import pyrage
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.handover.machine import Machine, key, locked, two
from tests.live.pretend import BEGIN, MEETING
from tests.tui.desk import desk

from chairtui.core.attendance import ListAttendee
from chairtui.core.change import Refused
from chairtui.core.concern import ExplainLateness
from chairtui.core.history.log import GENESIS, chained
from chairtui.core.register import Attendee
from chairtui.core.vocabulary import Sector
from chairtui.live.handing import Lock, NotReceived, Unlock
from chairtui.live.ports import NotSaved
from chairtui.records.encryption.age import lock, unlock
from chairtui.records.encryption.keys import public_key
from chairtui.records.hand_over.file import FORMAT, pack, unpack
from chairtui.records.hand_over.moves import hand_over

WORDS = "four words easy to say"


def prepared() -> Machine:
    machine = Machine("desk")
    machine.do(*BEGIN, ExplainLateness(because="Snow."))
    return machine


def test_the_other_machine_knows_who_wrote_what_and_where() -> None:
    here, there = prepared(), Machine("laptop")
    done = there.takes(here)
    assert there.log.read(MEETING) == here.log.read(MEETING)
    assert (done.new, done.known, done.writers) == (len(here.rows), 0, ("Chris Chair",))
    assert any("Snow." in sentence for sentence in done.told)
    assert "added; 0 were here already." in done.words()
    again = there.takes(here)
    assert (again.new, again.known, again.told) == (0, len(here.rows), ())
    assert "nothing new" in again.words()


def test_an_agency_that_is_not_in_the_register_here_is_called_as_the_other_machine_called_it() -> None:
    here, there = prepared(), Machine("laptop")
    line = Attendee(id="line-9", agency="oak-school", sector=Sector.EDUCATION, called="Oakfield Primary")
    here.do(ListAttendee(attendee=line))
    assert "Oakfield Primary stands on the register." in there.takes(here).told


PACKED = prepared().packed()
LOCKED = locked(PACKED)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_a_changed_byte_inside_is_refused(place: int, change: int) -> None:
    spoilt = bytearray(PACKED)
    spoilt[place] ^= change
    with pytest.raises(NotReceived):
        unpack(bytes(spoilt))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(PACKED) - 1))
def test_a_file_cut_off_inside_is_refused(length: int) -> None:
    with pytest.raises(NotReceived):
        unpack(PACKED[:length])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_locked_file_that_was_changed_or_cut_off_changes_nothing(data: st.DataObject) -> None:
    there, content = Machine("laptop"), LOCKED
    place = data.draw(st.integers(0, len(content) - 1))
    spoilt = content[:place]
    if data.draw(st.booleans()):
        spoilt = spoilt + bytes([content[place] ^ data.draw(st.integers(1, 255))]) + content[place + 1 :]
    with pytest.raises(NotReceived):
        there.receives(spoilt)
    assert there.rows == []


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
@example(b'{"a":' * 5000)
@example(b"[" * 100_000)
@example(b"SQLite format 3\x00")
@example(b"age-encryption.org/v1\n-> scrypt x 30\n")
def test_foreign_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(NotReceived):
        unpack(content)
    with pytest.raises(NotReceived):
        unpack(PACKED.partition(b"\n")[0] + b"\n" + content)
    with pytest.raises(NotReceived):
        unlock(content, Unlock(identity=str(key())))


def test_a_line_in_another_form_is_refused_though_it_says_the_same() -> None:
    first, _, rest = PACKED.partition(b"\n")
    rest = rest.replace(b'"seq":1,', b'"seq": 1,', 1)
    bare = {**msgspec.json.decode(first), "sha256": ""}
    proved = {**bare, "sha256": hashlib.sha256(msgspec.json.encode(bare) + b"\n" + rest).hexdigest()}
    with pytest.raises(NotReceived, match="a line cannot be read"):
        unpack(msgspec.json.encode(proved) + b"\n" + rest)


def test_a_stream_whose_end_was_cut_off_is_refused_because_others_had_seen_it() -> None:
    here, there = two()
    here.do(ExplainLateness(because="Snow."))
    there.takes(here)
    there.do(ExplainLateness(because="Ice."))
    rows = [row for row in there.rows if row.device_id == "laptop" or row.seq < len(BEGIN)]
    content = pack(rows, {}, reference="SD-1", by="Sam", device_id="x", at=here.clock.now())
    with pytest.raises(NotReceived, match="entries are missing that others had seen"):
        unpack(content)


def test_a_stream_that_contradicts_ours_is_refused() -> None:
    here, there = two()
    before = there.rows
    forged, previous = [], GENESIS
    for row in here.rows:
        words = row.body.replace("SD-1", "SD-2")
        forged.append(chained(msgspec.structs.replace(row, body=words), previous))
        previous = forged[-1].hash
    content = pack(forged, {}, reference="SD-1", by="Sam", device_id="desk", at=here.clock.now())
    with pytest.raises(NotReceived, match="contradicts what is here"):
        there.receives(locked(content))
    assert there.rows == before


def test_drafts_come_along_but_never_over_what_is_newer_here() -> None:
    here, there = two()
    here.drafts.keep(MEETING, "concern/words", "Half a sen")
    assert there.takes(here).drafts == 1
    assert there.drafts.all(MEETING) == {"concern/words": "Half a sen"}
    here.drafts.keep(MEETING, "concern/words", "Half a sentence")
    left = there.takes(here)
    assert (left.drafts, left.drafts_left) == (0, 1)
    assert "1 half-typed text not taken" in left.words()
    assert "“Half a sentence”" in left.words()
    there.drafts.keep(MEETING, "concern/words", "")
    there.do(ExplainLateness(because="Snow."))
    assert there.takes(here).drafts_left == 1
    assert there.drafts.all(MEETING) == {}


def test_a_passphrase_opens_it_and_another_does_not() -> None:
    content = lock(b"words", Lock(passphrase=WORDS))
    assert unlock(content, Unlock(passphrase=WORDS)) == b"words"
    with pytest.raises(NotReceived, match="the passphrase is not the right one"):
        unlock(content, Unlock(passphrase="other words than those"))
    with pytest.raises(NotReceived, match="opens with a passphrase"):
        unlock(content, Unlock(identity=str(key())))


def test_a_key_opens_it_and_another_does_not() -> None:
    content = locked(b"words")
    assert unlock(content, Unlock(identity=f"# made today\n{key()}\n")) == b"words"
    with pytest.raises(NotReceived, match="the key is not the right one"):
        unlock(content, Unlock(identity=str(pyrage.x25519.Identity.generate())))
    with pytest.raises(NotReceived, match="give the identity file"):
        unlock(content, Unlock(passphrase=WORDS))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("", "identity file is empty"),
        (" \n\n", "identity file is empty"),
        ("# public key: age1abc\n", "no line that begins with AGE-SECRET-KEY-1"),
        ("AGE-SECRET-KEY-1NONSENSE", "holds no key of age"),
    ],
)
def test_an_identity_file_without_a_key_is_said_to_be_what_it_is(
    tmp_path: Path, file: str, said: str
) -> None:
    with pytest.raises(NotReceived, match=said):
        unlock(locked(b"words"), Unlock(identity=file))
    place = tmp_path / "identity.txt"
    place.write_text(file, encoding="ascii")
    with pytest.raises(Refused, match="is empty" if not file.strip() else "There is no key of age in"):
        public_key(place)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("above", ["Dear Bel,\n\nhere is the meeting.\n\n", "\ufeffSubject: hand-over\n", ""])
@pytest.mark.parametrize("below", ["\n\nKind regards\nAda\n", ""])
def test_a_message_that_was_saved_whole_opens_though_words_stand_around_what_is_locked(
    above: str, below: str, ends: str
) -> None:
    lines = textwrap.wrap(base64.b64encode(locked(b"words")).decode(), 64)
    armour = ["-----BEGIN AGE ENCRYPTED FILE-----", *lines, "-----END AGE ENCRYPTED FILE-----"]
    message = (above + "\n".join(armour) + below).replace("\n", ends).encode()
    assert unlock(message, Unlock(identity=str(key()))) == b"words"
    with pytest.raises(NotReceived, match="that text is not whole"):
        unlock(message.replace(b"-----END", b"--END"), Unlock(identity=str(key())))


def test_a_short_passphrase_or_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="at least 12"):
        lock(b"", Lock(passphrase="short"))
    with pytest.raises(Refused, match="is no public key"):
        lock(b"", Lock(recipients=("age1nonsense",)))


def test_the_file_is_for_its_owner_alone_and_named_by_reference_and_date(tmp_path: Path) -> None:
    machine = prepared()
    place = replace(desk(tmp_path), log=machine.log, drafts=machine.drafts)
    file = hand_over(place, MEETING, tmp_path, Lock(recipients=(str(key().to_public()),)))
    assert file.name.startswith("SD-1-")
    assert file.name.endswith(".age")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == [file.name]  # noqa: PTH208
    assert b"Chris" not in file.read_bytes()
    assert unpack(unlock(file.read_bytes(), Unlock(identity=str(key())))).manifest.format == FORMAT
    with pytest.raises(NotSaved, match="Not written"):
        hand_over(place, MEETING, tmp_path / "not" / "there.age", Lock(recipients=(str(key().to_public()),)))
