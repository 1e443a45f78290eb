"""Characters of symbol fonts (Wingdings, Symbol) that stand for a box, a tick or a common sign."""

from __future__ import annotations

BOXES = "☑□"

_BOXES = {
    "F0FE": "☑", "F0A8": "□", "F06F": "□", "F052": "☑", "F0A3": "□", "F0FD": "☑", "F071": "□", "F054": "☑", "F053": "☑", "F072": "□",
}  # fmt: skip
"""Wingdings and Wingdings 2."""
_SIGNS = {"F0FC": "√", "F0FB": "×", "F0B7": "·", "F06C": "●", "F06E": "■", "F0D8": "➢", "F0B4": "×", "F0B3": "≥", "F0B1": "±", "F0B0": "°"}
_TYPED = str.maketrans({chr(int(code, 16)): sign for code, sign in {**_SIGNS, **_BOXES}.items()})


def symbol(code: str, *, words: bool) -> str:
    """Return the box or, with *words*, the sign a ``w:sym`` stands for; empty when it is none we know."""
    code = code.upper()
    if words and len(code) == 4 and code.startswith("00"):
        code = "F0" + code[2:]
    return _BOXES.get(code, "") or (_SIGNS.get(code, "") if words else "")


def typed_symbols(text: str) -> str:
    """Return text with private characters of symbol fonts as the signs they show."""
    return text.translate(_TYPED)
