"""Rounds: a window, a ceiling, weights and parameters, frozen when the round opens."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar

from django.db import models

from grants.models.scheme import SchemeVersion
from workflow.machine import NEW, step
from workflow.models import Subject
from workflow.models.subject import state_constraint


class Round(Subject):
    """One round of a scheme.

    `ceiling_cents` is its legal ceiling (Awb 4:22), a book of the ledger of its own; `book` the budget line it is paid from.
    `rule` names the kind of round in the scheme; `parameters` is canonical JSON: amounts in cents, weights, pass mark, dates.
    """

    MACHINE = "round"
    STREAM_KIND = "round"
    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    PLAIN: ClassVar[frozenset[str]] = frozenset(
        {"state", "code", "title", "rule", "book", "prize_book", "prefix", "parameters"}
    )
    PLANNED: ClassVar[tuple[str, ...]] = (
        "code", "title", "rule", "prefix", "opens_at", "closes_at", "ceiling_cents", "book", "prize_ceiling_cents", "prize_book",
    )  # fmt: skip
    """What a plan says of a round, beside its scheme and its figures."""
    WORDS = {
        "prepared": "voorbereid",
        "opened": "open",
        "closed": "gesloten",
        "ranked": "gerangschikt",
        "withdrawn": "ingetrokken",
    }

    PREPARED, OPENED, CLOSED, RANKED, WITHDRAWN = "prepared", "opened", "closed", "ranked", "withdrawn"
    UNANNOUNCED = (PREPARED, WITHDRAWN)
    """The states of a round that nobody outside knows of: it did not open yet, or never will."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    scheme_version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    prefix = models.CharField(max_length=30)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    ceiling_cents = models.BigIntegerField()
    prize_ceiling_cents = models.BigIntegerField(default=0)
    book = models.CharField(max_length=80)
    prize_book = models.CharField(max_length=80, blank=True)
    parameters = models.TextField(default="{}")

    class Meta:
        constraints = (
            state_constraint("round", ["prepared", "opened", "closed", "ranked", "withdrawn"]),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="round_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=models.Q(ceiling_cents__gt=0), name="round_with_a_ceiling"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def figures(self) -> dict[str, Any]:
        """The parameters, decoded: fractions as `Fraction`, everything else as it stands."""
        return decoded(self.parameters)

    @property
    def ceiling_book(self) -> str:
        """The book of the legal ceiling of this round."""
        return f"ceiling:{self.pk}"

    @property
    def prize_ceiling_book(self) -> str:
        """The book of the legal ceiling of the prizes of this round."""
        return f"ceiling:{self.pk}:prize"

    @step(source=NEW, target=PREPARED, label="Bereid de ronde voor", roles=["policy_officer"], article="Awb 4:26")
    def prepare(self) -> None:
        """Set up a round with its window, ceiling and parameters."""

    @step(
        source=PREPARED, target=OPENED, label="Open de ronde", roles=["policy_officer"], article="Awb 4:27, eerste lid"
    )
    def open(self) -> None:
        """Announce ceiling and method before the period begins, and freeze them."""

    @step(source=PREPARED, target=None, label="Pas de ronde aan", roles=["policy_officer"], article="Awb 4:26")
    def change_plan(self) -> None:
        """Set another window, ceiling or figure. Until it opens nobody outside knows of the round, so that nobody is hit."""

    @step(
        source=PREPARED,
        target=WITHDRAWN,
        label="Trek de ronde in",
        roles=["policy_officer"],
        article="Awb 4:27, eerste lid",
    )
    def withdraw_plan(self) -> None:
        """Let a round that did not open never open; its code stays in use."""

    @step(
        source=[OPENED, CLOSED, RANKED],
        target=None,
        label="Verander het plafond",
        roles=["policy_officer"],
        article="Awb 4:27, tweede lid",
    )
    def change_ceiling(self) -> None:
        """Announce another ceiling. A lower one does not hit applications that were received before."""

    @step(
        source=[OPENED, CLOSED],
        target=None,
        label="Beslis over wat compleet is",
        roles=["policy_officer"],
        article="Awb 4:26",
    )
    def decide_ready(self) -> None:
        """Draft decisions, first come first served, on what is complete and assessed; nobody is passed over."""

    @step(
        source=[OPENED, CLOSED, RANKED],
        target=None,
        label="Schuif de reservelijst op",
        roles=["policy_officer"],
        article="Awb 4:25, 4:26",
    )
    def move_up(self) -> None:
        """Draft an award for the next on the reserve list, with money that came free."""

    @step(
        source=[OPENED, CLOSED],
        target=None,
        label="Verklaar dat u geen belang heeft",
        roles=["juror", "assessor", "inspector"],
        article="Awb 2:4",
    )
    def declare_no_interest(self) -> None:
        """Say of applications that one is about to judge that one has no interest in them; the event is the statement."""

    @step(source=OPENED, target=CLOSED, label="Sluit de ronde", roles=["policy_officer", "system"])
    def close(self) -> None:
        """End the window. What arrives after it is received and answered by decision."""

    @step(
        source=[OPENED, CLOSED], target=RANKED, label="Maak de rangorde", roles=["policy_officer"], article="Awb 4:26"
    )
    def rank(self) -> None:
        """Rank all applications by the published method and draft their decisions, as one act."""

    @step(
        source=[OPENED, CLOSED, RANKED],
        target=None,
        label="Trek de steekproef",
        roles=["policy_officer"],
        article="Awb 4:45, 4:47",
    )
    def draw_sample(self) -> None:
        """Draw who accounts, of those who are otherwise determined ex officio."""


@lru_cache(maxsize=256)
def decoded(parameters: str) -> dict[str, Any]:
    """Parameters as a round keeps them: canonical JSON in which {"fraction": "4/5"} stands for an exact share."""
    found: dict[str, Any] = json.loads(
        parameters, object_hook=lambda item: Fraction(item["fraction"]) if set(item) == {"fraction"} else item
    )
    return found
