"""A fourth scheme, as a policy officer would add it: one file, nothing else changes."""

from fractions import Fraction

from grants.allocation import FirstCome
from grants.effects.assessment import AssessWhenComplete
from grants.effects.intake import HandIn, Receive
from grants.effects.letters import Write
from grants.effects.terms import Owe, Start
from grants.guards import ReportAccepted, ShareOfCosts, WithinMaximum
from workflow.questions import Address, BudgetTable, Declaration, Text
from workflow.scheme import RoundRule, Scheme, Step

BUURTFEEST = Scheme(
    code="buurtfeest",
    version="2026.1",
    title="Buurtfeest",
    prefix="BF",
    policy_field="4.1.1",
    purpose="Voor buren die samen een feest geven.",
    regulation="Subsidieregeling Buurtfeest (verzonnen)",
    rounds=(
        RoundRule(
            code="jaar",
            title="Het hele jaar",
            allocation=FirstCome(),
            decision_term_weeks=8,
            decision_term_from="received",
            basis="Awb 4:13",
            parameters={"maximum_cents": 10_000_00, "advance_share": Fraction(4, 5)},
        ),
    ),
    questions=(
        Text(id="idee_titel", part="plan", label="Hoe heet uw feest?", help="", personal=False, max_chars=80),
        Address(id="adres", part="wie", label="Wat is uw postadres?", help=""),
        BudgetTable(
            id="begroting", part="geld", label="Wat kost het?", help="", personal=False, min_rows=2, max_rows=40
        ),
        Declaration(id="verklaring", part="klaar", label="Is alles waar?", help="", personal=False),
    ),
    steps={
        "file": Step(effects=(Receive(), Start("decision_term"), Write("acknowledgement"))),
        "intake": Step(effects=(AssessWhenComplete(),)),
        "decision.draft_decision": Step(guards=(WithinMaximum(), ShareOfCosts(Fraction(1)), ReportAccepted())),
        "award": Step(effects=(Owe("eindverslag"), Write("award"))),
        "reject": Step(effects=(Write("rejection"),)),
        "account": Step(effects=(HandIn("eindverslag"),)),
        "determine": Step(effects=(Write("determination"),)),
    },
)
