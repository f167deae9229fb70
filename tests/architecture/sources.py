"""The files of the repository, read once, as the rules of this folder see them."""

import ast
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("budgets", "config", "documents", "grants", "partners", "workflow")
NOT_OURS = {".git", ".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
TEXT = {".py", ".md", ".toml", ".txt", ".html", ".css", ".json", ".yml", ".yaml", ".svg", ""}


@dataclass(frozen=True)
class Source:
    """One file of Python: its path below the root, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree, with `parent` reachable through `walk` alone."""
        return ast.parse(self.text, filename=self.path)

    def matches(self, *patterns: str) -> bool:
        """Whether the path fits one of the patterns; a star crosses folders."""
        return any(fnmatch(self.path, pattern) for pattern in patterns)

    def __str__(self) -> str:
        return self.path


@cache
def production() -> tuple[Source, ...]:
    """Every module that runs in an installation, migrations left out: they are history."""
    return tuple(source for app in APPS for source in _below(app) if "/migrations/" not in source.path)


@cache
def tests() -> tuple[Source, ...]:
    """Every module of the tests, the rules of this folder left out: they quote what they forbid."""
    return tuple(source for source in _below("tests") if not source.path.startswith("tests/architecture/"))


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Path and text of every file that people read or write, of whatever kind."""
    found = []
    for path in sorted(ROOT.rglob("*")):
        relative = path.relative_to(ROOT)
        if NOT_OURS.isdisjoint(relative.parts) and path.suffix in TEXT and path.is_file():
            found.append((str(relative), path.read_text(encoding="utf-8")))
    return tuple(found)


def _below(folder: str) -> list[Source]:
    paths = sorted((ROOT / folder).rglob("*.py"))
    return [Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in paths]
