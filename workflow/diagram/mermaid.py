"""The Mermaid text of a diagram (stateDiagram-v2), which code hosts draw by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.diagram.graph import Graph

EDGE = "[*]"


def mermaid(graph: Graph) -> str:
    """A line per step and state it can be taken from, in order of declaration; the main path has its own class."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    yield "stateDiagram-v2"
    for move in graph.moves:
        yield from (f"    {source or EDGE} --> {move.target} : {move.declared.label}" for source in move.sources)
    for state, steps in graph.loops.items():
        # Of two lines from a state to itself Mermaid draws one, so they share a label.
        yield f"    {state} --> {state} : {', '.join(one.label for one in steps)}"
    left = {source for move in graph.moves for source in move.sources}
    yield from (f"    {state} --> {EDGE}" for state in graph.states if state not in left)
    yield "    classDef spine fill:#154273,color:#ffffff,stroke:#154273"
    yield f"    class {','.join(graph.spine)} spine"
