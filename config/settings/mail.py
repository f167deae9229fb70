"""By which server mail leaves, from whom it comes, and the address of the portal that it names."""

from config.settings.environment import ENVIRONMENT, KIND, Kind, decoded

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}

# Only production sends mail, and has to be told how: on an installation to practise on, nothing reaches an applicant.
_IS_REAL = KIND is Kind.PRODUCTION
_SERVER = ENVIRONMENT.url("EMAIL_URL", tuple(PORTS), default=None if _IS_REAL else "smtp://localhost")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _IS_REAL else 'dummy'}.EmailBackend"
EMAIL_HOST = _SERVER.hostname or "localhost"
EMAIL_PORT = _SERVER.port or PORTS[_SERVER.scheme]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = decoded(_SERVER.username), decoded(_SERVER.password)
EMAIL_USE_TLS, EMAIL_USE_SSL = _SERVER.scheme == "smtp+tls", _SERVER.scheme == "smtps"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = ENVIRONMENT.text("EMAIL_FROM", default=None if _IS_REAL else "subsidies@voorbeeldstad.example")

# Who tells other systems of events, by the NL GOV profile for CloudEvents: urn:nld:oin:<OIN>:systeem:aanjager.
EVENTS_SOURCE = ENVIRONMENT.text("EVENTS_SOURCE", default="urn:nld:gemeente-voorbeeldstad:systeem:aanjager")

_HERE = None if _IS_REAL else "http://127.0.0.1:8000"
PORTAL_URL = (
    ENVIRONMENT.url("PORTAL_URL", ("https",) if _IS_REAL else ("https", "http"), default=_HERE).geturl().rstrip("/")
)
