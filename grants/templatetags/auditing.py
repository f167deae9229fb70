"""Filters of the screens of the auditor: large numbers, short moments, and the address of a search."""

from __future__ import annotations

from datetime import datetime

from django import template

from grants import saying
from grants.portal.auditing.searching import Asked

register = template.Library()


@register.filter
def thousands(number: int) -> str:
    """A whole number with a mark between the thousands."""
    return saying.thousands(number)


@register.filter
def share(part_cents: int, whole_cents: int) -> str:
    """A part of a whole in percents with one decimal, rounded up: a small error is not nothing.

    >>> share(1, 100_00), share(25_00, 100_00)
    ('0,1%', '25,0%')
    """
    tenths = -(-part_cents * 1000 // whole_cents)
    return f"{saying.tenth(tenths)}%"


@register.filter
def short_moment(value: datetime) -> str:
    """A moment as a list shows it: 16 nov 2026 14.02."""
    return saying.short_moment(value)


@register.simple_tag
def asked_with(asked: Asked, **other: object) -> str:
    """A search as the end of an address, with more."""
    return asked.query(**{name: str(value) for name, value in other.items()})
