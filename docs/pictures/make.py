"""Makes the pictures of the README from what `make demo` left under var/."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
VAR = HERE.parents[1] / "var"
LETTER = "OC-2026-*_award_*.pdf"


def pages(letter: Path) -> Image.Image:
    """The first two pages of a letter, side by side."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "75", "-l", "2", "-png", str(letter), f"{folder}/p"], check=True)  # noqa: S603, S607 - our own letter.
        found = [Image.open(page).convert("RGB") for page in sorted(Path(folder).glob("*.png"))]
        both = Image.new("RGB", (sum(page.width for page in found) + 12, found[0].height), "#b9b2a5")
        both.paste(found[0], (0, 0))
        both.paste(found[1], (found[0].width + 12, 0))
        return both


if __name__ == "__main__":
    letter = next(path for path in sorted((VAR / "brieven").glob(LETTER)))
    pages(letter).save(HERE / "letter.png", optimize=True)
    shutil.copy(VAR / "grootboek.svg", HERE / "ledger.svg")
