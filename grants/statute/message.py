"""Messages between who applies and the office.

No law asks for them. They are no decision and no part of the application: what is asked of somebody by law is asked in a letter.
"""

from __future__ import annotations

from grants import payloads
from grants.effects import writing as effects
from grants.facts import CASE, load_cases
from grants.guards.writing import FewWaiting, MoreThanJudging
from grants.models import Message
from workflow.registry import Rules


def message() -> Rules:
    """The message."""
    return Rules(
        Message,
        load_cases,
        along=CASE,
        payloads={"write_message": payloads.Writing, "answer_message": payloads.Reply},
        guards={
            "write_message": [FewWaiting()],
            "answer_message": [MoreThanJudging()],
            "see_message": [MoreThanJudging()],
        },
        effects={"write_message": [effects.TakeMessage()], "answer_message": [effects.TakeAnswer()]},
    )
