"""What saving took from a paragraph, put back from the same paragraph of the text it was made from.

Style, automatic number, which words are facts and references: where the words are still there, they are what they were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from alliance_docs.drafting.merging.matching import matched
from alliance_docs.word.quotes import folded
from alliance_docs.word.recognise import value_of
from alliance_docs.word.records import Label, Para, Scan, Segment
from alliance_docs.word.scan import paragraphs_of
from alliance_docs.word.segments import cut

_NUMERAL = "[一二三四五六七八九十百千零〇0-9０-９]+"
_SPACE = r"[\s\u3000]*"
_ARTICLE = re.compile(rf"{_SPACE}第{_NUMERAL}条[\s\u3000]")
"""A paragraph somebody made an article of, the number typed."""
_SIGNS = {"(": "[（(]", "（": "[（(]", ")": "[）)]", "）": "[）)]", ".": "[.．、]", "、": "[.．、]", "．": "[.．、]"}
_WHOLE = "fbcrxg"
"""Kinds that come back whole or not at all."""
_FIGURES = re.compile(rf"(?:{_NUMERAL}|[!-~])+")
_ANOTHER_VALUE = 40
"""Percentage of likeness from which words in the place of a fact are its new value."""
_LONGEST = 30
"""Characters a rubric may have."""
_TYPED_OVER = 60
"""Characters that may have been typed over a fact."""


def follow(found: Scan, model: Scan, pairs: Mapping[int, int]) -> None:
    """Give the paragraphs of *found* what they lost. *pairs*: paragraph of *model* → paragraph of *found*, by number."""
    models = {para.source: para for para in paragraphs_of(model.blocks) if para.source >= 0}
    back = {two: one for one, two in pairs.items()}
    for para in paragraphs_of(found.blocks):
        was = models.get(back.get(para.source, -1))
        if was is not None:
            _follow(para, was)


def _follow(para: Para, was: Para) -> None:
    if not para.style and was.style and not (was.style != "AlArticle" and _ARTICLE.match(para.text) and not _ARTICLE.match(was.text)):
        para.style, para.align = was.style, was.align
    if para.label is None and was.label is not None and was.label.text:
        _take_label(para, was.label)
    if _look(para.segments) != _look(was.segments):
        para.segments = with_spans(para.segments, was.segments)


def _take_label(para: Para, label: Label) -> None:
    """Take a typed number for the automatic one it was."""
    signs = "".join(_SIGNS.get(char, re.escape(char)) for char in re.sub(_NUMERAL, "\0", label.text))
    typed = re.match(_SPACE + signs.replace("\0", f"({_NUMERAL})") + _SPACE, para.text)
    if typed is not None and typed.lastindex:
        para.segments = cut(para.segments, typed.end())[1]
        para.label = Label(typed[0].strip(), value_of(typed[typed.lastindex]), label.level)


def _look(segments: list[Segment]) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.text, one.rubric) for one in segments]


def with_spans(segments: list[Segment], was: list[Segment]) -> list[Segment]:
    """Return *segments* with the words that *was* has as facts, references, rubric … being so again."""
    text, old = "".join(one.text for one in segments), "".join(one.text for one in was)
    if not text or not old:
        return segments
    target = matched(folded(old), folded(text))
    owner = [one for one in segments for _ in one.text]
    chars = [replace(one, text=char, inlines=()) for one in segments for char in one.text]
    joins: list[tuple[int, int]] = []
    no_rubric = not any(one.rubric for one in segments)
    at = 0
    for one in was:
        start, end = at, at + len(one.text)
        at = end
        stretch = _stretch(target, start, end, len(text)) if one.kind in _WHOLE else None
        if one.kind in _WHOLE:
            intact = stretch is not None and folded(text[slice(*stretch)]) == folded(one.text)
            known = stretch is not None and _may_be(one.kind, intact, [owner[place] for place in range(*stretch)])
            alone = start == 0 and end == len(old)
            if stretch and known and (intact or (one.kind in "fbc" and (alone or one.kind != "f" or _same_sort(one.text, text[slice(*stretch)])))):
                joins.append(stretch)
                for place in range(*stretch):
                    words = one.text[place - stretch[0]] if intact else chars[place].text
                    chars[place] = replace(chars[place], kind=one.kind, text=words, rubric=chars[place].rubric or (no_rubric and one.rubric))
        elif one.kind == "t":
            for place in range(start, end):
                to = target[place]
                if to >= 0 and owner[to].kind == "t":
                    chars[to] = replace(chars[to], text=old[place], rubric=chars[to].rubric or (no_rubric and one.rubric))
    _typed_beside(segments, chars, joins)
    if no_rubric:
        _whole_rubric(chars)
    return _joined(segments, chars, joins)


def _may_be(kind: str, intact: bool, owners: list[Segment]) -> bool:
    """Tell whether words can be of that kind: plain ones, the same ones, or others typed into one such stretch and beside it."""
    return all(one.kind in ("t", kind if intact else "t") for one in owners) or (kind == "f" and all(one is owners[0] for one in owners) and owners[0].kind == kind)


def _whole_rubric(chars: list[Segment]) -> None:
    """Where a rubric was typed anew, with some of its old words, it goes up to the space that sets it off."""
    start = next((place for place, char in enumerate(chars) if char.text.strip()), 0)
    end = next((place for place in range(start, min(len(chars), start + _LONGEST)) if chars[place].text == "\u3000"), 0)
    if not any(char.rubric for char in chars[start:end]) or any(char.text in "，。；：" for char in chars[start:end]):
        return
    for place, char in enumerate(chars):
        if char.rubric != (start <= place < end):
            chars[place] = replace(char, rubric=start <= place < end)


def _same_sort(old: str, new: str) -> bool:
    """Tell whether *new* can be another value of the fact *old*, and not wording put in its place."""
    if len(new) > _TYPED_OVER:
        return False
    if _FIGURES.fullmatch(old) and _FIGURES.fullmatch(new):
        return True
    from rapidfuzz import fuzz

    return fuzz.ratio(old, new) >= _ANOTHER_VALUE


def _typed_beside(segments: list[Segment], chars: list[Segment], joins: list[tuple[int, int]]) -> None:
    """In a sentence, words typed right beside a fact take its look and are none; where a fact stands alone they change it."""
    sentence = any(one.kind == "t" and one.text.strip() for one in segments)
    at = 0
    for one in segments:
        start, at = at, at + len(one.text)
        inside = [place for first, last in joins if start <= first and last <= at for place in range(first, last)]
        if one.kind not in "fbcr" or not inside or not sentence:
            continue
        for place in range(start, at):
            if place not in inside:
                chars[place] = replace(chars[place], kind="t", leads="")


def _stretch(target: list[int], start: int, end: int, length: int) -> tuple[int, int] | None:
    """Where what stood from *start* to *end* stands now: between its neighbours, if these are there."""
    inner = [target[place] for place in range(start, end)]
    if inner and inner[0] >= 0 and inner == list(range(inner[0], inner[0] + len(inner))):
        return inner[0], inner[-1] + 1
    before = target[start - 1] if start else -1
    after = target[end] if end < len(target) else length
    if (start and before < 0) or after < 0 or after <= before + 1:
        return None
    return before + 1, after


def _joined(segments: list[Segment], chars: list[Segment], joins: list[tuple[int, int]]) -> list[Segment]:
    """Join characters of one kind again; what has no words keeps its place."""
    begins = {start for start, _ in joins} | {end for _, end in joins}
    within = {place for start, end in joins for place in range(start + 1, end)}
    out: list[Segment] = []
    at = 0
    for one in segments:
        if not one.text:
            out.append(one)
            continue
        for number in range(len(one.text)):
            char, last = chars[at], out[-1] if out else None
            if (
                last is not None and last.text and last.kind == char.kind and char.kind not in "nop" and (last.rubric, last.group) == (char.rubric, char.group)
                and (last.bold == char.bold or char.kind in "bcrgx") and at not in begins and (number or char.kind == "t" or at in within)
            ):  # fmt: skip
                last.text += char.text
            else:
                out.append(char)
            at += 1
    return out
