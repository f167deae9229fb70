"""The screens of paying. Each hands what was ticked to the run of payments, and shows what it did and what it left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets.models import PaymentOrder
from grants import payment_runs
from grants.desk import Desk
from grants.payment_rule import PaymentRule
from grants.portal.access import office, only, profile_of
from grants.portal.account.proving import proof_first
from grants.portal.bulk import PER_PAGE, Told, needs, ticked
from grants.portal.finance import approving as approving_
from grants.portal.finance import bank, matching, paying
from grants.portal.finance import budget as budgets
from grants.saying import euro
from workflow.errors import Refusal

MAKER, CHECKER, THIRD = "finance_maker", "finance_checker", "finance_third"
PAYING = (MAKER, CHECKER, THIRD)
LOOKING = (*PAYING, "budget_holder", "policy_officer", "auditor")
WRITE = ["GET", "HEAD", "POST"]

Act = Callable[[Desk, Sequence[UUID]], Told]


def _done(request: HttpRequest, words: str, told: Told) -> bool:
    """Whether all went well, which is then said on the page that comes next."""
    if not told.done or told.aside:
        return False
    messages.success(
        request,
        gettext("%(words)s: %(done)s, samen %(total_cents)s.")
        % {"words": gettext(words), "done": told.done, "total_cents": euro(told.total_cents)},
    )
    return True


Acts = Mapping[str, tuple[str, str, Act]]
"""What can be done with payments that wait, as the buttons say it: by whom, in words, and the act."""


def _told(request: HttpRequest, desk: Desk, acts: Acts, ids: Sequence[UUID]) -> tuple[str, Told]:
    """Do what the button says with what was ticked; the first of the acts when it says nothing we know."""
    role, words, act = acts.get(request.POST.get("doe", ""), next(iter(acts.values())))
    needs(desk, role)
    return words, act(desk, ids)


def _acting(request: HttpRequest, desk: Desk, acts: Acts) -> dict[str, Any] | None:
    """What a page shows of an act that was asked for on it; None when all went well."""
    if request.method != "POST":
        return {}
    ids = ticked(request.POST.getlist("betaling"))
    words, told = _told(request, desk, acts, ids)
    if _done(request, words, told):
        return None
    return {"told": told, "done": words, "picked": ids, "reason": request.POST.get("reden", "")}


DUE: Acts = {
    "voorstellen": (MAKER, gettext_noop("Voorgesteld"), paying.propose),
    "opnieuw": (MAKER, gettext_noop("Opnieuw voorgesteld"), paying.again),
    "intrekken": (MAKER, gettext_noop("Ingetrokken"), paying.cancel),
}


@office
@require_http_methods(WRITE)
def due(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is due by the law, to tick and propose; and what a second person sent back."""
    needs(desk, *PAYING)
    acted = _acting(request, desk, DUE)
    if acted is None:
        return redirect("finance")
    listed, back = (
        paying.due(desk, request.GET.get("pagina", "1")),
        approving_.sent_back(desk, PaymentRule.of(profile_of(request))),
    )
    context = {"listed": listed, "back": back, "may": MAKER in desk.roles, "all": request.GET.get("aan") == "alles"}
    return render(request, "portal/finance/due.html", {**context, **acted})


APPROVING: Acts = {
    "goedkeuren": (CHECKER, gettext_noop("Goedgekeurd"), paying.approve),
    "derde": (THIRD, gettext_noop("Derde handtekening gegeven"), paying.third),
    "intrekken": (MAKER, gettext_noop("Ingetrokken"), paying.cancel),
}


def _approving(request: HttpRequest, desk: Desk) -> Acts:
    """What can be done with what waits for approval; a second and a third person may send it back, in their own words."""
    reason = request.POST.get("reden", "")
    signer = THIRD if THIRD in desk.roles and CHECKER not in desk.roles else CHECKER
    back = (signer, gettext("Teruggestuurd"), lambda who, ids: paying.send_back(who, ids, reason))
    return {**APPROVING, "terugsturen": back}


@office
@require_http_methods(WRITE)
def approving(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What others proposed, to tick and approve or send back; above the limit of the rule by a third person as well."""
    needs(desk, *PAYING)
    if request.method == "POST" and (asks := proof_first(request)):
        return asks
    acted = _acting(request, desk, _approving(request, desk))
    if acted is None:
        return redirect("finance-approving")
    rule = PaymentRule.of(profile_of(request))
    proposed, third = approving_.look(desk, request.GET.get("pagina", "1"), rule)
    return render(request, "portal/finance/approving.html", {
        "proposed": proposed, "third": third, "limit_cents": rule.third_above_cents, "all": request.GET.get("aan") == "alles",
        "checker": CHECKER in desk.roles, "third_person": THIRD in desk.roles, "maker": MAKER in desk.roles, **acted,
    })  # fmt: skip


@office
@require_http_methods(WRITE)
def orders(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is approved, to put in one order to the bank; and the orders that were made."""
    needs(desk, *((MAKER,) if request.method == "POST" else PAYING))
    acted = {}
    if request.method == "POST":
        if asks := proof_first(request):
            return asks
        picked = ticked(request.POST.getlist("betaling"))
        made, told = paying.order(desk, picked)
        if made and _done(request, gettext("In opdracht gegeven"), told):
            return redirect("finance-order", PaymentOrder.objects.get(pk=made).stream.reference)
        acted = {"told": told, "picked": picked}
    above = PaymentRule.of(profile_of(request)).third_above_cents
    ready = list(approving_.payments(approving_.waits(approving_.ORDER, above), desk)[:PER_PAGE])
    return render(request, "portal/finance/orders.html", {
        "ready": ready, "lines": bank.by_line(ready), "total_cents": sum(one.amount_cents for one in ready),
        "orders": bank.orders(request.GET.get("pagina", "1")), "may": MAKER in desk.roles, **acted,
    })  # fmt: skip


@office
@require_http_methods(WRITE)
def statement(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The statement of the bank: read, laid beside what is on record, and what fits booked in one click; and the open claims."""
    needs(desk, *((MAKER,) if request.method == "POST" else PAYING))
    answer = None
    if request.POST.get("doe") == "boeken":
        answer = matching.book(desk, request.POST.get("regels", ""))
    elif request.method == "POST":
        answer = matching.upload(request.FILES.get("bestand"), profile_of(request))
    claims, open_cents = matching.open_claims(desk, request.GET.get("pagina", "1"))
    context = {"answer": answer, "claims": claims, "open_cents": open_cents, "may": MAKER in desk.roles}
    return render(request, "portal/finance/statement.html", context)


@office
@require_safe
def order(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """One order to the bank with its totals, its hash, who fetched it, and what became of each payment."""
    needs(desk, *PAYING)
    return render(request, "portal/finance/order.html", {"made": bank.order(reference), "may": MAKER in desk.roles})


@office
@only(MAKER)
@require_POST
def file(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """The file of an order, for the bank; that somebody fetched it is recorded."""
    try:
        content = payment_runs.fetch(bank.order(reference).order, desk.actor)
    except Refusal as refusal:
        context = {"made": bank.order(reference), "may": True, "obstacles": refusal.obstacles}
        return render(request, "portal/finance/order.html", context)
    headers = {"Content-Disposition": f'attachment; filename="{reference}.xml"'}
    return HttpResponse(content, content_type="application/xml", headers=headers)


@office
@require_safe
def budget(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where the money of every budget line stands."""
    needs(desk, *LOOKING)
    return render(request, "portal/finance/budget.html", {"bars": budgets.bars(), "pots": budgets.POTS})


@office
@require_safe
def line(request: HttpRequest, desk: Desk, code: str, year: int) -> HttpResponse:
    """The dossiers behind the figures of a budget line."""
    needs(desk, *LOOKING)
    found = budgets.behind(desk, code, year, request.GET.get("pagina", "1"))
    return render(request, "portal/finance/line.html", {"behind": found})
