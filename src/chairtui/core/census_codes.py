"""The codes of the children in need census, with what they stand for in few words.

Source: CIN_schema_2026.xsd of liia-tools-pipeline, a copy kept by others of what the Department for Education
publishes; its own file was not opened. What UN1 to UN7 stand for is not said there.
"""

from chairtui.core.vocabulary import Sex

SEXES = {Sex.FEMALE.value: "female", Sex.MALE.value: "male", Sex.UNKNOWN.value: "not known"}
ETHNICITIES = {
    "WBRI": "White British",
    "WIRI": "White Irish",
    "WIRT": "Traveller of Irish heritage",
    "WOTH": "other White background",
    "WROM": "Gypsy or Roma",
    "MWBC": "White and Black Caribbean",
    "MWBA": "White and Black African",
    "MWAS": "White and Asian",
    "MOTH": "other mixed background",
    "AIND": "Indian",
    "APKN": "Pakistani",
    "ABAN": "Bangladeshi",
    "AOTH": "other Asian background",
    "BCRB": "Caribbean",
    "BAFR": "African",
    "BOTH": "other Black background",
    "CHNE": "Chinese",
    "OOTH": "other ethnic group",
    "REFU": "refused",
    "NOBT": "not yet obtained",
}
DISABILITIES = {
    "NONE": "no disability",
    "MOB": "mobility",
    "HAND": "hand function",
    "PC": "personal care",
    "INC": "incontinence",
    "COMM": "communication",
    "LD": "learning",
    "HEAR": "hearing",
    "VIS": "vision",
    "BEH": "behaviour",
    "CON": "consciousness",
    "AUT": "autism",
    "DDA": "other",
}
SOURCES = {
    "1A": "individual: family member, relative or carer",
    "1B": "individual: acquaintance",
    "1C": "individual: self",
    "1D": "individual: other",
    "2A": "schools",
    "2B": "education services",
    "3A": "health: general practitioner",
    "3B": "health: health visitor",
    "3C": "health: school nurse",
    "3D": "health: other primary health services",
    "3E": "health: accident and emergency",
    "3F": "health: other",
    "4": "housing",
    "5A": "local authority: social care",
    "5B": "local authority: other department",
    "5C": "local authority: external",
    "5D": "local authority: early help",
    "6": "police",
    "7": "other legal agency",
    "8": "other",
    "9": "anonymous",
    "10": "unknown",
}
NEEDS = {
    "N1": "abuse, neglect or exploitation",
    "N2": "child's disability",
    "N3": "parental disability or illness",
    "N4": "family in acute stress",
    "N5": "family dysfunction",
    "N6": "socially unacceptable behaviour",
    "N7": "low income",
    "N8": "absent parenting",
    "N9": "cases other than children in need",
    "N0": "not stated",
}
CLOSURES = {
    "RC1": "adopted",
    "RC2": "died",
    "RC3": "child arrangements order",
    "RC4": "special guardianship order",
    "RC5": "to another local authority",
    "RC6": "to adult social care",
    "RC7": "services ceased for any other reason",
    "RC8": "after assessment, no further action",
    "RC9": "after assessment, to early help",
}
NO_PUPIL_NUMBER = ("UN1", "UN2", "UN3", "UN4", "UN5", "UN6", "UN7")
"""Codes for why a child has no unique pupil number."""
