"""The annual reports of all years of the play: no line paid more than it granted, and together they are what the ledger says."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.db.models import Sum

from budgets.models import Payment
from grants.models import Decision
from grants.portal.policy import reporting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_the_end")]

YEARS = range(2025, 2033)
"""From the year before the play to that in which its last grant is accounted for."""

BOOKED = """
    SELECT t.kind, SUM(CASE WHEN t.corrects_id IS NULL THEN t.amount_cents ELSE -t.amount_cents END)
    FROM budgets_transfer t JOIN budgets_ledgeraccount a ON a.id = t.debit_id WHERE a.book LIKE 'line:%%' GROUP BY t.kind
"""


def lines() -> dict[str, Counter[str]]:
    """By scheme what was granted and paid in all years together, in cents."""
    found: dict[str, Counter[str]] = {}
    for year in YEARS:
        for field in reporting.report(year).fields:
            for one in field.done:
                line = found.setdefault(one.code, Counter())
                line.update(granted=one.granted_cents, paid=one.paid_cents)
    return found


def test_no_line_pays_more_than_it_granted() -> None:
    assert {code for code, line in lines().items() if line["paid"] > line["granted"]} == set()
    assert all(line["paid"] for line in lines().values())


def test_all_lines_together_are_what_the_ledger_booked() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BOOKED, [])
        booked = {kind: int(cents) for kind, cents in cursor.fetchall()}
    total = sum(lines().values(), Counter())
    assert total == {"granted": booked["commit"], "paid": booked["advance"] + booked["pay"]}


def test_all_lines_together_are_what_was_decided_and_what_the_bank_paid() -> None:
    total = sum(lines().values(), Counter())
    given = Decision.objects.filter(state=Decision.ANNOUNCED, gives=True)
    out = Payment.objects.filter(state=Payment.SETTLED).exclude(kind=Payment.Kind.RECOVERY_RECEIPT)
    decided, paid = (rows.aggregate(cents=Sum("amount_cents"))["cents"] for rows in (given, out))
    assert total == {"granted": decided, "paid": paid}
