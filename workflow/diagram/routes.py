"""How the lines of a diagram run: down, across in a track between two rows, down; lines of one step share a track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from workflow.diagram.layout import Layout, Segment

TRACK, ROOM = 9, 12
"""Pixels between two tracks, and between a row and its first or last track."""

MOST_PERMUTED = 6
"""Up to so many lines across all orders are tried; beyond it they are put in one by one where they cross least."""


@dataclass(frozen=True, slots=True)
class Across:
    """All that crosses a gap in one track: where its lines come from above, and where they go below."""

    segments: tuple[Segment, ...]

    @property
    def tops(self) -> tuple[int, ...]:
        """The `x` of each line above the track."""
        return tuple(one.upper.x + one.port for one in self.segments)

    @property
    def bottoms(self) -> tuple[int, ...]:
        """The `x` of each line below the track."""
        return tuple(one.lower.x + one.lower_port for one in self.segments)

    def spans(self, x: int, *, margin: int = 0) -> bool:
        """Whether the track passes over an `x`."""
        ends = (*self.tops, *self.bottoms)
        return min(ends) - margin < x < max(ends) + margin

    def meets(self, other: Across) -> bool:
        """Whether two tracks would lie on each other at the same height."""
        mine, theirs = (*self.tops, *self.bottoms), (*other.tops, *other.bottoms)
        return min(mine) - TRACK < max(theirs) and min(theirs) - TRACK < max(mine)

    def cost_above(self, other: Across) -> int:
        """How often lines cross when this track lies above the other."""
        return sum(map(self.spans, other.tops)) + sum(map(other.spans, self.bottoms))


def tracks(layout: Layout, rank: int) -> dict[Segment, int]:
    """The track of every segment between a row and the next, counted from above."""
    nets: dict[tuple[str, int], list[Segment]] = {}
    for one in layout.segments:
        if one.upper.rank == rank:
            nets.setdefault((one.lower.key, one.lower_port), []).append(one)
    across = [Across(tuple(segments)) for segments in nets.values()]
    heights: dict[Across, int] = {}
    for net in _ordered([one for one in across if set(one.tops) != set(one.bottoms)]):
        heights[net] = max((height + 1 for other, height in heights.items() if net.meets(other)), default=0)
    return {segment: heights.get(net, 0) for net in across for segment in net.segments}


def _ordered(across: list[Across]) -> list[Across]:
    if len(across) <= MOST_PERMUTED:
        cheapest = min(permutations(across), key=_cost)
        return list(cheapest)
    ordered: list[Across] = []
    for one in across:
        places = [[*ordered[:at], one, *ordered[at:]] for at in range(len(ordered) + 1)]
        ordered = min(places, key=_cost)
    return ordered


def _cost(order: Sequence[Across]) -> int:
    return sum(one.cost_above(other) for at, one in enumerate(order) for other in order[at + 1 :])


def path(points: list[tuple[int, int]], radius: int = 7) -> str:
    """The path through points at right angles, its corners rounded."""
    said = [f"M{points[0][0]} {points[0][1]}"]
    for before, (x, y), after in zip(points, points[1:], points[2:], strict=False):
        one, other = _towards((x, y), before, radius), _towards((x, y), after, radius)
        said.append(f"L{one[0]} {one[1]}Q{x} {y} {other[0]} {other[1]}")
    return "".join([*said, f"L{points[-1][0]} {points[-1][1]}"])


def _towards(corner: tuple[int, int], end: tuple[int, int], radius: int) -> tuple[int, int]:
    dx, dy = end[0] - corner[0], end[1] - corner[1]
    reach = min(radius, (abs(dx) + abs(dy)) // 2)
    return corner[0] + reach * ((dx > 0) - (dx < 0)), corner[1] + reach * ((dy > 0) - (dy < 0))
