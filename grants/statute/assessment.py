"""What the law asks of assessing: scores, interests, inspections."""

from __future__ import annotations

from grants import guards, payloads
from grants.effects import assessment, correcting
from grants.facts import CASE, load_cases
from grants.models import Assessment, Inspection
from workflow.registry import Rules


def assessments() -> tuple[Rules, Rules]:
    """Assessments and inspections."""
    scoring = [
        guards.OwnAssessment(),
        guards.NoInterest(),
        guards.OnePerAssessor(),
        guards.NoPanelYet(),
        guards.Assessable(),
        guards.LevelsGiven(),
    ]
    return Rules(
        Assessment,
        load_cases,
        along=CASE,
        payloads={"score": payloads.Scoring, "agree_levels": payloads.Consensus, "declare_interest": payloads.Interest},
        guards={
            "score": scoring,
            "lock": [guards.OwnAssessment(), guards.NoInterest(), guards.NoPanelYet(), guards.Assessable()],
            "agree_levels": [
                guards.NoInterest(),
                guards.RankedAsAWhole(),
                guards.NoPanelYet(),
                guards.AllLocked(),
                guards.Assessable(),
                guards.LevelsAgreed(),
            ],
            "declare_interest": [guards.OwnAssessment(), guards.OnePerAssessor()],
        },
        effects={
            "score": [assessment.TakeScores()],
            "agree_levels": [assessment.TakeAgreement()],
            "declare_interest": [assessment.TakeInterest()],
            "lock": [assessment.LockScores()],
        },
    ), Rules(
        Inspection,
        load_cases,
        payloads={"inspect": payloads.Findings, "correct_findings": payloads.BetterFindings},
        guards={
            "inspect": [guards.NoInterest(), guards.Assessable(), guards.InspectedOnce()],
            "correct_findings": [guards.AnotherPerson(), guards.NotDecidedYet()],
        },
        effects={"inspect": [assessment.TakeFindings()], "correct_findings": [correcting.PutFindingsRight()]},
    )
