"""What an account proves itself with: adding it, asking it, and taking it away."""

from __future__ import annotations

from cryptography.fernet import InvalidToken

from partners import one_time, sealing
from partners.models import Account, SecondFactor
from workflow import clock

Kind = SecondFactor.Kind
ASKED = (Kind.APP, Kind.PASSKEY)
"""The kinds that count as a second factor; a recovery code only stands in for one."""


def has_one(account: Account) -> bool:
    """Whether more than the password is asked of this account."""
    return account.factors.filter(kind__in=ASKED).exists()


def add_app(account: Account, label: str, key: str, code: str) -> bool:
    """Join an app, when the code shows that it has the key. The code that was used for it is good once."""
    step = one_time.step_that_shows(key, one_time.tidy(code), clock.now())
    if step is not None:
        add(account, Kind.APP, label, sealing.seal(key), step)
    return step is not None


def add(account: Account, kind: SecondFactor.Kind, label: str, secret: str, last_step: int = 0) -> None:
    """Add a factor to an account."""
    account.factors.create(kind=kind, label=label, secret=secret, last_step=last_step, made_at=clock.now())


def new_recovery_codes(account: Account) -> list[str]:
    """Fresh recovery codes, to be shown once; the older ones are good for nothing any more."""
    codes = one_time.new_recovery_codes()
    account.factors.filter(kind=Kind.RECOVERY).delete()
    for number, code in enumerate(codes, 1):
        add(account, Kind.RECOVERY, f"Herstelcode {number}", one_time.hashed(code))
    return codes


def remove(factor: SecondFactor) -> None:
    """Take a factor away; recovery codes that are left without one go as well."""
    factor.delete()
    if not has_one(factor.account):
        remove_all(factor.account)


def remove_all(account: Account) -> int:
    """Take away all that an account proves itself with beside the password; how many things that were."""
    gone, _ = account.factors.all().delete()
    return gone


def accepts(account: Account, typed: str) -> bool:
    """Whether a code is good for this account; with that it is used up."""
    code = one_time.tidy(typed)
    if len(code) == one_time.DIGITS:
        return any(_shown_by(app, code) for app in account.factors.filter(kind=Kind.APP))
    used, _ = account.factors.filter(kind=Kind.RECOVERY, secret=one_time.hashed(code)).delete()
    return bool(used)


def _shown_by(app: SecondFactor, code: str) -> bool:
    """Whether this app shows the code, and it was not used before: of two who use it together one gets in."""
    try:
        step = one_time.step_that_shows(sealing.unseal(app.secret), code, clock.now())
    except InvalidToken:
        return False
    newer = SecondFactor.objects.filter(pk=app.pk, last_step__lt=step or 0)
    return bool(newer.update(last_step=step or 0))
