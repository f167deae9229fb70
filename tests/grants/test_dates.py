"""Every date of a dossier comes with its article and its sum, and what can begin in it is named with what stands in its way."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest

from grants import explanation, payloads
from grants.dates import TERMS, Dated
from grants.effects.terms import OweAfterEnd
from grants.models import Application, Decision, Round
from grants.told import Told
from tests import world
from tests.grants.letters import feasts
from tests.grants.letters.feasts import FEAST, OBLIGATIONS
from tests.world import World
from workflow import clock
from workflow.models import Deadline
from workflow.questions import DateQuestion
from workflow.scheme import Scheme, Step

pytestmark = pytest.mark.django_db

END = DateQuestion(id="eind", part="plan", label="Wanneer bent u klaar?", help="", required=False, personal=False)


def explained(town: World, case: Application | uuid.UUID) -> explanation.Explanation:
    pk = case if isinstance(case, uuid.UUID) else case.pk
    with clock.at(town.now):
        return explanation.explain(Application.objects.select_related("round", "stream").get(pk=pk))


def dated(found: explanation.Explanation, kind: str) -> list[Dated]:
    return [one for one in found.dates if one.kind == kind]


def plain(one: Dated) -> tuple[date, str, tuple[str, ...]]:
    return one.last_day, one.article, tuple(line.replace("\N{NO-BREAK SPACE}", " ") for line in one.sum)


def begins(found: explanation.Explanation) -> dict[str, Told]:
    return {one.label.replace("\N{NO-BREAK SPACE}", " "): one for one in found.steps if one.state == "nieuw"}


# --- Dates ----------------------------------------------------------------------------------------------------------


def test_an_account_that_came_is_determined_in_the_term_that_was_promised_or_else_in_our_own() -> None:
    town = world.found(FEAST, execution_through="2026-06-30")
    case = feasts.accounted(town, 1_000_00, 1_000_00)
    found = explained(town, case)
    promised = ("Het plan eindigt op 30 juni 2026.", "13 weken later is 29 september 2026.")
    day, article, lines = plain(dated(found, "vaststelling")[0])
    assert (day, article, lines[:2]) == (
        date(2026, 9, 29),
        "Algemene subsidieverordening Voorbeeldstad (verzonnen)",
        promised,
    )
    assert found.turn == explanation.Turn(
        "gemeente", "De gemeente bekijkt de verantwoording en stelt het bedrag vast.", date(2026, 9, 29)
    )


def test_an_account_of_a_plan_without_an_end_is_determined_in_our_own_term() -> None:
    town = world.found(FEAST)
    found = explained(town, feasts.accounted(town, 1_000_00, 1_000_00))
    own = ("De verantwoording kwam op 6 maart 2026.", "13 weken later is 5 juni 2026.")
    assert plain(dated(found, "vaststelling")[0])[2][:2] == own


def test_where_the_recipient_asks_for_the_determination_the_last_day_to_ask_is_named() -> None:
    town = world.found(FEAST, execution_through="2026-06-30", regime="method")
    case = town.assessed()
    town.decide(case)
    found = explained(town, case)
    assert [one.last_day for one in dated(found, "aanvraag van de vaststelling")] == [date(2026, 9, 29)]


def test_obligations_and_checks_have_their_day_with_its_sum() -> None:
    town = world.found(replace(FEAST, obligations=OBLIGATIONS), execution_through="2026-12-31")
    case = town.assessed()
    town.decide(case)
    town.take("policy_officer", "application", "plan_monitoring", case.pk)
    town.take(feasts.applicant(town, case), "application", "report_deviation", case.pk, payloads.Deviation("Regen."))
    found = explained(town, case)
    assert [plain(one) for one in dated(found, "controle")] == [
        (
            date(2026, 1, 19), "Awb 4:37",
            ("Signaal, gepland op 5 januari 2026.", "14 dagen later is 19 januari 2026."),
        ),
        (
            date(2026, 7, 4), "Awb 4:37",
            ("Gesprek, gepland op 5 januari 2026.",
                "Na 1/2 van de tijd tot 31 december 2026, zoals het risico vraagt: 4 juli 2026."),
        ),
    ]  # fmt: skip
    kept = [plain(one) for one in dated(found, "verplichting")]
    assert kept[0] == (
        date(2026, 4, 2), "Awb 4:37(1)a",
        ("Begin snel.", "Bekendgemaakt op 5 januari 2026.", "3 maanden later is 5 april 2026.",
            "Dat is geen werkdag. De werkdag daarvoor is 2 april 2026."),
    )  # fmt: skip
    assert kept[1:] == [
        (
            date(2026, 12, 31), "Awb 4:37(1)a",
            ("Wees klaar voor de dag van de ronde.", "Die dag staat in de regels van de ronde."),
        ),
        (
            date(2036, 1, 5), "Awb 4:38",
            ("Houd de straat tien jaar open.", "Bekendgemaakt op 5 januari 2026.", "10 jaar later is 5 januari 2036."),
        ),
    ]  # fmt: skip


def test_a_report_is_due_so_long_after_the_end_of_the_plan() -> None:
    steps = {**FEAST.steps, "award": Step(effects=(OweAfterEnd("kort verslag", "report_weeks"),))}
    town = world.found(replace(FEAST, steps=steps, questions=(*FEAST.questions, END)), report_weeks=1)
    case = feasts.filed(town, eind="2026-03-29")
    town.decide(case)
    assert plain(dated(explained(town, case), "verslag")[0]) == (
        date(2026, 4, 2), "Awb 4:37",
        ("Het besluit vraagt om: kort verslag.", "Het plan eindigt op 29 maart 2026.", "1 week later is 5 april 2026.",
            "Dat is geen werkdag. De werkdag daarvoor is 2 april 2026."),
    )  # fmt: skip


def test_payments_have_their_day_whether_they_are_proposed_or_not() -> None:
    town = world.found()
    case = town.assessed()
    award = town.decide(case)
    waiting = "Voorschot van € 800,00, nog niet voorgesteld."
    day, article, lines = plain(dated(explained(town, case), "betaling")[0])
    assert (day, article, lines[:3]) == (
        date(2026, 2, 16), "Awb 4:87, lid 1", (waiting, "Bekendgemaakt op 5 januari 2026.", "6 weken later is 16 februari 2026."),
    )  # fmt: skip
    town.propose(award)
    proposed = dated(explained(town, case), "betaling")
    assert [plain(one)[2][0] for one in proposed] == ["Voorschot van € 800,00, voorgesteld."]


def test_setting_aside_has_its_last_day_once_a_completion_was_asked() -> None:
    town = world.found()
    case = town.file()
    asked = payloads.CompletionRequest(("begroting",), date(2026, 1, 19))
    town.take("intake_clerk", "application", "request_completion", case.pk, asked)
    found = explained(town, case)
    assert plain(dated(found, "buiten behandeling")[0])[:2] == (date(2026, 2, 16), "Awb 4:5, lid 4")
    assert (found.turn.who, found.turn.by) == ("aanvrager", date(2026, 1, 19))


def test_every_kind_of_term_on_record_has_its_word() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    town.take(
        "policy_officer", "application", "suspend_payments", case.pk, payloads.Suspicion("De bonnen kloppen niet.")
    )
    assert [one.last_day for one in dated(explained(town, case), "niet betalen")] == [date(2026, 6, 5)]
    assert set(Deadline.objects.values_list("kind", flat=True)) <= set(TERMS)


# --- Late, and closed -----------------------------------------------------------------------------------------------


def test_who_files_late_is_told_so_before_all_else() -> None:
    town = world.found()
    town.now = Round.objects.get().closes_at.replace(hour=22)
    town.wait(days=1)
    found = explained(town, town.file())
    assert len(found.notes) == 1
    assert found.notes[0].startswith("Te laat: ontvangen op 1 januari 2027 om 23.00 uur. De ronde sloot op ")
    assert found.notes[0].endswith(" uur. Wij wijzen af (Awb, artikel 4:26 en 4:35).")


def test_of_who_is_in_time_nothing_is_said() -> None:
    town = world.found()
    assert explained(town, town.file()).notes == ()


def test_an_idea_that_may_become_a_plan_has_until_the_round_closes_and_nobody_is_asked_anything_after_it() -> None:
    town = world.found(FEAST)
    idea = feasts.idea(town)
    town.take("adviser", "application", "invite", idea)
    closes = Round.objects.get().closes_at
    found = explained(town, idea)
    assert found.turn == explanation.Turn("aanvrager", "De aanvrager kan een plan indienen.", clock.day_of(closes))
    assert [one.last_day for one in dated(found, "sluiting van de ronde")] == [clock.day_of(closes)]
    town.now = closes
    town.wait(hours=1)
    over = "De ronde is gesloten. Een plan dat nu nog komt, is te laat."
    assert explained(town, idea).turn == explanation.Turn("niemand", over, None)


# --- What can begin -------------------------------------------------------------------------------------------------


CHANGES = {"Meld een andere contactpersoon, naam of opvolger": True, "Vraag om een andere rekening": True}


def opened(found: explanation.Explanation) -> dict[str, bool]:
    return {label: one.open for label, one in begins(found).items()}


def test_what_can_begin_in_a_case_is_named_with_what_stands_in_its_way() -> None:
    town = world.found()
    case = town.file()
    refusal = {"Maak een ontwerpbesluit: afwijzing": True}
    assert opened(explained(town, case)) == refusal | CHANGES
    town.take("intake_clerk", "application", "intake", case.pk)
    assert opened(explained(town, case)) == {"Maak een ontwerpbesluit: verlening": True} | refusal | CHANGES
    town.decide(Application.objects.get(pk=case.pk))
    kinds = ("vaststelling", "lagere vaststelling", "wijziging", "intrekking", "rectificatie")
    found = explained(town, case)
    assert opened(found) == {
        **{f"Maak een ontwerpbesluit: {kind}": True for kind in kinds},
        "Maak bezwaar": True,
        "Plan een controle": True,
        "Stel een betaling voor van € 800,00, uiterlijk 16 februari 2026": True,
        "Stel een betaling voor van € 200,00": False,
        **CHANGES,
    }
    shut = begins(found)["Stel een betaling voor van € 200,00"]
    assert (shut.why, shut.roles) == (("Pas na de vaststelling. (not-payable-yet)",), ("medewerker betalingen",))


@pytest.mark.parametrize(
    ("scheme", "judging"),
    [(FEAST, set()), (feasts.TENDER, {"score", "declare_interest"}), (feasts.NEED, {"inspect", "declare_interest"})],
)
def test_scores_are_asked_where_the_round_gives_points_and_inspections_where_the_scheme_acts_on_them(
    scheme: Scheme, judging: set[str]
) -> None:
    town = world.found(scheme)
    found = {one.action for one in begins(explained(town, town.file())).values()}
    assert found & {"score", "declare_interest", "inspect"} == judging


def test_a_prize_is_offered_in_a_round_with_prizes() -> None:
    town = world.found(FEAST)
    feasts.open_with_prizes(town)
    case = town.assessed()
    town.decide(case)
    assert "prize" in drafts(explained(town, case))


def test_a_claim_is_offered_of_what_was_paid_too_much_and_no_prize_where_there_is_none() -> None:
    town = world.found(FEAST)
    case = feasts.accounted(town, 1_000_00, 700_00)
    assert not {"prize", "recovery"} & drafts(explained(town, case))
    lower = {"parts": (), "ground": "4:46(2)a", "reason": "Er was geen tent.", "hearing_exempt": "own_data"}
    town.decide(case, 500_00, "lower_determination", **lower)
    assert "recovery" in drafts(explained(town, case))
    claim = town.decide(Application.objects.get(pk=case.pk), 300_00, "recovery", ground="4:57(1)")
    found = explained(town, case)
    assert "recovery" not in drafts(found)
    assert claim.amount_cents == 300_00
    assert any(one.action == "receive_payment" and one.open for one in begins(found).values())


def drafts(found: explanation.Explanation) -> set[str]:
    words = {str(label): value for value, label in Decision.Kind.choices}
    heading = "Maak een ontwerpbesluit: "
    return {words[label.removeprefix(heading)] for label in begins(found) if label.startswith(heading)}


def test_who_may_not_begin_something_is_told_so() -> None:
    town = world.found(feasts.TENDER)
    case = town.file()
    with clock.at(town.now):
        mine = explanation.explain(Application.objects.get(pk=case.pk), town.actor("intake_clerk"))
    assert begins(mine)["Geef cijfers"].why == ("Dit mag alleen: jurylid, beoordelaar. (not-permitted)",)
