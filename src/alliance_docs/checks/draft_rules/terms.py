"""Terms of office and re-election, said alike wherever they are said (LC-GV-07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import at, words
from alliance_docs.checks.reading import Passage, clause_place, is_open, sentences
from alliance_docs.checks.stated import at_place
from alliance_docs.checks.wording import contains
from alliance_docs.facts.numerals import read_han

_TERM = re.compile(r"(?:任期|每届)[^。；，\n]{0,6}?([一二两三四五六七八九十]|\d{1,2})\s*年")
_AGAIN = re.compile(r"(?:连任|连续任职|连续担任)[^。；\n]{0,8}?([一二两三四五]|\d)\s*(届|次)")
_PERSONS = ("council", "chair", "office", "experts")
BEFORE = 60
"""How far before a term its subject is looked for, in characters."""
OPENING = 14
"""Characters in which the subject of a sentence stands."""
DOCUMENTS = ("charter", "election-rules", "agreement", "decision-rules")


@dataclass(frozen=True)
class Stated:
    """A number of years, or of terms, said of a post."""

    post: str
    number: int
    unit: str
    passage: Passage


def same_terms(case: Case) -> Iterator[Hit]:
    """Compare the terms of each post with one another and with the facts; the charter states the council's."""
    first: dict[tuple[str, str], Stated] = {}
    wanted = _facts(case)
    for stated in _all(case):
        key = (stated.post, stated.unit)
        known = first.setdefault(key, stated)
        values = {"post": stated.post, "said": f"{stated.number}{stated.unit}"}
        if key in wanted and wanted[key] != stated.number:
            yield hit("facts", **at(stated.passage), **values, wanted=f"{wanted[key]}{stated.unit}")
        elif known.number != stated.number and key not in wanted:
            title, other = case.title(known.passage.document), f"{known.number}{known.unit}"
            also = ((*at_place(known.passage), other),)
            yield hit(**at(stated.passage), also=also, **values, other=other, where=f"《{title}》{known.passage.location}")
    yield from _missing(case)


def _facts(case: Case) -> dict[tuple[str, str], int]:
    council, experts = case.facts.council, case.facts.experts
    found: dict[tuple[str, str], int | None] = {
        (words("term_council")[0], "年"): council.term_years if council else None,
        (words("term_experts")[0], "年"): experts.term_years if experts else None,
    }
    return {key: number for key, number in found.items() if number}


def _all(case: Case) -> Iterator[Stated]:
    for document in DOCUMENTS:
        if not contains(case.text_of.get(document, ""), ("任期", "每届", "连任", "连续")):
            continue
        for passage in case.passages_of[document]:
            if passage.clause.kind == "annex" or passage.undecided:
                continue
            for sentence in sentences(passage.text):
                for pattern in (_TERM, _AGAIN):
                    for found in pattern.finditer(sentence):
                        post = _post(sentence, found.start(), passage.clause.rubric_text)
                        if post:
                            yield Stated(post, read_han(found[1]), "年" if pattern is _TERM else found[2], passage)


def _post(sentence: str, start: int, rubric: str) -> str:
    """Return whose term it is: the subject of its part of the sentence, of the sentence, the last one named, the rubric's."""
    before = sentence[max(0, start - BEFORE) : start]
    part = before.rpartition("，")[2]
    own = "" if part.startswith("由") else part
    for text in (own, sentence[: min(start, OPENING)], before, rubric):
        places = [(max(text.rfind(word) for word in words(f"term_{kind}")), kind) for kind in _PERSONS]
        place, kind = max(places)
        if place >= 0:
            return words(f"term_{kind}")[0]
    return ""


def _missing(case: Case) -> Iterator[Hit]:
    if "charter" not in case.drafts or contains(case.text_of["charter"], ("任期", "每届")):
        return
    for clause in case.articles_on("charter", "council")[:1]:
        if not is_open(clause):
            yield hit("none", clause_place(clause), document="charter", clause=clause.id)


RULES = {"LC-GV-07": same_terms}
