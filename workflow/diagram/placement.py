"""Where the boxes of a diagram stand within their rows: few crossings, long lines straight, the spine in one line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from workflow.diagram.graph import Graph
from workflow.diagram.layout import LEFT, MIDDLE, RIGHT, Box, Layout, Segment, boxes_in_rows

APART = 11
"""Pixels between two boxes of a row."""

FAR = 10_000
"""Pixels to an edge that nothing stands against."""


def lay_out(graph: Graph) -> Layout:
    """Give every box of a graph its row and its `x`; the spine is at 0."""
    layout = boxes_in_rows(graph)
    _choose_sides(layout)
    _order(layout)
    _ports(layout)
    _place(layout)
    return layout


# --- Order within a row ----------------------------------------------------------------------------------------------


def _choose_sides(layout: Layout) -> None:
    """What hangs together away from the spine goes to one side of it, so that no line crosses it; the widest to the right."""
    free = [box for row in layout.rows for box in row if not box.spine]
    for box in (box for row in layout.rows for box in row if box.spine):
        box.side = MIDDLE
    wide: dict[int, Counter[int]] = {LEFT: Counter(), RIGHT: Counter()}
    for group in sorted(_groups(free, layout.segments), key=lambda one: -sum(box.width for box in one)):
        mine = Counter[int]()
        for box in group:
            mine[box.rank] += box.width + APART
        widest = {side: max((wide[side] + mine).values()) for side in (RIGHT, LEFT)}
        side = min((RIGHT, LEFT), key=lambda one: widest[one])
        wide[side] += mine
        for box in group:
            box.side = side


def _groups(free: Sequence[Box], segments: Iterable[Segment]) -> list[list[Box]]:
    """The boxes away from the spine, by what is joined by lines."""
    leader = {box.key: box.key for box in free}

    def lead(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for one in segments:
        if one.upper.key in leader and one.lower.key in leader:
            leader[lead(one.upper.key)] = lead(one.lower.key)
    groups: defaultdict[str, list[Box]] = defaultdict(list)
    for box in free:
        groups[lead(box.key)].append(box)
    return list(groups.values())


def _order(layout: Layout) -> None:
    """Order each row by what its boxes are joined to, from above and from below in turn; keep what crosses least."""
    best, least = [list(row) for row in layout.rows], None
    for sweep in range(24):
        rows = range(len(layout.rows)) if sweep % 2 == 0 else reversed(range(len(layout.rows)))
        for rank in rows:
            layout.rows[rank].sort(key=lambda box: (box.side, _middle(box, layout, above=sweep % 2 == 0)))
            _spread(layout.rows[rank])
        crossings = _crossings(layout)
        if least is None or crossings < least:
            best, least = [list(row) for row in layout.rows], crossings
    layout.rows = best
    for row in layout.rows:
        _spread(row)


def _middle(box: Box, layout: Layout, *, above: bool) -> int:
    ends = (
        [one.upper.x for one in layout.segments if one.lower is box]
        if above
        else [one.lower.x for one in layout.segments if one.upper is box]
    )
    return sum(ends) // len(ends) if ends else box.x


def _spread(row: list[Box]) -> None:
    """Put the boxes of a row side by side, its spine in the middle."""
    edge = 0
    for box in row:
        box.x = edge + box.width // 2
        edge += box.width + APART
    middle = next((box.x for box in row if box.side == MIDDLE), 0)
    for box in row:
        box.x -= middle


def _crossings(layout: Layout) -> int:
    pairs = combinations(layout.segments, 2)
    return sum(
        one.upper.rank == other.upper.rank and (one.upper.x - other.upper.x) * (one.lower.x - other.lower.x) < 0
        for one, other in pairs
    )


# --- Places ----------------------------------------------------------------------------------------------------------


def _ports(layout: Layout) -> None:
    """Spread the lines of a state over its edge, in the order of where they go; the spine keeps the middle."""
    for row in layout.rows:
        for box in (one for one in row if one.state is not None):
            leaving = sorted((one for one in layout.segments if one.upper is box), key=lambda one: one.lower.x)
            arriving = sorted((one for one in layout.segments if one.lower is box), key=lambda one: one.upper.x)
            for one, port in _offsets(leaving, box):
                one.port = port
            for one, port in _offsets(arriving, box):
                one.lower_port = port


def _offsets(lines: Sequence[Segment], box: Box) -> Iterator[tuple[Segment, int]]:
    middle = next((index for index, one in enumerate(lines) if one.spine), None)
    outermost = len(lines) / 2 if middle is None else max(middle, len(lines) - 1 - middle, 1)
    step = min(20, int((box.width // 2 - 14) // max(outermost, 1)))
    for index, one in enumerate(lines):
        yield one, (2 * index - len(lines) + 1) * step // 2 if middle is None else (index - middle) * step


def _place(layout: Layout) -> None:
    """Move every row to where its lines are straightest, without changing its order."""
    for sweep in range(40):
        rows = layout.rows if sweep % 2 == 0 else layout.rows[::-1]
        for row in rows:
            for side in (LEFT, RIGHT):
                _settle([box for box in row[::side] if box.side == side], row, layout.segments, side)
    for _ in range(4):
        for column in _columns(layout):
            _straighten(column, layout)


def _settle(mine: list[Box], row: Sequence[Box], segments: Sequence[Segment], side: int) -> None:
    """Place the boxes of one side of a row as near as can be to where they want to be (pool adjacent violators)."""
    spine = next((box for box in row if box.side == MIDDLE), None)
    edge = spine.width // 2 + APART if spine else APART
    pools: list[list[int]] = []  # sum of weighted wishes, sum of weights, number of boxes
    offsets = []
    for box in mine:
        offsets.append(edge + box.width // 2)
        edge += box.width + APART
        wish, weight = _wish(box, segments, side)
        pools.append([(wish - offsets[-1]) * weight, weight, 1])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    shifts = [max(0, total // weight) for total, weight, count in pools for _ in range(count)]
    for box, offset, shift in zip(mine, offsets, shifts, strict=True):
        box.x = side * (offset + shift)


def _columns(layout: Layout) -> list[list[Box]]:
    """What should stand in one line, the longest first: a step with its bends, and a state that only this step leads to."""
    columns: defaultdict[int, list[Box]] = defaultdict(list)
    for row in layout.rows:
        for box in row:
            arriving = [one for one in layout.segments if one.lower is box]
            leaving = [one for one in layout.segments if one.upper is box]
            joined = leaving if box.is_bend else arriving if len(arriving) == 1 else []
            mine = box.move or next((one.move for one in joined), None)
            if mine is not None and not box.spine:
                columns[id(mine)].append(box)
    return sorted(columns.values(), key=len, reverse=True)


def _straighten(column: list[Box], layout: Layout) -> None:
    """Put as many boxes of a column as possible in one line, from above, each within the room that its neighbours leave."""
    wish = next((box.x for box in column if box.move), column[0].x)
    run: list[Box] = []
    room = (-FAR, FAR)
    for box in column:
        left, right = _room(box, layout.rows[box.rank])
        narrowed = max(room[0], left), min(room[1], right)
        if narrowed[0] > narrowed[1]:
            _align(run, room, wish)
            run, narrowed = [], (left, right)
        run, room = [*run, box], narrowed
    _align(run, room, wish)


def _room(box: Box, row: list[Box]) -> tuple[int, int]:
    at = row.index(box)
    left = row[at - 1].x + row[at - 1].width // 2 + APART + box.width // 2 if at else -FAR
    right = row[at + 1].x - row[at + 1].width // 2 - APART - box.width // 2 if at + 1 < len(row) else FAR
    return left, right


def _align(run: list[Box], room: tuple[int, int], wish: int) -> None:
    for box in run:
        box.x = min(max(wish, room[0]), room[1])


def _wish(box: Box, segments: Sequence[Segment], side: int) -> tuple[int, int]:
    """Where a box wants to be, counted outwards from the spine, and how much.

    A bend pulls hardest at a bend, so that long lines are straight; a step is drawn to where it leads, not to where it
    comes from.
    """
    pulls = [(one.upper.x + one.port - one.lower_port, one.upper) for one in segments if one.lower is box]
    pulls += [(one.lower.x + one.lower_port - one.port, one.lower) for one in segments if one.upper is box]
    weights = [
        8 if box.is_bend and other.is_bend else 1 if box.rank > other.rank and box.move else 4 for _, other in pulls
    ]
    total = sum(weights)
    return side * sum(x * weight for (x, _), weight in zip(pulls, weights, strict=True)) // total, total


def _weight(box: Box, other: Box) -> int:
    if box.is_bend and other.is_bend:
        return 8
    return 1 if box.move and other.rank < box.rank else 4
