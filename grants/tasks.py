"""Celery tasks of grants: each is a caller of a few lines."""

from celery import shared_task

from grants import reminders


@shared_task(name="grants.tasks.remind")
def remind() -> int:
    """Remind whoever is late; beat runs it every hour, and whenever it runs it sends what is due and was not sent."""
    return reminders.send()
