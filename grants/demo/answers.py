"""What the applicants of the demo fill in: the answers to the questions of each scheme, made from the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

FILE = {"kind": "pdf", "bytes": 48_000}
"""An upload of the demo: it has a size and a kind, and no content."""


def files(key: str, *names: str) -> dict[str, Any]:
    """A file to each of these questions."""
    return {name: [{"id": f"{key}/{name}", **FILE}] for name in names}


def _paragraph(text: Sequence[str], n: int) -> str:
    return text[n % len(text)]


def budget(told: Mapping[str, Any]) -> dict[str, Any]:
    """Costs and income as the form keeps them."""
    return {"costs": list(told["costs"]), "income": list(told["income"])}


def person(name: str, told: Mapping[str, Any]) -> dict[str, str]:
    """A person as the form asks for one."""
    return {"name": name, "email": told["email"]}


def challenge(plan: Mapping[str, Any], idea: Mapping[str, Any], through: date) -> dict[str, Any]:
    """The answers of a plan of the Ondernemers Challenge."""
    who, text = person(plan["contact"], plan), plan["text"]
    return {
        "idee_titel": plan["title"], "idee_zin": idea["sentence"], "wijk": plan["area"], "thema": plan["theme"], "soort": "ondernemer",
        "contact": who, "organisatie": plan["organisation"], "kvk": plan["kvk"], "rechtsvorm": plan["legal_form"].replace("ö", "o"),
        "tekenaar": {**who, "function": "ondernemer"}, "adres": plan["postal_address"],
        "plan_wat": "\n".join(text), "plan_impact": _paragraph(text, 0), "plan_draagvlak": _paragraph(text, 1),
        "plan_ondernemend": _paragraph(text, 3), "plan_schaal": _paragraph(text, 2), "plan_nieuw": _paragraph(text, 0),
        "start": date(2026, 5, 1).isoformat(), "eind": through.isoformat(),
        "begroting": budget(plan), "minimum": plan["minimum_workable_cents"], "steun_eerder": plan["de_minimis_declared_cents"],
        "iban": plan["iban"], "publiek": text[0][:600], "verklaring": True,
        **files(plan["key"], "bijlage_bank", "bijlage_minimis", *(["bijlage_eigen"] if plan["complete"] else [])),
    }  # fmt: skip


APPLICANTS = {
    "informele groep": "groep",
    "vereniging": "vereniging",
    "stichting": "stichting",
    "coöperatie": "cooperatie",
}


def atelier(told: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of an initiative of the Innovatieatelier; what it first forgot comes with the completion."""
    plan, key = told["plan"], told["key"]
    who, text = person(told["responsible_person"], told), plan["text"]
    starts = max(told["received"].date(), date(2026, 1, 5))
    forgot = "completion" in told
    return {
        "idee_titel": told["title"], "idee_zin": told.get("sentence") or text[0].split(". ")[0][:199],
        "wijk": told["area"], "thema": told["theme"],
        "aanvrager_soort": APPLICANTS[told["applicant_type"]], "groep_naam": told["applicant"], "kvk": told.get("kvk"),
        "verantwoordelijke": who, "adres": told["postal_address"],
        "plan_wat": "\n".join(text), "plan_waarom": _paragraph(text, 0), "plan_nieuw": _paragraph(text, 1),
        "plan_inclusie": _paragraph(text, 2), "deelnemers": 30,
        "start": starts.replace(day=28).isoformat(), "eind": date(starts.year + 1, starts.month, 28).isoformat(),
        "begroting": budget(plan), "minimum": plan["minimum_workable_cents"], **_allowance(told.get("volunteer_allowance")),
        "iban": told["iban"], "verklaring": True, **files(key, *([] if forgot else ["bijlage_bank", "bijlage_steun"])),
    }  # fmt: skip


def _allowance(told: Mapping[str, Any] | None) -> dict[str, Any]:
    if told is None:
        return {"vergoeding": False}
    return {
        "vergoeding": True, "vergoeding_aantal": told["volunteers"], "vergoeding_uren": told["hours_per_volunteer_per_month"],
        "vergoeding_tarief": told["per_hour_cents"], "vergoeding_maanden": told["months"],
    }  # fmt: skip


DANGER = {0: "geen", 10: "aandacht", 20: "binnen_2_jaar", 25: "nu"}
ACCESS = {0: "nee", 5: "deels", 10: "ja"}


def hall(told: Mapping[str, Any], part: str) -> dict[str, Any]:
    """The answers of the board of a village hall, for part A (formula) or B (need)."""
    works = told.get("b") if part == "b" else None
    return {
        "bestuur": told["board"], "kvk": told["kvk"], "tekenaar": {**person(told["contact"], told), "function": "voorzitter"},
        "adres": told["postal_address"], "dorpshuis": told["name"], "dorp": told["village"], "inwoners": told["inhabitants"],
        "oppervlakte": told["floor_area_m2"], "eigendom": "eigenaar" if told["owner"] == "eigenaar" else "huur",
        "uren": told["hours_per_week"], "vrijwilligers": told["volunteers"], "reserve": told["own_reserve_cents"],
        "deel_a": part == "a", "deel_b": part == "b",
        "iban": told["iban"], "verklaring": True, **(_works(told, works) if works else {}),
    }  # fmt: skip


def _works(told: Mapping[str, Any], works: Mapping[str, Any]) -> dict[str, Any]:
    costs = [{"what": works["works"], "amount_cents": works["approved_costs_cents"]}]
    return {
        "werk_wat": works["text"], "conditie": str(told["condition"]), "veilig": DANGER[works["safety"]],
        "energie": str(works["energy_label_steps"]), "toegang": ACCESS[works["accessibility"]],
        "offertes": list(works["quotes"]), "gekozen": str(works["chosen_quote"] + 1),
        "begroting": {"costs": costs, "income": list(works["income"])}, "minimum": works["minimum_workable_cents"],
        "ineens": works.get("paid_at_once", False),
        **files(works["key"], "bijlage_mjop", "bijlage_epa", "bijlage_offertes", "bijlage_jaarrekening", "bijlage_eigendom"),
    }  # fmt: skip
