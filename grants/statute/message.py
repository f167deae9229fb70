"""Messages between who applies and the office.

No law asks for them. They are no decision and no part of the application: what is asked of somebody by law is asked in a letter.
"""

from __future__ import annotations

from grants import payloads
from grants.effects import writing as effects
from grants.facts import CASE, load_cases
from grants.guards.writing import FewUnread, FewWaiting, MoreThanJudging
from grants.models import Message
from workflow.registry import Rules


def message() -> Rules:
    """The message."""
    return Rules(
        Message,
        load_cases,
        along=CASE,
        payloads={
            "write_message": payloads.Writing,
            "begin_message": payloads.Beginning,
            "answer_message": payloads.Reply,
            "reply_message": payloads.ReplyHome,
        },
        guards={
            "write_message": [FewWaiting()],
            "begin_message": [MoreThanJudging(), FewUnread()],
            **{one: [MoreThanJudging()] for one in ("answer_message", "see_message", "see_reply", "settle_message")},
        },
        effects={
            "write_message": [effects.TakeMessage()],
            "begin_message": [effects.TakeMessage(), effects.TellApplicant()],
            "answer_message": [effects.TakeAnswer(), effects.TellApplicant()],
            "reply_message": [effects.TakeAnswer()],
            **{one: [effects.NoteRead()] for one in ("see_message", "see_reply", "read_answer", "read_message")},
        },
    )
