"""Brackets and punctuation in Chinese text are of full width (AD-FM-05)."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.marks import half_width

_NEAR = 10


def half_width_marks(case: Case) -> Iterator[Hit]:
    """Half-width brackets and punctuation, told once for each clause."""
    told: set[tuple[str, str]] = set()
    for passage in case.passages:
        place = (passage.document, passage.clause.id)
        if place in told:
            continue
        found = next(half_width(passage.text), None)
        if found is not None:
            told.add(place)
            shown = passage.text[max(0, found.start - _NEAR) : found.end + _NEAR].replace("\n", " ")
            yield hit("default", passage.location, document=passage.document, clause=passage.clause.id, text=shown)


RULES = {"AD-FM-05": half_width_marks}
