"""The rules in force, each with the sample it must find, the look-alike it must not, and who is excused and why."""

from tests.architecture import rules
from tests.architecture.rules import Rule

FORBIDDEN = (
    Rule(
        "rows are written by the door alone",
        rules.writes_of_models,
        planted="Application.objects.filter(pk=1).update(state='awarded')",
        innocent="seen.update({'a': 1})",
        excused={
            "workflow/store.py": "the hand of the door: stores what an act decided",
            "workflow/outbox.py": "marks messages as sent, and takes those about a login, outside any act",
            "budgets/ledger.py": "moves a balance only while it suffices",
            "partners/models/account.py": "a login is no fact of a dossier",
            "partners/factors.py": "the same for what a login proves itself with",
            "partners/openid.py": "the same for by whom somebody is known elsewhere",
            "partners/links.py": "the same for links with which somebody chooses a password",
            "partners/joining.py": "the same for codes with which somebody comes to act for an applicant",
            "partners/systems.py": "the same for systems and their tokens",
            "partners/subscriptions.py": "the same for where systems are told of events",
            "partners/throttle.py": "the same for tries that failed",
            "grants/search/index.py": "what texts are found by, computed from what the door writes",
            "grants/co_writing.py": "the same as for what is filled in",
            "grants/experience.py": "how filling in a form went stands outside every dossier, and is nobody's",
            "grants/drafts.py": "what is filled in stays outside the trail until it is filed",
            "documents/uploads.py": "a file is evidence behind a hash, and no fact of its own",
            "documents/tasks.py": "replaces a file in the storage, which is no row",
            "budgets/order_store.py": "replaces a file in the storage that was cut off, which is no row",
            "grants/search/files.py": "what files are found by, read from them after they were sent",
        },
    ),
    Rule(
        "no SQL writes rows past the door",
        rules.writes_in_sql,
        planted="cursor.execute(f'UPDATE {table} SET state = 1')",
        innocent="cursor.execute('SELECT 1')",
        excused={
            "workflow/store.py": "claims a key by insert-or-nothing, which the ORM cannot say",
            "workflow/trail.py": "gives out numbers of a series under its lock",
        },
    ),
    Rule(
        "time comes from the injected clock",
        rules.clocks_of_their_own,
        planted="made_at = models.DateTimeField(default=timezone.now)",
        innocent="made_at = clock.now()",
        excused={"workflow/clock.py": "the clock itself"},
    ),
    Rule(
        "no signals",
        rules.signals,
        planted="from django.db.models.signals import post_save",
        innocent="from django.db import models",
    ),
    Rule(
        "no save of their own",
        rules.overridden_saves,
        planted="class Row:\n    def save(self): ...",
        innocent="def save(): ...",
    ),
    Rule(
        "what leaves, leaves by the outbox",
        rules.ways_round_the_outbox,
        planted="transaction.on_commit(send_letter)",
        innocent="outbox.relay()",
        excused={"workflow/outbox.py": "the outbox itself"},
    ),
    Rule(
        "money and law know no floats",
        rules.floats,
        planted="amount = 0.1",
        innocent="amount = 1",
        within=("budgets/*", "grants/*", "workflow/law/*"),
        excused={
            "grants/house_theme.py": "how much two colours differ is no money, and has a power of 2.4 in it (WCAG 2.2)"
        },
    ),
    Rule(
        "no format that runs code when read",
        rules.pickles,
        planted="import pickle",
        innocent="import json",
    ),
    Rule(
        "nothing calls out",
        rules.networks,
        planted="from urllib import request",
        innocent="from urllib.parse import urlsplit",
        excused={
            "grants/portal/account/by_openid.py": "asks a broker that the installation names who signs in",
            "grants/api/client.py": "is what other systems ask us with, and nothing here calls it",
            "grants/events.py": "tells systems of events, as a consumer of the outbox",
            "documents/clamd.py": "asks a scanner that the installation names whether a file holds a virus",
        },
    ),
    Rule(
        "WeasyPrint belongs to rendering",
        rules.weasyprints,
        planted="from weasyprint import HTML",
        innocent="import documents",
        excused={"documents/render*.py": "the renderer"},
    ),
    Rule(
        "no protection is switched off",
        rules.open_doors,
        planted="row.refresh_from_db()",
        innocent="row.read_again()",
        excused={
            "grants/portal/languages.py": "chooses a language for who asks, and does nothing else",
            "config/api/problems.py": "says that an address is not there, and does nothing else",
        },
    ),
    Rule(
        "no work left over",
        rules.leftovers,
        planted="raise NotImplementedError",
        innocent="raise ValueError",
    ),
    Rule(
        "every module says what it is for",
        rules.missing_docstrings,
        planted="import json",
        innocent='"""Reads rounds."""',
    ),
    Rule(
        "the law knows the standard library alone",
        rules.more_than_the_standard_library,
        planted="from workflow.clock import now",
        innocent="from datetime import date\nfrom workflow.law.calendar import working_days",
        within=("workflow/law/*",),
    ),
    Rule(
        "only the door appends to the trail",
        rules.writers_of_the_trail,
        planted="from workflow.trail import append",
        innocent="from workflow.trail import verify",
        excused={"workflow/door.py": "the door", "workflow/trail.py": "makes the event that the door asks for"},
    ),
    Rule(
        "only the ledger makes entries",
        rules.makers_of_entries,
        planted="Transfer(amount_cents=1)",
        innocent="Transfer.objects.all()",
        excused={"budgets/ledger.py": "the ledger"},
    ),
    Rule(
        "an exemption from the linter has a rule and a reason",
        rules.unexplained_exemptions,
        planted="import os  # noqa: F401",
        innocent="import os  # noqa: F401 - read by name.",
    ),
)
