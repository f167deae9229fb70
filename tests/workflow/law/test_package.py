import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys
from types import ModuleType

import pytest

import workflow.law

MODULES = [
    importlib.import_module(f"workflow.law.{found.name}") for found in pkgutil.iter_modules(workflow.law.__path__)
]
OF_THE_LAW = (
    "calendar",
    "suspension",
    "terms",
    "penalty",
    "determination",
    "hearing",
    "obligation",
    "recovery",
    "state_aid",
    "volunteer",
)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_doctests_of_a_module_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", OF_THE_LAW)
def test_every_public_function_of_the_law_shows_its_edge_in_a_doctest(name: str) -> None:
    module = importlib.import_module(f"workflow.law.{name}")
    functions = [
        function
        for function in vars(module).values()
        if getattr(function, "__module__", "") == module.__name__
        and inspect.isfunction(inspect.unwrap(function))
        and not function.__name__.startswith("_")
    ]
    assert functions
    assert [function.__name__ for function in functions if ">>> " not in (function.__doc__ or "")] == []


def test_the_law_is_imported_without_django() -> None:
    names = ", ".join(module.__name__ for module in MODULES)
    script = f"import sys, {names}; print(sorted(name for name in sys.modules if name.startswith('django')))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
