"""Beginning an application: what the round is about, the drafts that one began before, and the step with which a new one begins."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from grants import drafts
from grants.dates import closes
from grants.drafts import Typed
from grants.models import Application, Round
from grants.models.scheme import scheme_of
from grants.payloads import Start
from grants.portal.applicant.access import Applicant
from grants.portal.applicant.filing.drafted import sections_of
from workflow import clock, door
from workflow.facts import Change
from workflow.form import asked as questions_of
from workflow.questions import Upload
from workflow.scheme import Scheme

PLANNED = (Application.INVITED, Application.ADVISED, Application.REFERRED)
"""Where an idea stands of which the maker may make a plan; whoever was not invited may as well."""

FROM_IDEA = {"idee_titel": "title", "idee_zin": "idea_sentence"}
"""The questions in which a plan says what the idea said, and where that stands; a scheme that asks neither begins with an empty form."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A round to apply in, as one who begins sees it."""

    round: Round
    scheme: Scheme
    drafts: Sequence[Application]
    parts: Sequence[str]
    needs: Sequence[str]

    @property
    def is_ahead(self) -> bool:
        """Whether it opens later."""
        return clock.now() < self.round.opens_at

    @property
    def is_over(self) -> bool:
        """Whether it closed: what comes now is received all the same, and decided on as late."""
        return clock.now() > self.round.closes_at

    @property
    def closes(self) -> str:
        """When it closes, in words."""
        return closes(self.round)

    @property
    def is_full(self) -> bool:
        """Whether somebody began so often that it is a mistake."""
        return len(self.drafts) >= drafts.MOST_DRAFTS


def look(code: str, applicant: Applicant) -> Beginning:
    """The round with this code, and the own drafts in it. Raises `Http404` for a round that nobody outside knows of."""
    round_ = Round.objects.exclude(state__in=Round.UNANNOUNCED).filter(code=code).first()
    if round_ is None:
        raise Http404
    mine = applicant.own.filter(round=round_, state=Application.DRAFT).select_related("stream")
    scheme = scheme_of(round_.scheme_version_id)
    questions = questions_of(scheme, round_.rule)
    parts = [one.title for one in sections_of(questions)]
    needs = [one.label for one in questions if isinstance(one, Upload) and one.required]
    return Beginning(round_, scheme, list(mine.order_by("-stream__reference")), parts, needs)


def begin(beginning: Beginning, applicant: Applicant, key: uuid.UUID) -> str:
    """Begin a draft, once under a key; the reference that it has.

    Raises:
        Refusal: `round-not-open` before the round opens.
    """
    subject = uuid.uuid5(key, Application.MACHINE)
    payload = Start(beginning.round.pk, applicant.actor.person)
    door.act([Change(Application.MACHINE, "draft", subject, payload)], actor=applicant.actor, key=f"portal/{key}")
    return str(Application.objects.values_list("stream__reference", flat=True).get(pk=subject))


def go_on(case: Application, applicant: Applicant, key: uuid.UUID) -> None:
    """Make a plan of an idea, once under a key: its form opens in the same dossier, with what the idea said.

    Raises:
        Refusal: `wrong-state` when the idea was withdrawn or its plan was begun meanwhile.
    """
    assert applicant.actor.person, "an applicant is a person"
    door.act([Change(Application.MACHINE, "draft", case.pk, Start())], actor=applicant.actor, key=f"portal/{key}")
    asked = {one.id for one in questions_of(scheme_of(case.round.scheme_version_id), case.round.rule)}
    said = {id_: getattr(case, name) for id_, name in FROM_IDEA.items() if id_ in asked}
    kept = {id_: Typed(value) for id_, value in said.items() if value}
    drafts.keep(case, applicant.actor.person, kept, key)
