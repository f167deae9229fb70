import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world
pytestmark = pytest.mark.django_db
def test_q():
    town = world.found()
    case = town.assessed(1_000_00)
    d = town.draft(case)
    town.take("mandate_holder", "decision", "sign", d)
    with CaptureQueriesContext(connection) as q:
        town.take("policy_officer", "decision", "announce", d)
    for x in q.captured_queries: print(x["sql"][:230]); print()
    print(len(q))
    assert 0
