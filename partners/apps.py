"""The Django app `partners`."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Registers `partners` with Django, and its rows as entries of the register `partners`."""

    name = "partners"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """All rows are entries of one register, save the logins, which are made by their manager."""
        from partners import models
        from workflow import registers, replay

        registers.keep(
            "partners",
            models.Person,
            models.Organisation,
            models.Membership,
            models.AreaTeam,
            models.Area,
            models.BankAccount,
        )
        replay.leave_out(models.Account._meta.db_table, "logins are no facts of a dossier; acts are by person")
