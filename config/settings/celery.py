"""The worker: which broker, and the promises that its tasks build on.

A task may run twice (it is acknowledged after it ended), so every task is idempotent. Nothing but JSON travels.
"""

from pathlib import Path
from typing import Any

from config.settings.environment import ENVIRONMENT, VAR_DIR, Environment
from config.settings.locale import TIME_ZONE

EMBEDDED = "filesystem://localhost"  # The host means nothing, but without one kombu warns at every start.
BROKER_SCHEMES = ("filesystem", "memory", "redis", "rediss")


def transport_options(broker: str, folder: Path) -> dict[str, Any]:
    """Return what the broker needs to know; the embedded one needs its folders, and gets them made."""
    if not broker.startswith("filesystem://"):
        return {}
    folders = {
        "data_folder_in": folder / "queue",
        "data_folder_out": folder / "queue",
        "control_folder": folder / "control",
    }
    for path in folders.values():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {key: str(path) for key, path in folders.items()}


def broker_url(environment: Environment) -> str:
    """Return `BROKER_URL`: files under `var/` unless told, Redis in production."""
    environment.url("BROKER_URL", BROKER_SCHEMES, default=EMBEDDED)
    return environment.text("BROKER_URL", default=EMBEDDED)


CELERY_BROKER_URL = broker_url(ENVIRONMENT)
CELERY_BROKER_TRANSPORT_OPTIONS = transport_options(CELERY_BROKER_URL, VAR_DIR / "broker")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
# What a task brought about stands in the trail; a second store of results would have to be kept equal to it.
CELERY_TASK_IGNORE_RESULT = True

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Rendering letters grows the memory of a process by a quarter of a megabyte a letter.
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = True

# The schedule is code and not rows: nobody can switch off the dispatch of letters and payments on a screen.
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "dispatch-outbox": {
        "task": "workflow.tasks.dispatch_outbox",
        "schedule": 5.0,
        # A dispatch that waited longer than its successor has nothing left to do.
        "options": {"expires": 5.0},
    },
    # What is overdue is computed from where things stand: a beat that was missed is made good by the next.
    "remind": {"task": "grants.tasks.remind", "schedule": 3600.0, "options": {"expires": 3600.0}},
    "clean-links": {"task": "grants.tasks.clean_links", "schedule": 3600.0, "options": {"expires": 3600.0}},
    "read-files": {"task": "grants.tasks.read_files", "schedule": 60.0, "options": {"expires": 60.0}},
    "clean-drafts": {"task": "grants.tasks.clean_drafts", "schedule": 3600.0, "options": {"expires": 3600.0}},
}
