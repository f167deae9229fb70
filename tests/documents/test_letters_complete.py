"""What the law asks for is there, or there is no letter."""

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.letters import KINDS, Letter, LetterIncomplete, from_json, to_json
from documents.letters.part import Part, is_mandatory
from documents.letters.rejection import ScoreGround
from documents.letters.tables import Calculation, CalculationRow, PaymentRow, PaymentSchedule, RowKind
from documents.render import render, to_html
from tests.documents.sample_awards import AWARD, CANTEEN_SCORES, CHALLENGE_DUTIES, HALL_AWARD, PARTIAL_AWARD, PRIZE
from tests.documents.sample_intake import COMPLETION, IDEA, LATE_ACKNOWLEDGEMENT, SET_ASIDE, WITHDRAWN
from tests.documents.sample_parts import APRIL_17, SENDER, aid, remedy, schedule
from tests.documents.sample_payments import RESUMED
from tests.documents.sample_rejections import CEILING, LATE, LOW_CRITERION, LOW_SCORE
from tests.documents.sample_settlements import (
    BY_LINES,
    BY_METHOD,
    DETERMINATION,
    INTENTION,
    LOWER,
    RECOVERY,
    REMINDER,
    REPAYMENT,
)
from tests.documents.sample_terms import CORRECTED_TO_LATE
from tests.documents.samples import SAMPLES

Place = tuple[str | int, ...]


def mandatory_places(part: Part, path: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every mandatory field of a letter and of all its parts, as a path into its JSON and as class and name."""
    for field in fields(part):
        value = getattr(part, field.name)
        here = (*path, field.name)
        if is_mandatory(field):
            yield here, f"{type(part).__name__}.{field.name}"
        for index, each in enumerate(value if isinstance(value, tuple) else [value]):
            if isinstance(each, Part):
                yield from mandatory_places(each, (*here, index) if isinstance(value, tuple) else here)


EVERY_PLACE = [(name, path, field) for name, letter in SAMPLES.items() for path, field in mandatory_places(letter)]


def without(letter: Letter, path: Place, value: object) -> str:
    """The facts of a letter with one field emptied, or left out when the value is `...`."""
    facts = json.loads(to_json(letter))
    *above, last = path
    holder: Any = facts
    for step in above:
        holder = holder[step]
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return json.dumps(facts)


def test_the_samples_show_every_kind_of_letter() -> None:
    assert {letter.kind for letter in SAMPLES.values()} == set(KINDS)


def test_the_samples_hold_hundreds_of_mandatory_fields() -> None:
    assert len(EVERY_PLACE) > 1000


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_without_any_one_of_its_mandatory_fields_is_not_rendered(name: str) -> None:
    letter = SAMPLES[name]
    for path, field in mandatory_places(letter):
        with pytest.raises(LetterIncomplete) as refused:
            render(letter.kind, without(letter, path, ...), watermark=False)
        assert (refused.value.field, refused.value.code) == (field, "letter-incomplete")
        assert refused.value.article


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_with_any_one_of_its_mandatory_fields_empty_is_not_rendered(name: str) -> None:
    letter = SAMPLES[name]
    for path, field in mandatory_places(letter):
        before = json.loads(to_json(letter))
        for step in path:
            before = before[step]
        empty: object = " \n" if isinstance(before, str) else [] if isinstance(before, list) else None
        with pytest.raises(LetterIncomplete) as refused:
            render(letter.kind, without(letter, path, empty), watermark=False)
        assert refused.value.field == field


def test_the_refusal_names_field_and_article_in_dutch() -> None:
    with pytest.raises(LetterIncomplete) as refused:
        replace(AWARD, activities="  ")
    assert str(refused.value) == "Deze brief is niet af: Award.activities ontbreekt (Awb 4:30)."


def test_a_list_with_a_blank_line_is_not_complete() -> None:
    with pytest.raises(LetterIncomplete, match="Reminder.to_send ontbreekt"):
        replace(REMINDER, to_send=("Een verslag", ""))


def cents() -> st.SearchStrategy[int]:
    return st.integers(-10_000_000, 10_000_000)


@given(st.lists(cents(), min_size=1, max_size=30), cents())
def test_a_calculation_exists_only_with_the_sum_of_its_rows(amounts: list[int], claimed: int) -> None:
    rows = tuple(CalculationRow(label="Kosten", amount_cents=amount) for amount in amounts)
    assert Calculation(rows=rows, total_label="Samen", total_cents=sum(amounts)).total_cents == sum(amounts)
    if claimed != sum(amounts):
        with pytest.raises(LetterIncomplete, match="is niet de uitkomst van de rijen"):
            Calculation(rows=rows, total_label="Samen", total_cents=claimed)


@given(st.integers(0, 100_000_000), st.integers(1, 100), st.integers(-500, 500))
def test_a_share_is_a_percentage_to_the_cent(whole: int, percent: int, error: int) -> None:
    amount = whole * percent // 100 + error
    row = CalculationRow(label="Deel", amount_cents=amount, kind=RowKind.SHARE, percent=percent)
    exact = 100 * amount - whole * percent
    if -100 < exact < 100:
        assert row.after(whole) == amount
    else:
        with pytest.raises(LetterIncomplete):
            row.after(whole)


@given(st.lists(st.integers(1, 1_000_000), min_size=1, max_size=12), st.integers(1, 1_000_000))
def test_payments_exist_only_with_their_sum(amounts: list[int], error: int) -> None:
    rows = tuple(PaymentRow(what="Deel", amount_cents=amount, due_on=date(2026, 6, 1)) for amount in amounts)
    PaymentSchedule(rows=rows, total_cents=sum(amounts), account_last4="3539")
    with pytest.raises(LetterIncomplete, match="is niet de som van de betalingen"):
        PaymentSchedule(rows=rows, total_cents=sum(amounts) + error, account_last4="3539")


HEARD = LOWER.hearing
assert HEARD is not None
FLAWS: dict[str, tuple[Part, dict[str, Any], str]] = {
    "points that do not add up": (CANTEEN_SCORES, {"total_hundredths": 8601}, "ScoreTable.total_hundredths"),
    "maxima that do not add up": (CANTEEN_SCORES, {"maximum": 110}, "ScoreTable.maximum"),
    "costs that do not add up": (LOWER.costs, {"counted_cents": 1}, "CostTable.counted_cents"),  # type: ignore[dict-item]
    "a plan that fits under the ceiling": (
        CEILING.ground.table,  # type: ignore[union-attr]
        {"ceiling_cents": 20_000_000},
        "RankTable.rows",
    ),
    "other grants than the ranking says": (
        CEILING.ground.table,  # type: ignore[union-attr]
        {"granted_cents": 11_109_999},
        "RankTable.granted_cents",
    ),
    "a remainder that would have been enough": (
        CEILING.ground,
        {"minimum_cents": 140_000},
        "CeilingGround.minimum_cents",
    ),
    "a passing score": (LOW_SCORE.ground, {"pass_mark": 50}, "ScoreGround.score_hundredths"),
    "a passing criterion": (
        LOW_CRITERION.ground,
        {"minimum_hundredths": 167},
        "CriterionGround.mean_hundredths",
    ),
    "a plan in time": (LATE.ground, {"received_at": LATE.ground.closed_at}, "LateGround.received_at"),  # type: ignore[union-attr]
    "a judgement without scores": (LOW_SCORE, {"scores": None}, "Rejection.scores"),
    "scores of another plan": (
        LOW_SCORE,
        {"ground": ScoreGround(score_hundredths=10, pass_mark=60)},
        "Rejection.scores",
    ),
    "an amount that its calculation does not reach": (AWARD, {"amount_cents": 465_001}, "Award.calculation"),
    "less than was asked, unexplained": (PARTIAL_AWARD, {"deviations": ()}, "Award.deviations"),
    "an award without reasons": (AWARD, {"scores": None}, "Award.motivation"),
    "aid of another amount": (AWARD, {"de_minimis": aid(1)}, "Award.de_minimis"),
    "a period that runs backwards": (AWARD, {"period_from": date(2026, 10, 1)}, "Award.period_until"),
    "both ways to a final amount": (
        AWARD.settlement,
        {"request_by": date(2027, 1, 1)},
        "Settlement.ex_officio_by",
    ),
    "an obligation without a moment": (CHALLENGE_DUTIES[0], {"due_on": None}, "Obligation.due_on"),
    "aid that is added wrongly": (aid(100), {"total_cents": 99}, "DeMinimis.total_cents"),
    "aid above the ceiling": (aid(100), {"ceiling_cents": 99}, "DeMinimis.total_cents"),
    "a whole account number": (
        AWARD.payments,
        {"account_last4": "NL03VBLD0910000001"},
        "PaymentSchedule.account_last4",
    ),
    "setting aside after four weeks": (SET_ASIDE, {"until": date(2026, 3, 16)}, "SetAside.until"),
    "setting aside within the term": (SET_ASIDE, {"until": date(2026, 4, 14)}, "SetAside.until"),
    "a clock that stops today": (
        COMPLETION,
        {"suspended_from": date(2026, 4, 1)},
        "CompletionRequest.suspended_from",
    ),
    "a determination that differs without a method": (
        DETERMINATION,
        {"determined_cents": 464_999, "payments": schedule(("Laatste deel", 92_999, date(2026, 12, 28)))},
        "Determination.determined_cents",
    ),
    "a balance that is not paid": (DETERMINATION, {"payments": None}, "Determination.payments"),
    "a determination above the award": (
        DETERMINATION,
        {"determined_cents": 465_001},
        "Determination.determined_cents",
    ),
    "another release than the method gives": (
        BY_METHOD,
        {"by_method": replace(BY_METHOD.by_method, released_cents=1)},  # type: ignore[type-var]
        "Determination.by_method",
    ),
    "a lower determination that is not lower": (
        LOWER,
        {"granted_cents": 474_000},
        "LowerDetermination.determined_cents",
    ),
    "another amount to repay": (
        LOWER,
        {"repayment": replace(REPAYMENT, amount_cents=113_999)},
        "LowerDetermination.repayment",
    ),
    "a recovery of another amount": (RECOVERY, {"determined_cents": 470_000}, "Recovery.repayment"),
    "a recovery that leaves less than nothing": (
        RECOVERY,
        {"claimed_cents": 1_00, "left_cents": -1_00},
        "Recovery.repayment",
    ),
    "a plan that does not reach the amount": (REPAYMENT, {"amount_cents": 120_000}, "Repayment.plan"),
    "a view without an answer": (HEARD, {"points": ()}, "Hearing.points"),
    "lines that do not lead to the amount": (BY_LINES, {"determined_cents": 434_001}, "Determination.payments"),
    "lines that count for more": (
        BY_LINES,
        {"determined_cents": 465_000, "payments": DETERMINATION.payments},
        "Determination.by_lines",
    ),
    "less without a word on the view": (LOWER, {"hearing": None}, "LowerDetermination.hearing"),
    "a view that was asked and was not": (LOWER, {"unheard": "Er was haast."}, "LowerDetermination.hearing"),
    "votes above the most": (PRIZE.score, {"votes": 1143}, "PrizeScore.votes"),
    "a link that is no page of the web": (SENDER, {"privacy_url": "javascript:alert(1)"}, "Sender.privacy_url"),
    "an intention that lowers nothing": (
        INTENTION,
        {"intended_cents": 588_000},
        "HearingIntention.intended_cents",
    ),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_letter_that_contradicts_itself_does_not_exist(flaw: str) -> None:
    part, changes, field = FLAWS[flaw]
    with pytest.raises(LetterIncomplete) as refused:
        replace(part, **changes)
    assert refused.value.field == field


@pytest.mark.parametrize(("days", "fits"), [(41, False), (42, True), (56, True), (57, False)])
def test_a_decision_gives_six_weeks_to_object_and_what_holidays_add(days: int, fits: bool) -> None:
    clause = replace(remedy(APRIL_17), objection_until=APRIL_17 + timedelta(days=days))
    if fits:
        assert replace(AWARD, remedy=clause).remedy == clause
    else:
        with pytest.raises(LetterIncomplete, match="is niet zes weken na verzending"):
            replace(AWARD, remedy=clause)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_comes_back_from_its_json_as_it_was(name: str) -> None:
    letter = SAMPLES[name]
    facts = to_json(letter)
    assert from_json(letter.kind, facts) == letter
    assert to_json(from_json(letter.kind, facts)) == facts


def test_the_json_is_canonical() -> None:
    facts = to_json(IDEA)
    assert facts == json.dumps(json.loads(facts), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert '"call_by":"2026-01-24"' in facts
    assert '"received_at":"2026-01-09T14:49:00+00:00"' in facts


@given(st.text(), st.text())
def test_any_text_survives_the_round_trip(project: str, words: str) -> None:
    letter = replace(PRIZE, project=f"x{project}", jury_words=words)
    assert from_json("prize", to_json(letter)) == letter


@pytest.mark.parametrize(
    ("field", "value"),
    [("amount_cents", 4650.0), ("amount_cents", "465000"), ("amount_cents", True), ("project", 7), ("surprise", 1)],
)
def test_facts_of_another_shape_are_refused(field: str, value: object) -> None:
    facts = json.loads(to_json(AWARD)) | {field: value}
    with pytest.raises(ValueError):  # noqa: PT011 - the message differs by shape
        from_json("award", json.dumps(facts))


def test_a_float_is_refused_on_the_way_out() -> None:
    with pytest.raises(TypeError, match="a letter holds no float"):
        to_json(replace(WITHDRAWN, requested_cents=1.5))  # type: ignore[arg-type]


def test_a_receipt_calls_nothing_late_that_was_in_time_and_foretells_no_refusal_without_its_ground() -> None:
    with pytest.raises(LetterIncomplete, match=r"Acknowledgement.closed_at ligt niet vóór de ontvangst \(Awb 4:13\)"):
        replace(LATE_ACKNOWLEDGEMENT, closed_at=LATE_ACKNOWLEDGEMENT.received_at)
    with pytest.raises(LetterIncomplete, match=r"Acknowledgement.rules ontbreekt \(Awb 4:26\)"):
        replace(LATE_ACKNOWLEDGEMENT, rules=())


def test_what_lasts_until_a_day_is_not_the_first_thing_to_do() -> None:
    lasting = tuple(replace(each, lasts=True) for each in CHALLENGE_DUTIES)
    assert AWARD.first_obligation.rest == "hieronder wat u moet doen. De eerste datum is 17\u00a0juli\u00a02026."
    assert replace(AWARD, obligations=lasting).first_obligation.rest == "hieronder wat u moet doen."


def test_what_is_still_paid_in_parts_is_summed_up_whole() -> None:
    parts = schedule(
        ("Tweede deel", 40_000, date(2027, 6, 1)),
        ("Derde deel", 40_000, date(2028, 6, 1)),
        ("Laatste deel", 13_000, date(2029, 6, 1)),
    )
    said = replace(DETERMINATION, payments=parts).balance_line
    assert said == ("Wij betalen", "u nog €\u00a0930,00 in drie delen, het laatste op 1\u00a0juni\u00a02029.")
    once = DETERMINATION.balance_line
    assert once == ("Wij betalen", "u nog €\u00a0930,00, uiterlijk op 28\u00a0december\u00a02026.")


def test_payments_go_on_after_they_stopped_and_not_before() -> None:
    with pytest.raises(LetterIncomplete, match=r"PaymentsResumed.stopped_on ligt na deze brief \(Awb 4:56\)"):
        replace(RESUMED, stopped_on=RESUMED.head.sent_on + timedelta(days=1))


def test_points_say_that_they_are_rounded_only_where_a_reader_would_reckon_others() -> None:
    sentence = "Wij ronden punten zo af dat het totaal klopt."
    exact = replace(
        CANTEEN_SCORES,
        rows=tuple(
            replace(row, mean_hundredths=400, points_hundredths=80 * row.maximum) for row in CANTEEN_SCORES.rows
        ),
        total_hundredths=8000,
    )
    printed = [sentence in to_html(replace(AWARD, scores=each), watermark=False) for each in (CANTEEN_SCORES, exact)]
    assert printed == [True, False]
    assert sentence not in to_html(HALL_AWARD, watermark=False)


def test_a_corrected_receipt_calls_nothing_late_that_was_in_time() -> None:
    with pytest.raises(LetterIncomplete, match=r"ReceiptCorrected.closed_at ligt niet vóór de ontvangst \(Awb 4:13\)"):
        replace(CORRECTED_TO_LATE, closed_at=CORRECTED_TO_LATE.received_at)
