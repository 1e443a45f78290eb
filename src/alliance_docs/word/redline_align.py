"""Two rows of things laid side by side: which is which, which is new, which is gone, which has only moved."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Pair = tuple[int | None, int | None]
_LIKE = 0.45
"""Likeness from which two paragraphs without identity are taken for one that was changed."""
_LARGEST = 250_000
"""More comparisons than that between two stretches are not made: they are laid side by side in order."""


@dataclass(frozen=True)
class Unit:
    """A thing to be laid beside another: *kind* (paragraph, table, row), its identity *key* or empty, its words.

    *head*: what it is called in its first cell, such as 合计; numbers are no name.
    """

    kind: str
    key: str
    text: str
    head: str = ""


def aligned(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Return the pairs (old number, new number) in order, None where there is no other; what crosses is gone and new.

    Things with identity are the same by identity, others when their words are the same or alike.
    """
    a, b = ([(unit.kind, unit.key or unit.text) for unit in units] for units in (old, new))
    exact_a, exact_b = ([(*pair, unit.text) for pair, unit in zip(pairs, units, strict=True)] for pairs, units in ((a, old), (b, new)))
    found: list[Pair] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, exact_a, exact_b, autojunk=False).get_opcodes():
        if tag == "equal":
            found += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            found += _gap(old, new, (i1, i2), (j1, j2))
    return found


def _gap(old: Sequence[Unit], new: Sequence[Unit], here: tuple[int, int], there: tuple[int, int]) -> list[Pair]:
    rows, columns = range(*here), range(*there)
    if not rows or not columns:
        return [(i, None) for i in rows] + [(None, j) for j in columns]
    if len(rows) == len(columns) == 1 and old[rows[0]].kind == new[columns[0]].kind == "tr" and not old[rows[0]].key + new[columns[0]].key:
        return [(rows[0], columns[0])]  # the one row of a table that changed, such as a row of sums
    if len(rows) * len(columns) > _LARGEST:
        return _in_order(old, new, rows, columns)
    scores = [[_score(old[i], new[j]) for j in columns] for i in rows]
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for r in range(len(rows) - 1, -1, -1):
        for c in range(len(columns) - 1, -1, -1):
            best[r][c] = max(best[r + 1][c], best[r][c + 1], best[r + 1][c + 1] + scores[r][c] if scores[r][c] else 0.0)
    found: list[Pair] = []
    r = c = 0
    while r < len(rows) and c < len(columns):
        if scores[r][c] and best[r][c] == best[r + 1][c + 1] + scores[r][c]:
            found.append((rows[r], columns[c]))
            r, c = r + 1, c + 1
        elif best[r][c] == best[r + 1][c]:
            found.append((rows[r], None))
            r += 1
        else:
            found.append((None, columns[c]))
            c += 1
    found += [(i, None) for i in rows[r:]] + [(None, j) for j in columns[c:]]
    return found


def _in_order(old: Sequence[Unit], new: Sequence[Unit], rows: range, columns: range) -> list[Pair]:
    found: list[Pair] = []
    c = 0
    for i in rows:
        match = next((j for j in columns[c : c + 20] if _score(old[i], new[j])), None)
        if match is None:
            found.append((i, None))
            continue
        found += [(None, j) for j in columns[c : columns.index(match)]] + [(i, match)]
        c = columns.index(match) + 1
    return found + [(None, j) for j in columns[c:]]


def _score(old: Unit, new: Unit) -> float:
    """Return how much two things are one, 0 for not at all."""
    if old.kind != new.kind or (old.key and new.key and old.key != new.key):
        return 0.0
    likeness = likeness_of(old.text, new.text)
    if old.key and old.key == new.key:
        return 0.3 + likeness if old.kind != "p" or likeness >= 0.3 else 0.0
    if old.head and old.head == new.head and not (old.key or new.key):
        return 0.3 + likeness
    return likeness if likeness >= _LIKE else 0.0


def likeness_of(old: str, new: str) -> float:
    """Return how alike two texts are, 0 to 1."""
    if old == new:
        return 1.0
    if not old or not new:
        return 0.0
    from rapidfuzz import fuzz

    return float(fuzz.ratio(old, new)) / 100


def standing(pairs: Sequence[tuple[int, int]], weights: Sequence[int]) -> set[int]:
    """Return which of *pairs* (by number, ordered by their first) stand in the same order on both sides, the heaviest such set.

    The others have moved.
    """
    # best[k]: heaviest increasing row ending in k; kept as a frontier of (last, weight) in which both grow
    lasts: list[int] = []
    totals: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for number, (_, place) in enumerate(pairs):
        at = bisect_right(lasts, place)
        total = weights[number] + (totals[at - 1] if at else 0)
        before[number] = ends[at - 1] if at else -1
        end = at
        while end < len(lasts) and totals[end] <= total:
            end += 1
        lasts[at:end], totals[at:end], ends[at:end] = [place], [total], [number]
    kept: set[int] = set()
    last = ends[-1] if ends else -1
    while last >= 0:
        kept.add(last)
        last = before[last]
    return kept


def merged(old_count: int, new_count: int, pairs: Sequence[tuple[int, int]]) -> list[Pair]:
    """Return all numbers of both sides in reading order; *pairs* stand in the same order on both sides."""
    found: list[Pair] = []
    i = j = 0
    for a, b in [*pairs, (old_count, new_count)]:
        found += [(one, None) for one in range(i, a)] + [(None, one) for one in range(j, b)]
        if a < old_count or b < new_count:
            found.append((a, b))
        i, j = a + 1, b + 1
    return found
