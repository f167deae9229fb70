"""Diagrams of machines and schemes, made from their declarations: Mermaid text and SVG, the same every time, without any other program."""

from workflow.diagram.drawing import svg
from workflow.diagram.graph import Graph, of_machine, of_scheme
from workflow.diagram.mermaid import mermaid

__all__ = ["Graph", "mermaid", "of_machine", "of_scheme", "svg"]
