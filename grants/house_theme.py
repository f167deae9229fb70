"""The theme of a municipality out of its own file of NL Design System tokens, unmodified: what our styles use of it, and nothing else.

A published file has thousands of tokens, weighs more than all of our pages, and hangs on a class. What is written is a small file of the
tokens that `config/static/css` names, each with the value that it comes down to, once every text can be read in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

TOKEN = re.compile(r"--([a-zA-Z0-9-]+)\s*:\s*([^;{}]+);")
REFERENCE = re.compile(r"var\(\s*--([a-zA-Z0-9-]+)\s*(?:,\s*([^()]+))?\)")
USED = re.compile(r"--(basis-[a-z0-9-]+)")
DARK = "@media (prefers-color-scheme: dark)"
FONT = "basis-text-font-family-default"
HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
FONTS = re.compile(r"[\w\s,'\"-]{1,200}")
DEEPEST = 20
"""References that a value goes by at most; a file in which it goes on is broken."""

MOST_BYTES = 4 * 1024 * 1024
"""Of a file of tokens; the largest that is published today has a twentieth of it."""

INK = (
    "color-default-color-document",
    "color-default-color-default",
    "color-action-1-inverse-bg-default",
    "color-accent-1-color-default",
)
PAPER = ("color-default-bg-document", "color-default-bg-subtle")
TEXT, SHAPE = 450, 300
"""Hundredths that a text, and a line that one has to see, differ from what is behind them (WCAG 2.2, 1.4.3 and 1.4.11)."""

PAIRS = (
    *((ink, paper, TEXT) for ink in INK for paper in PAPER),
    ("color-default-bg-document", "color-action-1-inverse-bg-default", TEXT),
    ("color-accent-1-color-default", "color-accent-1-bg-default", TEXT),
    *(
        (f"color-{one}-color-default", f"color-{one}-bg-default", TEXT)
        for one in ("info", "negative", "positive", "warning")
    ),
    *((f"color-{one}-color-default", "color-default-bg-document", TEXT) for one in ("negative", "positive", "warning")),
    ("color-default-border-default", "color-default-bg-document", SHAPE),
    ("color-highlight-inverse-bg-default", "color-default-bg-document", SHAPE),
)
"""Which colour stands on which, in the styles of the house, and by how much it has to differ."""


class NoTheme(Exception):  # noqa: N818 - it is what is wrong with a file, not an error of the program.
    """A file of which no theme can be made; says in Dutch why."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The values of the tokens that are used, by name; those of the dark are empty where a file has none."""

    light: Mapping[str, str]
    dark: Mapping[str, str]

    @property
    def faults(self) -> Iterator[str]:
        """What cannot be read well in it, in Dutch."""
        for values in (self.light, self.dark):
            for ink, paper, least in PAIRS if values else ():
                found = contrast(values[f"basis-{ink}"], values[f"basis-{paper}"])
                if found < least:
                    yield f"{ink} op {paper} is {_times(found)}, en moet minstens {_times(least)} zijn."

    def css(self) -> str:
        """The file that a page asks for. Without a dark side a page stays light, its fields as well."""
        scheme = "light dark" if self.dark else "light"
        light = _block({**self.light, "house-color-scheme": scheme})
        return light + (f"{DARK} {{\n{_block(self.dark)}}}\n" if self.dark else "")


def theme_in(text: str) -> Theme:
    """The theme in the text of a file of tokens.

    Raises:
        NoTheme: where a token that we use is not there, or is no colour, or a colour of which no text can be read on another.
    """
    light, _, dark = text.partition(DARK)
    tokens = dict(TOKEN.findall(light))
    night = {**tokens, **dict(TOKEN.findall(dark))}
    names = used()
    found = Theme(_values(names, tokens), _values(names, night) if dark else {})
    if faults := list(found.faults):
        raise NoTheme(" ".join(faults))
    return found


def text_of(file: Path) -> str:
    """What stands in a file of tokens. Raises `NoTheme` where it is not there, is too large, or is no text."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise NoTheme("Dit bestand is te groot voor een bestand met tokens.")
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise NoTheme("Wij kunnen dit bestand niet lezen.") from None


def used() -> tuple[str, ...]:
    """The tokens that our styles name, in the order of the alphabet."""
    styles = Path(settings.BASE_DIR / "config" / "static" / "css").glob("*.css")
    return tuple(sorted({name for one in styles for name in USED.findall(one.read_text("utf-8"))}))


def _values(names: tuple[str, ...], tokens: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name in names:
        if name == FONT and name not in tokens:
            continue  # The letters of whoever reads are good letters.
        found[name] = _value(name, tokens)
    return found


def _value(name: str, tokens: Mapping[str, str]) -> str:
    """What a token comes down to."""
    text = tokens.get(name, "")
    for _ in range(DEEPEST):
        if not (refers := REFERENCE.search(text)):
            break
        text = text.replace(refers[0], tokens.get(refers[1], refers[2] or ""))
    shape = FONTS if name == FONT else HEX
    if not shape.fullmatch(text.strip()):
        raise NoTheme(f"Het token --{name} is er niet, of is geen kleur als #1a2b3c.")
    return text.strip()


def contrast(one: str, other: str) -> int:
    """How much two colours differ, in hundredths (WCAG 2.2: 1 to 21 times).

    >>> contrast("#000", "#ffffff"), contrast("#fff", "#fff")
    (2100, 100)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return int(100 * (light + 0.05) / (dark + 0.05))


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    full = digits if len(digits) == 6 else "".join(one * 2 for one in digits)  # noqa: PLR2004 - two for each of three.
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)  # noqa: PLR2004 - sRGB.
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _times(hundredths: int) -> str:
    return f"{hundredths // 100},{hundredths % 100:02d}"


def _block(values: Mapping[str, str]) -> str:
    return ":root {\n" + "".join(f"  --{name}: {value};\n" for name, value in values.items()) + "}\n"
