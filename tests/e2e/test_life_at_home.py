"""The whole life of an application, of every scheme, on the screens of who applies: from the catalogue to the last account.

The questions, the pages and the way to the decision are read from the scheme: a new scheme is walked by being there.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from django.test import Client
from playwright.sync_api import Browser, Locator, Page

from budgets.models import Payment
from documents.models import Letter
from grants import payloads, saying
from grants.models import Application, Decision, Version
from grants.portal.applicant.following.said import EVENTS
from grants.schemes import ALL
from partners.models import Account, Person
from tests import world
from tests.documents import good_files
from tests.e2e import behind_the_desk as desk
from tests.e2e.answering import Answering
from tests.e2e.conftest import TownTime
from tests.e2e.hands import Finger, Keyboard
from tests.e2e.visiting import fits, visit
from tests.grants.portal.office import enter
from tests.toy import BUURTFEEST
from tests.world import World
from workflow import clock
from workflow.amounts import grouped
from workflow.form import asked
from workflow.models import Deadline, Event
from workflow.questions import Upload
from workflow.scheme import RoundRule, Scheme
from workflow.verify import verify

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.timeout(900),
    pytest.mark.usefixtures("private_storage", "clock_of_town"),
]

MOST_EUROS = 12_000
"""What is asked, where the scheme does not give less."""


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody walks: how wide their screen is, with scripts or without, and with a finger or a keyboard."""

    name: str
    width: int
    scripts: bool = True
    hands: type[Finger] = Finger


PHONE, DESK, PLAIN, KEYS = (
    Way("390", 390),
    Way("1280", 1280),
    Way("no-scripts", 390, scripts=False),
    Way("keyboard", 1280, hands=Keyboard),
)


def walks() -> list[ParameterSet]:
    """Every round of every scheme, in every way; the first of them always, and the others, with a scheme that is new, for `make prove`."""
    found = [(scheme, rule, way) for scheme in ALL for rule in scheme.rounds for way in (PHONE, DESK, PLAIN, KEYS)]
    found.append((BUURTFEEST, BUURTFEEST.rounds[0], PHONE))
    return [
        pytest.param(
            *one, id=f"{one[0].code}-{one[1].code}-{one[2].name}", marks=() if number == 0 else pytest.mark.proof
        )
        for number, one in enumerate(found)
    ]


@dataclass
class Home:
    """Somebody at home with a plan, and what the town knows of them."""

    page: Page
    hands: Finger
    town: World
    rule: RoundRule
    person: Person
    account: Account

    def come_back(self) -> None:
        """Sign in, at the time that it is in the town."""
        TownTime.now = self.town.now
        client = Client()
        enter(client, self.account, self.town.now)
        session = client.cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}])

    def press(self, what: Locator) -> None:
        """Press something on a page on which nothing sticks out."""
        what.wait_for()
        assert fits(self.page), self.page.url
        self.hands.press(what)

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("main").get_by_role("button", name=name, exact=True))

    def link(self, name: str, *, exact: bool = True) -> None:
        self.press(self.page.get_by_role("main").get_by_role("link", name=name, exact=exact).first)

    def heading(self, name: str) -> None:
        self.page.get_by_role("heading", name=name).first.wait_for()

    @property
    def case(self) -> Application:
        return Application.objects.select_related("round", "stream").get()

    def says(self) -> str:
        return plain(self.page.get_by_role("main").inner_text())

    # --- The parts of the walk ----------------------------------------------------------------------------------------

    def look_whether_it_fits(self) -> None:
        """From the catalogue by the fit check to the first page of the application."""
        self.page.goto("/subsidies/")
        self.link(self.town.scheme.title)
        if self.town.scheme.fit_check:
            self.link("Kijk of het past")
            for one in self.town.scheme.fit_check:
                self.heading(one.question)
                self.button("Ja")
            self.heading("Het past waarschijnlijk")
        self.link("Begin met een aanvraag", exact=False)
        self.button("Begin met de aanvraag")
        self.heading("Uw aanvraag")

    def fill_in(self, answering: Answering) -> None:
        """For whom, then every page with its questions in the order of the scheme."""
        self.link("Uw organisatie")
        self.hands.tick(self.page.get_by_label("Buren van de straat"))
        self.button("Verder")
        questions = asked(self.town.scheme, self.rule.code)
        for part in dict.fromkeys(one.part for one in questions if type(one).__name__ != "Declaration"):
            self.page.wait_for_url(f"**/invullen/{part}/")
            for one in questions:
                if one.part == part and one.required:
                    answering.answer(one)
            self.button("Verder")

    def send(self, answering: Answering) -> None:
        """Read it back, sign, send; the receipt says what the trail says."""
        self.heading("Controleren en indienen")
        waits = self.page.get_by_role("heading", name="Dit ontbreekt nog – u kunt toch indienen")
        gaps = self.page.locator("section[aria-labelledby=gaten] li")
        labels = [one.label for one in asked(self.town.scheme, self.rule.code) if one.id in answering.later]
        assert (waits.count(), gaps.all_inner_texts()) == (bool(labels), labels)
        for box in self.page.get_by_role("main").get_by_role("checkbox").all():
            self.hands.tick(box)
        self.button("Dien aanvraag in")
        self.heading("Wij hebben uw aanvraag")
        filed = Event.objects.get(stream=self.case.stream_id, machine="application", action="file")
        term = Deadline.objects.get(stream=self.case.stream_id, kind="decision_term")
        told = [self.case.stream.reference, saying.moment(filed.at), saying.weekday(term.legal_deadline)]
        assert [one for one in told if one not in self.says()] == []

    def complete(self, answering: Answering) -> None:
        """Send what the office missed."""
        missed = tuple(sorted(answering.later))
        until = clock.day_of(self.town.now) + timedelta(days=14)
        request = payloads.CompletionRequest(missed, until)
        self.town.take("intake_clerk", "application", "request_completion", self.case.pk, request)
        desk.make_letters(self.town)
        self.town.wait(days=7)
        self.come_back()
        self.page.goto("/mijn/")
        self.link("Bekijk wat u moet doen", exact=False)
        self.link("Vul uw aanvraag aan")
        for one in missed:
            self.hands.hand_over(self.page.locator(f'input[type=file][name^="answers.{one}"]'), answering.file)
        self.button("Ga verder")
        self.heading("Dit gebeurt er als u bevestigt")
        self.button("Vul uw aanvraag aan")
        self.page.get_by_text("Gelukt. Wij hebben het ontvangen.").wait_for()

    def read_the_decision(self, decision: Decision) -> None:
        desk.make_letters(self.town)
        self.come_back()
        self.page.goto(f"/mijn/{self.case.stream.reference}/")
        self.link("Bekijk ons besluit")
        assert plain(saying.euro(decision.amount_cents)) in self.says()
        assert fits(self.page)

    def account_for(self) -> None:
        """The plan is over, and all went as in the budget: what was planned stands in front of each line."""
        self.town.wait(days=120)
        self.come_back()
        self.page.goto(f"/mijn/{self.case.stream.reference}/")
        self.link("Leg verantwoording af")
        budget = json.loads(Version.objects.filter(application=self.case.pk).latest("number").answers)["begroting"]
        planned = {f"{side}.{n}": line["amount_cents"] for side, rows in budget.items() for n, line in enumerate(rows)}
        planned["actual_cents"] = sum(line["amount_cents"] for line in budget["costs"])
        for field in self.page.locator("main form [name]:not([type=hidden])").all():
            name = str(field.get_attribute("name"))
            if field.get_attribute("type") == "checkbox":
                self.hands.tick(field)
            elif name in planned:
                self.hands.write(field, grouped(planned[name] // 100))
            elif name == "text":
                self.hands.write(field, "Het is gelukt.")
        self.button("Ga verder")
        self.heading("Dit gebeurt er als u bevestigt")
        self.button("Leg verantwoording af")
        self.page.get_by_text("Gelukt. Wij hebben het ontvangen.").wait_for()


def plain(text: str) -> str:
    """A text with spaces at which a line may break."""
    return text.strip().replace("\N{NO-BREAK SPACE}", " ")


def lines(page: Page) -> list[tuple[str, str]]:
    """What the road says that happened: the moment and the sentence."""
    found = page.locator(".road-e li").evaluate_all(
        "all => all.map(one => [one.querySelector('time').dateTime, one.querySelector('span').firstChild.textContent])"
    )
    return [(datetime.fromisoformat(at).isoformat(), plain(text)) for at, text in found]


def told(case: Application) -> Iterator[tuple[str, str]]:
    """What the trail of a case holds that an applicant may know, as the road has to say it."""
    paid = dict(Payment.objects.filter(stream=case.stream_id).values_list("pk", "amount_cents"))
    for event in Event.objects.filter(stream=case.stream_id).order_by("seq"):
        if moment := EVENTS.get(f"{event.machine}.{event.action}"):
            words = f"Wij betaalden {saying.euro(paid[event.subject])}." if event.subject in paid else moment.what
            yield (
                event.at.astimezone(clock.AMSTERDAM).replace(microsecond=0).isoformat(),
                plain(words),
            )


def agrees(home: Home) -> None:
    """The road says all that the trail says and no more, and every letter is there, as it was made."""
    desk.make_letters(home.town)
    home.come_back()
    home.page.goto(f"/mijn/{home.case.stream.reference}/")
    assert fits(home.page)
    assert Counter(lines(home.page)) == Counter(told(home.case))
    letters = list(Letter.objects.filter(stream=home.case.stream_id))
    shown = home.page.locator("aside ul.letters a[href*='/brief/']").evaluate_all("all => all.map(one => one.href)")
    hashes = [hashlib.sha256(home.page.request.get(address).body()).hexdigest() for address in shown]
    assert sorted(hashes) == sorted(one.unsealed_sha256 for one in letters)
    assert len(letters) > 1
    assert verify().differences == []


@pytest.mark.parametrize(("scheme", "rule", "way"), walks())
def test_an_application_lives_from_the_catalogue_to_the_last_account_and_all_agrees_with_the_trail(
    browser: Browser, served: str, tmp_path: Path, scheme: Scheme, rule: RoundRule, way: Way
) -> None:
    town = desk.open_town(scheme, rule)
    person, _, _ = world.new_party(town.now)
    file = tmp_path / "stuk.pdf"
    file.write_bytes(good_files.pdf())
    uploads = [one.id for one in asked(scheme, rule.code) if isinstance(one, Upload) and one.required]
    euros = min(int(rule.parameters.get("maximum_cents", MOST_EUROS * 100)) // 100, MOST_EUROS)
    with visit(browser, served, width=way.width, scripts=way.scripts) as page:
        hands = way.hands(page)
        home = Home(page, hands, town, rule, person, Account.objects.create_account("thuis", None, person=person))
        answering = Answering(hands, euros, file, set(uploads[:1]))
        home.come_back()
        home.look_whether_it_fits()
        home.fill_in(answering)
        home.send(answering)
        if answering.later:
            home.complete(answering)
        desk.judge(town, home.case)
        decision = desk.decide(town, home.case)
        home.read_the_decision(decision)
        desk.pay(town, decision)
        agrees(home)
        if home.case.state == Application.MONITORED:
            home.account_for()
            desk.determine(town, home.case)
            agrees(home)
    assert (home.case.state, home.case.granted_cents) == (Application.ACCOUNTED, decision.amount_cents)
