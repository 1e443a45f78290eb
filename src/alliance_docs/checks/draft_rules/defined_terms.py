"""Defined terms: once, before they are used, and used at all (LC-FM-11)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import words
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import Passage

_LISTED = re.compile(r"^\s*[“]?([^“”：:，,。；、（）\s]{2,20})[”]?(?:[：:]|[，,][^。；]{0,40}?指|是指)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_INLINE = re.compile(r"[（(]\s?以下(?:统称|简称|称)(?:为)?[“]?([^“”（）()，。；或]{2,16})[”]?[)）]")
SHORTEST = 3
"""Shorter words are too common to be told for having been used before (经费, 项目)."""


@dataclass(frozen=True)
class _Term:
    word: str
    passage: Passage
    place: int
    listed: bool


def defined_terms(case: Case) -> Iterator[Hit]:
    """Terms defined twice, never used, used before, or used without a definition in a document that defines its terms."""
    for passages in case.passages_of.values():
        terms = list(_terms(passages))
        by_word: dict[str, list[_Term]] = defaultdict(list)
        for term in terms:
            by_word[term.word].append(term)
        text = "\n".join(passage.text for passage in passages)
        starts = list(accumulate((len(passage.text) + 1 for passage in passages), initial=0))
        for word, several in by_word.items():
            first = several[0]
            clauses = {term.passage.clause.id: term for term in several}
            if len(clauses) > 1:
                yield _at(list(clauses.values())[1].passage, "twice", word, first.passage.location)
            if text.count(word) <= len(several):
                yield _at(first.passage, "unused", word)
            elif not first.listed and len(word) >= SHORTEST and (early := _before(passages, starts, text, first)) is not None:
                yield _at(early, "early", word, first.passage.location)
        if any(term.listed for term in terms) and not any(words_there in text for words_there in words("definitions_elsewhere")):
            yield from _undefined(passages, text, set(by_word))


def _terms(passages: Sequence[Passage]) -> Iterator[_Term]:
    rubrics, leads = words("definition_rubrics"), words("definition_leads")
    for place, passage in enumerate(passages):
        clause = passage.clause
        defining = clause.kind == "article" and (clause.rubric_text in rubrics or any(lead in passage.lead for lead in leads))
        found = _LISTED.match(passage.text) if defining and passage.text != clause.rubric_text else None
        if found and not any(lead in passage.text for lead in leads):
            yield _Term(found[1], passage, place, True)
        if "以下" in passage.text:
            for inline in _INLINE.finditer(passage.text):
                yield _Term(inline[1], passage, place, False)


def _before(passages: Sequence[Passage], starts: Sequence[int], text: str, term: _Term) -> Passage | None:
    """Return the first article passage before the definition that uses the word by itself; *starts* are the passages' places in *text*."""
    end = starts[term.place]
    found = text.find(term.word, 0, end)
    while found >= 0:
        passage = passages[bisect_right(starts, found) - 1]
        alone = not _HAN.match(text[found - 1 : found])
        if alone and passage.clause.kind == "article" and passage.clause.id != term.passage.clause.id:
            return passage
        found = text.find(term.word, found + len(term.word), end)
    return None


def _undefined(passages: Sequence[Passage], text: str, defined: set[str]) -> Iterator[Hit]:
    for word in words("terms_to_define"):
        if word in defined or text.count(word) < 2 or any(shape.replace("X", word) in text for shape in words("explained_by")):
            continue
        if any(passage.clause.rubric_text == word for passage in passages):
            continue
        first = next(passage for passage in passages if word in passage.text)
        if f"的{word}" not in first.text:  # 平台的依托单位 says whose it is
            yield _at(first, "undefined", word)


def _at(passage: Passage, key: str, word: str, there: str = "") -> Hit:
    return hit(key, passage.location, document=passage.document, clause=passage.clause.id, word=word, there=there)


RULES = {"LC-FM-11": defined_terms}
