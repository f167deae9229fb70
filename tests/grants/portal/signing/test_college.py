"""What no mandate reaches: the proposal to the college, its resolution on record, and the signature that names it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import override_settings

from budgets.figures import euro
from documents.models import Letter
from documents.render_papers import CollegePaper
from grants import payloads
from grants.models import Decision, LegalProfile, Mandate
from grants.portal.signing.college import paper_of
from grants.portal.signing.waiting import by_law
from tests import world
from tests.grants.portal.office import colleague, step_path, text
from tests.invariants.tables import counts
from tests.world import World
from workflow import clock
from workflow.errors import Refusal
from workflow.registers import record

pytestmark = pytest.mark.django_db

NUMBER = "B-2026-0012"


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as told:
        act()
    return told.value.obstacles[0].code


def above() -> tuple[World, uuid.UUID]:
    """A town in which mandates end at a thousand euros, and a draft of two thousand."""
    town = world.found()
    with clock.at(town.now):
        ends = [(one, {"maximum_cents": 1_000_00}) for one in Mandate.objects.all()]
        record("law", revised=ends, actor=world.INSTALLATION, key=world.key())
    return town, town.draft(town.assessed(2_000_00), reason="Het feest is voor de hele wijk.")


def resolved(town: World, decision: uuid.UUID) -> None:
    said = payloads.Resolution(clock.day_of(town.now), NUMBER)
    town.take("policy_officer", "decision", "record_resolution", decision, said)


def test_what_no_mandate_reaches_is_signed_once_the_college_decided_and_the_letter_says_that_it_did() -> None:
    town, decision = above()
    assert refused(lambda: town.take("mandate_holder", "decision", "sign", decision)) == "no-mandate"
    resolved(town, decision)
    town.take("mandate_holder", "decision", "sign", decision)
    town.take("policy_officer", "decision", "announce", decision)
    found = Decision.objects.get(pk=decision)
    day = "5 januari 2026"
    assert (found.state, found.mandate) == ("announced", f"besluit van het college van {day}, nummer {NUMBER}")
    letter = Letter.objects.get(kind="award")
    assert (
        "namens het college van burgemeester en wethouders van Voorbeeldstad, dat dit besluit zelf nam" in letter.facts
    )
    assert f"besluit van het college van {day}, nummer {NUMBER}" in letter.facts


def test_a_resolution_is_not_recorded_before_it_was_taken_nor_without_its_number_nor_of_what_is_signed() -> None:
    town, decision = above()
    today = clock.day_of(town.now)

    def recorded(day: date, number: str) -> str:
        said = payloads.Resolution(day, number)
        return refused(lambda: town.take("policy_officer", "decision", "record_resolution", decision, said))

    assert recorded(today + timedelta(days=1), NUMBER) == "resolution-to-come"
    assert (recorded(today, " "), recorded(today, "B" * 61)) == ("resolution-number-missing",) * 2
    resolved(town, decision)
    town.take("mandate_holder", "decision", "sign", decision)
    assert recorded(today, NUMBER) == "wrong-state"


def test_the_proposal_says_the_decision_the_money_and_the_reasons_and_that_the_college_decided() -> None:
    town, decision = above()
    paper = seen_paper(town, decision)
    assert (paper.title, paper.resolution) == ("Verlening voor Buren van de straat", "")
    assert paper.proposed[0] == f"Verlening van {euro(2_000_00)} voor ‘Feest in de straat’ van Buren van de straat."
    assert paper.why == ("Het feest is voor de hele wijk.",)
    assert [one.amount_cents for one in paper.parts] == [1_600_00, 400_00]
    assert paper.money[0] == ("Voor dit besluit gereserveerd", euro(2_000_00))
    assert f"verlening, {euro(2_000_00)}" in paper.why_college
    resolved(town, decision)
    assert seen_paper(town, decision).resolution.endswith(NUMBER)


def seen_paper(town: World, decision: uuid.UUID) -> CollegePaper:
    with clock.at(town.now):
        assert LegalProfile.on(clock.today())
        return paper_of(by_law(Decision.objects.filter(pk=decision)).get())


def test_the_officer_finds_the_proposal_and_the_step_and_the_signer_the_decision_after_it() -> None:
    town, decision = above()
    officer, signer = colleague(town, "policy_officer"), colleague(town, "mandate_holder")
    step = step_path("BF-2026-0001", "decision", "record_resolution", decision)
    page = text(officer.get("/bekendmaken/"))
    assert ("Eerst naar het college (1)" in page, f'href="{step}"' in page) == (True, True)
    assert "Gaat naar het college (1)" in text(signer.get("/tekenen/"))
    assert "Geen mandaat van wie dan ook reikt zo ver." in text(signer.get(f"/tekenen/{decision}/"))
    before = counts()
    paper = officer.get(f"/tekenen/{decision}/collegevoorstel/")
    assert (paper.headers["Content-Type"], paper.content[:5], counts()) == ("application/pdf", b"%PDF-", before)
    form = {"resolved_on": "2026-01-05", "resolution": NUMBER, "fase": "bevestigen", "sleutel": str(uuid.uuid4())}
    assert officer.post(step, **form).status_code == 302
    assert "Eerst naar het college" not in text(officer.get("/bekendmaken/"))
    page = text(signer.get("/tekenen/"))
    assert f"Mandaat: besluit van het college van 5 januari 2026, nummer {NUMBER}" in page
    assert f'name="besluit" value="{decision}"' in page


def test_who_records_what_the_college_decided_proves_who_they_are_and_looking_asks_for_nothing() -> None:
    town, decision = above()
    officer = colleague(town, "policy_officer")
    step = step_path("BF-2026-0001", "decision", "record_resolution", decision)
    form = {"resolved_on": "2026-01-05", "resolution": NUMBER, "sleutel": str(uuid.uuid4())}
    with override_settings(PROOF_MINUTES=0):
        assert "Dit gebeurt er als u bevestigt" in text(officer.post(step, **form, fase="controleren"))
        asked = text(officer.post(step, **form, fase="bevestigen"))
    assert "<h1>Laat zien dat u het bent</h1>" in asked
    assert f'<input type="hidden" name="resolution" value="{NUMBER}">' in asked
    assert Decision.objects.values_list("resolution", "resolved_on").get() == ("", None)


def test_who_may_not_see_the_dossier_has_no_proposal_and_neither_has_what_was_taken_back() -> None:
    town, decision = above()
    path = f"/tekenen/{decision}/collegevoorstel/"
    assert colleague(town, "intake_clerk").get(path).status_code == 404
    town.take("policy_officer", "decision", "annul", decision)
    assert colleague(town, "policy_officer").get(path).status_code == 404
