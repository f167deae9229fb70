"""Filters of the screens of who judges."""

from __future__ import annotations

from django import template

from grants import saying

register = template.Library()


@register.filter
def points(hundredths: int | None) -> str:
    """Hundredths of points as a person reads them: 6250 is 62,50."""
    return "–" if hundredths is None else saying.fraction(hundredths)
