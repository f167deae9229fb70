"""Language and time. Instants are stored in UTC; dates of law are dates in Europe/Amsterdam."""

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
USE_I18N = True

USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
