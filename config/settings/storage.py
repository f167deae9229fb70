"""Where files are kept. Uploads and letters are private: they have no address, only views with a permission."""

from config.settings.environment import ENVIRONMENT, VAR_DIR, Environment

STORAGE_ROOT = ENVIRONMENT.text("STORAGE_ROOT", default=str(VAR_DIR / "storage"))

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": STORAGE_ROOT,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"


def scanner(environment: Environment) -> str:
    """Where clamd listens, as `host:port` or the path of a socket; "" where no installation named one."""
    if "CLAMD_URL" not in environment.variables:
        return ""
    found = environment.url("CLAMD_URL", ("tcp", "unix"))
    return found.path if found.scheme == "unix" else f"{found.hostname}:{found.port or 3310}"


CLAMD = scanner(ENVIRONMENT)
