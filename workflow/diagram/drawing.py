"""The SVG of a diagram: no scripts, no fonts of its own, its own background, a description for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from workflow.diagram.graph import FOLLOWS, Graph, spoken_roles
from workflow.diagram.layout import LABEL, SMALL, STATE, Box, Layout, Segment, label_lines, who_lines
from workflow.diagram.lettering import text_width
from workflow.diagram.placement import lay_out
from workflow.diagram.routes import ROOM, TRACK, path, tracks
from workflow.machine import NEW, StepDeclaration

INK, SOFT, LINE, SPINE, PALE, PAPER = "#1b2733", "#51606f", "#7b8fa3", "#154273", "#e8eef5", "#ffffff"
"""Colours; every text has at least 4.5:1 against what lies behind it."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
MARGIN, HEAD, LEGEND = 24, 56, 30


def svg(graph: Graph) -> str:
    """The whole picture, as a text that is the same every time."""
    layout = lay_out(graph)
    across = [tracks(layout, rank) for rank in range(len(layout.rows) - 1)]
    height = _stack(layout, across)
    boxes = [box for row in layout.rows for box in row]
    left = min(box.x - box.width // 2 for box in boxes)
    right = max(box.x + box.width // 2 for box in boxes)
    wide = max(right - left, _legend_width(), text_width(graph.title, 20, bold=True)) + 2 * MARGIN
    shift = (wide - (right + left)) // 2
    tall = height + LEGEND + 18 * len(graph.notes) + MARGIN
    lines = sorted(layout.segments, key=lambda one: one.spine)
    return "\n".join(
        [
            *_opening(graph, wide, tall),
            f'<g transform="translate({shift} 0)">',
            *(part for one in lines for part in _line(one, layout, across[one.upper.rank][one])),
            *(part for box in boxes for part in _box(box, graph)),
            "</g>",
            *_legend(height + 14),
            *_notes(graph, height + LEGEND + 14),
            "</svg>\n",
        ]
    )


def _opening(graph: Graph, wide: int, tall: int) -> Iterator[str]:
    size = f'width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}"'
    named = f'role="img" aria-labelledby="title desc" font-family={quoteattr(FONT)}'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {named} {size}>'
    yield f'<title id="title">{escape(graph.title)}</title>'
    yield f'<desc id="desc">{escape(_description(graph))}</desc>'
    yield f'<rect width="{wide}" height="{tall}" rx="12" fill="{PAPER}"/>'
    yield _text(graph.title, MARGIN, 36, 20, INK, bold=True, anchor="start")


def _notes(graph: Graph, y: int) -> Iterator[str]:
    for index, note in enumerate(graph.notes):
        yield _text(note, MARGIN, y + 18 * index, LABEL, SOFT, anchor="start")


def _stack(layout: Layout, across: list[dict[Segment, int]]) -> int:
    """Give every row its height; the `y` at which the picture ends."""
    y = HEAD
    for rank, row in enumerate(layout.rows):
        tall = max(box.height for box in row)
        for box in row:
            box.y = y + tall // 2
        y += tall
        if rank < len(across):
            y += 2 * ROOM + TRACK * max(across[rank].values(), default=0)
    return y + ROOM


def _row_end(layout: Layout, rank: int) -> int:
    return max(box.y + box.height // 2 for box in layout.rows[rank])


def _line(one: Segment, layout: Layout, track: int) -> Iterator[str]:
    x, end = one.upper.x + one.port, one.lower.x + one.lower_port
    top, bottom = one.upper.y + one.upper.height // 2, one.lower.y - one.lower.height // 2
    across = _row_end(layout, one.upper.rank) + ROOM + TRACK * track
    points = [(x, top), (x, across), (end, across), (end, bottom)] if x != end else [(x, top), (x, bottom)]
    colour, wide = (SPINE, 3) if one.spine else (LINE, 1)
    dash = ' stroke-dasharray="4 3"' if one.move.consequence else ""
    yield f'<path d="{path(points)}" fill="none" stroke="{colour}" stroke-width="{wide}"{dash}/>'
    if one.rises and not one.upper.is_bend:
        yield _arrow(x, top, colour, up=True)
    elif not one.rises and one.lower.state is not None:
        yield _arrow(end, bottom, colour, up=False)


def _arrow(x: int, y: int, colour: str, *, up: bool) -> str:
    base = y + 8 if up else y - 8
    return f'<path d="M{x} {y}L{x - 5} {base}L{x + 5} {base}Z" fill="{colour}"/>'


def _box(box: Box, graph: Graph) -> Iterator[str]:
    if box.state is not None:
        yield from _state(box, box.state, graph)
    elif box.move is not None:
        declared = box.move.declared
        stroke, wide = (SPINE, 2) if box.spine else (LINE, 1)
        dash = ' stroke-dasharray="4 3"' if box.move.consequence else ""
        yield f"<g><title>{escape(_said(declared, box.move.who))}</title>"
        yield _rect(box, 8, f'fill="{PAPER}" stroke="{stroke}" stroke-width="{wide}"{dash}')
        baseline = box.y - box.height // 2
        for line in label_lines(box.move, bold=box.spine):
            baseline += 14
            yield _text(line, box.x, baseline + 2, LABEL, INK, bold=box.spine)
        for line in who_lines(box.move):
            baseline += 14
            yield _text(line, box.x, baseline + 2, SMALL, SOFT)
        yield "</g>"


def _state(box: Box, state: str, graph: Graph) -> Iterator[str]:
    loops = graph.loops.get(state, ())
    filled = state == NEW or state in graph.spine
    fill, ink, stroke = (SPINE, PAPER, SPINE) if filled else (PALE, INK, LINE)
    yield _rect(box, box.height // 2 if state == NEW else 12, f'fill="{fill}" stroke="{stroke}"')
    ends = not any(state in move.sources for move in graph.moves)
    if ends:
        inner = Box("", 0, box.width - 8, box.height - 8, x=box.x, y=box.y)
        yield _rect(inner, 8, f'fill="none" stroke="{PAPER if filled else LINE}"')
    count = graph.counts.get(state, "")
    baseline = box.y - 15 * (len(loops) + bool(count)) // 2 + 5
    yield _text(graph.word(state), box.x, baseline, LABEL if state == NEW else STATE, ink, bold=True)
    if count:
        baseline += 15
        yield _text(count, box.x, baseline, LABEL, ink)
    for index, one in enumerate(loops, 1):
        yield f"<g><title>{escape(_said(one, spoken_roles(one)))}</title>"
        yield _text(f"↻ {one.label}", box.x, baseline + 15 * index, SMALL, ink)
        yield "</g>"


def _said(declared: StepDeclaration, who: str) -> str:
    return " · ".join(part for part in (declared.label, who, declared.article) if part)


def _rect(box: Box, radius: int, style: str) -> str:
    x, y = box.x - box.width // 2, box.y - box.height // 2
    return f'<rect x="{x}" y="{y}" width="{box.width}" height="{box.height}" rx="{radius}" {style}/>'


def _text(said: str, x: int, y: int, size: int, colour: str, *, bold: bool = False, anchor: str = "middle") -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight}>{escape(said)}</text>'
    )


LEGEND_WORDS = ("hoofdweg", "iemand zet de stap", FOLLOWS, "↻ de stand blijft", "dubbele rand: einde")


def _legend_width() -> int:
    return sum(text_width(word, SMALL) + 40 for word in LEGEND_WORDS)


def _legend(y: int) -> Iterator[str]:
    x = MARGIN
    styles = (
        f'fill="{SPINE}"',
        f'fill="{PAPER}" stroke="{LINE}"',
        f'fill="{PAPER}" stroke="{LINE}" stroke-dasharray="4 3"',
    )
    for index, word in enumerate(LEGEND_WORDS):
        if index < len(styles):
            yield f'<rect x="{x}" y="{y - 8}" width="16" height="10" rx="3" {styles[index]}/>'
            x += 22
        yield _text(word, x, y, SMALL, SOFT, anchor="start")
        x += text_width(word, SMALL) + 18


def _description(graph: Graph) -> str:
    """The picture in words: the main path, then every step."""
    steps = ". ".join(
        f"{move.declared.label}: van {', '.join(map(graph.word, move.sources))} naar {graph.word(move.target)}"
        for move in graph.moves
    )
    counted = "".join(f" {graph.word(state)}: {count}." for state, count in graph.counts.items())
    return f"Hoofdweg: {', '.join(map(graph.word, graph.spine))}. {steps}.{counted}"
