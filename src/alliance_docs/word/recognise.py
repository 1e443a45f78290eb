"""Structure told from typed or automatic numbers: 第三章, 第三条, （一）, 1., （1）, 附件2, 一、 in documents not made here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from alliance_docs.facts.numerals import read_han

_HAN = "一二三四五六七八九十百千零〇两"
_NUMBER = rf"[{_HAN}\d０-９]+"
_SPACE = r"[\s\u3000\u00a0]*"
_CHAPTER = re.compile(rf"{_SPACE}第{_SPACE}({_NUMBER}){_SPACE}章{_SPACE}")
_ARTICLE = re.compile(rf"{_SPACE}第{_SPACE}({_NUMBER}){_SPACE}条(?P<gap>[\s\u3000\u00a0：:、.]*)")
_ANNEX = re.compile(rf"{_SPACE}附{_SPACE}[件录表]{_SPACE}({_NUMBER})?(?P<gap>[\s\u3000\u00a0：:]*)")
_PART = re.compile(rf"{_SPACE}(?:第({_NUMBER})部分|([{_HAN}]+)、){_SPACE}")
_ITEMS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{_SPACE}[（(]{_SPACE}([{_HAN}]+){_SPACE}[）)]{_SPACE}"),
    re.compile(rf"{_SPACE}([\d０-９]{{1,3}})(?:[．、]|\.(?!\d)){_SPACE}"),
    re.compile(rf"{_SPACE}[（(]{_SPACE}([\d０-９]{{1,3}}){_SPACE}[）)]{_SPACE}"),
)
_STOPS = "。；;！？，、："
_BRACKETED = re.compile(rf"{_SPACE}[【\[](?P<rubric>[^【】\[\]]{{1,30}})[】\]]{_SPACE}")
_SPACED = re.compile(rf"(?P<rubric>[^\s\u3000\u00a0{_STOPS}][^{_STOPS}\n]{{0,24}}?)(?:[\u3000\u00a0]+|\s{{1,}})(?=\S)")

What = Literal["chapter", "article", "annex", "section", "subsection", "item", "text"]


@dataclass(frozen=True)
class Found:
    """What a paragraph is. *end*: where its own words begin; *number*; *level* of an item."""

    what: What
    end: int = 0
    number: int = 0
    level: Literal[1, 2, 3] = 1


def _value(digits: str | None) -> int:
    try:
        return read_han((digits or "").translate({ord("０") + one: ord("0") + one for one in range(10)}))
    except ValueError:
        return 0


def recognise(text: str, *, articles: bool, after: int, labelled: bool = False) -> Found:
    """Tell what a paragraph is from its number and words.

    *articles*: whether the document has articles at all; *after*: the number of the article before; *labelled*: whether
    the number is automatic, and thus no quotation.
    """
    if (found := _CHAPTER.match(text)) and len(text) - found.end() <= 40 and not text.rstrip().endswith(tuple(_STOPS)):
        return Found("chapter", found.end(), _value(found[1]))
    if found := _ARTICLE.match(text):
        number = _value(found[1])
        # “第五条规定的……” begins a sentence, not an article
        if number and (labelled or found["gap"] or number == after + 1 or found.end() == len(text)):
            return Found("article", found.end(), number)
    if (found := _ANNEX.match(text)) and _annex(text, found):
        return Found("annex", found.end(), _value(found[1]))
    for level, pattern in enumerate(_ITEMS, start=1):
        if found := pattern.match(text):
            if level == 1 and not articles and _heading(text, found.end()):
                return Found("subsection", found.end(), _value(found[1]))
            return Found("item", found.end(), _value(found[1]), level)  # type: ignore[arg-type]
    if found := _PART.match(text):
        number = _value(found[1] or found[2])
        if found[1] or (not articles and _heading(text, found.end())):
            return Found("section", found.end(), number)
        if articles and number:
            return Found("item", found.end(), number, 1)
    return Found("text")


def _heading(text: str, end: int) -> bool:
    return 0 < len(text) - end <= 30 and not text.rstrip().endswith(tuple(_STOPS))


def _annex(text: str, found: re.Match[str]) -> bool:
    rest = text[found.end() :]
    if "：" in found["gap"] or ":" in found["gap"]:
        # “附件：1.章程” lists annexes, it is none
        return bool(found[1]) and len(rest) <= 40 and not rest.endswith("。")
    if found[1] and not rest:
        return True
    return bool(found[1] or not rest) and bool(found["gap"] or not rest) and len(rest) <= 40 and not rest.endswith(tuple(_STOPS))


def rubric_end(text: str) -> tuple[int, int, int] | None:
    """Return where the rubric in an article's words begins and ends, and where its text begins; None without rubric.

    标题　正文, 【标题】正文, or a short line that is no sentence.
    """
    if found := _BRACKETED.match(text):
        return found.start("rubric"), found.end("rubric"), found.end()
    start = len(text) - len(text.lstrip(" \u3000\u00a0\t"))
    if found := _SPACED.match(text, start):
        return found.start("rubric"), found.end("rubric"), found.end()
    rest = text[start:].rstrip()
    if 0 < len(rest) <= 20 and "\n" not in rest and not any(stop in rest for stop in _STOPS):
        return start, start + len(rest), len(text)
    return None
