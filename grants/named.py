"""What a person calls a thing: a case by its reference or its id, a round by its code."""

from __future__ import annotations

import uuid

from grants.models import Application, Round
from workflow.errors import refuse


def case_of(named: str) -> Application:
    """The case with this reference or id. Raises `Refusal` when there is none."""
    cases = Application.objects.select_related("round", "stream")
    known = id_in(named)
    found = cases.filter(pk=known).first() if known else cases.filter(stream__reference=named).first()
    if found is None:
        raise refuse(
            "unknown-subject", "unknown-dossier", f"Wij kennen geen zaak ‘{named}’. Geef een kenmerk, of een id."
        )
    return found


def round_of(code: str) -> Round:
    """The round with this code. Raises `Refusal` when there is none."""
    found = Round.objects.filter(code=code).first()
    if found is None:
        raise refuse("unknown-subject", "unknown-round", f"Wij kennen geen ronde ‘{code}’.")
    return found


def id_in(named: str) -> uuid.UUID | None:
    """The id that a text is, None when it is none."""
    try:
        return uuid.UUID(named)
    except ValueError:
        return None
