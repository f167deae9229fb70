"""Diagrams of machines and schemes, made from their declarations: Mermaid and SVG, the same text every time."""

from workflow.diagram.drawing import svg
from workflow.diagram.graph import Graph, of_machine, of_scheme
from workflow.diagram.mermaid import mermaid

__all__ = ["Graph", "mermaid", "of_machine", "of_scheme", "svg"]
