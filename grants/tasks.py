"""Celery tasks of grants: each is a caller of a few lines."""

from typing import Any

from celery import shared_task

from grants import drafts, events, reminders


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
