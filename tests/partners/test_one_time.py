from datetime import UTC, datetime, timedelta

import pytest

from partners import one_time

KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_the_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert one_time.code_at(KEY, second // one_time.SECONDS) == code


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_code_is_good_half_a_minute_before_and_after(seconds: int, *, good: bool) -> None:
    shown = one_time.step_of(NOON + timedelta(seconds=seconds))
    assert one_time.step_that_shows(KEY, one_time.code_at(KEY, shown), NOON) == (shown if good else None)


def test_recovery_codes_differ_and_are_known_however_they_are_typed() -> None:
    codes = one_time.new_recovery_codes()
    assert (len(codes), len(set(codes))) == (8, 8)
    assert one_time.hashed(codes[0].upper().replace("-", " ")) == one_time.hashed(codes[0])
