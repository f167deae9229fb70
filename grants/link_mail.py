"""The mails about links and codes: to choose a password, to write along on a draft, and that a code by post was used."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from documents.formats import end_moment
from documents.letters import LetterIncomplete
from documents.mails import mail
from grants import co_writing
from grants.letters.profile import Profile
from grants.selectors import law_on
from partners import links
from partners.models import Membership
from workflow import clock, registry

SUBJECT = "Uw link om in te loggen"

NEW = "Met deze link maakt u een account. U kiest dan zelf een wachtwoord:"
KNOWN = "Met deze link kiest u een nieuw wachtwoord voor uw account:"

BODY = """\
Beste lezer,

Op de website van {town} is dit e-mailadres ingevuld.
{what}

{link}

De link werkt 24 uur, en één keer.
Hebt u niets ingevuld? Dan hoeft u niets te doen.
Wij vragen u in een mail nooit om een wachtwoord of een bedrag.

Hebt u een vraag? {call}
U hoeft deze mail niet te beantwoorden.
"""

ALONG = "U bent gevraagd om mee te schrijven"

ALONG_BODY = """\
Beste lezer,

Iemand vraagt u mee te schrijven aan een aanvraag bij {town}.
Diegene gaf ons uw e-mailadres. Met deze link ziet u wie het is:

{link}

De link werkt één keer, tot {until}.
U logt in onder uw eigen naam.
Kent u niemand die uw hulp wil? Dan hoeft u niets te doen.
Wij vragen u in een mail nooit om een wachtwoord of een bedrag.

Hebt u een vraag? {call}
U hoeft deze mail niet te beantwoorden.
"""


def mail_for(key: uuid.UUID, message: str) -> EmailMessage | None:
    """The mail for a link, under an id that follows from that of its message; None where the link leads nowhere (any more)."""
    link = links.good(key)
    if link is None:
        return None
    address = settings.PORTAL_URL + reverse("follow-link", args=[links.token_of(link)])
    town, call = _sender()
    body = BODY.format(town=town, what=KNOWN if links.account_of(link) else NEW, link=address, call=call)
    return mail(SUBJECT, body, link.email, message)


def invitation_for(key: uuid.UUID, message: str) -> EmailMessage | None:
    """The mail that asks somebody to write along; None where its link leads nowhere any more.

    It names nobody and no plan: mail travels in the open, and what somebody calls themselves is no text for us to send to others.
    """
    found = co_writing.to_mail(key)
    if found is None:
        return None
    row, secret = found
    link = settings.PORTAL_URL + reverse("write-along", args=[secret])
    town, call = _sender()
    body = ALONG_BODY.format(town=town, link=link, until=end_moment(row.expires_at), call=call)
    return mail(ALONG, body, row.email, message)


JOINED = "U gebruikte een code uit een brief"

JOINED_BODY = """\
Beste lezer,

Met uw account is een code gebruikt uit een brief van {town}.
U ziet nu online de aanvragen waar die brief over gaat:

{link}

Deed u dit niet zelf? Bel ons dan meteen.
Wij vragen u in een mail nooit om een wachtwoord of een bedrag.

{call}
U hoeft deze mail niet te beantwoorden.
"""


def joined_for(key: uuid.UUID, message: str) -> EmailMessage | None:
    """The mail to who used a code by post. It names nobody, because mail travels in the open."""
    member = Membership.objects.select_related("person").filter(pk=key).first()
    if member is None or not member.person.email:
        return None
    town, call = _sender()
    body = JOINED_BODY.format(town=town, link=settings.PORTAL_URL + reverse("mine"), call=call)
    return mail(JOINED, body, member.person.email, message)


def _sender() -> tuple[str, str]:
    """The municipality, and how it is called."""
    row = law_on(clock.today(), registry.Desk())
    try:
        said = Profile.from_json(row.body) if row else None
    except LetterIncomplete:
        said = None
    return (said.name, f"Bel ons: {said.phone}.") if said else ("uw gemeente", "Bel de gemeente.")
