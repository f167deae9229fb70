"""Where the money stands: the structure of the budget, the ledger and the payments."""

from budgets.models.budget_line import BudgetLine
from budgets.models.indicator import Indicator, IndicatorValue
from budgets.models.ledger_account import LedgerAccount
from budgets.models.payment import Payment
from budgets.models.payment_order import PaymentOrder
from budgets.models.policy_field import PolicyField
from budgets.models.programme import Programme
from budgets.models.sub_programme import SubProgramme
from budgets.models.transfer import Transfer

__all__ = [
    "BudgetLine",
    "Indicator",
    "IndicatorValue",
    "LedgerAccount",
    "Payment",
    "PaymentOrder",
    "PolicyField",
    "Programme",
    "SubProgramme",
    "Transfer",
]
