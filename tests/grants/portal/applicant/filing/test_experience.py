"""How it went to fill in a form: asked once on a receipt, kept without whose it is, and read as counts once there are enough."""

from __future__ import annotations

import pytest

from grants import experience
from grants.models import Application, Experience, ExperienceGiven, SchemeVersion
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.world import World
from workflow.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

WORDS = "De pagina over de begroting was lastig."


def receipt(case: Application) -> str:
    return f"/mijn/{case.stream.reference}/ontvangen/"


def says(town: World, case: Application, **typed: str) -> str:
    """What the page says after an answer was sent."""
    visitor = Visitor(town, case.contact_id)
    answer = visitor.post(f"{receipt(case)}ervaring/", **typed)
    return text(visitor.get(answer["Location"]) if answer.status_code == 302 else answer)


def test_it_is_asked_once_on_each_receipt_and_the_first_answer_stays() -> None:
    town = world.found()
    case = town.file()
    page = text(Visitor(town, case.contact_id).get(receipt(case)))
    assert ["Hoe ging het invullen?" in page, "zonder uw naam, kenmerk of datum" in page] == [True, True]
    events = Event.objects.count()
    assert "Dank u. Uw antwoord is bewaard, zonder uw naam." in says(town, case, choice="hard", words=f" {WORDS} ")
    page = says(town, case, choice="easy")
    assert ["Dank u. U zei dit al." in page, "Stuur uw antwoord" in page] == [True, False]
    assert list(Experience.objects.values_list("choice", "words")) == [("hard", WORDS)]
    assert Event.objects.count() == events


def test_nothing_in_an_answer_leads_to_who_gave_it_and_only_that_one_was_given_stands_with_the_application() -> None:
    kept = {part.name for part in Experience._meta.concrete_fields}
    assert kept == {"id", "scheme_version", "choice", "words"}
    assert {part.name for part in ExperienceGiven._meta.concrete_fields} == {"id", "application"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": WORDS}, "Kies hoe het invullen ging."),
        ({"choice": "hard", "words": "Mail ada@buren.example maar."}, "Haal het adres of het nummer weg."),
        ({"choice": "hard", "words": "Bel 06 1234 5678 maar."}, "Haal het adres of het nummer weg."),
        ({"choice": "hard", "words": "lang " * 61}, "Maak uw zin korter: hoogstens 300 tekens."),
        ({"choice": "perfect"}, "perfect"),
    ],
)
def test_what_leads_to_a_person_is_too_long_or_no_answer_is_not_kept_and_what_was_typed_stays(
    typed: dict[str, str], sentence: str
) -> None:
    town = world.found()
    case = town.file()
    page = says(town, case, **typed)
    assert [sentence in page, typed.get("words", "").strip() in page] == [True, True]
    assert (Experience.objects.count(), ExperienceGiven.objects.count()) == (0, 0)


def test_somebody_else_gives_no_answer_on_a_receipt() -> None:
    town = world.found()
    case = town.file()
    other, _, _ = world.new_party(town.now)
    assert Visitor(town, other.pk).post(f"{receipt(case)}ervaring/", choice="hard").status_code == 404
    assert Experience.objects.count() == 0


def test_the_policy_officer_reads_counts_from_five_answers_on_and_none_before() -> None:
    town = world.found()
    version = SchemeVersion.objects.get()
    officer, page = colleague(town, "policy_officer"), "/regelingen/buurtfeest/2026.1/doorlooptijd/"
    for number in range(experience.FEW - 1):
        experience.give(town.file(), "hard" if number else "easy", WORDS if number else "")
    said = text(officer.get(page))
    assert ["antwoorden: 4. Wij tonen ze vanaf 5," in said, WORDS in said, "Moeilijk" in said] == [True, False, False]
    experience.give(town.file(), "fair", "")
    told = experience.told(version)
    assert (told.in_all, told.counts, told.sentences) == (
        5, [("Makkelijk", 1), ("Ging wel", 1), ("Moeilijk", 3)], [WORDS] * 3,
    )  # fmt: skip
    said = text(officer.get(page))
    assert ["Moeilijk" in said, said.count(WORDS)] == [True, 3]
