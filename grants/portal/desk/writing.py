"""The form of a message of ours or of an answer: the files in it are kept with the dossier, as those that applicants send are."""

from __future__ import annotations

from grants.models import Message
from grants.portal import taking
from grants.portal.applicant.following.files import from_afar
from grants.portal.payload_form import PayloadForm, form_for


def form_of(asked: taking.Asked) -> type[PayloadForm] | None:
    """The form of a message; None for every other step, of which the files stay in the archive of the office."""
    if asked.declared.machine != Message.MACHINE or not asked.needs_form:
        return None
    return from_afar(form_for(asked.kind, asked.case))
