import pytest
from django.db import OperationalError, connection
from django.test import Client


@pytest.mark.django_db
def test_an_installation_with_a_database_is_healthy() -> None:
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()) == (200, {"database": "available"})


@pytest.mark.django_db
def test_health_cannot_be_posted_to() -> None:
    assert Client().post("/health").status_code == 405


@pytest.mark.django_db
def test_an_installation_without_a_database_is_not() -> None:
    def refuse(*_: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(refuse):
        answer = Client().get("/health")
    assert (answer.status_code, answer.json()) == (503, {"database": "unavailable"})
