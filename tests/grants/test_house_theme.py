"""The theme of a municipality out of its own file of tokens: what is used of it, resolved, readable, and nothing that could do harm."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from grants import house_theme
from grants.house_theme import NoTheme, contrast, theme_in, used

OURS = settings.BASE_DIR / "config" / "static" / "theme" / "voorbeeld.css"


def published(**changed: str) -> str:
    """A file of tokens as design systems publish one: below a class, by reference, with thousands that we do not use."""
    theme = theme_in(OURS.read_text("utf-8"))
    values = {**theme.light, **{name.replace("_", "-"): value for name, value in changed.items()}}
    rows = [f"  --gemeente-kleur-{number}: {value};" for number, value in enumerate(values.values())]
    rows += [f"  --{name}: var(--gemeente-kleur-{number});" for number, name in enumerate(values)]
    return "/** Do not edit */\n.gemeente-theme {\n" + "\n".join([*rows, "  --gemeente-knop-hoogte: 44px;"]) + "\n}\n"


def test_what_is_used_of_a_published_file_comes_down_to_its_colours_and_nothing_else_comes_along() -> None:
    theme = theme_in(published())
    assert theme.light == theme_in(OURS.read_text("utf-8")).light
    assert sorted(theme.light) == [name for name in used() if name != house_theme.FONT]
    assert theme.css().splitlines()[0] == ":root {"
    assert "gemeente" not in theme.css()
    assert len(theme.css()) < 2_000


def test_a_file_without_a_dark_side_stays_light_in_its_fields_as_well() -> None:
    assert "--house-color-scheme: light;" in theme_in(published()).css()
    ours = theme_in(OURS.read_text("utf-8"))
    assert "--house-color-scheme: light dark;" in ours.css()
    assert theme_in(ours.css()) == ours


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"basis_color_default_color_document": "#bbbbbb"},
            "color-default-color-document op color-default-bg-document is 1,91, en moet minstens 4,50 zijn.",
        ),
        (
            {"basis_color_default_bg_subtle": "url(//elders.example/x.png)"},
            "Het token --basis-color-default-bg-subtle is er niet, of is geen kleur als #1a2b3c.",
        ),
        (
            {"basis_color_default_bg_subtle": "var(--basis-color-default-bg-subtle)"},
            "Het token --basis-color-default-bg-subtle is er niet, of is geen kleur als #1a2b3c.",
        ),
        (
            {"basis_text_font_family_default": "url(//elders.example/letters)"},
            "Het token --basis-text-font-family-default is er niet, of is geen kleur als #1a2b3c.",
        ),
    ],
    ids=["hard to read", "from elsewhere", "round and round", "letters from elsewhere"],
)
def test_a_file_that_is_hard_to_read_or_does_more_than_colour_is_refused_with_the_reason(
    changed: dict[str, str], said: str
) -> None:
    with pytest.raises(NoTheme) as why:
        theme_in(published(**changed))
    assert str(why.value).startswith(said)


def test_contrast_is_that_of_wcag() -> None:
    assert [contrast(*one) for one in (("#000000", "#fff"), ("#777777", "#ffffff"), ("#767676", "#ffffff"))] == [
        2100,
        447,
        454,
    ]


def test_the_command_writes_the_theme_where_the_setting_finds_it_and_says_what_is_wrong_with_a_file(
    tmp_path: Path, settings: object
) -> None:
    settings.OWN_THEMES = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "tokens.txt").write_text(published(), "utf-8")
    said = StringIO()
    call_command("theme", "Mijn Gemeente", "--from", str(tmp_path / "tokens.txt"), stdout=said)
    assert (tmp_path / "mijn-gemeente.css").read_text("utf-8") == theme_in(published()).css()
    assert "Zet PORTAL_THEME=mijn-gemeente in de omgeving" in said.getvalue()
    for name, file, why in (
        ("x", "tokens.css", "Wij kunnen dit bestand niet lezen."),
        ("!", "tokens.txt", "Geef de huisstijl een naam van letters en cijfers."),
    ):
        with pytest.raises(CommandError) as refused:
            call_command("theme", name, "--from", str(tmp_path / file))
        assert str(refused.value) == why
