"""Words and numbers that are right for another day or another kind of alliance (LC-FM-13, LC-EX-08)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import drafting_words, words
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import Passage, sentences
from alliance_docs.checks.wording import contains, negated, occurrences


def renumbered(case: Case) -> Iterator[Hit]:
    """Articles that a revision has moved are cited by the number of the signing day."""
    day = case.signing_date
    if day is None:
        return
    for entry in drafting_words()["renumbered"]:
        wrong, right = (entry["old"], entry["new"]) if day >= entry["from"] else (entry["new"], entry["old"])
        cited = (f"{entry['law']}》{wrong}", f"{entry['law']}{wrong}")
        for passage in _holding(case, cited):
            for sentence in sentences(passage.text):
                if contains(sentence, cited) and contains(sentence, entry["about"]):
                    place = {"document": passage.document, "clause": passage.clause.id}
                    law = f"{entry['law']}{wrong}"
                    yield hit("renumbered", passage.location, **place, text=law, right=right, day=day.isoformat())


def liquidators(case: Case) -> Iterator[Hit]:
    """An alliance made by contract is wound up by settlement; a liquidation committee belongs to legal persons."""
    alliance = case.facts.alliance
    if alliance and alliance.registered:
        return
    for passage in _holding(case, words("liquidators")):
        for sentence in sentences(passage.text):
            if any(not negated(sentence, start, end) for start, end in occurrences(sentence, words("liquidators"))):
                place = {"document": passage.document, "clause": passage.clause.id}
                yield hit("committee", passage.location, **place, text=" ".join(sentence.split())[:60])
                break


def _holding(case: Case, phrases: Sequence[str]) -> Iterator[Passage]:
    """Yield the passages that hold one of *phrases*."""
    for document in case.passages_of:
        yield from (passage for passage in case.passages_with(document, phrases) if contains(passage.text, phrases))


RULES = {"LC-FM-13": renumbered, "LC-EX-08": liquidators}
