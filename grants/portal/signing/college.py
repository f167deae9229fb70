"""What the college decides itself, because no mandate reaches it: the proposal to it, as a paper (Awb 10:3, 10:7, 10:11)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.http import Http404

from budgets import ledger
from budgets.figures import euro
from documents.render_papers import CollegePaper, Slice, print_college
from grants.dates import PART_WORDS
from grants.desk import Desk
from grants.guards import asked_of, resolution_of
from grants.models import Assessment, Decision, LegalProfile
from grants.models.scheme import scheme_of
from grants.portal.queue import FAR
from grants.portal.ranking.meeting import reasons_of
from grants.portal.signing.waiting import GROUND_WORDS, by_law, seen
from workflow import clock
from workflow.law.wording import dutch_date


def printed(decision: uuid.UUID, desk: Desk) -> tuple[str, bytes]:
    """The reference of the dossier and the proposal. Raises `Http404` when there is no such decision to propose."""
    waits = seen(desk).exclude(state=Decision.ANNULLED).filter(pk=decision)
    found = by_law(waits).first()
    if found is None:
        raise Http404
    return found.application.stream.reference, print_college(paper_of(found))


def paper_of(decision: Any) -> CollegePaper:
    """All that the proposal says of a decision that was read with the day by which the law wants it (`by_law`)."""
    case, today = decision.application, clock.today()
    profile, kind = LegalProfile.on(today), Decision.Kind(decision.kind).label
    whom = case.organisation.name if case.organisation else case.contact.name
    judged = Assessment.objects.filter(application=case, state=Assessment.LOCKED).order_by("assessor")
    given = list(judged) if decision.gives or decision.kind == Decision.Kind.REFUSAL else []
    return CollegePaper(
        municipality=profile.municipality if profile else "Gemeente",
        title=f"{kind.capitalize()} voor {whom}",
        reference=case.stream.reference,
        made_on=today,
        resolution=resolution_of(decision),
        figures=tuple(_figures(decision, whom)),
        proposed=(
            _proposed(decision, whom),
            "Het besluit namens het college te laten ondertekenen en bekend te maken.",
        ),
        why_college=_why_college(decision),
        why=tuple(_why(decision)),
        reasons=tuple(reasons_of(given, scheme_of(case.round.scheme_version_id).criteria)),
        parts=tuple(
            Slice(
                ledger.spoken(one.book).capitalize(), PART_WORDS.get(one.kind, one.kind), one.due_on, one.amount_cents
            )
            for one in decision.payable
        ),
        money=tuple(_money(decision)),
    )


def _proposed(decision: Any, whom: str) -> str:
    case, amount = decision.application, euro(decision.amount_cents)
    if decision.kind == Decision.Kind.REVOCATION:
        return f"De verlening van {euro(case.granted_cents or 0)} voor ‘{case.title}’ aan {whom} in te trekken."
    return f"{Decision.Kind(decision.kind).label.capitalize()} van {amount} voor ‘{case.title}’ van {whom}."


def _figures(decision: Any, whom: str) -> Iterator[tuple[str, str]]:
    case = decision.application
    yield "Aanvrager", whom
    yield "Plan", case.title
    yield "Kenmerk", case.stream.reference
    yield "Regeling", case.round.title
    if case.requested_cents is not None:
        yield "Gevraagd", euro(case.requested_cents)
    if case.granted_cents is not None:
        yield "Verleend", euro(case.granted_cents)
    yield "Dit besluit", f"{Decision.Kind(decision.kind).label}, {euro(decision.amount_cents)}"
    if decision.by != FAR:
        yield "Besluiten uiterlijk", dutch_date(decision.by)


def _why_college(decision: Any) -> str:
    asked = asked_of(decision, decision.application)
    words = [
        f"{Decision.Kind(kind).label if kind in Decision.Kind else 'voorschot'}, {euro(cents)}" for kind, cents in asked
    ]
    return f"Geen mandaat reikt tot dit besluit ({'; '.join(words)}). Dan besluit het college zelf (Awb 10:3 en 10:7)."


def _why(decision: Any) -> Iterator[str]:
    if decision.ground:
        yield f"Reden volgens de wet: {GROUND_WORDS.get(decision.ground, decision.ground)}."
    if decision.reason:
        yield decision.reason
    if decision.view:
        yield f"Wat de aanvrager ervan vindt: {decision.view}"
    if not (decision.ground or decision.reason):
        yield "Het plan past bij de regeling, en er is genoeg geld."


def _money(decision: Any) -> Iterator[tuple[str, str]]:
    book = decision.ceiling_in(decision.application.round)
    if decision.gives:
        yield "Voor dit besluit gereserveerd", euro(decision.amount_cents)
    yield "Nog vrij onder het plafond", euro(ledger.available(book))
