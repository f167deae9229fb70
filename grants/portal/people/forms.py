"""What is filled in about roles."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from grants.portal.fields import HouseRenderer
from partners.models import Account, Person
from workflow import clock
from workflow.models import RoleGrant
from workflow.powers import GRANTED
from workflow.roles import LABELS


class Day(forms.DateField):
    """A day, in the browser's own picker where there is one."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": gettext_lazy("Deze dag kunnen wij niet lezen. Schrijf het zo: 31-12-2026.")
    }


class Proposal(forms.Form):
    """A role for a colleague, from a day on, until a day where that is known."""

    default_renderer = HouseRenderer
    use_required_attribute = False

    person = forms.ChoiceField(
        label=gettext_lazy("Wie"), error_messages={"required": gettext_lazy("Kies een collega.")}
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Welke rol"), error_messages={"required": gettext_lazy("Kies een rol.")}
    )
    first = Day(label=gettext_lazy("Vanaf"), error_messages={"required": gettext_lazy("Vul in vanaf welke dag.")})
    last = Day(label=gettext_lazy("Tot en met"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", ""), *colleagues()]  # type: ignore[attr-defined]
        words = sorted(((role, gettext(LABELS[role])) for role in GRANTED), key=lambda one: one[1])
        self.fields["role"].choices = [("", ""), *words]  # type: ignore[attr-defined]
        self.fields["first"].initial = clock.today()


class Ending(forms.Form):
    """After which day a role stops."""

    default_renderer = HouseRenderer
    use_required_attribute = False

    last = Day(
        label=gettext_lazy("Stopt na"), error_messages={"required": gettext_lazy("Vul in na welke dag de rol stopt.")}
    )


def colleagues() -> list[tuple[str, str]]:
    """Everybody who has a login or ever had a role, by name."""
    known = Q(pk__in=Account.objects.values("person")) | Q(pk__in=RoleGrant.objects.values("person"))
    rows = Person.objects.filter(known).exclude(name="").order_by("name", "pk")
    return [
        (str(pk), f"{name}, {function}" if function else name)
        for pk, name, function in rows.values_list("pk", "name", "function")
    ]
