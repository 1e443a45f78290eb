"""The alliance has one name: in titles, in the article on the name, wherever else it is written out (LC-FM-15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import words
from alliance_docs.checks.hit import Check, Hit
from alliance_docs.checks.reading import Passage
from alliance_docs.checks.stated import Stated, compared, contradictions, told_of
from alliance_docs.facts.text import normal_name

_LETTER = r"[\u4e00-\u9fffA-Za-z0-9（）()·—-]"
_TITLE = re.compile(rf"({_LETTER}{{3,50}}联盟)(?!{_LETTER}{{0,40}}联盟)")
_NAMED = re.compile(rf"名称(?:为|是|定为|[:：])\s?[“《]?({_LETTER}{{3,50}}联盟)")
_MENTIONED = re.compile(rf"{_LETTER}{{3,60}}联盟")
_DATED = re.compile(r"^[（(]|[0-9〇一二三四五六七八九十]日")
"""What stands before 联盟 in （2016年3月18日联盟成立大会通过）."""
_REGION = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:省|市|自治区|走廊)")
_LONGEST = 60
_LIKE = 78
"""How alike, in per cent, a name is to the known one to be meant as the same."""
_LINES = 6
"""Passages at the head of a document in which its title may stand."""


def one_name(case: Case) -> Iterator[Hit]:
    """Compare the names in titles and name articles, then every mention that looks like the name and is not."""
    told = [stated for document, passages in compared(case) for stated in _stated(case, document, passages)]
    found = list(contradictions(told))
    for earlier, later in found:
        yield _told(case, earlier, later)
    documents = {stated.passage.document for pair in found for stated in pair}
    by_document: dict[str, Stated] = {}
    for stated in told:
        by_document.setdefault(stated.passage.document, stated)
    for document, known in by_document.items():
        if document not in documents:
            mention = next(_mentions(known, case.passages_of[document]), None)
            if mention is not None:
                yield _told(case, known, mention)


def _told(case: Case, earlier: Stated, later: Stated) -> Hit:
    """A name that only leaves out what begins the other is written short; places of one name are told by their words."""
    told = told_of(case, earlier, later)
    values = dict(told.values)
    if values["here"] == values["where"]:
        values["where"] = words("same_place")[0].format(place=values["where"])
    short = same_ending(str(earlier.value), str(later.value))
    return replace(told, key=f"{told.key}-short" if short else told.key, values=values)


def same_ending(one: str, other: str) -> bool:
    """Tell whether one name is the other without its beginning (甘肃省储能联盟, 储能联盟)."""
    return one.endswith(other) or other.endswith(one)


def _stated(case: Case, document: str, passages: Sequence[Passage]) -> Iterator[Stated]:
    for place, passage in enumerate(passages):
        if passage.undecided or len(passage.text) > 4 * _LONGEST:
            continue
        text = re.sub(r"\s+", "", passage.text)
        if place < _LINES and passage.clause.kind != "article" and len(text) <= _LONGEST and (found := _TITLE.search(text)):
            rest = text[found.end() :]
            titled = rest.startswith(words("title_rests")) or (not rest and place < 2)
            if titled and not _generic(found[1]) and not _DATED.search(found[1]):
                yield _name(found[1], passage)
        elif "名称" in text and not any(word in text for word in words("other_names")) and (found := _NAMED.search(text)):
            yield _name(found[1], passage)


def _generic(name: str) -> bool:
    """Tell whether a name says no more than what kind of alliance, of which province."""
    return name in words("generic_names") or _REGION.sub("", name) in words("generic_names")


def _name(name: str, passage: Passage) -> Stated:
    return Stated("alliance", "联盟名称", normal_name(name), name, passage)


def _mentions(known: Stated, passages: Sequence[Passage]) -> Iterator[Stated]:
    """Yield what is nearly the known name: as long, much alike, and not it."""
    from rapidfuzz import fuzz

    name = str(known.value)
    ending = name[-4:]
    for passage in passages:
        if ending not in passage.text or passage.undecided:
            continue
        for found in _MENTIONED.finditer(passage.text):
            whole = normal_name(found[0])
            if name in whole or not whole.endswith(ending):
                continue
            tails = [whole[-length:] for length in range(max(5, len(name) - 4), len(name) + 5) if length <= len(whole)]
            best = max(tails, key=lambda tail: fuzz.ratio(tail, name), default="")
            if best and fuzz.ratio(best, name) >= _LIKE and not whole.endswith(name):
                yield Stated("alliance", "联盟名称", best, found[0][-len(best) :], passage)


RULES: Mapping[str, Check] = {"LC-FM-15": one_name}
