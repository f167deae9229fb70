"""Tags and filters of the screens: icons, amounts, days, and the list of what is wrong in a form."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from grants import saying
from grants.models import Application
from grants.portal import icons
from grants.portal.queue import Filters
from grants.steps import Offered
from workflow import clock, roles

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon beside a text that says the same: readers of screens pass it by."""
    assert name in icons.NAMES, name
    sprite = reverse("icons", args=[icons.edition()])
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', sprite, name
    )


@register.filter
def word(said: str) -> str:
    """A word of our own data (the name of a step, a state, a role) in the language of the reader; never what somebody wrote."""
    return gettext(said)


@register.filter
def euro(amount_cents: int | None) -> str:
    """An amount in cents as euros."""
    return "" if amount_cents is None else saying.euro(amount_cents)


@register.filter
def whole_euro(amount_cents: int) -> str:
    """An amount in cents as euros, without the cents where there are none."""
    return saying.whole_euro(amount_cents)


@register.filter
def day(value: date | None) -> str:
    """A day in full."""
    return "" if value is None else saying.day(value)


@register.filter
def weekday(value: date | None) -> str:
    """A day in full with its weekday."""
    return "" if value is None else saying.weekday(value)


@register.filter
def month(value: date) -> str:
    """The month and the year of a day."""
    return saying.month(value)


@register.filter
def moment(value: datetime) -> str:
    """A moment as a person of this country reads it."""
    return saying.moment(value)


@register.filter
def end_moment(value: datetime) -> str:
    """The moment at which something ends: midnight belongs to the day before."""
    return saying.end_moment(value)


@register.filter
def last_day_of(value: datetime) -> date:
    """The last day of what ends at a moment."""
    return clock.last_day_of(value)


@register.filter
def away(value: date) -> str:
    """How far a day is from today, in words."""
    return saying.away(value)


@register.filter
def is_past(value: date) -> bool:
    """Whether a day lies behind us."""
    return value < clock.today()


@register.filter
def role_word(role: str) -> str:
    """A role as a person reads it."""
    return gettext(roles.LABELS.get(role, role))


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
