"""What the engine stores: streams and events, deadlines, the outbox, claimed keys, granted roles, openings of personal data."""

from workflow.models.command import Command
from workflow.models.deadline import Deadline
from workflow.models.outbox import Outbox
from workflow.models.register import Register
from workflow.models.role import RoleGrant
from workflow.models.stream import Event, Opening, Series, Stream
from workflow.models.subject import Subject

__all__ = ["Command", "Deadline", "Event", "Opening", "Outbox", "Register", "RoleGrant", "Series", "Stream", "Subject"]
