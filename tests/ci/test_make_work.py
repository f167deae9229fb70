"""Ctrl-C ends `make work` without a word of an error; a worker that fails by itself is still an error."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STOPPED = "trap 'exit 1' INT\necho ready\nwhile :; do sleep 0.1; done\n"


def workshop(folder: Path, worker: str) -> None:
    """The Makefile beside programs that do nothing, and a worker."""
    shutil.copy(ROOT / "Makefile", folder)
    for name, body in ((".ci/bootstrap", ""), (".venv/bin/python", ""), (".venv/bin/celery", worker)):
        program = folder / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{body}", "utf-8")
        program.chmod(0o755)


def typed_by_a_person() -> dict[str, str]:
    """The environment without what a make above this one, such as `make test`, tells the ones below it."""
    return {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}


def test_ctrl_c_ends_the_worker_quietly(tmp_path: Path) -> None:
    workshop(tmp_path, STOPPED)
    child, screen = pty.fork()
    if child == 0:
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # A run in the background ignores Ctrl-C, and what it starts would too.
        os.chdir(tmp_path)
        os.execvpe("make", ["make", "work"], typed_by_a_person())  # noqa: S606 - make, as a person types it.
    seen = b""
    until = time.monotonic() + 30
    while time.monotonic() < until and select.select([screen], [], [], until - time.monotonic())[0]:
        try:
            seen += os.read(screen, 1024)
        except OSError:
            break
        if b"ready" in seen and b"^C" not in seen:
            os.write(screen, b"\x03")
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)  # It has ended already, unless it did not listen.
    os.waitpid(child, 0)
    assert seen.decode().split() == ["ready", "^C"]


@pytest.mark.parametrize("status", [0, 3])
def test_a_worker_that_ends_by_itself_keeps_its_status(tmp_path: Path, status: int) -> None:
    workshop(tmp_path, f"exit {status}\n")
    done = subprocess.run(
        ["make", "work"], cwd=tmp_path, env=typed_by_a_person(), capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) is (status == 0)
    assert ("Error 1" in done.stderr) is (status != 0)
