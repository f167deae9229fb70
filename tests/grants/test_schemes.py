"""The three schemes: what they ask, judge and promise, held against the demo data, the law and plain Dutch."""

import dataclasses
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import pytest

from grants import schemes
from grants.allocation import FirstCome, Formula, Need, Tender, for_round
from grants.demo import data
from grants.schemes.dorpshuis_onderhoud import DORPSHUIS_ONDERHOUD
from grants.schemes.innovatie_atelier import INNOVATIE_ATELIER
from grants.schemes.ondernemers_challenge import ONDERNEMERS_CHALLENGE
from workflow.form import Asked, asked
from workflow.questions import INCOME_KINDS, Address, Choice, Iban, Kvk, LongText, PersonQuestion
from workflow.scheme import Scheme

by_scheme = pytest.mark.parametrize("scheme", schemes.ALL, ids=lambda scheme: scheme.code)


def test_a_scheme_is_found_by_being_a_file_in_the_folder() -> None:
    assert schemes.ALL == (DORPSHUIS_ONDERHOUD, INNOVATIE_ATELIER, ONDERNEMERS_CHALLENGE)


def test_each_scheme_has_its_own_code_prefix_field_and_regulation() -> None:
    citations = {row["scheme"]: row["citation"] for row in data.organisation()["legal_profile"]["regulation"]}
    assert {one.code: (one.prefix, one.policy_field, one.regulation) for one in schemes.ALL} == {
        "innovatie-atelier": ("IA", "4.1.1", citations["innovatie-atelier"]),
        "ondernemers-challenge": ("OC", "4.1.1", citations["ondernemers-challenge"]),
        "dorpshuis-onderhoud": ("DH", "4.1.2", citations["dorpshuis-onderhoud"]),
    }


def test_the_forms_ask_as_many_questions_of_each_kind_as_was_agreed() -> None:
    kinds = {one.code: Counter(type(question).__name__ for question in one.questions) for one in schemes.ALL}
    assert {code: sum(counted.values()) for code, counted in kinds.items()} == {
        "innovatie-atelier": 32,
        "ondernemers-challenge": 28,
        "dorpshuis-onderhoud": 32,
    }
    assert kinds["innovatie-atelier"] == Counter(
        LongText=5, Integer=4, Text=3, Choice=3, Upload=3, PersonQuestion=2, DateQuestion=2, Boolean=2, Money=2,
        AreaChoice=1, Kvk=1, Address=1, BudgetTable=1, Iban=1, Declaration=1,
    )  # fmt: skip
    assert kinds["ondernemers-challenge"] == Counter(
        LongText=7, Text=3, Choice=3, Upload=3, PersonQuestion=2, DateQuestion=2, Money=2,
        AreaChoice=1, Kvk=1, Address=1, BudgetTable=1, Iban=1, Declaration=1,
    )  # fmt: skip
    assert kinds["dorpshuis-onderhoud"] == Counter(
        Choice=6, Upload=6, Integer=4, Boolean=3, Text=2, Money=2, Kvk=1, PersonQuestion=1, Address=1,
        AreaChoice=1, LongText=1, Quotes=1, BudgetTable=1, Iban=1, Declaration=1,
    )  # fmt: skip


def test_part_a_of_the_halls_asks_17_questions_and_part_b_all_32() -> None:
    assert (len(asked(DORPSHUIS_ONDERHOUD, "A")), len(asked(DORPSHUIS_ONDERHOUD, "B"))) == (17, 32)
    assert {question.only_for for question in _questions(DORPSHUIS_ONDERHOUD)} == {"", "B"}


@by_scheme
def test_five_criteria_weigh_100_together_and_each_level_has_its_own_words(scheme: Scheme) -> None:
    assert len(scheme.criteria) == 5
    assert sum(criterion.weight for criterion in scheme.criteria) == 100
    assert [len(set(criterion.anchors)) for criterion in scheme.criteria] == [5] * 5


def test_criteria_and_anchors_are_those_that_the_demo_was_scored_with() -> None:
    for scheme, rows in (
        (ONDERNEMERS_CHALLENGE, data.challenge()["criterion"]),
        (INNOVATIE_ATELIER, data.atelier()["criterion"]),
    ):
        shown = [{**dataclasses.asdict(one), "anchors": list(one.anchors)} for one in scheme.criteria]
        assert shown == rows


def test_the_rounds_have_the_figures_of_the_demo() -> None:
    tranche, tender = INNOVATIE_ATELIER.round_rule("tranche"), ONDERNEMERS_CHALLENGE.round_rule("tender")
    small, large = (DORPSHUIS_ONDERHOUD.round_rule(code) for code in "AB")
    atelier, challenge = data.atelier()["round"], data.challenge()["round"]
    round_a, round_b = data.halls()["round_a"], data.halls()["round_b"]
    same: tuple[str, ...] = ("maximum_cents", "pass_mark", "share_above", "full_up_to_cents", "repair_term_weeks")
    assert {name: tranche.parameters[name] for name in same} == {name: atelier[name] for name in same}
    assert {row["ceiling_cents"] for row in atelier["tranche"]} == {tranche.parameters["ceiling_cents"]}
    assert tranche.parameters["year_ceiling_cents"] == atelier["ceiling_cents"]
    same = ("ceiling_cents", "prize_ceiling_cents", "maximum_cents", "pass_mark", "advance_share", "funding_share")
    assert {name: tender.parameters[name] for name in same} == {name: challenge[name] for name in same}
    assert list(tender.parameters["prizes_cents"]) == data.challenge()["finale"]["prizes_cents"]
    for name in ("execution_through", "accounts_due"):
        assert tender.parameters[name] == data.challenge()["calendar"][name]
    assert small.parameters["ceiling_cents"] == round_a["ceiling_cents"]
    same = ("ceiling_cents", "share", "maximum_cents", "instalments", "at_once_below_cents", "first_group_condition")
    assert {name: large.parameters[name] for name in same} == {name: round_b[name] for name in same}
    terms = {rule.code: (rule.decision_term_weeks, rule.decision_term_from) for rule in (tranche, tender, small, large)}
    assert terms == {"tranche": (8, "received"), "tender": (13, "closes"), "A": (13, "closes"), "B": (13, "closes")}


def test_the_allocations_are_those_of_the_demo() -> None:
    challenge, round_a, round_b = data.challenge()["round"], data.halls()["round_a"], data.halls()["round_b"]
    assert INNOVATIE_ATELIER.round_rule("tranche").allocation == FirstCome(draw="day")
    assert ONDERNEMERS_CHALLENGE.round_rule("tender").allocation == Tender(
        pass_mark=challenge["pass_mark"],
        minimum_mean=challenge["minimum_mean_per_criterion"],
        ties=tuple(tie.removeprefix("mean:") for tie in challenge["tie_rule"]),
    )
    assert DORPSHUIS_ONDERHOUD.round_rule("A").allocation == Formula(
        brackets=tuple((row.get("below"), row["amount_cents"]) for row in round_a["brackets"]),
        per_m2_cents=round_a["amount_per_m2_cents"],
    )
    need = DORPSHUIS_ONDERHOUD.round_rule("B").allocation
    assert isinstance(need, Need)
    assert need.first_group_condition == round_b["first_group_condition"]
    assert list(need.ties) == round_b["tie_rule"]
    shown = {name: list(value) for name, value in dataclasses.asdict(need.points).items()}
    hours = [(row.get("below"), row["points"]) for row in round_b["points"]["hours"]]
    assert shown == {**round_b["points"], "hours": hours}


@by_scheme
def test_the_parameters_of_a_round_say_the_same_as_its_allocation(scheme: Scheme) -> None:
    for rule in scheme.rounds:
        assert for_round(rule.allocation, rule.parameters) == rule.allocation


def test_the_options_cover_the_words_that_the_demo_uses() -> None:
    def codes(scheme: Scheme, id_: str) -> set[str]:
        question = scheme.question(id_)
        assert isinstance(question, Choice)
        return set(question.codes)

    plans, ideas = data.challenge()["plan"], data.challenge()["idea"]
    assert codes(ONDERNEMERS_CHALLENGE, "thema") == {row["theme"] for row in ideas}
    assert codes(INNOVATIE_ATELIER, "thema") == codes(ONDERNEMERS_CHALLENGE, "thema")
    assert len(codes(INNOVATIE_ATELIER, "thema")) == 11
    assert codes(ONDERNEMERS_CHALLENGE, "rechtsvorm") == {row["legal_form"] for row in plans}
    assert {line["kind"] for row in plans for line in row["income"]} <= set(INCOME_KINDS)
    points = DORPSHUIS_ONDERHOUD.round_rule("B").parameters["points"]
    levels = {"conditie": "condition", "veilig": "safety", "energie": "energy", "toegang": "accessibility"}
    for id_, name in levels.items():
        assert len(codes(DORPSHUIS_ONDERHOUD, id_)) == len(points[name])


@by_scheme
def test_a_scheme_reads_back_from_its_json_as_it_was(scheme: Scheme) -> None:
    again = Scheme.from_json(scheme.to_json())
    assert again == scheme
    assert again.to_json() == scheme.to_json()
    assert again.fingerprint() == scheme.fingerprint()


def test_a_fingerprint_is_the_same_in_another_process() -> None:
    code = "import django; django.setup(); from grants.schemes import ALL; print(*(one.fingerprint() for one in ALL))"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.split() == [scheme.fingerprint() for scheme in schemes.ALL]


@by_scheme
def test_a_fingerprint_changes_with_a_single_word(scheme: Scheme) -> None:
    first = dataclasses.replace(scheme.criteria[0], label="Anders")
    changed = dataclasses.replace(scheme, criteria=(first, *scheme.criteria[1:]))
    assert changed.fingerprint() != scheme.fingerprint()


def test_a_word_that_the_engine_does_not_know_is_named() -> None:
    text = INNOVATIE_ATELIER.to_json()
    with pytest.raises(KeyError, match=r"LongText\.v99"):
        Scheme.from_json(text.replace("LongText.v1", "LongText.v99"))


@by_scheme
def test_answers_that_may_hold_personal_data_are_personal(scheme: Scheme) -> None:
    always = (LongText, Kvk, Address, PersonQuestion, Iban)
    open_ = {question.id for question in _questions(scheme) if not question.personal}
    assert not open_ & {question.id for question in _questions(scheme) if isinstance(question, always)}
    assert {"begroting", "minimum", "verklaring"} < open_
    assert not open_ & {"groep_naam", "organisatie", "bestuur", "bijlage_bank", "bijlage_eigendom"}


def test_only_identity_and_signature_block_an_application() -> None:
    assert {one.code: [question.id for question in _questions(one) if question.blocks] for one in schemes.ALL} == {
        "innovatie-atelier": ["groep_naam", "verantwoordelijke", "adres", "verklaring"],
        "ondernemers-challenge": ["contact", "organisatie", "tekenaar", "adres", "verklaring"],
        "dorpshuis-onderhoud": ["bestuur", "tekenaar", "adres", "verklaring"],
    }


@by_scheme
def test_every_obligation_rests_on_an_article_and_says_when(scheme: Scheme) -> None:
    for rule in scheme.obligations:
        assert re.search(r"Awb 4:\d+|ASV \w+", rule.basis), rule
        assert rule.due, rule
        counted = rule.weeks or rule.months or rule.years
        assert rule.from_ in ("announcement", "end", "fixed"), rule
        assert (rule.from_ == "fixed") == bool(rule.parameter), rule
        assert not (counted and rule.parameter), rule
        assert not rule.parameter or all(rule.parameter in one.parameters for one in scheme.rounds), rule


@by_scheme
def test_every_figure_names_its_article_and_whether_it_is_real_or_proposed(scheme: Scheme) -> None:
    for default in scheme.defaults:
        assert re.search(r"real|proposed", default.status), default
        assert default.article, default


# --- Plain Dutch (B1) -----------------------------------------------------------------------------------------------

HARD_WORDS = (
    "aangaande", "alsmede", "alvorens", "betreffende", "conform", "derhalve", "desbetreffende", "dient te", "dienen te",
    "doch", "echter", "geschieden", "hieromtrent", "indien", "ingevolge", "inzake", "jegens", "krachtens", "middels",
    "mits", "mogelijkerwijs", "naar aanleiding van", "nopens", "omtrent", "onverwijld", "overeenkomstig", "reeds",
    "teneinde", "tevens", "thans", "uwerzijds", "verzoeken wij u", "voornoemd", "voorts", "welke dient", "zulks",
    "bijv", "d.w.z", "e.d", "enz", "evt", "i.p.v", "i.v.m", "m.b.t", "o.a", "t.a.v", "z.s.m",
)  # fmt: skip


def _questions(scheme: Scheme) -> Iterator[Asked]:
    for question in scheme.questions:
        assert isinstance(question, Asked)
        yield question


def _texts(scheme: Scheme) -> Iterator[str]:
    """Everything that an applicant may read."""
    yield from (scheme.title, scheme.purpose)
    for question in _questions(scheme):
        yield from (question.label, question.help)
        yield from (label for _, label in getattr(question, "options", ()))
    for fit in scheme.fit_check:
        yield from (fit.question, fit.if_no)
    for criterion in scheme.criteria:
        yield from (criterion.label, criterion.question, *criterion.anchors)
    for rule in scheme.obligations:
        yield from (rule.text, rule.due)
    for document in scheme.documents:
        yield from (document.name, document.when)
    yield from scheme.letters.values()


@by_scheme
def test_sentences_have_at_most_twenty_words_and_labels_at_most_eight(scheme: Scheme) -> None:
    sentences = [sentence for text in _texts(scheme) for sentence in re.split(r"(?<=[.?!])\s+", text)]
    assert len(sentences) > 100
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []
    assert [one.label for one in _questions(scheme) if len(one.label.split()) > 8] == []


@by_scheme
def test_no_hard_words_and_no_abbreviations(scheme: Scheme) -> None:
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in HARD_WORDS), re.IGNORECASE)
    assert [text for text in _texts(scheme) if pattern.search(text)] == []


@by_scheme
def test_placeholders_of_letters_are_names_in_braces(scheme: Scheme) -> None:
    for text in scheme.letters.values():
        assert re.sub(r"\{[a-z_0-9]+\}", "", text).count("{") == 0
        assert text.endswith((".", "?"))


def test_an_exact_share_stays_exact_in_the_json_of_a_scheme() -> None:
    again = Scheme.from_json(DORPSHUIS_ONDERHOUD.to_json())
    assert again.round_rule("B").parameters["share"] == Fraction(3, 5)
