"""The closed lists of words that a meeting is described with."""

from enum import StrEnum


class Step(StrEnum):
    """The seven steps of a meeting, in order."""

    WHO = "who"
    WHY = "why"
    KNOW = "know"
    MEAN = "mean"
    DECIDE = "decide"
    PLAN = "plan"
    READ_BACK = "read-back"


class Stage(StrEnum):
    """How far a meeting has come."""

    PREPARING = "preparing"
    HELD = "in progress"
    PARTLY = "partly decided"
    """About some of the children, and not yet about all."""
    DECIDED = "decided"
    SIGNED = "signed"

    def words(self, undecided: str) -> str:
        """Return how far a meeting has come, with the names of those who have no decision, if some have."""
        partly = self in (Stage.PARTLY, Stage.SIGNED) and undecided
        return f"{self.value} (no decision for {undecided})" if partly else self.value


class Gate(StrEnum):
    """The moments when the rules matter most."""

    OPEN = "open"
    DECISION = "decision"
    CLOSE = "close"


class Form(StrEnum):
    """How the discussion is held."""

    MEETING = "meeting"
    TELEPHONE = "telephone discussion"
    CALLS = "chain of calls"
    """One-to-one calls one after another: nobody hears everybody."""


class Sector(StrEnum):
    """The part of the system that an agency belongs to."""

    SOCIAL_WORK = "local authority social work"
    SOCIAL_CARE = "social care"
    """Residential, fostering and other care that is not a local authority social worker."""
    POLICE = "police"
    HEALTH = "health"
    EDUCATION = "education"
    YOUTH_JUSTICE = "youth justice"
    FAMILY_SUPPORT = "family support"
    ADULT_SERVICES = "adult services"
    HOUSING = "housing"
    SUPPORT = "support to the meeting"
    """Interpreters, legal advisers, minute takers: they help the meeting and hold nothing about the child."""
    OTHER = "other"


class PoliceUnit(StrEnum):
    """Which part of a police force someone speaks for."""

    CHILD_ABUSE = "child abuse investigation"
    MISSING = "missing persons"
    EXPLOITATION = "exploitation"
    GANGS = "gangs"
    DOMESTIC_ABUSE = "domestic abuse"
    RESPONSE = "neighbourhood and response"
    MASH = "MASH police"
    OTHER = "other unit"

    @property
    def agency(self) -> str:
        """The key of the unit in the register of agencies."""
        return f"police-{self.name.lower().replace('_', '-')}"


class HealthKind(StrEnum):
    """What sort of health practitioner someone is; one does not stand in for another."""

    TREATING = "treating or visiting practitioner"
    PAEDIATRICIAN = "paediatrician"
    SAFEGUARDING = "named or safeguarding professional"
    MASH = "MASH health"


class Mode(StrEnum):
    """How someone takes part."""

    IN_ROOM = "in the room"
    PHONE = "phone"
    VIDEO = "video"


class Answer(StrEnum):
    """What became of an invitation."""

    UNKNOWN = "unknown"
    NOT_INVITED = "not invited"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_REPLY = "no reply"


class Invited(StrEnum):
    """The one word of the invitation ledger that stands for a line of the register."""

    UNKNOWN = "unknown"
    NOT_INVITED = "not invited"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_REPLY = "no reply"
    ATTENDED = "attended"
    PART_ATTENDED = "part attended"
    SENT_DEPUTY = "sent a deputy"
    SENT_WRITTEN = "sent written information"


class YesNo(StrEnum):
    """An answer that may not be known yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "not known"


class AgeUnit(StrEnum):
    """In what an age is told."""

    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"


class Certainty(StrEnum):
    """How sure what is written of a birth is."""

    AS_SAID = "as said"
    ESTIMATED = "estimated"
    DISPUTED = "age disputed"
    NOT_KNOWN = "not known"


class Circumstance(StrEnum):
    """What makes roles expected."""

    MISSING = "missing"
    GANGS = "gangs"
    CHILD_SEXUAL_EXPLOITATION = "child sexual exploitation"
    CHILD_CRIMINAL_EXPLOITATION = "child criminal exploitation"
    TRAFFICKING = "trafficking"
    PARENTAL_MENTAL_HEALTH = "parental mental health"
    PARENTAL_SUBSTANCE_MISUSE = "parental substance misuse"
    DOMESTIC_ABUSE = "domestic abuse"
    PHYSICAL_INJURY = "physical injury"
    BRUISING_NON_MOBILE = "bruising in a non-mobile baby"
    SEXUAL_ABUSE = "sexual abuse"
    NEGLECT = "neglect"
    EMOTIONAL_ABUSE = "emotional abuse"
    FABRICATED_ILLNESS = "fabricated or induced illness"
    IN_HOSPITAL = "in hospital"
    UNBORN = "unborn child"
    LOOKED_AFTER = "looked after"
    DISABILITY = "disabled child"
    SELF_HARM = "self-harm"
    OFFENDING = "offending by the child"
    ADULT_ON_PROBATION = "adult known to probation"
    HOUSING_RISK = "housing"
    PARENTAL_ILLNESS = "parental physical illness"
    COMPLEX = "complex or organised abuse"


PARENTAL = frozenset(
    {
        Circumstance.PARENTAL_MENTAL_HEALTH,
        Circumstance.PARENTAL_SUBSTANCE_MISUSE,
        Circumstance.PARENTAL_ILLNESS,
        Circumstance.DOMESTIC_ABUSE,
    }
)
"""Circumstances of an adult whose meaning for the child's care has to be said."""


class PlaceKind(StrEnum):
    """Why a place matters to this meeting."""

    HOME = "home"
    PLACEMENT = "placement"
    FOUND = "found"
    MAY_GO_TO = "may go to"


class Education(StrEnum):
    """How a child is taught."""

    UNKNOWN = "not known"
    NONE = "none"
    NURSERY = "nursery"
    SCHOOL = "school"
    COLLEGE = "college"
    HOME_EDUCATED = "electively home educated"
    NOT_ENROLLED = "no school place"


class NotShared(StrEnum):
    """Why an agency shares nothing, or holds something back.

    Source: Children Act 2004, section 16LA (Children's Wellbeing and Schools Act 2026, section 4), whose text
    was read; the third is subsection (3). “Later” is the program's own, for what is still being looked up.
    """

    NOTHING_RELEVANT = "no relevant information"
    NO_HELP = "would not help the recipient's function"
    DETRIMENT = "sharing would be more detrimental to the child than not"
    NO_BODY = "not a body under the duty"
    LATER = "later"


class Weight(StrEnum):
    """What a contribution means for the child."""

    RISK = "risk"
    STRENGTH = "strength"
    CONTEXT = "context"


class Outcome(StrEnum):
    """The only decisions a strategy discussion takes about section 47."""

    INITIATE = "initiate section 47 enquiries"
    DO_NOT_INITIATE = "do not initiate section 47 enquiries"
    CONTINUE = "continue the section 47 enquiries under way"
    ADJOURN = "adjourn for information"


class Threshold(StrEnum):
    """Whether there is reasonable cause to suspect significant harm."""

    SUFFERING = "reasonable cause to suspect the child is suffering significant harm"
    LIKELY = "reasonable cause to suspect the child is likely to suffer significant harm"
    NOT_MET = "no reasonable cause to suspect significant harm"
    UNCLEAR = "not clear yet"


class Category(StrEnum):
    """The category of harm that is suspected."""

    NEGLECT = "neglect"
    PHYSICAL = "physical abuse"
    SEXUAL = "sexual abuse"
    EMOTIONAL = "emotional abuse"
    NONE = "none"


class View(StrEnum):
    """An agency's recorded view of the decision."""

    AGREE = "agrees"
    DISAGREE = "disagrees"
    CONSULT = "needs to consult"
    NOT_ASKED = "not asked"


class Topic(StrEnum):
    """What is settled after the decision, each with a reason."""

    JOINT = "single or joint agency"
    MEDICAL = "medical"
    INTERVIEW = "interview (ABE)"
    LEGAL = "legal action"
    INFORM_FAMILY = "telling the family"


class Horizon(StrEnum):
    """When an action helps the child."""

    IMMEDIATE = "immediate"
    SHORT_TERM = "short-term"


class ActionStatus(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class FollowKind(StrEnum):
    """What is to be followed up."""

    APPOINTMENT = "appointment"
    SEEING = "to be seen"
    QUESTION = "question"
    ENQUIRY = "enquiry"


class BookingOutcome(StrEnum):
    """What became of something that was booked."""

    PENDING = "not known yet"
    KEPT = "kept"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Handling(StrEnum):
    """What someone did about a warning."""

    CONTACTED = "contacted"
    JOINED = "joined"
    NO_ANSWER = "no answer"
    WILL_SEND_WRITTEN = "will send written information"
    WAIVED = "waived"
    PUT_OFF = "not now"
    """It comes back by itself, and nothing is said about it."""


class Change(StrEnum):
    """Whether late information changes the decision."""

    YES = "changes the decision"
    NO = "does not change the decision"
    UNDECIDED = "to be decided"


class RecordKind(StrEnum):
    """What a recipient is sent."""

    FULL = "full record"
    NOTICE = "outcome notice"
    CHILD = "record for one child"
    EXTRACT = "agency's extract"


class Redaction(StrEnum):
    """What is left out of a recipient's record."""

    REFERRER = "who raised the concern"
    PLACES = "where the children are or may go"
    NUMBERS = "numbers of the children"
    SHARED = "what other agencies shared"
    CHRONOLOGY = "the chronology"
    ANALYSIS = "the analysis"
    ACTIONS = "actions of other agencies"


class DeliveryState(StrEnum):
    """How far a recipient's record has come."""

    TO_PREPARE = "to prepare"
    PREPARED = "prepared"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    OVERDUE = "overdue"
    RETURNED = "returned"
    OUT_OF_DATE = "a newer version is due"


class EnquiryOutcome(StrEnum):
    """What a section 47 enquiry leads to.

    Source: Standard Safeguarding Dataset (Data to Insight), categories of s47_outcome.
    """

    CONFERENCE = "initial child protection conference"
    MONITOR = "other agency to monitor the child's welfare"
    ASSESSMENT = "no further action: continue with the family assessment"
    LEGAL = "initiate legal action"
    SERVICES = "provision of services"
    SHORT_BREAK = "provision of short break care"
    NOTHING = "no further action"
    OTHER = "other outcome"


class Sex(StrEnum):
    """The child's sex, in the letters of the national returns."""

    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "U"
