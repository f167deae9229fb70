"""Payment orders: what is sent to the bank in one go, made once over many approved payments."""

from typing import ClassVar

from django.db import models

from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class PaymentOrder(Subject):
    """One order to the bank over the payments that name it.

    `number` and `total_cents` are the control figures of the file, `lines` its totals by book and `journal` its double entries, both as
    canonical JSON. `payer_iban` and `payer_name` are the municipality's own. `sha256` is the hash of the file (`budgets.order_file`),
    which is a function of this row, its payments and their accounts. Whoever fetches the file does so by a step: the first time it is
    the order, and every time after that it is said who did, since a bank pays an order that it gets twice perhaps twice.
    """

    MACHINE = "payment_order"
    STREAM_KIND = "payment order"
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset({"state", "lines", "journal", "payer_iban", "payer_name", "sha256"})
    WORDS = {"made": "gemaakt", "fetched": "opgehaald"}

    MADE, FETCHED = "made", "fetched"

    number = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()
    lines = models.TextField()
    journal = models.TextField()
    payer_iban = models.CharField(max_length=34)
    payer_name = models.CharField(max_length=120)
    made_on = models.DateField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            state_constraint("payment_order", ["made", "fetched"]),
            models.CheckConstraint(
                condition=models.Q(number__gt=0, total_cents__gt=0), name="payment_order_of_more_than_nothing"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @step(source=NEW, target=MADE, label="Maak de betaalopdracht", roles=["finance_maker"], article="Awb 4:87")
    def make_order(self) -> None:
        """Put approved payments together in one order to the bank; each of them is ordered by it."""

    @step(
        source=MADE,
        target=FETCHED,
        label="Haal het bestand voor de bank op",
        roles=["finance_maker"],
        article="Awb 4:87",
    )
    def fetch_file(self) -> None:
        """Take the file to the bank."""

    @step(source=FETCHED, target=None, label="Haal het bestand nog een keer op", roles=["finance_maker"])
    def fetch_file_again(self) -> None:
        """Take the same file once more: it is the same order, which the bank must not carry out twice."""
