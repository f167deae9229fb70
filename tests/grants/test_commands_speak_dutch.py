"""What is mistyped at any command is told in Dutch, with the code of a refusal and its status; nothing changes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.core.management import CommandError, get_commands, load_command_class

from grants.management.spoken import Spoken
from grants.models import Decision
from tests import world
from tests.grants.desk_words import said
from tests.invariants.tables import counts
from tests.world import World

OURS = sorted(name for name, app in get_commands().items() if app == "grants" and name != "demo")


def test_every_command_of_a_bureau_speaks_dutch() -> None:
    assert [name for name in OURS if not isinstance(load_command_class("grants", name), Spoken)] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["sign", "OC-2026"], "Dit ontbreekt nog: --as. Wat kan, leest u met: manage.py sign --help"),
        (["pay", "propose", "--as"], "Zeg iets achter --as. Wat kan, leest u met: manage.py pay propose --help"),
        (["due", "--ooit"], "Dit kennen wij hier niet: --ooit. Wat kan, leest u met: manage.py due --help"),
    ],
)
def test_what_the_parser_cannot_place_is_told_in_dutch_with_the_status_of_a_refusal(
    words: list[str], sentence: str
) -> None:
    done = subprocess.run([sys.executable, "manage.py", *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{sentence}\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("due", "--through", "gisteren"), "Bij ‘--through’: vul een dag in, zoals 31-12-2026. (answer-not-a-date)"),
        (("due", "--through", "2026-02-30"), "Bij ‘--through’: vul een dag in, zoals 31-12-2026. (answer-not-a-date)"),
        (
            ("pay", "propose", "--as", "finance_maker", "--through", "morgen"),
            "Bij ‘--through’: vul een dag in, zoals 31-12-2026. (answer-not-a-date)",
        ),
        (
            ("decide", "BF-jaar", "--what-if", "--ceiling", "1.250.50"),
            "Bij ‘--ceiling’: vul een bedrag in, zoals 1.250,00. (amount-invalid)",
        ),
        (
            ("decide", "BF-jaar", "--what-if", "--ceiling", "-5"),
            "Bij ‘--ceiling’: vul een bedrag in, zoals 1.250,00. (amount-invalid)",
        ),
        (
            ("decide", "BF-jaar", "--what-if", "--ceiling", "1000000001"),
            "Bij ‘--ceiling’: vul hoogstens € 1.000.000.000,00 in. (amount-too-high)",
        ),
        (("decide", "BF-jaar", "--what-if", "--ceiling", " "), "Bij ‘--ceiling’: vul iets in. (option-empty)"),
        (
            ("determine", "CASE", "--what-if", "--amount", "12,505"),
            "Bij ‘--amount’: vul een bedrag in, zoals 1.250,00. (amount-invalid)",
        ),
        (
            ("desk", "receive", "CASE", "--as", "finance_maker", "--amount", "1", "--on", "32-1-2026"),
            "Bij ‘--on’: vul een dag in, zoals 31-12-2026. (answer-not-a-date)",
        ),
        (
            ("step", "application.withdraw", "CASE", "--as", "intake_clerk", "--for", "niemand"),
            "Wij kennen geen persoon ‘niemand’. Geef een login, of een id.",
        ),
        (("explain", "\udcff"), "Hier staan tekens die geen tekst zijn."),
        (("decide", "XX"), "Wij kennen geen ronde ‘XX’. (unknown-round)"),
        (("duplicates", "XX"), "Wij kennen geen ronde ‘XX’. (unknown-round)"),
        (("explain", "XX"), "Wij kennen geen zaak ‘XX’. Geef een kenmerk, of een id. (unknown-dossier)"),
        (("pay", "file", "BO-1", "--as", "finance_maker"), "Wij gaven geen opdracht ‘BO-1’. (unknown-order)"),
        (
            ("sign", "XX", "BF-jaar", "YY", "--as", "mandate_holder"),
            "Wij kennen geen ronde en geen zaak ‘XX’ en ‘YY’. (nothing-by-this-name)",
        ),
        (("announce", "XX", "--as", "policy_officer"), "Wij kennen geen ronde en geen zaak ‘XX’. (nothing-by-this-name)"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_what_is_mistyped_is_told_with_its_code_and_nothing_changes(words: tuple[str, ...], sentence: str) -> None:
    town = world.found()
    case = town.file()
    before = counts()
    people = {role: str(person) for role, person in town.people.items()}
    real = [people.get(word, word).replace("CASE", case.stream.reference) for word in words]
    joined = [f"--ceiling={real[-1]}"] if real[-1] == "-5" else real[-1:]
    with pytest.raises(CommandError) as refused:
        said(town, *(real[:-2] + joined if real[-1] == "-5" else real))
    assert str(refused.value).replace("\N{NO-BREAK SPACE}", " ") == sentence
    assert counts() == before


@pytest.mark.django_db
def test_amounts_and_days_are_read_in_every_way_that_leaves_no_doubt() -> None:
    town = world.found()
    whole = said(town, "decide", "BF-jaar", "--what-if", "--ceiling", "1250.50")
    assert "plafond € 1.250,50" in whole
    assert said(town, "decide", "BF-jaar", "--what-if", "--ceiling", "1.250,50") == whole
    assert said(town, "due", "--through", "1-3-2026") == said(town, "due", "--through", "2026-03-01")


def who(town: World, role: str) -> tuple[str, str]:
    return "--as", str(town.people[role])


@pytest.mark.django_db
def test_signing_and_announcing_say_how_many_and_what_was_not_done() -> None:
    town = world.found()
    case = town.assessed()
    reference, holder, officer = case.stream.reference, who(town, "mandate_holder"), who(town, "policy_officer")
    nothing = f"0 besluiten ondertekend.\n  niets: {reference}: hier wacht geen besluit\n"
    assert said(town, "sign", reference, *holder) == nothing
    town.draft(case)
    draft = f"0 besluiten bekendgemaakt.\n  niets: {reference}: wat hier wacht, heeft de stand ‘ontwerp’\n"
    assert said(town, "announce", reference, *officer) == draft
    assert said(town, "sign", "BF-jaar", *holder) == "1 besluit ondertekend.\n"
    signed = f"0 besluiten ondertekend.\n  niets: {reference}: wat hier wacht, heeft de stand ‘ondertekend’\n"
    assert said(town, "sign", reference, *holder) == signed
    assert said(town, "announce", reference, *officer) == "1 besluit bekendgemaakt.\n"
    assert Decision.objects.get().state == "announced"
