"""What a determination comes to: as granted, by the method of the award, or less on a ground of Awb 4:46(2). Pure; cents."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from workflow.law.determination import LowerGround, determined_by_share


def method_share(figures: Mapping[str, Any]) -> Fraction | None:
    """The share of the actual costs that the scheme pays, where it pays one."""
    found: Fraction | None = figures.get("share") or figures.get("funding_share")
    return found


def entitled_cents(figures: Mapping[str, Any], granted_cents: int, actual_cents: int | None) -> int:
    """What the award entitles to: the share of the actual costs where the scheme pays one, else what was granted."""
    share = method_share(figures)
    if share is None or actual_cents is None:
        return granted_cents
    return determined_by_share(actual_cents, share, granted_cents)


def ground_of(code: str) -> LowerGround | None:
    """The ground of Awb 4:46(2) by its letter, "a" or at the end of "4:46(2)a"; None for what is no such ground."""
    letter = code.removeprefix("4:46(2)")
    return LowerGround(letter) if letter in tuple(LowerGround) else None
