"""What people look for, beside what stands in a text: what must find it, and what must not."""

from __future__ import annotations

import unicodedata

import pytest

from grants.search import dutch

FINDS = """
dorpshuis|het onderhoud van de dorpshuizen
dorpshuizen|Een dorpshuis voor iedereen
huis|Twee huizen aan de kade
huizen|een oud huis
subsidie|Welke subsidies zijn er?
subsidies|de subsidie van vorig jaar
brief|wij stuurden drie brieven
brieven|uw brief van mei
prijs|de prijzen zijn hoger
prijzen|de prijs van een tent
reis|reizen met de bus
graf|het onderhoud van graven
graven|een graf
duif|er broeden duiven
muizen|een muis in de keuken
eis|de eisen van de brandweer
stad|in alle steden
steden|de stad Groningen
lid|de leden van de vereniging
bestuurslid|drie bestuursleden
bestuursleden|een nieuw bestuurslid
schip|de schepen in de haven
kind|voor dertig kinderen
kinderen|elk kind doet mee
kleinkind|opa’s met kleinkinderen
ei|eieren zoeken met Pasen
koe|de koeien van de buren
museum|langs twee musea
musea|het museum
centrum|de centra van de dorpen
criterium|de criteria van de jury
datum|kies uit deze data
reden|de redenen van afwijzing
redenen|de reden daarvoor
idee|ideeën van bewoners
ideeën|een goed idee
bacterie|bacteriën in het water
coöperatie|de cooperatie van het dorp
cooperatie|Dorpscoöperatie, of: coöperaties
cafe|een repair-café
café|de cafes aan het plein
creme|Crème fraîche
Enquête|een enquete onder buren
dag|tien dagen lang
dagen|een dag
weg|de wegen zijn glad
dak|de daken lekken
daken|het dak lekt
hof|de hoven in de wijk
slot|nieuwe sloten
bomen|een boom planten
boom|honderd bomen
straat|in drie straten
zaal|de zalen op de begane grond
school|alle scholen doen mee
bedrag|de bedragen per jaar
gezin|voor gezinnen
gezinnen|een gezin
vereniging|sportverenigingen
gemeente|de gemeenten samen
gebouw|onze gebouwen
mogelijkheid|er zijn mogelijkheden
activiteit|activiteiten voor ouderen
bijdrage|de eigen bijdragen
begroting|twee begrotingen
verslag|de verslagen van het bestuur
offerte|drie offertes
vrijwilliger|onze vrijwilligers
foto|foto’s van het feest
foto's|een foto
feest|een buurtfeest
buurt|het buurtfeest
huis|het dorpshuis
tuin|een moestuin voor de wijk
speeltuin|twee speeltuintjes
verbouwing|de verbouwingen
onderhoud|onderhoudsplan voor tien jaar
DORPSHUIS|dorpshuis
buren van de straat|de straat met haar buren van vroeger
straten dorpshuis|Het dorpshuis staat in onze straat.
OC-2026-0042|uw aanvraag OC-2026-0042 van 3 mei
oc 2026 0042|Kenmerk: OC-2026-0042
9711 xx|Voorbeeldstraat 1, 9711 XX Groningen
"""

MISSES = """
aard|een paard
man|de maan
bom|een boom
boom|de bommen
recht|het weer is slecht
oord|geen woord
zal|de zaal
stal|van staal
lucht|op de vlucht
bouw|het gebouw
gemeente|wij menen het
feest|een beest
dorp|dorst
bal|de balie
subsidie|een dochter is subsidiair aansprakelijk
2026|nummer 20261
20261|in 2026
0042|dossier 00421
OC-2026-0042|OC-2026-0043
dorpshuis kerk|het dorpshuis
fiets|de fotograaf
tuba|een tuin
kat|de kast
ei|eik
"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [(asked, text) for asked, _, text in (line.partition("|") for line in table.strip().splitlines())]


@pytest.mark.parametrize(("asked", "text"), pairs(FINDS))
def test_what_is_asked_for_is_found(asked: str, text: str) -> None:
    wanted = dutch.asked(asked)
    assert dutch.answers(wanted, dutch.tokens([text]))
    assert dutch.span(wanted, text)


@pytest.mark.parametrize(("asked", "text"), pairs(MISSES))
def test_what_is_not_meant_is_not_found(asked: str, text: str) -> None:
    assert not dutch.answers(dutch.asked(asked), dutch.tokens([text]))


def test_a_letter_with_its_accent_apart_is_the_same_letter() -> None:
    apart = unicodedata.normalize("NFD", "Coöperatie met ideeën")
    assert apart != "Coöperatie met ideeën"
    assert dutch.tokens([apart]) == dutch.tokens(["Coöperatie met ideeën"])
    assert dutch.span(dutch.asked("idee"), apart) == (len(apart) - len("ideeën") - 1, len(apart))


def test_words_that_follow_on_each_other_are_shown_together() -> None:
    text = "Wij vragen subsidies voor dorpshuizen, en voor het dorpshuis in Haren."
    begin, end = dutch.span(dutch.asked("dorpshuis subsidie"), text) or (0, 0)
    assert text[begin:end] == "subsidies"
    begin, end = dutch.span(dutch.asked("subsidie voor dorpshuis"), text) or (0, 0)
    assert text[begin:end] == "subsidies voor dorpshuizen"


@pytest.mark.parametrize("text", ["", "%", "_ _", "\0", "’s", "🎉", "-- '"])
def test_what_has_no_words_is_found_by_nothing_and_asks_for_nothing(text: str) -> None:
    assert (dutch.tokens([text]), list(dutch.asked(text))) == ("", [])


def test_a_text_without_spaces_takes_no_more_room_than_a_long_word() -> None:
    assert len(dutch.tokens(["x" * 100_000])) <= 2 * 62 + 1
