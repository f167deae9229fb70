"""The states of a scheme and the steps between them: how many cases stand where, and of each step who, law, term and letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count

from documents.letters import KINDS
from grants.dates import TERMS
from grants.effects.letters import Write
from grants.effects.terms import Owe, OweAfterEnd, RegisterStateAid, Start
from grants.models import Application, SchemeVersion
from workflow.diagram import Graph, of_scheme
from workflow.diagram.graph import BEGIN, spoken_roles
from workflow.machine import NEW, StepDeclaration
from workflow.narrowing import used_steps
from workflow.registry import MACHINES
from workflow.scheme import Effect, Scheme

CASE = Application.MACHINE


@dataclass(frozen=True, slots=True)
class Stands:
    """How many cases stand in a state."""

    word: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class Edge:
    """One step between states: from which, to which ("" where the state stays), who may take it, its article, the terms and letters."""

    label: str
    sources: Sequence[str]
    target: str
    who: str
    article: str
    terms: Sequence[str]
    letters: Sequence[str]


def standing(row: SchemeVersion, scheme: Scheme) -> list[Stands]:
    """How many cases of a version stand in each of its states; one query."""
    cases = Application.objects.filter(round__scheme_version=row)
    counted = dict(cases.values_list("state").annotate(count=Count("pk")))
    return [Stands(Application.WORDS[state], state, counted.get(state, 0)) for state in of_scheme(scheme).states]


def counted(scheme: Scheme, found: Sequence[Stands]) -> Graph:
    """The drawing, in words, with what stands where."""
    counts = {one.state: "1 zaak" if one.count == 1 else f"{one.count} zaken" for one in found if one.count}
    return replace(of_scheme(scheme), words=Application.WORDS, counts=counts)


def edges(scheme: Scheme) -> list[Edge]:
    """Every step of a case under a scheme, in the order in which the machine declares them."""
    used, states = used_steps(scheme), (NEW, *of_scheme(scheme).states)
    steps = Application.declarations().values()
    return [_edge(one, scheme, states) for one in steps if one.action in used]


def _edge(one: StepDeclaration, scheme: Scheme, states: Sequence[str]) -> Edge:
    effects = (*MACHINES[CASE].effects.get(one.action, ()), *scheme.step(CASE, one.action).effects)
    return Edge(
        one.label,
        [_word(state) for state in states if state in one.sources],
        _word(one.target) if one.target else "",
        spoken_roles(one),
        one.article,
        list(dict.fromkeys(TERMS[term] for effect in effects for term in starts(effect))),
        list(dict.fromkeys(KINDS[kind].label for effect in effects for kind in writes(effect))),
    )


def _word(state: str) -> str:
    return Application.WORDS[state] if state else BEGIN


OF_WORDS: Mapping[type[Effect], str] = {Owe: "report", OweAfterEnd: "report", RegisterStateAid: "state_aid_register"}
"""The dates of words that published schemes use: their bodies stay as they are, so they cannot name it themselves as `STARTS`."""


def starts(effect: Effect) -> Iterator[str]:
    """The kinds of date that an effect sets."""
    if isinstance(effect, Start):
        yield effect.term
    if date := OF_WORDS.get(type(effect)):
        yield date
    yield from getattr(effect, "STARTS", ())


def writes(effect: Effect) -> Iterator[str]:
    """The kinds of letter that an effect has written."""
    if isinstance(effect, Write):
        yield effect.letter
    yield from getattr(effect, "LETTERS", ())
