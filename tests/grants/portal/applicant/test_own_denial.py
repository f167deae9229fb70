"""What stays inside: no text that a colleague typed turns up on a page of the applicant, whatever the case went through."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.urls import reverse

from grants.dates import TERMS
from grants.models import Application
from grants.models.states import WORDS
from grants.portal.applicant.following import said
from tests import world
from tests.grants.portal.applicant.at_home import PLACES, pages
from tests.grants.portal.office import Visitor
from tests.grants.portal.test_who_sees_what import scene, told_of
from tests.invariants import tale
from workflow.registry import MACHINES

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

THEIRS = frozenset(
    {
        "documents.Letter.facts",  # Sent to them.
        "documents.Letter.mailed_to",
        "grants.PersonalAnswer.value",  # Sent by them.
        "grants.Message.words",
        "grants.Message.answer",  # Written to them.
        "grants.Report.text",
        "partners.Person.name",
        "partners.Person.email",
        "partners.Person.phone",
        "partners.Person.function",
        "partners.Organisation.name",
        "partners.Organisation.street",
        "partners.Organisation.number",
        "partners.Organisation.postcode",
        "partners.Organisation.place",
        "partners.BankAccount.holder",
        "partners.BankAccount.iban",
        "grants.AccountChange.iban",
        "grants.AccountChange.holder",
    }
)
"""The personal columns of which an applicant may read what is their own."""

LONG_ENOUGH = 6


def inside() -> Iterator[tuple[str, str]]:
    """Every text that somebody typed and that is not the applicant's, with its column."""
    for model in apps.get_models():
        for name in getattr(model, "PERSONAL", ()):
            column = f"{model._meta.app_label}.{model.__name__}.{name}"
            if column not in THEIRS:
                for value in model._default_manager.values_list(name, flat=True):
                    if isinstance(value, str) and len(value) >= LONG_ENOUGH:
                        yield column, value


def test_no_text_from_inside_turns_up_on_a_page_of_an_applicant_in_a_tale_that_fills_every_table() -> None:
    told = tale.tell()
    texts, found = set(inside()), []
    assert {"grants.ContactNote.said", "grants.HelpRequest.question"} & {column for column, _ in texts} or texts
    for case in Application.objects.select_related("stream"):
        for address, page in pages(told.town, case).items():
            found += [(address, column, value) for column, value in texts if value in page]
    letters = "".join(apps.get_model("documents", "Letter")._default_manager.values_list("facts", flat=True))
    assert [one for one in found if one[2] not in letters] == []


def test_the_words_of_colleagues_about_a_case_are_nowhere_on_the_pages_of_who_applied() -> None:
    there = scene()
    told_of(there)
    inside_ = [f"Zeearend-{number}" for number in (4, 5, 6, 7, 9, 11)]
    found = []
    for case in Application.objects.select_related("stream"):
        for address, page in pages(there.town, case).items():
            found += [(address, word) for word in inside_ if word in page]
    assert found == []


def test_of_somebody_else_there_is_nothing_not_even_that_it_is_there() -> None:
    town = world.found()
    mine, theirs = town.assessed(100_00), town.assessed(100_00)
    town.decide(theirs)
    visitor = Visitor(town, mine.contact_id)
    for name in PLACES:
        assert visitor.get(reverse(name, args=[theirs.stream.reference])).status_code == 404
    withdraw = reverse("own-step", args=[theirs.stream.reference, "application", "withdraw", theirs.pk])
    assert visitor.post(withdraw, fase="bevestigen").status_code == 404
    crossed = reverse("own-step", args=[mine.stream.reference, "application", "withdraw", theirs.pk])
    assert visitor.post(crossed, fase="bevestigen").status_code == 404


def test_the_lists_of_what_may_be_shown_name_what_there_is() -> None:
    steps = {f"{name}.{action}" for name, rules in MACHINES.items() for action in rules.model.declarations()}
    assert set(said.EVENTS) - steps == set()
    assert set(said.STEPS) - steps == set()
    assert set(said.STATES) == set(WORDS)
    assert set(said.WORDS) - set(WORDS) == set()
    assert set(said.DATES) - set(TERMS) == set()


def test_every_step_that_may_be_taken_at_home_is_one_of_the_applicant() -> None:
    roles = {key: MACHINES[key.split(".")[0]].model.declarations()[key.split(".")[1]].roles for key in said.STEPS}
    assert set(roles.values()) == {("applicant",)}


MOST_WORDS = 15


def test_every_sentence_that_an_applicant_reads_is_short() -> None:
    sentences = [one.what for one in said.EVENTS.values()]
    sentences += [sentence for one in said.STATES.values() for sentence in (one.what, *one.why.split(". "))]
    assert [one for one in sentences if len(one.split()) > MOST_WORDS] == []
