"""Signing in: by name, password and code, not too often, for so long; and proving again who somebody is."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from grants.models import Decision
from partners import factors, one_time
from partners.models import Account
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.world import World
from workflow import clock

pytestmark = pytest.mark.django_db

PASSWORD = "een wachtwoord om te proberen"
WRONG = "Deze naam en dit wachtwoord horen niet bij elkaar."
WAIT = "Dit is te vaak niet gelukt. Wacht 15 minuten, en probeer het dan nog een keer."


def town_with(role: str, *, app: bool = True) -> tuple[World, Visitor, Account, str]:
    """A town with somebody who is not signed in, their account, and the key in their app."""
    town, key = world.found(), one_time.new_key()
    account = Account.objects.create(username="imke", person_id=town.people[role])
    account.choose_password(PASSWORD)
    with clock.at(town.now - timedelta(hours=1)):
        if app:
            assert factors.add_app(account, "Telefoon", key, one_time.code_at(key, one_time.step_of(clock.now())))
    return town, Visitor(town, None), account, key


def code(town: World, key: str) -> str:
    return one_time.code_at(key, one_time.step_of(town.now))


def sign_in(visitor: Visitor, password: str = PASSWORD, name: str = "imke", **more: str) -> Any:
    return visitor.post("/inloggen/", username=name, password=password, **more)


def wait(town: World, **much: int) -> None:
    town.now += timedelta(**much)


def test_a_right_password_is_not_enough_for_who_has_an_app() -> None:
    town, visitor, _, key = town_with("intake_clerk")
    assert sign_in(visitor, next="/rondes/").url == "/inloggen/code/"
    assert visitor.get("/werk/").url == "/inloggen/?next=/werk/"
    assert "Deze code is niet goed" in text(visitor.post("/inloggen/code/", bewijs="000000"))
    assert visitor.post("/inloggen/code/", bewijs=code(town, key)).url == "/rondes/"
    assert visitor.get("/werk/").status_code == 200


def test_a_recovery_code_stands_in_for_the_app() -> None:
    _, visitor, account, _ = town_with("intake_clerk")
    first, *_ = factors.new_recovery_codes(account)
    sign_in(visitor)
    assert visitor.post("/inloggen/code/", bewijs=first.upper()).url == "/"


def test_the_code_is_asked_within_ten_minutes_of_the_password_and_of_nobody_without_one() -> None:
    town, visitor, _, key = town_with("intake_clerk")
    assert visitor.post("/inloggen/code/", bewijs=code(town, key)).url == "/inloggen/"
    sign_in(visitor)
    wait(town, minutes=11)
    assert visitor.post("/inloggen/code/", bewijs=code(town, key)).url == "/inloggen/"


def test_a_wrong_name_and_a_wrong_password_read_the_same_and_so_does_a_closed_account() -> None:
    _, visitor, account, _ = town_with("intake_clerk")
    pages = [text(sign_in(visitor, "fout")), text(sign_in(visitor, name="niemand"))]
    Account.objects.filter(pk=account.pk).update(is_active=False)
    pages.append(text(sign_in(visitor)))
    assert [WRONG in page for page in pages] == [True] * 3


def test_after_five_mistakes_the_right_password_waits_as_well_and_is_told_how_long() -> None:
    town, visitor, _, _ = town_with("intake_clerk", app=False)
    assert [WRONG in text(sign_in(visitor, "fout")) for _ in range(5)] == [True] * 5
    assert [WAIT in text(sign_in(visitor, password)) for password in (PASSWORD, "fout")] == [True, True]
    wait(town, minutes=15)
    assert sign_in(visitor).url == "/"


def test_names_that_do_not_exist_wait_just_the_same() -> None:
    _, visitor, _, _ = town_with("intake_clerk")
    assert [WAIT in text(sign_in(visitor, "fout", "niemand")) for _ in range(6)] == [False] * 5 + [True]


def test_codes_are_not_to_be_guessed_either() -> None:
    town, visitor, _, key = town_with("intake_clerk")
    sign_in(visitor)
    for _ in range(5):
        visitor.post("/inloggen/code/", bewijs="000000")
    assert WAIT in text(visitor.post("/inloggen/code/", bewijs=code(town, key)))


def test_a_passkey_that_was_not_asked_for_opens_nothing() -> None:
    _, visitor, _, _ = town_with("intake_clerk")
    for answer in ("", "{}", "[]", '{"response": {"userHandle": "AAAA"}}'):
        visitor.get("/inloggen/passkey/")
        assert visitor.post("/inloggen/passkey/", passkey=answer).url == "/inloggen/"
    assert visitor.get("/werk/").url == "/inloggen/?next=/werk/"


def test_who_has_no_second_factor_where_one_is_asked_sees_the_own_account_and_nothing_else(settings: Any) -> None:
    settings.SECOND_FACTOR = True
    town, visitor, account, key = town_with("intake_clerk", app=False)
    case = town.file()
    sign_in(visitor)
    assert visitor.get(f"/dossier/{case.stream.reference}/").url == "/mijn-account/"
    assert "U bent aan de beurt." in text(visitor.get("/mijn-account/"))
    visitor.get("/mijn-account/app/")
    key = visitor.client.session["key-of-new-app"]
    assert "Deze code hoort niet bij deze sleutel." in text(visitor.post("/mijn-account/app/", label="x", code="1"))
    codes = visitor.post("/mijn-account/app/", label="Telefoon", code=code(town, key))
    assert "U ziet deze codes nu één keer." in text(codes)
    assert visitor.get(f"/dossier/{case.stream.reference}/").status_code == 200
    assert account.factors.count() == 9


def test_the_last_second_factor_stays_where_one_is_asked(settings: Any) -> None:
    town, visitor, account, key = town_with("intake_clerk")
    sign_in(visitor)
    visitor.post("/inloggen/code/", bewijs=code(town, key))
    settings.SECOND_FACTOR = True
    app = account.factors.get()
    visitor.post(f"/mijn-account/weg/{app.pk}/")
    assert factors.has_one(account)
    settings.SECOND_FACTOR = False
    visitor.post(f"/mijn-account/weg/{app.pk}/")
    assert not factors.has_one(account)


def test_nobody_takes_away_the_factor_of_somebody_else() -> None:
    town, _, account, _ = town_with("intake_clerk")
    assert colleague(town, "administrator").post(f"/mijn-account/weg/{account.factors.get().pk}/").status_code == 404
    assert factors.has_one(account)


def test_a_new_password_is_chosen_and_other_browsers_are_signed_out() -> None:
    _, visitor, _, _ = town_with("intake_clerk", app=False)
    other = Visitor(visitor.town, None)
    sign_in(visitor), sign_in(other)
    new = "vier woorden in een zin"
    assert "De twee wachtwoorden zijn niet gelijk." in text(
        visitor.post("/mijn-account/wachtwoord/", new_password1=new, new_password2="iets anders hier")
    )
    assert visitor.post("/mijn-account/wachtwoord/", new_password1=new, new_password2=new).url == "/mijn-account/"
    assert [visitor.get("/werk/").status_code, other.get("/werk/").status_code] == [200, 302]


def test_who_is_away_for_half_an_hour_signs_in_again_and_who_works_on_does_so_after_ten_hours() -> None:
    town, visitor, _, _ = town_with("intake_clerk", app=False)
    sign_in(visitor)
    for _ in range(20):
        wait(town, minutes=29)
        assert visitor.get("/werk/").status_code == 200
    wait(town, minutes=29)
    assert visitor.get("/werk/").url == "/inloggen/?next=/werk/"
    sign_in(visitor)
    wait(town, minutes=30)
    assert visitor.get("/werk/").url == "/inloggen/?next=/werk/"


def to_sign() -> tuple[World, Visitor, str, Account, str]:
    """A decision that waits, and somebody who may sign it and proved an hour of clicks ago who they are."""
    town, visitor, account, key = town_with("mandate_holder")
    decision = str(town.draft(town.assessed()))
    sign_in(visitor)
    visitor.post("/inloggen/code/", bewijs=code(town, key))
    wait(town, minutes=16)
    return town, visitor, decision, account, key


def test_signing_asks_for_a_code_again_and_keeps_the_ticked_lines() -> None:
    town, visitor, decision, _, key = to_sign()
    page = text(visitor.post("/tekenen/", besluit=decision))
    assert "<h1>Laat zien dat u het bent</h1>" in page
    assert f'<input type="hidden" name="besluit" value="{decision}">' in page
    assert Decision.objects.get().state == Decision.DRAFTED
    assert "Deze code is niet goed" in text(visitor.post("/tekenen/", besluit=decision, bewijs="000000"))
    assert visitor.post("/tekenen/", besluit=decision, bewijs=code(town, key)).status_code == 302
    assert Decision.objects.get().state == Decision.SIGNED


def test_the_page_of_the_step_asks_the_same_when_it_is_confirmed() -> None:
    town, visitor, decision, _, key = to_sign()
    path = f"/dossier/BF-2026-0001/stap/decision/sign/{decision}/"
    sleutel = str(uuid.uuid4())
    assert "Dit gebeurt er als u bevestigt" in text(visitor.get(path))
    asked = text(visitor.post(path, fase="bevestigen", sleutel=sleutel))
    assert f'name="sleutel" value="{sleutel}"' in asked
    assert Decision.objects.get().state == Decision.DRAFTED
    assert visitor.post(path, fase="bevestigen", sleutel=sleutel, bewijs=code(town, key)).status_code == 302
    assert Decision.objects.get().state == Decision.SIGNED


@pytest.mark.parametrize(
    ("role", "path", "posted"),
    [
        ("finance_checker", "/financien/goedkeuren/", {"betaling": "x"}),
        ("finance_maker", "/financien/opdrachten/", {"betaling": "x"}),
        ("administrator", "/mensen/", {"doe": "confirm", "rol": "x"}),
        ("administrator", "/mijn-account/herstelcodes/", {}),
    ],
)
def test_who_has_no_second_factor_is_asked_for_the_password(role: str, path: str, posted: dict[str, str]) -> None:
    town, visitor, _, _ = town_with(role, app=False)
    sign_in(visitor)
    assert "Laat zien dat u het bent" not in text(visitor.post(path, **posted))
    wait(town, minutes=16)
    assert "Laat zien dat u het bent" in text(visitor.post(path, **posted))
    assert "Dit wachtwoord is niet goed." in text(visitor.post(path, **posted, bewijs="fout"))
    assert "Laat zien dat u het bent" not in text(visitor.post(path, **posted, bewijs=PASSWORD))


def test_what_somebody_sent_after_their_session_waits_for_them_and_for_nobody_else() -> None:
    town, visitor, _, _ = town_with("mandate_holder", app=False)
    other = Account.objects.create(username="gijs", person_id=town.people["mandate_holder"])
    other.choose_password(PASSWORD)
    decision = str(town.draft(town.assessed()))
    for name, finds in (("imke", True), ("gijs", False)):
        sign_in(visitor)
        wait(town, minutes=31)
        assert visitor.post("/tekenen/", besluit=decision, bewijs=PASSWORD).url == "/inloggen/?next=/tekenen/"
        assert sign_in(visitor, name=name, next="/tekenen/").url == "/tekenen/"
        page = text(visitor.get("/tekenen/"))
        assert ("<h1>U was uitgelogd</h1>" in page, f'name="besluit" value="{decision}"' in page) == (finds, True)
        assert (PASSWORD in page, "<h1>U was uitgelogd</h1>" in text(visitor.get("/tekenen/"))) == (False, False)
    assert Decision.objects.get().state == Decision.DRAFTED


def test_a_stranger_leads_nobody_out_of_the_house_by_way_of_the_sign_in() -> None:
    _, visitor, _, _ = town_with("intake_clerk", app=False)
    assert sign_in(visitor, next="https://kwaad.example/").url == "/"


def test_the_address_behind_a_proxy_is_the_one_that_the_proxy_saw(settings: Any) -> None:
    from grants.address import address_of

    request = Client().get("/inloggen/", headers={"X-Forwarded-For": "203.0.113.66, 198.51.100.7"}).wsgi_request
    assert address_of(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert address_of(request) == "198.51.100.7"
