"""Filters of the screens of who judges."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def points(hundredths: int | None) -> str:
    """Hundredths of points as a person reads them: 6250 is 62,50."""
    return "–" if hundredths is None else f"{hundredths // 100},{hundredths % 100:02d}"
