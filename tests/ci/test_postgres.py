"""The private server: what the command beside it sees, and that nothing is left of it."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = str(ROOT / ".ci" / "postgres")

pytestmark = pytest.mark.postgres  # It needs an installed server, which only the tests on PostgreSQL may count on.


def left_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith("aanjager-postgres-")]


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files that the owner of the server can reach.

    Not one of pytest's own: another run of the same user closes all of those to others while it begins.
    """
    with tempfile.TemporaryDirectory(prefix="test-postgres-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


def started(temporary: Path, *command: str) -> subprocess.Popen[str]:
    """Start the server beside a command. Ctrl-C works in it, also where the tests run in the background and ignore it."""
    environment = {**os.environ, "TMPDIR": str(temporary)}
    return subprocess.Popen(
        ["env", "--default-signal=INT", COMMAND, *command],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("status", [0, 1, 5])
def test_the_status_of_the_command_is_the_status_of_the_run(temporary: Path, status: int) -> None:
    process = started(temporary, "sh", "-c", f"exit {status}")
    assert process.wait(60) == status
    assert left_in(temporary) == []


def test_the_command_is_told_of_a_server_on_this_machine(temporary: Path) -> None:
    process = started(temporary, "sh", "-c", "echo $DATABASE_URL")
    assert process.communicate(timeout=60)[0].partition("@")[2].startswith("127.0.0.1:")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_leaves_no_server_and_no_folder(temporary: Path, number: signal.Signals) -> None:
    process = started(temporary, "sh", "-c", "echo ready; exec sleep 60")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    [folder] = left_in(temporary)
    server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.killpg(process.pid, number) if number is signal.SIGINT else process.send_signal(number)
    assert process.wait(30) == 128 + number
    assert left_in(temporary) == []
    assert is_gone(server)


def test_without_a_command_it_explains_itself(temporary: Path) -> None:
    assert started(temporary).wait(10) == 2


def is_gone(process: int) -> bool:
    """Whether a process has ended; the system may take a moment to clear it away."""
    for _ in range(50):
        if not Path(f"/proc/{process}").exists():
            return True
        time.sleep(0.1)
    return False
