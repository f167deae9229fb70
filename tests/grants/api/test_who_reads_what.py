"""Every address of the API × method × person, from its own addresses: who may not see something is told that it is not there."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import URLPattern, reverse

from budgets.models import BudgetLine, Indicator, IndicatorValue, Payment, PaymentOrder, PolicyField
from documents import uploads
from documents.models import Letter, Rendered, Upload
from documents.tasks import WORKER, file_of
from grants import payloads
from grants.api.urls import urlpatterns
from grants.desk import OFFICE, WORK
from grants.models import Absence, Assessment, AuditSample, AuditVerdict, Decision, LetterText, Receipt
from partners.models import Membership
from tests import world
from tests.documents import good_files
from tests.grants.api.callers import SystemCaller, calling
from tests.grants.payers import ordered
from tests.grants.portal.office import Visitor
from tests.grants.portal.test_who_sees_what import (
    AUDITOR,
    BUDGET,
    CANARIES,
    CANARY,
    CLERK,
    PAYING,
    POLICY,
    SIGNER,
    WIDE,
    Scene,
    content,
    scene,
    told_of,
)
from tests.world import World
from workflow import clock, door
from workflow.facts import Actor
from workflow.models import Deadline, Event, RoleGrant
from workflow.registers import record

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

OK, SIGN_IN, GONE, NOT_ALLOWED, UNREADABLE = 200, 401, 404, 405, 415
ALL = frozenset(OFFICE)


@dataclass(frozen=True)
class Rule:
    """For which colleagues an address is there, with which scope of a token, whether a case stands in its answer.

    `posted` is what it answers to a form: nothing of ours reads one. `closed` says that for others it is not there, whatever they do.
    """

    some: frozenset[str]
    scope: str
    of_a_case: bool = False
    posted: int = 405
    closed: bool = False


COLLEAGUES = WORK | {"administrator"}
ENTERING = frozenset({"administrator", "policy_officer", "mandate_holder"})
"""Who enters something in the register of texts, which stands for all registers here."""

DOSSIERS, MONEY, SCHEMES, REGISTERS = "dossiers:read", "money:read", "schemes:read", "registers:read"
EXPECTED = {
    "application-list": Rule(ALL, DOSSIERS, of_a_case=True),
    "application-detail": Rule(WIDE, DOSSIERS, of_a_case=True),
    "event-list": Rule(WIDE, DOSSIERS, of_a_case=True),
    "step-list": Rule(WIDE, DOSSIERS, of_a_case=True, posted=UNREADABLE, closed=True),
    "completion-list": Rule(WIDE, DOSSIERS, of_a_case=True, posted=UNREADABLE, closed=True),
    "answer-list": Rule(CLERK, DOSSIERS, of_a_case=True, closed=True),
    "document-list": Rule(ALL, DOSSIERS, of_a_case=True),
    "document-detail": Rule(WIDE, DOSSIERS, of_a_case=True),
    "document-file": Rule(WIDE, DOSSIERS, of_a_case=True),
    "letter-list": Rule(ALL, DOSSIERS, of_a_case=True),
    "letter-detail": Rule(WIDE, DOSSIERS, of_a_case=True),
    "letter-file": Rule(WIDE, DOSSIERS, of_a_case=True),
    "receipt-list": Rule(ALL, DOSSIERS, of_a_case=True),
    "receipt-detail": Rule(WIDE, DOSSIERS, of_a_case=True),
    "assessment-list": Rule(ALL, DOSSIERS, of_a_case=True),
    "assessment-detail": Rule(WIDE, DOSSIERS, of_a_case=True),
    "decision-list": Rule(ALL, DOSSIERS, of_a_case=True),
    "decision-detail": Rule(WIDE, DOSSIERS, of_a_case=True),
    "deadline-list": Rule(ALL, DOSSIERS, of_a_case=True),
    "deadline-detail": Rule(WIDE, DOSSIERS, of_a_case=True),
    "payment-list": Rule(ALL, MONEY, of_a_case=True),
    "payment-detail": Rule(WIDE, MONEY, of_a_case=True),
    "round-list": Rule(ALL, SCHEMES),
    "round-detail": Rule(ALL, SCHEMES),
    "round-step-list": Rule(ALL, SCHEMES, posted=UNREADABLE, closed=True),
    "submission-list": Rule(ALL, SCHEMES, posted=UNREADABLE, closed=True),
    "beginning-list": Rule(ALL, "steps:take", posted=UNREADABLE, closed=True),
    "register-step-list": Rule(ENTERING, "steps:take", posted=UNREADABLE, closed=True),
    "absence-list": Rule(COLLEAGUES, DOSSIERS, closed=True),
    "absence-detail": Rule(COLLEAGUES, DOSSIERS, closed=True),
    "absence-step-list": Rule(COLLEAGUES, DOSSIERS, posted=UNREADABLE, closed=True),
    "order-list": Rule(PAYING, MONEY, closed=True),
    "order-detail": Rule(PAYING, MONEY, closed=True),
    "order-step-list": Rule(PAYING, MONEY, posted=UNREADABLE, closed=True),
    "order-file": Rule(frozenset({"finance_maker"}), MONEY, closed=True),
    "scheme-list": Rule(POLICY, SCHEMES, closed=True),
    "scheme-detail": Rule(POLICY, SCHEMES, closed=True),
    "indicator-list": Rule(POLICY | AUDITOR, SCHEMES, closed=True),
    "indicator-detail": Rule(POLICY | AUDITOR, SCHEMES, closed=True),
    "party-list": Rule(CLERK, REGISTERS, posted=400, closed=True),
    "role-list": Rule(frozenset({"administrator"}), REGISTERS, closed=True),
    "role-detail": Rule(frozenset({"administrator"}), REGISTERS, closed=True),
    "text-list": Rule(POLICY | SIGNER, REGISTERS, closed=True),
    "text-detail": Rule(POLICY | SIGNER, REGISTERS, closed=True),
    "sample-list": Rule(AUDITOR, REGISTERS, closed=True),
    "sample-detail": Rule(AUDITOR, REGISTERS, closed=True),
    "verdict-list": Rule(AUDITOR, REGISTERS, closed=True),
    "verdict-detail": Rule(AUDITOR, REGISTERS, closed=True),
    "budget-line-list": Rule(BUDGET, MONEY, closed=True),
    "budget-line-detail": Rule(BUDGET, MONEY, closed=True),
}
OPEN = {"token": (NOT_ALLOWED, UNREADABLE), "description": (OK, NOT_ALLOWED)}
"""What is open to everybody: what it answers to GET and to POST."""

FILES = {"document-file", "letter-file"}
BANK_FILE = "order-file"
"""It says on which accounts is paid, to who takes it to the bank."""

NAMELESS = {"event-list", "step-list", "completion-list", *FILES}
"""What is of a case without naming it in what is answered."""

HIDDEN = (CANARIES[2], "NL03VBLD0910000001", "Zeearend-8", "Zeearend-9")
"""An address, an account number and two reasons, that stand in no answer to anybody."""


def decided() -> Scene:
    """The scene of the screens, in which the case was granted and is paid, with an indicator."""
    there = scene()
    told_of(there)
    field = PolicyField.objects.get()
    indicator = Indicator(
        code="feesten", policy_field=field, name="Feesten", unit="aantal", direction="increase", source="Telling"
    )
    with clock.at(there.town.now):
        record("budget", indicator, actor=world.INSTALLATION, key=world.key())
        papers_of(there)
        around(there)
        registered(there)
    return there


def registered(there: Scene) -> None:
    """Put a wording of a text, a sample that was kept and a verdict in their registers."""
    officer, auditor, day = there.people["policy_officer"], there.people["auditor"], clock.today()
    assert officer
    assert auditor
    text = LetterText(
        scheme="innovatie-atelier", name="acknowledgement", number=1, text="Kom langs.", proposed_by=officer, proposed_on=day
    )  # fmt: skip
    sample = AuditSample(
        question="{}", items="[]", population=1, total_cents=100_00, population_sha256="0" * 64, kept_by=auditor, kept_on=day
    )  # fmt: skip
    verdict = AuditVerdict(sample=sample, item="x", number=1, word="right", given_by=auditor, given_on=day)
    value = IndicatorValue(indicator=Indicator.objects.get(), year=2026, kind="realised", text="7", source="Telling")
    for code, *rows in (("texts", text), ("audit", sample, verdict), ("indicators", value)):
        record(code, *rows, actor=world.INSTALLATION, key=world.key())


def around(there: Scene) -> None:
    """Report somebody absent, and let an order to the bank be made and fetched, of a payment in another case."""
    town, (absent, helper) = there.town, (there.people["juror"], there.people["assessor"])
    assert absent
    assert helper
    away = payloads.Away(person=absent, substitute=helper, first=clock.today(), last=clock.today())
    town.take(Actor(person=there.people["intake_clerk"]), "absence", "report_absence", uuid.uuid4(), away)
    maker = Actor(person=there.people["finance_maker"])
    town.take(maker, "payment_order", "fetch_file", ordered(town, 1)[0].pk)


def papers_of(there: Scene) -> None:
    """Put a file, a letter that was made, a statement of receipt and marks in the case."""
    case = there.case
    content = ContentFile(good_files.pdf(), "Zeearend-8.pdf")
    row = uploads.take_in(content, case.stream, "bijlage", case.contact, kinds=["pdf"], max_mb=1)
    good_files.name_in_answer(case, row)
    letter = Letter.objects.filter(stream=case.stream_id, state=Letter.REQUESTED)[0]
    default_storage.save(file_of(letter.pk), ContentFile(b"%PDF-1.7 een brief"))
    door.perform("letter", "render", letter.pk, Rendered("0" * 64, "proef"), actor=WORKER, key=world.key())
    now = clock.now()
    Receipt.objects.create(
        application=case, number=1, about="file", channel="paper", received_at=now, entered_at=now,
        entered_by=there.people["intake_clerk"], reason="Zeearend-8", scan_name="Zeearend-9",
    )  # fmt: skip
    about = payloads.Interest(case.pk, "Zeearend-9")
    there.town.take(
        there.town.hire("assessor"), "assessment", "declare_interest", uuid.uuid4(), about, stream=case.stream_id
    )


def address(name: str, there: Scene) -> str:
    """The address of a resource, of the case where it is of one."""
    stream = there.case.stream_id
    fetched = Event.objects.filter(action="fetch_file").values_list("act", flat=True)
    orders = PaymentOrder.objects.values_list("stream__reference", flat=True)
    of_absence = dict.fromkeys(("absence-detail", "absence-step-list"), Absence.objects.values_list("pk", flat=True))
    of_order = dict.fromkeys(("order-detail", "order-step-list"), orders)
    args: dict[str, Any] = {
        "application-detail": [there.case.stream.reference],
        "step-list": [there.case.stream.reference],
        "completion-list": [there.case.stream.reference],
        "event-list": [there.case.stream.reference],
        "decision-detail": _first(Decision.objects, stream),
        "deadline-detail": _first(Deadline.objects, stream),
        "payment-detail": _first(Payment.objects, stream),
        "answer-list": [there.case.stream.reference],
        **dict.fromkeys(("document-detail", "document-file"), _first(Upload.objects, stream)),
        **dict.fromkeys(("letter-detail", "letter-file"), _first(Letter.objects.exclude(state="requested"), stream)),
        "receipt-detail": list(Receipt.objects.values_list("pk", flat=True)[:1]),
        "assessment-detail": _first(Assessment.objects, stream),
        "round-detail": ["BF-jaar"],
        "round-step-list": ["BF-jaar"],
        "submission-list": ["BF-jaar"],
        "scheme-detail": [there.town.version.pk],
        "indicator-detail": ["feesten"],
        "role-detail": RoleGrant.objects.filter(role="juror").values_list("pk", flat=True)[:1],
        "text-detail": LetterText.objects.values_list("pk", flat=True)[:1],
        "sample-detail": AuditSample.objects.values_list("pk", flat=True)[:1],
        "verdict-detail": AuditVerdict.objects.values_list("pk", flat=True)[:1],
        "budget-line-detail": BudgetLine.objects.filter(code="4.1.1-TEST").values_list("pk", flat=True)[:1],
        "register-step-list": ["texts"],
        **of_absence,
        **of_order,
        "order-file": fetched,
    }
    return reverse(f"api:{name}", args=args.get(name, [])) + ASKED.get(name, "")


ASKED = {"party-list": "?application=BF-2026-9999"}
"""What has to be asked to be answered at all."""


def _first(rows: Any, stream: uuid.UUID) -> list[Any]:
    """The key of the first of these rows in a dossier."""
    return list(rows.filter(stream=stream).order_by("pk").values_list("pk", flat=True)[:1])


def expected(rule: Rule, who: str) -> tuple[int, int]:
    """What a caller with a session is answered to GET and to POST."""
    if who == "visitor":
        return SIGN_IN, SIGN_IN
    kept_out = who not in OFFICE or (rule.closed and who not in rule.some)
    return OK if who in rule.some else GONE, GONE if kept_out else rule.posted


def test_every_address_is_in_the_table_and_the_table_has_no_other() -> None:
    names = {one.name for one in urlpatterns if isinstance(one, URLPattern)}
    assert names == set(EXPECTED) | set(OPEN)


def test_every_address_answers_everybody_as_the_table_says_and_leaks_nothing() -> None:
    there = decided()
    reference = there.case.stream.reference
    wrong: list[object] = []
    visitors = {who: Visitor(there.town, person) for who, person in there.people.items()}
    for name, rule in EXPECTED.items():
        path = address(name, there)
        for who, visitor in visitors.items():
            read, written = visitor.get(path), visitor.post(path)
            said = (read.status_code, written.status_code)
            if said != expected(rule, who):
                wrong.append((name, who, said, expected(rule, who)))
            told = content(read) + content(written)
            if who not in WIDE and (CANARY in told or (reference in told and rule.of_a_case)):
                wrong.append((name, who, "leaks", ""))
            if name != BANK_FILE and [word for word in HIDDEN if word in told]:
                wrong.append((name, who, "says too much", ""))
            shown = content(read) + path
            if who in WIDE & rule.some and rule.of_a_case and name not in FILES and reference not in shown:
                wrong.append((name, who, "shows nothing", ""))
    assert wrong == []


def test_what_is_open_is_open_to_everybody() -> None:
    visitor = Visitor(world.found(), None)
    answers = {
        name: (visitor.get(path).status_code, visitor.post(path).status_code)
        for name in OPEN
        if (path := reverse(f"api:{name}"))
    }
    assert answers == OPEN


def test_a_token_is_good_for_its_scopes_alone_and_a_system_sees_what_its_roles_see() -> None:
    there = decided()
    wrong = []
    for scope in (DOSSIERS, MONEY, SCHEMES, REGISTERS, "steps:take"):
        caller = calling(there.town, "policy_officer", scope)
        for name, rule in EXPECTED.items():
            status = _status(caller, address(name, there))
            if status != ((OK if "policy_officer" in rule.some else GONE) if scope == rule.scope else 403):
                wrong.append((scope, name, status))
    assert wrong == []
    assert _status(calling(there.town, "juror", DOSSIERS), address("application-detail", there)) == GONE


def _status(caller: SystemCaller, path: str) -> int:
    with clock.at(caller.town.now):
        return int(caller.client.get(path).status_code)


def test_who_has_an_interest_reads_no_word_of_it_in_any_resource() -> None:
    there = decided()
    read = {}
    for who, person in (("member", member(there)), ("colleague", there.town.hire(*sorted(OFFICE)).person)):
        visitor = Visitor(there.town, person)
        read[who] = {
            name
            for name in EXPECTED
            if {CANARY, there.case.stream.reference} & set(words(content(visitor.get(address(name, there)))))
        }
    assert read == {
        "member": set(),
        "colleague": {name for name, rule in EXPECTED.items() if rule.of_a_case and name not in NAMELESS},
    }


def words(text: str) -> Iterator[str]:
    """The canary and the reference, where they stand in a text."""
    yield from (one for one in (CANARY, "BF-2026-0001") if one in text)


def member(there: Scene) -> uuid.UUID:
    """Somebody with every role who acts for the applicant."""
    person = there.town.hire(*sorted(OFFICE)).person
    assert person
    assert there.case.organisation_id
    joined = Membership(
        person_id=person, organisation_id=there.case.organisation_id, role="member", valid_from=date(2026, 1, 5)
    )
    with clock.at(there.town.now):
        record("partners", joined, actor=world.INSTALLATION, key=world.key())
    return person


def test_what_is_sent_to_an_address_that_is_not_there_is_a_problem_and_no_page() -> None:
    answer = Client(enforce_csrf_checks=True).post("/api/v1/absences/geen-id/steps", {}, "application/json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_what_was_not_a_right_address_is_a_problem_and_no_page() -> None:
    town: World = world.found()
    clerk = Visitor(town, town.people["intake_clerk"])
    for path in (
        "/api/",
        "/api/v2/rounds",
        "/api/v1/rounds/",
        "/api/v1/rounds/%00",
        "/api/v1/applications/BF-2026-9999",
    ):
        answer = clerk.get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json"), path
