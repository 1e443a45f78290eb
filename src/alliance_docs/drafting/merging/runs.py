"""Merging one paragraph's words, sentence by sentence (design decision 11).

A word that neither side touched takes what it says today, so facts flow into sentences a lawyer reworded elsewhere. Where
both sides touched a sentence, it is merged word by word and told; where they touched the same words, or both a party, a
number, a modal verb or a negation, the lawyer's sentence stands and ours is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alliance_docs.drafting.draft import Blank, Fact, Inline, Inlines
from alliance_docs.drafting.merging.matching import matched
from alliance_docs.drafting.merging.outcome import Recorder, ends_sentence, said
from alliance_docs.drafting.merging.words import joined, same_place, words_of

Words = tuple[Inline, ...]


@dataclass(frozen=True)
class _Three:
    """The same stretch in the three texts, and where base's words stand in the other two."""

    base: Words
    ours: Words
    theirs: Words
    in_ours: tuple[int, ...]
    in_theirs: tuple[int, ...]

    def cut(self, base: slice, ours: slice, theirs: slice) -> _Three:
        def moved(found: tuple[int, ...], start: int, stop: int) -> tuple[int, ...]:
            return tuple(one - start if start <= one < stop else -1 for one in found[base])

        return _Three(
            self.base[base],
            self.ours[ours],
            self.theirs[theirs],
            moved(self.in_ours, ours.start, ours.stop),
            moved(self.in_theirs, theirs.start, theirs.stop),
        )


def merge_runs(base: Inlines, ours: Inlines, theirs: Inlines, record: Recorder) -> Inlines:
    """Return the merged run; what must be decided or seen goes to *record*."""
    if theirs == base:
        return ours
    old, now, new = words_of(base), words_of(ours), words_of(theirs)
    keys = [same_place(word) for word in old]
    three = _Three(
        old,
        now,
        new,
        tuple(matched(keys, [same_place(word) for word in now])),
        tuple(matched(keys, [same_place(word) for word in new])),
    )
    out: list[Inline] = []
    for sentence in _cuts(three, sentences=True):
        out.extend(_sentence(sentence, record))
    return joined(out)


def _cuts(three: _Three, *, sentences: bool) -> Iterator[_Three]:
    """Cut behind each word that stands in all three texts: those that end a sentence, or every one."""
    base = ours = theirs = 0
    for index, word in enumerate(three.base):
        here, there = three.in_ours[index], three.in_theirs[index]
        if here >= 0 and there >= 0 and (not sentences or ends_sentence(word)):
            yield three.cut(slice(base, index + 1), slice(ours, here + 1), slice(theirs, there + 1))
            base, ours, theirs = index + 1, here + 1, there + 1
    rest = three.cut(slice(base, len(three.base)), slice(ours, len(three.ours)), slice(theirs, len(three.theirs)))
    if rest.base or rest.ours or rest.theirs:
        yield rest


def _sentence(three: _Three, record: Recorder) -> Sequence[Inline]:
    if three.theirs == three.base:
        return three.ours
    if three.ours == three.base or three.ours == three.theirs:
        return [record.fresh(word) for word in three.theirs]
    if not three.base:  # both wrote something new at the same place
        record.review(said(three.theirs + three.ours), "双方在同一处增加了文字，两段都保留")
        return (*(record.fresh(word) for word in three.theirs), *three.ours)
    out: list[Inline] = []
    clash = False
    for piece in _cuts(three, sentences=False):
        stable, one = _piece(piece, record)
        out.extend(one)
        clash = clash or not stable
    sensitive = record.sensitive
    was = sensitive.signature(three.base)
    both = _values(three.base) != _values(three.ours) or was != sensitive.signature(three.ours)
    if clash or (both and was != sensitive.signature(three.theirs)):
        record.conflict(said(three.base), said(three.ours), said(three.theirs))
        return three.ours if record.ours_wins else three.theirs
    record.review(said(out), "这一句双方都改过，已合并")
    return out


def _values(words: Words) -> list[str]:
    """What the facts of a stretch say: a party or a number may have changed with them."""
    return [said((word,)) for word in words if isinstance(word, Fact | Blank)]


def _piece(three: _Three, record: Recorder) -> tuple[bool, Sequence[Inline]]:
    """Merge the words up to one that stands in all three texts, that word last; tell whether no word was touched by both."""
    anchored = bool(three.base) and three.in_ours[-1] >= 0 and three.in_theirs[-1] >= 0
    end = -1 if anchored else None
    base, ours, theirs = three.base[:end], three.ours[:end], three.theirs[:end]
    out: list[Inline] = []
    stable = True
    if ours == base:
        out.extend(record.fresh(word) for word in theirs)
    elif theirs == base or ours == theirs:
        out.extend(ours)
    else:
        stable = False
        out.extend(record.fresh(word) for word in theirs)
    if anchored:
        was, now, new = three.base[-1], three.ours[-1], three.theirs[-1]
        out.append(now if new == was else new)
    return stable, out
