"""Which dossiers somebody sees: an applicant the own ones, a colleague those that nothing closes to them.

In a dossier in which one has an interest nobody is at work; who only judges or advises sees the rounds they do that in.
The door keeps the steps; this is about what somebody reads, whatever the screen (Awb 2:4, 2:5; AVG 5, eerste lid, onder f).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from grants import drafts
from grants.desk import Desk
from grants.judges import SCORERS, judged_by
from grants.models import Application, Assessment, Participant, Round
from grants.models.scheme import scheme_of
from partners.models import acting_for
from workflow import clock, roles
from workflow.narrowing import named_steps

ADVISER = "adviser"
NARROW = frozenset({"assessor", "juror", "inspector", ADVISER})
"""The roles that come with no more dossiers than those of the rounds in which they are played; every other role comes with all."""


def seen_by(desk: Desk) -> QuerySet[Application]:
    """The dossiers that exist for a colleague; to ask for another one is to ask for one that is not there."""
    found = open_to(desk)
    rounds = Round.objects.exclude(state__in=Round.UNANNOUNCED)
    return found.filter(round__in=[one.pk for one in rounds if comes_with(one, desk)]) if _is_narrow(desk) else found


def open_to(desk: Desk) -> QuerySet[Application]:
    """The dossiers that nothing closes to a colleague, in whichever round; for one of them, `comes_with` says the rest."""
    found = Application.objects.exclude(_interest(desk))
    if roles.INTAKE not in desk.roles:
        found = found.exclude(state=Application.DRAFT)  # Nobody has sent it yet; the post room helps who asks for help.
    return found


def closed_to(desk: Desk) -> QuerySet[Application, uuid.UUID]:
    """The dossiers in which a colleague has an interest, for a list of what stands in dossiers: it leaves these out."""
    return Application.objects.filter(_interest(desk)).values_list("stream", flat=True)


def own_to(person: uuid.UUID, acts_for: Collection[uuid.UUID] | None = None) -> QuerySet[Application]:
    """The dossiers of an applicant: in which they are the contact, or act today for an organisation that applies.

    It applies alone or with others, or a draft is filled in for it. Who knows already for which organisations they act says so.
    """
    if acts_for is None:
        acts_for = list(acting_for((person,), clock.today()).values_list("organisation", flat=True))
    together = Participant.objects.filter(application=OuterRef("pk"), organisation__in=acts_for)
    mine = Q(contact=person) | Q(organisation__in=acts_for) | Q(Exists(together))
    filled_in = drafts.of_parties(acts_for).values("pk") if acts_for else Application.objects.none()
    return Application.objects.filter(mine | Q(pk__in=filled_in))


def is_own(desk: Desk, organisation: uuid.UUID, contact: uuid.UUID) -> bool:
    """Whether a colleague is this applicant, or acts for it: who files for them is somebody else."""
    person = desk.actor.person
    return person == contact or acting_for((person,), clock.today()).filter(organisation=organisation).exists()


def comes_with(round_: Round, desk: Desk) -> bool:
    """Whether the roles of a colleague come with the dossiers of a round: those of who only judges or advises only where they do that."""
    if not _is_narrow(desk):
        return True
    advises = ADVISER in desk.roles and "register_idea" in named_steps(scheme_of(round_.scheme_version_id))
    return advises or bool(judged_by(round_, desk))


PROOF_OF_ACCOUNT = "bijlage_bank"
"""The question, in every scheme that asks it, which is answered with a statement of a bank."""


def comes_with_file(question: str, desk: Desk) -> bool:
    """Whether a colleague opens the files that answer a question: who only judges or advises needs no statement of a bank."""
    return question != PROOF_OF_ACCOUNT or not _is_narrow(desk)


def reads_account(desk: Desk) -> bool:
    """Whether a colleague opens what came with an account or a report: who only judges or advises does so before anything is granted."""
    return not _is_narrow(desk)


def hears(desk: Desk) -> bool:
    """Whether a colleague reads what was said with who applies: who only judges does not, for a score rests on what was filed (Awb 3:2)."""
    return not set(desk.roles) <= set(SCORERS)


def is_seen(desk: Desk) -> Exists:
    """For a list of what stands in dossiers: whether the dossier of a row exists for a colleague. It is looked up row by row."""
    return Exists(seen_by(desk).filter(stream=OuterRef("stream")))


def _is_narrow(desk: Desk) -> bool:
    return set(desk.roles) <= NARROW


def _interest(desk: Desk) -> Q:
    """Whether a colleague is, or acts for, the applicant, or has declared an interest (Awb 2:4)."""
    person = desk.actor.person
    assert person, "a desk is a person's"
    declared = Assessment.objects.filter(assessor=person, state=Assessment.CONFLICTED).values("application")
    theirs = acting_for((person,), clock.today()).values("organisation")
    return Q(contact=person) | Q(organisation__in=theirs) | Q(pk__in=declared)
