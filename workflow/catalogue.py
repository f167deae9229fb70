"""The catalogue of refusals: every code that the source can answer with, found by reading the source itself.

A code is found where it is said: in a call of `Obstacle`, `refuse` or `Fault`, or as the code of a `LawRefusal`. So the
catalogue cannot forget one, and a code that is not written out where it is said is found as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from workflow.errors import PRECEDENCE

ROOT = Path(__file__).resolve().parent.parent
APPS = {
    "workflow": "The engine, its forms and the law",
    "partners": "Partners",
    "budgets": "Money",
    "documents": "Letters and files",
    "grants": "Grants",
    "config": "The installation",
}
"""The folders that are read, in the order of the page, with the heading of each."""

KEBAB = re.compile(r"[a-z]+(-[a-z0-9]+)*")
SHOWN = "…"
"""What stands in a sentence where the code fills in a value."""

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "Obstacle": ("code", "sentence", "article"),
    "Fault": ("code", "sentence"),
    "refuse": ("kind", "code", "sentence", "article"),
}
"""The calls that say a code, with the names of their arguments in order."""

PASSED_ON: dict[str, str] = {
    "workflow.errors.refuse": "makes the obstacle that it was asked for",
    "workflow.form.Asked.obstacle": "gives a fault the name of its question",
    "workflow.errors.law_refuses": "passes on what the law refuses to answer",
    "grants.letters.compose.Compose.products": "passes on what a letter lacks",
    "grants.management.spoken._read": "gives a fault the name of its option",
    "grants.rounds.ObligationsLawful.check": "passes on what the law says of an obligation",
}
"""The places that say a code which was said elsewhere, with the reason: all other codes are written out."""

SHARED: dict[str, str] = {
    "amount-invalid": "an amount that is none, whether on a form, in a payload or in the ledger",
    "amount-malformed": "the same, asked of the law",
    "amount-too-high": "above a limit that the sentence names",
    "iban-invalid": "one rule of the number, asked on a form and of a register",
    "kvk-invalid": "one rule of the number, asked on a form and of a register",
    "number-not-whole": "one rule, for all JSON that the API reads and for what comes with a step",
    "other-dossier": "one rule, tested by the door and while facts are loaded",
    "postcode-invalid": "one rule of the code, asked on a form and of a register",
    "term-malformed": "a term that cannot be reckoned, whichever kind of term it is",
    "text-not-whole": "one rule, for all JSON that the API reads and for what comes with a step",
    "unknown-entry": "one rule, tested when a row is named in JSON and while facts are loaded",
    "unknown-subject": "what does not exist and what is not yours get one answer, so that nobody learns which",
    "ground-unfounded": "one rule, tested when a decision is drafted and when the law works out a lower determination",
    "ground-missing": "one rule, tested when a decision is drafted and when the law works out a lower determination",
}
"""The codes that more than one module says, with what they have in common: a code has one meaning."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One place where a refusal is said; `sentence` has an ellipsis for each value that is filled in."""

    code: str
    sentence: str
    article: str
    module: str
    place: str


@dataclass(slots=True)
class Entry:
    """All that is said under one code."""

    code: str
    sayings: list[Saying] = field(default_factory=list)

    @property
    def modules(self) -> list[str]:
        """The modules in which it is said."""
        return sorted({one.module for one in self.sayings})


def entries(root: Path = ROOT) -> list[Entry]:
    """Every code with its sayings, in order of code."""
    found: dict[str, Entry] = {}
    for saying in sayings(root):
        found.setdefault(saying.code, Entry(saying.code)).sayings.append(saying)
    return [found[code] for code in sorted(found)]


def unwritten(root: Path = ROOT) -> list[str]:
    """The places that say a code which is not written out there, and are not known to pass one on."""
    places = (saying.place for saying in _all(root) if not saying.code)
    return sorted(set(places) - set(PASSED_ON))


def sayings(root: Path = ROOT) -> list[Saying]:
    """Every place where a refusal is said with its code."""
    return [saying for saying in _all(root) if saying.code]


@cache
def _all(root: Path) -> tuple[Saying, ...]:
    return tuple(_read(root))


def _read(root: Path) -> Iterator[Saying]:
    sources = {path: ast.parse(path.read_text("utf-8")) for path in _files(root)}
    refusals = _law_refusals(sources.values())
    for path, tree in sources.items():
        module = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        yield from _Reader(module, refusals).read(tree)


def _files(root: Path) -> Iterator[Path]:
    for app in APPS:
        yield from (path for path in sorted((root / app).rglob("*.py")) if "migrations" not in path.parts)


def _law_refusals(trees: Iterable[ast.Module]) -> dict[str, ast.ClassDef]:
    """The kinds of refusal of the law, by the name of their class."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {one.name: one for one in classes if any(_name(base) == "LawRefusal" for base in one.bases)}


@dataclass
class _Reader:
    """Reads one module, with the names of the classes and functions it is in."""

    module: str
    refusals: dict[str, ast.ClassDef]

    def read(self, tree: ast.Module) -> Iterator[Saying]:
        """Every saying in the module, in order of the source."""
        yield from self._within(tree, (self.module,), tree)

    def _within(self, node: ast.AST, path: tuple[str, ...], scope: ast.AST) -> Iterator[Saying]:
        for child in ast.iter_child_nodes(node):
            inside, around = path, scope
            if isinstance(child, ast.ClassDef | ast.FunctionDef):
                inside = (*path, child.name)
                around = child if isinstance(child, ast.FunctionDef) else scope
            if isinstance(child, ast.Call):
                yield from self._said(child, path, scope)
            yield from self._within(child, inside, around)

    def _said(self, call: ast.Call, path: tuple[str, ...], scope: ast.AST) -> Iterator[Saying]:
        name, place = _name(call.func), ".".join(path)
        if name in ARGUMENTS:
            given = dict(zip(ARGUMENTS[name], call.args, strict=False)) | {
                word.arg: word.value for word in call.keywords if word.arg
            }
            code, article = given.get("code"), given.get("article")
            yield Saying(
                code=_constant(code),
                sentence=_pattern(given.get("sentence"), scope, call.lineno),
                article=_pattern(article, scope, call.lineno) if article else "",
                module=self.module,
                place=place,
            )
        elif kind := self.refusals.get(name):
            own = _own_sentence(kind)
            sentence = own or _pattern(next(iter(call.args), None), scope, call.lineno)
            yield Saying(_class_text(kind, "code"), sentence, _class_text(kind, "article"), self.module, place)


def _own_sentence(kind: ast.ClassDef) -> str:
    """The sentence that a kind of refusal makes itself, of what it is told."""
    for node in ast.walk(kind):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "__init__":
            return _pattern(next(iter(node.args), None), kind, node.lineno)
    return ""


def _class_text(kind: ast.ClassDef, name: str) -> str:
    for node in kind.body:
        if isinstance(node, ast.Assign) and _name(node.targets[0]) == name:
            return _constant(node.value)
    return ""


def _constant(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _pattern(node: ast.expr | None, scope: ast.AST, line: int) -> str:
    """A text as the code writes it, with an ellipsis for every value in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_constant(part) or SHOWN for part in node.values)
    if isinstance(node, ast.IfExp):
        return " / ".join(_pattern(part, scope, line) for part in (node.body, node.orelse))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "replace":
        return _pattern(node.func.value, scope, line)
    if isinstance(node, ast.Name) and (assigned := _assigned(node.id, scope, line)):
        return _pattern(assigned, scope, line)
    return SHOWN


def _assigned(name: str, scope: ast.AST, line: int) -> ast.expr | None:
    """What a name was last given in a function before a line."""
    given = [
        node
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and node.lineno < line and any(_name(one) == name for one in node.targets)
    ]
    return max(given, key=lambda node: node.lineno).value if given else None


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


# --- The page --------------------------------------------------------------------------------------------------------

INTRODUCTION = """\
# Refusals

<!-- Written by `manage.py docs` from the source. Do not edit. -->

A refusal is an answer, not a fault: it changes nothing, and says why. It has a stable code, a sentence in Dutch for the
person who asked, and the article it rests on, if it rests on one. Where the code fills in a value the sentence shows an
ellipsis (…). The sentence of a form follows on the name of its question: “Bij ‘Wat kost het?’: …”.

When more than one refusal holds, the first kind in this order is given, so that the same call always gets the same
answer:

"""


def page(root: Path = ROOT) -> str:
    """The page `docs/errors.md`."""
    parts = [INTRODUCTION, *(f"{number}. `{kind}`\n" for number, kind in enumerate(PRECEDENCE, 1))]
    known = entries(root)
    for app, heading in APPS.items():
        mine = [entry for entry in known if entry.sayings[0].module.split(".")[0] == app]
        if mine:
            parts += [f"\n## {heading}\n", *(_shown(entry) for entry in mine)]
    return "".join(parts)


def _shown(entry: Entry) -> str:
    written = dict.fromkeys(one.sentence for one in entry.sayings if one.sentence != SHOWN)
    sentences = written or {"(The sentence is that of the payload.)": None}
    articles = dict.fromkeys(one.article for one in entry.sayings if one.article not in ("", SHOWN))
    places = dict.fromkeys(f"`{one.place}`" for one in entry.sayings)
    quoted = "\n>\n".join(f"> {sentence}" for sentence in sentences)
    rests = f"Article: {'; '.join(articles)}. " if articles else ""
    return f"\n### {entry.code}\n\n{quoted}\n\n{rests}Said in {', '.join(places)}.\n"
