"""What a meeting is called on files and folders: by its reference, and never by a person."""

import pytest
from msgspec.structs import replace

from chairtui.core.children import Child, FamilyMember
from chairtui.core.concern import Concern
from chairtui.core.meeting import Meeting
from chairtui.core.naming import folder_name

MEETING = Meeting(
    id="0190a5b4-0000-7000-8000-00000000beef",
    concern=Concern(
        children=(Child(id="kit", name="Kit Sefton"),),
        family=(FamilyMember(id="mum", name="Zoë Marsh", relationship="mother"),),
    ),
)


@pytest.mark.parametrize(
    ("reference", "folder"),
    [
        ("SM-1", "SM-1"),
        ("MASH 2026/14", "MASH-2026-14"),
        ("../../etc", "etc"),
        ("/home/dee", "home-dee"),
        ("", "meeting"),
        ("Sefton/1", "Meeting-0000BEEF"),
        ("SEFTON 1", "Meeting-0000BEEF"),
        ("zoë-2", "Meeting-0000BEEF"),
    ],
)
def test_a_folder_has_the_reference_unless_somebody_of_the_family_is_named_in_it(
    reference: str, folder: str
) -> None:
    assert folder_name(replace(MEETING, reference=reference)) == folder
