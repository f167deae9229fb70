"""Every address × method × person, from the URL configuration itself: who may not see something is told that it is not there."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from grants import payloads, sight
from grants.demo import tour
from grants.desk import OFFICE, WORK
from grants.models import Application, Decision
from grants.portal import icons
from partners.models import Membership, Organisation, Person
from tests import world
from tests.grants.portal.office import Visitor
from tests.world import World
from workflow import clock
from workflow.facts import Actor
from workflow.registers import record

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

CANARY = "Zeearend"
CANARIES = ("Zeearend-1", "Zeearend-2", "Zeearend-3@voorbeeld.example")
"""Words in the title, the organisation and the address of a case: they turn up nowhere but at a colleague's screen.

Every other text that somebody can type about a case begins with the same word.
"""

WHOLE = frozenset({"finance-order", "finance-file", "finance-statement", "audit-sample", "audit-sample-export"})
"""What shows a whole, also to who has an interest in a part of it (record 0025)."""

SIGN_IN, GONE, OK, ON, NOT_ALLOWED, ELSEWHERE = "sign-in", 404, 200, 302, 405, 302


@dataclass(frozen=True)
class Scene:
    """The town, one case in it, and everybody who may come to the door."""

    town: World
    case: Application
    people: dict[str, uuid.UUID | None]


@dataclass(frozen=True)
class Rule:
    """What one address answers to GET and POST: to a visitor, to who has a login but no role at the office, to a colleague."""

    args: Callable[[Scene], list[Any]]
    visitor: tuple[object, object]
    stranger: tuple[object, object]
    colleague: tuple[object, object]
    some: frozenset[str] = OFFICE  # The roles for which it is there at all; for other colleagues it is not.
    writers: frozenset[str] = OFFICE  # Of those, the roles that may also do something there.
    applicant: tuple[object, object] | None = None  # What the applicant of the case is answered, who may read it there.


def nothing(_: Scene) -> list[Any]:
    return []


def reference(scene: Scene) -> list[Any]:
    return [scene.case.stream.reference]


CLERK = frozenset({"intake_clerk"})
POLICY = frozenset({"policy_officer"})
AUDITOR = frozenset({"auditor"})
SIGNER = frozenset({"mandate_holder"})
OVERSEERS = frozenset({"policy_officer", "mandate_holder", "auditor"})
JUDGES = frozenset({"assessor", "juror", "inspector"})
MAKER = frozenset({"finance_maker"})
PAYING = MAKER | {"finance_checker", "finance_third"}
BUDGET = PAYING | {"budget_holder", "policy_officer", "auditor"}
WIDE = OFFICE - sight.NARROW  # The round of the scene is judged by nobody, and begins with no idea.
OFFICE_ONLY = ((SIGN_IN, SIGN_IN), (GONE, GONE))


def alike(args: Callable[[Scene], list[Any]], read: object) -> Rule:
    """The same for everybody: it can be read and not written."""
    return Rule(args, (read, NOT_ALLOWED), (read, NOT_ALLOWED), (read, NOT_ALLOWED))


def own(args: Callable[[Scene], list[Any]], read: object, write: object) -> Rule:
    """What everybody with a login has, each their own."""
    return Rule(args, (SIGN_IN, SIGN_IN), (read, write), (read, write))


def at_home(args: Callable[[Scene], list[Any]], read: object, write: object) -> Rule:
    """What is the applicant's own, in one dossier: for everybody else, colleagues included, it is not there."""
    gone = (GONE, NOT_ALLOWED if write == NOT_ALLOWED else GONE)
    return Rule(args, (SIGN_IN, SIGN_IN), gone, gone, applicant=(read, write))


EXPECTED: dict[str, Rule] = {
    "health": alike(nothing, OK),
    "no-such-address": Rule(nothing, (GONE, GONE), (GONE, GONE), (GONE, GONE)),
    "start": alike(nothing, ON),
    "subsidies": alike(nothing, OK),
    "subsidy": alike(lambda _: ["buurtfeest"], OK),
    "fit-check": alike(lambda _: ["buurtfeest"], GONE),  # This scheme asks nothing beforehand.
    "sample-budget": alike(lambda _: ["buurtfeest"], OK),
    "award-register": alike(nothing, OK),
    "open-data": alike(nothing, OK),
    "open-data-file": alike(lambda _: ["register.csv"], OK),
    "open-data-scheme": alike(lambda _: ["buurtfeest", "2026.1"], OK),
    "open-data-difference": alike(lambda _: ["buurtfeest", "2026.1", "2026.1"], OK),
    "common-grants": alike(nothing, OK),
    "common-grants-one": alike(lambda _: [uuid.UUID(int=7)], GONE),
    "accessibility": alike(nothing, OK),
    "privacy": alike(nothing, OK),
    "language": Rule(nothing, (ON, ON), (ON, ON), (ON, ON)),  # Who only looks chooses nothing, and goes on as well.
    "sign-in": Rule(nothing, (OK, OK), (ELSEWHERE, ELSEWHERE), (ELSEWHERE, ELSEWHERE)),
    "sign-out": Rule(nothing, (SIGN_IN, SIGN_IN), (NOT_ALLOWED, ON), (NOT_ALLOWED, ON)),
    "sign-in-code": Rule(nothing, (ON, ON), (ON, ON), (ON, ON)),  # Only after a right password.
    "sign-in-passkey": Rule(
        nothing, (OK, ON), (OK, ON), (OK, ON)
    ),  # A question for the browser, that nobody can answer.
    "sign-in-openid": alike(lambda _: ["digid"], GONE),  # This installation has no broker; tests of their own have one.
    "sign-in-openid-back": alike(lambda _: ["digid"], GONE),
    "introduce": Rule(nothing, (ON, ON), (ON, ON), (ON, ON)),  # Only after a broker said who it is.
    "ask-link": Rule(nothing, (OK, OK), (OK, OK), (OK, OK)),
    "link-sent": alike(nothing, OK),
    "follow-link": alike(lambda _: ["verzonnen"], ON),
    "choose-password": Rule(nothing, (ON, ON), (ON, ON), (ON, ON)),  # Only after a link.
    "account": own(nothing, OK, NOT_ALLOWED),
    "account-app": own(nothing, OK, OK),
    "account-passkey": own(nothing, OK, OK),
    "account-codes": own(nothing, NOT_ALLOWED, OK),
    "account-remove": own(lambda _: [uuid.UUID(int=7)], NOT_ALLOWED, GONE),
    "account-password": own(nothing, OK, OK),
    "mine": dataclasses.replace(own(nothing, OK, NOT_ALLOWED), applicant=(OK, NOT_ALLOWED)),
    "join-by-post": own(nothing, OK, OK),
    "applicant-start": own(lambda _: ["BF-jaar"], OK, ON),
    "applicant-tasks": at_home(reference, ON, ON),  # It was filed: the receipt is there instead.
    "applicant-party": at_home(reference, ON, ON),
    "applicant-part": at_home(lambda scene: [*reference(scene), "plan"], ON, ON),
    "applicant-check": at_home(reference, ON, ON),
    "applicant-together": at_home(reference, ON, ON),
    "write-along": own(lambda _: ["geheim"], GONE, GONE),
    "applicant-history": at_home(reference, ON, ON),
    "applicant-new-party": at_home(reference, ON, ON),
    "own-plan": Rule(
        reference, (SIGN_IN, SIGN_IN), (NOT_ALLOWED, GONE), (NOT_ALLOWED, GONE), applicant=(NOT_ALLOWED, ON)
    ),
    "applicant-attach": at_home(lambda scene: [*reference(scene), "foto"], ON, ON),
    "applicant-file": at_home(lambda scene: [*reference(scene), uuid.UUID(int=7)], GONE, NOT_ALLOWED),
    "dossier-file": Rule(lambda scene: [*reference(scene), uuid.UUID(int=7)], *OFFICE_ONLY, (GONE, NOT_ALLOWED)),
    "applicant-experience": Rule(
        reference, (SIGN_IN, SIGN_IN), (NOT_ALLOWED, GONE), (NOT_ALLOWED, GONE), applicant=(NOT_ALLOWED, OK)
    ),
    "applicant-receipt": at_home(reference, OK, NOT_ALLOWED),
    "own-case": at_home(reference, OK, NOT_ALLOWED),
    "own-thread": at_home(reference, OK, NOT_ALLOWED),
    "own-answers": at_home(reference, OK, NOT_ALLOWED),
    "own-decision": at_home(reference, GONE, NOT_ALLOWED),  # Nothing is decided yet.
    "own-agenda": at_home(reference, OK, NOT_ALLOWED),
    "own-file": at_home(lambda scene: [*reference(scene), uuid.UUID(int=7)], GONE, NOT_ALLOWED),
    "own-letter": at_home(lambda scene: [*reference(scene), uuid.UUID(int=7)], GONE, NOT_ALLOWED),
    "own-step": at_home(lambda scene: [*reference(scene), "application", "withdraw", str(scene.case.pk)], OK, OK),
    "icons": alike(lambda _: [icons.edition()], OK),
    "queue": Rule(nothing, *OFFICE_ONLY, (OK, OK), writers=WORK),
    "todo": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=WORK),
    "absences": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=WORK | {"administrator"}),
    "next-case": Rule(nothing, *OFFICE_ONLY, (ON, NOT_ALLOWED)),
    "post": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=CLERK),
    "file-new": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=CLERK),
    "new-party": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=CLERK),
    "file-for": Rule(
        lambda scene: ["BF-jaar", scene.case.organisation_id, scene.case.contact_id],
        *OFFICE_ONLY,
        (OK, OK),
        some=CLERK,
    ),
    "idea-for": Rule(  # This scheme knows no ideas.
        lambda scene: ["BF-jaar", scene.case.organisation_id, scene.case.contact_id],
        *OFFICE_ONLY,
        (GONE, GONE),
        some=CLERK,
    ),
    "check": Rule(reference, *OFFICE_ONLY, (OK, OK), some=CLERK),
    "code-by-post": Rule(reference, *OFFICE_ONLY, (OK, OK), some=CLERK),
    "doubles": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=CLERK),
    "merge": Rule(lambda scene: [*reference(scene), "BF-2026-9999"], *OFFICE_ONLY, (GONE, GONE), some=CLERK),
    "people": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=frozenset({"administrator"})),
    "telling": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=frozenset({"administrator"})),
    "messages": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=frozenset({"administrator"})),
    "schemes": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY),
    "scheme": Rule(lambda _: ["buurtfeest", "2026.1"], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY),
    "scheme-round": Rule(lambda _: ["buurtfeest", "2026.1"], *OFFICE_ONLY, (OK, OK), some=POLICY),
    "texts": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY | SIGNER),
    "text": Rule(lambda _: ["innovatie-atelier", "award"], *OFFICE_ONLY, (OK, OK), some=POLICY | SIGNER),
    "annual-report": Rule(lambda _: [2026], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY | AUDITOR),
    "annual-report-csv": Rule(lambda _: [2026], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY | AUDITOR),
    "annual-report-value": Rule(lambda _: [2026, "feesten"], *OFFICE_ONLY, (GONE, GONE), some=POLICY),
    "round-simulation": Rule(lambda _: ["BF-jaar"], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY),
    "scheme-difference": Rule(
        lambda _: ["buurtfeest", "2026.1", "2026.1"], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY
    ),
    "scheme-states": Rule(lambda _: ["buurtfeest", "2026.1"], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY),
    "scheme-diagram": Rule(lambda _: ["buurtfeest", "2026.1"], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY),
    "scheme-times": Rule(lambda _: ["buurtfeest", "2026.1"], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=POLICY),
    "five-minutes": Rule(nothing, *OFFICE_ONLY, (GONE, GONE)),
    "signing": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=SIGNER),
    "signing-one": Rule(lambda _: [uuid.UUID(int=7)], *OFFICE_ONLY, (GONE, GONE), some=SIGNER),
    "college-paper": Rule(
        lambda _: [uuid.UUID(int=7)],
        *OFFICE_ONLY,
        (GONE, NOT_ALLOWED),
        some=frozenset({"mandate_holder", "policy_officer"}),
    ),
    "announcing": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=frozenset({"policy_officer"})),
    "dispatch": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=POLICY | SIGNER | CLERK, writers=CLERK),
    "finance": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=PAYING, writers=MAKER),
    "finance-approving": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=PAYING, writers=frozenset({"finance_checker"})),
    "finance-orders": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=PAYING, writers=MAKER),
    "finance-order": Rule(lambda _: ["BO-2026-9999"], *OFFICE_ONLY, (GONE, NOT_ALLOWED), some=PAYING),
    "finance-file": Rule(lambda _: ["BO-2026-9999"], *OFFICE_ONLY, (NOT_ALLOWED, GONE), some=MAKER),
    "finance-statement": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=PAYING, writers=MAKER),
    "finance-budget": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=BUDGET),
    "finance-line": Rule(lambda _: ["4.1.1-TEST", 2026], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=BUDGET),
    "audit": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=AUDITOR),
    "audit-dossier": Rule(reference, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=AUDITOR),
    "audit-chains": Rule(nothing, *OFFICE_ONLY, (OK, OK), some=AUDITOR),
    "audit-proof": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=AUDITOR),
    "audit-sample": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=AUDITOR),
    "audit-sample-export": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=AUDITOR),
    "audit-sample-keep": Rule(nothing, *OFFICE_ONLY, (NOT_ALLOWED, ON), some=AUDITOR),
    "audit-kept": Rule(lambda _: [uuid.UUID(int=7)], *OFFICE_ONLY, (GONE, NOT_ALLOWED), some=AUDITOR),
    "audit-kept-export": Rule(lambda _: [uuid.UUID(int=7)], *OFFICE_ONLY, (GONE, NOT_ALLOWED), some=AUDITOR),
    "audit-judge": Rule(lambda _: [uuid.UUID(int=7), 1], *OFFICE_ONLY, (GONE, GONE), some=AUDITOR),
    "dossier": Rule(reference, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=WIDE),
    "letter": Rule(lambda scene: [*reference(scene), uuid.UUID(int=7)], *OFFICE_ONLY, (GONE, NOT_ALLOWED)),
    "assess": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED), some=JUDGES),
    "assess-interests": Rule(lambda _: ["BF-jaar"], *OFFICE_ONLY, (ON, ON), some=JUDGES),
    "assess-case": Rule(reference, *OFFICE_ONLY, (GONE, GONE), some=JUDGES),  # This round is judged by nobody.
    "assess-consensus": Rule(reference, *OFFICE_ONLY, (GONE, GONE), some=JUDGES - {"inspector"}),
    "assess-lock": Rule(reference, *OFFICE_ONLY, (GONE, GONE), some=JUDGES),
    "rounds": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED)),
    "round": Rule(lambda _: ["BF-jaar"], *OFFICE_ONLY, (OK, NOT_ALLOWED)),
    "round-plan": Rule(lambda _: ["BF-jaar"], *OFFICE_ONLY, (GONE, GONE), some=frozenset({"policy_officer"})),
    "round-step": Rule(lambda _: ["BF-jaar", "close"], *OFFICE_ONLY, (OK, OK), some=frozenset({"policy_officer"})),
    "ranking": Rule(lambda _: ["BF-jaar"], *OFFICE_ONLY, (OK, NOT_ALLOWED), some=OVERSEERS),
    "ranking-paper": Rule(lambda _: ["BF-jaar"], *OFFICE_ONLY, (GONE, NOT_ALLOWED), some=OVERSEERS),
    "begin": Rule(nothing, *OFFICE_ONLY, (OK, NOT_ALLOWED)),
    "begin-step": Rule(
        lambda _: ["payment_order", "make_order"], *OFFICE_ONLY, (OK, OK), some=frozenset({"finance_maker"})
    ),
    "step": Rule(
        lambda scene: [*reference(scene), "application", "intake", str(scene.case.pk)],
        *OFFICE_ONLY,
        (OK, OK),
        some=frozenset({"intake_clerk"}),
    ),
}


def scene() -> Scene:
    """One case with words that nobody else uses, its applicant and another one, and a colleague in every role."""
    town = world.found()
    person, organisation, account = world.new_party(town.now)
    Person.objects.filter(pk=person.pk).update(email=CANARIES[2])
    Organisation.objects.filter(pk=organisation.pk).update(name=CANARIES[1])
    case, actor = uuid.uuid4(), Actor(person=person.pk)
    answers = {**world.answers_for(100_00), "idee_titel": CANARIES[0]}
    filing = payloads.Filing(answers, organisation.pk, person.pk, account.pk, round=town.round)
    town.take(actor, "application", "file", case, filing)
    other, _, _ = world.new_party(town.now)
    people: dict[str, uuid.UUID | None] = {"visitor": None, "applicant": person.pk, "other applicant": other.pk}
    people |= {"nobody": town.hire().person}
    people |= {role: town.hire(role).person for role in sorted(OFFICE)}
    return Scene(town, Application.objects.select_related("stream").get(pk=case), people)


def told_of(there: Scene) -> tuple[Decision, Decision]:
    """A case of the same applicant of which every text that can be typed has the word in it: one grant to pay, one to sign."""
    town, case = there.town, there.case
    assert case.organisation_id
    town.take("intake_clerk", "application", "intake", case.pk)
    note = payloads.Contact(
        case.pk, clock.day_of(town.now), "phone", "Zeearend-4", "Zeearend-5", "Zeearend-6", date(2026, 1, 9)
    )
    town.take("intake_clerk", "contact_note", "note_contact", uuid.uuid4(), note, stream=case.stream_id)
    asked = payloads.Help(case.pk, town.people["finance_maker"], date(2026, 1, 9), "Zeearend-7")
    town.take("intake_clerk", "help_request", "ask_help", uuid.uuid4(), asked, stream=case.stream_id)
    wrote = payloads.Writing(case.pk, "Zeearend-12")
    town.take(Actor(person=case.contact_id), "message", "write_message", uuid.uuid4(), wrote, stream=case.stream_id)
    award = town.decide(case, reason="Zeearend-8")
    sent_back = town.propose(award)
    town.take("finance_checker", "payment", "send_back_payment", sent_back, payloads.Doubt("Zeearend-9"))
    again = Actor(person=case.contact_id)
    filing = payloads.Filing(
        {**world.answers_for(100_00), "idee_titel": "Zeearend-10"}, case.organisation_id, case.contact_id, case.bank_account_id,
        round=town.round,
    )  # fmt: skip
    town.take(again, "application", "file", second := uuid.uuid4(), filing)
    town.take("intake_clerk", "application", "intake", second)
    waits = Application.objects.get(pk=second)
    return award, Decision.objects.get(pk=town.draft(waits, reason="Zeearend-11"))


def test_who_has_an_interest_reads_no_word_of_it_in_any_list_count_export_or_search() -> None:
    there = scene()
    told_of(there)
    member = there.town.hire(*sorted(OFFICE))
    assert member.person
    since = clock.day_of(there.town.now)
    assert there.case.organisation_id
    joined = Membership(
        person_id=member.person, organisation_id=there.case.organisation_id, role="member", valid_from=since
    )
    with clock.at(there.town.now):
        record("partners", joined, actor=world.INSTALLATION, key=world.key())
    read = {}
    for who, person in (("member", member.person), ("colleague", there.town.hire(*sorted(OFFICE)).person)):
        visitor = Visitor(there.town, person)
        paths = {name: reverse(name, args=rule.args(there)) for name, rule in EXPECTED.items()}
        paths |= {"search": "/werk/?wie=alles&zoek=zeearen", "nobody's": "/werk/?wie=niemand", "own": "/werk/?wie=ik"}
        read[who] = {name for name, path in paths.items() if CANARY in content(visitor.get(path))}
    at_home = {name for name, rule in EXPECTED.items() if rule.applicant}  # There a member is the applicant.
    assert read["member"] - WHOLE - at_home == set()
    assert read["colleague"] >= {"queue", "signing", "finance", "dossier", "search"}


def test_every_address_is_in_the_table_and_the_table_has_no_other() -> None:
    assert sorted(tour.addresses()) == sorted(EXPECTED)


def expected(rule: Rule, who: str) -> tuple[object, object]:
    if who == "visitor":
        return rule.visitor
    if who == "applicant" and rule.applicant:
        return rule.applicant
    if who in rule.some - rule.writers:
        return (rule.colleague[0], GONE)
    if who in OFFICE:
        return rule.colleague if who in rule.some else (GONE, NOT_ALLOWED if rule.colleague[1] == NOT_ALLOWED else GONE)
    return rule.stranger


@pytest.mark.timeout(900)
def test_every_address_answers_everybody_as_the_table_says_and_leaks_nothing() -> None:
    there = scene()
    wrong, seen = [], 0
    visitors = {who: Visitor(there.town, person) for who, person in there.people.items()}
    for name, rule in EXPECTED.items():
        path = reverse(name, args=rule.args(there))
        for who, person in there.people.items():
            visitor = Visitor(there.town, person) if name == "sign-out" else visitors[who]
            for method, wanted in zip(("get", "post"), expected(rule, who), strict=True):
                response = getattr(visitor, method)(path)
                seen += 1
                if answered(response) != wanted:
                    wrong.append((name, method, who, answered(response), wanted))
                reads = who == "applicant" if rule.applicant else who in WIDE
                if not reads and CANARY in content(response):
                    wrong.append((name, method, who, "leaks", ""))
    assert wrong == []
    assert seen == len(EXPECTED) * len(there.people) * 2


def content(response: Any) -> str:
    """What an answer says, one that comes in pieces included; of a file its bytes as they are."""
    said: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    return said.decode(errors="replace")


def answered(response: Any) -> object:
    if response.status_code == ON and response.url.startswith("/inloggen/?next="):
        return SIGN_IN
    return response.status_code


def test_a_colleague_does_see_the_case_and_never_the_whole_account_number() -> None:
    there = scene()
    clerk = Visitor(there.town, there.people["intake_clerk"])
    page = clerk.get(f"/dossier/{there.case.stream.reference}/").content.decode()
    assert [word for word in CANARIES if word not in page] == []
    assert "NL03VBLD0910000001" not in page
    assert CANARIES[0] in clerk.get("/werk/").content.decode()


def test_a_dossier_that_is_not_there_is_not_found_whatever_is_asked_for() -> None:
    there = scene()
    clerk = Visitor(there.town, there.people["intake_clerk"])
    for path in ("/dossier/BF-2026-9999/", "/dossier/%00/", "/dossier/BF-2026-9999/stap/application/intake/nieuw/",
        "/ronde/%00/", "/werk/?zoek=%00", "/werk/?ronde=a%00", "/werk/volgende/?na=%00",
    ):  # fmt: skip
        assert clerk.get(path).status_code == GONE
