"""Where the rows are: `DATABASE_URL`, an SQLite file under `var/` unless told, PostgreSQL in production."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult

from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import BASE_DIR, ENVIRONMENT, Environment, decoded

EMBEDDED = "sqlite:///var/aanjager.sqlite3"

# With Django's own defaults half of the concurrent writers get "database is locked": a transaction that first reads
# and then writes cannot wait for the lock. IMMEDIATE takes the lock at BEGIN, so that waiting works.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Without recursive triggers, REPLACE deletes a row of an append-only table and no trigger hears of it.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
    ),
}


# Who waits this long for a lock reads that it is too busy, and keeps what was typed; without it a wait on PostgreSQL has no end.
POSTGRES_OPTIONS = {"options": "-c lock_timeout=60s"}


def database(environment: Environment) -> dict[str, Any]:
    """Return Django's description of the database that `DATABASE_URL` names.

    `sqlite:///var/x.sqlite3` is a file below the project's folder, `sqlite:////data/x.sqlite3` one at an absolute
    path; `postgres://user:password@host:port/name` is a server.
    """
    url = environment.url("DATABASE_URL", ("sqlite", "postgres"), default=EMBEDDED)
    if url.query or url.fragment:
        raise ImproperlyConfigured("DATABASE_URL must end with the name: what follows ? or # would be ignored.")
    return _sqlite(url) if url.scheme == "sqlite" else _postgres(url)


def _sqlite(url: SplitResult) -> dict[str, Any]:
    name = decoded(url.path).removeprefix("/")
    if url.netloc or not name or name.endswith("/"):
        raise ImproperlyConfigured("DATABASE_URL must name a file, as in sqlite:///var/aanjager.sqlite3.")
    file = Path(BASE_DIR / name)
    file.parent.mkdir(parents=True, exist_ok=True)
    return {"ENGINE": "config.sqlite", "NAME": str(file), "OPTIONS": SQLITE_OPTIONS}


def _postgres(url: SplitResult) -> dict[str, Any]:
    name = decoded(url.path).removeprefix("/")
    if not (url.hostname and url.username and name) or "/" in name:
        raise ImproperlyConfigured("DATABASE_URL must be postgres://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": decoded(url.username),
        "PASSWORD": decoded(url.password),
        "HOST": decoded(url.hostname),
        "PORT": str(url.port or ""),
        "OPTIONS": POSTGRES_OPTIONS,
        "CONN_HEALTH_CHECKS": True,
        # The door opens its own transactions (durable); a transaction around a whole request would hide its end.
        "ATOMIC_REQUESTS": False,
    }


DATABASES = {"default": database(ENVIRONMENT)}
# On PostgreSQL: the role as which the application connects, when that is not the owner that runs the migrations.
DATABASE_APP_ROLE = ENVIRONMENT.text("DATABASE_APP_ROLE", default="none")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
