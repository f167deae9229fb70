"""The letters of the demo: real workers render them, and at the end they lie in `var/brieven` under readable names."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from documents.models import Letter
from documents.tasks import file_of
from workflow import outbox

PATIENCE = 240
"""Seconds without a single letter rendered, after which the demo says that something is wrong."""


@contextmanager
def workers(count: int) -> Iterator[None]:
    """Celery workers on the embedded broker, for as long as the block runs; they are ended whatever happens in it."""
    log = Path(settings.BASE_DIR) / "var" / "log"
    log.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "--pool",
        "solo",
        "--loglevel",
        "WARNING",
        "--without-gossip",
        "--without-mingle",
    ]
    started = []
    try:
        for n in range(count):
            with (log / f"worker-{n}.log").open("ab") as out:
                name = ["-n", f"demo{n}-{os.getpid()}@localhost"]
                started.append(subprocess.Popen([*command, *name], stdout=out, stderr=out, cwd=settings.BASE_DIR))  # noqa: S603 - our own worker.
        yield
    finally:
        for worker in started:
            worker.terminate()
        for worker in started:
            worker.wait(timeout=30)


def wait(heard: Callable[[int], object]) -> int:
    """Relay the outbox until every letter is rendered; how many are left when nothing moves any more."""
    left, since = outbox.waiting(), time.monotonic()
    while left and time.monotonic() - since < PATIENCE:
        outbox.relay()
        time.sleep(1)
        now = outbox.waiting()
        if now < left:
            heard(left - now)
            since = time.monotonic()
        left = now
    return left


def shelve(folder: Path) -> int:
    """Link every rendered letter under a readable name: reference, day and kind; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.pdf"):
        old.unlink()
    rendered = Letter.objects.filter(state=Letter.RENDERED).select_related("stream").order_by("sent_on", "pk")
    for letter in rendered:
        name = folder / f"{letter.stream.reference}_{letter.sent_on}_{letter.kind}_{str(letter.pk)[:4]}.pdf"
        name.symlink_to(os.path.relpath(default_storage.path(file_of(letter.pk)), folder))
    return len(rendered)
