"""What a merge reports: conflicts to decide, passages to look over; and what it is told: names, whose words win."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from alliance_docs.drafting.draft import Blank, Fact, Inline, Inlines, LineBreak, plain


@dataclass(frozen=True)
class Conflict:
    """A passage that both sides changed so that a person must decide. *base*, *ours*, *theirs*: its words in each."""

    clause: str
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Review:
    """A passage merged from both sides, or with a consequence somebody should see. *why* is for the reader."""

    clause: str
    text: str
    why: str


@dataclass(frozen=True)
class Sensitive:
    """Words that decide who, how much, and whether: *words* (应当, 不得, …), *parties* (names of units)."""

    words: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    _pattern: list[re.Pattern[str]] = field(default_factory=list, compare=False, repr=False)

    def signature(self, words: Sequence[Inline]) -> Counter[str]:
        """Count parties, numbers, modal verbs and negations in a run of words; of a fact it is what it says."""
        text = plain(tuple(words))
        found = Counter(self._compiled().findall(text))
        found.update(one.path for one in words if isinstance(one, Fact | Blank) and one.path)
        return found

    def _compiled(self) -> re.Pattern[str]:
        if not self._pattern:
            fixed = sorted({*self.words, *self.parties} - {""}, key=len, reverse=True)
            numbers = r"[0-9０-９]+(?:[.,][0-9]+)*[%％]?|[一二三四五六七八九十百千万亿两]+"
            self._pattern.append(re.compile("|".join([*map(re.escape, fixed), numbers])))
        return self._pattern[0]


@dataclass
class Recorder:
    """Collects what a merge of one clause has to tell. *ours_wins*: make the text as if conflicts were decided for us."""

    clause: str
    sensitive: Sensitive
    fresh: Callable[[Inline], Inline] = lambda word: word
    """Gives a fact the words it has today."""
    ours_wins: bool = False
    conflicts: list[Conflict] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)

    def conflict(self, base: str, ours: str, theirs: str) -> None:
        """Note a conflict."""
        self.conflicts.append(Conflict(self.clause, base, ours, theirs))

    def review(self, text: str, why: str) -> None:
        """Note something to look over."""
        self.reviews.append(Review(self.clause, text, why))


def ends_sentence(word: Inline) -> bool:
    """Tell whether a sentence ends with *word*."""
    return isinstance(word, LineBreak) or plain((word,)) in ("。", "；", "！", "？", "：")


def said(words: Sequence[Inline]) -> str:
    """The words of a run as text."""
    return plain(tuple(words))


__all__ = ["Conflict", "Inlines", "Recorder", "Review", "Sensitive", "ends_sentence", "said"]
