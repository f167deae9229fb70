"""What all kinds of question share, and what can be asked of a form as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeAlias

from workflow.answers import Fault
from workflow.errors import Obstacle
from workflow.scheme import Question, Scheme

Reading: TypeAlias = tuple[Any, Obstacle | None]


@dataclass(frozen=True, slots=True)
class Around:
    """What an answer is held against: the other answers, the legal day of filing, the names of the areas."""

    answers: Mapping[str, Any]
    today: date
    areas: Collection[str]


@dataclass(frozen=True, slots=True)
class Asked(Question):
    """What all kinds share. `only_for` names the round that the question belongs to, "" when every round asks it."""

    ALWAYS_PERSONAL: ClassVar[bool] = False

    id: str
    part: str
    label: str
    help: str
    required: bool = True
    personal: bool = True
    only_for: str = ""

    def __post_init__(self) -> None:
        assert self.personal or not self.ALWAYS_PERSONAL, f"{self.id}: answers of this kind may hold personal data"

    @property
    def blocks(self) -> bool:
        """Whether an application cannot be filed without the answer: who asks, where they live, that they signed."""
        return False

    def read(self, raw: object) -> Reading:
        """The value to keep, or the obstacle, or neither of the two when nothing was answered."""
        try:
            return self.value(raw), None
        except Fault as fault:
            return None, self.obstacle(fault)

    def obstacle(self, fault: Fault) -> Obstacle:
        """The fault as a sentence that names the question."""
        return Obstacle(fault.code, f"Bij ‘{self.label}’: {fault.sentence}", detail={"question": self.id})

    def value(self, raw: object) -> Any:
        """The value to keep, or None when nothing was answered; raises Fault."""
        raise AssertionError(raw)

    def misfit(self, value: Any, around: Around) -> Obstacle | None:  # noqa: ARG002 - most kinds look at nothing else.
        """What is wrong with a value that is well formed in itself, held against what is around it."""
        return None


def requested_cents(answers: Mapping[str, Any]) -> int:
    """What is asked of the municipality: not a question, but the sum of the income of kind "subsidie" in the budget."""
    income = (answers.get("begroting") or {}).get("income", ())
    return sum(line["amount_cents"] for line in income if line["kind"] == "subsidie")


def asked(scheme: Scheme, part_of: str = "", parts: Collection[str] | None = None) -> tuple[Asked, ...]:
    """The questions of one application: those of its round (`part_of`), and of some parts of the form only."""
    questions = (question for question in scheme.questions if isinstance(question, Asked))
    return tuple(
        question
        for question in questions
        if question.only_for in ("", part_of) and (parts is None or question.part in parts)
    )


def missing(
    scheme: Scheme, answers: Mapping[str, Any], part_of: str = "", parts: Collection[str] | None = None
) -> tuple[str, ...]:
    """The ids of the required questions without an answer, in the order of the form; most do not block submitting.

    The answers may be as they came or as they were read: a text of spaces is no answer, nor is one that cannot be read.
    """
    questions = (one for one in asked(scheme, part_of, parts) if one.required)
    return tuple(one.id for one in questions if one.read(answers.get(one.id))[0] is None)


def blocking(scheme: Scheme, answers: Mapping[str, Any], part_of: str = "") -> tuple[str, ...]:
    """The missing answers without which an application cannot be filed: identity and signature."""
    gaps = missing(scheme, answers, part_of)
    return tuple(one.id for one in asked(scheme, part_of) if one.blocks and one.id in gaps)


def read_answers(
    scheme: Scheme, raw: Mapping[str, Any], part_of: str = ""
) -> tuple[dict[str, Any], tuple[Obstacle, ...]]:
    """The answers that could be read, by id, and the obstacles of the others; what is not asked is left out."""
    readings = {one.id: one.read(raw.get(one.id)) for one in asked(scheme, part_of)}
    values = {id_: value for id_, (value, _) in readings.items() if value is not None}
    return values, tuple(obstacle for _, obstacle in readings.values() if obstacle)


def misfits(scheme: Scheme, around: Around, part_of: str = "") -> tuple[Obstacle, ...]:
    """What is wrong between answers that are each well formed: an end before its start, an area that is not there."""
    answered = ((one, around.answers.get(one.id)) for one in asked(scheme, part_of))
    found = (one.misfit(value, around) for one, value in answered if value is not None)
    return tuple(obstacle for obstacle in found if obstacle)
