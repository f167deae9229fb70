"""Which rows a colleague may see, as the API shows them: everything of a dossier only where the dossier is there for them."""

from __future__ import annotations

import functools
import operator
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from budgets.models import BudgetLine, Indicator, IndicatorValue, LedgerAccount, Payment, PaymentOrder
from grants import blind, papers, sight
from grants.desk import Desk
from grants.models import (
    Absence,
    Assessment,
    AuditSample,
    AuditVerdict,
    Decision,
    LetterText,
    Receipt,
    Round,
    SchemeVersion,
)
from partners.models import Person
from workflow import clock, powers
from workflow.models import Deadline, Event, RoleGrant

EUR = Value("EUR", output_field=CharField())

SHOWN = (
    "state", "title", "theme", "received_at", "complete_on", "requested_cents", "granted_cents", "determined_cents",
    "organisation__name", "organisation__legal_form",
)  # fmt: skip
"""The columns of an application that are shown; of what it is in only the names are read, for fifty rounds are fifty objects to build."""


def schemes() -> QuerySet[Any, Any]:
    """Every published version of every scheme."""
    return SchemeVersion.objects.all()


def rounds() -> QuerySet[Any, Any]:
    """Every round."""
    return Round.objects.select_related("scheme_version", "stream").annotate(currency=EUR)


def applications(desk: Desk) -> QuerySet[Any, Any]:
    """The applications that are there for a colleague."""
    taken = Prefetch("decisions", queryset=_named(Decision.objects.order_by("pk")), to_attr="taken")
    named = {
        "reference": F("stream__reference"),
        "round_code": F("round__code"),
        "scheme_code": F("round__scheme_version__code"),
        "area_name": F("area__name"),
    }
    seen = sight.seen_by(desk).select_related("organisation").only(*SHOWN)
    found: QuerySet[Any, Any] = seen.annotate(currency=EUR, **named).prefetch_related(taken)
    return found


def decisions(desk: Desk) -> QuerySet[Any, Any]:
    """The decisions in those."""
    return _named(Decision.objects.filter(application__in=sight.seen_by(desk).values("pk")))


def _named(found: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Decisions with the name of the application that each is on."""
    named: QuerySet[Any, Any] = found.annotate(dossier=F("application__stream__reference"), currency=EUR)
    return named


def payments(desk: Desk) -> QuerySet[Any, Any]:
    """The payments in those."""
    found = Payment.objects.filter(stream__in=sight.seen_by(desk).values("stream"))
    order = F("order__stream__reference")
    return found.annotate(dossier=F("stream__reference"), order_reference=order, currency=EUR)


def orders() -> QuerySet[Any, Any]:
    """Every order to the bank; no dossier is named in it."""
    return PaymentOrder.objects.select_related("stream").annotate(reference=F("stream__reference"), currency=EUR)


def absences() -> QuerySet[Any, Any]:
    """The absences of today and to come, as on the screen."""
    return Absence.objects.filter(state=Absence.REPORTED, last__gte=clock.today())


def deadlines(desk: Desk) -> QuerySet[Any, Any]:
    """The terms in those that count: a later computation takes the place of an earlier one."""
    later = Deadline.objects.filter(
        subject=OuterRef("subject"), kind=OuterRef("kind"), revision__gt=OuterRef("revision")
    )
    found = Deadline.objects.filter(~Exists(later), stream__in=sight.seen_by(desk).values("stream"))
    return found.annotate(dossier=F("stream__reference"))


def documents(desk: Desk) -> QuerySet[Any, Any]:
    """The files that applicants sent in those."""
    return papers.files(desk).annotate(dossier=F("stream__reference"))


def letters(desk: Desk) -> QuerySet[Any, Any]:
    """The letters in those."""
    return papers.letters(desk).annotate(dossier=F("stream__reference"))


def receipts(desk: Desk) -> QuerySet[Any, Any]:
    """What was said in those about the moment at which something came in."""
    found = Receipt.objects.filter(application__in=sight.seen_by(desk).values("pk"))
    return found.annotate(dossier=F("application__stream__reference"))


def assessments(desk: Desk) -> QuerySet[Any, Any]:
    """The assessments in those, each with whether its marks and reasons may be read: the blind rule says so."""
    found = Assessment.objects.filter(application__in=sight.seen_by(desk).values("pk"))
    readable = Exists(blind.readable(desk).filter(pk=OuterRef("pk")))
    return found.annotate(dossier=F("application__stream__reference"), is_readable=readable)


def events(desk: Desk, reference: str) -> QuerySet[Any, Any]:
    """What happened in one of those, in its order."""
    mine = sight.seen_by(desk).filter(stream__reference=reference)
    return Event.objects.filter(stream__in=mine.values("stream"))


def indicators() -> QuerySet[Any, Any]:
    """Every indicator with the values that stand: of a year and a kind the one that was entered last."""
    newest = IndicatorValue.objects.filter(
        indicator=OuterRef("indicator"), year=OuterRef("year"), kind=OuterRef("kind")
    ).order_by("-number")
    standing = IndicatorValue.objects.filter(pk=Subquery(newest.values("pk")[:1])).order_by("year", "kind")
    found = Indicator.objects.select_related("policy_field")
    return found.prefetch_related(Prefetch("values", queryset=standing, to_attr="standing"))


def roles() -> QuerySet[Any, Any]:
    """The roles of today, and what waits for a second person, as on the screen, with whose they are."""
    shown = Q(pk__in=powers.in_force(clock.today()).values("pk")) | Q(pk__in=powers.waiting().values("pk"))
    name = Person.objects.filter(pk=OuterRef("person")).values("name")
    return RoleGrant.objects.filter(shown).annotate(name=Coalesce(Subquery(name), Value("")))


def texts() -> QuerySet[Any, Any]:
    """Every wording of a text of letters that somebody proposed."""
    return LetterText.objects.all()


def samples() -> QuerySet[Any, Any]:
    """The samples that were kept."""
    return AuditSample.objects.annotate(currency=EUR)


def verdicts() -> QuerySet[Any, Any]:
    """The verdicts on what is in them."""
    return AuditVerdict.objects.annotate(currency=EUR)


POTS = tuple(pot for pot in LedgerAccount.Pot.values if pot != LedgerAccount.Pot.COUNCIL)


def budget_lines() -> QuerySet[Any, Any]:
    """The budget lines with money, as on the screen, each with what stands in its pots; all of them together are what was authorised."""
    book = Concat(Value("line:"), OuterRef("code"), Value(":"), Cast(OuterRef("year"), CharField()))
    mine = LedgerAccount.objects.annotate(asked=book).filter(book=F("asked"))
    balances = {f"{pot}_cents": Coalesce(Subquery(mine.filter(pot=pot).values("balance_cents")), 0) for pot in POTS}
    found = BudgetLine.objects.select_related("policy_field").annotate(currency=EUR, **balances)
    together = functools.reduce(operator.add, (F(name) for name in balances))
    return found.annotate(authorised_cents=together).filter(authorised_cents__gt=0)
