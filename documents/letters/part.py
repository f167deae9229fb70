"""What every piece of a letter has in common: it is complete, or it does not exist.

A field without a default value is content that the law asks for. It may not be empty, and the article that asks for
it stands beside it: `activities: Annotated[str, Law("Awb 4:30")]`. A field with a default may be left out.
"""

from dataclasses import MISSING, Field, dataclass, fields
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints


class LetterIncomplete(ValueError):  # noqa: N818 - a refusal is named after what is the matter
    """A letter lacks content that the law asks for, or says things that contradict each other.

    `field` is the class and the field, `article` the source of the duty, `why` a Dutch predicate.
    """

    code: ClassVar[str] = "letter-incomplete"

    def __init__(self, field: str, article: str, why: str = "ontbreekt") -> None:
        """Keep the three facts, and make the Dutch sentence of them."""
        self.field, self.article, self.why = field, article, why
        super().__init__(f"Deze brief is niet af: {field} {why} ({article}).")


@dataclass(frozen=True)
class Law:
    """The article that asks for a field."""

    article: str


_HINTS: dict[type[Any], dict[str, Any]] = {}


def hints(part: type["Part"]) -> dict[str, Any]:
    """Give the type of each field, with its `Law` if it has one."""
    if part not in _HINTS:
        _HINTS[part] = get_type_hints(part, include_extras=True)
    return _HINTS[part]


def bare(hint: object) -> object:
    """Take the `Law` off a type."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def is_mandatory(field: "Field[Any]") -> bool:
    """Tell whether a field has no default, and so has to be filled."""
    return field.default is MISSING and field.default_factory is MISSING


def article_of(part: type["Part"], name: str) -> str:
    """Name the article that asks for a field."""
    found = [extra.article for extra in get_args(hints(part)[name])[1:] if isinstance(extra, Law)]
    return found[0] if found else part.article


def mandatory(part: type["Part"]) -> tuple[str, ...]:
    """List the fields that may not be empty."""
    return tuple(field.name for field in fields(part) if is_mandatory(field))


def is_empty(value: object) -> bool:
    """Tell whether a value says nothing: no value, blank text, an empty table or one with a blank line."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, tuple):
        return not value or any(is_empty(each) for each in value)
    return value is None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a letter. Raises `LetterIncomplete` when mandatory content is empty or contradicts itself."""

    article: ClassVar[str] = "Awb 3:46"

    def __post_init__(self) -> None:
        """Refuse what is incomplete."""
        for name in mandatory(type(self)):
            if is_empty(getattr(self, name)):
                raise LetterIncomplete(f"{type(self).__name__}.{name}", article_of(type(self), name))
        self.check()

    def check(self) -> None:
        """Refuse content that contradicts itself; a part that can do so says how."""

    def demand(self, holds: object, field: str, why: str, article: str = "") -> None:
        """Refuse, naming the field, unless something holds."""
        if not holds:
            raise LetterIncomplete(f"{type(self).__name__}.{field}", article or self.article, why)
