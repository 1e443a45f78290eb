"""Marks that must not stand in a finished document: ××, template code, private-use characters, a Latin O in a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.left_open import left_open
from alliance_docs.checks.marks import wrong_years
from alliance_docs.checks.reading import Passage, clause_place
from alliance_docs.checks.wording import contains, wording
from alliance_docs.drafting.draft import Clause

_CROSSES = re.compile(r"(?<![×ＸXx])[×ＸXx]{2,}+(?=(?:公司|大学|研究院|联盟|单位|产业|年|月|日|省|市|路|号|条|元))|×{2,}|TODO|待补充|待完善|待确定|待定(?=[。；，、]|$)")
_BLANK = re.compile(r"【[\s\u3000_＿]{0,20}】|[_＿]{2,40}\s?(?=[年月日号元万%％家名份天个])|(?<=[年月为至自过于])[ \u3000]{2,12}(?=[月日][前起止，。；])")
_CODE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|[\ue000-\uf8ff]")
_DATE_O = re.compile(r"[二一三四五六七八九〇0-9][OoО○][一二三四五六七八九〇0-9OoО○]{1,2}\s*年|[12][Oo○]\d{2}\s*年|[一二]零[零一二三四五六七八九]{2}年")


def _hits(case: Case, pattern: re.Pattern[str], key: str) -> Iterator[Hit]:
    told: set[tuple[str, str, str]] = set()
    for passage in case.passages:
        for found in pattern.finditer(passage.text):
            place = (passage.document, passage.clause.id, found[0])
            if place not in told:
                told.add(place)
                yield _at(passage, key, *found.span())


def _at(passage: Passage, key: str, start: int, end: int) -> Hit:
    shown = passage.text[max(0, start - 10) : end + 10].replace("\n", " ")
    return hit(key, passage.location, document=passage.document, clause=passage.clause.id, found=passage.text[start:end], text=shown)


def placeholders(case: Case) -> Iterator[Hit]:
    """Crosses and words that stand for something not yet known."""
    # our own table of results quotes samples of names
    yield from (one for one in _hits(case, _CROSSES, "default") if one.document != "compliance-table")


def blank_places(case: Case) -> Iterator[Hit]:
    """Places left blank in the text of an article, other than what is signed by hand: 【 】日, ____年__月__日.

    Our own texts have them only where a form is filled in by hand; what their facts lack is told by LC-FM-10.
    """
    told: set[tuple[str, str]] = set()
    for passage in case.passages:
        ours = bool(case.drafts[passage.document].jurisdiction)
        if ours or passage.clause.kind not in ("article", "section") or (passage.document, passage.clause.id) in told:
            continue
        found = _BLANK.search(passage.text)
        if found and not contains(passage.text, wording().by_hand):
            told.add((passage.document, passage.clause.id))
            yield _at(passage, "blank", *found.span())


def unfinished(case: Case) -> Iterator[Hit]:
    """What somebody still has to fill in, in a document not drafted from facts."""
    yield from placeholders(case)
    yield from blank_places(case)


def code(case: Case) -> Iterator[Hit]:
    """Template code and private-use characters."""
    yield from _hits(case, _CODE, "default")


def latin_o(case: Case) -> Iterator[Hit]:
    """A year written with a Latin O, a circle or 零 where 〇 belongs."""
    told: set[tuple[str, str, str]] = set()
    for passage in case.passages:
        spans = [(swap.start, swap.end) for swap in wrong_years(passage.text)]
        for start, end in (*spans, *(found.span() for found in _DATE_O.finditer(passage.text))):
            words = passage.text[start:end].removesuffix("年").strip()
            place = (passage.document, passage.clause.id, words)
            if not any(known[:2] == place[:2] and (words in known[2] or known[2] in words) for known in told):
                told.add(place)
                yield _at(passage, "default", start, end)


def empty_articles(case: Case) -> Iterator[Hit]:
    """An article says something: not only its rubric, and not only that it will be agreed later."""
    for document, draft in case.drafts.items():
        for clause in draft.clauses:
            if clause.kind != "article":
                continue
            match left_open(clause):
                case "empty":
                    yield _said("empty", "bare", document, clause)
                case "deferred":
                    yield _said("deferred", "put-off", document, clause)


def _said(key: str, without_rubric: str, document: str, clause: Clause) -> Hit:
    where = clause_place(clause)
    if clause.rubric_text:
        return hit(key, where, document=document, clause=clause.id, rubric=clause.rubric_text)
    return hit(without_rubric, where, document=document, clause=clause.id, place=where or "这一条")


RULES = {
    "AD-FM-04": empty_articles,
    "AD-FM-03": unfinished, "AD-FM-02": code, "AD-FM-01": latin_o}
