"""What stands in files that applicants sent, to find them by: read once, after that, by a process that can do nothing (0049).

Reading takes seconds and so happens in no act. A statement of a bank is not read at all: nobody looks for a case by what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from celery import shared_task
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Replace

from documents import uploads
from documents.models import Upload
from grants.attached import named
from grants.models import Application, SearchText
from grants.search import dutch
from grants.sight import PROOF_OF_ACCOUNT

PLACE = TABLE, COLUMN = Upload._meta.db_table, "sha256"
"""Where an entry of a file says that it stands: behind its hash."""

MOST = 50
"""Files that are read in one go; the rest waits for the next one."""

_DASH, _NOTHING = Value("-"), Value("")


def sent() -> QuerySet[Upload]:
    """The files that came with applications, and none that somebody chose and did not send, or that was erased."""
    received = Application.objects.filter(stream=OuterRef("stream"), received_at__isnull=False)
    return named().filter(Exists(received)).exclude(question=PROOF_OF_ACCOUNT).exclude(name="")


def unread() -> QuerySet[Upload]:
    """Those of which it is not known yet what stands in them."""
    bare = Replace(Cast(OuterRef("pk"), CharField()), _DASH, _NOTHING)  # SQLite keeps an id without its dashes.
    of_dossier = SearchText.objects.filter(table=TABLE, column=COLUMN, stream=OuterRef("stream"))
    return sent().exclude(Exists(of_dossier.alias(bare=Replace(F("row"), _DASH, _NOTHING)).filter(bare=bare)))


def read(most: int = MOST) -> int:
    """Read what was not read yet, the oldest first; how many files that were."""
    return sum(_entered(unread().order_by("uploaded_at", "pk")[:most]))


@shared_task(name="grants.tasks.read_files")
def read_files() -> int:
    """Read what came; beat runs it every minute, and the next run goes on where it stopped."""
    return read()


def rebuild() -> Iterator[int]:
    """Read every file anew, one at a time; what is no file any more is let go."""
    keys = {str(key) for key in sent().values_list("pk", flat=True)}
    SearchText.objects.filter(table=TABLE).exclude(row__in=keys).delete()
    yield from _entered(sent().order_by("pk"))


def _entered(files: Iterable[Upload]) -> Iterator[int]:
    for one in list(files):
        said = dutch.tokens([one.name, uploads.words_of(one)])
        SearchText.objects.update_or_create(
            table=TABLE, row=str(one.pk), column=COLUMN, defaults={"tokens": said, "stream_id": one.stream_id}
        )
        yield 1
