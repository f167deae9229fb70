"""Signing in: the form, in the words of the house."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Name and password. What is wrong is never said more precisely than that the two do not belong together."""

    error_messages = {
        "invalid_login": "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het nog een keer.",
        "inactive": "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het nog een keer.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, missing in (
            ("username", "Inlognaam", "Vul uw inlognaam in."),
            ("password", "Wachtwoord", "Vul uw wachtwoord in."),
        ):
            field = self.fields[name]
            field.label, field.error_messages["required"] = label, missing
            assert isinstance(field, forms.CharField)
        self.use_required_attribute = False
