"""The register of a million awards is written in the memory of ten thousand, and on PostgreSQL nearly as fast as the server itself can."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from budgets.models import Payment
from grants.models import Application, Decision
from grants.open_data import table
from tests import world
from tests.databases import address, copied, looking_at
from workflow import triggers
from workflow.models import Stream

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

FEW, MANY = 10_000, 1_000_000


@pytest.fixture(scope="module")
def one_award(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of its own with one award that was paid, in which rows can be multiplied past every guard."""
    with django_db_blocker.unblock(), copied("register") as name:
        with looking_at(name):
            town = world.found()
            town.pay(town.decide(town.assessed()))
            triggers.remove_all(connection)
        with django_db_blocker.block():
            yield name


@pytest.fixture
def register(one_award: str, db: None) -> Iterator[None]:
    """The same, to work in: what happens there is committed."""
    with looking_at(one_award):
        yield


def multiply(first: int, last: int) -> None:
    """Rows as if the same award had come about for every number from the first through the last."""
    identity = "printf('%%08x000040008000%%012x', {0}, i)" if connection.vendor == "sqlite" else (
        "(lpad(to_hex({0}), 8, '0') || '000040008000' || lpad(to_hex(i), 12, '0'))::uuid"
    )  # fmt: skip
    stream, case, decision, payment = (identity.format(number) for number in (1, 2, 3, 4))
    _more(Stream, first, last, id=stream, reference="'VEEL-' || i")
    _more(Application, first, last, id=case, stream_id=stream)
    _more(Decision, first, last, id=decision, stream_id=stream, application_id=case)
    _more(Payment, first, last, id=payment, stream_id=stream, decision=decision, reference="'VEEL-' || i")


def _more(model: type[Any], first: int, last: int, **other: str) -> None:
    columns = [one.column for one in model._meta.concrete_fields]
    said = ", ".join(other.get(one, f'o."{one}"') for one in columns)
    own = "reference" if model is Stream else "stream__reference"
    origin = model.objects.filter(**{own: "BF-2026-0001"})
    [pk] = origin.values_list("pk", flat=True)[:1]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last}) "
            f'INSERT INTO "{model._meta.db_table}" ({", ".join(f"{chr(34)}{one}{chr(34)}" for one in columns)}) '
            f'SELECT {said} FROM n, "{model._meta.db_table}" o WHERE o.id = %s',
            [model._meta.pk.get_db_prep_value(pk, connection)],
        )


def memory_of_export() -> int:
    """The memory at the most, in kilobytes, of a process that writes the register."""
    command = [sys.executable, "manage.py", "export", "register", "--out", os.devnull]
    where = {**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(command, env=where, stdout=subprocess.DEVNULL) as process:
        _, process.returncode, used = os.wait4(process.pid, 0)
    assert process.returncode == 0
    return used.ru_maxrss


def exported(file: Path) -> float:
    """The seconds that the command takes, apart from the start of Python, which is the same at any size."""
    began = time.monotonic()
    call_command("export", "register", out=str(file))
    return time.monotonic() - began


def copied_by_the_server(file: Path) -> float:
    """The seconds that psql takes for the same question."""
    with connection.cursor() as cursor:
        asked = cursor.cursor.mogrify(*table.cells().query.sql_with_params())
    began = time.monotonic()
    with file.open("wb") as out:
        subprocess.run(["psql", address(), "-c", f"COPY ({asked}) TO STDOUT (FORMAT csv)"], stdout=out, check=True)
    return time.monotonic() - began


@pytest.mark.timeout(1800)
def test_a_million_rows_take_the_memory_of_ten_thousand_and_nearly_the_time_of_a_copy(
    register: None, tmp_path: Path
) -> None:
    ours, of_server = tmp_path / "ours.csv", tmp_path / "of_server.csv"
    multiply(1, FEW)
    few = memory_of_export()
    multiply(FEW + 1, MANY)
    many, seconds = memory_of_export(), exported(ours)
    said = f"{many} KB for a million, {few} KB for ten thousand; {seconds:.1f} s"
    with ours.open("rb") as lines:
        assert sum(1 for _ in lines) == MANY + 2
    if connection.vendor == "postgresql":
        fastest = min(copied_by_the_server(of_server) for _ in range(2))
        seconds = min(seconds, exported(ours))
        said += f", psql {fastest:.1f} s: {fastest / seconds:.2f} of its speed"
        assert ours.read_bytes().split(b"\n", 1)[1] == of_server.read_bytes()
        assert fastest / seconds >= 0.8, said
    assert many <= 1.1 * few, said
    sys.stdout.write(f"{said}\n")  # `pytest -rP` shows it.
