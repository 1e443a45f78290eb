"""The words of a clause text: punctuation, numbers and organ names that should not be typed, line marks that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from alliance_docs.drafting.clause_text import ROLES
from alliance_docs.drafting.linting.blocks import HEAD, Text
from alliance_docs.drafting.linting.scan import VALUE, Scan
from alliance_docs.drafting.linting.spot import Spot
from alliance_docs.errors import nearest

KEEP = "照写"
"""A comment with this word on a line says that its wording is meant as it stands."""

_MARKS = (*ROLES, "@annex", "@page", "@contents", "@chart", "@landscape", "@signature", "@table")
_HAN = f"\u3400-\u9fff{VALUE}"
_REF = re.compile(r"\[([^\[\]\n]*)\]\(([^)\n]*)\)")
_CELL = re.compile(r"(^|\|)[ \t]*(?:\[[\d.]+\]\|)?[ \t]*[!~>]+")
_HALF = re.compile(rf"(?<=[{_HAN}》”）])[,;:?!()\"]|[,;:?!()\"](?=[{_HAN}《“（])|(?<=[{_HAN}》”）])\.(?![\w.])")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。", '"': "“”"}
_HAN_NUMBER = "[一二三四五六七八九十百零〇两\\d]+"
_TYPED_HEAD = re.compile(rf"第{_HAN_NUMBER}[条章节部]|{_HAN_NUMBER}[、．.]|[（(]{_HAN_NUMBER}[）)]|附件[一二三四五六七八九十\d]+")
_TYPED_LINE = re.compile(rf"(第{_HAN_NUMBER}[条章])|([①-⑳]|\({_HAN_NUMBER}\)|（{_HAN_NUMBER}\)|\({_HAN_NUMBER}）|\d+、|\d+\)|{_HAN_NUMBER}、)")
_TYPED_REF = re.compile(rf"第{_HAN_NUMBER}条")
_LAW = re.compile(r"(?:》|法|条例|规定|办法|通知|细则|解释|决定|规则|通则)(?:[（(][^）)]*[）)])?[^，。；：]{0,4}$|条(?:[、和至]|以及)$")
_WORDS_BEFORE = 24


def prose_spots(text: Text, organs: Mapping[str, str]) -> Iterator[Spot]:
    """Yield what is wrong with the wording. *organs*: names that must not be typed, and the word of ``v`` for each."""
    found = text.scan
    kept = _kept(found)
    for number, raw in enumerate(found.plain.split("\n"), start=1):
        line = raw.strip(" \t\u3000\r")
        if not line:
            continue
        yield from _marks(line, number)
        if number in kept:
            continue
        yield from _references(line, number)
        words = _REF.sub(VALUE, line)
        yield from _typed_numbers(words, number)
        yield from word_spots(words, number, organs)


def word_spots(line: str, number: int, organs: Mapping[str, str]) -> Iterator[Spot]:
    """Yield half-width punctuation in Chinese, and organ names typed, in one *line* whose tags are taken out."""
    yield from _half_width(line, number)
    if organs and (typed := _names(tuple(organs)).search(line)):
        remedy = f"写 {{{{ v.{organs[typed[0]]} }}}}；确应照写的，在行末注明 {{# {KEEP} #}}"
        yield Spot(number, f"直接写了机构名称“{typed[0]}”，换一个管辖制度或者机构改名后就不对", remedy, "warning")


@cache
def _names(organs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(organs, key=len, reverse=True))))


def _kept(found: Scan) -> frozenset[int]:
    return frozenset(found.line(tag.end - 1) for tag in found.tags if tag.kind == "{#" and tag.inside.strip().startswith(KEEP))


def _marks(line: str, number: int) -> Iterator[Spot]:
    marker = line.partition(" ")[0]
    if marker.startswith("@") and marker not in _MARKS and VALUE not in marker:
        yield Spot(number, f"没有“{marker}”这种行", nearest(marker, _MARKS) or "可用的行标记见 docs/clause-text.md")
    if line.count("**") % 2:
        yield Spot(number, "粗体标记 ** 没有成对", "在同一行内写两个 **")
    if re.match(r"#{1,6}[^#\s{]", line) and not line.startswith("#" * 7):
        yield Spot(number, f"“{line[:12]}”的 # 后面没有空格，不会当作标题", "# 与标题之间空一格")
    if line.startswith(("＃", "＠", "｜")):
        yield Spot(number, f"行首的“{line[0]}”是全角符号，不会当作行标记", f"改用半角的 {chr(ord(line[0]) - 0xFEE0)}")


def _references(line: str, number: int) -> Iterator[Spot]:
    for found in _REF.finditer(line):
        if found[1].strip() and "#" in found[2]:
            yield Spot(number, f"引用“{found[0]}”的方括号里不能写字，条号是算出来的", f"写作 []({found[2]})")


def _half_width(line: str, number: int) -> Iterator[Spot]:
    if line.startswith(("@table", "http")):
        return
    words = _CELL.sub(r"\1", re.sub(r"https?://\S+", "", line)) if line.startswith(("|", "[")) else re.sub(r"https?://\S+", "", line)
    found = list(dict.fromkeys(_HALF.findall(re.sub(r"\[[ x]\]|\{=\w+\}", VALUE, words))))
    if found:
        right = " ".join(_FULL[sign] for sign in found)
        yield Spot(number, f"中文中有半角标点 {' '.join(found)}", f"改用 {right}", "warning")


def _typed_numbers(line: str, number: int) -> Iterator[Spot]:
    if head := HEAD.match(line) or re.match(r"#[ \t]+(?P<title>.*)$", line):
        if typed := _TYPED_HEAD.match(head["title"] or ""):
            yield Spot(number, f"标题里写了编号“{typed[0]}”，编号是算出来的，会印出两个", "删去编号，只写标题", "warning")
        return
    if typed := _TYPED_LINE.match(line):
        remedy = "另起一个块，写作“## 标题”，条号自动生成" if typed[1] else "项写作“（一）”，目写作“1.”，再下一级写作“（1）”（全角括号），编号自动生成"
        yield Spot(number, f"行首写了编号“{typed[0]}”，不会当作条、项，也不会随增减重新编号", remedy, "warning")
    for found in _TYPED_REF.finditer(line):
        if not _LAW.search(line[max(0, found.start() - _WORDS_BEFORE) : found.start()]) and not (typed and found.start() == 0):
            yield Spot(number, f"直接写了条号“{found[0]}”，条款增减后不会随之改变", "引用本套文书的条款写 [](#条款id) 或者 [](文书id#条款id)；引用法律的，写明法律名称", "warning")
            return
