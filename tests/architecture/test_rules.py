import pytest

from tests.architecture import sources
from tests.architecture.forbidden import FORBIDDEN
from tests.architecture.rules import Rule
from tests.architecture.sources import Source

OF_TESTS_TOO = {"no work left over", "an exemption from the linter has a rule and a reason"}


@pytest.mark.parametrize("rule", FORBIDDEN, ids=str)
def test_a_rule_finds_what_it_forbids_and_leaves_its_look_alike(rule: Rule) -> None:
    somewhere = rule.within[0].replace("*", "planted.py")
    assert rule.places(Source(somewhere, rule.planted))
    assert rule.places(Source(somewhere, rule.innocent)) == []


@pytest.mark.parametrize("rule", FORBIDDEN, ids=str)
def test_no_module_breaks_the_rule(rule: Rule) -> None:
    checked = sources.production() + (sources.tests() if rule.name in OF_TESTS_TOO else ())
    assert [place for source in checked for place in rule.places(source)] == []


@pytest.mark.parametrize("rule", FORBIDDEN, ids=str)
def test_nobody_is_excused_without_need(rule: Rule) -> None:
    needless = [
        pattern
        for pattern in rule.excused
        if not any(source.matches(pattern) and any(rule.find(source)) for source in sources.production())
    ]
    assert needless == []


WRITES = [
    ("row.save()", True),
    ("row.save(update_fields=['state'])", True),
    ("Model.objects.create(state='awarded')", True),
    ("Model._base_manager.filter(pk=1).update(state='awarded')", True),
    ("rows.update(state='awarded')", True),
    ("rows.delete()", True),
    ("Model.objects.bulk_create(rows)", True),
    ("Model.objects.raw('SELECT 1')", True),
    ("Model.objects.get_or_create(pk=1)", True),
    ("digest.update(b'x')", False),
    ("letters.create(kind='award')", False),
    ("storage.delete(name)", False),
    ("Model.objects.filter(state='awarded')", False),
]


@pytest.mark.parametrize(("code", "found"), WRITES)
def test_writing_is_told_from_what_looks_like_it(code: str, found: bool) -> None:
    assert bool(FORBIDDEN[0].places(Source("grants/planted.py", code))) is found


CLOCKS = [
    ("datetime.now(UTC)", True),
    ("datetime.datetime.now()", True),
    ("date.today()", True),
    ("timezone.localdate()", True),
    ("time.time()", True),
    ("models.DateTimeField(auto_now_add=True)", True),
    ("from django.db.models.functions import Now", True),
    ("clock.today()", False),
    ("from django.db.models.functions import Coalesce", False),
]


@pytest.mark.parametrize(("code", "found"), CLOCKS)
def test_a_clock_of_its_own_is_told_from_the_injected_one(code: str, found: bool) -> None:
    assert bool(FORBIDDEN[2].places(Source("grants/planted.py", code))) is found
