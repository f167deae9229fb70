"""Makes the pictures of the screens in the README from a copy of what `make demo` left: what is pressed for them leaves no trace."""

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ADDRESS = "127.0.0.1:8019"
CASE = "IA-2026-0013"
PASSWORD = "kijk maar rond"  # noqa: S105 - invented, and printed by the demo.
CLERK, JUROR, SIGNER = "annelies.drijfhout", "hilke.ottema-vries", "wouter.schaafsma-ruiter"
CHECKER, AUDITOR, POLICY = "gijs.lantinga", "pauline.zwaagstra", "stefan.korthuis"
COMPLETING, AWARDED = "buurtlunch", "speelstraat"
DESK, PHONE = (1280, 960), (390, 960)


def signed_in(browser: Browser, login: str, size: tuple[int, int]) -> Page:
    """A page of a colleague who is signed in."""
    viewport = ViewportSize(width=size[0], height=size[1])
    page = browser.new_page(viewport=viewport, base_url=f"http://{ADDRESS}", locale="nl-NL")
    page.goto("/inloggen/")
    page.get_by_label("Inlognaam").fill(login)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda address: "/inloggen/" not in address)  # What comes next would come before the session.
    return page


def at(path: str) -> Callable[[Page], object]:
    """A page as it opens."""
    return lambda page: page.goto(path)


def scoring(page: Page) -> None:
    """The plan with the sheet of a juror beside it, two marks given."""
    page.goto("/beoordelen/")
    page.get_by_role("link", name="Begin met de eerste").click()
    page.get_by_role("button", name="Bij de andere heb ik geen belang").click()
    page.get_by_role("link", name="Begin met de eerste").click()
    for criterion, level in enumerate((4, 3)):
        page.locator(f"input[name^='levels.'][value='{level}']").nth(criterion).check()
    page.evaluate("scrollTo(0, 0)")


def verifying(page: Page) -> None:
    """All chains checked."""
    page.goto("/controle/ketens/")
    page.get_by_role("button", name="Controleer alles nu").click()
    page.get_by_text("Alles klopt").wait_for()


def signing(page: Page) -> None:
    """A letter to sign, with the money and the dates beside it."""
    page.goto("/tekenen/")
    page.get_by_role("main").locator("th a").first.click()


def asking(page: Page) -> None:
    """The completion letter on a telephone, with what would follow."""
    page.goto(f"/postkamer/{CASE}/controle/")
    page.get_by_label("Bewijs van uw bankrekening").first.check()
    page.get_by_role("button", name="Vraag om aanvulling").click()
    page.get_by_role("heading", name="Stuurt u dit vandaag?").wait_for()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def choosing(page: Page) -> None:
    """The subsidies that are there."""
    page.goto("/subsidies/")


def filling(page: Page) -> None:
    """A budget in a draft, with what it comes to so far."""
    page.goto("/mijn/nieuw/IA-2027/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Geld").click()
    for name, said in (
        ("costs.0.what", "Pannen en borden"), ("costs.0.amount", "450"), ("costs.1.what", "Groenten en brood"),
        ("costs.1.amount", "1.350"), ("income.0.what", "Gemeente"), ("income.0.amount", "1.500"),
    ):  # fmt: skip
        page.locator(f'[name="begroting.{name}"]').fill(said)
    page.locator('[name="begroting.income.0.kind"]').select_option("subsidie")
    page.get_by_role("button", name="Regels erbij").click()
    page.locator("#voet-begroting .under").scroll_into_view_if_needed()
    page.evaluate("document.activeElement.blur(); scrollBy(0, 160)")


def completing(page: Page) -> None:
    """An own application in which something is asked, with the day that depends on it."""
    page.goto("/mijn/")
    page.get_by_role("link", name="Bekijk wat u moet doen").first.click()


def decided(page: Page) -> None:
    """A decision in a few lines."""
    page.goto("/mijn/")
    page.get_by_role("main").locator(".own-rows a").first.click()
    page.get_by_role("link", name="Bekijk ons besluit").click()


SHOTS = {
    "queue": (CLERK, DESK, at("/werk/?wie=alles")),
    "dossier": (CLERK, DESK, at(f"/dossier/{CASE}/")),
    "asking": (CLERK, PHONE, asking),
    "choosing": (COMPLETING, PHONE, choosing),
    "filling": (COMPLETING, PHONE, filling),
    "completing": (COMPLETING, PHONE, completing),
    "decided": (AWARDED, PHONE, decided),
    "scoring": (JUROR, DESK, scoring),
    "ranking": (POLICY, DESK, at("/ronde/OC-2026/rangorde/")),
    "signing": (SIGNER, DESK, signing),
    "paying": (CHECKER, DESK, at("/financien/goedkeuren/")),
    "verify": (AUDITOR, DESK, verifying),
    "states": (POLICY, DESK, at("/regelingen/ondernemers-challenge/2026.1/toestanden/")),
    "budget": (POLICY, DESK, at("/financien/begroting/")),
}
"""What there is a picture of: who looks, on how large a screen, and how one gets there."""


@contextmanager
def served() -> Iterator[None]:
    """A server on a copy of what the demo left."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite3"
        with sqlite3.connect(ROOT / "var" / "aanjager.sqlite3") as source, sqlite3.connect(copy) as target:
            source.backup(target)
        command = [sys.executable, "manage.py", "runserver", ADDRESS, "--noreload", "--insecure"]
        own = {**os.environ, "DATABASE_URL": f"sqlite:///{copy}"}
        server = subprocess.Popen(command, cwd=ROOT, env=own)  # noqa: S603 - our own server.
        try:
            wait()
            yield
        finally:
            server.terminate()
            server.wait()


def wait() -> None:
    """Wait until the server answers."""
    for _ in range(60):
        try:
            urllib.request.urlopen(f"http://{ADDRESS}/inloggen/").close()
        except OSError:
            time.sleep(1)
        else:
            return


def taken(browser: Browser) -> Iterator[tuple[str, Image.Image]]:
    """Every picture by its name."""
    for name, (login, size, go) in SHOTS.items():
        page = signed_in(browser, login, size)
        go(page)
        yield name, Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        page.close()


GAP = 24


def beside(*pictures: Image.Image) -> Image.Image:
    """Pictures side by side."""
    wide = sum(one.width + GAP for one in pictures) - GAP
    all_ = Image.new("RGB", (wide, pictures[0].height), "#b9b2a5")
    x = 0
    for one in pictures:
        all_.paste(one, (x, 0))
        x += one.width + GAP
    return all_


TOGETHER = {"office": ("dossier", "asking"), "applicant": ("choosing", "filling", "completing", "decided")}
"""What stands in one picture."""


if __name__ == "__main__":
    with served(), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        found = dict(taken(browser))
        browser.close()
    for name, parts in TOGETHER.items():
        found[name] = beside(*(found.pop(part) for part in parts))
    for name, picture in found.items():
        picture.quantize(64).save(HERE / f"{name}.png", optimize=True)
