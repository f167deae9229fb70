import pytest, time
from collections import Counter
from tests.invariants.test_clerks import *
@pytest.mark.django_db
@pytest.mark.parametrize("n",[200])
def test_try(n):
    rounds=found(); c=Counter(); ref=Counter()
    for seed in range(14):
        t=time.time()
        with year():
            o=Office(Random(seed), tuple(rounds))
            ok=0
            for click in clicks(o, n):
                r=o.click(click)
                ok+=not isinstance(r,Refusal)
                if isinstance(r,Refusal) and click.step[1]=="announce": ref[r.sentence[:160],0]+=1
                if isinstance(r,Refusal): ref[r.code,click.step[1]]+=1
        missing=declared_states()-o.reached
        c+=Counter(missing)
        print(n, seed, round(time.time()-t,1), ok, len(missing), o.taken["payment","approve_payment"])
    print(n, c.most_common(12))
    print(n, ref.most_common(12))
    assert 0
