"""Which steps of the application's machine a scheme uses: the part of the statutory machine that its diagram shows.

The rule, in three sentences. A step that the law leaves to schemes (`registry.LEFT_TO_SCHEMES`: the idea before an
application, a direct determination, a prize) is used only by a scheme that names it in `steps`. Every other step is
statutory: no scheme can do away with it. A step is used when it is one or the other and can be taken from the beginning,
or from a state that a used step leads to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.machine import NEW
from workflow.registry import LEFT_TO_SCHEMES, MACHINES

if TYPE_CHECKING:
    from workflow.scheme import Scheme

CASE = "application"
"""The machine that a scheme narrows; its steps need no prefix in `Scheme.steps`."""


def named_steps(scheme: Scheme) -> set[str]:
    """The steps of the application that a scheme names, with or without the prefix of the machine."""
    return {key.removeprefix(f"{CASE}.") for key in scheme.steps} & set(MACHINES[CASE].model.declarations())


def used_steps(scheme: Scheme) -> set[str]:
    """The steps of the application's machine that a case of this scheme can take."""
    left = LEFT_TO_SCHEMES.get(CASE, frozenset()) - named_steps(scheme)
    offered = [one for one in MACHINES[CASE].model.declarations().values() if one.action not in left]
    reached = {NEW}
    while gained := {one.target for one in offered if one.target and reached.intersection(one.sources)} - reached:
        reached |= gained
    return {one.action for one in offered if reached.intersection(one.sources)}
