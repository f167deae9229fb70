"""The application: the procedure of the Awb from first idea to final account, on one page."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from grants.models.round import Round
from grants.models.states import WORDS
from partners.models import Area, BankAccount, Organisation, Person
from workflow.machine import CONSEQUENCE, NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Application(Subject):
    """One application (or the idea before it) in one round; its spine is submitted → assessed → awarded → monitored → accounted.

    An idea is no application and starts no clock (Awb 1:3, derde lid). `received_at` is the moment of receipt of the application
    itself, `complete_on` the day on which nothing was missing any more, `completed_on` that of the last completion. Amounts in
    cents. `draw_key` is what a draw uses, set at receipt. `account_changed_on` is the day from which the bank account is another
    than the one it was filed with, `payments_suspended_through` the last day on which a serious suspicion stops the payments.
    `receipt_by` is who entered a moment of receipt at which nobody else has looked yet. `awaited` is canonical JSON: what was asked last
    to complete, by question id, with its consequence. `extended_weeks` is by how much the term to decide was extended.
    `amended_by` is the amendment whose parts took the place of those of the award.
    """

    MACHINE = "application"
    STREAM_KIND = "dossier"
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset(
        {"state", "title", "theme", "draw_key", "idea_sentence", "regime", "awaited"}
    )
    WORDS = WORDS
    SPINE = ("submitted", "assessed", "awarded", "monitored", "account_submitted", "accounted")

    IDEA, INVITED, ADVISED, REFERRED, DRAFT = "idea", "invited", "advised", "referred", "draft"
    SUBMITTED, INCOMPLETE, ASSESSED = "submitted", "incomplete", "assessed"
    AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED = "awarded", "monitored", "account_submitted", "accounted"
    REJECTED, SET_ASIDE, WITHDRAWN = "rejected", "set_aside", "withdrawn"
    MERGED, REVOKED = "merged", "revoked"
    UNDECIDED = (SUBMITTED, INCOMPLETE, ASSESSED)

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications")
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="applications")
    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120)
    idea_sentence = models.CharField(max_length=200, blank=True)
    theme = models.CharField(max_length=40, blank=True)
    draw_key = models.CharField(max_length=60, blank=True)
    idea_received_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    complete_on = models.DateField(null=True)
    completion_until = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    receipt_by = models.UUIDField(null=True)
    awaited = models.TextField(default="{}")
    extended_weeks = models.PositiveSmallIntegerField(default=0)
    joint = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    requested_cents = models.BigIntegerField(null=True)
    minimum_cents = models.BigIntegerField(null=True)
    granted_cents = models.BigIntegerField(null=True)
    determined_cents = models.BigIntegerField(null=True)
    regime = models.CharField(max_length=20, blank=True, default="")
    sampled = models.BooleanField(default=False)
    amended_by = models.UUIDField(null=True)
    account_changed_on = models.DateField(null=True)
    payments_suspended_through = models.DateField(null=True)

    class Meta:
        constraints = (
            state_constraint(
                "application",
                list(WORDS),
            ),
            models.CheckConstraint(condition=models.Q(requested_cents__gte=0), name="application_asks_no_negative_amount"),
            models.CheckConstraint(condition=models.Q(granted_cents__gt=0), name="application_granted_something"),
            models.CheckConstraint(
                condition=models.Q(determined_cents__gte=0, determined_cents__lte=models.F("granted_cents")),
                name="application_determined_within_the_grant",
            ),
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False) | (~models.Q(state="merged") & models.Q(merged_into=None)),
                name="application_merged_into_another",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["round", "state"], name="application_by_round_and_state"),)

    def __str__(self) -> str:
        return self.title

    @step(source=NEW, target=IDEA, label="Dien een idee in", roles=["applicant"])
    def register_idea(self) -> None:
        """Hand in an idea: no request for a decision, so no legal clock."""

    @step(source=IDEA, target=ADVISED, label="Geef advies over het idee", roles=["adviser"])
    def advise_idea(self) -> None:
        """Advise on an idea without inviting a plan. One may file all the same."""

    @step(source=IDEA, target=INVITED, label="Nodig uit om een plan te maken", roles=["adviser"])
    def invite(self) -> None:
        """Invite the maker of an idea to file a plan."""

    @step(source=IDEA, target=REFERRED, label="Verwijs het idee door", roles=["adviser"])
    def refer_idea(self) -> None:
        """Refer an idea to where it fits better."""

    @step(
        source=[NEW, IDEA, INVITED, ADVISED, REFERRED],
        target=DRAFT,
        label="Begin met een aanvraag",
        roles=["applicant"],
    )
    def draft(self) -> None:
        """Start filling in the form; what is filled in stays outside the trail until it is filed."""

    @step(
        source=[NEW, DRAFT], target=SUBMITTED, label="Dien de aanvraag in", roles=["applicant"], article="Awb 4:1, 4:2"
    )
    def file(self) -> None:
        """File the application: from the receipt on the legal clock runs."""

    @step(source=SUBMITTED, target=None, label="Controleer of alles er is", roles=["intake_clerk"], article="Awb 4:5")
    def intake(self) -> None:
        """Find the application complete."""

    @step(
        source=SUBMITTED,
        target=INCOMPLETE,
        label="Vraag om aanvulling",
        roles=["intake_clerk"],
        article="Awb 4:5, 4:15",
    )
    def request_completion(self) -> None:
        """Ask for what is missing; the clock stands still from the next day."""

    @step(
        source=INCOMPLETE,
        target=SUBMITTED,
        label="Vul de aanvraag aan",
        roles=["applicant"],
        article="Awb 4:15, eerste lid",
    )
    def complete(self) -> None:
        """Send what was missing; the clock runs on."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED], target=None, label="Bevestig het moment van ontvangst",
        roles=["intake_clerk"], article="Awb 4:13; Gemeentewet 212",
    )  # fmt: skip
    def confirm_receipt(self) -> None:
        """Look at a moment of receipt that a colleague entered afterwards, and find it right."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED], target=None, label="Verbeter het moment van ontvangst",
        roles=["intake_clerk"], article="Awb 4:13; Gemeentewet 212",
    )  # fmt: skip
    def correct_receipt(self) -> None:
        """Enter another moment of receipt; the terms are computed anew, and nothing is overwritten."""

    @step(
        source=INCOMPLETE, target=SUBMITTED, label="Neem zonder aanvulling in behandeling",
        roles=["intake_clerk"], article="Awb 4:5",
    )  # fmt: skip
    def take_up(self) -> None:
        """Decide on the merits with what is there, once the term to complete has lapsed."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED], target=None, label="Zet de beslistermijn stil",
        roles=["intake_clerk", "policy_officer"], article="Awb 4:15; Wet Bibob 31",
    )  # fmt: skip
    def suspend(self) -> None:
        """Let the term to decide stand still, on a ground that the law knows."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED], target=None, label="Laat de beslistermijn weer lopen",
        roles=["intake_clerk", "policy_officer"], article="Awb 4:15, vierde lid",
    )  # fmt: skip
    def resume(self) -> None:
        """The ground is gone: the term runs on."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED], target=None, label="Verdaag het besluit",
        roles=["policy_officer"], article="Awb 4:13; ASV",
    )  # fmt: skip
    def extend_term(self) -> None:
        """Extend the term to decide, once, where the regulation gives that power."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED], target=None, label="Meld dat het besluit later komt",
        roles=["intake_clerk", "policy_officer"], article="Awb 4:14, eerste lid",
    )  # fmt: skip
    def notify_delay(self) -> None:
        """Tell when the decision can be expected, which does not move the term."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED], target=MERGED, label="Voeg samen met een eerdere aanvraag",
        roles=["intake_clerk"], article="Awb 4:1",
    )  # fmt: skip
    def merge(self) -> None:
        """The same application came twice: this one ends, the one that came first goes on."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED], target=None, label="Ga verder na het samenvoegen", roles=CONSEQUENCE,
        article="Awb 4:1",
    )  # fmt: skip
    def absorb(self) -> None:
        """The other of two merged applications goes on, and names the one that ended."""

    @step(
        source=[IDEA, INVITED, ADVISED, REFERRED, DRAFT, SUBMITTED, INCOMPLETE, ASSESSED],
        target=WITHDRAWN, label="Trek in", roles=["applicant"],
    )  # fmt: skip
    def withdraw(self) -> None:
        """Withdraw an idea or an application that is not decided."""

    @step(source=SUBMITTED, target=ASSESSED, label="Rond de beoordeling af", roles=CONSEQUENCE, article="Awb 3:2")
    def assess(self) -> None:
        """Everything needed to decide is there: scores locked, building inspected or amount computed."""

    @step(
        source=[SUBMITTED, INCOMPLETE],
        target=SET_ASIDE,
        label="Stel buiten behandeling",
        roles=CONSEQUENCE,
        article="Awb 4:5, vierde lid",
    )
    def set_aside(self) -> None:
        """Set aside by announced decision, within four weeks after the term lapsed."""

    @step(
        source=SET_ASIDE, target=SUBMITTED, label="Behandel alsnog", roles=["policy_officer"],
        article="Awb 4:5; 7:11, tweede lid",
    )  # fmt: skip
    def handle_anew(self) -> None:
        """Handle what was set aside after all, where an objection was right: it is checked and assessed as any other."""

    @step(source=[ASSESSED, REJECTED], target=AWARDED, label="Verleen", roles=CONSEQUENCE, article="Awb 4:29")
    def award(self) -> None:
        """Awarded by announced decision; from the reserve list of a round that has one, by a new decision after the refusal."""

    @step(source=ASSESSED, target=ACCOUNTED, label="Stel direct vast", roles=CONSEQUENCE, article="Awb 4:42, 4:43")
    def determine_directly(self) -> None:
        """Determined at once by announced decision, without an award before it."""

    @step(source=[SUBMITTED, ASSESSED], target=REJECTED, label="Wijs af", roles=CONSEQUENCE, article="Awb 4:25, 4:35")
    def reject(self) -> None:
        """Rejected by announced decision, with a ground."""

    @step(source=AWARDED, target=MONITORED, label="Volg de uitvoering", roles=["policy_officer"], article="Awb 4:37")
    def monitor(self) -> None:
        """The plan is being carried out; from the first advance on this follows by itself."""

    @step(
        source=[AWARDED, MONITORED], target=ACCOUNT_SUBMITTED,
        label="Leg verantwoording af", roles=["applicant"], article="Awb 4:44, 4:45",
    )  # fmt: skip
    def account(self) -> None:
        """Account for what was done and what it cost."""

    @step(
        source=[SUBMITTED, ASSESSED, AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED], target=None,
        label="Vraag de mening over een voornemen", roles=["policy_officer"], article="Awb 4:7, 4:8, 4:12",
    )  # fmt: skip
    def ask_view(self) -> None:
        """Tell the recipient what one intends to decide, and ask for a view before a decision against them."""

    @step(
        source=[AWARDED, MONITORED, ACCOUNT_SUBMITTED], target=ACCOUNTED,
        label="Stel vast", roles=CONSEQUENCE, article="Awb 4:46, 4:47",
    )  # fmt: skip
    def determine(self) -> None:
        """Determined by announced decision: as granted unless there is a ground for less."""

    @step(
        source=[AWARDED, MONITORED], target=None,
        label="Maak een plan voor controles", roles=["policy_officer"], article="Awb 4:37",
    )  # fmt: skip
    def plan_monitoring(self) -> None:
        """Plan the checks of a grant by its risk."""

    @step(
        source=[AWARDED, MONITORED], target=None,
        label="Meld dat iets anders gaat", roles=["applicant"], article="Awb 4:37, 4:48",
    )  # fmt: skip
    def report_deviation(self) -> None:
        """Report that something goes otherwise than in the plan."""

    @step(
        source=[AWARDED, MONITORED, ACCOUNT_SUBMITTED], target=None,
        label="Herinner aan het verslag", roles=["system", "policy_officer"], article="Awb 4:44, derde lid",
    )  # fmt: skip
    def remind(self) -> None:
        """Remind of a report whose day went by, with a last term."""

    @step(
        source=[AWARDED, MONITORED], target=None,
        label="Trek in de steekproef", roles=CONSEQUENCE, article="Awb 4:45, 4:47",
    )  # fmt: skip
    def sample(self) -> None:
        """Drawn in the sample: this one accounts for what was done, where others are determined ex officio."""

    @step(
        source=[AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED], target=None,
        label="Ken een prijs toe", roles=CONSEQUENCE, article="Awb 4:43",
    )  # fmt: skip
    def prize(self) -> None:
        """Won a prize, by announced decision; the application stays where it is."""

    @step(
        source=[AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED], target=None,
        label="Stop met betalen", roles=["policy_officer"], article="Awb 4:56",
    )  # fmt: skip
    def suspend_payments(self) -> None:
        """Give notice of a serious suspicion: payments stop, for thirteen weeks at most."""

    @step(
        source=[AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED], target=None,
        label="Betaal weer", roles=["policy_officer"], article="Awb 4:56",
    )  # fmt: skip
    def lift_suspension(self) -> None:
        """The suspicion is over."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED, AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED],
        target=None,
        label="Vergelijk naam en nummer van de rekening",
        roles=["finance_maker"],
    )
    def verify_account(self) -> None:
        """Find that the account is in the name of the applicant."""

    @step(
        source=[SUBMITTED, INCOMPLETE, ASSESSED, AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED],
        target=None,
        label="Betaal op een andere rekening",
        roles=CONSEQUENCE,
        article="Awb 4:89, eerste lid",
    )
    def change_account(self) -> None:
        """Paid on another account from now on, which two people approved."""

    @step(
        source=[AWARDED, MONITORED],
        target=None,
        label="Wijzig de subsidie",
        roles=CONSEQUENCE,
        article="Awb 4:48, 4:50",
    )
    def amend(self) -> None:
        """Changed by announced decision: the amount, what is still paid of it, or the plan. The first decision stays on record."""

    @step(
        source=[AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED],
        target=REVOKED,
        label="Trek de subsidie in",
        roles=CONSEQUENCE,
        article="Awb 4:48, 4:49, 4:50",
    )
    def revoke(self) -> None:
        """Taken back as a whole by announced decision: what was paid becomes recoverable, the rest is released."""

    @step(
        source=[AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED, REJECTED, SET_ASIDE, REVOKED],
        target=None,
        label="Herstel een verschrijving",
        roles=CONSEQUENCE,
        article="Awb 3:46",
    )
    def rectify(self) -> None:
        """A slip of the pen in a letter is put right by letter; rights and terms stay as they are."""

    @step(
        source=[AWARDED, MONITORED, ACCOUNTED, REVOKED],
        target=None,
        label="Vorder terug",
        roles=CONSEQUENCE,
        article="Awb 4:57, 4:95",
    )
    def recover(self) -> None:
        """What was paid too much is claimed back, by announced decision."""

    @step(
        source=[
            SUBMITTED, INCOMPLETE, ASSESSED, AWARDED, MONITORED, ACCOUNT_SUBMITTED, ACCOUNTED, REJECTED, SET_ASIDE, REVOKED,
        ],
        target=None, label="Zet de zaak op een andere naam", roles=CONSEQUENCE, article="Awb 1:2, 2:1",
    )  # fmt: skip
    def change_party(self) -> None:
        """Another contact, or the legal successor with all rights and duties, after four eyes."""

    @step(source=SUBMITTED, target=None, label="Trek ‘compleet’ in", roles=["intake_clerk"], article="Awb 4:5")
    def find_incomplete(self) -> None:
        """It was found complete by mistake: another clerk takes that back before anyone scores it."""
