"""The forms of a child, of somebody else in the family, and of what a child says."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from chairtui.core.births import typed_birth
from chairtui.core.change import Command
from chairtui.core.children import Child, DescribeChild, DescribeFamilyMember, FamilyMember, HearChild, Voice
from chairtui.core.meeting import Meeting
from chairtui.core.numbers import nhs_number, upn
from chairtui.core.vocabulary import Circumstance, Education, Sector, YesNo
from chairtui.core.with_ids import find
from chairtui.directory.calling import number_of
from chairtui.standards.expected import ANY_SETTING
from chairtui.tui.sheets.capture import agencies_as_options, children_as_options, from_yes_no, yes_no
from chairtui.tui.sheets.sheet import Sheet, options, several, text
from chairtui.tui.sitting.sitting import Sitting
from chairtui.tui.typed.dates import said
from chairtui.tui.widgets.form import FieldSpec, Kind, Values
from chairtui.tui.widgets.options import Option

NOT_YET = "missing, not born yet, too young to say, not seen yet"
"""Reasons that are often true, as a hint."""


def child_sheet(sitting: Sitting, child_id: str = "") -> Sheet:
    """Return the form for a child, new or to be corrected."""
    old = find(sitting.live.outcome.meeting.concern.children, child_id)
    now = old or Child(id=sitting.desk.clock.new_id(), name="")

    def commands(values: Values) -> Sequence[Command]:
        born_on, birth = sitting.dates.birth(text(values, "born"))
        new = replace(
            now,
            name=text(values, "name"),
            born_on=born_on,
            birth=replace(birth, source=text(values, "source")),
            expected_on=sitting.dates.day(text(values, "expected")),
            education=Education(text(values, "education") or Education.UNKNOWN),
            setting=_setting(sitting, text(values, "setting")),
            open_to=several(values, "open_to"),
            lives_with=text(values, "lives_with"),
            local_id=text(values, "local_id"),
            nhs_number=nhs_number(text(values, "nhs_number")),
            upn=upn(text(values, "upn")),
        )
        return (DescribeChild(child=new),)

    return Sheet(
        key=f"child/{now.id}" if old else "child/new",
        title="A child whom the meeting is about",
        fields=_child_fields(sitting, now),
        commands=commands,
    )


def _child_fields(sitting: Sitting, now: Child) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("name", "Name or initials", required=True, initial=now.name),
        FieldSpec(
            "born",
            "Date of birth",
            Kind.WHEN,
            initial=typed_birth(now),
            understand=sitting.dates.understood_birth,
            help="5 mar 2011 · if not known: May 2011, 2011, about 15, 14 to 16 disputed, not known",
        ),
        FieldSpec(
            "education", "Education", Kind.CHOICE, options=options(Education), initial=now.education.value
        ),
        FieldSpec(
            "setting",
            "School, nursery or college",
            Kind.SUGGEST,
            options=_settings(sitting),
            initial=now.setting,
            help="those of the agency register are offered; any other is typed",
        ),
        FieldSpec(
            "open_to",
            "Services that work with the child now: each is expected",
            Kind.MANY,
            options=agencies_as_options(sitting),
            initial=now.open_to,
        ),
        FieldSpec("lives_with", "Lives with", initial=now.lives_with),
        FieldSpec(
            "expected",
            "If not born yet: expected on",
            Kind.WHEN,
            initial=said(now.expected_on),
            understand=sitting.dates.understood,
            help="5 jun",
        ),
        FieldSpec(
            "source",
            "If the birth is estimated or disputed: by whom, from what",
            initial=now.birth.source,
        ),
        FieldSpec("local_id", "Number in the case system", initial=now.local_id),
        FieldSpec(
            "nhs_number",
            "NHS number",
            Kind.NUMBER,
            initial=now.nhs_number,
            understand=nhs_number,
            help="ten digits, the last of which is checked",
        ),
        FieldSpec(
            "upn",
            "UPN",
            Kind.NUMBER,
            initial=now.upn,
            understand=upn,
            help="a letter, which is checked, and twelve digits",
        ),
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

    def commands(values: Values) -> Sequence[Command]:
        new = FamilyMember(
            id=now.id,
            name=text(values, "name"),
            relationship=text(values, "relationship"),
            is_child=yes_no(values, "is_child") is YesNo.YES,
            lives_with_child=yes_no(values, "lives_with_child"),
            open_to=several(values, "open_to"),
            children=several(values, "children") if "children" in values else now.children,
        )
        return (DescribeFamilyMember(member=new),)

    return Sheet(
        key=f"family/{now.id}" if old else "family/new",
        title="Somebody else in the family",
        about="Every sibling, every parent, also one who lives elsewhere, and whoever shares the household.",
        fields=(
            FieldSpec("name", "Name or initials", required=True, initial=now.name),
            FieldSpec(
                "relationship", "To the child they are", initial=now.relationship, help="mother, half-brother"
            ),
            *_whose(meeting, now),
            FieldSpec(
                "is_child",
                "Is a child: has to be seen too",
                Kind.YES_NO,
                initial=("yes" if now.is_child else "no") if old else "",
            ),
            FieldSpec(
                "lives_with_child",
                "Lives with the child",
                Kind.YES_NO,
                initial=from_yes_no(now.lives_with_child),
            ),
            FieldSpec(
                "open_to",
                "Services that work with them now: each is expected",
                Kind.MANY,
                options=agencies_as_options(sitting),
                initial=now.open_to,
            ),
        ),
        commands=commands,
    )


def _whose(meeting: Meeting, now: FamilyMember) -> tuple[FieldSpec, ...]:
    """Return the field that says of which children they are; with one child there is nothing to say."""
    if len(meeting.concern.children) < 2:
        return ()
    return (
        FieldSpec(
            "children",
            "Of which children: in the record for another they are left out",
            Kind.MANY,
            options=children_as_options(meeting),
            initial=now.children,
        ),
    )


def voice_sheet(sitting: Sitting, child: Child) -> Sheet:
    """Return the form for what one child says, or why it is not known and by when it will be."""
    concern = sitting.live.outcome.meeting.concern
    now = find(concern.voices, child.id) or Voice(id=child.id)
    missing = Circumstance.MISSING in concern.circumstances

    def commands(values: Values) -> Sequence[Command]:
        new = Voice(
            id=child.id,
            said=text(values, "said"),
            said_on=sitting.dates.day(text(values, "said_on"), past=True),
            to_whom=text(values, "to_whom"),
            seen_alone=yes_no(values, "seen_alone"),
            tool=text(values, "tool"),
            communication=text(values, "communication"),
            not_gathered_because=text(values, "because"),
            gather_by=sitting.dates.day(text(values, "gather_by")),
        )
        return (HearChild(voice=new),)

    return Sheet(
        key=f"voice/{child.id}",
        title=f"What {child.name} says",
        fields=_voice_fields(sitting, now),
        commands=commands,
        focus="because" if missing and not now.said else "said",
    )


def _voice_fields(sitting: Sitting, now: Voice) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("said", "In the child's own words, or what the child shows", Kind.PROSE, initial=now.said),
        FieldSpec(
            "said_on",
            "When",
            Kind.WHEN,
            initial=said(now.said_on),
            understand=sitting.dates.understood_past,
            help="yesterday, last fri, 3 mar",
        ),
        FieldSpec("to_whom", "To whom", initial=now.to_whom),
        FieldSpec("seen_alone", "Seen alone", Kind.YES_NO, initial=from_yes_no(now.seen_alone)),
        FieldSpec("tool", "With what", initial=now.tool, help="a conversation, play, drawings, Three Houses"),
        FieldSpec(
            "communication",
            "Language, age, disability: what the child needs to be heard",
            initial=now.communication,
        ),
        FieldSpec("because", "If not known: why", initial=now.not_gathered_because, help=NOT_YET),
        FieldSpec(
            "gather_by",
            "If not known: by when it will be",
            Kind.WHEN,
            initial=said(now.gather_by),
            understand=sitting.dates.understood,
        ),
    )
