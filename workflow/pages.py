"""The pages of `docs/` that are written from the code: refusals, machines and diagrams. `manage.py docs` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from workflow.catalogue import ROOT
from workflow.catalogue import page as errors
from workflow.diagram import mermaid, of_machine, of_scheme, svg
from workflow.diagram.graph import spoken_roles
from workflow.machine import NEW, StepDeclaration
from workflow.narrowing import CASE
from workflow.registry import LEFT_TO_SCHEMES, MACHINES, SCHEMES

if TYPE_CHECKING:
    from workflow.models import Subject

DOCS = ROOT / "docs"

INTRODUCTION = """\
# Machines

<!-- Written by `manage.py docs` from the declarations. Do not edit. -->

One machine per kind of thing, written once from the law. It begins with a birth. A step that nobody takes (*volgt
vanzelf*) follows from another step in the same act. The filled states are the main path: the longest one from a
beginning that rests on an article.

A scheme narrows the machine `application`. The steps marked with † are left to schemes: a scheme uses them by naming
them. Every other step is there in every scheme. Each scheme has its own diagram:

"""


def pages(docs: Path = DOCS) -> dict[Path, str]:
    """The text of every generated page, by path."""
    diagrams = {CASE: of_machine(MACHINES[CASE].model)} | {code: of_scheme(scheme) for code, scheme in SCHEMES.items()}
    drawn = {docs / "diagrams" / f"{name}.svg": svg(graph) for name, graph in diagrams.items()}
    more = {docs / name: import_string(writer)() for name, writer in settings.WRITTEN_PAGES.items()}
    return {docs / "errors.md": errors(), docs / "machines.md": machines()} | drawn | more


def stale(docs: Path = DOCS) -> list[Path]:
    """The generated pages that are not what the code says, from the root of the repository."""
    expected = pages(docs)
    left = (path for path in (docs / "diagrams").glob("*.svg") if path not in expected)
    changed = (path for path, text in expected.items() if not path.exists() or path.read_text("utf-8") != text)
    return sorted(path.relative_to(docs.parent) for path in (*changed, *left))


def machines() -> str:
    """The page of all machines, those that belong to a dossier first."""
    parts = [INTRODUCTION, *(f"- [{scheme.title}](diagrams/{code}.svg)\n" for code, scheme in SCHEMES.items())]
    parts += ["\nThe whole of it:\n\n", f"![The machine {CASE}](diagrams/{CASE}.svg)\n"]
    order = sorted(MACHINES, key=lambda name: (name != CASE, list(MACHINES).index(name)))
    return "".join([*parts, *(part for name in order for part in _machine(MACHINES[name].model))])


def _machine(model: type[Subject]) -> Iterator[str]:
    said = (model.__doc__ or "").strip().split("\n\n")[0]
    yield f"\n## {model.MACHINE}\n\n{said}\n\n```mermaid\n{mermaid(of_machine(model))}```\n\n"
    yield "| step | label | from | to | who | article |\n| --- | --- | --- | --- | --- | --- |\n"
    left = LEFT_TO_SCHEMES.get(model.MACHINE, frozenset())
    yield from (_row(declared, chosen=declared.action in left) for declared in model.declarations().values())


def _row(declared: StepDeclaration, *, chosen: bool) -> str:
    name = f"`{declared.action}`{' †' if chosen else ''}"
    sources = ", ".join("*new*" if source == NEW else source for source in declared.sources)
    cells = (name, declared.label, sources, declared.target or "*stays*", spoken_roles(declared), declared.article)
    return f"| {' | '.join(cells)} |\n"
