"""The vocabulary a scheme is written in.

A scheme is data that narrows the statutory machines: which guards stand before their steps and which effects follow, the questions of the
form, the criteria, the rule of allocation, the texts of the letters. It is made of frozen dataclasses only, round-trips through JSON, and a
published one is stored as JSON: a case loads the row it was filed under, never the file.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from workflow.canonical import canonical, digest
from workflow.errors import Obstacle

if TYPE_CHECKING:
    from workflow.facts import Facts, Product

LEVELS = 5
"""Every criterion is scored on levels 1 to 5, so that one scoring screen and one rule serve all schemes."""

T = TypeVar("T")
VOCABULARY: dict[str, type] = {}
"""Every word a scheme can use, by "Name.vREVISION"; published schemes are read back through it, so words are never removed."""


def word(cls: type[T]) -> type[T]:
    """Make a frozen dataclass part of the vocabulary under its name and `REVISION` (1 unless it says otherwise)."""
    name = spelled(cls)
    assert name not in VOCABULARY, f"{name} is in the vocabulary already"
    VOCABULARY[name] = cls
    return cls


def spelled(cls: type) -> str:
    """How a word is written in the JSON of a scheme: "ScoreAtLeast.v1"."""
    return f"{cls.__name__}.v{getattr(cls, 'REVISION', 1)}"


class Guard:
    """A condition before a step: says what stands in the way, or nothing. Pure: reads facts, never the database, never raises."""

    REVISION: ClassVar[int] = 1

    def check(self, facts: Facts) -> Obstacle | None:
        """The obstacle that this guard sees in the facts, or None."""
        raise AssertionError(facts)


class Effect:
    """What a step brings about besides the new state. Pure: returns products (rows, fields, further changes), writes nothing."""

    REVISION: ClassVar[int] = 1

    def products(self, facts: Facts) -> Iterable[Product]:
        """What must be written or done when the step is taken."""
        raise AssertionError(facts)


@word
@dataclass(frozen=True, slots=True)
class Step:
    """What a scheme adds to one step of a statutory machine."""

    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()


@word
@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its weight in points of 100 and what each of the levels 1 to 5 means, in the words the assessor sees."""

    code: str
    label: str
    question: str
    weight: int
    anchors: tuple[str, ...]

    def __post_init__(self) -> None:
        assert len(self.anchors) == LEVELS, f"{self.code}: an anchor for each of the levels 1 to {LEVELS}"
        assert self.weight > 0, self.code


@word
@dataclass(frozen=True, slots=True)
class FitQuestion:
    """One question of the fit check, asked without signing in; "nee" never blocks, it advises."""

    question: str
    if_no: str
    basis: str


@word
@dataclass(frozen=True, slots=True)
class ObligationRule:
    """An obligation that the award imposes: text, article (Awb 4:37-4:39) and when it is due, in words and, where it can, in days."""

    text: str
    basis: str
    due: str
    weeks: int = 0
    months: int = 0
    years: int = 0
    from_: str = "announcement"  # announcement | end | fixed
    parameter: str = ""  # name of a date among the parameters of the round, when from_ is "fixed"
    above_cents: int = 0


@word
@dataclass(frozen=True, slots=True)
class Document:
    """A document that belongs to the file, and when it is asked."""

    name: str
    when: str


@word
@dataclass(frozen=True, slots=True)
class Afterwards:
    """A question to who was granted, answered with the account; what is missing never blocks one.

    It is asked from a granted amount on: from `from_cents`, or from the amount that the round sets as its `figure`. `planned` is the
    question of the form whose answer stands beside it; a report in between asks it as well where `in_report` says so.
    """

    question: Question
    from_cents: int = 0
    figure: str = ""
    planned: str = ""
    in_report: bool = False


@word
@dataclass(frozen=True, slots=True)
class Default:
    """A figure of the scheme as the policy officer reads it, with its article and whether it is real or proposed."""

    what: str
    value: str
    article: str
    status: str


class Question:
    """One question of the form; the kinds stand in `workflow.questions`."""

    id: str
    part: str
    label: str
    help: str
    required: bool
    personal: bool


class Allocation:
    """A rule that turns assessed applications and a ceiling into a list of awards; the rules stand in `grants.allocation`."""


@word
@dataclass(frozen=True, slots=True)
class RoundRule:
    """A kind of round that the scheme knows: its allocation and the default parameters, in cents, weeks and dates.

    `parameters` are copied into a round when it is prepared and frozen when it opens; guards read them from the round, never from here.
    """

    code: str
    title: str
    allocation: Allocation
    decision_term_weeks: int
    decision_term_from: str  # received | closes
    parameters: Mapping[str, Any] = field(default_factory=dict)
    basis: str = ""


@word
@dataclass(frozen=True, slots=True)
class Scheme:
    """A subsidy scheme: everything that sets it apart, as data."""

    code: str
    version: str
    title: str
    prefix: str
    policy_field: str
    purpose: str
    regulation: str
    rounds: tuple[RoundRule, ...]
    questions: tuple[Question, ...]
    criteria: tuple[Criterion, ...] = ()
    steps: Mapping[str, Step] = field(default_factory=dict)
    fit_check: tuple[FitQuestion, ...] = ()
    obligations: tuple[ObligationRule, ...] = ()
    documents: tuple[Document, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    defaults: tuple[Default, ...] = ()
    afterwards: tuple[Afterwards, ...] = ()

    def __post_init__(self) -> None:
        later = [one.question for one in self.afterwards]
        assert not any(question.personal for question in later), "what an account answers stands in the trail"
        ids = [question.id for question in (*self.questions, *later)]
        assert len(ids) == len(set(ids)), "every question has its own id"
        if self.criteria:
            total = sum(criterion.weight for criterion in self.criteria)
            assert total == 100, f"the weights of {self.code} add up to {total}, not to 100"  # noqa: PLR2004 - weights are points out of 100.

    def step(self, machine: str, action: str) -> Step:
        """What this scheme adds to a step of a machine; the steps of the application need no prefix."""
        return self.steps.get(f"{machine}.{action}") or (
            self.steps.get(action, Step()) if machine == "application" else Step()
        )

    def question(self, id_: str) -> Question:
        """The question with this id; KeyError when the scheme does not ask it."""
        return {question.id: question for question in self.questions}[id_]

    def round_rule(self, code: str) -> RoundRule:
        """The kind of round with this code; KeyError when the scheme has none."""
        return {rule.code: rule for rule in self.rounds}[code]

    def to_json(self) -> str:
        """The canonical JSON of this scheme: what is published, stored and hashed."""
        return canonical(_encode(self))

    @staticmethod
    def from_json(text: str) -> Scheme:
        """Read a published scheme back; KeyError names a word that this version of the engine does not know."""
        scheme = _decode(json.loads(text))
        assert isinstance(scheme, Scheme)
        return scheme

    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON: cases name the version they run under by it."""
        return digest(_encode(self))


def _encode(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        body = {part.name: _encode(getattr(value, part.name)) for part in dataclasses.fields(value)}
        return {"word": spelled(type(value)), **body}
    if isinstance(value, Fraction):
        return {"word": "fraction", "value": str(value)}
    if isinstance(value, date):
        return {"word": "date", "value": value.isoformat()}
    if isinstance(value, Mapping):
        return {key: _encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_encode(item) for item in value]
    return value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    if not isinstance(value, dict):
        return value
    name = value.get("word")
    if name == "fraction":
        return Fraction(value["value"])
    if name == "date":
        return date.fromisoformat(value["value"])
    body = {key: _decode(item) for key, item in value.items() if key != "word"}
    return VOCABULARY[name](**body) if name else body


def to_plain(word_: Any) -> Any:
    """A word of the vocabulary, or what holds words, as plain values for JSON."""
    return _encode(word_)


def from_plain(plain: Any) -> Any:
    """The words that plain values stand for; KeyError names a word that this version of the engine does not know."""
    return _decode(plain)
