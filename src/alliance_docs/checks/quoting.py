"""The sentence a finding is about: found again in the document by the words the rule told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from alliance_docs.checks.finding import Finding, Quote
from alliance_docs.checks.reading import Passage, clause_passages, passages, sentences
from alliance_docs.drafting.draft import Clause, Draft, clause_inlines, plain

SHOWN = 120
"""Characters of a sentence that are quoted."""
_NARROW = ("found", "word", "phrase", "match")
"""Names under which rules tell the very words; they are looked for before whole sentences."""
_DOTS = "…"


def spots(spot: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words of a hit to look for, the narrowest first: its *spot*, then its *values* of two characters or more."""
    rest = sorted((value for name, value in values.items() if name not in _NARROW), key=len, reverse=True)
    told = (spot, *(values[name] for name in _NARROW if name in values), *rest)
    return tuple(dict.fromkeys(word for text in told if len(word := text.strip(_DOTS).strip()) > 1))


def quote_for(candidates: Iterable[Passage], clause: str, location: str, words: Sequence[str]) -> Quote | None:
    """Return the sentence of *clause* in which one of *words* stands, at *location* rather than elsewhere in it.

    Where none of them stands there, the only passage at *location* is quoted without a spot; None where there is no
    such passage, or no clause is told.
    """
    if not clause:
        return None
    here = [passage for passage in candidates if passage.clause.id == clause]
    exact = [passage for passage in here if passage.location == location]
    for word in words:
        for passage in (*exact, *(other for other in here if other.location != location)):
            if span := _span(passage.text, word):
                return _cut(passage.text, *span)
    running = [passage for passage in exact if passage.text != passage.clause.rubric_text]
    if len(running) == 1:
        text = running[0].text.strip()
        return Quote(text if len(text) <= SHOWN else text[:SHOWN] + _DOTS, 0, 0, running[0].text) if text else None
    return None


def _span(text: str, word: str) -> tuple[int, int] | None:
    """Return where *word* stands in *text*, whatever spaces were made one or left out; numbers only as whole numbers."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (_joins(text[start - 1 : start], word[0]) or _joins(word[-1], text[end : end + 1])):
            return start, end
        start = text.find(word, start + 1)
    bare, wanted = "".join(text.split()), "".join(word.split())
    start = bare.find(wanted)
    if not wanted or start < 0 or (bare == text and wanted == word):
        return None
    kept = [place for place, char in enumerate(text) if not char.isspace()]
    return kept[start], kept[start + len(wanted) - 1] + 1


def _joins(left: str, right: str) -> bool:
    return bool(left and right) and left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _cut(text: str, start: int, end: int) -> Quote:
    """Return the sentence around the spot; of a long one what stands next to it. A spot over several lines ends with the first."""
    at = 0
    for sentence in sentences(text):
        found = text.find(sentence, at)
        at = found + len(sentence)
        if start < at:
            break
    else:
        found, sentence = 0, text
    lead = len(sentence) - len(sentence.lstrip())
    shown = sentence.strip().replace("\t", " ")
    first, last = max(0, start - found - lead), max(0, min(end - found - lead, len(shown)))
    if last - first >= len(shown):  # the whole sentence is meant
        first = last = 0
    if len(shown) <= SHOWN:
        return Quote(shown, first, last, text)
    before = max(0, min(first - (SHOWN - (last - first)) // 2, len(shown) - SHOWN))
    after = min(len(shown), before + max(SHOWN, last - before))
    piece = f"{_DOTS if before else ''}{shown[before:after]}{_DOTS if after < len(shown) else ''}"
    shift = (1 if before else 0) - before
    return Quote(piece, first + shift if last else 0, last + shift if last else 0, text)


def clause_of(finding: Finding, document: str, draft: Draft) -> Clause | None:
    """Return the clause of *draft* a finding is about: by its id, else by the location told; None when it is about no one."""
    if finding.clause:
        return draft.clause(finding.clause)
    if not finding.location:
        return None
    here = (passage.clause for passage in passages(draft, document) if passage.location == finding.location)
    return next(here, None)


def run_of(finding: Finding, document: str, clause: Clause) -> int:
    """Return which run of ``clause_inlines(clause)`` a finding is about: 0, the rubric, when it is the whole clause.

    By the passage quoted, else by the location told (第十二条第二款).
    """
    wanted = finding.quote.passage if finding.quote else ""
    if not wanted and finding.location:
        at = (passage.text for passage in clause_passages(document, clause) if passage.location == finding.location)
        wanted = next((text for text in at if text.strip()), "")
    texts = [plain(run) for run in clause_inlines(clause)]
    return texts.index(wanted) if wanted in texts and wanted else 0
