"""Phrases that must not stand in a document: one general check, driven by the ``text`` of rules."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import Passage, sentences
from alliance_docs.checks.rule import Phrase, Rule
from alliance_docs.checks.wording import anchors, contains, negated, occurrences

SHOWN = 60
"""Characters of a sentence quoted in a message."""


def phrase_hits(rule: Rule, case: Case) -> Iterator[Hit]:
    """Yield one hit for each clause and key in which a phrase of *rule* stands."""
    told: set[tuple[str, str, str]] = set()
    for phrase in rule.text:
        first_words = anchors(phrase.find)
        for passage in _candidates(case, phrase.documents, first_words):
            place = (passage.document, passage.clause.id, phrase.key)
            if place in told or (passage.undecided and rule.id.startswith("LC-DR")):
                continue
            standing = (found for found in sentences(passage.text) if stands(phrase, found, passage.lead))
            sentence = next((found for found in standing if not _recited(case, phrase, passage, found)), "")
            if sentence:
                told.add(place)
                start, end = marked(phrase, sentence, passage.lead)
                at = {"document": passage.document, "clause": passage.clause.id, "spot": sentence[start:end]}
                yield hit(phrase.key, passage.location, **at, text=quoted(sentence, phrase))


def _recited(case: Case, phrase: Phrase, passage: Passage, sentence: str) -> bool:
    """Tell whether the words found tell of something that happened: the reason of a recorded change, a wording as it was."""
    start, end = span_of(phrase, sentence, passage.lead) or (0, 0)
    for change in case.facts.changes or ():
        for told in (change.reason, change.before, *(row.before for row in change.rows or ())):
            if told and sentence[start:end] in told and told.strip().rstrip("。；") in passage.text:
                return True
    return False


def _candidates(case: Case, documents: tuple[str, ...], first_words: tuple[str, ...]) -> Iterator[Passage]:
    """Yield the passages that can hold a phrase."""
    for document in case.passages_of:
        if not documents or document in documents:
            yield from case.passages_with(document, first_words)


def stands(phrase: Phrase, sentence: str, lead: str = "") -> bool:
    """Tell whether *phrase* stands in *sentence*, not denied (unless the rule counts denied ones) and not excepted."""
    return span_of(phrase, sentence, lead) is not None


def span_of(phrase: Phrase, sentence: str, lead: str = "") -> tuple[int, int] | None:
    """Return where *phrase* stands in *sentence* (see :func:`stands`), None where it does not."""
    spans = list(occurrences(sentence, phrase.find))
    if not spans or contains(sentence, phrase.unless) or not all(contains(sentence, group) for group in phrase.also):
        return None
    if not phrase.allow_negated:
        return spans[0]
    return next((span for span in spans if not negated(sentence, *span, lead)), None)


def marked(phrase: Phrase, sentence: str, lead: str = "") -> tuple[int, int]:
    """Return the part of *sentence* to mark: where *phrase* stands, with the words nearest to it of the groups it names."""
    start, end = span_of(phrase, sentence, lead) or (0, 0)
    first, last = start, end
    for number in phrase.spot:
        spans = occurrences(sentence, phrase.also[number - 1])
        nearest = min(spans, key=lambda span: (max(span[0] - end, start - span[1]), span), default=(start, end))
        first, last = min(first, nearest[0]), max(last, nearest[1])
    return first, last


def quoted(sentence: str, phrase: Phrase) -> str:
    """Return the sentence, or the part of a long one around the phrase."""
    text = " ".join(sentence.split())
    if len(text) <= SHOWN:
        return text
    start = max(0, next(occurrences(text, phrase.find), (0, 0))[0] - SHOWN // 2)
    return f"{'…' if start else ''}{text[start : start + SHOWN]}{'…' if start + SHOWN < len(text) else ''}"

