"""The Celery application. It is loaded with Django, so that `shared_task` in an app finds this broker and no other."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("aanjager")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
