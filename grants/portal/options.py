"""From what a person chooses where a payload asks for something by its id or its key: what there is in the dossier."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery, prefetch_related_objects
from django.utils.translation import gettext, gettext_noop

from budgets.models import BudgetLine, Payment
from grants import saying, sight
from grants.afterwards import Grant
from grants.answers import as_said
from grants.desk import Desk
from grants.guards import STATES_BY_KIND
from grants.models import Application, Decision, Round, SchemeVersion
from grants.models.scheme import scheme_of
from grants.payloads import (
    Account,
    Completion,
    CompletionRequest,
    Draft,
    Filing,
    Idea,
    NewParty,
    Objecting,
    Reply,
    ReportText,
    Scoring,
    Writing,
)
from grants.payloads.message import ALONG
from grants.saying import euro
from grants.trail import decision_of
from partners.models import Area, BankAccount, Membership, Organisation, Person
from workflow import clock, powers
from workflow.facts import Actor, Payload
from workflow.form import Asked, asked
from workflow.registry import SCHEMES
from workflow.roles import LABELS, LOOK_ON
from workflow.scheme import Scheme

Choices = Sequence[tuple[uuid.UUID | str, str]]


def of(kind: type[Payload], name: str, case: Application | None) -> Choices | None:
    """What there is to choose; None where a person types it."""
    if case is None:
        return OUTSIDE[name]() if name in OUTSIDE else None
    if (kind, name) in BY_FIELD:
        return BY_FIELD[kind, name](case)
    return BY_NAME[name](case) if name in BY_NAME else None


def keys_of(kind: type[Payload], name: str, case: Application | None) -> Sequence[tuple[str, str]]:
    """The keys of a mapping with their words, where they are known beforehand: the criteria of the scheme."""
    if kind is NewParty and name == "details":
        return ADDRESS
    if case is None:
        return ()
    if issubclass(kind, Scoring) and name in ("levels", "reasons"):
        return [(criterion.code, criterion.label) for criterion in _scheme(case).criteria]
    if (kind, name) == (CompletionRequest, "why"):
        return [(question.id, question.label) for question in asked(_scheme(case), case.round.rule)]
    if (kind, name) == (Account, "explained"):
        return [(f"{side}/{n}", words) for side in SIDES for n, words in enumerate(_budget(case, side))]
    return ()


SIDES = ("costs", "income")
ADDRESS = (
    ("name", gettext_noop("Nieuwe naam")),
    ("street", gettext_noop("Nieuwe straat")),
    ("number", gettext_noop("Nieuw huisnummer")),
    ("postcode", gettext_noop("Nieuwe postcode")),
    ("place", gettext_noop("Nieuwe plaats")),
)


def questions_of(kind: type[Payload], name: str, case: Application | None) -> Sequence[Asked]:
    """The questions whose answers come along: those of the round, of a completion those that were asked anew; files with a message.

    With an account and a report those that the scheme asks afterwards, each beside what was planned.
    """
    if name == "files" and issubclass(kind, Writing | Reply):
        return (ALONG,)
    if case and name == "answers" and kind in (Account, ReportText):
        return list(_afterwards(case, kind))
    if case is None or name != "answers" or kind not in (Filing, Completion):
        return ()
    questions = asked(_scheme(case), case.round.rule)
    awaited = json.loads(case.awaited) if kind is Completion else {}
    return [one for one in questions if one.id in awaited] or questions


def _afterwards(case: Application, kind: type[Payload]) -> Iterator[Asked]:
    """What was planned stands in the help of a question."""
    scheme, answers = _scheme(case), _newest(case)
    grant = Grant(scheme, case.round.figures, case.granted_cents or 0)
    planned = {one.question.id: scheme.question(one.planned) for one in scheme.afterwards if one.planned}
    for one in grant.of_report() if kind is ReportText else grant.of_account():
        plan = planned.get(one.id)
        if plan is None or (said := answers.get(plan.id)) is None:
            yield one
        else:
            assert isinstance(plan, Asked)
            words = gettext("In uw aanvraag staat: %(planned)s.") % {"planned": ", ".join(as_said(plan, said))}
            yield replace(one, help=f"{one.help} {words}".strip())


def lines_of(kind: type[Payload], name: str, case: Application | None) -> Sequence[str]:
    """The lines of the budget of which an account says what they came to."""
    return _budget(case, name) if case and kind is Account and name in SIDES else ()


def _budget(case: Application, side: str) -> Sequence[str]:
    lines = _newest(case).get("begroting", {}).get(side, ())
    return [
        gettext("%(what)s, begroot %(amount_cents)s")
        % {"what": line["what"], "amount_cents": euro(line["amount_cents"])}
        for line in lines
    ]


def _newest(case: Application) -> Mapping[str, Any]:
    """What was sent last, but for what is personal."""
    prefetch_related_objects([case], "versions")  # The case keeps them: every field of the form asks anew.
    newest = max(case.versions.all(), key=attrgetter("number"), default=None)
    found: Mapping[str, Any] = json.loads(newest.answers) if newest else {}
    return found


def _scheme(case: Application) -> Scheme:
    return scheme_of(case.round.scheme_version_id)


def _decisions(case: Application) -> Choices:
    return [(one.pk, decision_words(one)) for one in case.decisions.exclude(state=Decision.ANNULLED).order_by("pk")]


def _announced(case: Application) -> Choices:
    found = case.decisions.filter(state=Decision.ANNOUNCED).order_by("-announced_on", "-pk")
    return [(one.pk, decision_words(one)) for one in found]


def decision_words(decision: Decision) -> str:
    """A decision as a person tells it from the others of the dossier."""
    said = f"{decision_of(decision)}, {gettext(decision.state_word)}"
    day: date | None = decision.announced_on
    return gettext("%(decision)s op %(day)s") % {"decision": said, "day": saying.day(day)} if day else said


def _contacts(case: Application) -> Choices:
    members = Membership.objects.filter(organisation=case.organisation_id).select_related("person")
    known = {case.contact_id: case.contact.name} | {one.person_id: one.person.name for one in members}
    return list(known.items())


def _organisations(case: Application) -> Choices:
    mine = Q(pk=case.organisation_id) | Q(pk__in=case.participants.values("organisation"))
    return list(Organisation.objects.filter(mine).values_list("pk", "name"))


def _accounts(case: Application) -> Choices:
    known = BankAccount.objects.filter(organisation=case.organisation_id).order_by("pk")
    return [(one.pk, gettext("rekening die eindigt op %(iban)s") % {"iban": one.iban[-4:]}) for one in known]


def _areas(_: Application) -> Choices:
    return list(Area.objects.order_by("name").values_list("pk", "name"))


def _rounds(case: Application) -> Choices:
    same = Round.objects.filter(scheme_version=case.round.scheme_version_id).order_by("code")
    return [(one.pk, f"{one.title} ({one.code})") for one in same]


def _questions(case: Application) -> Choices:
    return [(question.id, question.label) for question in asked(_scheme(case), case.round.rule)]


def _kinds(case: Application) -> Choices:
    fitting = (kind for kind, states in STATES_BY_KIND.items() if case.state in states)
    return [(kind, gettext(Decision.Kind(kind).label)) for kind in fitting] or list(Decision.Kind.choices)


def _versions() -> Choices:
    published = SchemeVersion.objects.order_by("code", "-published_on")
    return [
        (
            one.pk,
            gettext("%(scheme_of)s (versie %(version)s)")
            % {"scheme_of": scheme_of(one.pk).title, "version": one.version},
        )
        for one in published
    ]


def _rules() -> Choices:
    kinds = {rule.code: f"{scheme.title}: {rule.title}" for scheme in SCHEMES.values() for rule in scheme.rounds}
    return list(kinds.items())


def _books() -> Choices:
    lines = BudgetLine.objects.select_related("policy_field").order_by("code", "year")
    return [
        (
            line.book,
            gettext("%(code)s van %(year)s: %(name)s") % {"code": line.code, "year": line.year, "name": line.name},
        )
        for line in lines
    ]


def _all_rounds() -> Choices:
    return [(one.pk, f"{one.title} ({one.code})") for one in Round.objects.order_by("code")]


def _approved() -> Choices:
    payments = Payment.objects.filter(state=Payment.APPROVED).select_related("stream").order_by("planned_on", "pk")
    return [
        (one.pk, f"{one.stream.reference}: {euro(one.amount_cents)}, {saying.day(one.planned_on)}") for one in payments
    ]


def colleagues() -> Choices:
    """Everybody who takes part in the work today, by name, with their roles."""
    return [(one.person, one.words) for one in _at_work()]


def helpers(case: Application) -> Choices:
    """Those of them whose roles come with the dossiers of this round: a question to somebody else would never be read."""
    return [(one.person, one.words) for one in _at_work() if sight.comes_with(case.round, one.desk)]


class _Colleague(NamedTuple):
    """Somebody at work: who, by which name, in which roles."""

    person: uuid.UUID
    name: str
    roles: tuple[str, ...]

    @property
    def desk(self) -> Desk:
        """The desk that they would sit at."""
        return Desk(Actor(person=self.person), "", self.roles)

    @property
    def words(self) -> str:
        """The name, with the roles as a person reads them."""
        return f"{self.name} ({', '.join(sorted(gettext(LABELS[role]) for role in self.roles))})"


def _at_work() -> Iterator[_Colleague]:
    called = Subquery(Person.objects.filter(pk=OuterRef("person")).values("name")[:1])
    found = powers.in_force(clock.today()).exclude(role__in=LOOK_ON).annotate(called=called).exclude(called=None)
    rows = found.order_by("called", "person").values_list("person", "called", "role")
    for (person, name), theirs in groupby(rows, key=itemgetter(0, 1)):
        yield _Colleague(person, name, tuple(role for *_, role in theirs))


OUTSIDE: Mapping[str, Callable[[], Choices]] = {
    "area": lambda: list(Area.objects.order_by("name").values_list("pk", "name")),
    "book": _books,
    "carry_to": _all_rounds,
    "payments": _approved,
    "person": colleagues,
    "prize_book": _books,
    "round": _all_rounds,
    "rule": _rules,
    "scheme_version": _versions,
    "substitute": colleagues,
}
"""What there is to choose where a step is taken outside a dossier."""

BY_NAME: Mapping[str, Callable[[Application], Choices]] = {
    "application": lambda case: [(case.pk, case.title)],
    "area": _areas,
    "bank_account": _accounts,
    "contact": _contacts,
    "decision": _decisions,
    "helper": helpers,
    "organisation": _organisations,
    "person": lambda _: colleagues(),
    "round": _rounds,
}
BY_FIELD: Mapping[tuple[type[Payload], str], Callable[[Application], Choices]] = {
    (CompletionRequest, "missing"): _questions,
    (CompletionRequest, "judged_without"): _questions,
    (Draft, "kind"): _kinds,
    (Objecting, "decision"): _announced,
    (Filing, "contact"): lambda case: [(case.contact_id, case.contact.name)],
    (Filing, "round"): lambda case: [(case.round_id, case.round.title)],
    (Idea, "contact"): lambda case: [(case.contact_id, case.contact.name)],
    (Idea, "round"): lambda case: [(case.round_id, case.round.title)],
}
SETTLED = frozenset(
    {(Filing, "contact"), (Filing, "organisation"), (Filing, "round"), (Idea, "contact"), (Idea, "round")}
)
"""What a form does not ask where there is but one answer."""
