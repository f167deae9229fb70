"""Reads the environment of the process, and fails loudly.

A variable that is missing, empty or malformed stops the start with a sentence that names the variable, what was
expected and what was found. There is no silent fallback: a default stands in the call, for a variable that is absent.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class Kind(StrEnum):
    """What an installation is for. Only development and test may make up their own secrets."""

    DEVELOPMENT = "development"
    TEST = "test"
    TRAINING = "training"
    PRODUCTION = "production"

    @property
    def is_installed(self) -> bool:
        """Whether others than its developer use it, so that every secret has to be given."""
        return self in {Kind.TRAINING, Kind.PRODUCTION}


@dataclass(frozen=True)
class Environment:
    """Typed readings of one mapping of variables. Every method raises `ImproperlyConfigured` rather than guess."""

    variables: Mapping[str, str] = field(repr=False)

    def text(self, name: str, *, default: str | None = None) -> str:
        """Return a text that is not empty."""
        value = self.variables.get(name, default)
        if value is None:
            raise ImproperlyConfigured(f"{name} is missing: set it in the environment.")
        if not value.strip():
            raise ImproperlyConfigured(f"{name} is empty: give it a value, or remove it.")
        return value.strip()

    def choice(self, name: str, options: tuple[str, ...], *, default: str | None = None) -> str:
        """Return one of `options`."""
        value = self.text(name, default=default)
        if value not in options:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}, not {value!r}.")
        return value

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """Return a yes or a no."""
        written = None if default is None else str(default)
        value = self.text(name, default=written)
        if value.lower() not in FLAGS:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(FLAGS)}, not {value!r}.")
        return FLAGS[value.lower()]

    def whole_number(self, name: str, *, minimum: int, maximum: int, default: int | None = None) -> int:
        """Return a whole number between `minimum` and `maximum`, both included."""
        value = self.text(name, default=None if default is None else str(default))
        if not value.isascii() or not value.isdigit() or not minimum <= int(value) <= maximum:
            raise ImproperlyConfigured(
                f"{name} must be a whole number from {minimum} up to {maximum}, not {value!r}.",
            )
        return int(value)

    def names(self, name: str, *, default: tuple[str, ...] | None = None) -> list[str]:
        """Return the names of a list with commas between them, none of them empty."""
        value = self.text(name, default=None if default is None else ",".join(default))
        found = [part.strip() for part in value.split(",")]
        if not all(found):
            raise ImproperlyConfigured(f"{name} has an empty name between its commas: {value!r}.")
        return found

    def url(self, name: str, schemes: tuple[str, ...], *, default: str | None = None) -> SplitResult:
        """Return the parts of a URL with one of `schemes`. The value is never shown: it may hold a password."""
        value = self.text(name, default=default)
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} is no URL that can be read: {error}.") from error
        if parts.scheme not in schemes or "://" not in value:
            expected = " or ".join(f"{scheme}://" for scheme in schemes)
            raise ImproperlyConfigured(f"{name} must start with {expected}, not {parts.scheme or 'no scheme'!r}.")
        return parts

    def kind(self) -> Kind:
        """Return what this installation is for: `AANJAGER_ENV`, development unless told."""
        options = tuple(kind.value for kind in Kind)
        return Kind(self.choice("AANJAGER_ENV", options, default=Kind.DEVELOPMENT.value))


def decoded(part: str | None) -> str:
    """Return a part of a URL with its percent signs decoded; absent is empty."""
    return unquote(part or "")


ENVIRONMENT = Environment(os.environ)
KIND = ENVIRONMENT.kind()
