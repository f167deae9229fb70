"""The screens of texts: what is proposed is seen word by word and released by another, who did not write it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import LetterText
from grants.portal.policy import rewording
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.world import World

pytestmark = pytest.mark.django_db

LIST, ONE = "/teksten/", "/teksten/innovatie-atelier/verlening_direct/"
WORDS = "Uw plan {titel} past bij deze regeling en kreeg genoeg punten. Er was geld genoeg. Daarom krijgt u € {bedrag}."


def officer_and_signer(town: World) -> tuple[Visitor, Visitor]:
    return colleague(town, "policy_officer"), colleague(town, "mandate_holder")


def test_one_proposes_and_another_sees_what_differs_and_releases_it() -> None:
    officer, signer = officer_and_signer(world.found())
    assert officer.post(ONE, doe="propose", tekst=WORDS).headers["Location"] == ONE
    own, other = text(officer.get(ONE)), text(signer.get(ONE))
    assert "U stelde dit voor. Een collega geeft het vrij." in own
    assert "Geef deze tekst vrij" not in own
    assert "Er was <del>nog genoeg geld. </del><ins>geld genoeg. </ins>Daarom" in other
    wording = LetterText.objects.get()
    assert text(officer.post(ONE, doe="release", voorstel=wording.pk)).count("Vraag een collega.") == 1
    assert "Waarom iemand subsidie krijgt die meteen vaststaat" in text(signer.get(LIST)).split("tabs")[0]
    assert signer.post(ONE, doe="release", voorstel=wording.pk).headers["Location"] == ONE
    assert "Wacht op een tweede persoon" not in text(signer.get(LIST))
    assert "Er was geld genoeg." in text(signer.get(LIST + "?regeling=innovatie-atelier"))
    assert "Over deze tekst is al beslist." in text(signer.post(ONE, doe="release", voorstel=wording.pk))


def test_what_was_typed_is_kept_when_it_cannot_be_said() -> None:
    officer, _ = officer_and_signer(world.found())
    page = text(officer.post(ONE, doe="propose", tekst="Dit kost {procent}%."))
    assert "Tussen accolades kan hier alleen: {bedrag}, {titel}." in page
    assert "> Dit kost {procent}%.</textarea>" in page
    assert "Deze tekst is te lang." in text(officer.post(ONE, doe="propose", tekst="x" * 801))
    assert not LetterText.objects.exists()


def test_a_text_that_is_not_there_is_not_found_and_an_unknown_click_does_nothing() -> None:
    officer, _ = officer_and_signer(world.found())
    assert officer.get("/teksten/innovatie-atelier/verlening_b/").status_code == 404
    assert officer.get("/teksten/nergens/award/").status_code == 404
    assert officer.post(ONE, doe="release", voorstel="niets").status_code == 200
    assert officer.post(ONE, doe="iets").status_code == 200


def test_three_texts_that_wait_ask_the_database_as_often_as_one() -> None:
    town = world.found()
    officer, signer = officer_and_signer(town)
    asked = []
    for kinds in (["award"], ["rejection", "reminder"]):
        for kind in kinds:
            officer.post(f"/teksten/innovatie-atelier/{kind}/", doe="propose", tekst="Bel {contact} gerust.")
        signer.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            assert text(signer.get(LIST)).count("Bel {contact} gerust.") == 0
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 15


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "Nieuw.", [("Nieuw.", "ins")]),
        ("Oud.", "", [("Oud.", "del")]),
        ("Een twee drie.", "Een vier drie.", [("Een ", ""), ("twee ", "del"), ("vier ", "ins"), ("drie.", "")]),
    ],
)
def test_what_differs_is_shown_by_the_word(old: str, new: str, shown: list[rewording.Piece]) -> None:
    assert list(rewording.pieces(old, new)) == shown
