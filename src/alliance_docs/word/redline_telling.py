"""A paragraph that differs, as lines of a report: its number, what stands on both sides, what on one only."""

from __future__ import annotations

from collections.abc import Sequence

from alliance_docs.word.redline_report import Line, Passage, Words
from alliance_docs.word.redline_spots import Spot
from alliance_docs.word.redline_words import DRAWN, Piece

Stretches = Sequence[tuple[bool, Sequence[Piece]]]
"""(the same on both sides, the pieces) in order."""
PICTURE = "〔图〕"


def passage_of(here: Spot, before: Stretches, there: Spot, after: Stretches) -> Passage | None:
    """Return what is told of a paragraph that stood at *here* and stands at *there*; None when it shows nothing."""
    lines = [_line(spot, stretches) for spot, stretches in ((here, before), (there, after))]
    if not any(lines):
        return None
    paths = frozenset(piece.path for side in (before, after) for same, pieces in side for piece in pieces if piece.path and not same)
    return Passage(
        "changed", here.clause or there.clause, there.clause or here.clause, there.key or here.key,
        (lines[0],) if lines[0] else (), (lines[1],) if lines[1] else (), paths, there.row or here.row, there.name or here.name,
    )  # fmt: skip


def _line(spot: Spot, stretches: Stretches) -> Line:
    words = [Words(text, not same) for same, pieces in stretches if (text := "".join(map(_said, pieces)))]
    before = (Words(spot.column, column=True),) if spot.column else (Words(spot.label),) if spot.label else ()
    return (*before, *words) if words else ()


def _said(piece: Piece) -> str:
    """Return a piece's words; a picture has none of its own."""
    return piece.text or (PICTURE if piece.kind == "unit" and piece.key.startswith(f"{DRAWN} ") else "")
