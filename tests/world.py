"""A small municipality to test in: people, a budget line, a scheme with an open round, and short ways to take steps."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from budgets.ledger import COUNCIL, Kind, accounts_of, transfer
from budgets.models import BudgetLine, PolicyField, Programme, SubProgramme
from grants import payloads
from grants.letters.profile import Profile
from grants.models import Application, Decision, LegalProfile, Mandate, SchemeVersion
from grants.payment_plan import award_parts
from partners.models import BankAccount, Membership, Organisation, Person
from tests.toy import BUURTFEEST
from workflow import clock, door
from workflow.facts import NOTHING, Actor, Outcome, Payload
from workflow.models import RoleGrant, Stream
from workflow.registers import record
from workflow.scheme import Scheme

ROLES = (
    "intake_clerk",
    "assessor",
    "juror",
    "adviser",
    "policy_officer",
    "mandate_holder",
    "finance_maker",
    "finance_checker",
    "finance_third",
    "inspector",
    "auditor",
    "administrator",
)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
CLOSES = datetime(2026, 12, 31, 16, tzinfo=UTC)
INSTALLATION = Actor(system="installation")
CEILING_CENTS = 100_000_00
SAMPLE_SEED = "42"

_keys = count()


def key() -> str:
    """A key that was never used."""
    return f"test/{next(_keys)}"


@dataclass
class World:
    """What a test needs to know of the municipality; `people` by role, all different persons."""

    people: dict[str, uuid.UUID]
    book: str
    scheme: Scheme
    version: SchemeVersion
    round: uuid.UUID
    now: datetime = START
    applicants: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        """The person who has a role."""
        return Actor(person=self.people[role])

    def take(
        self, role: str | Actor, machine: str, action: str, subject: uuid.UUID, payload: Payload = NOTHING, **where: Any
    ) -> Outcome:
        """Take one step as the person who has a role, at the time of this world."""
        actor = role if isinstance(role, Actor) else self.actor(role)
        with clock.at(self.now):
            return door.perform(machine, action, subject, payload, actor=actor, key=key(), **where)

    def hire(self, *roles: str) -> Actor:
        """A new colleague, with these roles and no others."""
        person = Person(name="Nieuwe medewerker (voorbeeld)")
        grants = [RoleGrant(person=person.pk, role=role, valid_from=date(2026, 1, 1)) for role in roles]
        with clock.at(self.now):
            record("partners", person, actor=INSTALLATION, key=key())
            if grants:
                record("roles", *grants, actor=INSTALLATION, key=key())
        return Actor(person=person.pk)

    def wait(self, **length: float) -> None:
        """Let time pass."""
        self.now += timedelta(**length)

    def file(self, cents: int = 1_000_00, **answers: Any) -> Application:
        """A complete application for an amount, filed by its own applicant."""
        person, organisation, account = new_party(self.now)
        case = uuid.uuid4()
        self.applicants[case] = person.pk
        given = {**answers_for(cents), **answers}
        filing = payloads.Filing(given, organisation.pk, person.pk, account.pk, round=self.round)
        self.take(Actor(person=person.pk), "application", "file", case, filing)
        return Application.objects.get(pk=case)

    def assessed(self, cents: int = 1_000_00) -> Application:
        """An application that is ready to be decided."""
        case = self.file(cents)
        self.take("intake_clerk", "application", "intake", case.pk)
        return Application.objects.get(pk=case.pk)

    def draft(self, case: Application, cents: int | None = None, kind: str = "award", **more: Any) -> uuid.UUID:
        """A draft decision on a case; an award of what was asked unless told otherwise."""
        decision = uuid.uuid4()
        amount = case.requested_cents if cents is None else cents
        assert amount is not None
        if "parts" not in more and kind == "award":
            more["parts"] = award_parts(self.book, amount, case.round.figures)
        drafted = payloads.Draft(case.pk, kind, amount, **more)
        self.take("policy_officer", "decision", "draft_decision", decision, drafted, stream=case.stream_id)
        return decision

    def decide(self, case: Application, cents: int | None = None, kind: str = "award", **more: Any) -> Decision:
        """A decision, drafted, signed and announced."""
        decision = self.draft(case, cents, kind, **more)
        self.take("mandate_holder", "decision", "sign", decision)
        self.take("policy_officer", "decision", "announce", decision)
        return Decision.objects.get(pk=decision)

    def propose(self, decision: Decision, number: int = 0) -> uuid.UUID:
        """A payment of a part of a decision, proposed."""
        payment = uuid.uuid4()
        proposal = payloads.Proposal(decision.pk, number, clock.day_of(self.now))
        self.take("finance_maker", "payment", "propose_payment", payment, proposal, stream=decision.stream_id)
        return payment

    def approved(self, decision: Decision, number: int = 0) -> uuid.UUID:
        """A payment of a part of a decision, approved by another person."""
        payment = self.propose(decision, number)
        self.take("finance_checker", "payment", "approve_payment", payment)
        return payment

    def order(self, *payments: uuid.UUID) -> uuid.UUID:
        """An order to the bank over approved payments."""
        order = uuid.uuid4()
        self.take("finance_maker", "payment_order", "make_order", order, payloads.Order(payments))
        return order

    def change_account(self, case: Application, iban: str = "NL73VBLD0910000002", check: str = "same") -> uuid.UUID:
        """Another account for an applicant, asked by them, checked by one person and approved by another."""
        change = uuid.uuid4()
        asked = payloads.NewAccount(case.pk, iban, "Buren van de straat", "Een afschrift van deze maand.")
        applicant = Actor(person=self.applicants[case.pk])
        self.take(applicant, "account_change", "ask_account_change", change, asked, stream=case.stream_id)
        checked = payloads.NameCheck(check, "Nagevraagd bij de bank.")
        self.take("finance_maker", "account_change", "check_account", change, checked)
        self.take("finance_checker", "account_change", "approve_account", change)
        return change

    def settle(self, payment: uuid.UUID) -> None:
        """What was ordered reached the account of the recipient, today."""
        credited = payloads.Credited(clock.day_of(self.now))
        self.take("finance_maker", "payment", "settle_payment", payment, credited)

    def pay(self, decision: Decision, number: int = 0) -> uuid.UUID:
        """A payment of a part of a decision, by two people, settled."""
        payment = self.approved(decision, number)
        self.order(payment)
        self.settle(payment)
        return payment


def answers_for(cents: int) -> dict[str, Any]:
    """Answers to the questions of the toy scheme."""
    return {
        "idee_titel": "Feest in de straat",
        "adres": {"street": "Voorbeeldstraat", "number": "1", "postcode": "9711 XX", "place": "Groningen"},
        "begroting": {
            "costs": [{"what": "Tent", "amount_cents": cents}],
            "income": [{"kind": "subsidie", "what": "Gemeente", "amount_cents": cents}],
        },
        "verklaring": True,
    }


def new_party(now: datetime) -> tuple[Person, Organisation, BankAccount]:
    """An applicant: a person who is a member of an organisation with a bank account."""
    person = Person(name="Ada Voorbeeld", email="ada@buren.example")
    organisation = Organisation(
        name="Buren van de straat",
        legal_form="informal_group",
        street="Voorbeeldstraat",
        number="1",
        postcode="9711 XX",
        place="Groningen",
    )
    member = Membership(person=person, organisation=organisation, role="signer", valid_from=clock.day_of(now))
    account = BankAccount(organisation=organisation, iban="NL03VBLD0910000001", holder="Buren van de straat")
    with clock.at(now):
        record("partners", person, organisation, member, account, actor=INSTALLATION, key=key())
    return person, organisation, account


def found(
    scheme: Scheme = BUURTFEEST,
    *,
    ceiling_cents: int = CEILING_CENTS,
    line_cents: int = 10 * CEILING_CENTS,
    rule: str | None = None,
    closes_at: datetime = CLOSES,
    **parameters: Any,
) -> World:
    """Found the municipality, and open a round of a scheme; it closes in December unless told otherwise."""
    with clock.at(START):
        people = _people()
        book = _budget(people["administrator"], line_cents)
        version = publish(scheme)
        _law(people["mandate_holder"])
    world = World(people, book, scheme, version, uuid.uuid4())
    open_round(world, ceiling_cents, parameters, rule, closes_at)
    return world


def _people() -> dict[str, uuid.UUID]:
    persons = {role: Person(name=f"Medewerker {role} (voorbeeld)", function=role) for role in ROLES}
    record("partners", *persons.values(), actor=INSTALLATION, key=key())
    grants = [RoleGrant(person=person.pk, role=role, valid_from=date(2026, 1, 1)) for role, person in persons.items()]
    record("roles", *grants, actor=INSTALLATION, key=key())
    return {role: person.pk for role, person in persons.items()}


def _budget(holder: uuid.UUID, cents: int) -> str:
    programme = Programme(code="4", name="Welzijn")
    sub = SubProgramme(code="04.1", name="Sociaal klimaat", programme=programme)
    policy = PolicyField(code="4.1.1", name="Actief burgerschap", sub_programme=sub)
    line = BudgetLine(code="4.1.1-TEST", year=2026, name="Test", policy_field=policy, holder_id=holder, adopted=True)
    accounts = [*accounts_of(COUNCIL), *accounts_of(line.book)]
    record("budget", programme, sub, policy, line, *accounts, actor=INSTALLATION, key=key())
    stream = Stream.objects.get(reference__startswith="REG-BUDGET")
    authorised = transfer(Kind.AUTHORISE, line.book, cents, stream=stream.pk, booked_on=clock.today())
    record("budget", authorised, actor=INSTALLATION, key=key())
    return line.book


def publish(scheme: Scheme) -> SchemeVersion:
    """Publish a scheme as it stands."""
    version = SchemeVersion(
        code=scheme.code,
        version=scheme.version,
        body=scheme.to_json(),
        fingerprint=scheme.fingerprint(),
        published_on=clock.today(),
    )
    record("schemes", version, actor=INSTALLATION, key=key())
    return version


def _law(signer: uuid.UUID) -> None:
    kinds = (
        *("award", "refusal", "set_aside", "determination", "lower_determination", "prize", "recovery", "advance"),
        *("amendment", "revocation", "rectification"),
    )
    mandates = [
        Mandate(
            person_id=signer,
            kind=kind,
            scheme="*",
            maximum_cents=10**9,
            valid_from=date(2026, 1, 1),
            reference="Mandaatbesluit (verzonnen)",
        )
        for kind in kinds
    ]
    profile = LegalProfile(municipality="Voorbeeldstad", valid_from=date(2026, 1, 1), body=PROFILE)
    record("law", profile, *mandates, actor=INSTALLATION, key=key())


PROFILE = Profile(
    name="Gemeente Voorbeeldstad",
    department="Subsidiebureau",
    authority="college van burgemeester en wethouders",
    return_address="Voorbeeldplein 1, 9711 XX Voorbeeldstad",
    phone="050 000 00 00",
    hours="ma t/m vr, 9.00–16.00 uur",
    email="subsidies@gemeente.example",
    privacy_url="https://gemeente.example/privacy",
    portal_url="https://gemeente.example/subsidies",
    objection_url="https://gemeente.example/bezwaar",
    objection_address="Voorbeeldplein 1, 9711 XX Voorbeeldstad",
    court="rechtbank Noord-Nederland",
    mandate_text="namens het college van burgemeester en wethouders van Voorbeeldstad",
    iban="NL78VBLD0910000009",
    account_name="Gemeente Voorbeeldstad",
    asv="Algemene subsidieverordening Voorbeeldstad (verzonnen)",
    regulations={"buurtfeest": "Subsidieregeling Buurtfeest (verzonnen)"},
    reporting_within="binnen 2 weken",
    reporting_events=("U kunt het werk niet doen.", "Uw naam, adres of rekening verandert."),
    decision_weeks=13,
    determination_weeks=13,
    execution_months=12,
    evidence_years=7,
    call_days=14,
    reminder_days=14,
).to_json()


def open_round(
    world: World,
    ceiling_cents: int,
    parameters: Mapping[str, Any] | None = None,
    rule: str | None = None,
    closes_at: datetime = CLOSES,
) -> None:
    """Prepare and open a round of the world's scheme."""
    rule = rule or world.scheme.rounds[0].code
    plan = payloads.RoundPlan(
        code=f"{world.scheme.prefix}-{rule}",
        title=world.scheme.title,
        scheme_version=world.version.pk,
        rule=rule,
        prefix=f"{world.scheme.prefix}-2026",
        opens_at=START,
        closes_at=closes_at,
        ceiling_cents=ceiling_cents,
        book=world.book,
        parameters={"sample_seed_commitment": hashlib.sha256(SAMPLE_SEED.encode()).hexdigest(), **(parameters or {})},
    )
    world.take("policy_officer", "round", "prepare", world.round, plan)
    world.take("policy_officer", "round", "open", world.round)


def another_round(world: World, ceiling_cents: int) -> World:
    """The same town with a second round of its scheme, paid from the same budget line."""
    other = replace(world, round=uuid.uuid4())
    plan = payloads.RoundPlan(
        code=f"{world.scheme.prefix}-2", title=world.scheme.title, scheme_version=world.version.pk,
        rule=world.scheme.rounds[0].code, prefix=f"{world.scheme.prefix}2-2026", opens_at=other.now,
        closes_at=CLOSES, ceiling_cents=ceiling_cents, book=world.book,
    )  # fmt: skip
    other.take("policy_officer", "round", "prepare", other.round, plan)
    other.take("policy_officer", "round", "open", other.round)
    return other
