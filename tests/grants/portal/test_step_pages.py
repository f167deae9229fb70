"""Taking a step on screen: every step is there by itself, is looked at before it is taken, and is taken once."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from documents.models import Letter
from grants.models import Application, Decision
from partners.models import Account
from tests import world
from tests.grants.portal.office import colleague, enter, step_path, text
from tests.invariants.tables import counts

pytestmark = pytest.mark.django_db

KEY = "7f0e3a52-4f60-4a07-9a86-0c1f7f6c1f11"


def state_of(case: Application) -> str:
    return str(Application.objects.values_list("state", flat=True).get(pk=case.pk))


def fields_of(page: Any) -> dict[str, str]:
    """What the hidden fields of a page send along."""
    html = page.content.decode().split("<main")[1].split("</main>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', html)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_step_without_data_shows_at_once_what_follows_and_changes_nothing_until_it_is_confirmed() -> None:
    town = world.found()
    case = town.file()
    clerk, path = colleague(town, "intake_clerk"), step_path("BF-2026-0001", "application", "intake", case.pk)
    before = counts()
    shown = clerk.get(path)
    assert "Dit gebeurt er als u bevestigt" in text(shown)
    assert 'Rond de beoordeling af <span class="muted">(ingediend → beoordeeld)</span>' in text(shown)
    assert (counts(), state_of(case)) == (before, "submitted")
    done = clerk.post(path, fase="bevestigen", **fields_of(shown))
    assert (done.status_code, done.url) == (302, "/dossier/BF-2026-0001/")
    assert state_of(case) == "assessed"


def test_a_second_click_on_confirm_says_so_and_takes_nothing() -> None:
    town = world.found()
    case = town.file()
    clerk, path = colleague(town, "intake_clerk"), step_path("BF-2026-0001", "application", "intake", case.pk)
    once = clerk.post(path, fase="bevestigen", sleutel=KEY)
    before = counts()
    again = clerk.post(path, fase="bevestigen", sleutel=KEY)
    assert (once.status_code, again.status_code, counts()) == (302, 302, before)
    assert "Dit deed u al. Er is niets veranderd." in text(clerk.get(again.url))


def test_a_decision_is_drafted_from_a_generated_form_with_its_money_shown_first_and_is_drafted_once() -> None:
    town = world.found()
    town.assessed(1_000_00)
    officer = colleague(town, "policy_officer")
    path = step_path("BF-2026-0001", "decision", "draft_decision", "nieuw")
    form = officer.get(path)
    assert 'name="amount_cents" value="1.000,00"' in text(form)
    filled = {**fields_of(form), "kind": "award", "amount_cents": "800,00"}
    shown = officer.post(path, fase="controleren", **filled)
    assert (
        '<th scope="row">Reserveren</th><td>begrotingspost 4.1.1-TEST van 2026</td><td class="n">€ 800,00</td>'
        in text(shown)
    )
    assert Decision.objects.count() == 0
    for _ in range(2):
        assert officer.post(path, fase="bevestigen", **fields_of(shown)).status_code == 302
    drafted = Decision.objects.get()
    assert (drafted.kind, drafted.amount_cents, [part.amount_cents for part in drafted.payable]) == (
        "award", 800_00, [640_00, 160_00],
    )  # fmt: skip


def test_what_the_door_refuses_is_said_above_the_form_with_what_was_typed_still_in_it() -> None:
    town = world.found()
    town.assessed(1_000_00)
    officer = colleague(town, "policy_officer")
    path = step_path("BF-2026-0001", "decision", "draft_decision", "nieuw")
    page = text(officer.post(path, fase="controleren", sleutel=KEY, kind="award", amount_cents="1.200,00"))
    assert "<title>Fout: Maak een ontwerpbesluit" in page
    assert "Deze stap kan zo niet" in page
    assert 'value="1.200,00"' in page
    assert f'name="sleutel" value="{KEY}"' in page


def test_what_cannot_be_read_is_linked_to_its_field() -> None:
    town = world.found()
    town.assessed(1_000_00)
    officer = colleague(town, "policy_officer")
    path = step_path("BF-2026-0001", "decision", "draft_decision", "nieuw")
    page = text(officer.post(path, fase="controleren", sleutel=KEY, kind="award", amount_cents="1.250.50"))
    sentence = "Dit bedrag kunnen wij niet lezen. Schrijf het zo: 1.250,50."
    assert f'<a href="#id_amount_cents">{sentence}</a>' in page
    assert 'aria-invalid="true"' in page
    assert 'value="1.250.50"' in page


def test_a_person_goes_back_to_the_form_with_what_was_typed() -> None:
    town = world.found()
    case = town.file()
    clerk, path = colleague(town, "intake_clerk"), step_path("BF-2026-0001", "application", "suspend", case.pk)
    typed = {"ground": "applicant", "until": "2026-02-02", "reason": "De aanvrager is op reis."}
    shown = clerk.post(path, fase="controleren", sleutel=KEY, **typed)
    assert "Beslistermijn: uiterlijk" in text(shown)
    back = text(clerk.post(path, fase="invullen", **fields_of(shown)))
    assert 'value="2026-02-02"' in back
    assert "> De aanvrager is op reis.</textarea>" in back


def test_the_letter_that_would_go_out_can_be_read_before_it_does() -> None:
    town = world.found()
    case = town.assessed()
    decision = town.draft(case)
    town.take("mandate_holder", "decision", "sign", decision)
    officer, path = colleague(town, "policy_officer"), step_path("BF-2026-0001", "decision", "announce", decision)
    assert "U krijgt € 1.000,00 subsidie" in text(officer.get(path))
    letters = Letter.objects.count()
    pdf = officer.post(path, fase="brief-0", sleutel=KEY)
    assert (pdf.headers["Content-Type"], pdf.content[:5], Letter.objects.count()) == (
        "application/pdf",
        b"%PDF-",
        letters,
    )
    assert officer.post(path, fase="brief-7", sleutel=KEY).status_code == 404


def test_a_clerk_takes_a_step_of_the_applicant_on_their_behalf_and_the_page_says_so() -> None:
    town = world.found()
    case = town.file()
    clerk, path = colleague(town, "intake_clerk"), step_path("BF-2026-0001", "application", "withdraw", case.pk)
    assert "U doet dit namens Ada Voorbeeld." in text(clerk.get(path))
    assert clerk.post(path, fase="bevestigen", sleutel=KEY, channel="counter").status_code == 302
    assert state_of(case) == "withdrawn"


@pytest.mark.parametrize(
    ("role", "machine", "action", "subject"),
    [
        ("auditor", "application", "intake", "case"),  # Not a step of this role.
        ("policy_officer", "application", "award", "case"),  # A consequence that nobody takes.
        ("intake_clerk", "application", "dance", "case"),  # No step at all.
        ("intake_clerk", "machine", "intake", "case"),
        ("intake_clerk", "application", "intake", "other"),  # Of another dossier.
        ("intake_clerk", "application", "intake", "nieuw"),  # Not born in a dossier.
        ("mandate_holder", "decision", "sign", "nieuw"),  # Nothing to sign.
        ("intake_clerk", "application", "intake", "geen-id"),
    ],
)
def test_a_step_that_is_not_there_for_somebody_is_not_found(role: str, machine: str, action: str, subject: str) -> None:
    town = world.found()
    subjects = {"case": town.file().pk, "other": town.file().pk}
    path = step_path("BF-2026-0001", machine, action, subjects.get(subject, subject))
    assert colleague(town, role).get(path).status_code == 404


def test_who_was_signed_out_while_confirming_is_asked_first_and_takes_nothing_by_signing_in() -> None:
    town = world.found()
    case = town.file()
    path = step_path("BF-2026-0001", "application", "intake", case.pk)
    clerk = colleague(town, "intake_clerk")
    account = Account.objects.get(username=str(town.people["intake_clerk"]))
    clerk.post("/uitloggen/")
    clerk.post(path, fase="bevestigen", sleutel=KEY)
    enter(clerk.client, account, town.now)
    assert "<h1>U was uitgelogd</h1>" in text(clerk.get(path))
    assert state_of(case) == "submitted"


def test_of_two_people_in_one_case_the_second_reads_what_happened() -> None:
    town = world.found()
    case = town.file()
    path = step_path("BF-2026-0001", "application", "intake", case.pk)
    first, second = colleague(town, "intake_clerk"), colleague(town, "intake_clerk")
    shown = second.get(path)
    first.post(path, fase="bevestigen", sleutel=str(uuid.uuid4()))
    page = text(second.post(path, fase="bevestigen", **fields_of(shown)))
    assert "Deze stap kan niet in de stand ‘beoordeeld’." in page


@pytest.mark.parametrize("typed", ["\x00", "BF-2026-9999", "😀" * 500, "2026-0001'; --"])
def test_what_is_no_reference_is_said_so_and_nothing_breaks(typed: str) -> None:
    town = world.found()
    case = town.file()
    path = step_path("BF-2026-0001", "application", "merge", case.pk)
    page = text(colleague(town, "intake_clerk").post(path, fase="controleren", sleutel=KEY, other=typed))
    assert '<a href="#id_other">' in page


def test_who_was_signed_out_while_typing_finds_the_text_again_after_signing_in() -> None:
    town = world.found()
    case = town.file()
    path = step_path("BF-2026-0001", "application", "suspend", case.pk)
    clerk = colleague(town, "intake_clerk")
    account = Account.objects.get(username=str(town.people["intake_clerk"]))
    clerk.post("/uitloggen/")
    asked = clerk.post(path, fase="controleren", sleutel=KEY, ground="applicant", reason="Een lang verhaal.")
    assert asked.url == f"/inloggen/?next={path}"
    assert state_of(case) == "submitted"
    enter(clerk.client, account, town.now)
    page = clerk.get(path)
    assert "<h1>U was uitgelogd</h1>" in text(page)
    assert fields_of(page) == {
        "fase": "controleren",
        "sleutel": KEY,
        "ground": "applicant",
        "reason": "Een lang verhaal.",
    }
    assert "Een lang verhaal." not in text(clerk.get(path))
    assert state_of(case) == "submitted"
