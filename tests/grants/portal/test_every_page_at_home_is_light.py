"""Every page for everybody and of who applies: few questions to the database, at most 15 KB of HTML and 75 KB at first view.

The pages come from the table of who sees what, the forms from the schemes, the cases from a tale in which they come to every state.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.urls import reverse

from grants import drafts, payloads
from grants.drafts import Typed
from grants.models import Application
from grants.schemes import ALL
from tests import world
from tests.grants.portal.applicant import at_home
from tests.grants.portal.office import Visitor
from tests.grants.portal.test_every_page_is_light import asked, faults, warm
from tests.grants.portal.test_who_sees_what import EXPECTED, GONE, OK, ON, scene
from tests.invariants import tale
from workflow import clock
from workflow import questions as kinds
from workflow.facts import Actor
from workflow.form import Asked
from workflow.form import asked as questions_of
from workflow.scheme import RoundRule, Scheme

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

WORDS = (
    *(
        "soep",
        "straat",
        "buren",
        "samen",
        "koken",
        "maand",
        "kinderen",
        "ouderen",
        "plein",
        "tuin",
        "groen",
        "muziek",
        "lezen",
    ),
    *(
        "helpen",
        "leren",
        "fietsen",
        "eten",
        "tafel",
        "avond",
        "middag",
        "week",
        "jaar",
        "zaal",
        "keuken",
        "dak",
        "verf",
        "hout",
    ),
)


def wrong_with(visitor: Visitor, *paths: str) -> dict[str, list[str]]:
    """What is too much about each of these pages that are there."""
    found = {}
    for path in paths:
        response, queries = asked(visitor, path)
        assert response.status_code in (OK, ON, GONE), path
        if wrong := list(faults(response, queries)):
            found[path] = wrong
    return found


def test_every_page_for_everybody_and_for_who_applies_is_light() -> None:
    there = scene()
    warm()
    everybody, applicant = Visitor(there.town, None), Visitor(there.town, there.people["applicant"])
    public = [reverse(name, args=rule.args(there)) for name, rule in EXPECTED.items() if rule.visitor[0] == OK]
    mine = [
        reverse(name, args=rule.args(there))
        for name, rule in EXPECTED.items()
        if rule.applicant and rule.applicant[0] == OK
    ]
    assert [len(public) > 10, len(mine) > 5] == [True, True]
    assert wrong_with(everybody, *public) | wrong_with(applicant, *public, *mine) == {}


def full(question: Asked, chance: Random) -> Any:
    """As much as somebody types: texts to the last sign, and a table with many lines."""

    def text(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=most // 4))[:most]

    if isinstance(question, kinds.LongText | kinds.Text):
        return text(question.max_chars)
    if isinstance(question, kinds.BudgetTable):
        lines = [{"what": text(60), "amount": str(chance.randrange(9_999))} for _ in range(question.max_rows // 2 - 1)]
        return {"costs": lines, "income": [{"kind": "subsidie", **one} for one in lines]}
    if isinstance(question, kinds.PersonQuestion):
        return [dict.fromkeys(question.fields, text(30))] * question.maximum
    return None


@pytest.mark.parametrize(
    ("scheme", "rule"), [pytest.param(one, rule, id=f"{one.code}-{rule.code}") for one in ALL for rule in one.rounds]
)
def test_the_form_of_every_scheme_is_light_empty_and_full(scheme: Scheme, rule: RoundRule) -> None:
    town = world.found(scheme, rule=rule.code)
    person, organisation, _ = world.new_party(town.now)
    subject = uuid.uuid4()
    town.take(Actor(person=person.pk), "application", "draft", subject, payloads.Start(town.round, person.pk))
    case = Application.objects.select_related("stream").get(pk=subject)
    warm()
    questions, chance = questions_of(scheme, rule.code), Random(0)
    parts = dict.fromkeys(one.part for one in questions if not isinstance(one, kinds.Declaration))
    form = f"/mijn/{case.stream.reference}/invullen/"
    paths = [form, *(f"{form}{part}/" for part in ("organisatie", *parts, "controleren", "wie-deed-wat"))]
    paths += [f"/mijn/nieuw/{scheme.prefix}-{rule.code}/", f"/subsidies/{scheme.code}/"]
    home = Visitor(town, person.pk)
    assert wrong_with(home, *paths) == {}
    typed = {one.id: Typed(full(one, chance)) for one in questions} | {drafts.PARTY: Typed(str(organisation.pk))}
    with clock.at(town.now):
        drafts.keep(case, person.pk, typed, uuid.uuid4())
    assert wrong_with(home, *paths) == {}


def own_pages(case: Application) -> Iterator[str]:
    """The pages of a case, but for the files."""
    yield from (reverse(name, args=[case.stream.reference]) for name in at_home.PLACES if name != "own-agenda")


def test_an_own_case_in_any_state_and_every_step_in_it_is_light() -> None:
    town = tale.tell().town
    town.file()
    at_home.ask_for(town, town.file(), "begroting", until=clock.day_of(town.now) + timedelta(days=14))
    warm()
    found: dict[str, list[str]] = {}
    states = set()
    for case in Application.objects.select_related("stream").exclude(state__in=(Application.DRAFT, Application.IDEA)):
        states.add(case.state)
        page = at_home.looked_at(town, case)
        steps = [one.address for one in (page.first, *page.others, page.withdraw) if one]
        found |= wrong_with(Visitor(town, case.contact_id), "/mijn/", *own_pages(case), *steps)
    assert len(states) > 5
    assert found == {}
