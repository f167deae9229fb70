"""The bootstrap on machines that lack something, made of programs of our own that write down what they were asked."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("bash", "cat", "cut", "dirname", "env", "flock", "grep", "mkdir", "rm", "sha256sum")
LIBRARIES = "libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0"


@dataclass(frozen=True)
class Machine:
    """A folder with a checkout, and a folder with all programs that exist on this machine."""

    checkout: Path
    programs: Path

    def has(self, name: str, script: str, *, at: Path | None = None) -> None:
        """Put a program on the machine that writes down its call and then does `script`."""
        file = (at or self.programs) / name
        file.write_text(f'#!/usr/bin/env bash\necho "{name} $*" >>"{self.checkout}/calls"\n{script}\n')
        file.chmod(0o755)

    def bootstrap(self, purpose: str = "run") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / ".ci" / "bootstrap", purpose],
            env={"PATH": str(self.programs)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, program: str) -> list[str]:
        file = self.checkout / "calls"
        return [line for line in file.read_text().splitlines() if line.startswith(program)] if file.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine of an ordinary user, with the libraries and without Python, apt-get and sudo."""
    made = Machine(tmp_path / "checkout", tmp_path / "programs")
    made.programs.mkdir()
    (made.checkout / ".ci").mkdir(parents=True)
    for name in (".ci/bootstrap", "pyproject.toml", "uv.lock", "requirements.lock"):
        shutil.copy(ROOT / name, made.checkout / name)
    for tool in TOOLS:
        (made.programs / tool).symlink_to(shutil.which(tool) or tool)
    made.has("ldconfig", f"echo {LIBRARIES}")
    made.has("id", "echo 1000")
    return made


@pytest.fixture
def prepared(machine: Machine) -> Machine:
    """The same with a virtual environment whose uv succeeds."""
    environment = machine.checkout / ".venv" / "bin"
    environment.mkdir(parents=True)
    (environment / "python").symlink_to(sys.executable)
    machine.has("uv", '[ "$1" != --version ] || echo "uv 0.13.9"', at=environment)
    return machine


def test_without_python_and_without_apt_it_says_what_is_missing_and_fails(machine: Machine) -> None:
    done = machine.bootstrap()
    assert done.returncode == 1
    assert "missing (by their Debian names): python3 python3-venv" in done.stderr
    assert "ready" not in done.stderr


def test_a_user_who_may_not_install_is_told_at_once_all_that_he_has_to_type(machine: Machine) -> None:
    machine.has("ldconfig", "true")
    machine.has("apt-get", "exit 1")
    done = machine.bootstrap()
    packages = "python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert done.returncode == 1
    assert f"su -c 'apt-get update && apt-get install -y --no-install-recommends {packages}'" in done.stderr
    assert machine.calls("apt-get") == []


def test_without_a_terminal_it_does_not_wait_for_a_password(machine: Machine) -> None:
    machine.has("ldconfig", "true")
    machine.has("apt-get", "exit 1")
    machine.has("sudo", "exit 1")
    done = machine.bootstrap()
    assert done.returncode == 1
    assert "    sudo apt-get update && sudo apt-get install -y --no-install-recommends python3 " in done.stderr
    assert machine.calls("sudo") == ["sudo -n true"]


def test_root_installs_what_is_missing_and_nothing_else(prepared: Machine) -> None:
    prepared.has("id", "echo 0")
    prepared.has("ldconfig", "echo libpango-1.0.so.0 libpangoft2-1.0.so.0")
    prepared.has("apt-get", "true")
    assert prepared.bootstrap().returncode == 0
    assert prepared.calls("apt-get") == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends libharfbuzz-subset0",
    ]


def test_a_failed_installation_of_debian_packages_is_not_passed_over(prepared: Machine) -> None:
    prepared.has("id", "echo 0")
    prepared.has("ldconfig", "true")
    prepared.has("apt-get", "exit 100")
    done = prepared.bootstrap()
    assert done.returncode == 1
    assert "Debian packages could not be installed" in done.stderr
    assert prepared.calls("uv sync") == []


def test_an_interpreter_of_another_version_is_passed_over(machine: Machine) -> None:
    for name in ("python3.11", "python3.12", "python3.13", "python3"):
        machine.has(name, "exit 1")
    assert machine.bootstrap().returncode == 1
    assert [call.split()[0] for call in machine.calls("python")] == [
        "python3.11",
        "python3.12",
        "python3.13",
        "python3",
    ]


def test_a_set_up_checkout_is_left_alone(prepared: Machine) -> None:
    assert prepared.bootstrap().returncode == 0
    before = prepared.calls("uv")
    again = prepared.bootstrap()
    assert (again.returncode, again.stderr) == (0, "")
    assert prepared.calls("uv") == before
    assert [call for call in before if "sync" in call] == ["uv sync --frozen --quiet --python .venv/bin/python"]


@pytest.mark.parametrize("changed", ["uv.lock", "pyproject.toml", "requirements.lock"])
def test_a_changed_lock_is_installed_again(prepared: Machine, changed: str) -> None:
    prepared.bootstrap()
    with (prepared.checkout / changed).open("a") as file:
        file.write("\n# changed\n")
    assert prepared.bootstrap().returncode == 0
    assert len(prepared.calls("uv sync")) == 2


def test_a_failed_installation_fails_and_is_tried_again(prepared: Machine) -> None:
    environment = prepared.checkout / ".venv" / "bin"
    prepared.has("uv", '[ "$1" = --version ] && echo "uv 0.13.9"', at=environment)
    first, second = prepared.bootstrap(), prepared.bootstrap()
    assert (first.returncode, second.returncode) == (1, 1)
    assert "packages could not be installed" in first.stderr
    assert len(prepared.calls("uv sync")) == 2


def test_where_uv_cannot_be_had_pip_installs_by_hash(prepared: Machine) -> None:
    environment = prepared.checkout / ".venv" / "bin"
    (environment / "uv").unlink()
    (environment / "python").unlink()
    refuses_uv = 'case "$*" in *uv==*) exit 1 ;; -V) echo Python 3.11 ;; esac'
    prepared.has("python", refuses_uv, at=environment)
    done = prepared.bootstrap()
    assert done.returncode == 0, done.stderr
    assert prepared.calls("python -m pip")[-1] == (
        "python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock"
    )


def test_an_unknown_purpose_is_refused(machine: Machine) -> None:
    done = machine.bootstrap("tests")
    assert done.returncode == 1
    assert "no such purpose: tests" in done.stderr


def test_only_the_tests_need_a_browser(prepared: Machine) -> None:
    prepared.has("apt-get", "exit 1")
    assert prepared.bootstrap().returncode == 0
    without = prepared.bootstrap("test")
    assert (without.returncode, "chromium" in without.stderr) == (1, True)
    prepared.has("chromium", "true")
    assert "chromium" not in prepared.bootstrap("test").stderr
