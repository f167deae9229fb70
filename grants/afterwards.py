"""What an account and a report ask beside text and amounts: values beside what was planned, and files by the granted amount.

Pure; cents. What is missing blocks nothing: who accounts is warned, and who assesses the account reads what did not come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.canonical import canonical
from workflow.errors import Obstacle
from workflow.form import Asked
from workflow.questions import Upload
from workflow.scheme import Afterwards, Scheme

OTHER = Upload(
    "na_bestanden", "achteraf", "Foto's, bonnen of andere bestanden", "Stuur mee wat laat zien wat u deed. Liever geen mensen op de foto.",
    required=False, personal=False, kinds=("pdf", "jpg", "png"), max_mb=10, max_files=10,
)  # fmt: skip
"""What may go along with every account and every report, whatever the scheme."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What decides which questions are asked: the scheme, the figures of the round, and the granted amount in cents."""

    scheme: Scheme
    figures: Mapping[str, Any]
    granted_cents: int

    def asks(self, one: Afterwards) -> bool:
        """Whether a question is asked of a grant of this amount; one of exactly the threshold is asked."""
        return self.granted_cents >= (self.figures.get(one.figure, one.from_cents) if one.figure else one.from_cents)

    def of_account(self) -> tuple[Asked, ...]:
        """What the account asks, in the order of the scheme."""
        return (*(_question(one) for one in self.scheme.afterwards if self.asks(one)), OTHER)

    def of_report(self) -> tuple[Asked, ...]:
        """What a report asks."""
        return (*(_question(one) for one in self.scheme.afterwards if one.in_report and self.asks(one)), OTHER)

    def missing(self, answers: Mapping[str, Any]) -> tuple[Asked, ...]:
        """What the account should have answered, and did not."""
        return tuple(one for one in self.of_account() if one.required and one.read(answers.get(one.id))[0] is None)


def ever_asked(scheme: Scheme) -> Mapping[str, Asked]:
    """Every question that an account or a report of a scheme can ask, by id."""
    return {one.id: one for one in (*map(_question, scheme.afterwards), OTHER)}


def wrong_in(answers: Mapping[str, Any], asked: tuple[Asked, ...]) -> Obstacle | None:
    """The obstacle of the first answer that cannot be read, or that nothing asks."""
    known = {one.id: one for one in asked}
    for id_, raw in answers.items():
        if id_ not in known:
            return Obstacle("not-asked-afterwards", f"De vraag {id_} hoort niet bij deze verantwoording.")
        if wrong := known[id_].read(raw)[1]:
            return wrong
    return None


def kept(answers: Mapping[str, Any], scheme: Scheme) -> str:
    """The answers as a row holds them (JSON, "" for none), read by their questions."""
    known = ever_asked(scheme)
    values = {id_: value for id_, raw in answers.items() if (value := known[id_].read(raw)[0]) is not None}
    return canonical(values) if values else ""


def _question(one: Afterwards) -> Asked:
    assert isinstance(one.question, Asked)
    return one.question
