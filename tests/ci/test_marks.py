from pathlib import Path

import pytest
from django.db import connection
from django.test import TestCase

from conftest import is_of_screens


def test_a_test_without_a_database_is_not_marked(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("database") is None


def test_a_test_without_a_database_is_refused_one() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()


@pytest.mark.django_db
def test_a_test_with_a_mark_of_django_is_marked(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("database")


def test_a_test_with_a_fixture_of_django_is_marked(request: pytest.FixtureRequest, db: None) -> None:
    assert request.node.get_closest_marker("database")


class TestOfDjango(TestCase):
    @pytest.fixture(autouse=True)
    def node(self, request: pytest.FixtureRequest) -> None:
        self.mark = request.node.get_closest_marker("database")

    def test_a_test_case_of_django_is_marked(self) -> None:
        assert self.mark


@pytest.mark.postgres
def test_what_means_something_on_postgresql_only_runs_there(db: None) -> None:
    assert connection.vendor == "postgresql"


@pytest.mark.sqlite
def test_what_means_something_on_sqlite_only_runs_there(db: None) -> None:
    assert connection.vendor == "sqlite"


@pytest.mark.one_engine
def test_what_is_of_screens_runs_on_one_engine_unless_everything_is_proved(
    db: None, pytestconfig: pytest.Config
) -> None:
    assert connection.vendor == "sqlite" or "proof" in pytestconfig.getoption("markexpr")


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("tests/grants/portal/signing/test_signing.py", True),
        ("tests/grants/letters/test_letter_queries.py", True),
        ("tests/grants/portal/test_who_sees_what.py", False),
        ("tests/grants/test_ranking.py", False),
    ],
)
def test_screens_and_letters_are_told_by_their_folder(path: str, here: bool) -> None:
    assert is_of_screens(Path("/home") / path) == here


@pytest.mark.django_db
def test_every_worker_has_a_database_of_its_own(worker_id: str) -> None:
    name = str(connection.settings_dict["NAME"])
    assert name == f"test_{'alone' if worker_id == 'master' else worker_id}" or name.endswith("test.sqlite3")
