"""The elements of the children in need census by year: names, order, how often, and what may stand in them.

Source: the XML Schemas of liia-tools-pipeline, liiatools/cin_census_pipeline/spec/CIN_schema_2025.xsd and
CIN_schema_2026.xsd, and of liia-tools, CIN_schema_2024.xsd: copies kept by others of what the Department
for Education publishes, named after the year in which the census ends. Its own files were not opened.
"""

from __future__ import annotations

from msgspec import Struct

from chairtui.core import census_codes


class Element(Struct, frozen=True):
    """One element: either of a kind of text, or with elements inside it."""

    name: str
    kind: str = ""
    least: int = 1
    most: int | None = 1
    """Nothing: any number."""
    inside: tuple[Element, ...] = ()


CHECKED = {
    "2023-24": "CIN_schema_2024.xsd of liia-tools",
    "2024-25": "CIN_schema_2025.xsd of liia-tools-pipeline",
    "2025-26": "CIN_schema_2026.xsd of liia-tools-pipeline",
    "2026-27": "",
}
"""What each year's table was compared with; nothing: no schema of that year was found, so not verified."""

YEARS = ("2024-25", "2025-26", "2026-27")
"""The census years that can be written."""

UPN = r"[A-Za-z]\d{11}(\d|[A-Za-z])"
AUTHORITY = r"\d{3}"
PATTERNS = {"upn": UPN, "authority": AUTHORITY, "serial": r"\d{3}\d*"}

CODES: dict[str, tuple[str, ...]] = {
    "collection": ("CIN",),
    "level": ("L",),
    "yes-no": ("0", "1"),
    "sex": tuple(census_codes.SEXES),
    "gender": ("1", "2", "0", "9"),
    "upn-unknown": census_codes.NO_PUPIL_NUMBER,
    "ethnicity": tuple(census_codes.ETHNICITIES),
    "disability": tuple(census_codes.DISABILITIES),
    "source": tuple(census_codes.SOURCES),
    "need": tuple(census_codes.NEEDS),
    "closure": tuple(census_codes.CLOSURES),
    "abuse": ("NEG", "PHY", "SAB", "EMO", "MUL"),
}
"""The codes of each kind, as the schemas have them."""

_SINCE_2024_25 = {"source": "5D", "closure": "RC9"}
"""Codes that the schema of 2023-24 does not know yet."""

_HEADER = Element(
    "Header",
    inside=(
        Element(
            "CollectionDetails",
            inside=(
                Element("Collection", "collection"),
                Element("Year", "year"),
                Element("ReferenceDate", "date"),
            ),
        ),
        Element(
            "Source",
            inside=(
                Element("SourceLevel", "level"),
                Element("LEA", "authority"),
                Element("SoftwareCode", "text"),
                Element("Release", "text"),
                Element("SerialNo", "serial"),
                Element("DateTime", "instant"),
            ),
        ),
    ),
)

_CHARACTERISTICS = Element(
    "ChildCharacteristics",
    inside=(
        Element("Ethnicity", "ethnicity"),
        Element("Disabilities", least=0, inside=(Element("Disability", "disability", most=None),)),
    ),
)

_ASSESSMENTS = Element(
    "Assessments",
    least=0,
    most=None,
    inside=(
        Element("AssessmentActualStartDate", "date"),
        Element("AssessmentInternalReviewDate", "date", least=0),
        Element("AssessmentAuthorisationDate", "date", least=0),
        Element(
            "FactorsIdentifiedAtAssessment",
            least=0,
            inside=(Element("AssessmentFactors", "text", most=None),),
        ),
    ),
)

_SECTION_47 = Element(
    "Section47",
    least=0,
    most=None,
    inside=(
        Element("S47ActualStartDate", "date"),
        Element("InitialCPCtarget", "date", least=0),
        Element("DateOfInitialCPC", "date", least=0),
        Element("ICPCnotRequired", "yes-no"),
    ),
)

_PLANS = Element(
    "ChildProtectionPlans",
    least=0,
    most=None,
    inside=(
        Element("CPPstartDate", "date"),
        Element("CPPendDate", "date", least=0),
        Element("InitialCategoryOfAbuse", "abuse"),
        Element("LatestCategoryOfAbuse", "abuse"),
        Element("NumberOfPreviousCPP", "number"),
        Element("Reviews", least=0, inside=(Element("CPPreviewDate", "date", most=None),)),
    ),
)

_PRE_PROCEEDINGS = Element(
    "PreProceedingsandFGDM",
    least=0,
    most=None,
    inside=tuple(
        Element(name, kind, least=0)
        for name, kind in (
            ("PPStartDate", "date"),
            ("LBPSentDate", "date"),
            ("FGDMMeetingOffer", "yes-no"),
            ("FGDMMeetingFac", "yes-no"),
            ("InitialPPMeetingDate", "date"),
            ("ReviewMeetingsCount", "number"),
            ("StepDecisionDate", "date"),
            ("PPOutcome", "text"),
            ("CourtAppDate", "date"),
            ("LetterInitCPDate", "date"),
        )
    ),
)
"""Source: only a sample, csc-validator-be-cin, fake_data/CIN_Census_2026.xml, which bears dates of the census
year 2026-27; the schema of 2025-26 does not have it. How often each may stand there is not verified."""


def elements(year: str) -> Element:
    """Return the whole message of a census year: ``2025-26``.

    Raises:
        KeyError: no table is kept for that year.
    """
    CHECKED[year]
    sex = Element("GenderCurrent", "gender") if year == "2023-24" else Element("Sex", "sex")
    child = Element(
        "Child", most=None, inside=(_identifiers(sex), _CHARACTERISTICS, _details(later=year == "2026-27"))
    )
    return Element("Message", inside=(_HEADER, Element("Children", inside=(child,))))


def codes(year: str, kind: str) -> tuple[str, ...]:
    """Return what may stand in elements of a kind in a census year; nothing for a kind without codes."""
    later = _SINCE_2024_25.get(kind) if year == "2023-24" else None
    return tuple(code for code in CODES.get(kind, ()) if code != later)


def _identifiers(sex: Element) -> Element:
    return Element(
        "ChildIdentifiers",
        inside=(
            Element("LAchildID", "some-text"),
            Element("UPN", "upn", least=0),
            Element("FormerUPN", "upn", least=0),
            Element("UPNunknown", "upn-unknown", least=0),
            Element("PersonBirthDate", "date", least=0),
            Element("ExpectedPersonBirthDate", "date", least=0),
            sex,
            Element("PersonDeathDate", "date", least=0),
        ),
    )


def _details(*, later: bool) -> Element:
    return Element(
        "CINdetails",
        most=None,
        inside=(
            Element("CINreferralDate", "date"),
            Element("ReferralSource", "source"),
            Element("PrimaryNeedCode", "need", least=0),
            Element("CINclosureDate", "date", least=0),
            Element("ReasonForClosure", "closure", least=0),
            Element("DateOfInitialCPC", "date", least=0),
            _ASSESSMENTS,
            Element(
                "CINPlanDates",
                least=0,
                most=None,
                inside=(Element("CINPlanStartDate", "date"), Element("CINPlanEndDate", "date", least=0)),
            ),
            _SECTION_47,
            Element("ReferralNFA", "yes-no"),
            _PLANS,
            *((_PRE_PROCEEDINGS,) if later else ()),
        ),
    )
