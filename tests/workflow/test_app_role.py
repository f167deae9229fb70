import pytest
from django.db import ProgrammingError, connection, transaction

from grants.models import Round
from tests import world
from workflow import app_role, triggers
from workflow.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

ROLE = "aanjager_app_of_a_test"


def as_the_application(statement: str) -> None:
    """Run one statement as the role of the application, with the triggers gone, so that only the rights can refuse it."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
    app_role.grant(connection, ROLE)
    triggers.remove_all(connection)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE {} SET role = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_has_no_right_to_change_the_trail(statement: str) -> None:
    world.found()
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_the_application(statement.format(Event._meta.db_table))


def test_the_application_may_read_the_trail_and_change_rows() -> None:
    world.found()
    as_the_application("UPDATE grants_round SET title = 'Anders'")
    assert Event.objects.exists()  # The role stays that of the application until the transaction ends.
    assert set(Round.objects.values_list("title", flat=True)) == {"Anders"}
