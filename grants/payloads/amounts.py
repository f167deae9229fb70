"""Amounts as they come with a step: limits that hold for all of them."""

from __future__ import annotations

from workflow.errors import Obstacle

LARGEST_CENTS = 10**14
"""A thousand billion euros: no municipality grants more, and sums of such amounts still fit the database."""


def amount_obstacles(**cents: int | None) -> tuple[Obstacle, ...]:
    wrong = {name: value for name, value in cents.items() if value is not None and not 0 <= value <= LARGEST_CENTS}
    sentence = "Het bedrag bij {} klopt niet: het is negatief of te groot."
    return tuple(
        Obstacle("amount-invalid", sentence.format(name), detail={"amount_cents": value})
        for name, value in wrong.items()
    )
