"""Following a grant from the command line: plan, visit, answer, obligations, sample, reminders."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from grants.models import Application, Check, Obligation, Round
from tests import world
from tests.grants.letters.feasts import FEAST, OBLIGATIONS
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db


def follow(town: World, *words: str) -> str:
    out = StringIO()
    with clock.at(town.now):
        call_command("follow", *words, stdout=out)
    return out.getvalue().strip()


def test_a_grant_is_followed_with_the_command_line_alone(tmp_path: Path) -> None:
    town = world.found(replace(FEAST, obligations=OBLIGATIONS), execution_through="2026-12-31")
    case = town.assessed()
    town.decide(case)
    reference, officer = case.stream.reference, str(town.people["policy_officer"])
    photo = tmp_path / "tent.jpg"
    photo.write_bytes(b"tent")
    assert follow(town, "plan", reference, "--as", officer) == "2 stappen gezet."
    seen = ("seen", reference, "--as", officer, "--text", "De tent stond er.", "--photo", str(photo))
    assert follow(town, *seen) == "1 stappen gezet."
    assert follow(town, "answer", reference, "--as", officer, "--text", "Goed zo.") == "1 stappen gezet."
    check = Check.objects.get()
    assert (check.state, check.report, check.answer) == ("followed_up", "De tent stond er.", "Goed zo.")
    assert '"tent.jpg"' in check.photos
    follow(town, "met", reference, "--as", officer, "--obligation", "Begin snel", "--text", "Op tijd.")
    follow(town, "breached", reference, "--as", officer, "--obligation", "tien jaar open", "--text", "Dicht.")
    states = dict(Obligation.objects.values_list("text", "state"))
    assert (states["Begin snel."], states["Houd de straat tien jaar open."]) == ("met", "breached")
    code = Round.objects.get().code
    assert follow(town, "sample", code, "--as", officer, "--seed", "42", "--percent", "10") == "2 stappen gezet."
    assert Application.objects.get(pk=case.pk).sampled
    assert follow(town, "remind") == "0 herinneringen verstuurd."


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("plan", "XX-1"), "unknown-dossier"),
        (("answer", "REF", "--text", "Goed."), "no-such-check"),
        (("met", "REF", "--obligation", "vlieg", "--text", "x"), "which-obligation"),
        (("sample", "ZZ", "--seed", "1", "--percent", "5"), "unknown-round"),
        (("sample", "CODE", "--seed", "1", "--percent", "-5"), "sample-invalid"),
    ],
)
def test_what_is_not_there_is_refused_with_its_code(words: tuple[str, ...], code: str) -> None:
    town = world.found(FEAST)
    case = town.assessed()
    town.decide(case)
    real = {"REF": case.stream.reference, "CODE": Round.objects.get().code}
    named = [real.get(word, word) for word in words]
    if "-5" in named:
        named[-2:] = ["--percent=-5"]
    with pytest.raises(CommandError, match=code):
        follow(town, *named, "--as", str(town.people["policy_officer"]))
