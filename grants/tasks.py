"""Celery tasks of grants: each is a caller of a few lines."""

import uuid
from typing import Any

from celery import shared_task

from documents import mails
from grants import drafts, events, link_mail, reminders, thread
from partners import joining, links


@shared_task(name="grants.tasks.remind")
def remind() -> int:
    """Remind whoever is late; beat runs it every hour, and whenever it runs it sends what is due and was not sent."""
    return reminders.send()


@shared_task(name="grants.tasks.clean_drafts")
def clean_drafts() -> int:
    """Let go of what was filled in and is filed, withdrawn or left for a year; beat runs it every hour, and a missed run harms nobody."""
    return drafts.clean()


@shared_task(name="grants.tasks.deliver_event")
def deliver_event(message: str, payload: dict[str, Any]) -> None:
    """Tell one system of one event; the message is what it knows a second one by."""
    events.deliver(message, payload)


@shared_task(name="grants.tasks.send_link")
def send_link(message: str, payload: dict[str, Any]) -> None:
    """Mail one link to choose a password; of a link that leads nowhere nobody hears, so that nobody learns who is known."""
    mails.send(link_mail.mail_for(uuid.UUID(payload["reference"]), message), message)


@shared_task(name="grants.tasks.ask_along")
def ask_along(message: str, payload: dict[str, Any]) -> None:
    """Mail one invitation to write along on a draft, while it is good."""
    mails.send(link_mail.invitation_for(uuid.UUID(payload["reference"]), message), message)


@shared_task(name="grants.tasks.clean_links")
def clean_links() -> int:
    """Let go of links and of codes by post that are too old; beat runs it every hour."""
    return links.clean() + joining.clean()


@shared_task(name="grants.tasks.tell_joined")
def tell_joined(message: str, payload: dict[str, Any]) -> None:
    """Mail somebody that they act for an applicant from now on, by a code that came by post."""
    mails.send(link_mail.joined_for(uuid.UUID(payload["reference"]), message), message)


@shared_task(name="grants.tasks.tell_answer")
def tell_answer(message: str, payload: dict[str, Any]) -> None:
    """Tell an applicant that we wrote a message or an answer."""
    mails.send(thread.mail_for(uuid.UUID(payload["reference"]), message), message)
