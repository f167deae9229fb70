"""What is looked at before money leaves: each point says what was found, and what keeps the door shut says so."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from grants.payment_checks import Finding, Looked, Twin, Weight, findings, twins
from grants.payment_rule import PaymentRule

TODAY = date(2026, 3, 2)
HERE, ELSEWHERE = uuid.uuid4(), uuid.uuid4()
FINE = Looked(
    holder="Stichting De Brug",
    name="Stichting De Brug",
    verified_on=date(2026, 1, 6),
    changed_on=None,
    announced_on=date(2026, 1, 5),
    book="line:4.1.1-TEST:2026",
    suspended_through=None,
    after_determination=False,
    twins=(),
    rule=PaymentRule(),
    today=TODAY,
)


def test_of_a_payment_with_which_nothing_is_wrong_every_point_says_so() -> None:
    assert [(one.code, one.weight, one.sentence) for one in findings(FINE)] == [
        ("account-same", Weight.FINE, "De rekening is de laatste 30 dagen niet veranderd."),
        ("account-verified", Weight.FINE, "Naam en nummer zijn vergeleken op 6 januari 2026."),
        ("name-same", Weight.FINE, "De rekening staat op naam van de aanvrager."),
        ("no-duplicate", Weight.FINE, "Binnen 30 dagen is er geen zelfde bedrag aan deze ontvanger."),
        ("objection-over", Weight.FINE, "De termijn voor bezwaar eindigde op 16 februari 2026."),
        ("line-of-this-year", Weight.FINE, "Het geld komt van begrotingspost 4.1.1-TEST van 2026."),
    ]
    assert not any(one.noticed for one in findings(FINE))


TWIN = Twin(TODAY, ELSEWHERE, "BF-2026-0007", made=True)


@pytest.mark.parametrize(
    ("looked", "finding"),
    [
        (
            replace(FINE, holder=None),
            Finding("no-bank-account", Weight.SHUT, "De ontvanger heeft nog geen rekening opgegeven."),
        ),
        (
            replace(FINE, changed_on=TODAY - timedelta(days=30)),
            Finding(
                "account-changed", Weight.LOOK, "De rekening is op 31 januari 2026 veranderd, in de laatste 30 dagen."
            ),
        ),
        (
            replace(FINE, verified_on=None),
            Finding("account-not-verified", Weight.LOOK, "Naam en nummer zijn nog niet vergeleken."),
        ),
        (
            replace(FINE, holder="Kees"),
            Finding(
                "name-differs",
                Weight.LOOK,
                "De rekening staat op naam van ‘Kees’, de aanvrager heet ‘Stichting De Brug’.",
            ),
        ),
        (
            replace(FINE, twins=(TWIN,)),
            Finding(
                "probable-duplicate",
                Weight.LOOK,
                "Hetzelfde bedrag aan deze ontvanger is al een betaling gemaakt: dossier BF-2026-0007.",
            ),
        ),
        (
            replace(FINE, suspended_through=TODAY),
            Finding("payments-suspended", Weight.SHUT, "Betalen is gestopt tot en met 2 maart 2026."),
        ),
        (
            replace(FINE, after_determination=True),
            Finding("not-payable-yet", Weight.SHUT, "Dit deel betaalt u na de vaststelling."),
        ),
        (
            replace(FINE, announced_on=date(2026, 2, 2)),
            Finding(
                "objection-open",
                Weight.KNOW,
                "Bezwaar kan nog tot en met 16 maart 2026. De betaling wacht daar niet op (Awb 6:16).",
            ),
        ),
        (
            replace(FINE, book="line:4.1.1-TEST:2025"),
            Finding(
                "line-of-another-year",
                Weight.KNOW,
                "Het geld komt van begrotingspost 4.1.1-TEST van 2025, niet van dit jaar.",
            ),
        ),
        (
            replace(FINE, book="line:4.1.1-TEST:2027"),
            Finding(
                "line-of-a-later-year",
                Weight.SHUT,
                "Het geld komt van begrotingspost 4.1.1-TEST van 2027. U kunt dit vanaf 1 januari 2027 betalen.",
            ),
        ),
    ],
    ids=lambda one: one.code if isinstance(one, Finding) else "",
)
def test_what_is_to_be_looked_at_says_why(looked: Looked, finding: Finding) -> None:
    assert finding in findings(looked)
    assert finding.noticed == (finding.weight in (Weight.LOOK, Weight.SHUT))


def test_an_account_that_changed_longer_ago_is_not_noticed_and_neither_is_a_suspension_that_is_over() -> None:
    long_ago = replace(FINE, changed_on=TODAY - timedelta(days=31), suspended_through=TODAY - timedelta(days=1))
    assert findings(long_ago) == findings(FINE)


def test_a_double_lies_near_and_is_no_other_part_of_the_same_decision() -> None:
    far = replace(TWIN, day=TODAY - timedelta(days=31))
    part, paid = replace(TWIN, stream=HERE, made=False), replace(TWIN, stream=HERE)
    due_elsewhere = replace(TWIN, made=False)
    assert twins([far, part, paid, due_elsewhere], TODAY, HERE, 30) == (paid, due_elsewhere)
