"""Whom we deal with: persons and their logins, organisations and who acts for them, areas, bank accounts."""

from partners.models.account import Account
from partners.models.area import Area
from partners.models.area_team import AreaTeam
from partners.models.bank_account import BankAccount
from partners.models.membership import Membership, acting_for
from partners.models.organisation import Organisation
from partners.models.person import Person

__all__ = ["Account", "Area", "AreaTeam", "BankAccount", "Membership", "Organisation", "Person", "acting_for"]
