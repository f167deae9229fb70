"""Which obligations may be attached to a subsidy, Awb 4:33 and 4:37 to 4:39: each belongs to a category of the law, or is none."""

import re
from enum import StrEnum

from workflow.law.refusals import LawRefusal


class ObligationCategory(StrEnum):
    """The categories of the law, in order of article."""

    STANDARD_4_37 = "standard_4_37"
    PURPOSE_4_38 = "purpose_4_38"
    NON_PURPOSE_4_39 = "non_purpose_4_39"


class ObligationUncategorised(LawRefusal):
    """An obligation that no article carries."""

    code = "obligation-without-category"
    article = "Awb 4:37, 4:38, 4:39"


class ObligationWithoutStatute(LawRefusal):
    """An obligation that does not serve the purpose of the subsidy, without a statutory rule behind it."""

    code = "obligation-without-statute"
    article = "Awb 4:39, eerste lid"


class OneSidedCondition(LawRefusal):
    """A grant on the condition that only one side acts."""

    code = "one-sided-condition"
    article = "Awb 4:33"


_ONE_SIDED = re.compile(r"4:33(?!\([ab]\))")
_STATUTE = re.compile(r"\b(ASV|verordening|regeling|wet)\b", re.IGNORECASE)
_MODELLED = re.compile(r"\bnaar Awb 4:\d+|\bASV\b|\bverordening\b|\bregeling\b", re.IGNORECASE)


def obligation_category(basis: str) -> ObligationCategory:
    """The category of an obligation by the article it rests on.

    4:33 forbids the condition that only the recipient or only the authority acts, but for (a) and (b); 4:37 lists obligations that may
    always be imposed; 4:38 those that serve the purpose, by regulation; 4:39 others, only by a statutory rule. Raises `OneSidedCondition`,
    `ObligationWithoutStatute` and `ObligationUncategorised`.

    >>> obligation_category("Awb 4:37(1)e"), obligation_category("ASV meldingsplicht").value
    (<ObligationCategory.STANDARD_4_37: 'standard_4_37'>, 'purpose_4_38')
    >>> obligation_category("Awb 4:39; ASV, artikel 9").value, obligation_category("Awb 4:33(b), 4:38").value
    ('non_purpose_4_39', 'purpose_4_38')
    >>> obligation_category("omdat het mooi is")
    Traceback (most recent call last):
    workflow.law.obligation.ObligationUncategorised: Geen artikel draagt deze verplichting: ‘omdat het mooi is’.
    """
    if _ONE_SIDED.search(basis):
        raise OneSidedCondition("Een subsidie hangt niet af van wat alleen u of alleen wij doen.")
    if "4:39" in basis:
        if _STATUTE.search(basis):
            return ObligationCategory.NON_PURPOSE_4_39
        sentence = "Een verplichting die niet bij het doel hoort, staat in een wettelijk voorschrift. Noem het."
        raise ObligationWithoutStatute(sentence)
    if "4:37" in basis:
        return ObligationCategory.STANDARD_4_37
    if "4:38" in basis or _MODELLED.search(basis):
        return ObligationCategory.PURPOSE_4_38
    raise ObligationUncategorised(f"Geen artikel draagt deze verplichting: ‘{basis}’.")
