"""What decisions that give say: the sum of the amount, its payments, its obligations and its days."""

import re
import uuid
from dataclasses import replace
from datetime import date

import pytest

from documents.letters.award import Award, AwardMethod, DirectDetermination, Prize, Settlement
from documents.letters.parts import BudgetCondition, DeMinimis, Deviation, Obligation, Ranking
from documents.letters.tables import CalculationRow, PaymentRow, RowKind
from grants import payloads
from grants.letters.obligations import AID
from grants.models import Application
from grants.models.decision import Part
from partners.models import Person
from tests import world
from tests.grants.letters import feasts, test_compose
from tests.grants.letters.feasts import FEAST, FORMULA, JUDGED_ONE_BY_ONE, NEED, TENDER
from workflow import clock
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.questions import Text
from workflow.registers import record
from workflow.registry import SCHEMES
from workflow.scheme import ObligationRule, Scheme

pytestmark = pytest.mark.django_db

SOON = date(2026, 2, 16)  # Six weeks after the start of the world, 5 January 2026.


def test_the_plain_award_of_the_toy_scheme_says_everything_an_award_must_say() -> None:
    town = world.found(FEAST)
    town.decide(town.assessed(1_000_00))
    letter = feasts.last(Award)
    assert letter.head.addressee == (
        "Buren van de straat",
        "T.a.v. Ada Voorbeeld",
        "Voorbeeldstraat 1",
        "9711 XX Groningen",
    )
    assert (letter.head.salutation, letter.head.contact.name) == ("Ada Voorbeeld", "Subsidiebureau")
    assert (letter.signature.name, letter.signature.function) == (
        "Medewerker mandate_holder (voorbeeld)",
        "mandate_holder",
    )
    assert letter.signature.mandate_reference == "Mandaatbesluit (verzonnen)"
    assert (letter.remedy.objection_until, letter.remedy.court) == (SOON, "rechtbank Noord-Nederland")
    assert [basis.subject for basis in letter.bases] == [
        "Subsidie en bedrag", "Betalen", "Eindbedrag", "Alle subsidies", "Wat u moet doen", "Bezwaar",
    ]  # fmt: skip
    assert (
        letter.rules[0].articles == "Subsidieregeling Buurtfeest (verzonnen); Awb, artikel 4:26 en 4:29 tot en met 4:31"
    )
    assert letter.calculation.rows == (CalculationRow(label="Kosten in uw begroting", amount_cents=1_000_00),)
    assert letter.payments.rows == (
        PaymentRow(what="Voorschot (80%)", amount_cents=800_00, due_on=SOON),
        PaymentRow(what="Laatste deel (20%), na ons besluit over het eindbedrag", amount_cents=200_00),
    )
    assert letter.payments.account_last4 == "0001"
    assert (letter.period_from, letter.period_until) == (date(2026, 1, 5), date(2027, 1, 5))
    assert letter.settlement == Settlement(
        report="Met uw verslag kijken wij of het werk gedaan is.", ex_officio_by=date(2027, 4, 6)
    )
    assert (letter.scores, letter.ranking, letter.method, letter.de_minimis, letter.deviations) == (
        None,
        None,
        None,
        None,
        (),
    )
    assert (
        letter.motivation
        == "Uw plan past bij het doel van deze regeling. Uw aanvraag was compleet en er was nog genoeg geld."
    )


def test_the_person_whom_the_round_names_answers_questions() -> None:
    contact = Person(name="Jitske Mollema", phone="050 000 00 05")
    town = world.found(FEAST, contact=str(contact.pk))
    with clock.at(town.now):
        record("partners", contact, actor=world.INSTALLATION, key=world.key())
    town.decide(town.assessed())
    found = feasts.last(Award).head.contact
    assert (found.name, found.phone, found.email) == ("Jitske Mollema", "050 000 00 05", "subsidies@gemeente.example")


def test_obligations_get_their_days_from_the_announcement_the_end_and_the_round() -> None:
    scheme = replace(FEAST, obligations=feasts.OBLIGATIONS)
    town = world.found(scheme, execution_through="2026-09-30")
    town.decide(town.assessed(6_000_00))
    letter = feasts.last(Award)
    assert letter.obligations == (
        Obligation(
            text="Begin snel.", basis="Awb 4:37(1)a", due_on=date(2026, 4, 2)
        ),  # 5 April is Easter, the 3rd Good Friday.
        Obligation(text="Wees klaar voor de dag van de ronde.", basis="Awb 4:37(1)a", due_on=date(2026, 9, 30)),
        Obligation(text="Stuur een verslag.", basis="Awb 4:37(1)e", due_on=date(2026, 11, 11)),
        Obligation(text="Houd de straat tien jaar open.", basis="Awb 4:38", due_on=date(2036, 1, 5), lasts=True),
        Obligation(text="Meld het meteen.", basis="ASV meldingsplicht", due_text="Meteen"),
    )
    assert letter.period_until == date(2026, 9, 30)


def test_an_obligation_above_an_amount_is_not_imposed_at_that_amount() -> None:
    town = world.found(replace(FEAST, obligations=feasts.OBLIGATIONS), execution_through="2026-09-30")
    town.decide(town.assessed(5_000_00))
    assert "Stuur een verslag." not in [each.text for each in feasts.last(Award).obligations]


def test_a_direct_determination_imposes_only_what_needs_no_award() -> None:
    town = world.found(replace(FEAST, obligations=feasts.OBLIGATIONS))
    whole = (Part(town.book, "balance", None, 6_000_00),)
    town.decide(town.assessed(6_000_00), kind="determination", parts=whole)
    letter = feasts.last(DirectDetermination)
    assert [(each.text, each.basis) for each in letter.obligations] == [
        ("Begin snel.", "Awb 4:38"),
        ("Meld het meteen.", "ASV meldingsplicht"),
    ]
    assert letter.payments.rows == (PaymentRow(what="Het hele bedrag", amount_cents=6_000_00, due_on=SOON),)
    assert letter.keep_evidence_until == date(2033, 4, 2)


def test_money_of_two_lines_is_one_payment_to_the_recipient() -> None:
    town = world.found(FEAST)
    feasts.later_line(town, 2027, adopted=True)
    parts = (Part(town.book, "advance", None, 600_00), Part("line:4.1.1-TEST:2027", "advance", None, 400_00))
    town.decide(town.assessed(1_000_00), parts=parts)
    letter = feasts.last(Award)
    assert letter.payments.rows == (PaymentRow(what="Voorschot: het hele bedrag", amount_cents=1_000_00, due_on=SOON),)
    assert letter.budget_condition is None


def test_what_rests_on_a_budget_that_is_not_adopted_is_a_condition() -> None:
    town = world.found(NEED, instalment_years=[2027, 2028, 2029], keep_meeting_function_years=10)
    for year, adopted in ((2027, True), (2028, True), (2029, False)):
        feasts.later_line(town, year, adopted=adopted)
    case = feasts.inspected(town, 600_01, condition=5, begroting=feasts.budget(1_000_02, 600_01))
    feasts.rank(town)
    feasts.announce(town, case)
    letter = feasts.last(Award)
    assert letter.budget_condition == BudgetCondition(years=(2029,), amount_cents=200_01)
    assert [(row.what, row.amount_cents, row.due_on) for row in letter.payments.rows] == [
        ("Eerste voorschot", 200_00, date(2027, 2, 15)),
        ("Tweede voorschot", 200_00, date(2028, 6, 1)),
        ("Derde voorschot", 200_01, date(2029, 6, 1)),
    ]
    assert letter.method == AwardMethod(percent=60, costs_cents=1_000_02)
    assert letter.settlement.request_by
    assert not letter.settlement.ex_officio_by
    assert letter.asset_compensation.startswith("Verkoopt u het huis binnen 10 jaar")
    assert letter.scores
    assert letter.scores.of_need
    assert [(row.points_hundredths, row.reason) for row in letter.scores.rows] == [
        (3500, "Conditie op niveau 5."), (1000, "Veiligheid op niveau 3."), (1100, "Gebruik op niveau 4."),
        (1000, "Energie op niveau 5."), (0, "Toegankelijkheid op niveau 2."),
    ]  # fmt: skip


def test_scores_are_shown_so_that_they_add_up_with_a_reason_each() -> None:
    town = world.found(JUDGED_ONE_BY_ONE, pass_mark=50)
    case = town.file()
    town.take("intake_clerk", "application", "intake", case.pk)
    feasts.score(town, case, {"plezier": 3, "buren": 4}, {"plezier": 4, "buren": 5}, buren="De hele straat doet mee.")
    town.decide(case)
    judged = feasts.last(Award).scores
    assert judged
    assert [
        (row.criterion, row.mean_hundredths, row.points_hundredths, row.maximum, row.reason) for row in judged.rows
    ] == [
        ("Plezier", 350, 4200, 60, "Plezier op niveau 4."),
        ("Buren", 450, 3600, 40, "De hele straat doet mee."),
    ]
    assert (judged.total_hundredths, judged.assessors, judged.pass_mark) == (7800, 2, 50)


def test_the_last_plan_gets_the_remainder_and_reads_why() -> None:
    town = world.found(TENDER, ceiling_cents=1_500_00)
    first = feasts.scored(town, 1_000_00, 5, 5)
    second = feasts.scored(town, 1_000_00, 4, 4, minimum=400_00)
    feasts.rank(town)
    feasts.announce(town, first)
    feasts.announce(town, second)
    letter = feasts.last(Award)
    assert (letter.amount_cents, letter.requested_cents, letter.ranking) == (
        500_00,
        1_000_00,
        Ranking(place=2, of=2, last_funded=2),
    )
    assert letter.deviations == (
        Deviation(
            subject="Het geld was bijna op",
            reason="Er was nog €\u00a0500,00 over. U schreef dat uw plan kan met minstens €\u00a0400,00.",
        ),
    )
    assert letter.calculation.rows[-1] == CalculationRow(label="Er was nog over", amount_cents=500_00, kind=RowKind.CAP)


def test_the_sum_goes_from_the_costs_by_share_and_maximum_to_the_amount() -> None:
    town = world.found(FEAST, funding_share={"fraction": "1/2"}, maximum_cents=4_000_00)
    case = feasts.filed(town, begroting=feasts.budget(9_000_00, 4_400_00))
    town.decide(case, 4_000_00, reason="Meer kan deze regeling niet geven.")
    letter = feasts.last(Award)
    assert letter.calculation.rows == (
        CalculationRow(label="Kosten in uw begroting", amount_cents=9_000_00),
        CalculationRow(label="Daarvan 50%", amount_cents=4_500_00, kind=RowKind.SHARE, percent=50),
        CalculationRow(label="Hoogste bedrag van de regeling", amount_cents=4_000_00, kind=RowKind.CAP),
    )
    assert letter.method is None
    assert letter.deviations == (Deviation(subject="Een lager bedrag", reason="Meer kan deze regeling niet geven."),)


def test_costs_are_paid_in_full_up_to_a_bound_and_by_a_share_above_it() -> None:
    town = world.found(FEAST, full_up_to_cents=5_000_00, share_above={"fraction": "1/2"})
    town.decide(feasts.filed(town, begroting=feasts.budget(8_000_01, 6_000_00)), 6_000_00)
    assert feasts.last(Award).calculation.rows == (
        CalculationRow(label="Kosten in uw begroting", amount_cents=8_000_01),
        CalculationRow(label="Uw eigen deel van de kosten boven €\u00a05.000,00", amount_cents=-1_500_01),
        CalculationRow(label="Dit vroeg u", amount_cents=6_000_00, kind=RowKind.CAP),
    )


@pytest.mark.parametrize(("ceiling", "amount"), [(5_000_00, 1_332_00), (1_000_00, 1_000_00)])
def test_a_formula_is_written_out_and_shares_what_there_is(ceiling: int, amount: int) -> None:
    town = world.found(FORMULA, ceiling_cents=ceiling)
    case = town.file(begroting=None, inwoners=500, oppervlakte=100)
    town.take("intake_clerk", "application", "intake", case.pk)
    feasts.rank(town)
    feasts.announce(town, case)
    letter = feasts.last(DirectDetermination)
    rows = [(row.label, row.amount_cents) for row in letter.calculation.rows]
    assert rows[:2] == [
        ("Vast bedrag voor een dorp met 500 inwoners", 1_000_00),
        ("100 m² maal €\u00a03,32 per m²", 332_00),
    ]
    assert rows[2:] == [("Er is te weinig geld: ieder krijgt hetzelfde deel", 1_000_00)][: letter.is_partial]
    assert (letter.amount_cents, letter.requested_cents) == (amount, 1_332_00)


def test_aid_to_an_undertaking_is_added_to_what_was_declared_and_has_its_day_of_registration() -> None:
    town = world.found(TENDER)
    case = feasts.scored(town, 1_000_00, 5, 5, steun_eerder=2_000_00)
    feasts.rank(town)
    feasts.announce(town, case)
    assert feasts.last(Award).de_minimis == DeMinimis(
        regulation=AID, amount_cents=1_000_00, ceiling_cents=300_000_00, declared_on=date(2026, 1, 5), before_cents=2_000_00,
        total_cents=3_000_00, register_by=date(2027, 2, 1),
    )  # fmt: skip


def test_aid_above_the_european_ceiling_is_not_announced() -> None:
    town = world.found(TENDER)
    case = feasts.scored(town, 1_000_00, 5, 5, steun_eerder=299_500_00)
    feasts.rank(town)
    with pytest.raises(Refusal, match="plafond voor steun"):
        feasts.announce(town, case)


def test_a_prize_shows_the_points_of_jury_and_public_exactly() -> None:
    town = world.found(FEAST)
    test_compose.prize(town)
    letter = feasts.last(Prize)
    score = letter.score
    assert (score.jury_hundredths, score.public_hundredths, score.total_hundredths) == (5280, 3517, 8797)
    assert (letter.amount_cents, letter.follow_up, letter.payments.first.due_on) == (500_00, "Nog een feest.", SOON)


def test_the_sentence_of_the_scheme_opens_the_reasons() -> None:
    scheme = replace(FEAST, letters={"verlening": "U krijgt € {bedrag} voor {titel}, {voorschot_procent}% nu."})
    town = world.found(scheme)
    town.decide(town.assessed(), reason="Wij komen graag langs.")
    assert feasts.last(Award).motivation == (
        "U krijgt €\u00a01.000,00 voor ‘Feest in de straat’, 80% nu.\n\nWij komen graag langs."
    )


def test_a_sentence_with_a_figure_that_this_case_lacks_stops_the_letter() -> None:
    scheme = replace(FEAST, letters={"verlening": "Uw plan staat op plaats {plaats}."})
    town = world.found(scheme)
    with pytest.raises(Refusal, match="Scheme.letters.plaats"):
        town.decide(town.assessed())


def test_the_applicant_without_a_bank_account_gets_no_letter_that_promises_money() -> None:
    town = world.found(FEAST)
    person, organisation, _ = world.new_party(town.now)
    case = uuid.uuid4()
    filing = payloads.Filing(world.answers_for(1_000_00), organisation.pk, person.pk, None, round=town.round)
    town.take(Actor(person=person.pk), "application", "file", case, filing)
    town.take("intake_clerk", "application", "intake", case)
    with pytest.raises(Refusal, match="PaymentSchedule.account_last4"):
        town.decide(Application.objects.get(pk=case))


FINISH = (
    ObligationRule("Rond het plan af.", "Awb 4:37(1)a", "binnen 24 maanden", months=24),
    ObligationRule("Stuur een verslag.", "Awb 4:37(1)e", "zes weken na het einde", weeks=6, from_="end"),
)


def test_a_plan_is_finished_before_it_is_reported_on_also_where_the_scheme_allows_more_time() -> None:
    town = world.found(replace(FEAST, obligations=FINISH), execution_through="2026-09-30")
    town.decide(town.assessed())
    assert [each.due_on for each in feasts.last(Award).obligations] == [date(2026, 9, 30), date(2026, 11, 11)]


def test_a_plan_that_was_over_when_it_was_granted_is_given_no_day_in_the_past() -> None:
    town = world.found(
        replace(FEAST, obligations=FINISH[:1]), execution_through="2026-01-04", execution_from="2026-01-01"
    )
    town.decide(town.assessed())
    assert [each.due_on for each in feasts.last(Award).obligations] == [date(2028, 1, 5)]


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.code)
def test_no_obligation_that_gets_a_day_names_a_term_that_ends_on_another(scheme: Scheme) -> None:
    moved = [rule for rule in scheme.obligations if rule.months or rule.weeks or rule.from_ == "fixed"]
    assert [rule.text for rule in moved if re.search(r"binnen|maanden|weken|voor de", rule.text)] == []


IDEA = Text(id="idee_zin", part="plan", label="Wat is uw idee?", help="", required=False, personal=False, max_chars=80)
WITH_IDEA = replace(FEAST, questions=(*FEAST.questions, IDEA))
TWO_LINES = {
    "costs": [{"what": "Dak", "amount_cents": 600_00}, {"what": "Goten", "amount_cents": 400_00}],
    "income": [{"kind": "subsidie", "what": "Gemeente", "amount_cents": 1_000_00}],
}
APPLIED = "U doet wat in uw aanvraag van 5\u00a0januari\u00a02026 staat."


def test_the_award_says_what_it_is_for_in_the_words_of_the_applicant() -> None:
    town = world.found(FEAST)
    town.decide(town.assessed(), details={"activities": "U houdt een feest"})
    assert feasts.last(Award).activities == f"U houdt een feest. {APPLIED}"


def test_a_plan_that_began_as_an_idea_is_named_by_its_sentence() -> None:
    town = world.found(WITH_IDEA)
    town.decide(feasts.filed(town, idee_zin="Wij eten samen."))
    assert feasts.last(Award).activities == f"U schreef: ‘Wij eten samen.’ {APPLIED}"


def test_without_a_sentence_the_work_is_named_by_the_lines_of_the_budget() -> None:
    town = world.found(FEAST)
    town.decide(feasts.filed(town, begroting=TWO_LINES))
    assert feasts.last(Award).activities == f"In uw begroting staat dit werk: Dak en Goten. {APPLIED}"


def test_a_scheme_has_its_own_words_for_the_work_of_a_kind_of_round() -> None:
    words = {"werk_jaar": "Het gaat om {titel}, met {onderdelen}."}
    town = world.found(replace(FEAST, letters={**FEAST.letters, **words}))
    case = feasts.filed(town, begroting=TWO_LINES)
    town.decide(case)
    assert feasts.last(Award).activities == f"Het gaat om {case.title}, met Dak en Goten. {APPLIED}"
