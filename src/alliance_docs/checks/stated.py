"""What documents state of one subject: the value, the very words, the place; and where two statements contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import at
from alliance_docs.checks.reading import Passage
from alliance_docs.jurisdictions.jurisdiction import kind_of

Same = Callable[[Hashable, Hashable], bool]


@dataclass(frozen=True)
class Stated:
    """*value* said of *subject* (called *label*) in the words *text*. *within*: a second value in one document contradicts it."""

    subject: Hashable
    label: str
    value: Hashable
    text: str
    passage: Passage
    within: bool = True


def sort_of(document: str) -> str:
    """Return the kind of a document, that of a second one of its kind (charter-2) included."""
    return kind_of(document).rstrip("0123456789").rstrip("-")


def compared(case: Case) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """Yield the documents that are laid side by side: no forms of single members, nothing of a later year's filing."""
    for document, passages in case.passages_of.items():
        if "@" not in document and not case.later(kind_of(document)):
            yield document, passages


def equal(one: Hashable, other: Hashable) -> bool:
    """Compare by value."""
    return one == other


def same_name(one: Hashable, other: Hashable) -> bool:
    """Names of which one is a part of the other may be a full and a short one."""
    return str(one) in str(other) or str(other) in str(one)


def contradictions(statements: Iterable[Stated], same: Same = equal) -> Iterator[tuple[Stated, Stated]]:
    """Yield (earlier, later) of statements on one subject that cannot both hold.

    Within a document: the first statement with another value. Between documents: only where no value of the later is one
    of the first document's, so that a document which says two things is told once, in itself.
    """
    by_subject: dict[Hashable, dict[str, list[Stated]]] = {}
    for stated in statements:
        by_subject.setdefault(stated.subject, {}).setdefault(stated.passage.document, []).append(stated)
    for documents in by_subject.values():
        reference: list[Stated] | None = None
        for several in documents.values():
            first = several[0]
            other = next((stated for stated in several if not same(stated.value, first.value)), None)
            if other is not None and first.within and other.within:
                yield first, other
            if reference is None:
                reference = several
            elif not any(same(one.value, known.value) for one in several for known in reference):
                yield reference[0], first


def told_of(case: Case, earlier: Stated, later: Stated) -> Hit:
    """Return the hit for a contradiction: it stands at the later place and names both."""
    within = earlier.passage.document == later.passage.document
    here, there = (where(case, stated.passage, short=within) for stated in (later, earlier))
    return hit(
        "within" if within else "documents", **at(later.passage), spot=later.text, also=(place_of(earlier),),
        label=later.label, here=here, text=later.text, where=there, other=earlier.text,
    )  # fmt: skip


def place_of(stated: Stated) -> tuple[str, str, str, str]:
    """Return document, clause, location and words of a statement, as ``Hit.also`` wants them."""
    return (*at_place(stated.passage), stated.text)


def at_place(passage: Passage) -> tuple[str, str, str]:
    """Return document, clause and location of a passage."""
    return passage.document, passage.clause.id, passage.location


def where(case: Case, passage: Passage, *, short: bool = False) -> str:
    """Name a place: 《章程》第十二条; without the document's title where *short*."""
    place = passage.location.strip() or "首部"
    return place if short else f"《{case.title(passage.document)}》{place}"
