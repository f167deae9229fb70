"""Three short acts at the end of the demo: what the engine refuses, and what it notices."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction

from grants.demo.stage import Stage
from grants.models import Ranking
from workflow.replay import differences


def refused(stage: Stage) -> Iterator[tuple[str, str]]:
    """The two refusals that were met on the way: a title, and the sentence with its article."""
    titles = {
        "ceiling": "Een plan meer dan het plafond toelaat: geweigerd, met de som",
        "separation": "Dezelfde persoon stelt een betaling voor en wil haar goedkeuren: geweigerd",
    }
    for key, title in titles.items():
        refusal = stage.refusals.get(key)
        if refusal:
            yield title, f"{refusal.sentence} ({refusal.article})"


def corrupted() -> tuple[str, list[str]]:
    """One cell is changed with SQL, past the engine; what verification then says. The change is rolled back."""
    row = Ranking.objects.filter(rank=31).order_by("pk").first()
    assert row is not None
    key = Ranking._meta.pk.get_db_prep_value(row.pk, connection)
    change = f"UPDATE {Ranking._meta.db_table} SET amount_cents = %s WHERE id = %s"  # noqa: S608 - the table is our own.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change, [row.amount_cents + 100_000, key])
        found = list(differences())
        transaction.set_rollback(True)
    return change.replace("%s", str(row.amount_cents + 100_000), 1).replace("%s", "…"), found
