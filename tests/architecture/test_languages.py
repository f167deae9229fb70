"""Every text of a screen can be said in English, and is: nothing stands in a template or in code that the catalogue does not know."""

from __future__ import annotations

import ast
import gettext
import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

from grants import words
from tests.architecture import sources
from tests.architecture.sources import ROOT

CATALOGUE = ROOT / "config" / "locale" / "en" / "LC_MESSAGES" / "django"
SCREENS = (ROOT / "config" / "templates", ROOT / "grants" / "templates")
SAID = {"alt", "aria-label", "aria-description", "data-head", "data-label", "data-said", "placeholder", "title"}
"""The attributes that a reader of a page sees or hears."""

AS_IT_IS = {"Aanjager", "Awb", "KvK", "pdf"}
"""Words that are the same in every language."""

LETTER = re.compile(r"[^\W\d_]")
LITERAL = re.compile(r"""(?<!n)(?:gettext|_)\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
PLURAL = re.compile(
    r"""ngettext\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"),\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
)
HANDED_OVER = re.compile(r""" (?:caption|done|heading|label|title|what|words)=(["'][^"']*["'])""")
DEFAULTS = re.compile(r"""\|(?:default|default_if_none|pluralize|yesno):(["'][^"']*["'])""")
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+")

Messages = Mapping[str, str]


class Bare(HTMLParser):
    """Collects the words of a page that stand outside every tag of the template language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SAID:
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        left = " ".join(word for word in data.split() if word.strip(",.:()") not in AS_IT_IS)
        if LETTER.search(left):
            self.found.append(left)


def untranslated(source: str) -> list[str]:
    """What a template says that no translation can reach."""
    page, texts, inside = Bare(), [], False
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK and "blocktranslate" in name:
            inside = name == "blocktranslate"
        elif token.token_type == TokenType.TEXT and not inside:
            texts.append(token.contents)
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR) and name != "translate":
            given = HANDED_OVER.findall(token.contents) if name in ("include", "with") else []
            page.found += [one for one in given + DEFAULTS.findall(token.contents) if LETTER.search(one)]
    page.feed("".join(texts))
    return page.found


def templates() -> Iterator[Path]:
    for folder in SCREENS:
        yield from sorted(folder.rglob("*.html"))


def test_every_word_of_a_template_can_be_translated() -> None:
    found = {str(path.relative_to(ROOT)): untranslated(path.read_text("utf-8")) for path in templates()}
    assert {path: bare for path, bare in found.items() if bare} == {}
    assert len(found) > 80


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("<p>{{ a }} van Aanjager</p>", ["van"]),
        ('<p aria-label="Menu">–</p>', ["Menu"]),
        ('{% include "a.html" with caption="Kosten" %}', ['"Kosten"']),
        ('{{ a|default:"nieuw" }}', ['"nieuw"']),
        ("<p title=\"{% translate 'Menu' %}\">{% blocktranslate %}van {{ a }}{% endblocktranslate %}</p>", []),
        ('{% include "a.html" with caption=_("Kosten") %}<i class="menu">{{ a|default:_("nieuw") }} 1.</i>', []),
    ],
)
def test_a_word_outside_the_tags_is_found(source: str, bare: list[str]) -> None:
    assert untranslated(source) == bare


@cache
def english() -> Messages:
    """The messages that have English, a plural by its singular."""
    return read(CATALOGUE.with_suffix(".mo").read_bytes())


def read(compiled: bytes) -> Messages:
    known = gettext.GNUTranslations(BytesIO(compiled))._catalog  # type: ignore[attr-defined]
    return {f"{one[0]} ({one[1]})" if isinstance(one, tuple) else one: said for one, said in known.items() if one}


def asked_in_templates(source: str) -> Iterator[str]:
    """The messages of a template, as the collector of messages sees them."""
    code = templatize(source)
    plurals = {ast.literal_eval(one[0]) for one in PLURAL.findall(code)}
    yield from (f"{one} (0)" for one in plurals)
    yield from (ast.literal_eval(one) for one in LITERAL.findall(code))


def asked_in_code(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and "gettext" in node.func.id:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield f"{first.value} (0)" if node.func.id.startswith("ngettext") else first.value


def untold(tree: ast.AST) -> Iterator[str]:
    """What a page would say after a step, in words that no translation can reach."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("messages."):
            yield from bare_words(node.args[1])


def bare_words(said: ast.expr) -> Iterator[str]:
    """The words that stand in an expression itself, and not in what it calls."""
    if isinstance(said, ast.IfExp):
        yield from (one for branch in (said.body, said.orelse) for one in bare_words(branch))
    elif isinstance(said, ast.JoinedStr):
        yield from (one for part in said.values for one in bare_words(part))
    elif isinstance(said, ast.Constant) and LETTER.search(str(said.value)):
        yield str(said.value)


def test_what_a_page_says_after_a_step_can_be_translated() -> None:
    found = {source.path: list(untold(source.tree)) for source in sources.production()}
    assert {path: bare for path, bare in found.items() if bare} == {}


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('messages.success(request, "Gedaan.")', ["Gedaan."]),
        ('messages.success(request, f"{gettext(word)} klaar")', [" klaar"]),
        ('messages.error(request, gettext("Gedaan: %(n)s.") % {"n": n} if done else "Niets.")', ["Niets."]),
        ('messages.success(request, f"{gettext(DONE)}: {told.done}.")', []),
    ],
)
def test_what_is_told_without_a_translation_is_found(source: str, bare: list[str]) -> None:
    assert list(untold(ast.parse(source))) == bare


def asked() -> set[str]:
    found = {one for path in templates() for one in asked_in_templates(path.read_text("utf-8"))}
    found |= set(asked_in_templates(words.FILE.read_text("utf-8")))
    return found | {one for source in sources.production() for one in asked_in_code(source.tree)}


def test_every_message_has_its_english_and_no_english_is_left_over() -> None:
    # A percent sign stands twice in a message with a value in it, and once where the reader gets it.
    wanted = {one.replace("%%", "%") for one in asked()}
    known = {one.replace("%%", "%") for one, said in english().items() if said and not one.endswith("(1)")}
    assert sorted(wanted - known) == []
    assert sorted(known - wanted) == []
    assert len(wanted) > 1500


def test_every_word_of_our_own_data_is_collected() -> None:
    assert words.FILE.read_text("utf-8") == words.page()


def test_a_translation_has_the_places_for_values_and_the_marks_of_its_source() -> None:
    wrong = {
        one: said for one, said in english().items() if sorted(PLACES.findall(one)) != sorted(PLACES.findall(said))
    }
    assert wrong == {}


def test_what_is_read_is_compiled_from_the_catalogue_that_is_here(tmp_path: Path) -> None:
    compiled = tmp_path / "django.mo"
    subprocess.run(
        ["msgfmt", "--check-format", "-o", str(compiled), str(CATALOGUE.with_suffix(".po"))], check=True, timeout=60
    )
    assert read(compiled.read_bytes()) == english()
