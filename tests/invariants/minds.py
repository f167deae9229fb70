"""What comes to the mind of a clerk: which steps first and which last, and which lead to a step that is wanted."""

from __future__ import annotations

from grants.models import Application
from grants.statute.decision import CONSEQUENCES

EAGER = {"monitor": 8, "intake": 2,
         "complete": 2, "score": 2, "lock": 4, "inspect": 2, "draft_decision": 4, "sign": 3, "announce": 4, "propose_payment": 4,
         "approve_payment": 4, "make_order": 4, "settle_payment": 4, "receive_payment": 4,
         "check_account": 3, "approve_account": 3, "account": 3, "accept_report": 3,
         "carry_out": 2, "follow_up": 2}  # fmt: skip
"""Steps that bring a case further come first to mind,"""

ODD = {"withdraw": 0.2, "declare_interest": 0.2, "cancel_payment": 0.3, "send_back_payment": 0.3, "return_payment": 1.5,
       "suspend_payments": 0.1, "lift_suspension": 4, "refuse_account": 0.3, "undo_settlement": 0.3,
       "undo_receipt": 0.3, "annul": 0.2, "record_resolution": 0.3, "return_post": 0.1, "notify": 0.2, "request_completion": 0.5,
       "record": 0.1, "enter": 0.1, "suspend": 0.05, "resume": 0.05, "extend_term": 0.02, "notify_delay": 0.02, "correct_receipt": 0.05,
       "take_up": 0.2, "confirm_receipt": 0.3, "merge": 0.7, "erase": 0.1, "disclose": 0.1, "render": 0.2,  "close": 0.1,
       "change_ceiling": 0.3, "plan_monitoring": 0.3, "report_deviation": 0.2, "draw_sample": 0.2, "meet": 0.2, "breach": 0.2,
       "remind": 0.3, "ask_view": 0.5, "assign": 0.1, "release": 0.1, "note_contact": 0.1, "keep_promise": 0.2, "ask_help": 0.1,
       "write_message": 0.1, "answer_message": 0.2, "see_message": 0.2, "begin_message": 0.1, "read_message": 0.2, "reply_message": 0.2,
       "read_answer": 0.2, "see_reply": 0.2, "settle_message": 0.1,
       "handle_anew": 4, "object_to_decision": 0.1, "handle_objection": 0.3, "decide_objection": 0.3, "withdraw_objection": 0.1,
       "withdraw_plan": 0.02, "change_plan": 0.2, "answer_help": 0.2, "report_absence": 0.1, "end_absence": 0.2}  # fmt: skip
"""and steps that end something, or lead nowhere, last."""


FEW_LEFT = 600
"""How much sooner a step comes to mind that is wanted: with ten of them by thirty, with all of them hardly."""

STANDING = {
    "decide_ready": (Application.ASSESSED,),
    "move_up": (Application.REJECTED,),
    "draw_sample": (Application.AWARDED, Application.MONITORED),
}
"""Where an application stands when such a run of its round makes sense."""

AFTER_DECIDING = frozenset(("application", step) for step in CONSEQUENCES.values())
LEADS_TO = {
    ("round", "rank"): AFTER_DECIDING,
    **dict.fromkeys(
        [("party_change", "ask_party_change"), ("party_change", "approve_party_change")],
        frozenset({("application", "change_party")}),
    ),
    ("application", "suspend"): frozenset({("application", "resume")}),
    ("application", "request_completion"): frozenset(
        {("application", step) for step in ("complete", "take_up", "set_aside")}
    ),
    ("application", "suspend_payments"): frozenset({("application", "lift_suspension")}),
    **dict.fromkeys(
        [("application", "monitor"), ("application", "account"), ("report", "accept_report")],
        frozenset({("application", "determine")}),
    ),
    ("round", "change_ceiling"): frozenset({("round", "move_up")}),
    ("round", "draw_sample"): frozenset({("application", "sample")}),
    **dict.fromkeys(
        [("objection", step) for step in ("object_to_decision", "handle_objection", "decide_objection")],
        frozenset({("application", "handle_anew")}),
    ),
    ("decision", "draft_decision"): AFTER_DECIDING,
    ("decision", "record_resolution"): AFTER_DECIDING,
    ("decision", "sign"): AFTER_DECIDING,
    ("decision", "announce"): AFTER_DECIDING,
}
"""The steps that nobody takes by themselves, and what they follow from."""


def weight(step: tuple[str, str], wanted: frozenset[tuple[str, str]]) -> float:
    """How soon a step comes to mind: the more a case gets further by it, and the sooner the fewer steps are still wanted."""
    is_wanted = wanted & {step, *LEADS_TO.get(step, ())}
    return {**EAGER, **ODD}.get(step[1], 1) + (FEW_LEFT / (10 + len(wanted)) if is_wanted else 0)
