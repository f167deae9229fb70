"""The minute in which a round closes: everybody saves and sends at once, at a real server. Nobody loses a word, and each has a receipt.

The moment of receipt is that of the server, between the press on the button and the answer: so that who was first, is first.
"""

from __future__ import annotations

import re
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import requests
from django.conf import settings
from django.db import connection
from django.test import Client

from grants import drafts, payloads, saying
from grants.drafts import Typed
from grants.models import Application, DraftAnswer, Version
from partners.models import Account, Organisation, Person
from tests import world
from tests.grants.portal.office import enter
from tests.invariants.serving import WORKERS, served
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.models import Event
from workflow.verify import verify

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.timeout(3000)]

CROWD = {"postgresql": 500, "sqlite": 100}
"""Who is there at the same moment, by engine: an embedded file is for small installations."""

HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|blad|gezegd|sleutel|versie\.[a-z_]+)" value="([^"]*)"')
LATE = "Uw aanvraag kwam na de sluiting."
AGAIN = 8
"""So often somebody tries again who was told that it is too busy."""


@dataclass
class Applicant:
    """Somebody with a draft, who types a last line and sends it; what the server said at each press, and when."""

    number: int
    reference: str
    session: str
    answers: list[tuple[str, int, float]] = field(default_factory=list)
    pressed: datetime | None = None
    answered: datetime | None = None
    receipt: str = ""

    @property
    def title(self) -> str:
        return f"Feest nummer {self.number}"

    def hurry(self, address: str) -> None:
        """Save the last line, read it back, sign and send."""
        home = requests.Session()
        home.cookies.set(settings.SESSION_COOKIE_NAME, self.session)
        form = f"{address}/mijn/{self.reference}/invullen"
        shown = self._ask(home, "GET", f"{form}/plan/")
        self._ask(home, "POST", f"{form}/plan/", {**hidden(shown), "idee_titel": self.title, "naar": "verder"})
        shown = self._ask(home, "GET", f"{form}/controleren/")
        self.pressed = datetime.now(UTC)
        answer = self._ask(home, "POST", f"{form}/controleren/", {**hidden(shown), "verklaring": "on"})
        self.answered = datetime.now(UTC)
        assert answer.headers.get("Location", "").endswith("/ontvangen/"), answer.text
        self.receipt = self._ask(home, "GET", f"{address}/mijn/{self.reference}/ontvangen/").text

    def _ask(
        self, home: requests.Session, method: str, url: str, data: dict[str, str] | None = None
    ) -> requests.Response:
        for _ in range(AGAIN):
            began = time.monotonic()
            answer = home.request(method, url, data=data, allow_redirects=False, timeout=600)
            self.answers.append((f"{method} {url.rsplit('/', 2)[1]}", answer.status_code, time.monotonic() - began))
            if answer.status_code != 503:
                assert answer.status_code in (200, 302), answer.text
                return answer
            time.sleep(int(answer.headers["Retry-After"]))
        raise AssertionError("too busy, time after time")


def hidden(answer: requests.Response) -> dict[str, str]:
    """What goes along unseen with the form on a page."""
    return dict(HIDDEN.findall(answer.text))


Party = tuple[Person, Organisation, str]


def parties(town: World, number: int) -> list[Party]:
    """People with an organisation, each signed in."""
    found = []
    for _ in range(number):
        person, organisation, _ = world.new_party(town.now)
        client = Client()
        enter(client, Account.objects.create_account(str(person.pk), None, person=person), datetime.now(UTC))
        found.append((person, organisation, client.cookies[settings.SESSION_COOKIE_NAME].value))
    return found


def closing_at(town: World, closes: datetime) -> World:
    """The town with a round that closes at this moment."""
    other = replace(town, round=uuid.uuid4())
    plan = payloads.RoundPlan(
        code=f"{town.scheme.prefix}-2", title=town.scheme.title, scheme_version=town.version.pk,
        rule=town.scheme.rounds[0].code, prefix=f"{town.scheme.prefix}2-2026", opens_at=town.now,
        closes_at=closes, ceiling_cents=world.CEILING_CENTS, book=town.book,
    )  # fmt: skip
    other.take("policy_officer", "round", "prepare", other.round, plan)
    other.take("policy_officer", "round", "open", other.round)
    return other


def begun(town: World, people: Sequence[Party]) -> list[Applicant]:
    """A draft for each of them, in which all but the last line was filled in."""
    found = []
    for number, (person, organisation, session) in enumerate(people):
        subject = uuid.uuid4()
        town.take(Actor(person=person.pk), "application", "draft", subject, payloads.Start(town.round, person.pk))
        case = Application.objects.select_related("stream").get(pk=subject)
        given = {drafts.PARTY: str(organisation.pk), **world.answers_for(1_000_00)}
        typed = {name: Typed(given[name]) for name in (drafts.PARTY, "adres", "begroting")}
        with clock.at(town.now):
            drafts.keep(case, person.pk, typed, uuid.uuid4())
        found.append(Applicant(number, case.stream.reference, session))
    return found


def all_at_once(people: Sequence[Applicant], address: str) -> None:
    """Let everybody hurry from the same moment on."""
    start = threading.Barrier(len(people))

    def run(one: Applicant) -> None:
        start.wait()
        one.hurry(address)

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(run, people))


def told(people: Sequence[Applicant], seconds: float) -> str:
    """How fast it went."""
    lines = [
        f"{len(people)} people on {connection.vendor}: all done in {seconds:.0f} s, {len(people) / seconds:.1f} receipts per second"
    ]
    kinds = Counter((kind, status) for one in people for kind, status, _ in one.answers)
    lines.append(f"{sum(LATE in one.receipt for one in people)} of them after the round closed")
    for (kind, status), count in sorted(kinds.items()):
        took = sorted(length for one in people for k, s, length in one.answers if (k, s) == (kind, status))
        lines.append(f"{kind} {status}: {count} times, median {took[len(took) // 2]:.1f} s, slowest {took[-1]:.1f} s")
    return "\n".join(lines)


@pytest.mark.parametrize("share", [pytest.param(20, id="some"), pytest.param(1, id="all", marks=pytest.mark.proof)])
def test_everybody_who_sends_in_the_closing_minute_has_a_receipt_of_the_moment_at_which_they_pressed(
    share: int,
) -> None:
    town = world.found()
    with served() as address:
        early = begun(town, parties(town, 2 * WORKERS))
        alone = min(hurried(one, address) for one in early)
        people = crowd(town, CROWD[connection.vendor] // share, alone)
        began = time.monotonic()
        all_at_once(people, address)
        seconds = time.monotonic() - began
    sys.stdout.write(f"\n{told(people, seconds)}\n")
    everybody_has_a_receipt([*early, *people])
    assert verify().differences == []


def hurried(one: Applicant, address: str) -> float:
    """In how many seconds somebody is ready who has the server for themselves."""
    began = time.monotonic()
    one.hurry(address)
    return time.monotonic() - began


def crowd(town: World, number: int, alone: float) -> list[Applicant]:
    """So many people just before their round closes, by what one took alone, in seconds: about half of them will be in time."""
    began = time.monotonic()
    people = parties(town, number)
    drafting, rush = 2 * (time.monotonic() - began) + 5, number * alone / WORKERS / 2
    closes = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=drafting + rush)
    found = begun(closing_at(town, closes), people)
    time.sleep(max(0, (closes - datetime.now(UTC)).total_seconds() - rush))
    return found


def everybody_has_a_receipt(people: Sequence[Applicant]) -> None:
    """Nothing is lost and nothing is there twice; the moment is that of the server, after the press and before the answer."""
    cases = {one.stream.reference: one for one in Application.objects.select_related("stream", "round")}
    filed = dict(Event.objects.filter(machine="application", action="file").values_list("subject", "at"))
    assert len(cases) == len(filed) == Version.objects.count() == len(people)
    assert {one.reference: one.title for one in people} == {reference: case.title for reference, case in cases.items()}
    assert DraftAnswer.objects.count() == 0
    for one in people:
        case = cases[one.reference]
        assert one.pressed
        assert one.answered
        assert case.received_at == filed[case.pk]
        assert one.pressed <= case.received_at <= one.answered
        assert (LATE in one.receipt) == (case.received_at > case.round.closes_at)
        assert saying.moment(case.received_at) in one.receipt.replace("&nbsp;", "\N{NO-BREAK SPACE}")
