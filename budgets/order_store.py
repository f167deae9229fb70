"""Where the files of payment orders are kept: private, each under the id of its order, made once and only ever the bytes of its hash."""

from __future__ import annotations

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from budgets.models import PaymentOrder
from budgets.order_file import fingerprint, order_file
from workflow.errors import refuse
from workflow.models import Stream


def name_of(order: PaymentOrder) -> str:
    """Where the file of an order stands: under its own id, which tells nothing."""
    return f"orders/{order.pk}.xml"


def file_of(order: PaymentOrder) -> bytes:
    """The file of an order: what was kept, or made from the rows when nothing is there yet, by one caller at a time.

    What stands there with another hash was never finished, or was damaged; it is made again. An account that was erased after the file
    was kept is still named in it.

    Raises:
        Refusal: `training-pays-nothing` where people practise: no file of there ever reaches a bank; `order-file-lost` when nothing
            right is kept and the rows do not give the file any more.
    """
    if settings.TRAINING:
        raise refuse(
            "guard", "training-pays-nothing", "U oefent. Hier is geen bestand voor de bank: wij betalen niets."
        )
    if content := _kept(order):
        return content
    with transaction.atomic():
        Stream.objects.select_for_update().get(pk=order.stream_id)
        return _kept(order) or _made(order)


def _kept(order: PaymentOrder) -> bytes | None:
    """What is kept, when it is the file."""
    try:
        with default_storage.open(name_of(order)) as kept:
            content: bytes = kept.read()
    except FileNotFoundError:
        return None
    return content if fingerprint(content) == order.sha256 else None


def _made(order: PaymentOrder) -> bytes:
    """The file, made from the rows and kept."""
    content = order_file(order, list(order.payments.select_related("bank_account")))
    if fingerprint(content) != order.sha256:
        sentence = (
            "Het bestand van deze opdracht is weg, en een rekening erin is gewist. Vraag het bestand op bij de bank."
        )
        raise refuse("guard", "order-file-lost", sentence)
    default_storage.delete(name_of(order))
    saved = default_storage.save(name_of(order), ContentFile(content))
    assert saved == name_of(order), "one caller at a time"
    return content
