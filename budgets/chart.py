"""The ledger as a picture: one bar per budget line, from paid to free, as SVG made here; the table beside it has the figures."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from budgets.checker import LineReport
from budgets.figures import euro

PARTS = (
    ("paid", "besteed", "#0f5a62"),
    ("advanced", "voorschot", "#2f8f83"),
    ("committed", "verplicht", "#8cc0a9"),
    ("reserved", "gereserveerd", "#d8c27a"),
    ("recoverable", "terug te vorderen", "#c0563f"),
    ("available", "vrij", "#eceae4"),
)
"""The pots of a line in the order of the bar, with the Dutch word and the colour."""

LABEL, BAR, ROW, TOP = 170, 560, 34, 70


def chart(lines: Sequence[LineReport], title: str) -> str:
    """The bars of these lines, each as wide as its whole budget: a picture of shares, with the amounts written out."""
    height = TOP + ROW * len(lines) + 16
    said = "; ".join(
        f"{line.code} {line.year}: vrij {euro(line.available)} van {euro(line.authorised)}" for line in lines
    )
    size = f'width="900" height="{height}"'
    named = 'role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="13"'
    heading = f'<text x="16" y="26" font-size="17" font-weight="700">{escape(title)}</text>'
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 900 {height}" {named}>',
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(said)}</desc>',
        f'<rect {size} fill="#fff"/>{heading}',
        *_legend(),
        *(part for n, line in enumerate(lines) for part in _bar(line, TOP + n * ROW)),
        "</svg>",
    ]
    return "\n".join(body) + "\n"


def _legend() -> list[str]:
    drawn: list[str] = []
    x = 16
    for _, word, colour in PARTS:
        drawn.append(f'<rect x="{x}" y="40" width="13" height="13" rx="2" fill="{colour}" stroke="#b9b2a5"/>')
        drawn.append(f'<text x="{x + 19}" y="51" fill="#1d1b18">{word}</text>')
        x += 44 + 7 * len(word)
    return drawn


def _bar(line: LineReport, y: int) -> list[str]:
    drawn = [f'<text x="16" y="{y + 17}" fill="#1d1b18">{escape(line.code)} {line.year}</text>']
    x = LABEL
    for name, word, colour in PARTS:
        cents = getattr(line, name)
        width = BAR * cents // line.authorised if line.authorised else 0
        if width:
            tip = f"<title>{word} {euro(cents)}</title>"
            drawn.append(
                f'<rect x="{x}" y="{y}" width="{width}" height="24" fill="{colour}" stroke="#b9b2a5">{tip}</rect>'
            )
            x += width
    drawn.append(f'<text x="884" y="{y + 17}" text-anchor="end" fill="#1d1b18">{euro(line.authorised)}</text>')
    return drawn
