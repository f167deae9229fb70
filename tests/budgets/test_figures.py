import pytest

from budgets import figures
from workflow.canonical import LARGEST


@pytest.mark.parametrize(
    ("amount", "wrong"), [(-1, True), (0, True), (1, False), (LARGEST, False), (LARGEST + 1, True)]
)
def test_an_amount_that_is_moved_is_more_than_nothing_and_fits(amount: int, wrong: bool) -> None:
    assert (figures.amount_obstacle(amount) is not None) is wrong
