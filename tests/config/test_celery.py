from pathlib import Path

from django.conf import settings

from config.settings.celery import transport_options


def test_only_the_embedded_broker_needs_folders(tmp_path: Path) -> None:
    assert transport_options("redis://host:6379/0", tmp_path / "broker") == {}
    assert list(tmp_path.iterdir()) == []


def test_what_the_embedded_broker_puts_in_is_what_it_takes_out(tmp_path: Path) -> None:
    options = transport_options("filesystem://", tmp_path)
    assert options["data_folder_in"] == options["data_folder_out"] == str(tmp_path / "queue")


def test_what_cannot_wait_is_looked_for_every_few_seconds_and_the_rest_every_hour() -> None:
    assert {job["task"]: job["schedule"] for job in settings.CELERY_BEAT_SCHEDULE.values()} == {
        "workflow.tasks.dispatch_outbox": 5.0,
        "grants.tasks.remind": 3600.0,
        "grants.tasks.clean_drafts": 3600.0,
        "grants.tasks.clean_links": 3600.0,
        "grants.tasks.read_files": 60.0,
    }
