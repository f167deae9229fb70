"""How wide a text is drawn, reckoned without a font: close enough to give every box room, and the same on every machine."""

_NARROW = frozenset("fijlrtI.,:;'’‘|!()[] ·")
_WIDE = frozenset("mwMWGOQ@%€↻")


def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """The width of a text in pixels, for a sans-serif of `size` pixels; rather too wide than too narrow."""
    per_mille = sum(320 if sign in _NARROW else 880 if sign in _WIDE else 690 if sign.isupper() else 570 for sign in text)
    return -(-per_mille * size * (107 if bold else 100) // 100_000)
