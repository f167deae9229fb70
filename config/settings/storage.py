"""Where files are kept. Uploads and letters are private: they have no address, only views with a permission."""

from config.settings.environment import ENVIRONMENT, VAR_DIR

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
