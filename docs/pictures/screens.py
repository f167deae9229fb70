"""Makes the picture of the screens in the README from what `make demo` left: a dossier, and a step on a telephone before it is taken."""

import io
import shutil
import subprocess
import sys
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ADDRESS = "127.0.0.1:8019"
CASE = "IA-2026-0013"
LOGIN, PASSWORD = "annelies.drijfhout", "kijk maar rond"


def signed_in(browser: Browser, width: int, height: int) -> Page:
    """A page of a colleague who is signed in."""
    page = browser.new_page(viewport={"width": width, "height": height}, base_url=f"http://{ADDRESS}", locale="nl-NL")
    page.goto("/inloggen/")
    page.get_by_label("Inlognaam").fill(LOGIN)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"/dossier/{CASE}/")
    return page


def pictures(browser: Browser) -> tuple[Image.Image, Image.Image]:
    """The dossier on a desk, and the completion letter on a telephone with what would follow."""
    desk = signed_in(browser, 1280, 1180).screenshot()
    phone = signed_in(browser, 390, 1180)
    phone.get_by_role("link", name="Vraag om aanvulling").click()
    phone.get_by_label("Bewijs van uw bankrekening").first.check()
    phone.get_by_label("Uiterlijk op").fill("2026-12-15")
    phone.get_by_role("button", name="Ga verder").click()
    phone.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    return tuple(Image.open(io.BytesIO(one)).convert("RGB") for one in (desk, phone.screenshot()))


if __name__ == "__main__":
    server = subprocess.Popen([sys.executable, "manage.py", "runserver", ADDRESS, "--noreload"], cwd=ROOT)  # noqa: S603 - our own server.
    try:
        time.sleep(5)
        with sync_playwright() as driver:
            found = shutil.which("chromium")
            browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
            desk, phone = pictures(browser)
            browser.close()
    finally:
        server.terminate()
    both = Image.new("RGB", (desk.width + phone.width + 24, desk.height), "#b9b2a5")
    both.paste(desk, (0, 0))
    both.paste(phone, (desk.width + 24, 0))
    both.quantize(96).save(HERE / "office.png", optimize=True)
