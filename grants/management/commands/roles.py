"""`manage.py roles`: who has which role, and the two people that it takes to give one."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import CommandError, CommandParser

from grants import role_desk
from grants.management.people import actor_of
from grants.management.spoken import Spoken, day
from grants.named import id_in
from workflow import clock, powers
from workflow.facts import Actor
from workflow.law.wording import dutch_date
from workflow.roles import LABELS


class Command(Spoken):
    """The command `roles`."""

    help = "Toon wie welke rol heeft. Een rol geven doet u met zijn tweeën: de een stelt voor, de ander bevestigt."

    def add_arguments(self, parser: CommandParser) -> None:
        """One of four things to do, and who does it; nothing at all shows the list."""
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--propose", nargs=2, metavar=("WIE", "ROL"), help="stel een rol voor: een login of id, en de rol"
        )
        what.add_argument("--confirm", metavar="ID", help="bevestig wat een collega voorstelde")
        what.add_argument("--end", nargs=2, metavar=("ID", "DAG"), help="laat een rol stoppen na deze dag")
        what.add_argument("--review", metavar="ID", help="leg vast dat iemand deze rol nog nodig heeft")
        parser.add_argument("--from", dest="first", metavar="DAG", help="de eerste dag (anders vandaag)")
        parser.add_argument("--through", dest="last", metavar="DAG", help="de laatste dag")
        parser.add_argument("--as", dest="person", help="wie dit doet: een login of een id")

    def work(self, options: dict[str, Any]) -> None:
        """Do the one thing, or show the list."""
        asked = next((name for name in ("propose", "confirm", "end", "review") if options[name]), None)
        if asked is None:
            self._list()
            return
        if not options["person"]:
            raise CommandError("Zeg met --as wie dit doet.")
        getattr(self, f"_{asked}")(options, actor_of(options["person"]))

    def _propose(self, options: dict[str, Any], actor: Actor) -> None:
        who, role = options["propose"]
        words = {label: code for code, label in LABELS.items() if code in powers.GRANTED}
        first = day("--from", options["first"]) if options["first"] else clock.today()
        last = day("--through", options["last"]) if options["last"] else None
        person = actor_of(who).person
        assert person
        grant = role_desk.propose(person, words.get(role, role), first, last, actor)
        self.stdout.write(
            f"Voorgesteld: {grant.pk}. Een collega bevestigt met: manage.py roles --confirm {grant.pk} --as …"
        )

    def _confirm(self, options: dict[str, Any], actor: Actor) -> None:
        role_desk.confirm(_id(options["confirm"]), actor)
        self.stdout.write("Bevestigd.")

    def _end(self, options: dict[str, Any], actor: Actor) -> None:
        named, until = options["end"]
        last = day("--end", until)
        role_desk.end(_id(named), last, actor)
        self.stdout.write(f"Deze rol stopt na {dutch_date(last)}.")

    def _review(self, options: dict[str, Any], actor: Actor) -> None:
        role_desk.review(_id(options["review"]), actor)
        self.stdout.write("Vastgelegd: deze rol is nog nodig.")

    def _list(self) -> None:
        for one in role_desk.waiting():
            self.stdout.write(f"wacht   {one.name}: {one.role}, voorgesteld door {one.by}. {one.grant.pk}")
        for one in role_desk.in_force():
            until = f" tot en met {dutch_date(one.grant.valid_through)}" if one.grant.valid_through else ""
            again = " Kijk of dit nog klopt." if one.to_review else ""
            self.stdout.write(f"geldt   {one.name}: {one.role}{until}.{again} {one.grant.pk}")


def _id(named: str) -> uuid.UUID:
    return id_in(named) or uuid.UUID(int=0)
