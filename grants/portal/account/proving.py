"""Proving again who somebody is, before what signs, pays or gives a role. What they filled in goes along on the page that asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grants import signed_in
from grants.portal import sessions
from grants.portal.account import by_passkey
from grants.portal.account.forms import ProofForm
from partners.models import Account


def proof_first(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for a proof, with all that was filled in; None when the proof is fresh, or came along and is right."""
    if signed_in.is_proven(request):
        return None
    account = request.user
    assert isinstance(account, Account), "only who is signed in can prove anything"
    answer = request.POST.get("passkey", "")
    form = ProofForm(
        request.POST if "bewijs" in request.POST and not answer else None, account=account, request=request
    )
    if form.is_valid() or (answer and by_passkey.account_of(request, answer) == account):
        signed_in.proven(request)
        return None
    context = {"form": form, "fields": sessions.carried(request), "passkey_failed": bool(answer)}
    return render(request, "portal/account/prove.html", context)
