"""Whom we deal with: persons and their logins, organisations and who acts for them, areas, bank accounts."""

from partners.models.account import Account
from partners.models.area import Area
from partners.models.area_team import AreaTeam
from partners.models.bank_account import BankAccount
from partners.models.failed_try import FailedTry
from partners.models.identity import Identity
from partners.models.joining_code import JoiningCode
from partners.models.membership import Membership, acting_for
from partners.models.organisation import Organisation
from partners.models.password_link import PasswordLink
from partners.models.person import Person
from partners.models.second_factor import SecondFactor
from partners.models.subscription import Subscription
from partners.models.system import System, SystemToken

__all__ = [
    "Account",
    "Area",
    "AreaTeam",
    "BankAccount",
    "FailedTry",
    "Identity",
    "JoiningCode",
    "Membership",
    "Organisation",
    "PasswordLink",
    "Person",
    "SecondFactor",
    "Subscription",
    "System",
    "SystemToken",
    "acting_for",
]
