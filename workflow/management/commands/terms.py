"""`manage.py terms check FILE`: compares our terms with the examples that a jurist worked out."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflow.law.vectors import Report, VectorsMalformed, check, parse

DIFFERS = 1
UNREADABLE = 2


class Command(BaseCommand):
    """Check worked examples of legal terms; exit status 1 when any differs, 2 when the file cannot be read."""

    help = "Rekent voorbeelden van termijnen na en toont elk verschil met de som die tot ons antwoord leidde."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="check")
        checking = actions.add_parser("check", help="reken een bestand met voorbeelden na")
        checking.add_argument("file", type=Path, help="JSON-lijst van {id, rule, desc, basis, input, expected, note}")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            report = check(parse(options["file"].read_text("utf-8")))
        except FileNotFoundError:
            self._give_up(f"Het bestand {options['file']} bestaat niet.")
        except OSError:
            self._give_up(f"Het bestand {options['file']} is niet te lezen.")
        except UnicodeDecodeError:
            self._give_up(f"Het bestand {options['file']} is geen tekst in UTF-8.")
        except VectorsMalformed as refusal:
            self._give_up(f"{options['file']}: {refusal.sentence}")
        else:
            self._tell(report)

    def _give_up(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(UNREADABLE)

    def _tell(self, report: Report) -> None:
        for difference in report.differences:
            self.stdout.write(f"✗ {difference.id} · {difference.fact}: {difference.sentence}")
            for step in difference.steps:
                self.stdout.write(f"    {step}")
        agreeing = report.checked - report.differing
        found = f"Voorbeelden: {report.checked}. Gelijk: {agreeing}. Met verschil: {report.differing}."
        self.stdout.write(found)
        if report.differing:
            sys.exit(DIFFERS)
