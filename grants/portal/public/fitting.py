"""The fit check: one question of a scheme per page. The answers stand in the address alone, so that nothing is kept of who asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404

from workflow.scheme import FitQuestion, Scheme

YES, NO = "ja", "nee"


@dataclass(frozen=True, slots=True)
class Check:
    """How far somebody came: the answers so far, in the order of the questions."""

    questions: Sequence[FitQuestion]
    answers: Sequence[str]

    @property
    def question(self) -> FitQuestion | None:
        """The question to ask now; None when all are answered."""
        return self.questions[len(self.answers)] if len(self.answers) < len(self.questions) else None

    @property
    def number(self) -> int:
        """The number of the question to ask now."""
        return len(self.answers) + 1

    @property
    def name(self) -> str:
        """The name under which the answer to it comes back."""
        return _name(len(self.answers))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The answers so far, to be sent with the next."""
        return [(_name(n), answer) for n, answer in enumerate(self.answers)]

    @property
    def before(self) -> str:
        """The end of the address of the question before this one; "" at the first."""
        return urlencode(self.carried[:-1])

    @property
    def told(self) -> list[tuple[FitQuestion, str]]:
        """The questions with what was answered."""
        return list(zip(self.questions, self.answers, strict=False))

    @property
    def reasons(self) -> list[FitQuestion]:
        """The questions that were answered with no: why it does not fit."""
        return [one for one, answer in self.told if answer == NO]


def check(scheme: Scheme, said: Mapping[str, str]) -> Check:
    """The check as an address tells it; what is no answer is asked again. Raises `Http404` when the scheme asks nothing."""
    if not scheme.fit_check:
        raise Http404
    answers: list[str] = []
    for n in range(len(scheme.fit_check)):
        answer = said.get(_name(n), "")
        if answer not in (YES, NO):
            break
        answers.append(answer)
    return Check(scheme.fit_check, answers)


def _name(n: int) -> str:
    return f"v{n + 1}"
