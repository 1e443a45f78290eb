"""The tags of a text, found without Jinja, so that one broken tag does not hide the others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from alliance_docs.drafting.linting.spot import Spot

_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_INSIDE = re.compile(r"\"[^\"\n{}]*\"|'[^'\n{}]*'|(?P<end>\}\}|%\}|#\})|(?P<open>\{\{|\{%|\{#)|(?P<gap>\n[ \t]*\n)")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_WIDE_BRACE = re.compile(r"[｛｝][｛｝{}％%#]?|\{％|％\}")
_SPACED = re.compile(r"\{[ \u3000]+[{%](?=[ \w])|(?<=[ \w)\"'])[}%][ \u3000]+\}")
_SINGLE = re.compile(r"(?<!\{)\{\s*([a-z_]+(?:\.\w+)+(?:\s*\|\s*\w+)*|(?:if|for|endif|endfor|else)\b[^{}\n]*)\s*\}(?!\})")
_WIDE = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "，": ",", "．": ".", "（": "(", "）": ")", "｜": "|", "＝": "=", "！": "!",
    "＜": "<", "＞": ">", "：": ":", "；": ";", "。": ".", "、": ",", "【": "[", "】": "]", "\u3000": " ", "－": "-", "＋": "+",
}  # fmt: skip
"""What Chinese typing puts in place of a sign that tags are made of."""


@dataclass(frozen=True)
class Tag:
    """A tag: ``{{``, ``{%`` or ``{#``, what stands inside, where it begins and ends, its line. *sound*: nothing is wrong so far."""

    kind: str
    inside: str
    start: int
    end: int
    line: int
    sound: bool = True

    @property
    def word(self) -> str:
        """The first word of a ``{%`` tag: if, for, block, …"""
        found = re.match(r"[-+]?\s*(\w+)", self.inside) if self.kind == "{%" else None
        return found[1] if found else ""

    @property
    def rest(self) -> str:
        """What follows the first word of a ``{%`` tag; the whole inside of another."""
        inside = self.inside.strip("-+ \t\n")
        return inside[len(self.word) :].strip()

    def __str__(self) -> str:
        shown = " ".join(f"{self.kind}{self.inside}{_CLOSERS[self.kind]}".split())
        return shown if len(shown) <= 40 else f"{shown[:39]}…"


@dataclass(frozen=True)
class Scan:
    """The tags of *text* in order, and what is wrong with them as tags."""

    text: str
    tags: tuple[Tag, ...]
    spots: tuple[Spot, ...]
    _starts: tuple[int, ...] = field(repr=False, default=())

    def line(self, position: int) -> int:
        """The line (from 1) of a position in the text."""
        return bisect_right(self._starts, position)

    @cached_property
    def plain(self) -> str:
        """The text with a mark in place of each printed value and nothing in place of other tags; lines stay where they are."""
        parts, at = [], 0
        for tag in self.tags:
            parts.append(self.text[at : tag.start])
            feeds = "\n" * self.text.count("\n", tag.start, tag.end)
            parts.append(VALUE + feeds if tag.kind == "{{" else feeds)
            at = tag.end
        return "".join(parts) + self.text[at:]


VALUE = "\ufffc"
"""Stands for a printed value in :attr:`Scan.plain`."""


def scan(text: str) -> Scan:
    """Find the tags of *text*, and every brace and sign that makes none."""
    starts = (0, *(found.end() for found in re.finditer("\n", text)))
    bare = Scan(text, (), (), starts)
    tags: list[Tag] = []
    spots: list[Spot] = []
    position = 0
    while found := _MARK.search(text, position):
        kind, line = found[0], bare.line(found.start())
        if kind not in _CLOSERS:
            spots.append(Spot(line, f"多出一个 {kind}，前面没有与它成对的开始标记", f"删去 {kind}，或者补上 {_OPENERS[kind]}"))
            position = found.end()
            continue
        end, position, message = _end(text, found.end(), kind)
        if message:
            spots.append(Spot(line, f"标记 {_shown(text, found.start())} {message}", f"写完整：{kind} … {_CLOSERS[kind]}"))
        if end:
            inside = text[found.end() : end]
            wrong = list(_wide_signs(inside, line, kind))
            spots.extend(wrong)
            tags.append(Tag(kind, inside, found.start(), position, line, not message and not wrong))
    whole = Scan(text, tuple(tags), (), starts)
    spots.extend(_outside(whole))
    return Scan(text, whole.tags, tuple(sorted(spots, key=lambda spot: spot.line)), starts)


_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}


def _end(text: str, start: int, kind: str) -> tuple[int, int, str]:
    """Return where the inside ends (0: nowhere), where to go on, and what is wrong."""
    if kind == "{#":
        end = text.find("#}", start)
        return (end, end + 2, "") if end >= 0 else (0, start, "没有结束（缺少 #}）")
    for found in _INSIDE.finditer(text, start):
        if found["open"] or found["gap"]:
            break
        if found["end"]:
            wrong = "" if found["end"] == _CLOSERS[kind] else f"的结尾写成了 {found['end']}"
            return found.start(), found.end(), wrong
    return 0, start, f"没有结束（缺少 {_CLOSERS[kind]}）"


def _shown(text: str, start: int) -> str:
    return f"“{text[start : start + 24].splitlines()[0].strip()}”"


def _wide_signs(inside: str, line: int, kind: str) -> Iterator[Spot]:
    if kind == "{#":
        return
    bare = _STRING.sub(lambda found: " " * len(found[0]), inside)
    wide = list(dict.fromkeys(sign for sign in bare if sign in _WIDE))
    if wide:
        shown = "、".join("全角空格" if sign == "\u3000" else sign for sign in wide)
        right = " ".join(dict.fromkeys(_WIDE[sign] for sign in wide)).strip()
        remedy = f"改用半角的 {right}" if right else "改用半角空格"
        yield Spot(line, f"标记 {kind}{' '.join(inside.split())[:30]}… 中有中文标点：{shown}", remedy)


def _outside(whole: Scan) -> Iterator[Spot]:
    """Braces outside tags that were meant as tags."""
    text = list(whole.text)
    for tag in whole.tags:
        text[tag.start : tag.end] = ["\n" if sign == "\n" else " " for sign in text[tag.start : tag.end]]
    bare = "".join(text)
    lines: set[int] = set()
    for found in _WIDE_BRACE.finditer(bare):
        line = whole.line(found.start())
        if line not in lines:
            lines.add(line)
            yield Spot(line, f"有全角花括号或者全角百分号“{found[0]}”，不会当作标记", "改用半角的 {{ }}、{% %}")
    for found in _SPACED.finditer(bare):
        line = whole.line(found.start())
        if line not in lines:
            lines.add(line)
            yield Spot(line, f"“{found[0]}”中间有空格，不会当作标记", "两个符号连写：{{、}}、{%、%}")
    for found in _SINGLE.finditer(bare):
        if whole.line(found.start()) not in lines:
            yield Spot(whole.line(found.start()), f"“{found[0]}”只有一层花括号，会照原样印出", "打印写 {{ … }}，判断和循环写 {% … %}")
