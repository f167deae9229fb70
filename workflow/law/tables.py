"""The dated tables beside the code: figures that change by decree, each row with its date of effect and its source."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/NAME.toml`; read once, not to be changed by the caller.

    >>> sorted(table("decree_days"))
    ['covered_from', 'covered_through', 'day', 'source']
    """
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))
