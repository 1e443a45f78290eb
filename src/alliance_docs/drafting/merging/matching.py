"""Which elements of two sequences are the same: words by their longest common runs, blocks by likeness."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
LIKE = 0.4
"""Likeness from which two blocks are taken for one block that was changed."""


def matched(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int]:
    """For each element of *old* its index in *new*, -1 where it has none; indices rise."""
    found = [-1] * len(old)
    start, stop_old, stop_new = 0, len(old), len(new)
    while start < min(stop_old, stop_new) and old[start] == new[start]:
        found[start] = start
        start += 1
    while stop_old > start and stop_new > start and old[stop_old - 1] == new[stop_new - 1]:
        stop_old -= 1
        stop_new -= 1
        found[stop_old] = stop_new
    if start < stop_old and start < stop_new:
        matcher = SequenceMatcher(None, old[start:stop_old], new[start:stop_new], autojunk=False)
        for block in matcher.get_matching_blocks():
            for offset in range(block.size):
                found[start + block.a + offset] = start + block.b + offset
    return found


def aligned(old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]) -> list[int]:
    """For each element of *old* the element of *new* it became, -1 for none, so that the sum of likeness is greatest.

    *likeness* is 0–1; below :data:`LIKE` two elements are strangers. Indices rise.
    """
    start, stop_old, stop_new = 0, len(old), len(new)
    found = [-1] * len(old)
    while start < min(stop_old, stop_new) and old[start] == new[start]:
        found[start] = start
        start += 1
    while stop_old > start and stop_new > start and old[stop_old - 1] == new[stop_new - 1]:
        stop_old -= 1
        stop_new -= 1
        found[stop_old] = stop_new
    rows, columns = stop_old - start, stop_new - start
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike = [[0.0] * columns for _ in range(rows)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            value = likeness(old[start + row], new[start + column])
            alike[row][column] = value if value >= LIKE else 0.0
            paired = best[row + 1][column + 1] + alike[row][column] if value >= LIKE else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
    row = column = 0
    while row < rows and column < columns:
        value = alike[row][column]
        if value and best[row][column] == best[row + 1][column + 1] + value:
            found[start + row] = start + column
            row += 1
            column += 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return found
