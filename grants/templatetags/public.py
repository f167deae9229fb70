"""Filters of the pages for everybody."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from workflow import clock

register = template.Library()


@register.filter
def phone_link(number: str) -> str:
    """A telephone number as an address that a telephone calls."""
    return "tel:" + quote("".join(one for one in number if one.isdigit() or one == "+"), safe="+")


@register.filter
def mail_words(address: str) -> SafeString:
    """An e-mail address that goes on a next line after its @ where a line is too short for it."""
    name, at, host = address.partition("@")
    return format_html("{}{}<wbr>{}", name, at, host)


@register.filter
def days_left(last: date) -> str:
    """How long one can still apply, the last day included."""
    days = (last - clock.today()).days
    if days == 0:
        return gettext("vandaag de laatste dag")
    return ngettext("nog %(days)s dag", "nog %(days)s dagen", days) % {"days": days}


@register.filter
def days_until(first: date) -> str:
    """How long it takes until one can apply."""
    days = (first - clock.today()).days
    if days == 0:
        return gettext("vandaag")
    return ngettext("over %(days)s dag", "over %(days)s dagen", days) % {"days": days}
