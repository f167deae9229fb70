"""What somebody meant who mistyped a word: the nearest one that stands in a text, by trigrams, which PostgreSQL has and SQLite has not."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from django.contrib.postgres.search import TrigramStrictWordSimilarity
from django.db import connection
from django.db.models import QuerySet

from grants.models import SearchText
from grants.search import dutch

ALIKE = 3 / 10
"""How much of the trigrams of a word a text must have to be looked into."""

SAME = 4 / 5
"""How much of two words must be the same for the one to be meant by the other: one wrong letter in five."""

FEW = 3
"""Words of a question that are looked at; with more of them somebody quotes a text."""

TEXTS = 20


def meant(text: str, within: QuerySet[SearchText]) -> str:
    """The question as it was meant, of words that stand in texts that somebody may know of; "" when nothing comes near."""
    words = [dutch.folded(word[0]) for word in dutch.words(text)]
    if not 0 < len(words) <= FEW or not can_tell():
        return ""
    found = [_nearest(word, within) for word in words]
    return " ".join(found) if all(found) and found != words else ""


def can_tell() -> bool:
    """Whether the database knows trigrams: PostgreSQL with its own extension."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")
        return bool(cursor.fetchone()[0])


def _nearest(word: str, within: QuerySet[SearchText]) -> str:
    if not dutch.is_part(word):
        return word
    near = within.annotate(alike=TrigramStrictWordSimilarity(word, "tokens")).filter(alike__gte=ALIKE)
    kept = near.order_by("-alike", "pk").values_list("tokens", flat=True)[:TEXTS]
    stems = {stem for tokens in kept for stem in tokens.split() if dutch.is_part(stem)}
    best = max(sorted(stems), key=lambda stem: _sameness(word, stem), default="")
    return best if best and _sameness(word, best) >= SAME else ""


def _sameness(one: str, other: str) -> Any:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
