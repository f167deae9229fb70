"""A tour of the screens: for every address that shows a page, who looks at it in the demo, and at what.

What measures the pages and what looks for barriers on them both follow it, so that a page is judged by being there.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from budgets.models import BudgetLine, Payment, PaymentOrder
from grants import co_writing
from grants.demo import accounts, data, today
from grants.demo.stage import at, id_of
from grants.models import Application, AuditSample, CoWriter, Decision, Round
from grants.schemes import ALL

VISITOR = ""
"""Who is not signed in."""

NOW = at(today.PAID, 17)
"""The moment of the tour: the end of the last day of the demo."""

SCHEME = ("innovatie-atelier", "2026.1")
HALLS = "dorpshuis-onderhoud"

NO_PAGE = frozenset(
    {
        *("start", "next-case", "sign-in-code", "sign-in-openid", "sign-in-openid-back", "introduce"),  # They lead on.
        *("follow-link", "choose-password"),  # The same.
        *("applicant-attach", "own-plan"),  # One takes a file in, the other opens a form.
        *(
            "sign-out",
            "language",
            "account-codes",
            "account-remove",
            "audit-sample-keep",
            "applicant-experience",
        ),  # They only do something.
        "applicant-experience",  # The same.
        *("icons", "scheme-diagram"),  # A picture.
        *("annual-report-csv", "audit-proof", "audit-sample-export", "audit-kept-export"),  # A file.
        *("finance-file", "letter", "ranking-paper", "college-paper"),  # A file as well.
        *("health", "sign-in-passkey", "no-such-address", "common-grants", "common-grants-one"),  # Words for a machine.
        *("open-data-file", "open-data-scheme", "sample-budget"),  # The same.
        *("own-letter", "own-agenda", "own-file"),
        *("applicant-file", "dossier-file"),  # A file of an applicant.
    }
)
"""The addresses at which there is no page to look at."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of the tour: the name of its address, the role that looks, and the path."""

    name: str
    role: str
    path: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """Who looks at an address, at what (the arguments of the address), and what is asked of it."""

    role: str
    args: Callable[[], Sequence[Any]] = tuple
    query: str = ""


def _case(**found: Any) -> str:
    """The reference of the first case of today that is like this."""
    cases = Application.objects.filter(**found).order_by("stream__reference")
    return str(cases.values_list("stream__reference", flat=True)[0])


def _of(key: str) -> str:
    return _case(pk=today.case_of(key))


def _of_login(login: str) -> str:
    """The reference of the first case that somebody with this login filed."""
    return _case(contact=id_of("person", accounts.APPLICANTS[login]))


def _decision(state: str) -> uuid.UUID:
    return Decision.objects.filter(state=state, application__round__code="IA-2027").order_by("pk")[0].pk


def _to_judge(round_: str) -> str:
    return _case(round__code=round_, state=Application.SUBMITTED, complete_on__isnull=False)


def _for_a_party() -> Sequence[Any]:
    return "OC-2027", id_of("organisation", "VANDAAGC0"), id_of("person", "VANDAAGC0")


def _kept() -> uuid.UUID:
    return AuditSample.objects.order_by("pk")[0].pk


def _step(machine: str, action: str, **found: Any) -> Callable[[], Sequence[Any]]:
    def args() -> Sequence[Any]:
        case = Application.objects.select_related("stream").filter(**found).order_by("stream__reference")[0]
        return case.stream.reference, machine, action, case.pk

    return args


def _new(machine: str, action: str, key: str) -> Callable[[], Sequence[Any]]:
    return lambda: (_of(key), machine, action, "nieuw")


ADVISER, CLERK, ASSESSOR, JUROR = "adviser", "intake_clerk", "assessor", "juror"
POLICY, SIGNER, MAKER, CHECKER, AUDITOR = (
    "policy_officer",
    "mandate_holder",
    "finance_maker",
    "finance_checker",
    "auditor",
)
JURIST = "objection_handler"
COMPLETING, AWARDED, HALL = "buurtlunch", "speelstraat", "dorpshuis"
"""The logins of applicants: one who has to complete, one with an award, and the board of a village hall."""

PARTS_SEEN = ("idee", "wie", "plan", "geld", "bijlagen")


def _draft() -> str:
    return _case(state=Application.DRAFT, round__code="IA-2027")


def _invitation() -> Sequence[Any]:
    """What stands in the link of who was asked along by mail, and did not answer yet."""
    found = co_writing.to_mail(CoWriter.objects.get(person=None).pk)
    assert found, "the demo asked somebody a few days ago"
    return [found[1]]


def _part(code: str) -> Callable[[], Sequence[Any]]:
    return lambda: (_draft(), code)


SEEN: Mapping[str, Sequence[_Seen]] = {
    "applicant-start": (_Seen(COMPLETING, lambda: ["IA-2027"]),),
    "applicant-tasks": (_Seen(COMPLETING, lambda: [_draft()]),),
    "applicant-party": (_Seen(COMPLETING, lambda: [_draft()]),),
    "applicant-new-party": (_Seen(COMPLETING, lambda: [_draft()]),),
    "applicant-part": tuple(_Seen(COMPLETING, _part(part)) for part in PARTS_SEEN),
    "applicant-check": (_Seen(COMPLETING, lambda: [_draft()]),),
    "applicant-together": (_Seen(COMPLETING, lambda: [_draft()]),),
    "write-along": (_Seen(AWARDED, _invitation),),
    "applicant-history": (_Seen(COMPLETING, lambda: [_draft()]),),
    "applicant-receipt": (_Seen(AWARDED, lambda: [_of("VANDAAG11")]),),
    "join-by-post": (_Seen(COMPLETING),),
    "mine": (_Seen(COMPLETING), _Seen(AWARDED), _Seen(HALL)),
    "own-case": (
        _Seen(COMPLETING, lambda: [_of("VANDAAG02")]),
        _Seen(AWARDED, lambda: [_of("VANDAAG11")]),
        _Seen(HALL, lambda: [_of_login(HALL)]),
    ),
    "own-thread": (_Seen(COMPLETING, lambda: [_of("VANDAAG02")]),),
    "own-answers": (_Seen(COMPLETING, lambda: [_of("VANDAAG02")]),),
    "own-decision": (_Seen(AWARDED, lambda: [_of("VANDAAG11")]), _Seen(HALL, lambda: [_of_login(HALL)])),
    "own-step": (
        _Seen(COMPLETING, _step("application", "complete", pk=today.case_of("VANDAAG02"))),
        _Seen(COMPLETING, _step("application", "withdraw", pk=today.case_of("VANDAAG02"))),
        _Seen(AWARDED, _step("application", "account", pk=today.case_of("VANDAAG11"))),
    ),
    "sign-in": (_Seen(VISITOR),),
    "ask-link": (_Seen(VISITOR),),
    "link-sent": (_Seen(VISITOR),),
    "subsidies": (_Seen(VISITOR), _Seen(VISITOR, query="?doel=buurt"), _Seen(CLERK)),
    "subsidy": tuple(_Seen(VISITOR, partial(list, (one.code,))) for one in ALL),
    "fit-check": (
        _Seen(VISITOR, lambda: [HALLS]),
        _Seen(VISITOR, lambda: [HALLS], "?v1=ja&v2=nee&v3=ja&v4=ja"),
        _Seen(VISITOR, lambda: [HALLS], "?v1=ja&v2=ja&v3=ja&v4=ja"),
    ),
    "award-register": (_Seen(VISITOR), _Seen(VISITOR, query=f"?jaar=2026&regeling={HALLS}")),
    "open-data": (_Seen(VISITOR),),
    "open-data-difference": (_Seen(VISITOR, lambda: [*SCHEME, SCHEME[1]]),),
    "accessibility": (_Seen(VISITOR),),
    "privacy": (_Seen(VISITOR),),
    "account": (_Seen(CLERK),),
    "account-app": (_Seen(CLERK),),
    "account-passkey": (_Seen(CLERK),),
    "account-password": (_Seen(CLERK),),
    "queue": (_Seen(CLERK), _Seen(POLICY, query="?wie=alles")),
    "post": (_Seen(CLERK), _Seen(CLERK, query="?toon=ontvangst")),
    "file-new": (_Seen(CLERK, query="?ronde=IA-2027&zoek=groep"),),
    "new-party": (_Seen(CLERK, query="?ronde=IA-2027"),),
    "file-for": (_Seen(CLERK, _for_a_party),),
    "idea-for": (_Seen(CLERK, _for_a_party),),
    "check": (_Seen(CLERK, lambda: [_of("VANDAAG00")]),),
    "code-by-post": (_Seen(CLERK, lambda: [_of("VANDAAG00")]),),
    "doubles": (_Seen(CLERK),),
    "merge": (_Seen(CLERK, lambda: [_of("VANDAAG00"), _of("VANDAAG01")]),),
    "todo": (_Seen(CLERK), _Seen(POLICY), _Seen(JURIST)),
    "absences": (_Seen(CLERK),),
    "people": (_Seen("administrator"),),
    "telling": (_Seen("administrator"),),
    "messages": (_Seen("administrator"),),
    "schemes": (_Seen(POLICY),),
    "scheme": (_Seen(POLICY, lambda: SCHEME),),
    "scheme-round": (_Seen(POLICY, lambda: SCHEME, "?van=IA-2027"),),
    "scheme-difference": (_Seen(POLICY, lambda: [*SCHEME, SCHEME[1]]),),
    "scheme-states": (_Seen(POLICY, lambda: SCHEME),),
    "scheme-times": (_Seen(POLICY, lambda: SCHEME),),
    "annual-report": (_Seen(POLICY, lambda: [2026]),),
    "texts": (_Seen(POLICY), _Seen(SIGNER, query="?regeling=dorpshuis-onderhoud")),
    "text": (
        _Seen(SIGNER, lambda: ("innovatie-atelier", "award")),
        _Seen(POLICY, lambda: (SCHEME[0], "verlening_direct")),
    ),
    "annual-report-value": (_Seen(POLICY, lambda: [2026, _indicator()]),),
    "round-plan": (_Seen(POLICY, lambda: ["IA-2027-2"]),),
    "round-simulation": (_Seen(POLICY, lambda: ["OC-2027"]),),
    "five-minutes": (_Seen(CLERK),),
    "signing": (_Seen(SIGNER),),
    "signing-one": (_Seen(SIGNER, lambda: [_decision(Decision.DRAFTED)]),),
    "announcing": (_Seen(POLICY),),
    "dispatch": (_Seen(POLICY),),
    "finance": (_Seen(MAKER),),
    "finance-approving": (_Seen(CHECKER),),
    "finance-orders": (_Seen(MAKER),),
    "finance-order": (_Seen(MAKER, lambda: [PaymentOrder.objects.order_by("pk")[0].stream.reference]),),
    "finance-statement": (_Seen(MAKER),),
    "finance-budget": (_Seen(POLICY),),
    "finance-line": (_Seen(POLICY, lambda: [today.LINE, BudgetLine.objects.get(code=today.LINE).year]),),
    "audit": (_Seen(AUDITOR), _Seen(AUDITOR, query="?stap=decision.sign")),
    "audit-dossier": (_Seen(AUDITOR, lambda: [_of("VANDAAG14")]),),
    "audit-chains": (_Seen(AUDITOR),),
    "audit-sample": (_Seen(AUDITOR), _Seen(AUDITOR, query="?wijze=euro&aantal=3&getal=42")),
    "audit-kept": (_Seen(AUDITOR, lambda: [_kept()]),),
    "audit-judge": (_Seen(AUDITOR, lambda: [_kept(), 1]),),
    "dossier": (
        _Seen(CLERK, lambda: [_of("VANDAAG00")]),
        _Seen(POLICY, lambda: [_of("VANDAAG10")]),
        _Seen(AUDITOR, lambda: [_of("VANDAAG14")]),
        _Seen(JURIST, lambda: [_of("VANDAAG10")]),
    ),
    "assess": (_Seen(JUROR), _Seen(ASSESSOR), _Seen("inspector")),
    "assess-interests": (_Seen("inspector", lambda: ["DH-B-2027"]),),
    "assess-case": (_Seen(JUROR, lambda: [_of("VANDAAGC1")]), _Seen(ASSESSOR, lambda: [_of("VANDAAG03")])),
    "assess-consensus": (_Seen(ASSESSOR, lambda: [_of("VANDAAG06")]),),
    "assess-lock": (_Seen(JUROR, lambda: [_of("VANDAAGC0")]),),
    "rounds": (_Seen(POLICY),),
    "round": (_Seen(POLICY, lambda: ["OC-2027"]),),
    "round-step": (_Seen(POLICY, lambda: ["OC-2027", "close"]), _Seen(POLICY, lambda: ["OC-2027", "change_ceiling"])),
    "ranking": (_Seen(POLICY, lambda: ["OC-2027"]), _Seen(POLICY, lambda: ["IA-2027"])),
    "begin": (_Seen(POLICY),),
    "begin-step": (_Seen(POLICY, lambda: ["round", "prepare"]), _Seen(MAKER, lambda: ["payment_order", "make_order"])),
    "step": (
        _Seen(CLERK, _step("application", "request_completion", pk=today.case_of("VANDAAG00"))),
        _Seen(POLICY, _new("decision", "draft_decision", "VANDAAG06")),
        _Seen(CLERK, _new("help_request", "ask_help", "VANDAAG00")),
        _Seen(CLERK, _new("handling", "assign", "VANDAAG00")),
        _Seen(JURIST, lambda: (_of("VANDAAG10"), "objection", "decide_objection", today.objection_of("VANDAAG10"))),
    ),
}


def _indicator() -> str:
    return str(data.organisation()["indicator"][0]["code"])


def stops(names: Collection[str] = SEEN) -> Iterator[Stop]:
    """The pages with these names (all), with who looks at them. What the tour shows has to stand there: see `set_out`."""
    for name in names:
        for one in SEEN[name]:
            yield Stop(name, one.role, reverse(name, args=one.args()) + one.query)


def addresses(patterns: Any = None) -> Iterator[str]:
    """The name of every address there is, but those of the API: it has no pages, and a table of its own."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and pattern.app_name == "api":
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            assert isinstance(pattern, URLPattern)
            yield pattern.name or str(pattern.pattern)


def login_of(role: str) -> str:
    """The login of the first colleague of the demo with a role."""
    return next(accounts.username(one["key"]) for one in data.organisation()["person"] if one["role"] == role)


def enter(role: str) -> Client:
    """A browser without a screen, in which the first colleague with a role is signed in, or an applicant by login; a visitor is not."""
    client = Client(SERVER_NAME="localhost")
    if role != VISITOR:
        name = role if role in accounts.APPLICANTS else login_of(role)
        client.post(reverse("sign-in"), {"username": name, "password": accounts.PASSWORD})
    return client


def set_out() -> None:
    """Take the few steps that some pages wait for, each by whom it is for: no interest, marks, a sample that is kept, an order."""
    juror, assessor, auditor, maker = (enter(role) for role in (JUROR, ASSESSOR, AUDITOR, MAKER))
    for client, round_ in ((juror, "OC-2027"), (assessor, "IA-2027")):
        cases = Application.objects.filter(round__code=round_).values_list("pk", flat=True)
        client.post(reverse("assess-interests", args=[round_]), {"gezien": [str(one) for one in cases]})
    weights = Round.objects.get(code="OC-2027").figures["weights"]
    juror.post(reverse("assess-case", args=[_of("VANDAAGC0")]), {f"levels.{code}": "3" for code in weights})
    auditor.post(f"{reverse('audit-sample-keep')}?wijze=euro&aantal=3&getal=42&soort=&regeling=&van=&tot=&bedrag=")
    if not PaymentOrder.objects.exists():
        approved = Payment.objects.filter(state=Payment.APPROVED).order_by("pk").values_list("pk", flat=True)[:1]
        maker.post(reverse("finance-orders"), {"betaling": [str(one) for one in approved]})
