"""References into another document that is before us: its article, its annex exists (LC-FM-08, LC-FM-07)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import drafting_words
from alliance_docs.checks.hit import Check, Hit, hit
from alliance_docs.checks.legal_words import at
from alliance_docs.drafting.draft import Draft
from alliance_docs.facts.numerals import han, read_han
from alliance_docs.jurisdictions.jurisdiction import kind_of

_NUMBER = r"[一二三四五六七八九十百零〇两\d]{1,7}"
_TARGET = rf"(?:书)?(?:（[^（）]{{0,20}}）)?[》”]?的?(?:第({_NUMBER})条|附件\s?({_NUMBER}))"


def _references(case: Case, kind: str, group: int) -> Iterator[tuple[str, str, Draft, dict[str, str]]]:
    """Yield the number, the words, the draft referred to and the place, for references to articles (1) or annexes (2)."""
    wanted = next((draft for name, draft in case.drafts.items() if kind_of(name) == kind), None)
    if wanted is None:
        return
    names = drafting_words()["document_names"][kind]
    pattern = re.compile(rf"(?<!本)(?:{'|'.join(map(re.escape, names))}){_TARGET}")
    for document, passages in case.passages_of.items():
        if kind_of(document) == kind or not any(name in case.text_of[document] for name in names):
            continue
        for passage in passages:
            for found in pattern.finditer(passage.text):
                if found[group]:
                    yield found[group], found[0], wanted, at(passage)


def _check(group: int, key: str, numbers: Callable[[Draft], set[int]], called: Callable[[int], str]) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        for kind in drafting_words()["document_names"]:
            for number, text, draft, place in _references(case, kind, group):
                there = numbers(draft)
                try:
                    wanted = read_han(number)
                except ValueError:
                    continue
                if there and wanted not in there:
                    also = ((draft.id, draft.clauses[0].id, "", ""),)
                    yield hit(key, **place, spot=text, also=also, text=text, title=case.title(draft.id), last=called(max(there)))

    return check


def _articles(draft: Draft) -> set[int]:
    return {clause.number for clause in draft.clauses if clause.kind == "article" and clause.number}


def _annexes(draft: Draft) -> set[int]:
    return {clause.number for clause in draft.clauses if clause.kind == "annex" and clause.number}


RULES: Mapping[str, Check] = {
    "LC-FM-08": _check(1, "elsewhere", _articles, lambda number: f"第{han(number)}条"),
    "LC-FM-07": _check(2, "elsewhere", _annexes, lambda number: f"附件{number}"),
}
