"""The second path over payments names a payment, an entry or an order that was changed behind the back of the engine."""

from __future__ import annotations

import ast
import uuid
from pathlib import Path

import pytest

from budgets import payment_checker
from budgets.models import Payment, PaymentOrder, Transfer
from tests import world
from tests.budgets.books import lift_append_only
from tests.budgets.test_checker import run_sql, stored

pytestmark = pytest.mark.django_db


def test_the_second_path_over_payments_imports_no_model() -> None:
    tree = ast.parse(Path(payment_checker.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"collections", "collections.abc", "typing", "django.db"}


def test_a_payment_an_entry_and_an_order_that_were_changed_are_named() -> None:
    town = world.found()
    award = town.decide(town.assessed())
    town.pay(award)
    assert payment_checker.sentences() == []
    payment, order, entry = (
        Payment.objects.get(),
        PaymentOrder.objects.get(),
        Transfer.objects.get(payment__isnull=False),
    )
    place = f"payment {award.stream.reference} {payment.pk}"

    run_sql("UPDATE budgets_payment SET amount_cents = 1 WHERE id = %s", stored(payment.pk))
    said = f"payment order {order.stream.reference} {order.pk}: zegt 1 betalingen van 80000, het zijn er 1 van"
    assert payment_checker.sentences() == [f"{place}: hoort 1 geboekt te zijn, is 80000", f"{said} 1"]
    run_sql("UPDATE budgets_payment SET amount_cents = 80000 WHERE id = %s", stored(payment.pk))

    lift_append_only()
    nobody = uuid.uuid4()
    run_sql("UPDATE budgets_transfer SET payment = %s WHERE id = %s", stored(nobody), stored(entry.pk))
    assert payment_checker.sentences() == [
        f"{place}: hoort 80000 geboekt te zijn, is 0",
        f"transfer {entry.pk}: geboekt voor een betaling die er niet is",
    ]
