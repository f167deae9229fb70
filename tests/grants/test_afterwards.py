"""What an account and a report ask beside text and amounts: by the granted amount, beside the plan, and never in the way."""

from __future__ import annotations

import dataclasses
import json
import uuid
from typing import Any

import pytest

from grants import payloads
from grants.accounted import Measured, accounted, with_account
from grants.afterwards import OTHER, Grant, ever_asked
from grants.models import Application, FinalAccount, Report
from grants.schemes.dorpshuis_onderhoud import DORPSHUIS_ONDERHOUD
from tests import world
from tests.toy import BUURTFEEST
from tests.world import World
from workflow.errors import Refusal
from workflow.facts import Actor
from workflow.questions import Integer, Text, Upload
from workflow.scheme import Afterwards, Scheme
from workflow.verify import verify

INVOICE = Upload(
    "na_factuur", "achteraf", "De facturen", "", personal=False, kinds=("pdf", "png"), max_mb=1, max_files=2
)
OPINION = Upload("na_verklaring", "achteraf", "De verklaring", "", personal=False, kinds=("pdf",), max_mb=1)
GUESTS = Integer("na_gasten", "achteraf", "Hoeveel gasten kwamen er?", "", personal=False, minimum=0, maximum=999)
FEAST = dataclasses.replace(
    BUURTFEEST,
    code="natijdfeest",
    prefix="NF",
    questions=(
        *BUURTFEEST.questions,
        Integer("gasten", "plan", "Hoeveel gasten verwacht u?", "", personal=False, minimum=1, maximum=999),
    ),
    afterwards=(
        Afterwards(GUESTS, planned="gasten", in_report=True),
        Afterwards(INVOICE, from_cents=1_000_00),
        Afterwards(OPINION, from_cents=1, figure="opinion_from_cents"),
    ),
)
FILE = {"id": "a" * 64, "kind": "pdf", "bytes": 1234}
NONE_MISSING = {"na_gasten": 41, "na_factuur": [FILE]}


def granted(cents: int = 1_000_00, scheme: Scheme = FEAST, **figures: Any) -> tuple[World, Application]:
    town = world.found(scheme, opinion_from_cents=2_000_00, **figures)
    case = town.file(cents, gasten=30)
    town.take("intake_clerk", "application", "intake", case.pk)
    case = Application.objects.get(pk=case.pk)
    town.decide(case)
    return town, read(case)


def read(case: Application) -> Application:
    """The case as the page of it reads it."""
    found: Application = with_account(Application.objects.select_related("round", "stream")).get(pk=case.pk)
    return found


def accounts(town: World, case: Application, answers: dict[str, Any]) -> Application:
    said = payloads.Account(1_000_00, "Mooi.", (1_000_00,), (1_000_00,), answers=answers)
    town.take(Actor(person=case.contact_id), "application", "account", case.pk, said)
    return read(case)


def refused(town: World, case: Application, answers: dict[str, Any]) -> list[str]:
    with pytest.raises(Refusal) as caught:
        accounts(town, case, answers)
    return [one.code for one in caught.value.obstacles]


@pytest.mark.parametrize(
    ("cents", "asked"),
    [
        (999_99, ["na_gasten", "na_bestanden"]),
        (1_000_00, ["na_gasten", "na_factuur", "na_bestanden"]),
        (1_999_99, ["na_gasten", "na_factuur", "na_bestanden"]),
        (2_000_00, ["na_gasten", "na_factuur", "na_verklaring", "na_bestanden"]),
    ],
)
def test_an_account_asks_by_the_granted_amount_and_the_figure_of_a_round_goes_before_that_of_the_scheme(
    cents: int, asked: list[str]
) -> None:
    grant = Grant(FEAST, {"opinion_from_cents": 2_000_00}, cents)
    assert [one.id for one in grant.of_account()] == asked
    assert [one.id for one in grant.of_report()] == ["na_gasten", "na_bestanden"]


def test_where_a_round_sets_no_figure_the_amount_of_the_scheme_holds() -> None:
    assert [one.id for one in Grant(FEAST, {}, 1).of_account()] == ["na_gasten", "na_verklaring", "na_bestanden"]
    assert [one.id for one in Grant(FEAST, {}, 0).of_account()] == ["na_gasten", "na_bestanden"]


@pytest.mark.parametrize(
    ("cents", "asked"),
    [
        (24_999_99, []),
        (25_000_00, ["na_facturen"]),
        (124_999_99, ["na_facturen"]),
        (125_000_00, ["na_facturen", "na_controleverklaring"]),
    ],
)
def test_a_hall_sends_invoices_from_25000_euros_on_and_an_opinion_from_125000(cents: int, asked: list[str]) -> None:
    figures = DORPSHUIS_ONDERHOUD.round_rule("B").parameters
    found = Grant(DORPSHUIS_ONDERHOUD, figures, cents).of_account()
    assert [one.id for one in found if isinstance(one, Upload) and one != OTHER] == asked


def test_a_scheme_without_any_takes_other_files_all_the_same() -> None:
    assert Grant(BUURTFEEST, {}, 1).of_account() == (OTHER,) == Grant(BUURTFEEST, {}, 1).of_report()
    assert dict(ever_asked(BUURTFEEST)) == {OTHER.id: OTHER}


def test_a_scheme_with_what_it_asks_afterwards_reads_back_the_same_and_one_that_was_published_before_asks_nothing() -> (
    None
):
    assert Scheme.from_json(FEAST.to_json()) == FEAST
    old = json.loads(BUURTFEEST.to_json())
    del old["afterwards"]
    assert Scheme.from_json(json.dumps(old)) == BUURTFEEST


def test_what_is_personal_is_not_asked_afterwards_and_no_id_stands_for_two_questions() -> None:
    with pytest.raises(AssertionError, match="stands in the trail"):
        dataclasses.replace(FEAST, afterwards=(Afterwards(Text("wie", "", "", "", max_chars=9)),))
    twice = Integer("gasten", "", "", "", personal=False, minimum=0, maximum=1)
    with pytest.raises(AssertionError, match="its own id"):
        dataclasses.replace(FEAST, afterwards=(Afterwards(twice),))


@pytest.mark.django_db
def test_an_account_without_what_was_asked_is_taken_and_who_assesses_it_reads_what_did_not_come() -> None:
    town, case = granted()
    assert accounted(case) is None
    case = accounts(town, case, {})
    assert case.state == Application.ACCOUNT_SUBMITTED
    found = accounted(case)
    assert found
    assert (found.measured, found.missing) == ([], ["Hoeveel gasten kwamen er?", "De facturen"])
    assert FinalAccount.objects.get().answers == ""
    assert verify().differences == []


@pytest.mark.django_db
def test_what_came_with_an_account_stands_beside_what_was_planned_and_in_the_trail() -> None:
    town, case = granted()
    case = accounts(town, case, {**NONE_MISSING, "na_gasten": "41"})
    found = accounted(case)
    assert found
    assert (found.measured, found.missing) == ([Measured("Hoeveel gasten kwamen er?", "30", "41")], [])
    assert json.loads(FinalAccount.objects.get().answers) == NONE_MISSING
    assert verify().differences == []


@pytest.mark.django_db
def test_what_is_not_asked_or_cannot_be_read_is_refused_and_nothing_is_taken() -> None:
    town, case = granted()
    assert refused(town, case, {"na_verklaring": [FILE]}) == ["not-asked-afterwards"]  # Asked from a higher amount on.
    assert refused(town, case, {"na_gasten": 1_000}) == ["number-out-of-range"]
    assert refused(town, case, {"na_factuur": [{**FILE, "kind": "jpg"}]}) == ["upload-kind"]
    assert refused(town, case, {"na_factuur": [{**FILE, "bytes": 1024 * 1024 + 1}]}) == ["upload-too-large"]
    assert refused(town, case, {"na_factuur": [FILE, {**FILE, "id": "b"}, {**FILE, "id": "c"}]}) == ["uploads-too-many"]
    assert (FinalAccount.objects.count(), Application.objects.get(pk=case.pk).state) == (0, case.state)


@pytest.mark.django_db
def test_a_report_takes_what_is_asked_in_between_and_not_what_waits_for_the_account() -> None:
    town, case = granted()
    report = Report.objects.get(application=case)

    def reports(answers: dict[str, Any]) -> None:
        said = payloads.ReportText("Het gaat goed.", answers=answers)
        town.take(Actor(person=case.contact_id), "report", "report", report.pk, said)

    with pytest.raises(Refusal, match="na_factuur"):
        reports({"na_factuur": [FILE]})
    reports({"na_gasten": 12, OTHER.id: [FILE]})
    assert json.loads(Report.objects.get(pk=report.pk).answers) == {"na_gasten": 12, OTHER.id: [FILE]}
    assert verify().differences == []


@pytest.mark.django_db
def test_the_report_that_an_account_brings_with_it_holds_its_text_and_no_second_copy_of_what_was_answered() -> None:
    town, case = granted()
    accounts(town, case, NONE_MISSING)
    report = Report.objects.get(application=case)
    assert (report.pk, report.state, report.text, report.answers) == (
        uuid.uuid5(case.pk, "report/eindverslag"), "submitted", "Mooi.", "",
    )  # fmt: skip
