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
    check_ = f"{reference}: controle ‘gesprek’,"
    by = "De beleidsmedewerker doet haar uiterlijk op 4 juli 2026."
    assert follow(town, "plan", reference, "--as", officer) == f"{check_} gepland. {by}"
    seen = ("seen", reference, "--as", officer, "--text", "De tent stond er.", "--photo", str(photo))
    assert follow(town, *seen) == f"{check_} gedaan. De beleidsmedewerker antwoordt de ontvanger."
    assert follow(town, "answer", reference, "--as", officer, "--text", "Goed zo.") == f"{check_} opgevolgd. Klaar."
    check = Check.objects.get()
    assert (check.state, check.report, check.answer) == ("followed_up", "De tent stond er.", "Goed zo.")
    assert '"tent.jpg"' in check.photos
    met = follow(town, "met", reference, "--as", officer, "--obligation", "Begin snel", "--text", "Op tijd.")
    assert met == f"{reference}: verplichting ‘Begin snel.’ nagekomen."
    follow(town, "breached", reference, "--as", officer, "--obligation", "tien jaar open", "--text", "Dicht.")
    states = dict(Obligation.objects.values_list("text", "state"))
    assert (states["Begin snel."], states["Houd de straat tien jaar open."]) == ("met", "breached")
    code = Round.objects.get().code
    draw = ("sample", code, "--as", officer, "--seed", "42", "--percent", "10")
    drawn = f"{reference}: Feest in de straat: getrokken. De ontvanger legt verantwoording af"
    assert follow(town, *draw).startswith(drawn)
    assert Application.objects.get(pk=case.pk).sampled
    with pytest.raises(CommandError) as again:  # Drawn before: it says so, and shows who is in it.
        follow(town, *draw)
    first, second = str(again.value).splitlines()
    assert "(sample-drawn-already; Awb 4:45)" in first
    assert second.startswith(drawn)
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
