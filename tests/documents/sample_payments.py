"""Sample letters about payments."""

from dataclasses import replace
from datetime import date

from documents.letters.parts import LegalBasis
from documents.letters.paying import (
    AccountChange,
    AdvancePaid,
    PaidCase,
    PaymentReturned,
    PaymentsResumed,
    SuspicionNotice,
)
from documents.letters.tables import PaymentRow
from tests.documents.sample_parts import CHALLENGE, HALL, HALLS, SUBMIT, head

ADVANCE_PAID = AdvancePaid(
    head=head(date(2026, 6, 16), "DO-2026-0014", HALLS, HALL),
    project="Het dak en de keuken van dorpshuis De Brink",
    decided_on=date(2026, 5, 12),
    amount_cents=918_750,
    account_last4="3539",
    paid_on=date(2026, 6, 15),
    remaining=(
        PaymentRow(what="Tweede voorschot", amount_cents=918_750, due_on=date(2027, 6, 1)),
        PaymentRow(what="Derde voorschot", amount_cents=918_750, due_on=date(2028, 6, 1)),
        PaymentRow(what="Vierde voorschot", amount_cents=918_750, due_on=date(2029, 6, 1)),
    ),
)
LAST_ADVANCE = AdvancePaid(
    head=head(date(2026, 6, 16), "OC-2026-0003", CHALLENGE),
    project="De kantine op bakfietswielen",
    decided_on=date(2026, 4, 24),
    amount_cents=214_000,
    account_last4="3539",
    paid_on=date(2026, 6, 15),
    remaining=(PaymentRow(what="Laatste deel, na ons besluit over het eindbedrag", amount_cents=53_500),),
)
WHOLE_ADVANCE = AdvancePaid(
    head=head(date(2026, 6, 16), "OC-2026-0003", CHALLENGE),
    project="De kantine op bakfietswielen",
    decided_on=date(2026, 4, 24),
    amount_cents=267_500,
    account_last4="3539",
    paid_on=date(2026, 6, 15),
)
RETURNED = PaymentReturned(
    head=head(date(2026, 6, 18), "DO-2026-0014", HALLS, HALL),
    project="Het dak en de keuken van dorpshuis De Brink",
    amount_cents=918_750,
    account_last4="3539",
    returned_on=date(2026, 6, 17),
    why="De rekening is opgeheven.",
    change_url=SUBMIT,
)
ACCOUNT_CHANGE = AccountChange(
    head=head(date(2026, 9, 3), "DO-2026-0014", HALLS, HALL),
    project="Het dak en de keuken van dorpshuis De Brink",
    asked_on=date(2026, 8, 31),
    old_last4="3539",
    new_last4="0142",
    changed_on=date(2026, 9, 3),
)
SUSPICION = SuspicionNotice(
    head=head(date(2026, 9, 3), "OC-2026-0003", CHALLENGE),
    project="De kantine op bakfietswielen",
    reason="U stuurde ons drie facturen. Op twee daarvan staat een bedrijf dat niet meer bestaat. "
    "Wij weten niet of het werk is gedaan.",
    through=date(2026, 12, 3),
    rules=(LegalBasis(subject="Stoppen met betalen", articles="Awb, artikel 4:56"),),
)
ACCOUNT_OF_MORE = replace(
    ACCOUNT_CHANGE,
    others=(
        PaidCase(project="Klein onderhoud aan dorpshuis De Brink", reference="DO-2026-0031"),
        PaidCase(project="De kantine op bakfietswielen", reference="OC-2026-0003"),
    ),
)
RESUMED = PaymentsResumed(
    head=head(date(2026, 10, 5), "OC-2026-0003", CHALLENGE),
    project="De kantine op bakfietswielen",
    stopped_on=date(2026, 9, 3),
    rules=(LegalBasis(subject="Weer betalen", articles="Awb, artikel 4:56"),),
)
