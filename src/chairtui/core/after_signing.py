"""What may still be asked of a record that is signed, and written to it."""

from __future__ import annotations

from chairtui.core.actions import (
    AcknowledgeAction,
    ActionAcknowledged,
    ActionClosed,
    ActionHandedOn,
    CloseAction,
    HandActionOn,
    NoteReminder,
    ReminderNoted,
)
from chairtui.core.change import Event
from chairtui.core.chronology import BookingOutcomeNoted, NoteBookingOutcome
from chairtui.core.closing import (
    AddLateInformation,
    AnswerLateInformation,
    LateInformationAdded,
    LateInformationAnswered,
    SignedOff,
)
from chairtui.core.conference import ConferenceHeld, NoteConferenceHeld
from chairtui.core.conflicts import SettleConflict
from chairtui.core.continuity import AcceptLog, NoteBackup, NoteHandOver, NoteReceipt
from chairtui.core.distribution import (
    AddRecipient,
    DeliveryNoted,
    NoteDelivery,
    RecipientAdded,
    RecipientRemoved,
    RemoveRecipient,
)
from chairtui.core.enquiries import CensusFactsNoted, EnquiryNoted, NoteCensusFacts, NoteEnquiry
from chairtui.core.leaving import FileRecord, HoldLifted, HoldPlaced, LiftHold, PlaceHold, RecordFiled
from chairtui.core.plan import PlanSeeing, SeeingPlanned
from chairtui.core.questions import AnswerQuestion, QuestionAnswered
from chairtui.core.warnings import HandleWarning

COMMANDS_AFTER_SIGNING = (
    AddLateInformation,
    AnswerLateInformation,
    AddRecipient,
    RemoveRecipient,
    NoteDelivery,
    CloseAction,
    AcknowledgeAction,
    HandActionOn,
    NoteReminder,
    NoteBookingOutcome,
    NoteConferenceHeld,
    NoteEnquiry,
    NoteCensusFacts,
    PlanSeeing,
    AnswerQuestion,
    HandleWarning,
    SettleConflict,
    AcceptLog,
    NoteBackup,
    NoteHandOver,
    NoteReceipt,
    FileRecord,
    PlaceHold,
    LiftHold,
)
"""What may still be asked once the record is signed: addenda and what became of the plan."""

EVENTS_AFTER_SIGNING: tuple[type[Event], ...] = (
    LateInformationAdded,
    LateInformationAnswered,
    RecipientAdded,
    RecipientRemoved,
    DeliveryNoted,
    ActionClosed,
    ActionAcknowledged,
    ActionHandedOn,
    ReminderNoted,
    BookingOutcomeNoted,
    ConferenceHeld,
    EnquiryNoted,
    CensusFactsNoted,
    SeeingPlanned,
    QuestionAnswered,
    RecordFiled,
    HoldPlaced,
    HoldLifted,
    SignedOff,
)
"""What may be written to a signed record, so that it is in no conflict with the signature."""
