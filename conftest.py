"""Which tests run where: marks what touches a database, and leaves out what means nothing on this engine."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

# In `make test` the examples are the same every time, so that a red run can be repeated; `make prove` looks further.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None, print_blob=True)
hypothesis_settings.register_profile("proof", max_examples=1000, deadline=None, print_blob=True)

DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
}
ENGINES = {"postgres": "postgresql", "sqlite": "sqlite"}


def pytest_configure(config: pytest.Config) -> None:
    """Choose how far hypothesis looks, and look less often for what can be thrown away.

    At every seven hundred new objects Python looks through all that Django and the tests loaded, which is a quarter of the time of a run.
    """
    gc.set_threshold(50_000, 20, 100)
    hypothesis_settings.load_profile("proof" if _asks_for_proofs(config) else "steady")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Mark before pytest's own `-m` selects; begin with what has a limit of its own, so that no worker is left with it at the end."""
    for item in items:
        if needs_database(item):
            item.add_marker(pytest.mark.database)
        if is_of_screens(item.path):
            item.add_marker(pytest.mark.one_engine)
    left_out = [item for item in items if means_nothing_here(item, proofs=_asks_for_proofs(config))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    yield
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def needs_database(item: pytest.Item) -> bool:
    """Whether a test touches a database, by mark, by fixture, by class, or by speaking of one engine."""
    if item.get_closest_marker("django_db") or _engines(item):
        return True
    if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    owner = getattr(item, "cls", None)
    return isinstance(owner, type) and issubclass(owner, TransactionTestCase)


SCREENS = ("tests/grants/portal/", "tests/grants/letters/")
ON_BOTH = ("test_who_sees_what.py", "test_every_page_is_light.py", "test_queue.py", "test_searching_texts.py")
"""What is tested of screens and letters on both engines: every page for everybody, and what asks the database in words of its own."""


def is_of_screens(path: Path) -> bool:
    """Whether a test looks at what a screen or a letter says, which does not hang on the engine (decision 0052)."""
    return any(folder in path.as_posix() for folder in SCREENS) and path.name not in ON_BOTH


def means_nothing_here(item: pytest.Item, *, proofs: bool) -> bool:
    """Whether a test belongs to another engine, or is for `make prove` alone here."""
    if not proofs and (item.get_closest_marker("proof") or _is_elsewhere(item)):
        return True
    engines = _engines(item)
    return bool(engines) and connection.vendor not in engines


def _is_elsewhere(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("one_engine")) and connection.vendor != "sqlite"


def _engines(item: pytest.Item) -> set[str]:
    return {engine for mark, engine in ENGINES.items() if item.get_closest_marker(mark)}


def _asks_for_proofs(config: pytest.Config) -> bool:
    return "proof" in str(config.getoption("markexpr", ""))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give every worker a database of its own; on SQLite a real file, with the locks that an installation meets.

    Django's default for tests is a database in memory, where a second connection gets an error instead of a wait.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    file = tmp_path_factory.getbasetemp() / "test.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(file) if connection.vendor == "sqlite" else f"test_{worker}"
