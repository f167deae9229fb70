"""Where the boxes of a diagram stand: rows by longest path, few crossings, the spine in one straight line.

Steps are boxes too, between the states, so that no label ever lies on a line. A line that passes rows goes through bends, one per row; all
sources of a step share the bends on the way to it, so that what can be done from eight states arrives as one line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from workflow.diagram.graph import Graph, Move
from workflow.diagram.lettering import text_width, wrapped
from workflow.machine import NEW

LABEL, SMALL, STATE = 12, 10, 14
"""Sizes of letters in pixels: of a step, of what stands below it, of a state."""

APART = 14
"""Pixels between two boxes of a row."""

WIDEST = 150
"""A label that is wider than this is set on two lines."""

BEGIN = "begin"
"""What a diagram calls the state before birth."""

LEFT, MIDDLE, RIGHT = -1, 0, 1


@dataclass(slots=True, eq=False)
class Box:
    """A state, a move or (neither) a bend, with its place: `x` of its middle from the spine, in pixels; `rank` counts rows from above."""

    key: str
    rank: int
    width: int
    height: int
    state: str | None = None
    move: Move | None = None
    spine: bool = False
    side: int = RIGHT
    x: int = 0
    y: int = 0

    @property
    def is_bend(self) -> bool:
        """Whether only a line passes here."""
        return self.state is None and self.move is None


@dataclass(slots=True, eq=False)
class Segment:
    """A line from a box to one in the next row; `port` and `lower_port` are where it leaves and arrives, from the middle of the box.

    `rises` when the step leads back: then its direction is upwards.
    """

    upper: Box
    lower: Box
    move: Move
    spine: bool = False
    port: int = 0
    lower_port: int = 0

    @property
    def rises(self) -> bool:
        """Whether it is followed from below to above."""
        return self.move.back


@dataclass(slots=True)
class Layout:
    """All boxes by row, from left to right, and the segments between them."""

    rows: list[list[Box]]
    segments: list[Segment] = field(default_factory=list)


def lay_out(graph: Graph) -> Layout:
    """Give every box of a graph its row and its `x`."""
    layout = _boxes(graph)
    _choose_sides(layout)
    _order(layout)
    _ports(layout)
    _place(layout)
    return layout


# --- Rows ------------------------------------------------------------------------------------------------------------


def _size(graph: Graph, state: str) -> tuple[int, int]:
    loops = graph.loops.get(state, ())
    widths = [text_width(state or BEGIN, STATE, bold=True) + 32, *(text_width(f"↻ {one.label}", SMALL) + 24 for one in loops)]
    return max(widths), (28 if state == NEW else 36) + 15 * len(loops)


def label_lines(move: Move) -> tuple[str, ...]:
    """The lines of the label of a step."""
    return wrapped(move.declared.label, LABEL, WIDEST)


def _move_size(move: Move, *, bold: bool) -> tuple[int, int]:
    lines = label_lines(move)
    return max(text_width(move.who, SMALL), *(text_width(line, LABEL, bold=bold) for line in lines)) + 20, 22 + 14 * len(lines)


def _boxes(graph: Graph) -> Layout:
    states = (NEW, *graph.states)
    links = [(source, index) for index, move in enumerate(graph.moves) for source in move.sources]
    ranks = _ranks(graph, states)
    boxes = {
        state: Box(state, ranks[state], *_size(graph, state), state=state, spine=state in (NEW, *graph.spine)) for state in states
    }
    for index, move in enumerate(graph.moves):
        spine = graph.is_spine(move)
        boxes[f"move {index}"] = Box(f"move {index}", ranks[index], *_move_size(move, bold=spine), move=move, spine=spine)
    layout = Layout([])
    drawn: set[tuple[str, str]] = set()
    for state, index in [*links, *((move.target, index) for index, move in enumerate(graph.moves))]:
        _link(boxes[state], boxes[f"move {index}"], graph.moves[index], boxes, layout.segments, drawn)
    layout.rows = [[box for box in boxes.values() if box.rank == rank] for rank in range(max(box.rank for box in boxes.values()) + 1)]
    return layout


def _ranks(graph: Graph, states: Sequence[str]) -> dict[str | int, int]:
    """Rows by longest path: a move comes below its sources and above its target; one that leads back is turned round for this."""
    before: dict[str | int, list[str | int]] = {state: [] for state in states}
    for index, move in enumerate(graph.moves):
        if move.back:
            before[index] = [move.target]
            for source in move.sources:
                before[source].append(index)
        else:
            before[index] = list(move.sources)
            before[move.target].append(index)
    ranks: dict[str | int, int] = {}

    def rank(of: str | int) -> int:
        if of not in ranks:
            ranks[of] = max((rank(one) + 1 for one in before[of]), default=0)
        return ranks[of]

    return {of: rank(of) for of in before}


def _link(  # noqa: PLR0913 - one line of a diagram in all its parts.
    state: Box, step: Box, move: Move, boxes: dict[str, Box], segments: list[Segment], drawn: set[tuple[str, str]]
) -> None:
    """Draw a line between a state and a step, with a bend in every row that it passes."""
    upper, lower = (state, step) if state.rank < step.rank else (step, state)
    chain = [upper]
    for rank in range(upper.rank + 1, lower.rank):
        key = f"bend {step.key} {lower is step} {rank}"
        chain.append(boxes.setdefault(key, Box(key, rank, 10, 0, spine=step.spine and upper.key == NEW)))
    chain.append(lower)
    for above, below in pairwise(chain):
        if (above.key, below.key) not in drawn:
            drawn.add((above.key, below.key))
            segments.append(Segment(above, below, move, spine=above.spine and below.spine))


# --- Order within a row ----------------------------------------------------------------------------------------------


def _choose_sides(layout: Layout) -> None:
    """Everything that hangs together away from the spine goes to one side of it, so that no line has to cross it; the widest goes right."""
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
    """Order each row by the middle of what its boxes are joined to, from above and from below in turn, and keep the order that crosses least."""
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
    ends = [one.upper.x for one in layout.segments if one.lower is box] if above else [one.lower.x for one in layout.segments if one.upper is box]
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
        one.upper.rank == other.upper.rank and (one.upper.x - other.upper.x) * (one.lower.x - other.lower.x) < 0 for one, other in pairs
    )


# --- Places ----------------------------------------------------------------------------------------------------------


def _ports(layout: Layout) -> None:
    """Spread the lines of a state over its edge, in the order of where they go; the spine keeps the middle. Steps have one port."""
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
                _settle([box for box in row if box.side == side], row, layout.segments, side)
    for _ in range(4):
        for column in _columns(layout):
            _straighten(column, layout)


def _settle(mine: list[Box], row: Sequence[Box], segments: Sequence[Segment], side: int) -> None:
    """Place the boxes of one side of a row as near as can be to where they want to be (pool adjacent violators)."""
    if side == LEFT:
        mine = mine[::-1]
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
    """What should stand in one line, the longest first: a step with its bends, and the state below it that only this step leads to."""
    columns: defaultdict[int, list[Box]] = defaultdict(list)
    for row in layout.rows:
        for box in row:
            arriving = [one for one in layout.segments if one.lower is box]
            leaving = [one for one in layout.segments if one.upper is box]
            mine = box.move or (leaving[0].move if box.is_bend else arriving[0].move if len(arriving) == 1 else None)
            if mine is not None and not box.spine:
                columns[id(mine)].append(box)
    return sorted(columns.values(), key=len, reverse=True)


def _straighten(column: list[Box], layout: Layout) -> None:
    """Put as many boxes of a column as possible in one line, from above, each within the room that its neighbours leave."""
    wish = next((box.x for box in column if box.move), column[0].x)
    run: list[Box] = []
    room = (-10_000, 10_000)
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
    left = row[at - 1].x + row[at - 1].width // 2 + APART + box.width // 2 if at else -10_000
    right = row[at + 1].x - row[at + 1].width // 2 - APART - box.width // 2 if at + 1 < len(row) else 10_000
    return left, right


def _align(run: list[Box], room: tuple[int, int], wish: int) -> None:
    for box in run:
        box.x = min(max(wish, room[0]), room[1])


def _wish(box: Box, segments: Sequence[Segment], side: int) -> tuple[int, int]:
    """Where a box wants to be, counted outwards from the spine, and how much; a bend pulls hardest at a bend, so that long lines are straight."""
    pulls = [(one.upper.x + one.port - one.lower_port, one.upper) for one in segments if one.lower is box]
    pulls += [(one.lower.x + one.lower_port - one.port, one.lower) for one in segments if one.upper is box]
    weights = [8 if box.is_bend and other.is_bend else 1 if box.rank > other.rank and box.move else 4 for _, other in pulls]
    total = sum(weights)
    return side * sum(x * weight for (x, _), weight in zip(pulls, weights, strict=True)) // total, total
