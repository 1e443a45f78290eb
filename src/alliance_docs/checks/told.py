"""The clauses of a document as topics read them, their lines numbered through, and where words may stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from alliance_docs.checks.clause_reading import ClauseText, Sentence
from alliance_docs.checks.line_index import LineIndex, Lines


@dataclass(frozen=True)
class Place:
    """A clause among its fellows: the line of its rubric, if any, its sentences each with its line, and *lines*, all of these."""

    text: ClauseText
    rubric: Lines
    body: tuple[tuple[Sentence, Lines], ...]
    lines: Lines

    @cached_property
    def told(self) -> tuple[tuple[str, Lines], ...]:
        """The rubric and the sentences, each with its line."""
        rubric = ((self.text.rubric, self.rubric),) if self.text.rubric else ()
        return (*rubric, *((sentence.whole, line) for sentence, line in self.body))


class Told:
    """Clauses that are read together: *index* of all their lines, and the *places* of each, in order."""

    def __init__(self, texts: Sequence[ClauseText]) -> None:
        self.index = LineIndex([line for text in texts for line in text.told])
        self.places: list[Place] = []
        at = 0
        for text in texts:
            first = at + bool(text.rubric)
            rubric, at = self.index.lines(at, first), first + len(text.body)
            body = tuple((sentence, self.index.lines(line, line + 1)) for line, sentence in enumerate(text.body, first))
            self.places.append(Place(text, rubric, body, self.index.lines(first, at)))
