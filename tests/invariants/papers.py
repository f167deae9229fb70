"""What clerks and applicants hand in with a click: one method per step that takes a payload, named after the step."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from budgets import ledger
from budgets.models import Payment
from documents.models import Rendered
from grants import payloads
from grants.demo import atelier, challenge, halls, money
from grants.demo.stage import at
from grants.guards import STATES_BY_KIND
from grants.guards.hearing import RULES
from grants.models import Application, PersonalAnswer, Report, Suspension
from grants.payment_plan import at_once, award_parts, balance_parts
from grants.statute.decision import CONSEQUENCES
from partners.models import Organisation
from tests.invariants.desk_papers import DeskPapers
from tests.invariants.year import Case
from workflow.facts import Change, Payload
from workflow.registers import AUDIT, INDICATORS, TEXTS, Entries, Erasure, register_id

NOWHERE = uuid.UUID(int=0)
PRIZE_CENTS = 1_000_00


class Papers(DeskPapers):
    """Payloads that fit, made from the demo data; what is not said by the case is drawn with `dice`."""

    now: datetime
    rounds: tuple[Change, ...]
    cases: dict[uuid.UUID, Case]
    case_of: dict[uuid.UUID, uuid.UUID]
    dossiers: dict[uuid.UUID, uuid.UUID]
    states: Mapping[tuple[str, uuid.UUID], str]
    wanted: frozenset[tuple[str, str]]
    clicks: int
    made: int = 0

    def fresh(self) -> uuid.UUID:
        """An id that nothing has."""
        self.made += 1
        return uuid.uuid5(NOWHERE, str(self.made))

    def _prepare(self, _: Case | None, subject: uuid.UUID) -> Payload:
        plans = {plan.subject: plan.payload for plan in self.rounds}
        return plans.get(subject, self.rounds[0].payload)

    def _close(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Remainder()

    def _rank(self, _: Case | None, subject: uuid.UUID) -> Payload:
        seeds = {atelier.round_of(one["code"]): one["draw_seed"] for one in atelier.told()["round"]["tranche"]}
        seeds |= {
            challenge.ROUND: challenge.told()["round"]["draw_seed"],
            halls.round_of("b"): halls.told()["round_b"]["draw_seed"],
        }
        return payloads.Seed(seeds.get(subject, ""))

    _decide_ready = _rank

    def _change_ceiling(self, _: Case | None, subject: uuid.UUID) -> Payload:
        plans = {plan.subject: plan.payload for plan in self.rounds}
        was: int = plans.get(subject, self.rounds[0].payload).ceiling_cents  # type: ignore[attr-defined]
        more = self.dice.choice([-1, 1]) * self.dice.randint(1, was // 4)
        return payloads.CeilingChange(was + more, "De raad koos anders.")

    def _declare_no_interest(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.NoInterest((self.fresh(),))

    def _draw_sample(self, _: Case | None, subject: uuid.UUID) -> Payload:
        codes = [one["code"] for one in atelier.told()["round"]["tranche"]]
        seeds = {atelier.round_of(code): atelier.sample_seed(code) for code in codes}
        return payloads.Sample(seeds.get(subject, "42"), self.dice.choice([10, 50]))

    def _record(self, _: Case | None, __: uuid.UUID) -> Payload:
        form = {"street": "Voorbeeldstraat", "number": "1", "postcode": "9711 XX", "place": "Groningen"}
        return Entries("partners", (Organisation(id=self.fresh(), name="Buren", legal_form="informal_group", **form),))

    _enter = _record

    def _audit(self, _: Case | None, subject: uuid.UUID) -> Payload:
        return Entries({register_id(INDICATORS): INDICATORS, register_id(TEXTS): TEXTS}.get(subject, AUDIT))

    _measure = _word = _audit

    def _erase(self, _: Case | None, __: uuid.UUID) -> Payload:
        """A request of someone who filed (AVG 17): the last personal answer they gave."""
        answered = PersonalAnswer.objects.exclude(value="").order_by("version__received_at", "question").last()
        return Erasure("AVG 17", (answered,) if answered else ())

    def _register_idea(self, case: Case | None, _: uuid.UUID) -> Payload:
        ideas = [one.begin for one in self.cases.values() if isinstance(one.begin, payloads.Idea)]
        return case.begin if case and isinstance(case.begin, payloads.Idea) else ideas[0]

    def _advise_idea(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Advice("Vraag ook de winkeliers.", "innovatie-atelier")

    _invite = _refer_idea = _advise_idea

    def _draft(self, case: Case | None, _: uuid.UUID) -> Payload:
        if case and case.id not in self.dossiers and not isinstance(case.begin, payloads.Idea):
            return payloads.Start(case.filing.round, case.contact)
        return payloads.Start()

    def _file(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return case.filing

    def _request_completion(self, case: Case | None, _: uuid.UUID) -> Payload:
        missing = "bijlage_bank" if case and case.assessors else "bijlage_jaarrekening"
        return payloads.CompletionRequest((missing,), self.now.date() + timedelta(days=7))

    def _correct_receipt(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.ReceiptCorrection(
            self.now - timedelta(hours=self.dice.choice([1, 30])), "De stempel zegt iets anders."
        )

    def _suspend(self, _: Case | None, __: uuid.UUID) -> Payload:
        ground = self.dice.choice(["foreign", "consent", "applicant", "force_majeure", "bibob"])
        return payloads.Standstill(ground, self.now.date() + timedelta(days=9), "Wij wachten op een brief.")

    def _resume(self, case: Case | None, _: uuid.UUID) -> Payload:
        running = Suspension.objects.filter(application=case.id if case else None, running=True).first()
        return payloads.Resumption(running.ground if running and running.ground != "completion" else "consent")

    def _extend_term(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Extension(2, "Er kwamen veel aanvragen.")

    def _notify_delay(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Delay(self.now.date() + timedelta(days=20), "Er kwamen veel aanvragen.")

    def _merge(self, _: Case | None, subject: uuid.UUID) -> Payload:
        return payloads.Merging(self.dice.choice(self.twins(subject) or [self.fresh()]))

    def twins(self, subject: uuid.UUID) -> list[uuid.UUID]:
        """The other applications of the same applicant in the same round that are not decided yet."""
        mine = self.cases[subject].filing if subject in self.cases else None
        return [
            one.id
            for one in self.cases.values()
            if mine
            and one.id != subject
            and (one.filing.organisation, one.filing.round) == (mine.organisation, mine.round)
            and self.states.get(("application", one.id)) in Application.UNDECIDED
        ]

    def on_paper(self, payload: payloads.OnPaper) -> payloads.OnPaper:
        """The same, brought on paper the day before, or to the counter just now."""
        if self.dice.random() < 0.3:
            return replace(payload, channel="counter")
        scan = {"scan_name": "aanvraag.pdf", "scan_sha256": "ab" * 32}
        day, why = self.now - timedelta(hours=20), "Het lag bij de post."
        return replace(payload, channel="paper", received_at=day, receipt_reason=why, **scan)

    def _complete(self, case: Case | None, _: uuid.UUID) -> Payload:
        iban = case.filing.answers.get("iban", "") if case else ""
        return payloads.Completion({"iban": iban})

    def _withdraw(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Withdrawal("Het lukt niet.")

    def _account(self, case: Case | None, _: uuid.UUID) -> Payload:
        budget = case.filing.answers.get("begroting") if case else None
        if not budget or self.dice.random() < 0.5:
            return payloads.Account(self.dice.choice([500_00, 9_000_00]), "Het werkte goed.")
        costs = [line["amount_cents"] * self.dice.choice([1, 1, 2]) for line in budget["costs"]]
        income = tuple(line["amount_cents"] for line in budget["income"])
        explained = {
            f"costs/{number}": "Het werd duurder." for number in range(len(costs) - self.dice.choice([0, 0, 1]))
        }
        return payloads.Account(sum(costs), "Het werkte goed.", tuple(costs), income, explained)

    def _ask_view(self, case: Case | None, _: uuid.UUID) -> Payload:
        """The intention of a decision against the recipient that can be taken where the application stands."""
        state = self.states.get(("application", case.id)) if case else None
        kinds = [kind for kind, rule in RULES.items() if state in STATES_BY_KIND[kind]] or ["refusal"]
        return payloads.Intention(
            100_00,
            self.now.date() + timedelta(days=14),
            ("Het kostte minder.",),
            "De kosten zijn lager.",
            RULES[self.dice.choice(kinds)].intention,
            "4:46(2)b",
        )

    def _meet(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Note("Wij keken ernaar.")

    _breach = _follow_up = _meet

    def _plan_check(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        kind = self.dice.choice(["talk", "site_visit", "progress_report", "signal", "follow_up"])
        return payloads.CheckPlan(case.id, kind, self.now.date() + timedelta(days=7))

    def _carry_out(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Seen("Het werk is begonnen.", (("werk.jpg", "0" * 64),))

    def _report_deviation(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Deviation("Wij beginnen later.")

    def _remind(self, case: Case | None, _: uuid.UUID) -> Payload:
        due = Report.objects.filter(state=Report.DUE).exclude(due_on=None)
        late = due.filter(application=case.id).first() if case else None
        if late and late.due_on:
            self.now = max(self.now, at(late.due_on + timedelta(days=1)))
        return payloads.Reminding(late.due_on if late and late.due_on else self.now.date())

    def _score(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        told = challenge.told() if "J1" in case.assessors else atelier.told()
        criteria, about = told["round"]["criteria_order"], self.dice.choice([2, 4])
        levels = {code: about + self.dice.choice([0, 1]) for code in criteria}
        return payloads.Scoring(case.id, levels, dict.fromkeys(criteria, "Wij lazen het plan."))

    def _agree_levels(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return payloads.Consensus(case.id, {"impact": 4}, {"impact": "Wij spraken erover."})

    def _declare_interest(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return payloads.Interest(case.id, "Mijn zus werkt bij de aanvrager.")

    def _inspect(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return payloads.Findings(case.id, self.now.date(), self.dice.randint(3, 6), 1, 1, 1, 12)

    def _report(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.ReportText("Het is gedaan.")

    def _render(self, _: Case | None, __: uuid.UUID) -> Payload:
        return Rendered("0" * 64, "proef")

    def _propose_payment(self, case: Case | None, subject: uuid.UUID) -> Payload:
        assert case
        mine = [one for (machine, one) in self.states if machine == "decision" and self.case_of.get(one) == case.id]
        paid = [one for one in mine if uuid.uuid5(one, f"payment/{self.clicks}") == subject]
        decision = self.dice.choice(paid or mine or [self.fresh()])
        return payloads.Proposal(decision, self.dice.choice([0, 0, 0, 0, 1]), self.now.date())

    def _ask_party_change(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        kind = self.dice.choice(["contact", "details", "details", "successor"])
        details = {"street": "Proefkade", "number": "2"} if kind == "details" else {}
        who = None if kind == "details" else case.contact
        other = self.dice.choice(list(self.cases.values())).filing.organisation if kind == "successor" else None
        return payloads.NewParty(case.id, kind, who, other, details, "Een besluit van het bestuur.")

    def _find_incomplete(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Because("Een bijlage was leeg.")

    _reopen_report = _find_incomplete

    def _correct_findings(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        return payloads.BetterFindings(case.id, self.now.date(), 5, 2, 1, 1, 20, reason="De cijfers waren omgewisseld.")

    def _ask_account_change(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        iban = self.dice.choice(["NL73VBLD0910000002", "NL78VBLD0910000002", "NL00VBLD0910000002"])
        return payloads.NewAccount(case.id, iban, "Een andere rekening (voorbeeld)", "Een afschrift van vandaag.")

    def _check_account(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.NameCheck(self.dice.choice(["same", "same", "close", "different"]), "Nagevraagd bij de bank.")

    _verify_account = _check_account

    def _suspend_payments(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Suspicion("Op de facturen staat een andere naam.")

    def _make_order(self, _: Case | None, __: uuid.UUID) -> Payload:
        mine = [one for (machine, one), now in self.states.items() if (machine, now) == ("payment", Payment.APPROVED)]
        return payloads.Order(tuple(mine[: self.dice.choice([1, 2, 9])]) or (self.fresh(),))

    def _settle_payment(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Credited(self.now.date())

    def _return_payment(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Returned(self.now.date(), self.dice.choice(["AC01", "AC04"]))

    def _send_back_payment(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Doubt("Klopt dit bedrag wel?")

    def _undo_settlement(self, _: Case | None, __: uuid.UUID) -> Payload:
        return payloads.Mistake("Dit was een andere betaling.")

    _undo_receipt = _undo_settlement

    def _receive_payment(self, _: Case | None, subject: uuid.UUID) -> Payload:
        made = [one for (machine, one) in self.states if machine == "decision"]
        named = [one for one in made if uuid.uuid5(one, f"receipt/{self.clicks}") == subject]
        decision = self.dice.choice(named or made or [self.fresh()])
        return payloads.Receipt(decision, self.dice.choice([100, 50_00]), self.now.date())

    def _draft_decision(self, case: Case | None, _: uuid.UUID) -> Payload:
        assert case
        row = Application.objects.select_related("round").filter(pk=case.id).first()
        if row is None:
            return payloads.Draft(case.id, "refusal", 0, ground="refused_late")
        kinds = [str(kind) for kind, states in STATES_BY_KIND.items() if row.state in states] or ["refusal"]
        if row.completion_until is None:
            kinds = [kind for kind in kinds if kind != "set_aside"] or ["refusal"]
        if not row.round.prize_book or ledger.available(row.round.prize_ceiling_book) < PRIZE_CENTS:
            kinds = [kind for kind in kinds if kind != "prize"] or ["refusal"]
        if not self._recoverable(row):
            kinds = [kind for kind in kinds if kind != "recovery" or self.dice.random() < 0.1] or ["refusal"]
        often = ("award", "determination", "lower_determination", "set_aside")
        early = row.state in (Application.AWARDED, Application.MONITORED)  # Determined then only ex officio.
        rare = [0.05 if early and "determination" in kind else 1 if kind in often else 0.2 for kind in kinds]
        rare = [9 if self.wants(kind) else weight for kind, weight in zip(kinds, rare, strict=True)]
        return self._drafted(row, self.dice.choices(kinds, rare)[0])

    def wants(self, kind: str) -> bool:
        """Whether what follows from a decision of a kind is wanted; a claim follows from what is taken back."""
        follows = {CONSEQUENCES[kind], *(["recover"] if kind == "revocation" else [])}
        return bool(self.wanted & {("application", step) for step in follows})

    def _drafted(self, row: Application, kind: str) -> Payload:
        figures, asked, granted = row.round.figures, row.requested_cents or 0, row.granted_cents or 0
        if kind == "prize":
            marks = {
                "place": 1,
                "jury_grade": 80,
                "votes": 9,
                "most_votes": 9,
                "finalists": 3,
                "total_hundredths": 8800,
            }
            return payloads.Draft(
                row.pk,
                kind,
                PRIZE_CENTS,
                at_once(row.round.prize_book or row.round.book, PRIZE_CENTS),
                reason="Vertel hoe het gaat.",
                details=marks,
            )
        if kind in ("refusal", "set_aside"):
            self._until_lapsed(row, kind)
            ground = self._ground(row, kind)
            fits = {"fits": "innovatie-atelier"} if ground == payloads.WRONG_SCHEME else {}
            return payloads.Draft(row.pk, kind, asked, ground=ground, details=fits)
        if kind == "recovery":
            return payloads.Draft(row.pk, kind, self._recoverable(row), ground="4:57(1)", reason="Te veel.")
        if kind in ("amendment", "revocation", "rectification"):
            return self._corrective(row, kind)
        if row.state == Application.ASSESSED:
            direct = kind == "determination" or asked <= figures.get("direct_through_cents", 0)
            parts = at_once(row.round.book, asked) if direct else award_parts(row.round.book, asked, figures)
            return payloads.Draft(row.pk, "determination" if direct else kind, asked, parts)
        cents = granted if kind == "determination" else granted // 2
        parts = balance_parts(money.held(row), cents, {})
        lower: dict[str, Any] = (
            {"ground": "4:46(2)a", "hearing_exempt": self.dice.choice(["own_data", "not_supplied", ""])}
            if kind == "lower_determination"
            else {}
        )
        return payloads.Draft(row.pk, kind, cents, parts, **lower)

    def _corrective(self, row: Application, kind: str) -> Payload:
        """A change, a revocation or a rectification, most of them on a ground that holds."""
        granted = row.granted_cents or 0
        cents = {"revocation": 0, "amendment": self.dice.choice([granted // 2, granted - 1, granted + 100])}
        ground = "4:49(1)a" if row.state == Application.ACCOUNTED else self.dice.choice(["4:48(1)a", "4:50(1)b"])
        first = row.decisions.filter(state="announced").order_by("announced_on", "pk").first()
        details = {"effective_on": (self.now.date() + timedelta(days=60)).isoformat()}
        if kind == "rectification":
            details = {"rectifies": str(first.pk)} if first else {}
        amount = cents.get(kind, first.amount_cents if first else granted)
        return payloads.Draft(
            row.pk,
            kind,
            amount,
            ground=ground,
            reason="Het plan is veranderd.",
            details=details,
            hearing_exempt="own_data",
        )

    def _ground(self, row: Application, kind: str) -> str:
        if kind == "set_aside":
            return "incomplete"
        if row.state == Application.ASSESSED:
            return "refused_pass_mark"
        late = row.received_at and row.received_at > row.round.closes_at
        return "refused_late" if late or self.dice.random() < 0.1 else payloads.WRONG_SCHEME

    def _recoverable(self, row: Application) -> int:
        """What was paid too much, in cents."""
        return sum(pot.get("recoverable", 0) for pot in money.held(row).values())

    def _until_lapsed(self, row: Application, kind: str) -> None:
        if kind == "set_aside" and row.completion_until and row.completion_until > self.now.date():
            self.now = max(self.now, at(row.completion_until + timedelta(days=1)))
