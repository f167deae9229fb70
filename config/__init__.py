"""What binds the apps into one installation: settings, addresses and the worker."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
