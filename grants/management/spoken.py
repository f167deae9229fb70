"""The base of the commands of a bureau: who mistypes or may not is told so in Dutch, with the code and the article, and status 1."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflow.answers import Fault, amount_of, date_of
from workflow.errors import Obstacle, Refusal
from workflow.reading import SURROGATE

T = TypeVar("T")

MISTYPED: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"Dit ontbreekt nog: \1."),
    (r"unrecognized arguments: (.+)", r"Dit kennen wij hier niet: \1."),
    (r"argument (.+): expected (?:one|at least one) argument", r"Zeg iets achter \1."),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\2 kennen wij niet. Kies uit: \3."),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 kan van alles zijn. Schrijf het voluit: \2."),
)
"""What the parser says of words that it cannot place, and how we say it."""


HEADINGS = {
    "usage: ": "gebruik: ",
    "positional arguments:": "wat erbij hoort:",
    "options:": "mag of moet erbij:",
    "show this help message and exit": "toon deze hulp",
    "Skip system checks.": "sla de controle bij het starten over",
}


class Parser(CommandParser):
    """A parser that speaks Dutch."""

    def format_help(self) -> str:
        """The help under Dutch headings."""
        text = super().format_help()
        for english, dutch in HEADINGS.items():
            text = text.replace(english, dutch)
        return text

    def error(self, message: str) -> Any:
        """Say what was mistyped and how to see what can be said; the status is that of every refusal."""
        found = next(((one, said) for one, said in MISTYPED if re.fullmatch(one, message)), None)
        sentence = re.sub(*found, message) if found else f"Dit begrijpen wij niet: {message}."
        told = f"{sentence} Wat kan, leest u met: {self.prog} --help"
        if not self.called_from_command_line:
            raise CommandError(told)
        self.exit(1, f"{told}\n")


class Spoken(BaseCommand):
    """A command of which every refusal is a sentence with its code and article; `work` is what it does."""

    # What a bureau never says is left out of the help.
    suppressed_base_arguments = {
        *("--version", "--verbosity", "--settings", "--pythonpath"),
        *("--traceback", "--no-color", "--force-color", "--skip-checks"),
    }

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The parser of the framework, which has no place to name another class of it."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = Parser
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run; from the command line the sentence stands alone, without the English name of an exception before it."""
        try:
            return super().execute(*args, **options)
        except CommandError as wrong:
            if not getattr(self, "_called_from_command_line", False):
                raise
            self.stderr.write(str(wrong))
            sys.exit(wrong.returncode)

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it, or say why not."""
        for said in options.values():
            if isinstance(said, str) and SURROGATE.search(said):
                raise CommandError("Hier staan tekens die geen tekst zijn.")
        try:
            self.work(options)
        except Refusal as refusal:
            raise CommandError(reasons(refusal)) from refusal

    def work(self, options: dict[str, Any]) -> None:
        """What the command does; each says what."""
        raise AssertionError(options)


def reasons(refusal: Refusal) -> str:
    """Every reason of a refusal, each on a line with its code and article."""
    return "\n".join(
        f"{one.sentence} ({'; '.join(filter(None, [one.code, one.article]))})" for one in refusal.obstacles
    )


def amount(option: str, text: str) -> int:
    """The cents of an amount as a person types it. Raises `Refusal` for what is none, or can be read in two ways."""
    return _read(option, text, amount_of)


def day(option: str, text: str) -> date:
    """The day that a person types: year-month-day or day-month-year. Raises `Refusal` for what is none."""
    return date.fromisoformat(_read(option, text, date_of))


def _read(option: str, text: str, reader: Callable[[object], T | None]) -> T:
    try:
        found = reader(text)
    except Fault as fault:
        sentence = f"Bij ‘{option}’: {fault.sentence}"
        raise Refusal("malformed", Obstacle(fault.code, sentence)) from fault
    if found is None:
        raise Refusal("malformed", Obstacle("option-empty", f"Bij ‘{option}’: vul iets in."))
    return found


def counted(number: int, one: str, more: str) -> str:
    """A number with its noun.

    >>> counted(1, "besluit", "besluiten"), counted(0, "besluit", "besluiten")
    ('1 besluit', '0 besluiten')
    """
    return f"{number} {one if number == 1 else more}"
