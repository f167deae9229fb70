"""`manage.py pay`: propose, approve, third, order, file, status: the run of payments from due to settled, each step by its own person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from budgets.figures import euro
from budgets.models import Payment, PaymentOrder
from budgets.payment_status import Plan
from grants import payment_runs
from grants.due_list import due
from grants.management.people import actor_of, read_bytes
from grants.management.spoken import Parser, Spoken, counted, day
from grants.models import LegalProfile
from grants.payment_checks import CHECKS, SHUT
from grants.payment_rule import PaymentRule
from workflow import clock
from workflow.law.wording import dutch_date
from workflow.passing import Run


class Command(Spoken):
    help = "Betaalt in stappen: voorstellen, goedkeuren, derde handtekening, opdracht, bestand, statusbestand."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, parser_class=Parser)
        for name, said in STEPS.items():
            one = steps.add_parser(name, help=said)
            if name == "file":
                one.add_argument("order", help="kenmerk van de opdracht (BO-2026-0001)")
            one.add_argument(
                "--as", dest="person", metavar="WIE", required=True, help="wie dit doet: een login of een id"
            )
            if name == "propose":
                one.add_argument("--through", metavar="DAG", help="wat uiterlijk op deze dag betaald moet zijn")
            if name == "status":
                one.add_argument("file", type=Path, help="het statusbestand van de bank")

    def work(self, options: dict[str, Any]) -> None:
        getattr(self, f"_{options['step']}")(options)

    def _propose(self, options: dict[str, Any]) -> None:
        named = options["through"]
        through = day("--through", named) if named else payment_runs.term_of(clock.today())
        run, shut = payment_runs.propose(actor_of(options["person"]), through)
        self._tell("voorgesteld", run, waited=bool(shut))
        for line in shut:
            why = "; ".join(CHECKS[code] for code in line.checks if code in SHUT)
            self.stderr.write(f"  niet: {line.reference}, {euro(line.amount_cents)}: {why}")
        later = [line.due_on for line in due(clock.today()) if line.due_on and line.due_on > through]
        if later and not named:
            first = dutch_date(later[0])
            self.stdout.write(f"Dit gaat tot en met {dutch_date(through)}. Daarna is het eerste te betalen op {first}.")

    def _approve(self, options: dict[str, Any]) -> None:
        self._tell("goedgekeurd", payment_runs.approve(actor_of(options["person"])))

    def _third(self, options: dict[str, Any]) -> None:
        profile = LegalProfile.on(clock.today())
        above = PaymentRule.of(profile).third_above_cents
        self._tell("met derde handtekening", payment_runs.third(actor_of(options["person"]), above))

    def _order(self, options: dict[str, Any]) -> None:
        made, run = payment_runs.order(actor_of(options["person"]))
        self._tell("in opdracht gegeven", run)
        if made:
            order = PaymentOrder.objects.select_related("stream").get(pk=made)
            self.stdout.write(
                f"Opdracht {order.stream.reference}: {euro(order.total_cents)}, controlesom {order.sha256}"
            )

    def _file(self, options: dict[str, Any]) -> None:
        content = payment_runs.fetch(payment_runs.order_of(options["order"]), actor_of(options["person"]))
        self.stdout.write(content.decode(), ending="")

    def _status(self, options: dict[str, Any]) -> None:
        plan: Plan = payment_runs.process(read_bytes(options["file"]), actor_of(options["person"]))
        told = (len(plan.settle), len(plan.bring_back), len(plan.done))
        self.stdout.write("{} betaald, {} teruggekomen, {} al verwerkt.".format(*told))
        for line in plan.bring_back:
            back = Payment.objects.get(pk=line.payment)
            self.stdout.write(f"  teruggekomen: {back.reference}, {euro(line.amount_cents)}: {line.reason}")

    def _tell(self, what: str, run: Run, *, waited: bool = False) -> None:
        payments = Payment.objects.in_bulk([*run.done, *(one for one, _ in run.aside)])
        total = sum(payments[one].amount_cents for one in run.done)
        self.stdout.write(f"{counted(len(run.done), 'betaling', 'betalingen')} {what}, samen {euro(total)}.")
        if not (run.done or run.aside or waited):
            self.stdout.write("Er wacht niets op deze stap.")
        for one in run.done:
            paid = payments[one]
            self.stdout.write(f"  {paid.reference}: {paid.get_kind_display()} {euro(paid.amount_cents)}")
        lines = {line.payment: line.reference for line in due(clock.today())} if run.aside else {}
        for one, refusal in run.aside:
            about = payments[one].reference if one in payments else lines.get(one, str(one))
            self.stderr.write(f"  niet: {about}: {refusal.sentence} ({refusal.code})")


STEPS = {
    "propose": "stel voor wat te betalen is",
    "approve": "keur goed wat is voorgesteld",
    "third": "geef de derde handtekening",
    "order": "geef de bank opdracht voor wat is goedgekeurd",
    "file": "haal het bestand van een opdracht op, voor de bank",
    "status": "verwerk een statusbestand van de bank",
}
