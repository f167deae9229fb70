"""One realistic letter of every kind, and of every ground. All people, amounts and plans are invented."""

from documents.letters import Letter
from tests.documents.sample_awards import ATELIER_DIRECT, AWARD, FORMULA, HALL_AWARD, PARTIAL_AWARD, PRIZE
from tests.documents.sample_intake import ACKNOWLEDGEMENT, ADVICE, COMPLETION, IDEA, INVITATION, SET_ASIDE, WITHDRAWN
from tests.documents.sample_payments import ACCOUNT_CHANGE, ADVANCE_PAID, LAST_ADVANCE, SUSPICION, WHOLE_ADVANCE
from tests.documents.sample_rejections import (
    ARRIVAL,
    BEHIND_ANOTHER,
    CEILING,
    LATE,
    LOW_CRITERION,
    LOW_SCORE,
    NEED_CEILING,
)
from tests.documents.sample_settlements import (
    ACCOUNT,
    BY_METHOD,
    DETERMINATION,
    INTENDED_AMENDMENT,
    INTENDED_REJECTION,
    INTENTION,
    LOWER,
    LOWER_THEN_RECOVERY,
    LOWER_TO_PAY,
    LOWER_UNHEARD,
    RECOVERY,
    REMINDER,
)

SAMPLES: dict[str, Letter] = {
    "acknowledgement": ACKNOWLEDGEMENT,
    "idea_received": IDEA,
    "invitation": INVITATION,
    "idea_advice": ADVICE,
    "completion_request": COMPLETION,
    "set_aside": SET_ASIDE,
    "withdrawal_confirmed": WITHDRAWN,
    "award": AWARD,
    "award_partial": PARTIAL_AWARD,
    "award_hall": HALL_AWARD,
    "direct_formula": FORMULA,
    "direct_atelier": ATELIER_DIRECT,
    "prize": PRIZE,
    "rejection_ceiling": CEILING,
    "rejection_need": NEED_CEILING,
    "rejection_behind_another": BEHIND_ANOTHER,
    "rejection_arrival": ARRIVAL,
    "rejection_score": LOW_SCORE,
    "rejection_criterion": LOW_CRITERION,
    "rejection_late": LATE,
    "account_receipt": ACCOUNT,
    "reminder": REMINDER,
    "hearing_intention": INTENTION,
    "intended_rejection": INTENDED_REJECTION,
    "intended_amendment": INTENDED_AMENDMENT,
    "determination": DETERMINATION,
    "determination_by_method": BY_METHOD,
    "lower_determination": LOWER,
    "lower_to_pay": LOWER_TO_PAY,
    "lower_unheard": LOWER_UNHEARD,
    "lower_then_recovery": LOWER_THEN_RECOVERY,
    "recovery": RECOVERY,
    "advance_paid": ADVANCE_PAID,
    "advance_paid_last": LAST_ADVANCE,
    "advance_paid_whole": WHOLE_ADVANCE,
    "account_change": ACCOUNT_CHANGE,
    "suspicion_notice": SUSPICION,
}
