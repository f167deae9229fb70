"""What is read for a run of cases: each selector is one query (or none) for all of them, and gives its finding by application.

`NEEDS` lists those that guards and effects can name; they read what lies on the desk first, so that a later step of an act sees an earlier.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from budgets import ledger
from grants import anew, payment_selectors
from grants.allocation import REFUSED_CEILING
from grants.applicants import partners_of
from grants.history import history
from grants.models import (
    AccountLine,
    Application,
    Assessment,
    Decision,
    FinalAccount,
    Inspection,
    LegalProfile,
    Mandate,
    Message,
    Objection,
    Participant,
    PartyChange,
    Ranking,
    Receipt,
    Report,
    Suspension,
)
from grants.sent import Sent, sent
from partners.models import Area, BankAccount, Membership, Organisation, Person
from workflow import deadlines
from workflow.clock import day_of
from workflow.models import Event
from workflow.registry import Desk, Loading

Cases = Sequence[Application]
Selector = Callable[[Cases, Sequence[Decision], Loading], Mapping[uuid.UUID, Any]]


@dataclass(frozen=True, slots=True)
class FilingParties:
    """Who may be named in a filing for an organisation: its members on the day, who sign for it, its accounts in use.

    `partners` are those named as such that we know; `informal` says that the organisation has no legal form.
    """

    members: frozenset[uuid.UUID]
    accounts: frozenset[uuid.UUID]
    signers: frozenset[uuid.UUID] = frozenset()
    informal: bool = False
    partners: frozenset[uuid.UUID] = frozenset()


def _filing_parties(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, FilingParties]:
    named: dict[uuid.UUID, Any] = {
        change.subject: getattr(change.payload, "organisation", None) for change in loading.changes
    }
    wanted = set(named.values()) - {None}
    members: dict[Any, set[uuid.UUID]] = {}
    signers: dict[Any, set[uuid.UUID]] = {}
    accounts: dict[Any, set[uuid.UUID]] = {}
    informal: set[uuid.UUID] = set()
    for organisation, person, role, form in _current(day_of(loading.now), wanted).values_list(
        "organisation_id", "person_id", "role", "organisation__legal_form"
    ):
        members.setdefault(organisation, set()).add(person)
        if role == Membership.Role.SIGNER:
            signers.setdefault(organisation, set()).add(person)
        if form == Organisation.LegalForm.INFORMAL_GROUP:
            informal.add(organisation)
    rows = BankAccount.objects.filter(organisation__in=wanted, replaced_on=None)
    for organisation, account in rows.values_list("organisation_id", "pk"):
        accounts.setdefault(organisation, set()).add(account)
    together = {one for change in loading.changes for one in getattr(change.payload, "partners", ())}
    partners = (
        frozenset(Organisation.objects.filter(pk__in=together).values_list("pk", flat=True)) if together else None
    )

    def of(found: Mapping[Any, set[uuid.UUID]], case: Application) -> frozenset[uuid.UUID]:
        return frozenset(found.get(named[case.pk], ()))

    return {
        case.pk: FilingParties(
            of(members, case),
            of(accounts, case),
            of(signers, case),
            named[case.pk] in informal,
            partners or frozenset(),
        )
        for case in cases
    }


def _current(day: date, organisations: Any) -> QuerySet[Membership, Membership]:
    """The memberships of organisations that are valid on a day."""
    valid = Q(valid_from__lte=day) & (Q(valid_through=None) | Q(valid_through__gte=day))
    return Membership.objects.filter(valid, organisation__in=organisations)


def _team_line(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, str]:
    """The budget line of the area team in whose area each plan is, "" without an area."""
    areas = Area.objects.filter(pk__in={case.area_id for case in cases if case.area_id})
    found = dict(areas.values_list("pk", "team__budget_line"))
    return {case.pk: found.get(case.area_id, "") for case in cases}  # type: ignore[arg-type]


def _grouped(cases: Cases, rows: Any) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = {case.pk: [] for case in cases}
    for row in rows:
        found[row.application_id].append(row)
    return found


def _assessments(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, list[Assessment]]:
    lying = loading.desk.in_dossiers(Assessment, {case.stream_id for case in cases if case.stream_id})
    rows = {row.pk: row for row in sorted(lying, key=lambda row: row.assessor)}
    wave = (row for row in loading.rows.values() if isinstance(row, Assessment))
    rows |= {row.pk: row for row in wave if row.application_id}
    return _grouped(cases, rows.values())


def _decisions(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, list[Decision]]:
    """Those that stand, in order of announcement; one that was annulled earlier in the act does not stand any more."""
    rows = loading.desk.in_dossiers(Decision, {case.stream_id for case in cases if case.stream_id})
    rows.sort(key=lambda row: (row.announced_on is None, row.announced_on or date.min))
    return _grouped(cases, (row for row in rows if row.state != Decision.ANNULLED))


def _accounts(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, list[FinalAccount]]:
    return _grouped(cases, FinalAccount.objects.filter(application__in=cases).order_by("received_on"))


def _account_lines(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, list[AccountLine]]:
    """The lines of what was accounted for, in the order of the budget."""
    found: dict[uuid.UUID, list[AccountLine]] = {case.pk: [] for case in cases}
    rows = AccountLine.objects.filter(account__application__in=cases).select_related("account")
    for row in rows.order_by("account__received_on", "side", "number"):
        found[row.account.application_id].append(row)
    return found


def _reports(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, list[Report]]:
    return _grouped(cases, Report.objects.filter(application__in=cases).order_by("due_on"))


def _inspection(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, Inspection | None]:
    rows = loading.desk.in_dossiers(Inspection, {case.stream_id for case in cases if case.stream_id})
    found = {row.application_id: row for row in rows}
    return {case.pk: found.get(case.pk) for case in cases}


def _ranking(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, Ranking | None]:
    found = {row.application_id: row for row in Ranking.objects.filter(application__in=cases)}
    return {case.pk: found.get(case.pk) for case in cases}


@dataclass(frozen=True, slots=True)
class Room:
    """Whether there is money for who is refused for want of it: what the ranking says, and what the ceiling leaves, in cents."""

    outcome: str
    left_cents: int


def _room(cases: Cases, decisions: Sequence[Decision], _: Loading) -> Mapping[uuid.UUID, Room | None]:
    """Looked at only for who is refused for want of money."""
    refused = {one.application_id for one in decisions if one.ground == REFUSED_CEILING}
    mine = [case for case in cases if case.pk in refused]
    placed = dict(Ranking.objects.filter(application__in=mine).values_list("application", "outcome")) if mine else {}
    left = {book: ledger.available(book) for book in sorted({case.round.ceiling_book for case in mine})}
    found = {case.pk: Room(placed.get(case.pk, ""), left[case.round.ceiling_book]) for case in mine}
    return {case.pk: found.get(case.pk) for case in cases}


def _last_by(
    cases: Cases, _: Sequence[Decision], loading: Loading
) -> Mapping[uuid.UUID, Mapping[uuid.UUID, uuid.UUID]]:
    """The person who took the last step that a person took with each subject."""

    def read(subjects: set[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID | None]:
        events = Event.objects.filter(subject__in=subjects, person__isnull=False).order_by("subject_seq")
        return dict.fromkeys(subjects) | dict(events.values_list("subject", "person"))

    found = {one: person for one, person in loading.desk.once("last_by", loading.rows, read).items() if person}
    return {case.pk: found for case in cases}


def _all_of(model: type[Message | Objection | PartyChange]) -> Selector:
    return lambda cases, _, loading: _grouped(cases, loading.desk.in_dossiers(model, {one.stream_id for one in cases}))


def _named_members(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, frozenset[uuid.UUID]]:
    """Who acts for the organisation that a change of party names, or for the one that stays."""
    named = {getattr(change.payload, "application", None): change.payload for change in loading.changes}
    wanted = {case.pk: getattr(named.get(case.pk), "organisation", None) or case.organisation_id for case in cases}
    members: dict[Any, set[uuid.UUID]] = {}
    for organisation, person in _current(day_of(loading.now), set(wanted.values())).values_list(
        "organisation_id", "person_id"
    ):
        members.setdefault(organisation, set()).add(person)
    return {pk: frozenset(members.get(organisation, ())) for pk, organisation in wanted.items()}


def _reserve_list(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, int | None]:
    """The place on the reserve list of each case that was refused; whoever is drafted in the same act stands aside for the others."""
    refused = [case for case in cases if case.state == Application.REJECTED]
    if not refused:
        return {case.pk: None for case in cases}
    awarded = Decision.objects.filter(kind=Decision.Kind.AWARD).exclude(state=Decision.ANNULLED).values("application")
    rows = Ranking.objects.filter(
        round__in={case.round_id for case in refused}, outcome=REFUSED_CEILING, application__state=Application.REJECTED
    ).exclude(application__in=awarded)
    mine = {case.pk for case in refused if len(refused) > 1}
    lists: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in rows.order_by("rank"):
        lists.setdefault(row.round_id, []).append(row.application_id)
    found: dict[uuid.UUID, int | None] = {case.pk: None for case in cases}
    for case in refused:
        listed = lists.get(case.round_id, [])
        if case.pk in listed:
            before = listed[: listed.index(case.pk)]
            found[case.pk] = 1 + sum(one not in mine for one in before)
    return found


def _sent(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, Sent]:
    return sent(cases)


def _deadlines(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, Mapping[str, Any]]:
    found = deadlines.current(case.pk for case in cases)
    return {case.pk: found.get(case.pk, {}) for case in cases}


def _suspensions(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, list[Suspension]]:
    return _grouped(cases, Suspension.objects.filter(application__in=cases).order_by("first", "pk"))


def _receipts(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, list[Receipt]]:
    return _grouped(cases, Receipt.objects.filter(application__in=cases).order_by("number"))


@dataclass(frozen=True, slots=True)
class Other:
    """The other application of two that are merged, and the decisions on it; nothing when there is none."""

    case: Application | None
    decisions: Sequence[Decision] = ()


def _other(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, Other]:
    named = {change.subject: getattr(change.payload, "other", None) for change in loading.changes}
    rows = loading.desk.fetch(Application, named.values(), ("round", "stream"))
    decisions = loading.desk.in_dossiers(Decision, {row.stream_id for row in rows.values()})
    found: dict[uuid.UUID, Other] = {}
    for case in cases:
        other = rows.get(named[case.pk])
        mine = [one for one in decisions if other is not None and one.application_id == other.pk]
        found[case.pk] = Other(other, mine)
    return found


def _mandates(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, list[Mandate]]:
    day = day_of(loading.now)
    valid = Q(valid_from__lte=day) & (Q(valid_through=None) | Q(valid_through__gte=day))
    mine = list(Mandate.objects.filter(valid, person=loading.actor.person)) if loading.actor.person else []
    return {case.pk: mine for case in cases}


def _money(
    cases: Cases, _: Sequence[Decision], loading: Loading
) -> Mapping[uuid.UUID, Mapping[str, Mapping[str, int]]]:
    """What stood in each pot of each book for each dossier when the act began, in cents; read once."""
    found = money_of({case.stream_id for case in cases}, loading.desk)
    return {case.pk: found[case.stream_id] for case in cases}


def money_of(streams: Iterable[uuid.UUID], desk: Desk) -> Mapping[uuid.UUID, Mapping[str, Mapping[str, int]]]:
    """The same by dossier, for who has only its stream."""

    def read(unread: set[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Mapping[str, int]]]:
        found = ledger.positions(unread)
        return {stream: found.get(stream, {}) for stream in unread}

    return desk.once("money", streams, read)


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a letter goes to and whom a payment goes to."""

    contact: Person
    organisation: Organisation | None
    bank_account: BankAccount | None
    area: Area | None
    partners: tuple[Organisation, ...] = ()


def _party(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, Party]:
    together = partners_of(cases, loading)
    people = loading.desk.fetch(Person, {case.contact_id for case in cases})
    named = {one for several in together.values() for one in several}
    organisations = loading.desk.fetch(Organisation, {case.organisation_id for case in cases} | named)
    accounts = loading.desk.fetch(BankAccount, {case.bank_account_id for case in cases})
    areas = loading.desk.fetch(Area, {case.area_id for case in cases})
    return {
        case.pk: Party(
            people[case.contact_id],
            organisations.get(case.organisation_id),
            accounts.get(case.bank_account_id),
            areas.get(case.area_id),
            tuple(organisations[one] for one in together.get(case.pk, ()) if one != case.organisation_id),
        )
        for case in cases
    }


def _profile(cases: Cases, _: Sequence[Decision], loading: Loading) -> Mapping[uuid.UUID, LegalProfile | None]:
    """The legal profile in force on the day, the same for every case."""
    found = law_on(day_of(loading.now), loading.desk)
    return {case.pk: found for case in cases}


def law_on(day: date, desk: Desk) -> LegalProfile | None:
    """The legal profile in force on a day, read once."""
    return desk.once("law", [day], lambda _: {day: LegalProfile.on(day)})[day]


def _lead(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, Participant | None]:
    """The lead of each joint application."""
    leads = Participant.objects.filter(application__in=[case.pk for case in cases], role=Participant.Role.LEAD)
    found = {row.application_id: row for row in leads}
    return {case.pk: found.get(case.pk) for case in cases}


def _objection_right(cases: Cases, _: Sequence[Decision], __: Loading) -> Mapping[uuid.UUID, Objection | None]:
    """The objection that was right about the refusal of a case, or about its being set aside; None where there is none."""
    found = anew.right_about(cases)
    return {case.pk: found.get(case.pk) for case in cases}


NEEDS: dict[str, Selector] = payment_selectors.NEEDS | {
    "account_lines": _account_lines,
    "accounts": _accounts,
    "assessments": _assessments,
    "deadlines": _deadlines,
    "decisions": _decisions,
    "filing_parties": _filing_parties,
    "history": history,
    "inspection": _inspection,
    "lead": _lead,
    "mandates": _mandates,
    "other": _other,
    "money": _money,
    "party": _party,
    "profile": _profile,
    "ranking": _ranking,
    "receipts": _receipts,
    "reports": _reports,
    "last_by": _last_by,
    "named_members": _named_members,
    "messages": _all_of(Message),
    "objection_right": _objection_right,
    "objections": _all_of(Objection),
    "party_changes": _all_of(PartyChange),
    "reserve_list": _reserve_list,
    "room": _room,
    "sent": _sent,
    "suspensions": _suspensions,
    "team_line": _team_line,
}
"""What guards and effects can name, with the selector that finds it."""
