"""`manage.py demo`: watch a whole year of three schemes pass through the door."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from grants import explanation, one_euro
from grants.demo import (
    accounts,
    acts,
    halls,
    letters,
    paper,
    report,
    three_ways,
    today,
    whole,
)
from grants.demo.stage import Stage, at
from grants.explained import followed, lines
from grants.models import Application
from workflow import clock, outbox
from workflow.management.commands.verify import tell
from workflow.verify import verify

STEPS = 1430
"""How many steps the story has, for the progress bar only."""

RELAY_EVERY = 25


class Command(BaseCommand):
    help = (
        "Speelt de Ondernemers Challenge van 2017, het innovatie atelier en de dorpshuizen na, met verzonnen gegevens."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--workers",
            type=int,
            default=os.cpu_count() or 1,
            help="werkers die brieven maken (0: geen brieven)",
        )

        parser.add_argument(
            "--today",
            action="store_true",
            help="daarna ook: werk dat op elk bureau wacht, in nieuwe rondes (verzonnen)",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if settings.KIND == "production":
            raise CommandError("De demo vult een installatie met verzonnen gegevens. In productie doen wij dat niet.")
        began = time.monotonic()
        self._title("De Ondernemers Challenge van 2017, nagespeeld op de kalender van 2026")
        self.stdout.write("  Namen van prijswinnaars en initiatieven zijn echt, al het andere is verzonnen.")
        with letters.workers(options["workers"]):
            stage = self._play(relay=bool(options["workers"]))
            self._tell()
            self._acts(stage)
            self._explain()
            sound = self._verify()
            self.stdout.write(f"\n  Het verhaal is klaar na {time.monotonic() - began:.0f} seconden.")
            if options["today"]:
                self._today()
            self._letters(options["workers"])
        sound = sound and not verify().differences
        if not sound:
            raise CommandError("De controle vond een verschil: kijk met manage.py verify.")
        self.stdout.write(
            f"  Klaar na {time.monotonic() - began:.0f} seconden; ook met de brieven erbij klopt elke keten."
        )
        self._title("Kijk zelf")
        self.stdout.write("\n".join(accounts.told()))

    def _title(self, text: str) -> None:
        self.stdout.write(f"\n{text}\n{'─' * len(text)}")

    def _play(self, *, relay: bool) -> Stage:
        with tqdm(total=STEPS, unit=" stap", desc="  stappen", leave=False, disable=not sys.stderr.isatty()) as bar:
            since = 0

            def heard(count: int) -> None:
                nonlocal since
                bar.update(count)
                since += 1
                if relay and since % RELAY_EVERY == 0:
                    outbox.relay()

            stage = Stage(heard)
            whole.tell(stage)
        self.stdout.write(f"  {stage.steps} stappen, elk door de ene deur, elk door de juiste persoon.")
        return stage

    def _tell(self) -> None:
        self._title("Van idee tot prijs, geteld in de database")
        self.stdout.write("\n".join(report.bars(report.funnel())))
        self._title("De rondes")
        self.stdout.write("\n".join(report.outcomes()))
        self._title("De Challenge drie keer verdeeld, met dezelfde plannen en hetzelfde plafond")
        self.stdout.write("\n".join(three_ways.lines()))
        self._title("Het grootboek, per begrotingspost")
        self.stdout.write("\n".join(report.ledger()))
        (Path(settings.BASE_DIR) / "var" / "grootboek.svg").write_text(report.picture(), "utf-8")
        self.stdout.write("  Als plaatje: var/grootboek.svg")

    def _letters(self, workers: int) -> None:
        self._title("Brieven")
        if not workers:
            self.stdout.write(f"  {outbox.waiting()} brieven wachten op een werker.")
            return
        waiting = outbox.waiting()
        with tqdm(total=waiting, unit=" brief", desc="  brieven", leave=False, disable=not sys.stderr.isatty()) as bar:
            left = letters.wait(bar.update)
        folder = Path(settings.BASE_DIR) / "var" / "brieven"
        self.stdout.write(f"  {letters.shelve(folder)} brieven in var/brieven, met VOORBEELD erop.")
        if left:
            raise CommandError(f"{left} brieven zijn niet gemaakt; kijk in var/log.")

    def _acts(self, stage: Stage) -> None:
        self._title("Drie korte aktes")
        for title, sentence in acts.refused(stage):
            self.stdout.write(f"  • {title}:\n      {sentence}")
        statement, found = acts.corrupted()
        self.stdout.write(f"  • Eén cel veranderd met SQL, buiten de deur om: gezien\n      {statement}")
        for place in found:
            self.stdout.write(f"      verify: {place}")

    def _explain(self) -> None:
        hall = Application.objects.select_related("round", "stream").get(pk=halls.case_of("DH06-B"))
        self._title(f"Eén euro gevolgd: {hall.stream.reference}, van begrotingspost tot vaststelling")
        self.stdout.write("\n".join(followed(one_euro.path(hall))))
        waiting = Application.objects.select_related("round", "stream").get(pk=paper.case())
        self._title("Een papieren aanvraag met een verbeterde vergissing, uitgelegd")
        with clock.at(at(paper.CORRECTED, 16)):
            said = list(lines(explanation.explain(waiting)))
        shown = (
            said[: said.index("Stappen die nu niet kunnen, en waarom") - 1] + said[said.index("Data, met de som") - 1 :]
        )
        self.stdout.write("\n".join(f"  {line}" for line in shown))
        self.stdout.write(f"  Alles: .venv/bin/python manage.py explain {waiting.stream.reference}")

    def _today(self) -> None:
        self._title("Vandaag op kantoor")
        stage = Stage()
        today.run(stage)
        self.stdout.write(
            f"  {stage.steps} stappen in drie rondes van 2027, alles verzonnen. Op elk bureau wacht werk."
        )

    def _verify(self) -> bool:
        self._title("manage.py verify")
        found = verify()
        tell(self.stdout.write, found)
        return not found.differences
