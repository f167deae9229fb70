"""Finding cases by what somebody types in the queue: a reference, an organisation, or words of what the applicant wrote."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from grants import sight
from grants.desk import Desk
from grants.models import SearchText
from grants.search import index, nearest


@dataclass(frozen=True, slots=True)
class Said:
    """What was looked for, which cases it means, and whether it stands in more texts than were looked into."""

    words: str
    where: Q
    too_many: bool


def look(words: str, desk: Desk) -> Said:
    """What somebody types. The list that is asked keeps who sees what; the texts themselves are only of cases that this colleague sees."""
    hits = index.find(words, _known_to(desk))
    named = Q(stream__reference__icontains=words) | Q(title__icontains=words) | Q(organisation__name__icontains=words)
    return Said(words, named | Q(stream__in=hits.streams), hits.too_many)


def meant(words: str, desk: Desk) -> Said | None:
    """What somebody meant who mistyped, or nothing."""
    other = nearest.meant(words, _known_to(desk))
    return look(other, desk) if other else None


def _known_to(desk: Desk) -> QuerySet[SearchText]:
    return SearchText.objects.filter(index.sent(), stream__in=sight.seen_by(desk).values("stream"))
