"""What is still to be paid or to be recovered after the determination: Awb 4:52, 4:57 and 4:95(4)."""

from dataclasses import dataclass
from datetime import date

from workflow.law.refusals import LawRefusal, checked_cents
from workflow.law.terms import Term, term
from workflow.law.wording import euros


class SetOffNotAllowed(LawRefusal):
    """Set-off against a grant for other activities."""

    code = "set-off-not-allowed"
    article = "Awb 4:57, lid 3"


@dataclass(frozen=True, slots=True)
class Balance:
    """What remains in cents; at most one of `to_pay_cents` and `to_recover_cents` is not zero."""

    determined_cents: int
    paid_cents: int
    to_pay_cents: int
    to_recover_cents: int
    article: str
    steps: tuple[str, ...]


def balance(determined_cents: int, paid_cents: int) -> Balance:
    """The balance after the determination, all in cents. Raises `AmountMalformed`.

    Awb 4:52(1): "Het subsidiebedrag wordt overeenkomstig de subsidievaststelling betaald."; 4:95(4): "Betaalde
    voorschotten worden verrekend met de te betalen geldsom. Onverschuldigd betaalde voorschotten kunnen worden
    teruggevorderd."

    >>> balance(500_000, 400_000).to_pay_cents, balance(300_000, 400_000).to_recover_cents
    (100000, 100000)
    >>> even = balance(400_000, 400_000)
    >>> even.to_pay_cents, even.to_recover_cents
    (0, 0)
    """
    checked_cents(determined_cents, "Het vastgestelde bedrag")
    checked_cents(paid_cents, "Het betaalde bedrag")
    to_pay, to_recover = max(determined_cents - paid_cents, 0), max(paid_cents - determined_cents, 0)
    steps = (
        f"Vastgesteld is {euros(determined_cents)}.",
        f"Betaald is {euros(paid_cents)}.",
        f"Terug te vorderen is {euros(to_recover)}." if to_recover else f"Nog te betalen is {euros(to_pay)}.",
    )
    article = "Awb 4:57, lid 1, en 4:95, lid 4" if to_recover else "Awb 4:52, lid 1, en 4:95, lid 4"
    return Balance(determined_cents, paid_cents, to_pay, to_recover, article, steps)


def set_off_cents(to_recover_cents: int, payable_cents: int, *, same_activities: bool, other_period: bool) -> int:
    """How many cents may be set off against another grant to the same recipient, Awb 4:57(3).

    "verrekenen met een aan dezelfde subsidie-ontvanger voor dezelfde activiteiten verstrekte subsidie voor een ander
    tijdvak". Raises `SetOffNotAllowed` and `AmountMalformed`.

    >>> set_off_cents(100_000, 60_000, same_activities=True, other_period=True)
    60000
    >>> set_off_cents(100_000, 60_000, same_activities=False, other_period=True)
    Traceback (most recent call last):
    workflow.law.recovery.SetOffNotAllowed: Verrekenen kan alleen met een subsidie voor dezelfde activiteiten in een \
ander tijdvak.
    """
    checked_cents(to_recover_cents, "Het terug te vorderen bedrag")
    checked_cents(payable_cents, "Het te betalen bedrag")
    if not (same_activities and other_period):
        raise SetOffNotAllowed(
            "Verrekenen kan alleen met een subsidie voor dezelfde activiteiten in een ander tijdvak."
        )
    return min(to_recover_cents, payable_cents)


def recovery_limit(determined_on: date) -> Term:
    """The last day to recover, Awb 4:57(4); years never move (Atw 4).

    "vindt niet plaats voor zover na de dag waarop de subsidie is vastgesteld [...] vijf jaren zijn verstreken". After a
    breach later than the determination (4:49(1)c), give the day of that breach.

    >>> recovery_limit(date(2026, 11, 16)).deadline
    datetime.date(2031, 11, 16)
    """
    return term(determined_on, years=5, basis="Awb 4:57, lid 4", opening="Vastgesteld op {}.")
