"""How a document numbers its text: by 第N条, by 一、二、三、, by 1. with 1.1 below, or by running 1、2、3、."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from alliance_docs.word.recognise import DECIMAL, DIGITS, PART, decimal, part_title, recognise, value_of

Top = Literal["articles", "sections", "decimals", "running", ""]
_RUNNING = 4
"""Running numbers from one on that make a document's order, and not a list in it."""
_TOP = re.compile(rf"[\s\u3000]*({DIGITS}{{1,2}})(?:[．、]|\.(?![0-9])|[\s\u3000]+)")


@dataclass(frozen=True)
class Scheme:
    """*top*: what parts the document at its highest level; *foreign*: it is not ours, so its look counts as well.

    *chapters*: its articles stand in parts numbered 一、二、三、.
    """

    top: Top = "articles"
    foreign: bool = False
    chapters: bool = False

    @property
    def articles(self) -> bool:
        """Tell whether the document has articles."""
        return self.top == "articles"


def scheme_of(texts: Iterable[tuple[str, bool]], *, articles: int = 0) -> Scheme:
    """Return the scheme of a stranger's paragraphs: each with its number in front, and whether that is automatic.

    *articles*: how many paragraphs bear the style of our articles.
    """
    parts = decimals = tops = running = last = chapters = 0
    part = ""  # the line before, where it may be the title of a part
    for text, labelled in texts:
        for line in text.split("\n"):
            found = recognise(line, articles=True, after=last, labelled=labelled)
            if found.what == "article":
                articles += 1
                last = found.number
                chapters += part != ""
            elif PART.match(line):
                parts += 1
            elif DECIMAL.match(line) and decimal(line, 0, labelled) is not None:
                decimals += 1
            elif top := _TOP.match(line):
                tops += 1
                number = value_of(top[1])
                running = running + 1 if number == running + 1 else -1 if running < 0 or number == 1 else running
            if line.strip():
                part = line if part_title(line) else ""
    if articles >= 2:
        return Scheme("articles", True, chapters >= 2)
    if parts >= 2:
        return Scheme("sections", True)
    if decimals >= 2 and tops >= 2:
        return Scheme("decimals", True)
    return Scheme("running" if running >= _RUNNING and running == tops else "", True)
