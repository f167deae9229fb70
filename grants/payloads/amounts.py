"""Amounts as they come with a step: limits that hold for all of them."""

from __future__ import annotations

from workflow.errors import Obstacle

LARGEST_CENTS = 10**14
"""A thousand billion euros: no municipality grants more, and sums of such amounts still fit the database."""


def amount_obstacles(**cents: int | None) -> tuple[Obstacle, ...]:
    """What is wrong with amounts: a part of a cent, below nought, or more than any municipality grants."""
    parts = [name for name, value in cents.items() if value is not None and type(value) is not int]
    if parts:
        return tuple(Obstacle("amount-not-whole", f"Het bedrag bij {name} is niet in hele centen.") for name in parts)
    wrong = {name: value for name, value in cents.items() if value is not None and not 0 <= value <= LARGEST_CENTS}
    sentence = "Het bedrag bij {} klopt niet: het is negatief of te groot."
    return tuple(
        Obstacle("amount-invalid", sentence.format(name), detail={"amount_cents": value})
        for name, value in wrong.items()
    )
