import pytest

from workflow.law.obligation import obligation_category
from workflow.law.refusals import LawRefusal


def found(basis: str) -> str:
    """The category of an obligation, or the code of the refusal."""
    try:
        return obligation_category(basis).value
    except LawRefusal as refusal:
        return refusal.code


@pytest.mark.parametrize(
    ("basis", "answer"),
    [
        ("Awb 4:33", "one-sided-condition"),
        ("Awb 4:33(c), 4:38", "one-sided-condition"),
        ("Awb 4:33(a), 4:38", "purpose_4_38"),
        ("Awb 4:33(b), 4:38", "purpose_4_38"),
        ("Awb 4:37(1)a", "standard_4_37"),
        ("Awb 4:38", "purpose_4_38"),
        ("naar Awb 4:70", "purpose_4_38"),
        ("ASV, artikel 9", "purpose_4_38"),
        ("de Verordening van 2024", "purpose_4_38"),
        ("de regeling", "purpose_4_38"),
        ("Awb 4:39", "obligation-without-statute"),
        ("Awb 4:39, al staat het nergens", "obligation-without-statute"),
        ("Awb 4:39; ASV, artikel 9", "non_purpose_4_39"),
        ("Awb 4:39; de wet", "non_purpose_4_39"),
        ("Awb 4:70", "obligation-without-category"),
        ("de regelingen", "obligation-without-category"),
    ],
)
def test_an_obligation_belongs_to_the_category_of_its_article_or_to_none(basis: str, answer: str) -> None:
    assert found(basis) == answer
