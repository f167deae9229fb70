"""The work of the desk itself: who handles a case, notes of conversations, questions to colleagues, absences.

No law asks for these steps; what keeps duties apart holds for them too.
"""

from __future__ import annotations

from grants import absences, payloads
from grants.effects import desk as effects
from grants.facts import CASE, load_cases
from grants.guards.contact import Promised, SpokeAlready
from grants.guards.handing import CanHandle, CanHelp, OneHandling
from grants.models import Absence, ContactNote, Handling, HelpRequest
from workflow.registry import Rules


def desk() -> tuple[Rules, ...]:
    """Handlings, contact notes, help requests and absences."""
    return (
        Rules(
            Handling,
            load_cases,
            along=CASE,
            payloads={"assign": payloads.Handing},
            guards={"assign": [OneHandling(), CanHandle()]},
            effects={"assign": [effects.TakeHandling()]},
        ),
        Rules(
            ContactNote,
            load_cases,
            along=CASE,
            payloads={"note_contact": payloads.Contact},
            guards={"note_contact": [SpokeAlready()], "keep_promise": [Promised()]},
            effects={"note_contact": [effects.TakeContact()]},
        ),
        Rules(
            HelpRequest,
            load_cases,
            along=CASE,
            payloads={"ask_help": payloads.Help, "answer_help": payloads.Answer},
            guards={"ask_help": [CanHelp()]},
            effects={"ask_help": [effects.TakeQuestion()], "answer_help": [effects.TakeReply()]},
        ),
        Rules(
            Absence,
            absences.load,
            payloads={"report_absence": payloads.Away},
            guards={"report_absence": [absences.CanBeAway()]},
            effects={"report_absence": [effects.TakeAbsence()]},
        ),
    )
