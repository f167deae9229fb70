"""Filling in a code that came by post: from then on somebody follows at home what an applicant filed on paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from grants.portal.account.forms import attempt
from grants.portal.applicant.access import Applicant, applicant
from partners import joining

LONGEST = 40
"""A code with room for the spaces and dashes of who types it."""


class CodeForm(forms.Form):
    """The code of a letter. Why a code is not good is never said, so that guessing teaches nothing."""

    use_required_attribute = False
    organisation = ""
    code = forms.CharField(
        label=gettext_lazy("De code uit de brief"),
        help_text=gettext_lazy("Vier keer vier letters en cijfers. Hoofdletters en streepjes maken niet uit."),
        max_length=LONGEST,
        error_messages={
            "required": gettext_lazy("Vul de code in die in de brief staat."),
            "max_length": gettext_lazy("Deze code werkt niet. Bel ons als u een nieuwe brief wilt."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, who: Applicant, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("maxlength", None)  # What is too long is said, and never cut off unseen.
        self.who, self.request = who, request

    def clean_code(self) -> str:
        """Use the code up. It is a try that counts until it is right."""
        tried, typed = attempt(f"{self.who.actor.person} code by post", self.request), str(self.cleaned_data["code"])
        assert self.who.actor.person, "an applicant is a person"
        joined = joining.join(typed, self.who.actor.person)
        if joined is None:
            raise ValidationError(gettext("Deze code werkt niet. Bel ons als u een nieuwe brief wilt."))
        tried.succeeded()
        self.organisation = joined.name
        return typed


@applicant
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, applicant: Applicant) -> HttpResponse:
    """Fill in the code."""
    form = CodeForm(request.POST if request.method == "POST" else None, who=applicant, request=request)
    if form.is_valid():
        messages.success(request, gettext("U ziet nu de aanvragen van %(name)s.") % {"name": form.organisation})
        return redirect("mine")
    return render(request, "portal/applicant/joining.html", {"form": form})
