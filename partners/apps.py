"""The Django app `partners`."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Registers `partners` with Django, and its rows as entries of the register `partners`."""

    name = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """All rows are entries of one register, save the logins, which are made by their manager."""
        from partners import entering, identifiers, models
        from workflow import registers, replay, roles

        roles.ACTS_FOR.append(models.acting_for)
        registers.keep(
            "partners",
            models.Person,
            models.Organisation,
            models.Membership,
            models.AreaTeam,
            models.Area,
            models.BankAccount,
        )
        registers.FOR_CLERKS["partners"] = entering.new_party
        registers.FAULTS[models.BankAccount] = lambda row, _: identifiers.iban(row.iban)
        registers.FAULTS[models.Organisation] = lambda row, _: identifiers.of_organisation(
            row.kvk, row.rsin, row.postcode
        )
        logins = (
            models.Account,
            models.Identity,
            models.SecondFactor,
            models.FailedTry,
            models.PasswordLink,
            models.JoiningCode,
            models.System,
            models.SystemToken,
            models.Subscription,
        )
        for table in logins:
            replay.leave_out(table._meta.db_table, "logins are no facts of a dossier; acts are by person")
