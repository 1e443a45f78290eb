"""A fact typed over in Word, read as the dossier writes it: 人民币伍万元整（￥50,000.00） is 50,000.00.

A unit is never taken off: three months typed over ninety days are not three days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIGURES = re.compile(r"[￥¥]\s*([0-9][0-9,，]*(?:\.[0-9]+)?)")
_MONEY = re.compile(r"^(?:人民币)?(.+?元)(?:整|正)?(?:（[^（）]*）)?$")


def readings(words: str) -> Iterator[str]:
    """Yield how *words* may be meant, the likeliest first: as typed, its figures in money, its words in money."""
    words = words.strip()
    found = [words]
    if figures := _FIGURES.search(words):
        found.append(figures[1].replace(",", "").replace("，", ""))
    if money := _MONEY.match(words):
        found.append(money[1])
    yield from dict.fromkeys(one for one in found if one)
