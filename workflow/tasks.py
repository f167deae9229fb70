"""Celery tasks of the engine: each is a caller of a few lines."""

from celery import shared_task

from workflow import outbox


@shared_task(name="workflow.tasks.dispatch_outbox")
def dispatch_outbox() -> int:
    """Hand waiting messages to the workers; beat runs it every few seconds."""
    return outbox.relay()
