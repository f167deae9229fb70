from xml.etree import ElementTree as ET

from budgets.chart import chart
from budgets.checker import LineReport


def test_a_bar_is_as_wide_as_its_share_and_the_amounts_are_written_out() -> None:
    line = LineReport("4.1.1-OC", 2026, "Challenge", authorised=1000_00, paid=250_00, advanced=250_00, available=500_00)
    drawn = ET.fromstring(chart([line], "Grootboek"))  # noqa: S314 - our own picture.
    bars = [
        (r.attrib["fill"], r.attrib["width"])
        for r in drawn.iter("{http://www.w3.org/2000/svg}rect")
        if r.get("height") == "24"
    ]
    assert bars == [("#0f5a62", "140"), ("#2f8f83", "140"), ("#eceae4", "280")]
    texts = [t.text for t in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[-2:] == ["4.1.1-OC 2026", "€\u00a01.000,00"]


def test_a_name_with_signs_of_its_own_stays_a_name() -> None:
    line = LineReport("<b>", 2026, "x", authorised=100, available=100)
    assert "&lt;b&gt; 2026" in chart([line], "a & b")
