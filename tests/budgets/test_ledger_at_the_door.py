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
def test_the_register_takes_the_amounts_of_the_council_and_no_other_entry() -> None:
    registers.record("budget", *ledger.accounts_of(ledger.COUNCIL), actor=SYSTEM, key="council")
    registers.record("budget", *ledger.accounts_of(LINE), entry("authorise", 100), actor=SYSTEM, key="line")
    events = Event.objects.count()
    with pytest.raises(Refusal) as caught:
        registers.record("budget", entry("reserve", 80), actor=SYSTEM, key="an award behind the back of the door")
    assert (caught.value.kind, caught.value.code) == ("malformed", "entry-not-by-hand")
    assert Event.objects.count() == events
    assert balances() == [("council", -100), ("available", 100)]
    assert checker.differences() == []
    assert verify().differences == []
