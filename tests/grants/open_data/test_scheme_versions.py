"""Every published version of a scheme stays at its address, and everybody reads what changed from one to the next."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grants.models import SchemeVersion
from grants.open_data import schemes
from tests import world
from tests.grants.portal.office import Visitor, text
from tests.toy import BUURTFEEST
from tests.world import World

pytestmark = pytest.mark.django_db

JSON, DIFFERENCE = "/open-data/regelingen/buurtfeest/{}.json", "/open-data/regelingen/buurtfeest/{}/verschil/{}/"


def two_versions() -> World:
    town = world.found()
    [rule] = BUURTFEEST.rounds
    larger = replace(rule, parameters={**rule.parameters, "maximum_cents": 12_500_00})
    world.publish(replace(BUURTFEEST, version="2026.2", rounds=(larger,)))
    return town


def test_everybody_reads_what_changed_and_nothing_that_did_not() -> None:
    visitor = Visitor(two_versions(), None)
    page = text(visitor.get(DIFFERENCE.format("2026.2", "2026.1")))
    assert [page.count(f"<{tag}>") for tag in ("del", "ins")] == [2, 2]
    assert (
        "<del>€ 10.000,00</del>" in page.replace("\u00a0", " "),
        "<ins>€ 12.500,00</ins>" in page.replace("\u00a0", " "),
    ) == (True, True)
    assert "<del>2026.1</del>" in page
    assert "Hoe heet uw feest?" not in page
    assert "Deze versies zijn gelijk." in text(visitor.get(DIFFERENCE.format("2026.1", "2026.1")))
    codes = [visitor.get(DIFFERENCE.format(*pair)).status_code for pair in (("2026.3", "2026.1"), ("2026.1", "2026.3"))]
    assert codes == [404, 404]


def test_the_page_names_each_version_with_what_changed_since_the_one_before() -> None:
    visitor = Visitor(two_versions(), None)
    page = text(visitor.get("/open-data/"))
    assert page.count("/verschil/") == 1
    assert DIFFERENCE.format("2026.2", "2026.1") in page
    assert [(one.version, before and before.version) for one, before in schemes.with_before()] == [
        ("2026.2", "2026.1"), ("2026.1", None),
    ]  # fmt: skip


def test_an_older_version_stays_at_its_address_word_for_word_when_a_newer_one_is_published() -> None:
    visitor = Visitor(two_versions(), None)
    for row in SchemeVersion.objects.all():
        found = visitor.get(JSON.format(row.version)).json()
        assert (found["definition"], found["fingerprint"]) == (json.loads(row.body), row.fingerprint)
    assert SchemeVersion.objects.count() == 2
