from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config.settings.database import database
from config.settings.environment import BASE_DIR, Environment


def described(url: str) -> dict[str, object]:
    return database(Environment({"DATABASE_URL": url}))


def test_an_installation_without_a_database_url_gets_a_file_of_its_own() -> None:
    assert database(Environment({}))["NAME"] == str(BASE_DIR / "var" / "aanjager.sqlite3")


def test_an_absolute_path_has_four_slashes_and_gets_its_folder(tmp_path: Path) -> None:
    assert described(f"sqlite:///{tmp_path}/new/x.sqlite3")["NAME"] == f"{tmp_path}/new/x.sqlite3"
    assert (tmp_path / "new").is_dir()


def test_a_server_is_described_part_by_part() -> None:
    assert described("postgres://user:p%40ss@host:5433/name") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "name",
        "USER": "user",
        "PASSWORD": "p@ss",
        "HOST": "host",
        "PORT": "5433",
        "OPTIONS": {"options": "-c lock_timeout=60s"},
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///",
        "sqlite:///var/",
        "sqlite://var/x.sqlite3",
        "sqlite:///x.sqlite3?timeout=1",
        "mysql://user@host/name",
        "postgresql//user@host/name",
        "postgres://host/name",
        "postgres://user@/name",
        "postgres://user@host/",
        "postgres://user@host/a/b",
        "postgres://user@host:poort/name",
        "postgres://user@host:99999/name",
    ],
)
def test_a_malformed_database_url_is_refused_by_name(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="^DATABASE_URL "):
        described(url)


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1)])
def test_the_embedded_database_runs_as_it_was_set_up(pragma: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_server_of_the_tests_is_a_private_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        assert Path(cursor.fetchone()[0]).parent.name.startswith("aanjager-postgres-")
