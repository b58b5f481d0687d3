"""People, their contact with the desk, their one intake, their income and who works with them."""

from .address import HiddenAddress
from .appointment import Appointment, AppointmentGuest
from .attempt import ContactAttempt
from .consent import Consent
from .contact import LightContact, Visit
from .document import Document, DocumentBody
from .feed import Feed, FeedIssue, FeedPart
from .handover import Handover
from .handover_advice import HandoverAdvice
from .handover_terms import HandoverTerms
from .income import IncomePeriod
from .intake import Intake, IntakeAnswer
from .look_report import LookReport
from .note import Note
from .person import Client, NationalNumber, NumberIndex
from .rights import Dispute, RightsRequest
from .saved_view import SavedView
from .timeline import Entry

__all__ = [
    "Appointment",
    "AppointmentGuest",
    "Client",
    "Consent",
    "ContactAttempt",
    "Dispute",
    "Document",
    "DocumentBody",
    "Entry",
    "Feed",
    "FeedIssue",
    "FeedPart",
    "Handover",
    "HandoverAdvice",
    "HandoverTerms",
    "HiddenAddress",
    "IncomePeriod",
    "Intake",
    "IntakeAnswer",
    "LightContact",
    "LookReport",
    "NationalNumber",
    "Note",
    "NumberIndex",
    "RightsRequest",
    "SavedView",
    "Visit",
]
