import re
import tomllib
from typing import Any

from tests.architecture import sources
from tests.architecture.sources import ROOT

FORBIDDEN_DISTRIBUTIONS = {"django-fsm", "django-viewflow", "django-fsm-log", "django-fsm-admin", "viewflow"}
ENTRY = re.compile(r'^    "(?P<rule>[A-Z]+[0-9]*)",(?P<reason>.*)$')
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|tmp|home|root|Users|mnt)/\w")


def test_no_forbidden_distribution_is_locked() -> None:
    assert FORBIDDEN_DISTRIBUTIONS & {package["name"] for package in _lock()["package"]} == set()


def test_a_distribution_that_brings_the_other_engine_in_cannot_be_locked() -> None:
    assert {(one["name"], one["specifier"]) for one in _lock()["manifest"]["constraints"]} >= {
        ("django-fsm", "<0"),
        ("django-viewflow", "<0"),
    }


def test_both_lock_files_name_the_same_versions() -> None:
    fallback = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    locked = {package["name"]: package["version"] for package in _lock()["package"]}
    assert fallback
    assert {name: version for name, version in fallback.items() if locked.get(name) != version} == {}


def test_the_lock_was_made_from_what_the_project_asks_now() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    [locked] = [package["metadata"] for package in _lock()["package"] if package["name"] == "aanjager"]
    asked = project["project"]["dependencies"], project["dependency-groups"]["dev"]
    found = [one for one in locked["requires-dist"] if "marker" not in one], locked["requires-dev"]["dev"]
    for requirements, names in zip(asked, found, strict=True):
        assert {re.sub(r"\[.*\]", "", one) for one in requirements} == {one["name"] + one["specifier"] for one in names}


def test_every_exemption_from_ruff_has_its_reason() -> None:
    without, with_reason = _exemptions((ROOT / "pyproject.toml").read_text())
    assert without == []
    assert "D401" in with_reason


def test_an_exemption_without_reason_is_found() -> None:
    assert _exemptions('    "D401",\n    "EM101",   # a sentence stands where it is said\n') == (["D401"], ["EM101"])


def test_no_file_names_a_place_on_one_machine() -> None:
    assert [path for path, text in sources.texts() if path != "uv.lock" and MACHINE_PATH.search(text)] == []


def test_a_place_on_one_machine_is_told_from_an_address() -> None:
    assert MACHINE_PATH.search("read /" + "work/plan first")
    assert not MACHINE_PATH.search("https://example.org/" + "work/plan")
    assert not MACHINE_PATH.search("postgres:///var/x")


def _exemptions(text: str) -> tuple[list[str], list[str]]:
    """Return the rules that are left out without and with a reason of at least two words, or "the same"."""
    found = [match for line in text.splitlines() if (match := ENTRY.match(line))]
    explained = {match for match in found if len(match["reason"].partition("#")[2].split()) > 1}
    return [match["rule"] for match in found if match not in explained], [m["rule"] for m in found if m in explained]


def _lock() -> dict[str, Any]:
    return tomllib.loads((ROOT / "uv.lock").read_text())
