"""The site as an installation serves it: gunicorn with two workers, on the loopback, on the database of the test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests
from django.conf import settings

from tests.databases import address as address_of_database

WORKERS, THREADS = 2, 8
"""A worker for each core, and the requests that each has in hand at a time."""

PATIENCE = 120
"""Seconds in which a server has begun, on a slow machine."""


@contextmanager
def served() -> Iterator[str]:
    """Serve, and give the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {
        **os.environ,
        "AANJAGER_ENV": "test",
        "DATABASE_URL": address_of_database(),
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    command = [
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"),
        *("--workers", str(WORKERS), "--threads", str(THREADS), "--timeout", "300"),
    ]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/toegankelijkheid/", server)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(page: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 4):
        assert server.poll() is None, "the server ended"
        try:
            assert requests.get(page, timeout=PATIENCE).ok
        except requests.ConnectionError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError("the server does not answer")
