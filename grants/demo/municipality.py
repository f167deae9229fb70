"""The municipality of the demo: its people and roles, areas, budget, law and schemes, entered in the registers.

The order is that of the day on which a municipality starts: people first, then what they may do, then money, schemes and law.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from budgets.ledger import COUNCIL, Kind, accounts_of, transfer
from budgets.models import BudgetLine, Indicator, IndicatorValue, PolicyField, Programme, SubProgramme
from grants.demo import accounts, data
from grants.demo.stage import IMPORT, at, id_of
from grants.letters.profile import profile_of
from grants.models import LegalProfile, Mandate, SchemeVersion
from grants.schemes import ALL
from partners.models import Area, AreaTeam, BankAccount, Membership, Organisation, Person
from workflow import clock
from workflow.models import Register, RoleGrant, Stream
from workflow.registers import record, register_id

FOUNDED = date(2025, 12, 1)
LEGAL_FORMS = {"groep": "informal_group", "informele groep": "informal_group"}


def found() -> None:
    """Enter everything that stands before the first idea arrives."""
    with clock.at(at(FOUNDED)):
        _record("partners", *_people(), *_areas())
        _record("roles", *_roles())
        _record("budget", *_budget())
        stream = Stream.objects.get(pk=_register_stream("budget"))
        _record("budget", *_authorised(stream.pk), key="authorised")
        _record("indicators", *_indicator_values())
        _record("schemes", *_schemes())
        _record("law", *_law())
    accounts.open_all()


def _record(code: str, *rows: Model, key: str = "") -> None:
    record(code, *rows, actor=IMPORT, key=f"demo/register/{code}/{key}")


def _register_stream(code: str) -> uuid.UUID:
    return Register.objects.values_list("stream_id", flat=True).get(pk=register_id(code))


def enter_budget(rows: list[Model], authorised: Callable[[uuid.UUID], Model], what: str, when: date) -> None:
    """Enter a budget line afterwards, with what the council makes available on it."""
    with clock.at(at(when)):
        _record("budget", *rows, key=what)
        _record("budget", authorised(_register_stream("budget")), key=f"{what}/authorised")


def _people() -> Iterator[Model]:
    for who in data.organisation()["person"]:
        yield Person(
            id=id_of("person", who["key"]),
            name=who["name"],
            email=who["email"],
            phone=who["phone"],
            function=who["title"],
        )


def _roles() -> Iterator[Model]:
    for who in data.organisation()["person"]:
        for role in (who["role"], *who.get("extra_roles", ())):
            yield RoleGrant(
                id=id_of("role", f"{who['key']}/{role}"),
                person=id_of("person", who["key"]),
                role=role,
                valid_from=FOUNDED,
            )


def _areas() -> Iterator[Model]:
    told = data.organisation()
    for team in told["area_team"]:
        line = team["budget_line"]
        yield AreaTeam(
            id=id_of("team", team["code"]),
            code=team["code"],
            name=team["name"],
            lead_id=id_of("person", team["lead"]),
            budget_line=line,
        )
    for area in told["area"]:
        yield Area(
            id=id_of("area", area["name"]), name=area["name"], kind=area["kind"], district=area["district"], postcode4=area["postcode4"],
            team_id=id_of("team", area["team"]), village_vision=area.get("village_vision", False),
        )  # fmt: skip


def book_of(code: str, year: int = 2026) -> str:
    """The book of a budget line."""
    return f"line:{code}:{year}"


def _budget() -> Iterator[Model]:
    told = data.organisation()
    for programme in told["programme"]:
        yield Programme(id=id_of("programme", programme["code"]), code=programme["code"], name=programme["name"])
        for sub in programme["sub"]:
            yield SubProgramme(
                id=id_of("sub", sub["code"]),
                code=sub["code"],
                name=sub["name"],
                programme_id=id_of("programme", programme["code"]),
            )
    for policy in told["policy_field"]:
        yield PolicyField(
            id=id_of("field", policy["code"]),
            code=policy["code"],
            name=policy["name"],
            sub_programme_id=id_of("sub", policy["sub"]),
        )
    for one in told["indicator"]:
        yield Indicator(
            id=id_of("indicator", one["code"]), code=one["code"], policy_field_id=id_of("field", one["policy_field"]), name=one["name"],
            unit=one["unit"], direction=one["direction"], interval_years=one["interval_years"], source=one["source"],
            scheme="innovatie-atelier" if one["measured_by_engine"] else "",
        )  # fmt: skip
    yield from accounts_of(COUNCIL)
    for line in told["budget_line"]:
        yield BudgetLine(
            id=id_of("line", f"{line['code']}/{line['year']}"), code=line["code"], year=line["year"], name=line["name"],
            policy_field_id=id_of("field", line["policy_field"]), holder_id=id_of("person", line["holder"]), adopted=line["budget_adopted"],
        )  # fmt: skip
        yield from accounts_of(book_of(line["code"], line["year"]))


def _indicator_values() -> Iterator[Model]:
    """What the annual reports aimed at; a dash was nothing aimed at, so that it is no value."""
    for one in data.organisation()["indicator"]:
        for target in one["targets"]:
            if target["text"] != "-":
                yield IndicatorValue(
                    id=id_of("target", f"{one['code']}/{target['year']}"), indicator_id=id_of("indicator", one["code"]),
                    year=target["year"], kind=IndicatorValue.Kind.TARGET, text=target["text"], source=one["source"],
                )  # fmt: skip


def _authorised(stream: uuid.UUID) -> Iterator[Model]:
    for line in data.organisation()["budget_line"]:
        book = book_of(line["code"], line["year"])
        row = transfer(Kind.AUTHORISE, book, line["amount_cents"], stream=stream, booked_on=FOUNDED)
        row.id = id_of("authorised", book)
        yield row


def _schemes() -> Iterator[Model]:
    for scheme in ALL:
        yield SchemeVersion(
            id=id_of("scheme", scheme.code), code=scheme.code, version=scheme.version, body=scheme.to_json(),
            fingerprint=scheme.fingerprint(), published_on=FOUNDED,
        )  # fmt: skip


def _law() -> Iterator[Model]:
    told = data.organisation()
    yield LegalProfile(
        id=id_of("law", "2026"),
        municipality=told["municipality"]["name"],
        valid_from=FOUNDED,
        body=profile_of(told).to_json(),
    )
    for n, mandate in enumerate(told["mandate"]):
        for scheme in mandate["schemes"]:
            for kind in mandate["decision_types"]:
                yield Mandate(
                    id=id_of("mandate", f"{n}/{scheme}/{kind}"), person_id=id_of("person", mandate["person"]), kind=kind, scheme=scheme,
                    maximum_cents=mandate["maximum_cents"], valid_from=mandate["valid_from"], reference=mandate["reference"],
                )  # fmt: skip


def party(key: str, told: Mapping[str, Any], name: str, contact: str, legal_form: str) -> tuple[Model, ...]:
    """An applicant: the organisation with its address, the person who acts for it, and the account it is paid on."""
    address = told["postal_address"]
    person = Person(id=id_of("person", key), name=contact, email=told["email"])
    organisation = Organisation(
        id=id_of("organisation", key),
        name=name,
        legal_form=LEGAL_FORMS.get(legal_form, legal_form).replace("ö", "o"),
        kvk=told.get("kvk", ""),
        **address,
    )
    member = Membership(
        id=id_of("member", key), person=person, organisation=organisation, role="signer", valid_from=FOUNDED
    )
    account = BankAccount(id=id_of("account", key), organisation=organisation, iban=told["iban"], holder=name)
    return person, organisation, member, account


def enter(rows: list[Model], what: str, when: date) -> None:
    """Enter applicants in the register of partners."""
    with clock.at(at(when)):
        _record("partners", *rows, key=what)
