"""Changing or taking back what was granted or determined, Awb 4:48 to 4:50: on which ground, until when, and from when it works."""

from datetime import date
from enum import StrEnum

from workflow.law.reckoning import Term
from workflow.law.terms import five_year_limit


class AdverseGround(StrEnum):
    """The grounds against the recipient, by their place in the law. 4:48 and 4:50 hold until the determination, 4:49 after it."""

    NOT_PERFORMED = "4:48(1)a"
    OBLIGATION_BROKEN = "4:48(1)b"
    WRONG_DATA = "4:48(1)c"
    AWARD_WRONG = "4:48(1)d"
    BUDGET_CONDITION = "4:48(1)e"
    FACTS_UNKNOWN = "4:49(1)a"
    DETERMINATION_WRONG = "4:49(1)b"
    BROKEN_AFTERWARDS = "4:49(1)c"
    AWARD_MISTAKEN = "4:50(1)a"
    OTHER_VIEWS = "4:50(1)b"
    BY_REGULATION = "4:50(1)c"

    @property
    def article(self) -> str:
        """The article as it is cited.

        >>> AdverseGround("4:48(1)b").article
        'Awb, artikel 4:48, eerste lid, onder b'
        """
        return f"Awb, artikel {self.value[:4]}, eerste lid, onder {self.value[-1]}"

    @property
    def after_determination(self) -> bool:
        """Whether the ground holds once the amount is determined.

        >>> [ground.value for ground in AdverseGround if ground.after_determination]
        ['4:49(1)a', '4:49(1)b', '4:49(1)c']
        """
        return self.value.startswith("4:49")

    @property
    def works_back(self) -> bool:
        """Whether it works back to the day of the grant (4:48(2), 4:49(2)); one of 4:50 works after a reasonable term.

        >>> AdverseGround.OTHER_VIEWS.works_back
        False
        """
        return not self.value.startswith("4:50")

    @property
    def compensated(self) -> bool:
        """Whether the loss is compensated that is suffered by having relied on the grant (4:50(2)): grounds a and b.

        >>> [ground.value for ground in AdverseGround if ground.compensated]
        ['4:50(1)a', '4:50(1)b']
        """
        return self in (AdverseGround.AWARD_MISTAKEN, AdverseGround.OTHER_VIEWS)


def last_day_to_take_back(determined_on: date, broken_on: date | None = None) -> Term:
    """Until when a determination can be taken back or lowered (4:49(3)): five years after its announcement.

    Where an obligation was broken after it, five years after that day.

    >>> last_day_to_take_back(date(2026, 11, 9)).deadline
    datetime.date(2031, 11, 9)
    >>> last_day_to_take_back(date(2026, 11, 9), broken_on=date(2028, 2, 1)).deadline
    datetime.date(2033, 2, 1)
    """
    return five_year_limit(broken_on or determined_on)
