"""Paying at the screen: two people in two clicks, colleagues who press at once, orders, and what the bank says of them."""

from __future__ import annotations

import hashlib
import html
import re
import uuid
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budgets.models import Payment, PaymentOrder
from grants import due_list, payloads
from grants.demo.measuring import MOST_BYTES, weight
from grants.desk import Desk
from grants.models import Decision
from grants.portal.finance import matching, paying
from tests import world
from tests.budgets.statements import entry, statement
from tests.grants.payers import awards, under
from tests.grants.portal.office import Visitor, colleague, text
from tests.invariants.tables import counts
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def sent_back(town: World, decision: Decision) -> None:
    """A proposal that a second person sent back."""
    town.take("finance_checker", "payment", "send_back_payment", town.propose(decision), payloads.Doubt("Klopt dit?"))


def states() -> list[str]:
    return list(Payment.objects.order_by("stream__reference").values_list("state", flat=True))


def offered(page: str) -> list[str]:
    """The payments that a page lets one tick."""
    return re.findall(r'name="betaling" value="([^"]+)"', page)


def proposed(town: World, count: int = 2) -> list[str]:
    """Payments that wait for approval."""
    return [str(town.propose(one)) for one in awards(town, count)]


def approved(town: World, count: int = 2) -> list[str]:
    """Payments that wait for an order."""
    return [str(town.approved(one)) for one in awards(town, count)]


def ordered(town: World, count: int = 2) -> PaymentOrder:
    """An order that was made at the screen."""
    colleague(town, "finance_maker").post("/financien/opdrachten/", betaling=approved(town, count))
    return PaymentOrder.objects.get()


def test_two_people_pay_in_two_clicks() -> None:
    town = world.found()
    awards(town)
    maker, checker = colleague(town, "finance_maker"), colleague(town, "finance_checker")
    maker.post("/financien/", betaling=offered(text(maker.get("/financien/"))))
    assert states() == ["proposed", "proposed"]
    assert "Voorgesteld: 2, samen € 1.680,00." in text(maker.get("/financien/"))
    checker.post(
        "/financien/goedkeuren/", doe="goedkeuren", betaling=offered(text(checker.get("/financien/goedkeuren/")))
    )
    assert states() == ["approved", "approved"]
    assert "Goedgekeurd: 2, samen € 1.680,00." in text(checker.get("/financien/goedkeuren/"))


def test_of_two_colleagues_who_propose_at_once_one_does_and_the_other_reads_so() -> None:
    town = world.found()
    awards(town, 1)
    maker, other = colleague(town, "finance_maker"), Visitor(town, town.hire("finance_maker").person)
    seen = offered(text(other.get("/financien/")))
    maker.post("/financien/", betaling=seen)
    before = counts()
    page = text(other.post("/financien/", betaling=seen))
    assert "<strong>BF-2026-0001:</strong> Deze betaling staat al op ‘voorgesteld’. Er is niets veranderd." in page
    assert (counts(), states()) == (before, ["proposed"])


def test_of_two_colleagues_who_make_an_order_at_once_one_does_and_the_other_reads_so() -> None:
    town = world.found()
    ready = approved(town)
    maker, other = colleague(town, "finance_maker"), Visitor(town, town.hire("finance_maker").person)
    made = maker.post("/financien/opdrachten/", betaling=ready)
    page = text(other.post("/financien/opdrachten/", betaling=ready))
    assert made.url == "/financien/opdrachten/BO-2026-0001/"
    assert "<strong>BF-2026-0001:</strong> Deze betaling staat al op ‘opdracht gegeven’. Er is niets veranderd." in page
    assert PaymentOrder.objects.count() == 1


def test_who_proposed_a_payment_reads_that_somebody_else_approves_it() -> None:
    town = world.found()
    [waiting] = proposed(town, 1)
    both = town.hire("finance_maker", "finance_checker")
    visitor = Visitor(town, both.person)
    assert offered(text(visitor.get("/financien/goedkeuren/"))) == [waiting]
    colleague(town, "finance_maker").post("/financien/goedkeuren/", doe="intrekken", betaling=[waiting])
    visitor.post("/financien/", betaling=offered(text(visitor.get("/financien/"))))
    [mine] = Payment.objects.filter(state="proposed").values_list("pk", flat=True)
    page = text(visitor.get("/financien/goedkeuren/"))
    assert "Deze kunt u niet goedkeuren (1)" in page
    told = text(visitor.post("/financien/goedkeuren/", doe="goedkeuren", betaling=[str(mine)]))
    assert "U deed in dit dossier al iets als medewerker betalingen." in told
    assert sorted(states()) == ["cancelled", "proposed"]


def test_above_the_limit_a_third_person_signs_before_the_order() -> None:
    town = world.found()
    under(town, third_above_cents=850_00)
    ready = approved(town)
    maker, third = colleague(town, "finance_maker"), colleague(town, "finance_third")
    assert offered(text(maker.get("/financien/opdrachten/"))) == [ready[0]]
    page = text(maker.post("/financien/opdrachten/", betaling=ready))
    assert "In opdracht gegeven: 1, samen € 800,00." in page
    assert "<strong>BF-2026-0002:</strong>" in page
    assert offered(text(third.get("/financien/goedkeuren/"))) == [ready[1]]
    third.post("/financien/goedkeuren/", doe="derde", betaling=[ready[1]])
    assert offered(text(maker.get("/financien/opdrachten/"))) == [ready[1]]


def test_what_cannot_be_paid_now_stands_apart_with_the_reason() -> None:
    town = world.found()
    [decision] = awards(town, 1)
    town.take(
        "policy_officer",
        "application",
        "suspend_payments",
        decision.application_id,
        payloads.Suspicion("Er is een vermoeden."),
    )
    page = text(colleague(town, "finance_maker").get("/financien/"))
    assert offered(page) == []
    assert "Betalen is gestopt tot en met 6 april 2026." in page
    with clock.at(town.now):
        [line] = [one for one in due_list.due(clock.today()) if one.number == 0]
        told = paying.propose(Desk(town.actor("finance_maker"), "", ("finance_maker",)), [line.payment])
    assert [(one.code, one.sentence) for aside in told.aside for one in aside.obstacles] == [
        ("not-payable-now", "Dit kan nu niet: betaling opgeschort.")
    ]


def test_an_order_shows_its_totals_and_gives_the_file_of_its_hash() -> None:
    town = world.found()
    order = ordered(town)
    maker = colleague(town, "finance_maker")
    page = text(maker.get("/financien/opdrachten/BO-2026-0001/"))
    assert order.sha256 in page
    assert "<dt>Kenmerk van het bericht</dt><dd>BO-2026-0001</dd>" in page
    assert "<dt>Samen</dt><dd>€ 1.680,00</dd>" in page
    assert '<th scope="row">Begrotingspost 4.1.1-TEST van 2026</th><td>voorschotten-subsidie</td>' in page
    file = maker.post("/financien/opdrachten/BO-2026-0001/bestand.xml")
    assert hashlib.sha256(file.content).hexdigest() == order.sha256
    assert file.headers["Content-Disposition"] == 'attachment; filename="BO-2026-0001.xml"'
    assert maker.get("/financien/opdrachten/BO-2026-0001/bestand.xml").status_code == 405


def test_a_second_download_is_on_screen_with_who_and_when() -> None:
    town = world.found()
    ordered(town)
    maker, other = colleague(town, "finance_maker"), Visitor(town, town.hire("finance_maker").person)
    for who in (maker, other):
        who.post("/financien/opdrachten/BO-2026-0001/bestand.xml")
    page = text(maker.get("/financien/opdrachten/BO-2026-0001/"))
    assert page.count(" haalde het bestand op.</li>") == 1
    assert "Nieuwe medewerker (voorbeeld) haalde het bestand nog een keer op.</li>" in page


def uploaded(*entries: str) -> SimpleUploadedFile:
    """A statement of the bank with these entries."""
    return SimpleUploadedFile("afschrift.xml", statement(*entries))


def of_another() -> SimpleUploadedFile:
    """A statement of an account that is not ours."""
    return SimpleUploadedFile("afschrift.xml", statement(iban="NL73VBLD0910000002"))


def said(town: World, order: PaymentOrder) -> SimpleUploadedFile:
    """What the bank says of an order of two: the first was paid today, the other was and came back; and a line that is not ours."""
    one, other = order.payments.order_by("amount_cents")
    paid = [entry(row.amount_cents, town.now.date(), f"B{row.pk.hex}", end_to_end=row.pk.hex) for row in (one, other)]
    back = entry(880_00, town.now.date(), "R", incoming=True, end_to_end=other.pk.hex, reason="AC04", who="Buren & Co")
    return uploaded(*paid, back, entry(12_00, town.now.date(), "E", who="Een ander"))


def kept_in(page: str) -> str:
    """The statement that travels with a page."""
    return html.unescape(re.findall(r'name="regels" value="([^"]+)"', page)[0])


def test_a_statement_is_shown_first_booked_in_one_click_and_a_second_time_nothing_is_left() -> None:
    town = world.found()
    order = ordered(town)
    maker = colleague(town, "finance_maker")
    before = counts()
    page = text(maker.post("/financien/afstemmen/", doe="lezen", bestand=said(town, order)))
    assert counts() == before
    assert "U bent aan de beurt: boek wat past (2)" in page
    assert "<dt>Betaald</dt><dd>1</dd></div><div><dt>Teruggekomen</dt><dd>1</dd>" in page
    assert "Samen € 1.680,00" in page
    assert "Deze betaling komt niet uit Aanjager. U hoeft hier niets te doen." in page
    booked = text(maker.post("/financien/afstemmen/", doe="boeken", regels=kept_in(page)))
    assert "Geboekt: 2, samen € 1.680,00." in booked
    assert states() == ["settled", "returned"]
    assert "Er is niets meer te boeken" in booked
    assert "Een ander" in booked  # What does not fit stays in sight.
    after = counts()
    pressed_again = text(maker.post("/financien/afstemmen/", doe="boeken", regels=kept_in(page)))
    came_again = text(maker.post("/financien/afstemmen/", doe="lezen", bestand=said(town, order)))
    assert "<dt>Al geboekt</dt><dd>3</dd>" in pressed_again
    assert "<dt>Al geboekt</dt><dd>3</dd>" in came_again
    assert counts() == after


def test_a_file_that_is_no_statement_of_our_account_changes_nothing_and_says_why() -> None:
    town = world.found()
    order = ordered(town)
    maker = colleague(town, "finance_maker")

    def answer(**data: object) -> str:
        return text(maker.post("/financien/afstemmen/", **data))

    wrong = SimpleUploadedFile("afschrift.xml", b"geen XML")
    assert "Dit afschrift kunnen wij niet lezen" in answer(doe="lezen", bestand=wrong)
    assert "Dit afschrift is van rekening NL73VBLD0910000002." in answer(doe="lezen", bestand=of_another())
    assert "Kies eerst het bestand" in answer(doe="lezen")
    assert "Kies het bestand nog een keer." in answer(doe="boeken", regels="nagemaakt")
    [other] = matching.upload(of_another(), None).obstacles
    codes = (matching.NO_FILE.code, matching.TOO_OLD.code, other.code)
    assert codes == ("no-file", "statement-not-here", "other-account")
    assert {one.state for one in order.payments.all()} == {"ordered"}


def test_the_budget_shows_the_same_figures_as_bar_and_as_table_and_leads_to_the_dossiers() -> None:
    town = world.found()
    first, _ = awards(town)
    town.pay(first)
    holder = Visitor(town, town.hire("budget_holder").person)
    page = text(holder.get("/financien/begroting/"))
    assert 'aria-label="Test 2026: voorschot € 800,00; verplicht € 1.300,00; vrij € 997.900,00; "' in page
    assert '<rect class="pot-advanced" x="0" y="0" width="8" height="100"/>' in page
    assert '<td class="n">€ 997.900,00</td>' in page
    behind = text(holder.get("/financien/begroting/4.1.1-TEST/2026/"))
    assert re.findall(r'href="/dossier/([^/]+)/"', behind) == ["BF-2026-0001", "BF-2026-0002"]
    assert holder.get("/financien/begroting/4.1.1-TEST/2031/").status_code == 404
    assert "style=" not in page


def test_a_second_person_sends_back_with_a_reason_and_the_maker_reads_it_and_proposes_again() -> None:
    town = world.found()
    [waiting] = proposed(town, 1)
    maker, checker = colleague(town, "finance_maker"), colleague(town, "finance_checker")
    without = text(checker.post("/financien/goedkeuren/", doe="terugsturen", betaling=[waiting], reden=" "))
    assert "Schrijf in hoogstens 1000 tekens op waarom u het voorstel terugstuurt." in without
    assert f'value="{waiting}" data-cents="80000" checked>' in without
    checker.post("/financien/goedkeuren/", doe="terugsturen", betaling=[waiting], reden="Klopt <dit> bedrag?")
    assert "Teruggestuurd: 1, samen € 800,00." in text(checker.get("/financien/goedkeuren/"))
    page = text(maker.get("/financien/"))
    assert "U bent aan de beurt: teruggestuurd (1)" in page
    assert "stuurde dit terug: “Klopt &lt;dit&gt; bedrag?”" in page
    maker.post("/financien/", doe="opnieuw", betaling=[waiting])
    assert states() == ["proposed"]
    assert "stuurde dit eerder terug: “Klopt &lt;dit&gt; bedrag?”" in text(checker.get("/financien/goedkeuren/"))
    again = text(checker.post("/financien/goedkeuren/", doe="terugsturen", betaling=[str(uuid.uuid4())], reden="Weg."))
    assert states() == ["proposed"]
    assert "Teruggestuurd" not in again


def test_who_approves_sees_what_became_different_since_the_proposal() -> None:
    town = world.found()
    [award] = awards(town, 1)
    town.propose(award)
    checker = colleague(town, "finance_checker")
    page = text(checker.get("/financien/goedkeuren/"))
    assert "Sinds het voorstel is er niets veranderd." in page
    town.wait(days=1)
    town.change_account(award.application)
    suspicion = payloads.Suspicion("Er is een vermoeden.")
    town.take("policy_officer", "application", "suspend_payments", award.application_id, suspicion)
    page = text(checker.get("/financien/goedkeuren/"))
    assert "Sinds het voorstel is er niets veranderd." not in page
    told = "De rekening is op 6 januari 2026 veranderd. Het voorstel noemt nog de oude rekening."
    assert re.search(rf'<small class="why-not" lang="nl"><svg[^>]*>.{{,99}}</svg>{told}</small>', page)
    assert "Betalen is gestopt tot en met 7 april 2026." in page
    assert re.search(r"<li>[^<]*: Stop met betalen, [^<]+</li>", page)
    checker.post("/taal/", language="en", next="/")
    assert re.search(r"<li>[^<]*: Stop paying, [^<]+</li>", text(checker.get("/financien/goedkeuren/")))


def asked_of_the_database(visitor: Visitor, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(path).status_code == 200
    return len(seen.captured_queries)


def test_eight_payments_ask_the_database_as_often_as_one() -> None:
    town = world.found()
    maker, checker = colleague(town, "finance_maker"), colleague(town, "finance_checker")
    pages = [
        (maker, "/financien/"), (checker, "/financien/goedkeuren/"), (maker, "/financien/opdrachten/"),
        (maker, "/financien/afstemmen/"), (maker, "/financien/begroting/"), (maker, "/financien/begroting/4.1.1-TEST/2026/"),
    ]  # fmt: skip
    asked = []
    for more in (1, 2, 5):
        for stage in (lambda _: None, town.propose, partial(sent_back, town), town.approved):
            for decision in awards(town, more):
                stage(decision)
        asked.append([asked_of_the_database(who, path) for who, path in pages])
    assert asked == [asked[0]] * 3
    assert max(asked[0]) <= MOST_QUERIES


def test_a_page_of_what_waits_for_approval_is_light_and_the_last_payment_stands_on_the_next() -> None:
    town = world.found()
    waiting = proposed(town, 21)
    checker = colleague(town, "finance_checker")
    first, second = (checker.get("/financien/goedkeuren/", pagina=number) for number in "12")
    found = offered(text(first)), offered(text(second))
    assert ([len(one) for one in found], {*found[0], *found[1]}) == ([20, 1], set(waiting))
    assert weight(first.content, Client()) <= MOST_BYTES


def test_an_id_that_is_none_or_of_nothing_is_left_out() -> None:
    town = world.found()
    page = text(colleague(town, "finance_maker").post("/financien/", betaling=["geen-id"]))
    assert "Vink eerst aan waar het om gaat." in page
    unknown = text(colleague(town, "finance_maker").post("/financien/", betaling=[str(uuid.uuid4())]))
    assert "Voorgesteld" not in unknown
