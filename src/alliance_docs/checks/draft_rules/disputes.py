"""The dispute clauses of all documents go the same way, and the way of the facts (LC-DR-12)."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.draft_rules.arbitration import institutions
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
                    known = by_document[first][wanted]
                    also = (first, known.id, clause_place(known), "")
                    yield hit("ways", **place, way=way, wanted=wanted, other=case.title(first), there=clause_place(known), also=(also,))


def same_institution(case: Case) -> Iterator[Hit]:
    """Documents that name an arbitration institution name the same one."""
    first: tuple[str, str, Clause] | None = None
    for document in case.drafts:
        for clause in case.articles_on(document, "dispute-arbitration"):
            texts = [passage.text for passage in case.passages_of[document] if passage.clause.id == clause.id and not passage.undecided]
            named = institutions("\n".join(texts))
            if len(named) != 1:
                continue
            if first is None:
                first = (named[0], document, clause)
            elif first[0] not in named[0] and named[0] not in first[0] and first[1] != document:
                place = {"document": document, "clause": clause.id, "location": clause_place(clause)}
                known = clause_place(first[2])
                also = ((first[1], first[2].id, known, first[0]),)
                values = {"way": named[0], "wanted": first[0], "other": case.title(first[1]), "there": known}
                yield hit("institutions", **place, spot=named[0], also=also, **values)


def alike(case: Case) -> Iterator[Hit]:
    """The way and the institution are the same everywhere."""
    yield from same_way(case)
    yield from same_institution(case)


RULES = {"LC-DR-12": alike}
