"""Language and time. Instants are stored in UTC; dates of law are dates in Europe/Amsterdam."""

from config.settings.environment import BASE_DIR

# The first is the source and the default: what has legal effect is in Dutch (Awb 2:6).
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True

# Who chose a language finds it again after signing out, and after closing the browser.
LANGUAGE_COOKIE_NAME = "taal"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
