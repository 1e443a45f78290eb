"""A document as it stands in its file: its draft, the words of the file's paragraphs, and which of them each clause stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from alliance_docs.checks.reading import clause_passages
from alliance_docs.drafting.draft import Clause, Draft, clause_inlines, plain


@dataclass(frozen=True)
class Spot:
    """The characters *start* to *end* of paragraph *paragraph* give way to *words*; never an empty stretch."""

    paragraph: int
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Change:
    """A remedy: *old* becomes *new*, shown as a reader knows them, by *spots* that stand or fall together.

    *group*: the changes of a group are made only where every *binding* one of it can be made.
    """

    rule: str
    document: str
    location: str
    old: str
    new: str
    spots: tuple[Spot, ...]
    group: str = ""
    binding: bool = False


@dataclass(frozen=True)
class Left:
    """What is left to a person: the words, and why; *paragraph*: where they stand, -1 where that is not known."""

    rule: str
    document: str
    location: str
    text: str
    why: str
    paragraph: int = -1


@dataclass(frozen=True)
class Written:
    """*lines*: the words of each paragraph of the file, from 0; *where*: for each clause, by id, the paragraphs of
    ``clause_inlines(clause)``, negative where a run of words has no paragraph of its own."""

    document: str
    draft: Draft
    lines: Sequence[str]
    where: Mapping[str, tuple[int, ...]]

    def paragraphs(self, clause: Clause) -> tuple[int, ...]:
        """Return the paragraphs of a clause, each once, in order."""
        return tuple(dict.fromkeys(number for number in self.where.get(clause.id, ()) if 0 <= number < len(self.lines)))

    def leads(self, clause: Clause) -> Mapping[int, str]:
        """Return for each paragraph of a clause the sentence that opens the list it stands in."""
        led = {passage.text: passage.lead for passage in clause_passages(self.document, clause)}
        runs = zip(self.where.get(clause.id, ()), clause_inlines(clause), strict=False)
        return {number: lead for number, run in runs if (lead := led.get(plain(run), ""))}

    def homeless(self, clause: Clause) -> Iterator[str]:
        """Yield the words of a clause that have no paragraph of their own: headers, footers."""
        for number, run in zip(self.where.get(clause.id, ()), clause_inlines(clause), strict=False):
            if number < 0 and plain(run).strip():
                yield plain(run)

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """The clauses by id."""
        return {clause.id: clause for clause in self.draft.clauses}
