"""Talking an application over on screen: side by side once the own marks are locked, the pull on the ranking first, recorded after that."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import PANEL, Application, Assessment
from tests.grants.portal.office import Visitor, colleague, text
from tests.grants.test_ranking import contest, filed
from tests.world import World

pytestmark = pytest.mark.django_db

WHY = "Samen zagen wij meer."


def two(ceiling_cents: int = 100_00) -> tuple[World, Application, Application]:
    """Two plans under a ceiling for one; the jurors differ on the second."""
    town = contest(ceiling_cents=ceiling_cents)
    first = filed(town, 100_00, {"samen": 4, "nieuw": 4}, {"samen": 4, "nieuw": 4})
    second = filed(town, 100_00, {"samen": 5, "nieuw": 4}, {"samen": 2, "nieuw": 4})
    return town, first, second


def path(case: Application) -> str:
    return f"/beoordelen/{case.stream.reference}/overleg/"


def said(case: Application, **more: str) -> dict[str, str]:
    empty = {f"{part}.{code}": "" for part in ("levels", "reasons") for code in ("samen", "nieuw")}
    return {"application": str(case.pk), "sleutel": str(uuid.uuid4()), **empty, **more}


def post(visitor: Visitor, case: Application, doe: str, **more: str) -> Any:
    return visitor.post(path(case), **said(case, doe=doe, **more))


def test_the_marks_stand_side_by_side_and_a_large_difference_is_named_first() -> None:
    town, _, second = two()
    page = text(colleague(town, "juror").get(path(second)))
    assert "scores lopen 36 punten uiteen" in page
    assert page.count("groot verschil") == 2  # In the table and above the fields.
    assert page.index("<strong>Samen</strong>") < page.index("<strong>Nieuw</strong>")
    assert "Medewerker assessor (voorbeeld)" in page


def test_the_pull_on_the_ranking_is_shown_before_anything_is_recorded() -> None:
    town, first, second = two()
    visitor = colleague(town, "juror")
    assert "Leg het oordeel vast" not in text(visitor.get(path(second)))
    page = text(post(visitor, second, "bekijk", **{"levels.samen": "5", "reasons.samen": WHY}))
    assert "<dt>Score</dt><dd>74,00 → 92,00</dd>" in page
    assert "<dt>Plaats</dt><dd>2 → 1</dd>" in page
    assert "<dt>Streep</dt><dd>eronder → erboven</dd>" in page
    assert f"Ook aan de andere kant van de streep: {first.title}." in page
    assert WHY in page
    assert not Assessment.objects.filter(assessor=PANEL).exists()
    answer = post(visitor, second, "vast", **{"levels.samen": "5", "reasons.samen": WHY})
    assert (answer.status_code, answer.url) == (302, path(second))
    assert Assessment.objects.get(assessor=PANEL).levels == '{"samen":5}'
    page = text(visitor.get(path(second)))
    assert ("oordeel van de commissie vastgelegd" in page, "Leg het oordeel vast" in page) == (True, False)
    assert "De commissie gaf na overleg een oordeel" in text(visitor.get("/ronde/WS-jaar/rangorde/"))


def test_a_level_without_a_reason_is_told_and_what_was_filled_in_stays() -> None:
    town, _, second = two()
    page = text(post(colleague(town, "juror"), second, "vast", **{"levels.samen": "5", "reasons.nieuw": "Half af."}))
    assert "Zeg bij elk cijfer van de commissie waarom." in page
    assert ('value="5" checked' in page, "Half af." in page) == (True, True)
    assert not Assessment.objects.filter(assessor=PANEL).exists()


def test_who_did_not_lock_the_own_marks_finds_no_page() -> None:
    town = contest()
    case = filed(town, 100_00, {"samen": 5, "nieuw": 4})
    assert colleague(town, "assessor").get(path(case)).status_code == 404
    assert colleague(town, "policy_officer").get(path(case)).status_code == 404


def test_while_another_still_judges_there_is_no_form_and_no_place_in_the_ranking() -> None:
    town = contest()
    case = filed(town, 100_00, {"samen": 5, "nieuw": 4})
    page = text(colleague(town, "juror").get(path(case)))
    assert "Overleg kan pas als iedereen de eigen cijfers heeft vastgezet." in page
    assert "<fieldset" not in page


def test_who_still_has_other_plans_to_judge_sees_no_place_in_the_ranking() -> None:
    town, _, second = two()
    waiting = town.file(100_00)
    town.take("intake_clerk", "application", "intake", waiting.pk)
    page = text(post(colleague(town, "juror"), second, "bekijk", **{"levels.samen": "5", "reasons.samen": WHY}))
    assert "U kunt dit zo vastleggen." in page
    assert "74,00 → 92,00" not in page


def test_the_page_takes_as_many_queries_for_two_plans_as_for_twenty() -> None:
    town, _, second = two()
    counts = []
    for more in (0, 18):
        for _ in range(more):
            filed(town, 100_00, {"samen": 3, "nieuw": 4}, {"samen": 4, "nieuw": 4})
        visitor = colleague(town, "juror")
        visitor.get(path(second))
        with CaptureQueriesContext(connection) as seen:
            post(visitor, second, "bekijk", **{"levels.samen": "5", "reasons.samen": WHY})
        counts.append(len(seen))
    assert len(set(counts)) == 1, counts
