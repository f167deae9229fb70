"""The Dutch word that a person reads for each state of an application, in the order of its life."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "idea": "idee",
    "invited": "uitgenodigd",
    "advised": "advies gegeven",
    "referred": "doorverwezen",
    "draft": "concept",
    "submitted": "ingediend",
    "incomplete": "wacht op aanvulling",
    "assessed": "beoordeeld",
    "awarded": "verleend",
    "monitored": "in uitvoering",
    "account_submitted": "verantwoording ontvangen",
    "accounted": "vastgesteld",
    "rejected": "afgewezen",
    "set_aside": "buiten behandeling",
    "withdrawn": "ingetrokken",
    "merged": "samengevoegd",
    "revoked": "subsidie ingetrokken",
}
