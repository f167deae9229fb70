"""A municipality brings the file of tokens that it published; the screens take its colours, and nobody meets a barrier."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser

from grants.house_theme import theme_in
from tests.e2e.visiting import barriers, come_in, visit
from tests.world import World

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(300), pytest.mark.proof]

PACKAGE = "@nl-design-system-unstable/voorbeeld-design-tokens@7.4.1"
"""A theme of NL Design System for a municipality that is not there (EUPL-1.2). It is looked at here, and is no part of Aanjager."""

NAME = "uit-het-pakket"


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    """The file of tokens of the package, as it was published."""
    if not shutil.which("npm"):
        pytest.skip("npm fetches the package, and is not here")
    fetched = subprocess.run(["npm", "pack", PACKAGE], cwd=tmp_path, capture_output=True, text=True, check=False)
    if fetched.returncode:
        pytest.skip(f"the registry does not answer: {fetched.stderr[-200:]}")
    with tarfile.open(tmp_path / fetched.stdout.split()[-1]) as package:
        package.extract("package/dist/theme.css", tmp_path, filter="data")
    return tmp_path / "package" / "dist" / "theme.css"


@pytest.fixture
def themed(tokens: Path) -> Iterator[Path]:
    """The theme made of it, in use."""
    call_command("theme", NAME, "--from", str(tokens), stdout=StringIO())
    made = settings.OWN_THEMES / f"{NAME}.css"
    with override_settings(PORTAL_THEME=NAME):
        yield made
    made.unlink()


def test_an_unmodified_package_of_tokens_dresses_the_screens_without_a_barrier(
    browser: Browser, served: str, town: World, themed: Path, tokens: Path
) -> None:
    case = town.file()
    theme = theme_in(tokens.read_text("utf-8"))
    assert themed.read_text("utf-8") == theme.css()
    found = []
    with visit(browser, served) as page:
        for path in ("/subsidies/", "/subsidies/buurtfeest/", "/subsidieregister/"):
            page.goto(path)
            found += barriers(page)
        come_in(page, "intake_clerk")
        for path in ("/werk/", f"/dossier/{case.stream.reference}/", "/postkamer/"):
            page.goto(path)
            found += barriers(page)
        brand = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--brand').trim()")
    assert brand == theme.light["basis-color-action-1-inverse-bg-default"]
    assert found == []
