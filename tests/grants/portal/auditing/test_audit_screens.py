"""What an auditor finds, verifies and takes along."""

from __future__ import annotations

import io
import json
import re
from hashlib import sha256
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import Transfer
from documents.models import Letter
from documents.tasks import file_of
from grants.desk import Desk
from grants.portal.auditing import searching
from grants.portal.auditing.searching import Asked
from tests import world
from tests.grants.portal.office import Visitor, colleague, text
from tests.invariants.tables import all_rights, overwrite, undone
from tests.world import World
from workflow import clock, trail, verify
from workflow.models import Event, Stream

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def lines(town: World, **said: str) -> list[str]:
    """The sentences that a search gives, without their moments."""
    page = text(colleague(town, "auditor").get("/controle/", **said))
    found = re.findall(r"<li><time [^>]*>[^<]*</time><p>(.*?)<span class=\"trail-m\">(.*?)</span>", page)
    return [re.sub(r"<[^>]*>", "", f"{sentence} {more}").strip() for sentence, more in found]


def desk(town: World) -> Desk:
    """The auditor at work."""
    return Desk(town.actor("auditor"), "Medewerker auditor (voorbeeld)", ("auditor",))


def decided() -> World:
    """A town with one award, which is announced."""
    town = world.found()
    town.decide(town.assessed())
    return town


def test_every_facet_finds_what_it_names_and_nothing_else() -> None:
    town = decided()
    signed = [
        (
            "Medewerker mandate_holder (voorbeeld) (mandaathouder): Onderteken (besluit) in BF-2026-0001. "
            "ontwerp → ondertekend · Awb 10:3, 10:10"
        )
    ]
    assert lines(town, stap="decision.sign") == signed
    assert lines(town, rol="mandate_holder") == signed
    assert lines(town, wie=str(town.people["mandate_holder"]), kenmerk="bf-2026") == signed
    assert lines(town, artikel="Awb 10:10") == signed
    assert lines(town, artikel="Awb 4:14") == []
    assert lines(town, stap="decision.sign", regeling="buurtfeest") == signed
    assert lines(town, stap="decision.sign", regeling="anders") == []
    assert lines(town, stap="decision.sign", van="2026-01-05", tot="2026-01-05") == signed
    assert lines(town, stap="decision.sign", tot="2026-01-04") == []
    assert lines(town, stap="decision.sign", van="2026-01-06") == []
    assert lines(town, stap="decision.sign", kenmerk="BF-2026-0002") == []


def test_what_an_address_says_that_we_do_not_know_asks_nothing() -> None:
    junk = dict.fromkeys(searching.NAMES.values(), "'; drop\x00")
    assert Asked.of(junk) == Asked(scheme="'; drop", reference="'; drop", text="'; drop")
    assert Asked.of({"kenmerk": "BF", "tot": "2026-01-04"}).query(na="x") == "tot=2026-01-04&kenmerk=BF&na=x"


def test_pages_follow_each_other_without_a_gap_and_without_a_double(monkeypatch: pytest.MonkeyPatch) -> None:
    town = decided()
    monkeypatch.setattr(searching, "PER_PAGE", 4)
    seen, after = [], ""
    while True:
        with clock.at(town.now):
            found = searching.look(Asked(), after, desk(town))
        seen += [line.said.id for line in found.lines]
        after = found.following
        if not after:
            break
    assert len(seen) == len(set(seen)) == found.count == Event.objects.count()
    moments = dict(Event.objects.values_list("pk", "at"))
    assert [moments[one] for one in seen] == sorted(moments.values(), reverse=True)


@pytest.mark.sqlite  # PostgreSQL chooses by how many there are, and with a few it reads them all.
def test_the_newest_page_and_a_later_one_are_read_along_an_index_and_not_sorted_first() -> None:
    town = decided()
    with clock.at(town.now), CaptureQueriesContext(connection) as asked:
        searching.look(Asked(), str(Event.objects.order_by("at")[2].pk), desk(town))
        searching.look(Asked(), "", desk(town))
    pages = [one["sql"] for one in asked.captured_queries if 'ORDER BY "workflow_event"."at" DESC' in one["sql"]]
    with connection.cursor() as cursor:
        plans = [[row[-1] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()] for sql in pages]
    assert [plan[0] for plan in plans] == [
        "SEARCH workflow_event USING INDEX event_by_moment (at<?)", "SCAN workflow_event USING INDEX event_by_moment",
    ]  # fmt: skip
    assert [step for plan in plans for step in plan if "TEMP B-TREE" in step] == []


def verified(town: World) -> str:
    """What the page says once the verification is done."""
    answer = colleague(town, "auditor").post("/controle/ketens/")
    return " ".join(b"".join(answer.streaming_content).decode().split())


def test_verification_says_how_much_was_looked_at_and_that_all_is_well() -> None:
    town = decided()
    page = verified(town)
    assert page.count("looked-good") == 4
    assert page.count("looked-wrong") == 0
    counted = f"{Event.objects.count()} gebeurtenissen in {Stream.objects.count()} ketens, 0 plaatsen gebroken."
    assert f'<p class="outcome-n">Alles klopt</p><p>{counted}</p>' in page
    assert page.endswith("</html>")


def test_verification_says_how_far_it_is_while_it_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    town = decided()
    monkeypatch.setattr(trail, "CHUNK", 5)
    monkeypatch.setattr(verify, "CHUNK", 5)
    count = Event.objects.count()
    heard = [f"{seen} van {count} gebeurtenissen bekeken" for seen in range(5, count + 1, 5)]
    assert re.findall(r"\d+ van \d+ gebeurtenissen bekeken", verified(town)) == heard
    assert len(heard) > 1


def test_verification_names_the_place_that_somebody_changed() -> None:
    town = decided()
    event = Event.objects.filter(action="sign").get()
    with undone(), all_rights():
        overwrite(Event, event.pk, Event._meta.get_field("role"), "juror")
        page = verified(town)
    assert f"<li>BF-2026-0001 gebeurtenis {event.seq}: de inhoud past niet bij de hash</li>" in page
    assert "Alles klopt" not in page
    assert "1 plaatsen gebroken" in page


def test_the_proof_holds_the_head_of_every_chain() -> None:
    town = decided()
    answer = colleague(town, "auditor").get("/controle/ketens/bewijs.json")
    said = json.loads(answer.content)
    assert {one["kenmerk"]: one["hash"] for one in said["ketens"]} == dict(
        Stream.objects.values_list("reference", "head_hash")
    )
    again = (json.dumps(said["ketens"], ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    assert said["sha256_van_ketens"] == sha256(again).hexdigest()


DRAW = {"regeling": "", "soort": "", "van": "", "tot": "", "bedrag": "", "wijze": "euro", "aantal": "3", "getal": "42"}


def files_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_the_list_the_letters_the_events_and_the_hash_of_each() -> None:
    town = decided()
    confirmation, letter = Letter.objects.order_by("sent_on", "kind")
    with undone(), all_rights():
        overwrite(Letter, letter.pk, Letter._meta.get_field("state"), Letter.RENDERED)
        default_storage.save(file_of(letter.pk), ContentFile(b"%PDF"))
        auditor = colleague(town, "auditor")
        first, second = (auditor.get("/controle/steekproef/steekproef.zip", **DRAW).content for _ in range(2))
        default_storage.delete(file_of(letter.pk))
    assert first == second
    files = files_of(first)
    manifest = json.loads(files.pop("manifest.json"))
    assert sorted(files) == [
        f"brieven/BF-2026-0001_2026-01-05_{letter.pk}.pdf", "spoor/BF-2026-0001.json", "steekproef.csv",
    ]  # fmt: skip
    assert manifest["bestanden"] == {name: sha256(content).hexdigest() for name, content in files.items()}
    assert manifest["ontbrekende_brieven"] == [f"brieven/BF-2026-0001_2026-01-05_{confirmation.pk}.pdf"]
    assert [(one["kenmerk"], one["treffers"]) for one in manifest["getrokken"]] == [("BF-2026-0001", 3)]
    assert manifest["populatie"]["totaal_cents"] == 1_000_00
    events = json.loads(files["spoor/BF-2026-0001.json"])
    assert [one["hash"] for one in events] == list(
        Event.objects.filter(stream__reference="BF-2026-0001").order_by("seq").values_list("hash", flat=True)
    )


def drawn(town: World, **other: str) -> list[str]:
    page = text(colleague(town, "auditor").get("/controle/steekproef/", **DRAW | other))
    return re.findall(r'<th scope="row"><a href="/dossier/([^/]*)/">', page)


def test_a_sample_is_drawn_from_what_was_asked_only() -> None:
    town = decided()
    town.decide(town.assessed(500_00))
    assert sorted(drawn(town, wijze="aselect")) == ["BF-2026-0001", "BF-2026-0002"]
    assert drawn(town, bedrag="501") == ["BF-2026-0001"]
    assert drawn(town, soort="refusal") == []
    assert drawn(town, regeling="buurtfeest", aantal="1", wijze="aselect", van="2026-01-05", tot="2026-01-05") != []
    assert drawn(town, van="2026-01-06") == drawn(town, tot="2026-01-04") == []
    assert sorted(drawn(town, soort="decision.sign", wijze="aselect")) == ["BF-2026-0001", "BF-2026-0002"]


def test_a_question_that_cannot_be_answered_says_why_and_keeps_what_was_typed() -> None:
    town = decided()
    page = text(
        colleague(town, "auditor").get(
            "/controle/steekproef/",
            **DRAW | {"soort": "decision.sign", "aantal": "500", "van": "2026-02-01", "tot": "2026-01-01"},
        )
    )
    assert "Een stap heeft geen bedrag. Kies besluiten, of geef elk dossier even veel kans." in page
    assert "Trek er ten hoogste 100." in page
    assert "De laatste dag ligt voor de eerste." in page
    assert 'value="500"' in page
    refused = colleague(town, "auditor").get("/controle/steekproef/steekproef.zip", **DRAW | {"getal": ""})
    assert "Vul een getal of woord in voor de loting." in text(refused)
    assert refused["Content-Type"].startswith("text/html")


def asked_of_the_database(visitor: Visitor, path: str, **data: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(path, **data).status_code == 200
    return len(seen.captured_queries)


def test_thirty_dossiers_ask_the_database_as_often_as_one() -> None:
    town = decided()
    auditor = colleague(town, "auditor")
    pages = [
        ("/controle/", {}), ("/controle/ketens/", {}), ("/controle/ketens/bewijs.json", {}),
        ("/controle/steekproef/", DRAW), ("/controle/steekproef/steekproef.zip", DRAW | {"aantal": "30"}),
    ]  # fmt: skip
    auditor.get("/controle/")
    counted = [[asked_of_the_database(auditor, path, **data) for path, data in pages]]
    for more in (2, 27):
        for _ in range(more):
            town.decide(town.assessed(100_00))
        counted.append([asked_of_the_database(auditor, path, **data) for path, data in pages])
    assert counted[0] == counted[1] == counted[2]
    assert max(counted[0]) <= MOST_QUERIES
    assert Transfer.objects.exists()
