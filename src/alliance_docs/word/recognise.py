"""Structure told from typed or automatic numbers: 第三章, 第三条, （一）, 1., （1）, 附件2, 一、 in documents not made here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from alliance_docs.facts.numerals import read_han

_HAN = "一二三四五六七八九十百千零〇两"
DIGITS = "[0-9０-９]"
_NUMBER = rf"[{_HAN}0-9０-９]+"
_SPACE = r"[\s\u3000\u00a0]*"
_CHAPTER = re.compile(rf"{_SPACE}第{_SPACE}({_NUMBER}){_SPACE}章{_SPACE}")
_ARTICLE = re.compile(rf"{_SPACE}第{_SPACE}({_NUMBER}){_SPACE}条(?P<gap>[\s\u3000\u00a0：:、.]*)")
_ANNEX = re.compile(rf"{_SPACE}附{_SPACE}[件录表]{_SPACE}({_NUMBER})?(?P<gap>[\s\u3000\u00a0：:]*)")
_DIVISION = re.compile(rf"{_SPACE}第{_SPACE}({_NUMBER}){_SPACE}节{_SPACE}")
PART = re.compile(rf"{_SPACE}(?:第({_NUMBER})部分|([{_HAN}]+)[、．]){_SPACE}")
DECIMAL = re.compile(
    rf"{_SPACE}(?P<top>{DIGITS}{{1,2}})(?P<subs>(?:[.．]{DIGITS}{{1,2}}){{1,3}})(?![0-9０-９.．%％])(?P<gap>[、]?[\s\u3000\u00a0]*)"
)
_TOP = re.compile(rf"{_SPACE}({DIGITS}{{1,2}})(?:[．、]|\.(?![0-9])|[\s\u3000]+){_SPACE}")
_UNITS = "万亿元年月日倍米吨个家人千百%％‰岁条款-—~至号"
"""What makes 3.1 an amount or a date, and no number of a clause."""
_NO_TITLE = "所规的中为是和与及至到、，,列载内以之上下（("
"""What goes on after 附件1 in a sentence."""
_CIRCLED = re.compile(rf"{_SPACE}([①-⑳⑴-⒇⒈-⒛]){_SPACE}")
_ITEMS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{_SPACE}[（(]{_SPACE}([{_HAN}]+){_SPACE}[）)]{_SPACE}"),
    re.compile(rf"{_SPACE}([0-9０-９]{{1,3}})(?:[．、]|\.(?![0-9０-９])){_SPACE}"),
    re.compile(rf"{_SPACE}[（(]{_SPACE}([0-9０-９]{{1,3}}){_SPACE}[）)]{_SPACE}"),
)
_FULL_WIDTH = {ord("０") + one: ord("0") + one for one in range(10)}
_STOPS = "。；;！？，、："
_BRACKETED = re.compile(
    rf"{_SPACE}(?:[【\[](?P<rubric>[^【】\[\]]{{1,30}})[】\]]|[（(](?P<round>(?![{_HAN}0-9]+[）)])[^（）()，。；\n]{{2,20}})[）)]){_SPACE}"
)
_LISTED = re.compile(r"(?P<rubric>[^\s\u3000。；;！？，：:][^\s\u3000。；;！？，：:]{0,24})\u3000+(?=\S)")
"""Several things in a rubric, parted by 、, and set off by a full-width space."""
_LIST = re.compile(rf"[^{_STOPS}\s由是应可不须得设有为按将]{{2,}}(?:、[^{_STOPS}\s由是应可不须得设有为按将]{{2,}})+")
"""A rubric that names several things and stands on a line of its own: no word of it makes a sentence."""
_SPACED = re.compile(rf"(?P<rubric>[^\s\u3000\u00a0{_STOPS}][^{_STOPS}\n]{{0,24}}?)(?:[\u3000\u00a0]+|\s{{1,}})(?=\S)")

What = Literal["chapter", "division", "article", "annex", "section", "subsection", "item", "text"]


@dataclass(frozen=True)
class Found:
    """What a paragraph is. *end*: where its own words begin; *number*; *level* of an item; *heading*: they are a title.

    *mark*: the whole number where it is in plain figures (3, 3.1).
    """

    what: What
    end: int = 0
    number: int = 0
    level: Literal[1, 2, 3] = 1
    heading: bool = True
    mark: str = ""


def value_of(digits: str | None) -> int:
    """Return the number written, 0 where it is none."""
    try:
        return read_han((digits or "").translate(_FULL_WIDTH))
    except ValueError:
        return 0


def recognise(text: str, *, articles: bool, after: int, labelled: bool = False, top: str = "", section: int = -1) -> Found:
    """Tell what a paragraph is from its number and words.

    *articles*: whether the document has articles at all; *after*: the number of the article before; *labelled*: whether
    the number is automatic, and thus no quotation. A document without articles: *top*, how its parts are numbered (see
    ``scheme``), and *section*, the number of the part before.
    """
    found = _recognise(text, articles, after, labelled, top, section)
    if found.what in ("chapter", "division", "section", "subsection", "item") and not found.number:
        return Found("text")  # no number we can read: its words must not be lost
    return found


def _recognise(text: str, articles: bool, after: int, labelled: bool, top: str, section: int) -> Found:
    if (found := _CHAPTER.match(text)) and len(text) - found.end() <= 40 and not text.rstrip().endswith(tuple(_STOPS)):
        return Found("chapter", found.end(), value_of(found[1]))
    if found := _ARTICLE.match(text):
        number = value_of(found[1])
        # “第五条规定的……” begins a sentence, not an article
        if number and (labelled or found["gap"] or number == after + 1 or found.end() == len(text)):
            return Found("article", found.end(), number)
    if (found := _DIVISION.match(text)) and len(text) - found.end() <= 40 and not text.rstrip().endswith(tuple(_STOPS)):
        return Found("division", found.end(), value_of(found[1]))
    if (found := _ANNEX.match(text)) and _annex(text, found):
        return Found("annex", found.end(), value_of(found[1]))
    if (inner := decimal(text, after if articles else section, labelled)) is not None:
        if not articles and top == "decimals" and inner.level == 1 and _heading(text, inner.end):
            return replace(inner, what="subsection")
        return inner
    if top in ("decimals", "running") and (found := _TOP.match(text)):
        number = value_of(found[1])
        if number == section + 1 or (top == "decimals" and section < 0 and number == 1):
            return Found("section", found.end(), number, heading=_heading(text, found.end()), mark=str(number))
    for level, pattern in enumerate(_ITEMS, start=1):
        if found := pattern.match(text):
            if level == 1 and not articles and _heading(text, found.end()):
                return Found("subsection", found.end(), value_of(found[1]))
            return Found("item", found.end(), value_of(found[1]), level)  # type: ignore[arg-type]
    if found := PART.match(text):
        number = value_of(found[1] or found[2])
        heading = _heading(text, found.end())
        if found[1] or (not articles and (heading or (top == "sections" and number == max(section, 0) + 1))):
            return Found("section", found.end(), number, heading=heading)
        if articles and number:
            return Found("item", found.end(), number, 1)
    if found := _CIRCLED.match(text):
        return Found("item", found.end(), int(unicodedata.numeric(found[1])), 3)
    return Found("text")


def part_title(text: str) -> Found | None:
    """Return the chapter that a line 二、组织机构 would begin, None where it is a sentence or has no such number."""
    found = PART.match(text)
    number = value_of(found[2]) if found and found[2] else 0
    return Found("chapter", found.end(), number) if found and number and _heading(text, found.end()) else None


def decimal(text: str, after: int, labelled: bool) -> Found | None:
    """Return the item a number like 3.1 or 3.1.2 begins, None where it is an amount, a date or none at all.

    *after*: the number of the article or part it would stand in.
    """
    found = DECIMAL.match(text)
    if found is None:
        return None
    behind = text[found.end() : found.end() + 1]
    top = value_of(found["top"])
    if not labelled and (behind in _UNITS if behind else not found["gap"]) and not found["gap"]:
        return None
    if not (labelled or found["gap"] or top == after):
        return None
    numbers = [value_of(part) for part in re.split("[.．]", found["subs"])[1:]]
    level: Literal[1, 2, 3] = 1 if len(numbers) == 1 else 2 if len(numbers) == 2 else 3
    return Found("item", found.end(), numbers[-1], level, mark=".".join(map(str, (top, *numbers))))


def _heading(text: str, end: int) -> bool:
    return 0 < len(text) - end <= 30 and not text.rstrip().endswith(tuple(_STOPS))


def _annex(text: str, found: re.Match[str]) -> bool:
    rest = text[found.end() :]
    if "：" in found["gap"] or ":" in found["gap"]:
        # “附件：1.章程” lists annexes, it is none
        return bool(found[1]) and len(rest) <= 40 and not rest.endswith(tuple(_STOPS))
    if found[1] and not rest:
        return True
    if found[1] and not found["gap"] and rest[0] in _NO_TITLE:
        return False
    return bool(found[1] or not rest) and len(rest) <= 40 and not rest.endswith(tuple(_STOPS))


def rubric_end(text: str) -> tuple[int, int, int] | None:
    """Return where the rubric in an article's words begins and ends, and where its text begins; None without rubric.

    标题　正文, 【标题】正文, or a short line that is no sentence.
    """
    if found := _BRACKETED.match(text):
        group = "rubric" if found["rubric"] else "round"
        return found.start(group), found.end(group), found.end()
    start = len(text) - len(text.lstrip(" \u3000\u00a0\t"))
    if found := _SPACED.match(text, start) or _LISTED.match(text, start):
        return found.start("rubric"), found.end("rubric"), found.end()
    rest = text[start:].rstrip()
    if 0 < len(rest) <= 20 and "\n" not in rest and (not any(stop in rest for stop in _STOPS) or _LIST.fullmatch(rest)):
        return start, start + len(rest), len(text)
    return None
