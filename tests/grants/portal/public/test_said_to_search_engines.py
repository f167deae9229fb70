"""What a page of a subsidy says to search engines, in the words of schema.org, read by a reader of others."""

from __future__ import annotations

import json

import microdata  # type: ignore[import-untyped]  # It has no types.
import pytest

from grants.models import Round
from tests import world
from tests.grants.portal.office import Visitor

pytestmark = pytest.mark.django_db


def test_a_subsidy_is_a_service_of_the_municipality_with_its_rounds_on_offer() -> None:
    town = world.found()
    page = Visitor(town, None).get(f"/subsidies/{town.scheme.code}/").content.decode()
    round_ = Round.objects.get()
    [service] = microdata.get_items(page)
    assert str(service.itemid) == f"http://testserver/subsidies/{town.scheme.code}/"
    assert json.loads(service.json()) == {
        "type": ["https://schema.org/GovernmentService"],
        "id": f"http://testserver/subsidies/{town.scheme.code}/",
        "properties": {
            "serviceType": ["subsidie"],
            "provider": [
                {
                    "type": ["https://schema.org/GovernmentOrganization"],
                    "properties": {"name": ["Voorbeeldstad"]},
                }
            ],
            "name": [town.scheme.title],
            "description": [town.scheme.purpose],
            "offers": [
                {
                    "type": ["https://schema.org/Offer"],
                    "properties": {
                        "availabilityStarts": [round_.opens_at.isoformat()],
                        "availabilityEnds": [round_.closes_at.isoformat()],
                        "name": [round_.title],
                    },
                }
            ],
        },
    }
