"""By which brokers somebody may sign in: the address, the name and the secret that each gave this installation."""

from typing import TypedDict

from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import ENVIRONMENT, KIND, Environment, Kind


class Broker(TypedDict):
    """One of them: where it describes itself, and what this installation is called there."""

    url: str
    client: str
    secret: str


def brokers(environment: Environment, kind: Kind) -> dict[str, Broker]:
    """The brokers that are named, by kind; an installed system speaks with them over HTTPS only."""
    found = {}
    for name in ("digid", "eherkenning"):
        variable = f"OPENID_{name.upper()}"
        if f"{variable}_URL" not in environment.variables:
            continue
        url = environment.url(f"{variable}_URL", ("https",) if kind.is_installed else ("https", "http"))
        if not url.path.endswith("/.well-known/openid-configuration"):
            raise ImproperlyConfigured(f"{variable}_URL must end with /.well-known/openid-configuration.")
        found[name] = Broker(
            url=url.geturl(),
            client=environment.text(f"{variable}_CLIENT"),
            secret=environment.text(f"{variable}_SECRET"),
        )
    return found


OPENID_BROKERS = brokers(ENVIRONMENT, KIND)
