"""A published word never changes silently: the body of each stands in `vocabulary.golden.json` as a hash.

When this test is red you changed what a word says or does. Schemes that were published with it would be judged differently from now on, so
keep the old class, raise `REVISION` on the new one, and let schemes move when they are published anew. Only for a word that no published
scheme uses yet, write the file again, and look at the difference before you commit it:

    DJANGO_SETTINGS_MODULE=tests.settings .venv/bin/python -c "
    import django; django.setup()
    from tests.workflow.test_vocabulary import regenerate; regenerate()"
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import textwrap
from pathlib import Path
from typing import Any

from workflow.scheme import VOCABULARY, spelled

GOLDEN = Path(__file__).with_name("vocabulary.golden.json")


def shape(node: Any) -> Any:
    """A piece of code as nested lists, the same under every Python that we support: without places, empty fields and docstrings."""
    if isinstance(node, ast.AST):
        fields = ((name, getattr(node, name, None)) for name in node._fields)
        shown = [
            [name, shape(value)] for name, value in fields if value not in (None, []) and name not in ("ctx", "kind")
        ]
        return [type(node).__name__, *shown]
    if isinstance(node, list):
        return [shape(item) for item in node]
    return repr(node)


def without_docstrings(tree: ast.AST) -> ast.AST:
    """The same code without its docstrings, which promise nothing to a published scheme."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(node, ast.ClassDef | ast.FunctionDef)
            and isinstance(body, list)
            and ast.get_docstring(node) is not None
        ):
            body.pop(0)
    return tree


def hash_of(source: str) -> str:
    """The hash of a class by its source."""
    tree = without_docstrings(ast.parse(textwrap.dedent(source)))
    return hashlib.sha256(json.dumps(shape(tree), separators=(",", ":")).encode()).hexdigest()


def vocabulary() -> dict[str, str]:
    """Every word of the engine with the hash of its body."""
    words = {name: cls for name, cls in VOCABULARY.items() if not cls.__module__.startswith("tests")}
    return {name: hash_of(inspect.getsource(cls)) for name, cls in sorted(words.items())}


def regenerate() -> None:
    """Write the file again; see the head of this module for when that is right."""
    GOLDEN.write_text(json.dumps(vocabulary(), indent=2) + "\n", encoding="utf-8")


def test_no_published_word_was_changed_silently_or_taken_away() -> None:
    golden, found = json.loads(GOLDEN.read_text(encoding="utf-8")), vocabulary()
    changed = sorted(name for name in golden if found.get(name) != golden[name])
    assert changed == [], "raise REVISION and keep the old class (or see the head of this file)"
    assert sorted(found.keys() - golden.keys()) == [], "a new word: write the file again (see the head of this file)"


def test_every_word_is_spelled_with_its_revision() -> None:
    assert [name for name, cls in VOCABULARY.items() if name != spelled(cls)] == []


WORD = '''
@word
@dataclass(frozen=True)
class AtLeast(Guard):
    """One."""

    mark: int

    def check(self, facts):
        """An obstacle below the mark."""
        if facts.score >= self.mark:
            return None
        return Obstacle("too-low", f"Nodig is {self.mark}.")
'''


def test_the_hash_sees_every_change_of_what_a_word_does_and_no_change_of_form() -> None:
    same = (
        WORD.replace('"""One."""', '"""Two."""')
        .replace("if facts.score", "if  facts . score")
        .replace("    mark: int", "    mark: int  # out of 100")
    )
    others = [
        WORD.replace(">=", ">"),
        WORD.replace("mark: int", "mark: int = 3"),
        WORD.replace("Nodig is", "Nodig:"),
        WORD.replace("frozen=True", ""),
    ]
    assert hash_of(same) == hash_of(WORD)
    assert len({hash_of(text) for text in [WORD, *others]}) == 5
