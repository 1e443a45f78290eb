"""The clauses of two sides laid side by side: which is which, gone, new, or only elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alliance_docs.word.ooxml import W
from alliance_docs.word.redline_align import Unit, aligned, likeness_of, merged, standing
from alliance_docs.word.redline_blocks import Blocks
from alliance_docs.word.redline_side import Side

_MOVED = 0.9
"""Likeness from which a clause without identity that is gone in one place and new in another has moved."""


@dataclass
class Group:
    """A clause or a chapter heading: its *key* and its blocks in the text. *text*: what it shows; *kind*: of the clause."""

    key: str
    blocks: list[Any]
    text: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Step:
    """Two groups that are one, or one that is gone or new; *moved*: gone here and new there, word for word the same."""

    old: Group | None
    new: Group | None
    moved: str = ""


def groups_of(side: Side, blocks: Blocks, *, known: bool) -> list[Group]:
    """Part the text of a side into clauses and chapter headings.

    Where identities are not *known*, only articles stay together: what a stranger's sections hold is whatever follows
    the heading, and every paragraph is told for itself.
    """
    found: list[Group] = []
    for node in side.root.find(f"{W}body"):
        if node.tag not in (f"{W}p", f"{W}tbl"):
            continue
        if node in side.chapters:
            found.append(Group(f"chapter {side.chapters[node]}", [node]))
            continue
        spots = [side.spots[one] for one in ([node] if node.tag == f"{W}p" else node.iter(f"{W}p")) if one in side.spots]
        key = f"clause {spots[0].clause}" if spots else ""
        apart = not known and (clause := side.clause((key or (found[-1].key if found else "")).partition(" ")[2])) is not None and clause.kind in ("section", "passage")
        if not found or (key and found[-1].key != key) or apart:
            key = key or (found[-1].key if found else "")
            found.append(Group(key, []))
        found[-1].blocks.append(node)
    for group in found:
        clause = side.clause(group.key.partition(" ")[2])
        group.kind = clause.kind if clause is not None else ""
        group.text = "\n".join(blocks.text(node, side) for node in group.blocks)
    return found


def steps(old: Sequence[Group], new: Sequence[Group], *, known: bool) -> list[Step]:
    """Lay groups side by side in reading order. *known*: both sides carry identities of the same document."""
    pairs = _by_key(old, new) if known else _by_words(old, new)
    pairs.sort()
    stands = standing(pairs, [1 + min(len(old[i].text), len(new[j].text)) for i, j in pairs])
    crossing = [pair for number, pair in enumerate(pairs) if number not in stands]
    names = {pair: f"al_move_{number}" for number, pair in enumerate(crossing, start=1)}
    gone = {i: names[i, j] for i, j in crossing}
    put = {j: names[i, j] for i, j in crossing}
    return [
        Step(old[i] if i is not None else None, new[j] if j is not None else None, gone.get(i, "") if j is None and i is not None else put.get(j, "") if i is None and j is not None else "")
        for i, j in merged(len(old), len(new), [pair for number, pair in enumerate(pairs) if number in stands])
    ]


def _by_key(old: Sequence[Group], new: Sequence[Group]) -> list[tuple[int, int]]:
    here = {group.key: number for number, group in reversed(list(enumerate(old)))}
    there = {group.key: number for number, group in reversed(list(enumerate(new)))}
    found = [(number, there[key]) for key, number in here.items() if key in there and old[number].kind == new[there[key]].kind]
    # a chapter whose title was changed is a chapter still: between clauses that stand
    left_old = [number for number, group in enumerate(old) if group.key.startswith("chapter") and group.key not in there]
    left_new = [number for number, group in enumerate(new) if group.key.startswith("chapter") and group.key not in here]
    for i in left_old:
        best = max(left_new, key=lambda j: likeness_of(old[i].text, new[j].text), default=None)
        if best is not None and likeness_of(old[i].text, new[best].text) >= 0.5:
            found.append((i, best))
            left_new.remove(best)
    return found


def _by_words(old: Sequence[Group], new: Sequence[Group]) -> list[tuple[int, int]]:
    units = [[Unit("chapter" if group.key.startswith("chapter") else group.blocks[0].tag, "", group.text) for group in side] for side in (old, new)]
    laid = aligned(*units)
    found = [(i, j) for i, j in laid if i is not None and j is not None]
    gone = [i for i, j in laid if i is not None and j is None]
    put = [j for i, j in laid if i is None and j is not None]
    for i in gone:
        best = max(put, key=lambda j: likeness_of(old[i].text, new[j].text), default=None)
        if best is not None and len(old[i].text) > 20 and likeness_of(old[i].text, new[best].text) >= _MOVED:
            found.append((i, best))
            put.remove(best)
    return found
