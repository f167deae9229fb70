from budgets.models import Payment
from workflow.machine import NEW, StepDeclaration
from workflow.models.subject import state_constraint


def payment_step(
    action: str, source: str | tuple[str, ...], target: str | None, label: str, role: str, article: str = ""
) -> StepDeclaration:
    sources = (source,) if isinstance(source, str) else source
    return StepDeclaration("payment", action, sources, target, label, tuple(role.split()), article)


def test_the_machine_of_a_payment_reads_as_one_table() -> None:
    assert list(Payment.declarations().values()) == [
        payment_step("propose_payment", NEW, "proposed", "Stel de betaling voor", "finance_maker", "Awb 4:87"),
        payment_step("approve_payment", "proposed", "approved", "Keur de betaling goed", "finance_checker"),
        payment_step(
            "send_back_payment",
            ("approved", "proposed"),
            "sent_back",
            "Stuur het betaalvoorstel terug",
            "finance_checker finance_third",
        ),
        payment_step(
            "propose_payment_again",
            "sent_back",
            "proposed",
            "Stel de betaling opnieuw voor",
            "finance_maker",
            "Awb 4:87",
        ),
        payment_step("approve_payment_third", "approved", None, "Geef de derde handtekening", "finance_third"),
        payment_step("order_payment", "approved", "ordered", "Geef opdracht tot betalen", "", "Awb 4:87"),
        payment_step(
            "settle_payment", "ordered", "settled", "Verwerk de betaling", "finance_maker", "Awb 4:89, derde lid"
        ),
        payment_step(
            "return_payment",
            ("ordered", "settled"),
            "returned",
            "Verwerk de teruggekomen betaling",
            "finance_maker",
            "Awb 4:89",
        ),
        payment_step("undo_settlement", "settled", "ordered", "Haal de verwerking terug", "finance_checker"),
        payment_step(
            "receive_payment", NEW, "settled", "Verwerk de ontvangen terugbetaling", "finance_maker", "Awb 4:57"
        ),
        payment_step("undo_receipt", "settled", "cancelled", "Haal de ontvangst terug", "finance_checker"),
        payment_step(
            "cancel_payment",
            ("approved", "proposed", "sent_back"),
            "cancelled",
            "Trek het betaalvoorstel in",
            "finance_maker",
        ),
    ]


def test_the_states_in_the_constraint_are_those_of_the_machine() -> None:
    assert state_constraint("payment", Payment.states()) in Payment._meta.constraints
    assert Payment.states() == ("proposed", "approved", "sent_back", "ordered", "settled", "returned", "cancelled")
