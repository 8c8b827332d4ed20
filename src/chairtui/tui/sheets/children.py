"""The forms of a child, of somebody else in the family, and of what a child says."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.births import typed_birth
from chairtui.core.change import Command
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember, HearChild, Voice
from chairtui.core.numbers import nhs_number, upn
from chairtui.core.vocabulary import Circumstance, Sector
from chairtui.core.with_ids import find
from chairtui.directory.calling import number_of
from chairtui.standards.why_expected import ANY_SETTING
from chairtui.tui.sheets.choices import agencies_as_options, children_as_options
from chairtui.tui.sheets.of_a_value import FieldsOf, corrected
from chairtui.tui.sheets.sheet import Sheet, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

NOT_YET = "missing, not born yet, too young to say, not seen yet"
"""Reasons that are often true, as a hint."""


def child_sheet(sitting: Sitting, child_id: str = "") -> Sheet:
    """Return the form for a child, new or to be corrected."""
    old = find(sitting.live.outcome.meeting.concern.children, child_id)
    now = old or Child(id=sitting.desk.clock.new_id(), name="")
    fields = _child_fields(sitting, now)

    def commands(values: Values) -> Sequence[Command]:
        typed, known = text(values, "born"), typed_birth(now)
        born_on, birth = (now.born_on, now.birth) if typed == known else sitting.dates.birth(typed)
        source = corrected(now.birth, fields, values).source
        new = corrected(now, fields, values, born_on=born_on, birth=replace(birth, source=source))
        return (DescribeChild(child=new),)

    return Sheet(
        key=f"child/{now.id}" if old else "child/new",
        title="A child whom the meeting is about",
        fields=fields,
        commands=commands,
    )


def _child_fields(sitting: Sitting, now: Child) -> tuple[FieldSpec, ...]:
    field = FieldsOf(now, sitting.dates)
    return (
        field("name", "Name or initials", required=True),
        FieldSpec(
            "born",
            "Date of birth",
            Kind.WHEN,
            initial=typed_birth(now),
            understand=sitting.dates.understood_birth,
            help="5 mar 2011 · if not known: May 2011, 2011, about 15, 6 months, 5 weeks, not known",
        ),
        field("education", "Education"),
        field(
            "setting",
            "School, nursery or college",
            Kind.SUGGEST,
            options=_settings(sitting),
            read=lambda words: _setting(sitting, words),
            help="those of the agency register are offered; any other is typed",
        ),
        field(
            "open_to",
            "Services that work with the child now: each is expected",
            options=agencies_as_options(sitting),
        ),
        field("lives_with", "Lives with"),
        field("expected_on", "If not born yet: expected on", key="expected", help="5 jun"),
        FieldsOf(now.birth)("source", "If the birth is estimated or disputed: by whom, from what"),
        field("local_id", "Number in the case system"),
        field(
            "nhs_number",
            "NHS number",
            Kind.NUMBER,
            read=nhs_number,
            help="ten digits, the last of which is checked",
        ),
        field("upn", "UPN", Kind.NUMBER, read=upn, help="a letter, which is checked, and twelve digits"),
    )


def _settings(sitting: Sitting) -> tuple[Option, ...]:
    """Return the schools, nurseries and colleges of the agency register, as they are offered."""
    agencies = sitting.desk.agencies
    there = (one for one in agencies.all() if one.sector is Sector.EDUCATION and one.key not in ANY_SETTING)
    return tuple(Option(one.name, one.name, number_of(one.key, agencies)[1]) for one in there)


def _setting(sitting: Sitting, words: str) -> str:
    """Return a setting as the agency register names it; one that it does not know stays as it is typed."""
    agency = sitting.desk.agencies.get(words)
    return agency.name if words and agency.sector is Sector.EDUCATION else words


def family_sheet(sitting: Sitting, member_id: str = "") -> Sheet:
    """Return the form for somebody else in the family or household."""
    meeting = sitting.live.outcome.meeting
    old = find(meeting.concern.family, member_id)
    now = old or FamilyMember(id=sitting.desk.clock.new_id(), name="")
    field = FieldsOf(now, new=old is None)
    whose = field(
        "children",
        "Of which children: in the record for another they are left out",
        options=children_as_options(meeting),
    )
    fields = (
        field("name", "Name or initials", required=True),
        field("relationship", "To the child they are", help="mother, half-brother"),
        *((whose,) if len(meeting.concern.children) > 1 else ()),
        field("is_child", "Is a child: has to be seen too"),
        field("lives_with_child", "Lives with the child"),
        field(
            "open_to",
            "Services that work with them now: each is expected",
            options=agencies_as_options(sitting),
        ),
    )
    return Sheet(
        key=f"family/{now.id}" if old else "family/new",
        title="Somebody else in the family",
        about="Every sibling, every parent, also one who lives elsewhere, and whoever shares the household.",
        fields=fields,
        commands=lambda values: (DescribeFamilyMember(member=corrected(now, fields, values)),),
    )


def voice_sheet(sitting: Sitting, child: Child) -> Sheet:
    """Return the form for what one child says, or why it is not known and by when it will be."""
    concern = sitting.live.outcome.meeting.concern
    now = find(concern.voices, child.id) or Voice(id=child.id)
    missing = Circumstance.MISSING in concern.circumstances
    field = FieldsOf(now, sitting.dates)
    fields = (
        field("said", "In the child's own words, or what the child shows", Kind.PROSE),
        field("said_on", "When", past=True, help="yesterday, last fri, 3 mar"),
        field("to_whom", "To whom"),
        field("seen_alone", "Seen alone"),
        field("tool", "With what", help="a conversation, play, drawings, Three Houses"),
        field("communication", "Language, age, disability: what the child needs to be heard"),
        field("not_gathered_because", "If not known: why", key="because", help=NOT_YET),
        field("gather_by", "If not known: by when it will be"),
    )
    return Sheet(
        key=f"voice/{child.id}",
        title=f"What {child.name} says",
        fields=fields,
        commands=lambda values: (HearChild(voice=corrected(now, fields, values)),),
        focus="because" if missing and not now.said else "said",
    )
