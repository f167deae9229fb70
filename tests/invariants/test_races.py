"""64 processes want an award under a ceiling with room for 31: exactly 31 get it, on the engine that many can write to at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from budgets import checker
from budgets.ledger import ceiling_book
from budgets.models import LedgerAccount, Transfer
from grants.models import Application, Decision, Round
from grants.payment_plan import award_parts
from tests import world
from tests.databases import address, copied, looking_at
from tests.world import World
from workflow.verify import verify

pytestmark = pytest.mark.postgres

CONTENDERS, PLACES, EACH_CENTS = 64, 31, 3_600_00


@pytest.fixture(scope="module")
def untouched(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """An empty database that nobody looks at, to copy from."""
    with ExitStack() as copies:
        with django_db_blocker.unblock():
            name = copies.enter_context(copied("untouched"))
        yield name
        with django_db_blocker.unblock():
            copies.close()


@pytest.fixture
def arena(untouched: str, db: None) -> Iterator[None]:
    """A database of its own in which everything really commits, gone afterwards."""
    with looking_at(untouched), copied("arena") as name, looking_at(name):
        yield


def founded() -> tuple[World, list[Application]]:
    """A round with room for 31, to the euro but one, and 64 applications that are ready to be decided."""
    town = world.found(ceiling_cents=PLACES * EACH_CENTS + EACH_CENTS - 100)
    return town, [town.assessed(EACH_CENTS) for _ in range(CONTENDERS)]


def contend(
    town: World, cases: list[Application], folder: Path, *, unprotected: bool = False, more: tuple[Any, ...] = ()
) -> list[str]:
    """Let a process for each case draft an award at the same moment; what became of each."""
    parts = award_parts(town.book, EACH_CENTS, cases[0].round.figures)
    job = folder / "job.json"
    told = {
        "drafts": [*more, *({"case": str(case.pk), "stream": str(case.stream_id)} for case in cases)], "book": town.book,
        "parts": [[part.kind, part.amount_cents] for part in parts], "person": str(town.people["policy_officer"]),
        "now": town.now.isoformat(), "unprotected": unprotected,
    }  # fmt: skip
    job.write_text(json.dumps(told), encoding="utf-8")
    command = [sys.executable, "-m", "tests.invariants.contenders", str(job)]
    where = {**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(command, env=where, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def promised(town: World) -> int:
    """What the entries promise under the ceiling, in cents, whatever the balances say."""
    rows = Transfer.objects.filter(kind="reserve", debit__book=ceiling_book(town.round)).values_list(
        "amount_cents", flat=True
    )
    return sum(rows)


def balances(town: World) -> dict[str, int]:
    """What stands in the pots of the ceiling."""
    return dict(
        LedgerAccount.objects.filter(book=ceiling_book(town.round), balance_cents__gt=0).values_list(
            "pot", "balance_cents"
        )
    )


def test_64_processes_for_31_places_give_exactly_31(arena: None, tmp_path: Path) -> None:
    town, cases = founded()
    assert Counter(contend(town, cases, tmp_path)) == {"done": PLACES, "ceiling-exceeded": CONTENDERS - PLACES}
    assert Decision.objects.count() == PLACES
    assert promised(town) == PLACES * EACH_CENTS
    assert balances(town) == {"available": EACH_CENTS - 100, "reserved": PLACES * EACH_CENTS}
    assert verify().differences == []


def test_without_the_lock_and_the_condition_the_same_64_promise_more_than_there_is(arena: None, tmp_path: Path) -> None:
    town, cases = founded()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE budgets_ledgeraccount DROP CONSTRAINT ledger_account_not_overdrawn")
    outcomes = Counter(contend(town, cases, tmp_path, unprotected=True))
    assert outcomes["done"] > PLACES
    assert promised(town) > town_ceiling(town)
    assert checker.differences() != []  # The balances may even look right: only the second path sees what was promised.


def town_ceiling(town: World) -> int:
    """The ceiling as it was authorised, in cents."""
    return Transfer.objects.get(kind="authorise", credit__book=ceiling_book(town.round)).amount_cents


def on_one_line(line_cents: int) -> tuple[World, list[Application]]:
    """Two rounds that are paid from one budget line, each with room enough under its own ceiling, and twelve applications in each."""
    town = world.found(ceiling_cents=100 * EACH_CENTS, line_cents=line_cents)
    other = world.another_round(town, 100 * EACH_CENTS)
    return town, [each.assessed(EACH_CENTS) for each in (town, other) for _ in range(12)]


def test_two_rounds_on_one_line_at_once_promise_what_the_line_holds_and_not_a_cent_more(
    arena: None, tmp_path: Path
) -> None:
    town, cases = on_one_line(9 * EACH_CENTS + EACH_CENTS - 1)
    assert Counter(contend(town, cases, tmp_path)) == {"done": 9, "budget-exceeded": 15}
    entries = Transfer.objects.filter(kind="reserve", debit__book=town.book).values_list("amount_cents", flat=True)
    assert sum(entries) == 9 * EACH_CENTS
    assert verify().differences == []


def test_without_the_lock_and_the_condition_two_rounds_promise_more_than_the_line_holds(
    arena: None, tmp_path: Path
) -> None:
    town, cases = on_one_line(9 * EACH_CENTS)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE budgets_ledgeraccount DROP CONSTRAINT ledger_account_not_overdrawn")
    assert Counter(contend(town, cases, tmp_path, unprotected=True))["done"] > 9
    assert checker.differences() != []


def lowered_while_twenty_award(folder: Path, *, unprotected: bool = False) -> tuple[World, str, Counter[str]]:
    """A ceiling with room for twenty is halved at the moment at which twenty are awarded; what became of it, and of them."""
    town = world.found(ceiling_cents=20 * EACH_CENTS, budget_caveat=True)
    cases = [town.assessed(EACH_CENTS) for _ in range(20)]
    if unprotected:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE budgets_ledgeraccount DROP CONSTRAINT ledger_account_not_overdrawn")
    lower = {"round": str(town.round), "ceiling_cents": 10 * EACH_CENTS}
    lowered, *outcomes = contend(town, cases, folder, unprotected=unprotected, more=(lower,))
    return town, lowered, Counter(outcomes)


def test_a_ceiling_that_is_lowered_while_twenty_award_ends_exact_whoever_was_first(arena: None, tmp_path: Path) -> None:
    """Whether it comes before them or after, each with its own arithmetic, tells `test_reserve_list_and_ceiling.py`."""
    town, lowered, outcomes = lowered_while_twenty_award(tmp_path)
    assert lowered in ("lowered", "ceiling-hits-earlier", "ceiling-exceeded")  # Refused by the guard, or by the ledger.
    ceiling = 10 * EACH_CENTS if lowered == "lowered" else 20 * EACH_CENTS
    awards = ceiling // EACH_CENTS
    assert outcomes == {"done": awards} if awards == 20 else {"done": awards, "ceiling-exceeded": 20 - awards}
    assert (promised(town), sum(balances(town).values())) == (awards * EACH_CENTS, ceiling)
    assert Round.objects.get().ceiling_cents == ceiling
    assert verify().differences == []


def test_without_the_lock_and_the_condition_a_ceiling_that_is_lowered_meanwhile_does_not_add_up(
    arena: None, tmp_path: Path
) -> None:
    lowered_while_twenty_award(tmp_path, unprotected=True)
    assert checker.differences() != []


@pytest.mark.proof
@pytest.mark.parametrize("contest", range(200))
def test_in_each_of_200_contests_exactly_31_win(contest: int, arena: None, tmp_path: Path) -> None:
    town, cases = founded()
    assert Counter(contend(town, cases, tmp_path)) == {"done": PLACES, "ceiling-exceeded": CONTENDERS - PLACES}
    assert (promised(town), verify().differences) == (PLACES * EACH_CENTS, [])
