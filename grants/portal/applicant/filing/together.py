"""Writing an application together: who may, whom the applicant asked besides, and what an invitation says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext, gettext_lazy

from grants import co_writing
from grants.models import CoWriter
from grants.sight import ADVISER
from workflow import clock

if TYPE_CHECKING:
    from grants.desk import Desk
    from grants.models import Application

BY_MAIL = "mail"
"""What the button says with which an invitation leaves by mail."""


class Invite(forms.Form):
    """Whom to ask: by mail, or without an address by a link that the applicant passes on."""

    use_required_attribute = False
    email = forms.EmailField(
        label=gettext_lazy("Het e-mailadres van wie u vraagt"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Vul het e-mailadres in van wie u wilt vragen."),
            "invalid": gettext_lazy("Dit e-mailadres klopt niet. Een goed adres is: naam@voorbeeld.nl."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """One who was asked: the row, and how it stands in a word."""

    row: CoWriter
    word: str
    can_end: bool


def asked_of(case: Application) -> Sequence[Asked]:
    """All who were asked to write along, the last one first."""
    return [_asked(one) for one in co_writing.of(case)]


def _asked(row: CoWriter) -> Asked:
    if row.ended_at:
        return Asked(row, gettext("schrijft niet meer mee") if row.person else gettext("ingetrokken"), can_end=False)
    if row.person:
        return Asked(row, gettext("schrijft mee"), can_end=True)
    if row.expires_at <= clock.now():
        return Asked(row, gettext("verlopen"), can_end=False)
    return Asked(row, gettext("nog niet aangenomen"), can_end=True)


def said(why: co_writing.Full | co_writing.Enough) -> str:
    """What is in the way of an invitation, and what to do."""
    if isinstance(why, co_writing.Enough):
        return gettext("U liet vandaag al veel mensen vragen. Stuur de volgende uitnodiging morgen, of maak een link.")
    few = gettext("Er schrijven al %(most)s mensen mee, of zij zijn gevraagd. Beëindig er eerst een.")
    return few % {"most": co_writing.MOST}


def works_on_it(desk: Desk | None) -> bool:
    """Whether somebody has a role at the office in which they may come to judge, decide or pay: they write along on nothing (Awb 2:4)."""
    return bool(desk and set(desk.roles) - {ADVISER})
