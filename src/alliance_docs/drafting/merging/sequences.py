"""Merging two revisions of a list (blocks, rows, lines): what each side removed, put in, or changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from alliance_docs.drafting.merging.matching import aligned
from alliance_docs.drafting.merging.outcome import Recorder

T = TypeVar("T")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """How elements of a list are treated: likeness of two, merging three versions of one, its words."""

    likeness: Callable[[T, T], float]
    merged: Callable[[T, T, T, Recorder], T]
    text: Callable[[T], str]
    gist: Callable[[T], Hashable]
    """What is left of an element when the values of facts are taken away."""
    fitted: Callable[[T], T] = lambda one: one
    """Makes a new element of ours fit the lawyer's list (a table with another column)."""
    fresh: Callable[[T, Recorder], T] = lambda one, _: one
    """Gives the facts of a lawyer's element the words they have today."""


def merge_lists(
    base: Sequence[T], ours: Sequence[T], theirs: Sequence[T], kind: Kind[T], record: Recorder
) -> tuple[T, ...]:
    """Return the merged list; the order is the lawyer's where both have an element."""
    in_ours, in_theirs = aligned(base, ours, kind.likeness), aligned(base, theirs, kind.likeness)
    new_ours, new_theirs = _put_in(in_ours, ours), _put_in(in_theirs, theirs)
    out: list[T] = []
    for index in range(len(base) + 1):
        out.extend(_inserted(new_ours[index], new_theirs[index], kind, record))
        if index == len(base):
            break
        was = base[index]
        now = ours[in_ours[index]] if in_ours[index] >= 0 else None
        new = theirs[in_theirs[index]] if in_theirs[index] >= 0 else None
        out.extend(_one(was, now, new, kind, record))
    return tuple(out)


def _put_in(found: Sequence[int], new: Sequence[T]) -> list[list[T]]:
    """The elements of *new* that *found* knows nothing of, by the element of the old list they stand before.

    What replaces a struck element comes behind it, should the other side keep it.
    """
    gaps: list[list[T]] = [[] for _ in range(len(found) + 1)]
    old_of = {target: index for index, target in enumerate(found) if target >= 0}
    gap = len(found)
    for index in range(len(new) - 1, -1, -1):
        if index in old_of:
            gap = old_of[index]
        else:
            gaps[gap].insert(0, new[index])
    return gaps


def _inserted(ours: list[T], theirs: list[T], kind: Kind[T], record: Recorder) -> list[T]:
    fitted = [kind.fitted(one) for one in ours]
    fresh = [kind.fresh(one, record) for one in theirs]
    if ours == theirs or fitted == fresh:
        return fresh
    if ours and theirs:
        record.review("\n".join(map(kind.text, theirs)), "双方在同一处增加了内容，都保留")
    return [one for one in fitted if one not in fresh] + fresh


def _one(was: T, now: T | None, new: T | None, kind: Kind[T], record: Recorder) -> list[T]:
    if now is not None and new is not None:
        return [kind.merged(was, now, new, record)]
    if now is None and new is None:
        return []
    if new is None:  # the lawyer struck it
        assert now is not None
        if kind.gist(now) == kind.gist(was):
            return []
        record.conflict(kind.text(was), kind.text(now), "")
        return [kind.fitted(now)] if record.ours_wins else []
    if kind.gist(new) == kind.gist(was):  # we dropped it, the lawyer left it alone
        return []
    record.conflict(kind.text(was), "", kind.text(new))
    return [] if record.ours_wins else [new]
