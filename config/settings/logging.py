"""What is written down besides the trail, and where.

Refusals have their own logger, `aanjager.refusals`: a refusal rolls its transaction back, so the trail cannot hold it.
"""

from typing import Any

from config.settings.environment import ENVIRONMENT, KIND, VAR_DIR, Environment, Kind

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
CONSOLE = {"class": "logging.StreamHandler", "formatter": "line"}
SILENCE = {"class": "logging.NullHandler"}


def logging_of(environment: Environment, kind: Kind) -> dict[str, Any]:
    """Return the logging of an installation: `LOG_LEVEL` on standard error, refusals where `kind` keeps them.

    On a developer's machine refusals go to a file, because a demonstration provokes them on purpose; an installed
    system collects standard error; tests read them through pytest.
    """
    quiet = "INFO" if kind.is_installed else "WARNING"
    level = environment.choice("LOG_LEVEL", LEVELS, default=quiet)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "handlers": {"console": CONSOLE, "refusals": _refusals(kind)},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "aanjager.refusals": {"handlers": ["refusals"], "level": "INFO", "propagate": kind is Kind.TEST},
        },
    }


def _refusals(kind: Kind) -> dict[str, Any]:
    if kind.is_installed:
        return CONSOLE
    if kind is Kind.TEST:
        return SILENCE
    folder = VAR_DIR / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "class": "logging.handlers.WatchedFileHandler",
        "filename": str(folder / "refusals.log"),
        "encoding": "utf-8",
        "delay": True,
        "formatter": "line",
    }


LOGGING = logging_of(ENVIRONMENT, KIND)
