import ast
from collections.abc import Iterator
from statistics import median

from tests.architecture import sources
from tests.architecture.sources import Source

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
MEDIAN_FUNCTION = 8


def test_no_file_is_longer_than_400_lines() -> None:
    assert [source.path for source in _all() if _lines(source) > LONGEST_FILE] == []


def test_no_function_is_longer_than_50_lines_besides_its_docstring() -> None:
    assert [place for source in _all() for place, length in _functions(source) if length > LONGEST_FUNCTION] == []


def test_the_median_function_has_at_most_8_lines() -> None:
    assert median(length for source in sources.production() for _, length in _functions(source)) <= MEDIAN_FUNCTION


def test_a_docstring_does_not_count_and_a_body_does() -> None:
    text = 'def f() -> None:\n    """One.\n\n    Two.\n    """\n    a()\n    b()\n'
    assert list(_functions(Source("planted.py", text))) == [("planted.py:1 f", 3)]


def test_a_file_of_401_lines_is_too_long() -> None:
    assert _lines(Source("planted.py", "a = 1\n" * 401)) == LONGEST_FILE + 1


def _all() -> tuple[Source, ...]:
    return sources.production() + sources.tests()


def _lines(source: Source) -> int:
    return len(source.text.splitlines())


def _functions(source: Source) -> Iterator[tuple[str, int]]:
    """Yield the place of every function, and its lines from `def` to its end without the docstring."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            said = node.body[0] if ast.get_docstring(node) is not None else None
            docstring = (said.end_lineno or said.lineno) - said.lineno + 1 if said else 0
            yield (
                f"{source.path}:{node.lineno} {node.name}",
                (node.end_lineno or node.lineno) - node.lineno + 1 - docstring,
            )
