"""The logins of the demo: every colleague can sign in on a developer's machine, and nobody can anywhere else."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import authenticate

from config.settings.environment import Kind
from grants.demo import accounts, data, municipality
from partners.models import Account
from workflow import roles

pytestmark = pytest.mark.django_db


def test_every_colleague_can_sign_in_and_each_role_is_named_with_a_login() -> None:
    municipality.found()
    municipality.found()
    people = data.organisation()["person"]
    assert Account.objects.count() == len(people)
    told = list(accounts.told())
    assert accounts.PASSWORD in told[1]
    office = told[2 : -len(accounts.APPLICANTS)]
    named = dict(line.strip().rsplit(maxsplit=1) for line in office)
    assert set(named) == {roles.LABELS[one["role"]] for one in people}
    assert [name for name in named.values() if not authenticate(username=name, password=accounts.PASSWORD)] == []


@pytest.mark.parametrize("kind", [Kind.TRAINING, Kind.PRODUCTION])
def test_an_installed_system_gets_no_login_with_a_password_that_everybody_knows(kind: Kind, settings: Any) -> None:
    settings.KIND = kind
    municipality.found()
    assert Account.objects.count() == 0
    assert list(accounts.told()) == ["  Deze installatie heeft geen logins van de demo."]
