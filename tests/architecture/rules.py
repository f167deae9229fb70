"""What no code of ours may do, each rule with a sample that it must find and one that it must leave alone.

A rule that finds nothing proves nothing until it has been seen to bite: `test_rules.py` lets each of them bite first.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.architecture.sources import Source

Finder = Callable[[Source], Iterator[int]]


@dataclass(frozen=True)
class Rule:
    """One thing that is forbidden, where it is, and the few files that are excused, each with its reason."""

    name: str
    find: Finder
    planted: str
    innocent: str
    excused: Mapping[str, str] = field(default_factory=dict)
    within: tuple[str, ...] = ("*",)

    def places(self, source: Source) -> list[str]:
        """Return every place in a file that breaks the rule."""
        if not source.matches(*self.within) or source.matches(*self.excused):
            return []
        return [f"{source.path}:{line}" for line in sorted(set(self.find(source)))]

    def __str__(self) -> str:
        return self.name


# --- Finders ---------------------------------------------------------------------------------------------------------

SURELY_WRITES = {
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "raw",
    "save",
    "aupdate",
    "asave",
    "acreate",
}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
WRITING_SQL = re.compile(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|REPLACE)\b", re.IGNORECASE)


def writes_of_models(source: Source) -> Iterator[int]:
    """Calls that write rows through the ORM."""
    for call, method in _method_calls(source):
        assert isinstance(call.func, ast.Attribute)
        on_manager = any(
            isinstance(part, ast.Attribute) and part.attr in MANAGERS for part in ast.walk(call.func.value)
        )
        names_columns = method == "update" and bool(call.keywords) and not call.args
        deletes = method == "delete" and not call.args and not call.keywords
        if method in SURELY_WRITES or names_columns or deletes or (on_manager and method in {"create", "update"}):
            yield call.lineno


def writes_in_sql(source: Source) -> Iterator[int]:
    """Statements handed to a cursor that write rows."""
    for call, method in _method_calls(source):
        if method in {"execute", "executemany"} and call.args:
            first = next((part for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant)), None)
            if first is not None and isinstance(first.value, str) and WRITING_SQL.match(first.value):
                yield call.lineno


CLOCKS = {
    "timezone": {"now", "localdate", "localtime"},
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns"},
}


def clocks_of_their_own(source: Source) -> Iterator[int]:
    """Readings of the machine's clock, called or handed over, and columns that read it by themselves."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS.get(_last_name(node.value), set()):
            yield node.lineno
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield node.value.lineno
        if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.functions":
            yield from (node.lineno for alias in node.names if alias.name == "Now")


def signals(source: Source) -> Iterator[int]:
    """Imports of signals: what happens on one is not seen where it is caused."""
    yield from _imports(source, lambda module: module == "django.dispatch" or module.split(".")[-1] == "signals")


def overridden_saves(source: Source) -> Iterator[int]:
    """Methods called save: a row is stored by the door, so a save of its own would be passed over."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            yield from (part.lineno for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "save")


LEAVES_AFTER_COMMIT = {"delay", "delay_on_commit", "apply_async", "send_task", "on_commit"}


def ways_round_the_outbox(source: Source) -> Iterator[int]:
    """Tasks sent, or functions put off to the commit, past the outbox: a crash right after the commit loses them."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _last_name(node.func) in LEAVES_AFTER_COMMIT:
            yield node.lineno


def floats(source: Source) -> Iterator[int]:
    """Binary fractions: an amount in one is not the amount that was decided."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno


def pickles(source: Source) -> Iterator[int]:
    """Formats that run code when they are read."""
    yield from _imports(
        source, lambda module: module.split(".")[0] in {"pickle", "shelve", "marshal", "dill", "cloudpickle"}
    )


def networks(source: Source) -> Iterator[int]:
    """Libraries that call out: what leaves the house leaves by a consumer of the outbox."""
    callers = {"socket", "smtplib", "ftplib", "requests", "httpx", "aiohttp", "urllib.request", "http.client"}
    yield from _imports(source, lambda module: module in callers)


def weasyprints(source: Source) -> Iterator[int]:
    """Imports of WeasyPrint: two seconds, and only a worker that renders needs them."""
    yield from _imports(source, lambda module: module.split(".")[0] == "weasyprint")


def open_doors(source: Source) -> Iterator[int]:
    """Views without protection against forged requests, and rows read back in the way that unprotects their state."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name | ast.Attribute) and _last_name(node) in {"csrf_exempt", "refresh_from_db"}:
            yield node.lineno


LEFTOVER = re.compile(r"\b(TODO|FIXME|NotImplementedError)\b|#.*\bXXX\b")


def leftovers(source: Source) -> Iterator[int]:
    """Notes of work that was not done."""
    yield from (number for number, line in enumerate(source.text.splitlines(), 1) if LEFTOVER.search(line))


def missing_docstrings(source: Source) -> Iterator[int]:
    """Modules that do not say what they are for."""
    if not ast.get_docstring(source.tree):
        yield 1


def more_than_the_standard_library(source: Source) -> Iterator[int]:
    """Imports of anything but the standard library and the law itself."""

    def foreign(module: str) -> bool:
        return module.split(".", maxsplit=1)[0] not in sys.stdlib_module_names and not f"{module}.".startswith(
            "workflow.law."
        )

    yield from _imports(source, foreign)


def writers_of_the_trail(source: Source) -> Iterator[int]:
    """Imports of the function that appends to the trail, and events made without it."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module == "workflow.trail":
            yield from (node.lineno for alias in node.names if alias.name == "append")
        if isinstance(node, ast.Call) and _dotted(node.func) in {"Event", "models.Event", "trail.append"}:
            yield node.lineno


def makers_of_entries(source: Source) -> Iterator[int]:
    """Entries made without the ledger, which alone knows between which pots an amount may move."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _last_name(node.func) == "Transfer":
            yield node.lineno


UNEXPLAINED = re.compile(r"#\s*noqa(?!: [A-Z]+[0-9]+(, [A-Z]+[0-9]+)* - \w)")


def unexplained_exemptions(source: Source) -> Iterator[int]:
    """Exemptions from the linter without a rule, or without a reason behind it."""
    yield from (number for number, line in enumerate(source.text.splitlines(), 1) if UNEXPLAINED.search(line))


# --- What the finders share ------------------------------------------------------------------------------------------


def _method_calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func.attr


def _imports(source: Source, forbidden: Callable[[str], bool]) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import) and any(forbidden(alias.name) for alias in node.names):
            yield node.lineno
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            # `from urllib import request` imports a module as well as `import urllib.request` does.
            if forbidden(module) or any(
                forbidden(f"{module}.{alias.name}") for alias in node.names if module in PACKAGES
            ):
                yield node.lineno


PACKAGES = {"urllib", "http", "django", "django.db.models", "django.core"}


def _last_name(node: ast.expr) -> str:
    return _dotted(node).split(".")[-1]


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
