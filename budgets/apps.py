"""The Django app `budgets`."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Registers `budgets` with Django, its rows as entries of the register `budget`, and the ledger with the door."""

    name = "budgets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every transfer that the door writes passes the ledger; `verify` recomputes it by the second path."""
        from budgets import checker, ledger, measuring, models, payment_checker
        from workflow import registers, registry, verify

        registers.keep(
            "budget",
            models.Programme,
            models.SubProgramme,
            models.PolicyField,
            models.BudgetLine,
            models.LedgerAccount,
            models.Transfer,
            models.Indicator,
        )
        registers.keep(registers.INDICATORS, models.IndicatorValue)
        registers.FOR_KEEPERS[registers.INDICATORS] = measuring.fault
        # The council's amounts are entered by hand; every other entry of the ledger follows from a step.
        registers.FAULTS[models.Transfer] = ledger.fault_of_entry
        registers.FAULTS[models.LedgerAccount] = ledger.fault_of_account
        registry.on_write(models.Transfer, check=ledger.check, apply=ledger.apply)
        verify.CONSERVATION += [checker.sentences, payment_checker.sentences]
