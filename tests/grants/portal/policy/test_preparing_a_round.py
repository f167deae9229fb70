"""Preparing a round on screen: from the scheme or from the round of last year, looked at before it is confirmed, and then opened."""

from __future__ import annotations

import dataclasses
import hashlib
import uuid
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from budgets.figures import euro
from grants.models import Round
from grants.portal.policy.figures import ShareField, YearsField
from grants.portal.policy.lines import lines
from grants.portal.policy.opening import find
from grants.portal.policy.round_form import form_of
from grants.schemes import ALL
from tests import world
from tests.grants.letters import feasts
from tests.grants.portal.office import Visitor, colleague, text
from tests.world import World
from workflow import clock
from workflow.models import Event

pytestmark = pytest.mark.django_db

HERE = "/regelingen/buurtfeest/2026.1/ronde/"
MOST_QUERIES = 15


def begun(town: World, path: str = HERE, **query: str) -> dict[str, Any]:
    """What a browser would send back of the form as it comes."""
    found = colleague(town, "policy_officer").get(path, **query).context["page"]
    form = found.form
    data: dict[str, Any] = {"sleutel": str(found.sheet.asked.key)}
    for bound in form:
        value = bound.value()
        if value is True:
            data[bound.name] = "on"
        elif isinstance(value, datetime):
            data[bound.name] = (
                localtime(value).strftime("%Y-%m-%dT%H:%M") if value.tzinfo else f"{value:%Y-%m-%dT%H:%M}"
            )
        elif value not in (None, False, ""):
            data[bound.name] = bound.field.prepare_value(value)
    return data


def filled_in(town: World, **changed: Any) -> dict[str, Any]:
    plan = {
        "title": "Buurtfeest 2027",
        "opens_at": "2026-12-01T09:00",
        "closes_at": "2026-12-31T17:00",
        "ceiling_cents": "2.000",
        "book": town.book,
    }
    return {**begun(town), **plan, **changed}


def ends(page: Any) -> list[tuple[str, str]]:
    return [(one.end, one.sentence) for one in page.context["page"].checks]


def test_a_round_from_the_scheme_is_looked_at_confirmed_and_opened() -> None:
    town = world.found(ceiling_cents=1_000_00, line_cents=10_000_00)
    officer, data = colleague(town, "policy_officer"), filled_in(town)
    looked = officer.post(HERE, fase="controleren", **data)
    assert (looked.status_code, Round.objects.count()) == (200, 1)
    assert {end for end, _ in ends(looked)} == {"goed"}
    assert ends(looked)[0] == ("goed", f"Het plafond past: op 4.1.1-TEST van 2026: Test is {euro(9_000_00)} vrij.")
    done = officer.post(HERE, fase="bevestigen", **data)
    assert (done.status_code, done.url) == (302, "/ronde/BF-2027/")
    made = Round.objects.get(code="BF-2027")
    seeds = {
        f"{name}_seed_commitment": hashlib.sha256(data[f"{name}_seed"].encode()).hexdigest()
        for name in ("draw", "sample")
    }
    assert (made.state, made.ceiling_cents, made.book, made.prefix) == ("prepared", 2_000_00, town.book, "BF-2027")
    assert made.figures == {"advance_share": Fraction(4, 5), "maximum_cents": 10_000_00, **seeds}
    assert made.opens_at == datetime(2026, 12, 1, 8, tzinfo=UTC)
    again = officer.post(HERE, fase="bevestigen", **data)
    assert (again.status_code, Round.objects.count()) == (302, 2)
    opened = officer.post("/ronde/BF-2027/stap/open/", fase="bevestigen")
    assert opened.status_code == 302
    assert Round.objects.get(pk=made.pk).state == "opened"


def test_the_secret_number_is_nowhere_but_on_the_screen_of_who_typed_it() -> None:
    town = world.found()
    data = filled_in(town, draw_seed="zeven zwarte zwanen")
    officer = colleague(town, "policy_officer")
    assert "zeven zwarte zwanen" in text(officer.post(HERE, fase="controleren", **data))
    officer.post(HERE, fase="bevestigen", **data)
    assert not [one for one in Event.objects.all() if "zwanen" in str(vars(one))]
    assert "zwanen" not in Round.objects.get(code="BF-2027").parameters


def test_what_the_door_refuses_keeps_all_that_was_typed() -> None:
    town = world.found()
    data = filled_in(town, opens_at="2026-01-01T09:00", title="Feest & vrede")
    page = colleague(town, "policy_officer").post(HERE, fase="bevestigen", **data)
    assert [one.code for one in page.context["sheet"].obstacles] == ["announced-too-late"]
    assert "Feest &amp; vrede" in text(page)
    assert Round.objects.count() == 1


def test_a_form_that_is_not_full_says_what_is_missing_beside_it() -> None:
    town = world.found()
    page = colleague(town, "policy_officer").post(HERE, fase="controleren", **{**filled_in(town), "title": ""})
    assert ends(page) == []
    assert "Nog niet alles is ingevuld." in text(page)
    assert "Vul in: Titel" in text(page)


def test_a_round_of_last_year_is_copied_a_year_on_with_what_changed_marked() -> None:
    town = world.found(maximum_cents=7_000_00, contact=str(uuid.UUID("00000000-2026-4026-8026-000000002026")))
    Round.objects.update(code="BF-2026", title="Buurtfeest 2026")
    officer = colleague(town, "policy_officer")
    data = begun(town, van="BF-2026")
    assert (data["code"], data["title"], data["maximum_cents"]) == ("BF-2027", "Buurtfeest 2027", "7.000,00")
    assert data["contact"] == "00000000-2026-4026-8026-000000002026"
    assert (data["closes_at"], data["book"]) == ("2027-12-31T17:00", town.book)
    data |= {"maximum_cents": "8.000", "contact": ""}
    page = officer.post(f"{HERE}?van=BF-2026", fase="controleren", **data)
    rows = {one.label: (one.value, one.default, one.before) for one in page.context["page"].form.rows() if one.differs}
    assert rows["Hoogstens per aanvraag"] == (euro(8_000_00), euro(10_000_00), euro(7_000_00))
    assert "Voorschot, in procenten" not in rows
    assert ("let-op", "De post is van 2026. De ronde begint in 2027.") in ends(page)


@pytest.mark.parametrize("scheme", ALL, ids=lambda one: one.code)
def test_the_form_of_each_scheme_gives_back_what_the_scheme_says(scheme: Any) -> None:
    town = world.found()
    with clock.at(town.now):
        world.publish(scheme)
        for rule in scheme.rounds:
            start, _ = find(scheme.code, scheme.version, {"soort": rule.code})  # type: ignore[arg-type]
            made = form_of(start)
            data = begun(town, f"/regelingen/{scheme.code}/{scheme.version}/ronde/", soort=rule.code)
            data |= {
                "opens_at": "2027-01-01T09:00",
                "closes_at": "2027-01-29T17:00",
                "book": town.book,
                "ceiling_cents": "1",
            }
            form = made({**data, "prize_book": town.book})
            assert form.is_valid(), form.errors
            weights = {"weights": {one.code: one.weight for one in scheme.criteria}} if start.weighs else {}
            said: Any = form.payload()
            plan = {name: value for name, value in said.parameters.items() if "commitment" not in name}
            assert plan == weights


def test_a_rule_that_the_scheme_does_not_have_is_not_found() -> None:
    town = world.found()
    assert colleague(town, "policy_officer").get(HERE, soort="loterij").status_code == 404
    assert colleague(town, "auditor").get(HERE).status_code == 404


def test_what_an_open_round_may_still_give_is_not_free_and_a_prepared_one_counts_whole() -> None:
    town = world.found(ceiling_cents=1_000_00, line_cents=10_000_00)
    town.decide(town.assessed(600_00))
    assert lines()[town.book].free_cents == 10_000_00 - 600_00 - 400_00
    colleague(town, "policy_officer").post(HERE, fase="bevestigen", **filled_in(town))
    assert lines()[town.book].free_cents == 10_000_00 - 600_00 - 400_00 - 2_000_00


def test_a_round_with_weights_asks_for_each_and_the_door_wants_a_hundred() -> None:
    town = world.found(feasts.TENDER)
    here = f"/regelingen/{feasts.TENDER.code}/{feasts.TENDER.version}/ronde/"
    data = {**begun(town, here), **filled_in_for(town)}
    first = next(name for name in data if name.startswith("weights."))
    page = colleague(town, "policy_officer").post(here, fase="controleren", **{**data, first: "1"})
    assert [one.code for one in page.context["sheet"].obstacles] == ["weights-do-not-add-up"]
    assert [sentence for end, sentence in ends(page) if end == "kan-niet"]


def filled_in_for(town: World) -> dict[str, str]:
    return {
        "opens_at": "2026-12-01T09:00", "closes_at": "2026-12-31T17:00", "ceiling_cents": "2.000", "book": town.book,
    }  # fmt: skip


def test_more_rounds_and_lines_ask_the_database_as_often() -> None:
    town = world.found()
    officer = colleague(town, "policy_officer")
    officer.get(HERE)
    few = asked_of_the_database(officer)
    world.another_round(town, 100_00)
    third = dataclasses.replace(town)
    colleague(third, "policy_officer").post(HERE, fase="bevestigen", **filled_in(third))
    assert Round.objects.count() == 3
    assert asked_of_the_database(officer) == few <= MOST_QUERIES


def asked_of_the_database(visitor: Visitor) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(HERE).status_code == 200
    return len(seen.captured_queries)


@pytest.mark.parametrize(
    ("typed", "share"), [("50", "1/2"), ("12,5 %", "1/8"), ("2/3", "2/3"), ("0", "0"), ("100", "1")]
)
def test_a_share_is_read_exactly_and_shown_as_it_can_be_typed(typed: str, share: str) -> None:
    field = ShareField()
    assert field.clean(typed) == Fraction(share)
    assert field.clean(field.prepare_value(Fraction(share))) == Fraction(share)


@pytest.mark.parametrize("typed", ["101", "-1", "1/0", "half", "3/2"])
def test_a_text_that_is_no_share_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        ShareField().clean(typed)


def test_years_are_read_in_order_and_other_texts_refused() -> None:
    assert YearsField().clean("2028\n2027") == (2027, 2028)
    with pytest.raises(ValidationError):
        YearsField().clean("27")
