"""Merging the order of a document: chapters and clauses put in, removed, moved by a lawyer while ours changed too.

A document is told as a row of names: clause ids, and for a chapter ``#`` and a number that base gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from alliance_docs.drafting.draft import Chapter, Clause, Draft
from alliance_docs.drafting.merging.matching import aligned, matched


@dataclass(frozen=True)
class Named:
    """The parts of a draft by name, in order."""

    names: tuple[str, ...]
    parts: dict[str, Chapter]
    """The chapters; clauses are found by their ids."""


def named(draft: Draft, base: Draft | None = None, own: str = "") -> Named:
    """Name the parts of *draft*; a chapter of *base* keeps its name, a new one is called by *own* and its title."""
    chapters = [part for part in draft.body if isinstance(part, Chapter)]
    if base is None:
        called = [f"#{number}" for number in range(len(chapters))]
    else:
        old = [part for part in base.body if isinstance(part, Chapter)]
        found = aligned(old, chapters, _alike)
        of = {target: f"#{number}" for number, target in enumerate(found) if target >= 0 and old[number].title == chapters[target].title}
        for number, chapter in enumerate(old):  # moved as a whole
            same = [target for target, other in enumerate(chapters) if other.title == chapter.title and target not in of]
            if same and f"#{number}" not in of.values():
                of[same[0]] = f"#{number}"
        of |= {target: f"#{number}" for number, target in enumerate(found) if target >= 0 and target not in of and f"#{number}" not in of.values()}
        below, before = _below(draft), _below(base)
        for number, title in enumerate(before):  # another heading over the same article
            same = [target for target, one in enumerate(below) if one and one == title and target not in of]
            if same and f"#{number}" not in of.values():
                of[same[0]] = f"#{number}"
        called = [of.get(number, f"#{own}{chapter.title}") for number, chapter in enumerate(chapters)]
    rest = iter(called)
    names = tuple(next(rest) if isinstance(part, Chapter) else part.id for part in draft.body)
    return Named(names, dict(zip(called, chapters, strict=True)))


def _below(draft: Draft) -> list[str]:
    """The clause each chapter begins with, by its id; empty where another chapter follows at once."""
    return [getattr(following, "id", "") for part, following in zip(draft.body, (*draft.body[1:], None), strict=False) if isinstance(part, Chapter)]


def _alike(one: Chapter, other: Chapter) -> float:
    return fuzz.ratio(one.title, other.title) / 100


def merge_order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return our order with what the lawyer removed, put in and moved.

    What the lawyer removed is left out; what we removed is left out unless the lawyer's text keeps it (the caller puts
    such a name into *ours* beforehand).
    """
    in_base, in_ours, in_theirs = set(base), set(ours), set(theirs)
    out = [name for name in ours if name in in_theirs or name not in in_base]
    common = [name for name in base if name in in_theirs]
    theirs_common = [name for name in theirs if name in in_base]
    still = {common[index] for index, target in enumerate(matched(common, theirs_common)) if target >= 0}
    placed = [name for name in theirs if name not in in_base or (name not in still and name in in_ours)]
    for name in placed:
        if name in out:
            if name not in in_base:
                continue
            out.remove(name)
    for name in placed:
        if name not in out:
            out.insert(_place(name, out, theirs), name)
    return out


def _place(name: str, out: Sequence[str], theirs: Sequence[str]) -> int:
    """Behind the nearest part before it in the lawyer's text that is there, else at the beginning."""
    for before in reversed(theirs[: theirs.index(name)]):
        if before in out:
            return out.index(before) + 1
    return 0


def put_back(draft: Draft, clauses: Sequence[Clause], model: Draft) -> Draft:
    """Return *draft* with *clauses* put in where *model* has them: behind the nearest clause before them that is there."""
    body = list(draft.body)
    order = [clause.id for clause in model.clauses]
    for clause in clauses:
        before = set(order[: order.index(clause.id)])
        places = [index for index, part in enumerate(body) if isinstance(part, Clause) and part.id in before]
        body.insert(places[-1] + 1 if places else 0, clause)
    return replace(draft, body=tuple(body))
