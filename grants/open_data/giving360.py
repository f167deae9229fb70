"""The awards in the 360Giving Data Standard 1.4, in which grants from many funders are compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from grants.open_data.awards import Row, every
from grants.open_data.publisher import Publisher

VERSION = "1.4"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def grant(row: Row, publisher: Publisher) -> dict[str, Any]:
    """One award, without any amount in a fraction that a machine cannot hold: cents are exact to fifteen digits.

    Who may be a human being is an individual without a name of their own, under the id of the decision.
    """
    found: dict[str, Any] = {
        "id": f"{settings.OPEN_DATA_PREFIX}-{row.id}",
        "title": row.title or row.scheme,
        "description": f"{row.scheme}. {'Prijs' if row.is_prize else row.theme or 'Subsidie'}.",
        "currency": "EUR",
        "amountAwarded": row.granted_cents / 100,
        "amountDisbursed": row.paid_cents / 100,
        "awardDate": row.announced_on.isoformat(),
        "fundingOrganization": [{"id": publisher.id, "name": publisher.name}],
        "grantProgramme": [{"code": row.code, "title": row.scheme}],
    }
    if row.requested_cents is not None:
        found["amountAppliedFor"] = row.requested_cents / 100
    if row.kvk or row.title:
        own = f"NL-KVK-{row.kvk}" if row.kvk else f"{settings.OPEN_DATA_PREFIX}-org-{row.id}"
        return {**found, "recipientOrganization": [{"id": own, "name": row.recipient}]}
    return {**found, "recipientIndividual": {"id": f"{settings.OPEN_DATA_PREFIX}-ind-{row.id}", "name": row.recipient}}


def as_package(publisher: Publisher) -> Iterator[str]:
    """The package with all grants, piece by piece."""
    head = {
        "version": VERSION,
        "title": f"Subsidieregister {publisher.name}",
        "license": LICENCE,
        "publisher": {"name": publisher.name, "identifier": publisher.id, "website": publisher.website},
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "grants": ['
    for number, row in enumerate(every()):
        yield ("\n" if number == 0 else ",\n") + json.dumps(grant(row, publisher), ensure_ascii=False)
    yield "\n]}\n"
