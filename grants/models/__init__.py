"""What the grants app stores: schemes and rounds, applications and what was sent, assessments, decisions, accounts."""

from grants.models.absence import Absence
from grants.models.account import AccountExplanation, AccountLine, FinalAccount
from grants.models.account_change import AccountChange
from grants.models.allocation_run import AllocationRun
from grants.models.application import Application
from grants.models.assessment import PANEL, Assessment, Score
from grants.models.audit import AuditSample, AuditVerdict
from grants.models.check import Check
from grants.models.co_writer import CoWriter
from grants.models.contact_note import ContactNote
from grants.models.decision import Decision
from grants.models.draft_answer import DraftAnswer
from grants.models.experience import Experience, ExperienceGiven
from grants.models.handling import Handling
from grants.models.help_request import HelpRequest
from grants.models.inspection import Inspection
from grants.models.letter_text import LetterText
from grants.models.mandate import Mandate
from grants.models.message import Message
from grants.models.objection import Objection
from grants.models.obligation import Obligation
from grants.models.participant import Participant
from grants.models.party_change import PartyChange
from grants.models.profile import LegalProfile
from grants.models.ranking import Ranking
from grants.models.receipt import Receipt
from grants.models.report import Report
from grants.models.round import Round
from grants.models.scheme import SchemeVersion
from grants.models.search_text import SearchText
from grants.models.suspension import Suspension
from grants.models.version import PersonalAnswer, Version

__all__ = [
    "PANEL",
    "Absence",
    "AccountChange",
    "AccountExplanation",
    "AccountLine",
    "AllocationRun",
    "Application",
    "Assessment",
    "AuditSample",
    "AuditVerdict",
    "Check",
    "CoWriter",
    "ContactNote",
    "Decision",
    "DraftAnswer",
    "Experience",
    "ExperienceGiven",
    "FinalAccount",
    "Handling",
    "HelpRequest",
    "Inspection",
    "LegalProfile",
    "LetterText",
    "Mandate",
    "Message",
    "Objection",
    "Obligation",
    "Participant",
    "PartyChange",
    "PersonalAnswer",
    "Ranking",
    "Receipt",
    "Report",
    "Round",
    "SchemeVersion",
    "Score",
    "SearchText",
    "Suspension",
    "Version",
]
