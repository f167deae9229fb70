import pytest, time
from tests.invariants.test_clerks import *
@pytest.mark.django_db
def test_try():
    rounds=found(); reached=set()
    for seed in range(8):
        t=time.time()
        with year():
            o=live(seed, rounds)
        reached|=o.reached
        print(seed, time.time()-t, sorted(declared_states()-reached), sorted(declared_states()-o.reached))
    assert 0
