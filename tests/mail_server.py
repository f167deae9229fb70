"""A real mail server on the loopback, that keeps what it is sent."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings


class Catcher:
    """What a mail server does with a message: keeps it, or says that it cannot now."""

    def __init__(self) -> None:
        self.caught: list[tuple[list[str], Message]] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002 - the names of aiosmtpd.
        assert isinstance(envelope.content, bytes)
        if self.answer.startswith("250"):
            self.caught.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content)))
        return self.answer


@contextmanager
def catching() -> Iterator[Catcher]:
    """A mail server to which this installation sends."""
    catcher = Catcher()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(catcher, hostname="127.0.0.1", port=port)
    controller.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(
        EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, PORTAL_URL="https://subsidie.example"
    ):
        yield catcher
    controller.stop()
