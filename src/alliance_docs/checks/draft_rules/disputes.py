"""The dispute clauses of all documents go the same way, and the way of the facts (LC-DR-12)."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import clause_place, is_undecided
from alliance_docs.drafting.draft import Clause

WAYS = {"仲裁": "dispute-arbitration", "诉讼": "dispute-court"}


def ways(case: Case, document: str) -> dict[str, Clause]:
    """Return the ways of settling disputes a document provides for, each with its first article."""
    found: dict[str, Clause] = {}
    for way, topic in WAYS.items():
        for clause in case.articles_on(document, topic):
            if not is_undecided(clause):
                found.setdefault(way, clause)
    return found


def same_way(case: Case) -> Iterator[Hit]:
    """Compare each document with the facts, or with the first document that provides for one way only."""
    chosen: str = (case.facts.dispute.mode if case.facts.dispute else None) or ""
    by_document = {document: ways(case, document) for document in case.drafts}
    first = next((document for document, found in by_document.items() if len(found) == 1), "")
    wanted = chosen or (next(iter(by_document[first])) if first else "")
    for document, found in by_document.items():
        for way, clause in found.items():
            if wanted and way != wanted and wanted not in found:
                place = {"document": document, "clause": clause.id, "location": clause_place(clause)}
                if chosen:
                    yield hit("facts", **place, way=way, wanted=wanted)
                else:
                    yield hit("documents", **place, way=way, wanted=wanted, other=case.title(first))


RULES = {"LC-DR-12": same_way}
