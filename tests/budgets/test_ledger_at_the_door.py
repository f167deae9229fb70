import pytest

from budgets import checker, ledger
from budgets.models import LedgerAccount, Transfer
from tests.budgets.books import DAY, LINE
from workflow import registers
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.models import Event, Register
from workflow.verify import verify

SYSTEM = Actor(system="import")


def entry(kind: str, amount_cents: int) -> Transfer:
    stream = Register.objects.get(code="budget").stream_id
    return ledger.transfer(kind, LINE, amount_cents, stream=stream, booked_on=DAY)


def balances() -> list[tuple[str, int]]:
    rows = LedgerAccount.objects.exclude(balance_cents=0).order_by("balance_cents")
    return [(row.pot, row.balance_cents) for row in rows]


@pytest.mark.django_db
def test_every_transfer_that_comes_through_the_door_passes_the_ledger() -> None:
    registers.record("budget", *ledger.accounts_of(ledger.COUNCIL), actor=SYSTEM, key="council")
    registers.record("budget", *ledger.accounts_of(LINE), entry("authorise", 100), actor=SYSTEM, key="line")
    registers.record("budget", entry("reserve", 80), actor=SYSTEM, key="first award")
    events = Event.objects.count()
    with pytest.raises(Refusal) as caught:
        registers.record("budget", entry("reserve", 80), actor=SYSTEM, key="second award")
    assert (caught.value.kind, caught.value.code, caught.value.detail["short_cents"]) == (
        "ledger",
        "budget-exceeded",
        60,
    )
    assert Event.objects.count() == events
    assert balances() == [("council", -100), ("available", 20), ("reserved", 80)]
    assert checker.differences() == []
    assert verify().differences == []
