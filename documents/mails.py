"""The mail that a letter or an answer can be read. Mail travels in the open, so that it says nothing of it, not even in its subject."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage

from documents.letters import from_json
from documents.models import Letter
from workflow import outbox

SUBJECT = "Er staat een bericht voor u klaar"

BODY = """\
Beste {name},

Er is nieuws over uw aanvraag bij {sender}.
Log in om het te lezen: {portal}/mijn/

In deze mail staat niets over uw aanvraag zelf. Dat is veiliger voor u.
Wij vragen u in een mail nooit om een wachtwoord of een bedrag.

Heeft u een vraag? Bel {contact}: {phone}.
U hoeft deze mail niet te beantwoorden.
"""


def mail_of(letter: Letter, message: str) -> EmailMessage:
    """The message about one letter.

    The tables of letters name whom to greet and whom to call; a letter that was erased has none, and no message.
    """
    head = from_json(letter.kind, letter.facts).head
    return news(
        letter.mailed_to,
        head.salutation,
        message,
        sender=head.sender.name,
        contact=head.contact.name,
        phone=head.contact.phone,
    )


def news(to: str, name: str, message: str, *, sender: str, contact: str, phone: str) -> EmailMessage:
    """That something can be read."""
    body = BODY.format(name=name, sender=sender, portal=settings.PORTAL_URL, contact=contact, phone=phone)
    return mail(SUBJECT, body, to, message)


def mail(subject: str, body: str, to: str, message: str) -> EmailMessage:
    """A mail under an id that follows from that of its message of the outbox, so that one that arrives twice is known as one."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<{message}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[to], headers=headers)


def send(made: EmailMessage | None, message: str) -> None:
    """Send the mail of a message of the outbox, which is done then; None is a mail that need not go any more."""
    try:
        if made:
            made.send()
    except OSError as error:  # What the server refuses and what keeps it from answering both are this.
        outbox.failed(message, type(error).__name__)
        raise
    outbox.done(message)
