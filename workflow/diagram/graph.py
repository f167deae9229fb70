"""The graph behind a diagram: the states of a machine, the moves between them, and its spine.

A step becomes one move with all its sources, so that what can be done from eight states is drawn once. A step that
leaves the state as it is becomes a loop of that state. A step that leads back becomes a move marked as such.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow import roles
from workflow.machine import NEW, StepDeclaration
from workflow.narrowing import CASE, used_steps
from workflow.registry import MACHINES

if TYPE_CHECKING:
    from workflow.models import Subject
    from workflow.scheme import Scheme

BEGIN = "begin"
"""What a diagram calls the state before birth."""

FOLLOWS = "volgt vanzelf"
"""What a diagram says in the place of a role when nobody takes the step."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step to another state, from its sources; `demands` counts the guards that the scheme puts before it."""

    declared: StepDeclaration
    sources: tuple[str, ...]
    target: str
    back: bool = False
    demands: int = 0

    @property
    def consequence(self) -> bool:
        """Whether nobody takes the step: it follows from another one in the same act."""
        return not self.declared.roles

    @property
    def who(self) -> str:
        """Who takes the step, in Dutch, and how much the scheme asks of it."""
        asked = {0: "", 1: " · 1 eis"}.get(self.demands, f" · {self.demands} eisen")
        return spoken_roles(self.declared) + asked


@dataclass(frozen=True, slots=True)
class Graph:
    """What is drawn: `spine` is the main path, `loops` the steps that leave a state as it is; `notes` stand below.

    `words` say what a person calls a state, `counts` how many things stand in it; a state that they leave out shows its own name alone.
    """

    name: str
    title: str
    moves: tuple[Move, ...]
    loops: Mapping[str, tuple[StepDeclaration, ...]]
    spine: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())
    words: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, str] = field(default_factory=dict)

    @property
    def states(self) -> tuple[str, ...]:
        """The states, in order of first mention."""
        return tuple(dict.fromkeys(move.target for move in self.moves))

    def word(self, state: str) -> str:
        """What stands in the box of a state."""
        return self.words.get(state, state) or BEGIN

    def is_spine(self, move: Move) -> bool:
        """Whether a move is a part of the main path; of more moves between two states, the first."""
        pairs = zip((NEW, *self.spine), self.spine, strict=False)
        firsts = (
            next(one for one in self.moves if before in one.sources and one.target == after) for before, after in pairs
        )
        return any(one is move for one in firsts)


def spoken_roles(declared: StepDeclaration) -> str:
    """The roles of a step in Dutch, or that it follows by itself."""
    return ", ".join(roles.LABELS.get(role, role) for role in declared.roles) or FOLLOWS


def of_machine(model: type[Subject]) -> Graph:
    """The graph of a whole statutory machine."""
    return _graph(
        model.MACHINE, f"De machine ‘{model.MACHINE}’", tuple(model.declarations().values()), spine=model.SPINE
    )


def of_scheme(scheme: Scheme) -> Graph:
    """The graph of the application's machine as a scheme narrows it; the guards that it adds are counted."""
    used = used_steps(scheme)
    declared = tuple(one for one in MACHINES[CASE].model.declarations().values() if one.action in used)
    demands = {one.action: len(scheme.step(CASE, one.action).guards) for one in declared}
    notes, spine = tuple(_elsewhere(scheme)), MACHINES[CASE].model.SPINE
    return _graph(scheme.code, scheme.title, declared, demands, notes, spine)


def _elsewhere(scheme: Scheme) -> Iterable[str]:
    """What the scheme asks before steps of other machines, a sentence for each."""
    for key, step in sorted(scheme.steps.items()):
        machine, dot, action = key.partition(".")
        if dot and machine != CASE and step.guards:
            label = MACHINES[machine].model.declarations()[action].label
            count = len(step.guards)
            yield f"De regeling stelt {count} {'eis' if count == 1 else 'eisen'} bij ‘{label}’."


def _graph(
    name: str,
    title: str,
    declared: Sequence[StepDeclaration],
    demands: Mapping[str, int] | None = None,
    notes: tuple[str, ...] = (),
    spine: tuple[str, ...] = (),
) -> Graph:
    reached = {NEW} | {one.target for one in declared if one.target}
    back = _back_edges(declared)
    moves: list[Move] = []
    loops: dict[str, tuple[StepDeclaration, ...]] = {}
    for one in declared:
        sources = [source for source in one.sources if source in reached]
        for source in sources:
            if one.target in (None, source):
                loops[source] = (*loops.get(source, ()), one)
        if one.target is None:
            continue
        for leads_back in (False, True):
            mine = tuple(s for s in sources if s != one.target and ((s, one.target) in back) is leads_back)
            if mine:
                moves.append(Move(one, mine, one.target, back=leads_back, demands=(demands or {}).get(one.action, 0)))
    return Graph(name, title, tuple(moves), loops, spine if set(spine) <= reached and spine else _spine(moves), notes)


def _back_edges(declared: Sequence[StepDeclaration]) -> set[tuple[str, str]]:
    """The pairs of states by which one comes back to where one came through, in the order of declaration."""
    found: set[tuple[str, str]] = set()
    done: set[str] = set()

    def visit(state: str, path: tuple[str, ...]) -> None:
        for one in declared:
            if one.target and state in one.sources and one.target != state:
                if one.target in path:
                    found.add((state, one.target))
                elif one.target not in done:
                    visit(one.target, (*path, one.target))
        done.add(state)

    visit(NEW, (NEW,))
    return found


def _spine(moves: Sequence[Move]) -> tuple[str, ...]:
    """The main path: the longest one from a beginning that rests on an article; of equals the first declared.

    An idea is a beginning that rests on none, so the main path of an application starts where the law does. Where no
    beginning rests on an article, all count.
    """
    births = [move for move in moves if NEW in move.sources]
    lawful = [move for move in births if move.declared.article] or births
    paths = [(move.target, *_longest(move.target, moves)) for move in lawful]
    return max(paths, key=len, default=())


def _longest(state: str, moves: Sequence[Move], seen: Collection[str] = ()) -> tuple[str, ...]:
    onward = [move.target for move in moves if state in move.sources and not move.back]
    assert state not in seen, f"{state} leads back to itself by a move that is not marked as such"
    return max(((target, *_longest(target, moves, (*seen, state))) for target in onward), key=len, default=())
