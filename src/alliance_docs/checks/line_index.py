"""Which lines of a text can hold a word, told for thousands of words without reading the text for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from operator import add, and_

Lines = int
"""A set of lines, a bit for each place of a :class:`LineIndex`."""
MOST = 2048
"""Places that are told apart: in a text of more lines, lines that follow one another share one, so that cost stays linear."""


class LineIndex:
    """The lines of a text by the characters, and pairs of characters, that stand in them; made in one pass.

    A word is looked up by its pairs, so a line that is told may still lack it; one that is not told never holds it.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._share = -(-len(lines) // MOST) or 1
        self._count = len(lines)
        self._known: dict[str, Lines] = {}
        self.everywhere: Lines = (1 << (-(-len(lines) // self._share))) - 1
        found: dict[str, Lines] = {}
        for number, line in enumerate(lines):
            place = 1 << (number // self._share)
            for piece in {*line, *map(add, line, line[1:])}:
                found[piece] = found.get(piece, 0) | place
        self._found = found

    def lines(self, first: int, end: int) -> Lines:
        """Return the set of the lines from *first* up to *end*, which is left out."""
        if first >= end:
            return 0
        low, high = first // self._share, (end - 1) // self._share
        return (1 << (high + 1)) - (1 << low)

    def numbers(self, lines: Lines) -> Iterator[int]:
        """Yield the numbers of a set of lines, in order."""
        while lines:
            place = (lines & -lines).bit_length() - 1
            yield from range(place * self._share, min((place + 1) * self._share, self._count))
            lines &= lines - 1

    def holding(self, word: str) -> Lines:
        """Return the lines that can hold *word*."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._holding(word)
        return known

    def _holding(self, word: str) -> Lines:
        if len(word) < 3:
            return self._found.get(word, 0) if word else self.everywhere
        found = self.everywhere
        for pair in map(add, word, word[1:]):
            found &= self._found.get(pair, 0)
            if not found:
                break
        return found

    def holding_phrase(self, phrases: Sequence[str], gap: str) -> Lines:
        """Return the lines that can hold any of *phrases*, of words in a row with *gap* between them."""
        found = 0
        for phrase in phrases:
            if gap in phrase:
                found |= reduce(and_, map(self.holding, phrase.split(gap)))
            else:
                found |= self.holding(phrase)
        return found

    def holding_any(self, words: Sequence[str]) -> Lines:
        """Return the lines that can hold any of *words*."""
        found = 0
        for lines, _ in self.holding_each(words):
            found |= lines
        return found

    def holding_each(self, words: Sequence[str]) -> list[tuple[Lines, str]]:
        """Return those of *words* that any line can hold, each behind these lines; a plain loop, for this is asked of ten thousands."""
        known, found = self._known, []
        for word in words:
            lines = known.get(word)
            if lines is None:
                lines = known[word] = self._holding(word)
            if lines:
                found.append((lines, word))
        return found


@lru_cache(maxsize=64)
def index_of(lines: tuple[str, ...]) -> LineIndex:
    """Return the index of *lines*; the same text, looked at in one case after the other, is gone through once."""
    return LineIndex(lines)
