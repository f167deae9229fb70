"""Signing and announcing at the screen: what waits and for whom, what an act over many did, and the letters that leave."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from grants.desk import Desk
from grants.models import Application, Decision, Mandate
from grants.models.decision import Part
from grants.portal.signing import waiting
from partners.models import Person
from tests import world
from tests.grants.letters import feasts
from tests.grants.portal.office import Visitor, colleague, text
from tests.grants.portal.test_every_page_is_light import asked, warm
from tests.invariants.tables import counts
from tests.world import World
from workflow import clock
from workflow.models import Event, RoleGrant
from workflow.registers import record

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
MOST_WITH_LETTER = 30
"""What the page before a signature may ask: it shows what follows at once, from the call that would take it (record 0032)."""


def drafted(town: World, number: int, cents: int = 1_000_00) -> list[uuid.UUID]:
    return [town.draft(town.assessed(cents)) for _ in range(number)]


def states() -> list[str]:
    return list(Decision.objects.order_by("application__stream__reference").values_list("state", flat=True))


def offered(page: str) -> list[str]:
    """The decisions that a page lets one tick."""
    return re.findall(r'name="besluit" value="([^"]+)"', page)


def test_what_was_ticked_is_signed_in_one_act_and_the_rest_keeps_waiting() -> None:
    town = world.found()
    first, second, third = drafted(town, 3)
    signer = colleague(town, "mandate_holder")
    assert offered(text(signer.get("/tekenen/"))) == [str(first), str(second), str(third)]
    done = signer.post("/tekenen/", besluit=[str(first), str(third)])
    assert (done.status_code, states()) == (302, ["signed", "drafted", "signed"])
    page = text(signer.get("/tekenen/"))
    assert "Ondertekend: 2 van 2." in page
    assert offered(page) == [str(second)]
    assert Event.objects.filter(machine="act", action="sign").count() == 1


def test_a_second_click_says_that_it_was_signed_and_changes_nothing() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    signer = colleague(town, "mandate_holder")
    signer.post("/tekenen/", besluit=[str(decision)])
    before = counts()
    page = text(signer.post("/tekenen/", besluit=[str(decision)]))
    assert "<strong>BF-2026-0001:</strong> Dit besluit staat al op ‘ondertekend’. Er is niets veranderd." in page
    assert counts() == before


def signing_up_to(town: World, maximum_cents: int) -> Visitor:
    """A new colleague with a mandate for awards and advances up to an amount."""
    person = town.hire("mandate_holder").person
    assert person
    Person.objects.filter(pk=person).update(function="Teamleider")  # It stands under the letter.
    given = [
        Mandate(
            person_id=person, kind=kind, scheme="*", maximum_cents=maximum_cents, valid_from=date(2026, 1, 1),
            reference="Ondermandaat (verzonnen)",
        )
        for kind in ("award", "advance")
    ]  # fmt: skip
    with clock.at(town.now):
        record("law", *given, actor=world.INSTALLATION, key=world.key())
    return Visitor(town, person)


def test_what_somebody_has_no_mandate_for_stands_apart_with_the_reason() -> None:
    town = world.found()
    small, large = town.draft(town.assessed()), town.draft(town.assessed(2_000_00))
    signer = signing_up_to(town, 1_500_00)
    page = text(signer.get("/tekenen/"))
    assert offered(page) == [str(small)]
    assert "U heeft geen mandaat voor dit besluit (verlening, € 2.000,00). (Awb 10:3)" in page
    told = text(signer.post("/tekenen/", besluit=[str(small), str(large)]))
    assert "Ondertekend: 1, samen € 1.000,00." in told
    assert "<strong>BF-2026-0002:</strong> U heeft geen mandaat" in told
    assert states() == ["signed", "drafted"]


def test_all_are_signed_at_once_unless_the_list_changed_meanwhile() -> None:
    town = world.found()
    drafted(town, 2)
    signer = colleague(town, "mandate_holder")
    [mark] = re.findall(r'name="stand" value="([^"]+)"', text(signer.get("/tekenen/")))
    drafted(town, 1)
    assert "De lijst is veranderd terwijl u keek." in text(signer.post("/tekenen/", doe="alles", stand=mark))
    assert states() == ["drafted"] * 3
    [mark] = re.findall(r'name="stand" value="([^"]+)"', text(signer.get("/tekenen/")))
    signer.post("/tekenen/", doe="alles", stand=mark)
    assert states() == ["signed"] * 3


def test_who_ticks_nothing_reads_what_to_do() -> None:
    town = world.found()
    drafted(town, 1)
    assert "Vink eerst aan waar het om gaat." in text(colleague(town, "mandate_holder").post("/tekenen/"))


def test_each_answer_that_changes_nothing_has_its_code() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    signer = Desk(town.actor("mandate_holder"), "", ("mandate_holder",))
    with clock.at(town.now):
        nothing, other = waiting.take("sign", signer, []), waiting.take_all("sign", signer, "", "een oude lijst")
        waiting.take("sign", signer, [decision])
        late = waiting.take("sign", signer, [decision])
    said = [one.code for told in (nothing, other) for one in told.obstacles]
    assert said == ["nothing-ticked", "list-changed"]
    assert [one.obstacles[0].code for one in late.aside] == ["overtaken"]


def test_the_signer_reads_the_letter_the_money_and_the_dates_before_signing_and_nothing_is_kept() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    signer, path = colleague(town, "mandate_holder"), f"/tekenen/{decision}/"
    before = counts()
    page = text(signer.get(path))
    assert "U krijgt € 1.000,00 subsidie" in page
    assert "Bezwaartermijn: uiterlijk" in page
    letter = signer.post(path, fase="brief-0")
    assert (letter.headers["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")
    assert (counts(), states()) == (before, ["drafted"])


def test_a_signed_decision_is_announced_and_its_letter_stands_on_the_list_of_the_day() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    town.take("mandate_holder", "decision", "sign", decision)
    officer = colleague(town, "policy_officer")
    assert offered(text(officer.get("/bekendmaken/"))) == [str(decision)]
    officer.post("/bekendmaken/", besluit=[str(decision)])
    assert states() == ["announced"]
    page = text(officer.get("/bekendmaken/brieven/"))
    assert "Via het portaal (2)" in page  # The receipt, and the decision.
    assert "Per post (0)" in page
    assert "U krijgt € 1.000,00 subsidie" in page
    assert "Via het portaal (0)" in text(officer.get("/bekendmaken/brieven/", dag="2026-01-06"))
    assert officer.get("/bekendmaken/brieven/", dag="gisteren").status_code == 404


def test_what_is_announced_says_so_and_what_is_unknown_is_not_there() -> None:
    town = world.found()
    decision = town.decide(town.assessed())
    signer = colleague(town, "mandate_holder")
    page = text(signer.get(f"/tekenen/{decision.pk}/"))
    assert "Dit besluit staat al op ‘bekendgemaakt’." in page
    assert "<button" not in page.split("<main")[1].split("</main>")[0]
    assert signer.get(f"/tekenen/{uuid.uuid4()}/").status_code == 404


def asked_of_the_database(visitor: Visitor, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(path).status_code == 200
    return len(seen.captured_queries)


def test_thirty_decisions_ask_the_database_as_often_as_one() -> None:
    town = world.found()
    signer = colleague(town, "mandate_holder")
    found = []
    for more in (1, 2, 27):
        drafted(town, more)
        found.append(asked_of_the_database(signer, "/tekenen/"))
    assert found == [found[0]] * 3
    assert found[0] <= MOST_QUERIES


def test_the_letter_stands_beside_the_money_that_is_held_and_what_is_left() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    page = text(colleague(town, "mandate_holder").get(f"/tekenen/{decision}/"))
    assert (
        "<h2>" not in page.split('<div class="paper" lang="nl">')[0].split("<main")[1]
    )  # The headings of the page carry an id.
    letter = page.split('<div class="paper" lang="nl">')[1]
    assert "<h2 data-sender=" in letter  # On paper its title is the first heading.
    assert "Niet eens met dit besluit?" in letter
    assert "<dt>Nu gereserveerd</dt><dd>€ 1.000,00</dd>" in page


def test_a_prize_stands_beside_what_is_free_for_prizes() -> None:
    town = world.found(feasts.FEAST)
    feasts.open_with_prizes(town)
    case = town.assessed(1_000_00)
    town.decide(case)
    marks = {"place": 1, "jury_grade": 80, "votes": 9, "most_votes": 9, "finalists": 3}
    parts = (Part(town.book, "balance", None, 400_00),)
    prize = town.draft(case, 400_00, "prize", parts=parts, details=marks, reason="Nog een bus.")
    signer = colleague(town, "mandate_holder")
    page = text(signer.get(f"/tekenen/{prize}/"))
    assert "<dt>Nu gereserveerd</dt><dd>€ 400,00</dd>" in page
    assert "<dd>€ 100,00</dd>" in page.split("Vrij onder het plafond")[1].split("</div>")[0]
    together = text(signer.post("/tekenen/", doe="kijk", besluit=[str(prize)]))
    assert "€ 100,00" in together.split("Buurtfeest met prijs, prijzen")[1].split("</div>")[0]


def test_after_a_signature_the_next_decision_is_there() -> None:
    town = world.found()
    first, second = drafted(town, 2)
    signer = colleague(town, "mandate_holder")
    one = signer.post(f"/tekenen/{first}/", fase="onderteken")
    assert (one.status_code, one.headers["Location"], states()) == (302, f"/tekenen/{second}/", ["signed", "drafted"])
    two = signer.post(f"/tekenen/{second}/", fase="onderteken")
    assert (two.headers["Location"], states()) == ("/tekenen/", ["signed", "signed"])
    again = text(signer.post(f"/tekenen/{second}/", fase="onderteken"))  # Back, and once more.
    assert "Dit besluit staat al op ‘ondertekend’.</strong> Er is niets veranderd." in again
    assert Event.objects.filter(machine="decision", action="sign").count() == 2


def test_what_is_ticked_is_shown_together_before_it_is_signed() -> None:
    town = world.found()
    small, large = town.draft(town.assessed()), town.draft(town.assessed(2_000_00))
    signer, before = signing_up_to(town, 1_500_00), counts()
    page = text(signer.post("/tekenen/", doe="kijk", besluit=[str(small), str(large)]))
    assert "<h1>1 besluit ondertekenen</h1>" in page
    assert "Deze blijven liggen (1)" in page
    assert "<dt>Bezwaartermijn<small>1 keer</small></dt>" in page, page[page.index("<main") :]
    assert re.findall(r'name="besluit" value="([^"]+)"', page) == [str(small)]
    assert counts()["workflow_event"] == before["workflow_event"]
    whole = text(signer.post("/tekenen/", doe="kijk-alles"))
    [mark] = re.findall(r'name="stand" value="([^"]+)"', whole)
    signer.post("/tekenen/", doe="alles", stand=mark)
    assert states() == ["signed", "drafted"]
    assert "Vink eerst aan waar het om gaat." in text(signer.post("/tekenen/", doe="kijk"))


def test_what_nobody_may_sign_goes_to_the_college_and_what_a_colleague_may_does_not() -> None:
    town = world.found()
    town.draft(town.assessed(2_000_00))
    signer = signing_up_to(town, 1_500_00)
    assert signer.account
    person = signer.account.person_id
    page = text(signer.get("/tekenen/"))
    assert "Deze tekent een collega (1)" in page
    assert "Gaat naar het college" not in page
    assert "Tot en met <strong>€ 1.500,00</strong> per besluit: verlening en voorschot." in page
    with clock.at(town.now):
        wide = Mandate.objects.filter(kind="advance").exclude(person_id=person)
        record(
            "law",
            revised=[(one, {"maximum_cents": 1_500_00}) for one in wide],
            actor=world.INSTALLATION,
            key=world.key(),
        )
    page = text(signer.get("/tekenen/"))  # One may sign the award, and nobody its advance.
    assert "Gaat naar het college (1)" in page
    assert "Deze tekent een collega" not in page


@pytest.mark.parametrize("page", ["one", "stack"])
def test_the_pages_before_a_signature_ask_the_database_as_often_for_thirty_as_for_two(page: str) -> None:
    town = world.found()
    signer, found = colleague(town, "mandate_holder"), []
    for more in (2, 28):
        ids = drafted(town, more)
        with CaptureQueriesContext(connection) as seen:
            if page == "one":
                signer.get(f"/tekenen/{ids[0]}/")
            else:
                signer.post("/tekenen/", doe="kijk-alles")
        found.append(len(seen.captured_queries))
    assert found == [found[0]] * 2
    assert found[0] <= {"one": 31, "stack": 34}[page]  # The savepoints of the preview are counted as well.


def test_a_signature_asks_for_a_fresh_proof_and_looking_does_not() -> None:
    town = world.found()
    [decision] = drafted(town, 1)
    signer, path = colleague(town, "mandate_holder"), f"/tekenen/{decision}/"
    with override_settings(PROOF_MINUTES=0):
        asks = text(signer.post(path, fase="onderteken"))
        assert "Laat zien dat u het bent" in asks
        assert '<input type="hidden" name="fase" value="onderteken">' in asks
        assert "1 besluit ondertekenen" in text(signer.post("/tekenen/", doe="kijk-alles"))
        assert "Laat zien dat u het bent" in text(signer.post("/tekenen/", besluit=[str(decision)]))
    assert states() == ["drafted"]


def test_what_a_colleague_signed_meanwhile_tells_who_and_leads_to_the_next() -> None:
    town = world.found()
    first, second = drafted(town, 2)
    signer = colleague(town, "mandate_holder")
    assert "De brief" in text(signer.get(f"/tekenen/{first}/"))
    town.take("mandate_holder", "decision", "sign", first)
    before = counts()
    page = text(signer.post(f"/tekenen/{first}/", fase="onderteken"))
    assert "Medewerker mandate_holder (voorbeeld) ondertekende het op" in page
    assert f'href="/tekenen/{second}/"' in page
    assert counts() == before


def test_each_decision_names_the_mandate_under_which_it_is_signed() -> None:
    town = world.found()
    drafted(town, 1)
    signer = signing_up_to(town, 1_500_00)
    assert "<small>Mandaat: Ondermandaat (verzonnen)</small>" in text(signer.get("/tekenen/"))
    [decision] = Decision.objects.all()
    signer.post(f"/tekenen/{decision.pk}/", fase="onderteken")
    assert Decision.objects.get().mandate == "Ondermandaat (verzonnen)"


def test_the_lists_and_the_letters_leave_out_what_an_interest_closes() -> None:
    town = world.found()
    case = town.assessed()
    decision = town.draft(case)
    applicant = town.applicants[case.pk]
    for role in ("mandate_holder", "policy_officer"):
        with clock.at(town.now):
            grant = RoleGrant(person=applicant, role=role, valid_from=clock.today())
            record("roles", grant, actor=world.INSTALLATION, key=world.key())
    theirs, other = Visitor(town, applicant), colleague(town, "mandate_holder")
    assert ("Feest in de straat" in text(theirs.get("/tekenen/")), "Feest" in text(other.get("/tekenen/"))) == (
        False,
        True,
    )
    assert (
        theirs.get(f"/tekenen/{decision}/").status_code,
        theirs.post("/tekenen/", doe="kijk", besluit=str(decision)).content.count(b"Feest"),
    ) == (404, 0)
    theirs.post("/tekenen/", besluit=[str(decision)])
    assert states() == ["drafted"]
    town.take("mandate_holder", "decision", "sign", decision)
    assert "Feest" not in text(theirs.get("/bekendmaken/"))
    assert "Feest" in text(colleague(town, "policy_officer").get("/bekendmaken/"))
    town.take("policy_officer", "decision", "announce", decision)
    assert (
        "€ 1.000,00" in text(theirs.get("/bekendmaken/brieven/")),
        "€ 1.000,00" in text(other.get("/bekendmaken/brieven/")),
    ) == (False, True)


def test_the_page_before_a_signature_asks_no_more_than_its_measure_for_the_kind_that_looks_at_most() -> None:
    town = world.found()
    case = town.assessed()
    town.decide(case)
    lower = town.draft(
        Application.objects.get(pk=case.pk), 600_00, "lower_determination", ground="4:46(2)a", hearing_exempt="own_data",
        reason="Minder werk.", details={"work_done": "De helft."},
    )  # fmt: skip
    warm()
    page, queries = asked(colleague(town, "mandate_holder"), f"/tekenen/{lower}/")
    assert "De brief" in text(page)
    assert queries <= MOST_WITH_LETTER
