"""Secrets, passwords, cookies and headers."""

import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import ENVIRONMENT, KIND, VAR_DIR, Environment, Kind

SHORTEST_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 12
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
TWO_YEARS_IN_SECONDS = 63_072_000


def secret_key(environment: Environment, kind: Kind, file: Path) -> str:
    """Return the key that signs sessions.

    An installed system must be given a strong one in `SECRET_KEY`. A developer's machine makes one in `file`, once.
    """
    if kind.is_installed or "SECRET_KEY" in environment.variables:
        return _strong(environment.text("SECRET_KEY"))
    if kind is Kind.TEST:
        return "a key for tests: it signs nothing that outlives the process that made it"
    return _made_once(file)


def _strong(key: str) -> str:
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT_CHARACTERS or key.startswith("django-insecure"):
        raise ImproperlyConfigured(
            f"SECRET_KEY is weak: give at least {SHORTEST_KEY} random characters, for example the outcome of "
            '`python3 -c "import secrets; print(secrets.token_urlsafe(64))"`.',
        )
    return key


def _made_once(file: Path) -> str:
    """Return the key in `file`, made when there is none; of two processes that start together both get the same."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix="secret_key.")  # mkstemp opens with mode 0600.
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    return _strong(file.read_text(encoding="ascii").strip())


def allowed_hosts(environment: Environment, kind: Kind) -> list[str]:
    """Return the host names that this installation answers to; an installed system must be told."""
    default = None if kind.is_installed else LOCAL_HOSTS
    hosts = environment.names("ALLOWED_HOSTS", default=default)
    if kind.is_installed and "*" in hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts: * would accept a forged Host header.")
    return hosts


SECRET_KEY = secret_key(ENVIRONMENT, KIND, VAR_DIR / "secret_key")
# Who tries the product sees the pages that its people see, also where something is not there or goes wrong; a developer asks for more.
DEBUG = KIND is Kind.DEVELOPMENT and ENVIRONMENT.flag("DEBUG_PAGES", default=False)
ALLOWED_HOSTS = allowed_hosts(ENVIRONMENT, KIND)

# Where salts of personal commitments come from: "os", or "seeded" for runs that have to be repeatable.
SALT_SOURCE = ENVIRONMENT.choice("SALT_SOURCE", ("os", "seeded"), default="os")
if SALT_SOURCE == "seeded" and KIND.is_installed:
    raise ImproperlyConfigured("SALT_SOURCE must be os here: a salt that can be computed hides no personal data.")

AUTH_USER_MODEL = "partners.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# A strong hash is slow on purpose; tests make hundreds of accounts that protect nothing.
_HASHER = "MD5PasswordHasher" if KIND is Kind.TEST else "PBKDF2PasswordHasher"
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{_HASHER}"]

SESSION_COOKIE_NAME = "__Host-sessionid" if KIND.is_installed else "sessionid"
SESSION_COOKIE_SECURE = KIND.is_installed
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrftoken" if KIND.is_installed else "csrftoken"
CSRF_COOKIE_SECURE = KIND.is_installed
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = KIND.is_installed

SECURE_SSL_REDIRECT = KIND.is_installed
SECURE_REDIRECT_EXEMPT = ["^health$"]
# Only a proxy that sets this header itself may be believed; without one, anybody could send it.
_BEHIND_PROXY = ENVIRONMENT.flag("BEHIND_TLS_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_PROXY else None
SECURE_HSTS_SECONDS = TWO_YEARS_IN_SECONDS if KIND.is_installed else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = KIND.is_installed
# The list of browsers covers a whole domain, which is not for one application of it to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
