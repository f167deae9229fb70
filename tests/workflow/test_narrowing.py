import dataclasses

import pytest

from tests.toy import BUURTFEEST
from workflow.narrowing import CASE, named_steps, used_steps
from workflow.registry import LEFT_TO_SCHEMES, MACHINES, SCHEMES, leave_to_schemes
from workflow.scheme import Scheme, Step

STATUTORY = {
    "account", "assess", "award", "complete", "determine", "draft", "file", "intake", "monitor", "recover", "reject", "request_completion",
    "set_aside", "withdraw",
}  # fmt: skip

by_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.code)


def naming(*steps: str) -> Scheme:
    return dataclasses.replace(BUURTFEEST, steps={**BUURTFEEST.steps, **dict.fromkeys(steps, Step())})


def test_a_scheme_that_names_nothing_that_is_left_to_it_has_the_statutory_steps() -> None:
    assert used_steps(BUURTFEEST) >= STATUTORY
    assert used_steps(BUURTFEEST) & LEFT_TO_SCHEMES[CASE] == set()


def test_a_scheme_uses_a_step_that_is_left_to_it_by_naming_it() -> None:
    assert used_steps(naming("prize")) - used_steps(BUURTFEEST) == {"prize"}
    assert used_steps(naming("application.prize")) == used_steps(naming("prize"))


def test_a_step_that_cannot_be_reached_is_not_used_though_it_is_named() -> None:
    assert used_steps(naming("invite")) == used_steps(BUURTFEEST)
    assert used_steps(naming("register_idea", "invite")) - used_steps(BUURTFEEST) == {"register_idea", "invite"}


def test_every_step_of_the_machine_is_statutory_or_left_to_schemes() -> None:
    everything = naming(*LEFT_TO_SCHEMES[CASE])
    assert used_steps(everything) == set(MACHINES[CASE].model.declarations())


def test_a_step_that_no_machine_declares_cannot_be_left_to_schemes() -> None:
    with pytest.raises(AssertionError, match="declares no"):
        leave_to_schemes(CASE, "fly")


@by_scheme
def test_a_scheme_names_steps_that_exist_and_that_a_case_can_take(scheme: Scheme) -> None:
    of_other_machines = [key.partition(".") for key in scheme.steps if "." in key]
    assert [key for key in scheme.steps if "." not in key and key not in used_steps(scheme)] == []
    assert [f"{m}.{a}" for m, _, a in of_other_machines if a not in MACHINES[m].model.declarations()] == []
    assert named_steps(scheme) <= used_steps(scheme)


@by_scheme
def test_a_scheme_with_a_direct_round_names_the_direct_determination(scheme: Scheme) -> None:
    direct = any(rule.parameters.get("regime") == "direct" for rule in scheme.rounds)
    assert not direct or "determine_directly" in named_steps(scheme)
