"""The boxes of a diagram and the rows they stand in: by longest path, so that what comes later stands lower.

Steps are boxes too, between the states, so that no label ever lies on a line. A line that passes rows goes through
bends, one per row; all sources of a step share the bends on the way to it, so that what can be done from eight states
arrives as one line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from workflow.diagram.graph import Graph, Move
from workflow.diagram.lettering import text_width, wrapped
from workflow.machine import NEW

LABEL, SMALL, STATE = 12, 10, 14
"""Sizes of letters in pixels: of a step, of what stands below it, of a state."""

WIDEST = 150
"""A label that is wider than this is set on two lines."""

LEFT, MIDDLE, RIGHT = -1, 0, 1


@dataclass(slots=True, eq=False)
class Box:
    """A state, a move or (neither) a bend; `rank` counts rows from above, `x` and `y` are its middle, in pixels."""

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
    """A line from a box to one in the next row.

    `port` and `lower_port` are where it leaves and arrives, in pixels from the middle of each box.
    """

    upper: Box
    lower: Box
    move: Move
    spine: bool = False
    port: int = 0
    lower_port: int = 0

    @property
    def rises(self) -> bool:
        """Whether it is followed upwards: the step leads back."""
        return self.move.back


@dataclass(slots=True)
class Layout:
    """All boxes by row, from left to right, and the segments between them."""

    rows: list[list[Box]]
    segments: list[Segment] = field(default_factory=list)


def _size(graph: Graph, state: str) -> tuple[int, int]:
    loops = graph.loops.get(state, ())
    count = graph.counts.get(state, "")
    widths = [
        text_width(graph.word(state), STATE, bold=True) + 32,
        text_width(count, LABEL) + 24,
        *(text_width(f"↻ {one.label}", SMALL) + 24 for one in loops),
    ]
    return max(widths), (28 if state == NEW else 36) + 15 * (len(loops) + bool(count))


def label_lines(move: Move, *, bold: bool) -> tuple[str, ...]:
    """The lines of the label of a step."""
    return wrapped(move.declared.label, LABEL, WIDEST, bold=bold)


def who_lines(move: Move) -> tuple[str, ...]:
    """The lines of who takes a step."""
    return wrapped(move.who, SMALL, WIDEST)


def _move_size(move: Move, *, bold: bool) -> tuple[int, int]:
    lines, who = label_lines(move, bold=bold), who_lines(move)
    widths = (*(text_width(line, SMALL) for line in who), *(text_width(line, LABEL, bold=bold) for line in lines))
    return max(widths) + 20, 8 + 14 * (len(lines) + len(who))


def boxes_in_rows(graph: Graph) -> Layout:
    """Every box of a graph in its row, and the segments that join them; nothing has its place within a row yet."""
    ranks = _ranks(graph)
    path = (NEW, *graph.spine)
    boxes = {
        state: Box(state, ranks[state], *_size(graph, state), state=state, spine=state in path)
        for state in (NEW, *graph.states)
    }
    layout = Layout([])
    for index, move in enumerate(graph.moves):
        spine = graph.is_spine(move)
        step = Box(f"move {index}", ranks[index], *_move_size(move, bold=spine), move=move, spine=spine)
        boxes[step.key] = step
        for state in (*move.sources, move.target):
            begins = spine and move.target == graph.spine[0]
            _link(boxes[state], step, boxes, layout.segments, straight=begins and state == NEW)
    lowest = max(box.rank for box in boxes.values())
    layout.rows = [[box for box in boxes.values() if box.rank == rank] for rank in range(lowest + 1)]
    return layout


def _ranks(graph: Graph) -> dict[str | int, int]:
    """A move comes below its sources and above its target; one that leads back is turned round for this."""
    before: dict[str | int, list[str | int]] = {state: [] for state in (NEW, *graph.states)}
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


def _link(state: Box, step: Box, boxes: dict[str, Box], segments: list[Segment], *, straight: bool) -> None:
    """Draw a line between a state and a step, with a bend in every row that it passes; `straight` along the spine."""
    assert step.move is not None
    upper, lower = (state, step) if state.rank < step.rank else (step, state)
    chain = [upper]
    for rank in range(upper.rank + 1, lower.rank):
        key = f"bend {step.key} {lower is step} {rank}"
        chain.append(boxes.setdefault(key, Box(key, rank, 10, 0, spine=straight)))
    for above, below in pairwise([*chain, lower]):
        if not any(one.upper is above and one.lower is below for one in segments):
            segments.append(Segment(above, below, step.move, spine=above.spine and below.spine))
