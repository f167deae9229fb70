"""Tags and filters of the screens: icons, amounts, days, and the list of what is wrong in a form."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from budgets import figures
from grants.models import Application
from grants.portal import icons
from grants.portal.queue import Filters
from grants.portal.steps import Offered
from workflow import clock, roles
from workflow.law import wording

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside a text that says the same: readers of screens pass it by."""
    assert name in icons.NAMES, name
    sprite = reverse("icons", args=[icons.edition()])
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', sprite, name
    )


@register.filter
def euro(amount_cents: int | None) -> str:
    """An amount in cents as euros."""
    return "" if amount_cents is None else figures.euro(amount_cents)


@register.filter
def whole_euro(amount_cents: int) -> str:
    """An amount in cents as euros, without the cents where there are none."""
    return figures.euro(amount_cents).removesuffix(",00")


@register.filter
def day(value: date | None) -> str:
    """A day in full."""
    return "" if value is None else wording.dutch_date(value)


@register.filter
def weekday(value: date | None) -> str:
    """A day in full with its weekday."""
    return "" if value is None else wording.weekday_and_date(value)


@register.filter
def month(value: date) -> str:
    """The month and the year of a day."""
    return f"{wording.MONTHS[value.month - 1]} {value.year}"


@register.filter
def moment(value: datetime) -> str:
    """A moment as a person of this country reads it."""
    local = value.astimezone(clock.AMSTERDAM)
    return f"{wording.dutch_date(local.date())}, {local:%H.%M} uur"


@register.filter
def away(value: date) -> str:
    """How far a day is from today, in words."""
    days = (value - clock.today()).days
    if days == 0:
        return "vandaag"
    return f"nog {wording.length(days, 'days')}" if days > 0 else f"{wording.length(-days, 'days')} te laat"


@register.filter
def is_past(value: date) -> bool:
    """Whether a day lies behind us."""
    return value < clock.today()


@register.filter
def role_word(role: str) -> str:
    """A role as a person reads it."""
    return roles.LABELS.get(role, role)


@register.simple_tag
def step_address(case: Application, step: Offered) -> str:
    """Where a step of a dossier is taken: on its drawn screen where there is one, else on the page that every step has."""
    machine, action, reference = step.declared.machine, step.declared.action, case.stream.reference
    if (machine, action) in CHECKED:
        return reverse("check", args=[reference])
    if (machine, action) == FILED:
        return f"{reverse('file-new')}?{urlencode({'ronde': case.round.code, 'zaak': reference})}"
    return reverse("step", args=[reference, machine, action, step.subject])


CHECKED = (("application", "intake"), ("application", "request_completion"))
FILED = ("application", "file")


@register.simple_tag
def filters_with(filters: Filters, **other: object) -> str:
    """The filters of the queue as the end of an address, with some of them changed."""
    return filters.query(**{name: str(value) for name, value in other.items()})


@register.filter
def mistakes(form: BaseForm) -> list[tuple[str, Any]]:
    """All that is wrong in a form, in its order: the id of the field ("" for the whole form) and the sentence."""
    whole = [("", sentence) for sentence in form.non_field_errors()]
    shown = [form[name] for name in form.fields if not form[name].is_hidden]
    hidden = [("", sentence) for bound in form.hidden_fields() for sentence in bound.errors]
    return (
        whole
        + hidden
        + [(bound.id_for_label or bound.auto_id, sentence) for bound in shown for sentence in bound.errors]
    )
