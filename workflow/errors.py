"""Refusals: what the engine answers when a step may not be taken.

A refusal is an expected answer, not a fault: it has a stable code, one Dutch sentence for the person, the article it rests on, and it
changes nothing. When more than one holds, the first in `PRECEDENCE` is given, so that the same call always gets the same answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from workflow.law.refusals import LawRefusal

PRECEDENCE: tuple[str, ...] = (
    "unknown-step",
    "malformed",
    "key-reused",
    "changed-meanwhile",
    "unknown-subject",
    "not-permitted",
    "separation",
    "wrong-state",
    "guard",
    "ledger",
)
"""Kinds of refusal in the order in which the door tests for them.

What a step asks for is known once the step is, so that an unknown step goes first. Who may not do a step at all learns nothing about the
state of the case: permission goes before state, state before guards, and money, which is only known once all effects are, comes last.
"""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a step is not open now: a stable kebab-case code, a Dutch sentence, the article it rests on ("" when it rests on no law).

    `detail` holds the figures behind the sentence (amounts in cents), for callers that show their own.
    """

    code: str
    sentence: str
    article: str = ""
    detail: dict[str, object] = field(default_factory=dict)


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, and the word of the law for it; "RefusalError" would say it is a fault.
    """The answer "no" to a step: `kind` is its place in `PRECEDENCE`, `obstacles` say why, first the one that counts."""

    def __init__(self, kind: str, *obstacles: Obstacle, subject: object = None) -> None:
        """Refuse for one or more reasons of one kind, for a subject (UUID) where there is one."""
        assert kind in PRECEDENCE, kind
        assert obstacles
        self.kind, self.obstacles, self.subject = kind, obstacles, subject
        super().__init__(f"{self.code}: {self.sentence}")

    @property
    def code(self) -> str:
        """The stable code of the obstacle that counts."""
        return self.obstacles[0].code

    @property
    def sentence(self) -> str:
        """The Dutch sentence for the person."""
        return self.obstacles[0].sentence

    @property
    def article(self) -> str:
        """The article the refusal rests on, "" when it rests on no law."""
        return self.obstacles[0].article

    @property
    def detail(self) -> dict[str, object]:
        """The figures behind the sentence."""
        return self.obstacles[0].detail


def refuse(kind: str, code: str, sentence: str, article: str = "", **detail: object) -> Refusal:
    """A refusal with one obstacle."""
    return Refusal(kind, Obstacle(code, sentence, article, detail))


@contextmanager
def law_refuses() -> Iterator[None]:
    """What the law cannot answer (a calendar that has run out, a year without figures) is a refusal of the step that asked."""
    try:
        yield
    except LawRefusal as unanswered:
        raise Refusal("guard", Obstacle(unanswered.code, unanswered.sentence, unanswered.article)) from unanswered
