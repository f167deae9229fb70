"""The forms of signing in and of the own account, in the words of the house."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy, ngettext

from grants.address import address_of
from grants.portal import known_browser
from partners import factors, throttle
from partners.models import Account, SecondFactor
from partners.models.account import normalised

WRONG_PAIR = gettext_lazy("Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het nog een keer.")
WRONG_CODE = gettext_lazy("Deze code is niet goed, of al gebruikt. Typ de code die nu in uw app staat.")
WRONG_PASSWORD = gettext_lazy("Dit wachtwoord is niet goed. Probeer het nog een keer.")


def attempt(name: str, request: HttpRequest | None) -> throttle.Attempt:
    """A try that may go on. Raises `ValidationError` with how long somebody has to wait."""
    found = throttle.attempt(name, address_of(request), known_browser.mark_of(request, name))
    if found.wait_minutes:
        sentence = ngettext(
            "Dit is te vaak niet gelukt. Wacht %(minutes)s minuut, en probeer het dan nog een keer.",
            "Dit is te vaak niet gelukt. Wacht %(minutes)s minuten, en probeer het dan nog een keer.",
            found.wait_minutes,
        )
        raise ValidationError(sentence % {"minutes": found.wait_minutes})
    return found


class SignInForm(AuthenticationForm):
    """Name and password. What is wrong is never said more precisely than that the two do not belong together."""

    error_messages = {"invalid_login": WRONG_PAIR, "inactive": WRONG_PAIR}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, missing in (
            ("username", gettext("Inlognaam"), gettext("Vul uw inlognaam in.")),
            ("password", gettext("Wachtwoord"), gettext("Vul uw wachtwoord in.")),
        ):
            self.fields[name].label, self.fields[name].error_messages["required"] = label, missing
        if settings.SIGN_UP:
            self.fields["username"].help_text = gettext("Maakte u zelf een account? Vul dan uw e-mailadres in.")
        self.use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Look only when there was something to look at, and not too often."""
        if self.errors:
            return self.cleaned_data
        tried = attempt(normalised(self.cleaned_data["username"]), self.request)
        found = super().clean()
        tried.succeeded()
        return found


class ProofForm(forms.Form):
    """That somebody is who they say: a code where the account has a second factor, else the password."""

    bewijs = forms.CharField(max_length=200)

    def __init__(self, data: Any, *, account: Account, request: HttpRequest) -> None:
        super().__init__(data)
        self.account, self.request, self.by_code = account, request, factors.has_one(account)
        field, self.use_required_attribute = self.fields["bewijs"], False
        if self.by_code:
            field.label, field.help_text = (
                gettext("Code"),
                gettext("De 6 cijfers uit uw app, of een van uw herstelcodes."),
            )
            field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"})
            field.error_messages["required"] = gettext("Typ de code uit uw app.")
        else:
            field.label = gettext("Wachtwoord")
            field.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
            field.error_messages["required"] = gettext("Vul uw wachtwoord in.")

    def clean_bewijs(self) -> str:
        """Look at the code or the password, and not too often."""
        typed: str = self.cleaned_data["bewijs"]
        tried = attempt(f"{self.account.pk} proof", self.request)
        if not (factors.accepts(self.account, typed) if self.by_code else self.account.check_password(typed)):
            raise ValidationError(WRONG_CODE if self.by_code else WRONG_PASSWORD)
        tried.succeeded()
        return typed


class LabelForm(forms.Form):
    """What somebody calls a factor, to know it again in the list."""

    label = forms.CharField(
        label=gettext_lazy("Naam"),
        help_text=gettext_lazy("Zo herkent u het later terug."),
        max_length=SecondFactor._meta.get_field("label").max_length,
        error_messages={"required": gettext_lazy("Geef een naam, zoals: mijn telefoon.")},
    )
    use_required_attribute = False


class AppForm(LabelForm):
    """Joining an app: its first code shows that it has the key."""

    code = forms.CharField(
        label=gettext_lazy("Code uit de app"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "amount"}),
        error_messages={"required": gettext_lazy("Typ de 6 cijfers die de app nu laat zien.")},
    )


class PasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # Generic for the checker only.
    """A new password, twice."""

    error_messages = {"password_mismatch": gettext_lazy("De twee wachtwoorden zijn niet gelijk.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, missing in (
            ("new_password1", gettext("Nieuw wachtwoord"), gettext("Typ een nieuw wachtwoord.")),
            ("new_password2", gettext("Nog een keer"), gettext("Typ het nieuwe wachtwoord nog een keer.")),
        ):
            field = self.fields[name]
            field.label, field.help_text, field.error_messages["required"] = label, "", missing
        self.fields["new_password1"].help_text = gettext(
            "Minstens 12 tekens. Een zin van vier woorden is goed te onthouden."
        )
        self.use_required_attribute = False
