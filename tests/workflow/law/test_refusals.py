import importlib
import pkgutil

import pytest

import workflow.law
from workflow.law.amendment import AdverseGround
from workflow.law.refusal_ground import RefusalGround
from workflow.law.refusals import AmountMalformed, LawRefusal, checked_cents

for found in pkgutil.iter_modules(workflow.law.__path__):
    importlib.import_module(f"workflow.law.{found.name}")


def test_every_refusal_of_the_law_has_its_code_and_cites_its_article() -> None:
    refusals = [kind for kind in LawRefusal.__subclasses__() if kind.__module__.startswith("workflow.law.")]
    assert {kind.code: kind.article for kind in refusals} == {
        "allowance-unknown": "",
        "amount-malformed": "",
        "calendar-exhausted": "Algemene termijnenwet, artikel 3, lid 3",
        "ceiling-missing": "Verordening (EU) 2023/2831, artikel 3, lid 2",
        "determined-above-grant": "Awb 4:46, lid 1",
        "ground-missing": "Awb 4:46, lid 2",
        "ground-unfounded": "Awb 4:46, lid 1",
        "obligation-without-category": "Awb 4:37, 4:38, 4:39",
        "obligation-without-statute": "Awb 4:39, eerste lid",
        "one-sided-condition": "Awb 4:33",
        "set-off-not-allowed": "Awb 4:57, lid 3",
        "suspension-malformed": "Awb 4:15",
        "tariff-missing": "Awb 4:17, lid 2",
        "term-malformed": "",
        "vectors-malformed": "",
    }


def test_the_grounds_to_refuse_are_those_of_the_law_in_its_order() -> None:
    assert [ground.value for ground in RefusalGround] == [
        "4:35(1)a",
        "4:35(1)b",
        "4:35(1)c",
        "4:35(2)a",
        "4:35(2)b",
        "4:51",
    ]


def test_the_grounds_to_change_or_take_back_are_those_of_the_law_in_its_order() -> None:
    assert [ground.value for ground in AdverseGround] == [
        *(f"4:48(1){letter}" for letter in "abcde"),
        *(f"4:49(1){letter}" for letter in "abc"),
        *(f"4:50(1){letter}" for letter in "abc"),
    ]


def test_an_amount_is_a_whole_number_of_cents_up_to_ten_thousand_billion_euros() -> None:
    assert checked_cents(1_000_000_000_000_000, "Het bedrag") == 1_000_000_000_000_000
    for wrong, sentence in (
        (1_000_000_000_000_001, "Het bedrag is te hoog om een bedrag te kunnen zijn."),
        (1.0, "Het bedrag moet een geheel aantal centen zijn."),
        (True, "Het bedrag moet een geheel aantal centen zijn."),
    ):
        with pytest.raises(AmountMalformed) as refusal:
            checked_cents(wrong, "Het bedrag")  # type: ignore[arg-type]
        assert refusal.value.sentence == sentence
