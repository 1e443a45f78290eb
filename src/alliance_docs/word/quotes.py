"""Signs that programs put in each other's place while saving or typing: quotation marks, blanks that do not break."""

from __future__ import annotations

_SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "＂": '"', "‘": "'", "’": "'", "＇": "'", "\u00a0": " ", "\u2011": "-"})


def folded(text: str) -> str:
    """Return *text* with such signs made one; of the same length."""
    return text.translate(_SAME)
