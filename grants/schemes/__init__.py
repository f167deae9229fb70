"""All schemes of the municipality. A scheme is one file in this folder; nothing else has to be told about it."""

import pkgutil
from importlib import import_module

from workflow.scheme import Scheme


def _found() -> tuple[Scheme, ...]:
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    values = (value for name in modules for value in vars(import_module(f"{__name__}.{name}")).values())
    return tuple(value for value in values if isinstance(value, Scheme))


ALL = _found()
"""Every scheme that a file in this folder declares, in the order of the names of the files."""
