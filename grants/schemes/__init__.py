"""All schemes of the municipality. A scheme is one file in this folder; nothing else has to be told about it."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import TypeVar

from grants.leaflet import Leaflet
from workflow.scheme import Scheme

Declared = TypeVar("Declared")


def _found(kind: type[Declared]) -> tuple[Declared, ...]:
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    values = (value for name in modules for value in vars(import_module(f"{__name__}.{name}")).values())
    return tuple(value for value in values if isinstance(value, kind))


ALL = _found(Scheme)
"""Every scheme that a file in this folder declares, in the order of the names of the files."""

LEAFLETS: Mapping[str, Leaflet] = {one.scheme: one for one in _found(Leaflet)}
"""What the schemes say of themselves to a visitor, by the code of the scheme; one may say nothing."""
