"""How many originals a text makes, against those who sign it, where no facts tell (LC-FM-06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import words as drafting
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import at, words
from alliance_docs.checks.reading import sentences
from alliance_docs.checks.wording import contains
from alliance_docs.drafting.draft import Draft, Signature, plain
from alliance_docs.facts.numerals import read_han

SIGNED = ("agreement", "accession-agreement")
LINE = 60
"""Longer lines are running text, not lines of a signature block."""
_NUMBER = r"([0-9]{1,3}|[一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{1,5})"
_TOTAL = re.compile(rf"一式\s?{_NUMBER}\s?[份套]")
_PIECES = re.compile(rf"{_NUMBER}\s?[份套]")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words('originals_each')))})[^，。；0-9]{{0,6}}?{_NUMBER}\s?[份套]")


def enough(case: Case) -> Iterator[Hit]:
    """Everyone who signs gets the originals the text promises; only where the facts do not count them."""
    if case.facts.copies is not None:
        return
    for document in SIGNED:
        for name, draft in case.files_of(document):
            signing = parties(draft, [passage.text for passage in case.passages_of[name]])
            if signing < 2:
                continue
            for passage in case.passages_of[name]:
                for sentence in sentences(passage.text) if "一式" in passage.text else ():
                    total, each = _TOTAL.search(sentence), _each().search(sentence)
                    if total is None or each is None or not _read(total[1]):
                        continue
                    share = _read(each[1])
                    needed = signing * share + _others(sentence, total, each)
                    if _read(total[1]) < needed:
                        yield hit("text", **at(passage), spot=total[0], text=total[0], parties=signing, each=share, needed=needed)


def parties(draft: Draft, lines: list[str]) -> int:
    """Return how many sign: by their blocks, else by the lines that hold room for a seal."""
    blocks = [block for clause in draft.clauses for block in clause.blocks if isinstance(block, Signature)]
    signed = sum(any(plain(line).strip() for line in block.lines) for block in blocks)
    return signed or sum(len(line) <= LINE and contains(line, drafting("seal_marks")) for line in lines)


def _others(sentence: str, total: re.Match[str], each: re.Match[str]) -> int:
    """Return the originals that go to somebody else: to the authority, into the archive."""
    rest = sentence[: total.start()] + " " * len(total[0]) + sentence[total.end() :]
    count = 0
    for part in re.split("[，；。]", rest[: each.start()] + "，" + rest[each.end() :]):
        found = _PIECES.search(part)
        if found and contains(part, words("originals_elsewhere")) and "各" not in part and "每" not in part:
            count += _read(found[1])
    return count


def _read(number: str) -> int:
    try:
        return read_han(number)
    except ValueError:  # 百五 and the like: nobody knows how many
        return 0


RULES = {"LC-FM-06": enough}
