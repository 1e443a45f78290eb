"""Every problem of a .docx form at once: part, paragraph, first words. What the filling heals by itself is not told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from alliance_docs.drafting.linting.problem import Problem
from alliance_docs.drafting.linting.prose import word_spots
from alliance_docs.drafting.linting.scan import Scan, Tag, scan
from alliance_docs.drafting.linting.spot import Spot
from alliance_docs.drafting.linting.tags import tag_spots
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.names import Known
from alliance_docs.word.form_paragraphs import FormParagraph, W, form_paragraphs
from alliance_docs.word.form_source import dropped
from alliance_docs.word.forms import PARTS, lint_form
from alliance_docs.word.identity import find_identity
from alliance_docs.word.package import Package, open_package

_PREFIX = re.compile(r"(\{[{%#])(tr|tc|p|r)(?=\s)")
_SIGNS = re.compile(r"\{[{%#]|[}%#]\}|[｛｝]")
_OPENERS = re.compile(r"\{\{|\{%")
_ELSEWHERE = (
    (re.compile(r"word/comments\w*\.xml"), "批注"),
    (re.compile(r"word/charts/.*\.xml"), "图表"),
    (re.compile(r"word/diagrams/.*\.xml"), "SmartArt 图形"),
    (re.compile(r"word/glossary/.*\.xml"), "构建基块"),
    (re.compile(r"docProps/(app|custom)\.xml"), "文件属性"),
)
"""Parts that are carried over as they are, so that tags in them stay tags."""
_QUOTES = "“”‘’"
_SHORT = 24


def form_problems(template: bytes, environment: Environment, known: Known, place: str, *, marked: bool = True) -> list[Problem]:
    """Return every problem of a form. *place* names its file, *known* tells every name there is; *marked*: its clauses are expected to bear our bookmarks. Organ names may be typed: a form says what the authority's says."""
    try:
        package = open_package(template)
        found = [problem for part in _parts(package, place) for problem in part.problems(environment, known)]
        found += _elsewhere(package, place)
        found += _bookmarks(package, place) if marked else ()
    except UserError as error:
        return [Problem(error.message, place, remedy=error.remedy)]
    if all(problem.severity == "warning" for problem in found):  # what only filling notices
        found += [_plain(error, place) for error in lint_form(template, environment, known, place=place)]
    return found


def _plain(error: UserError, file: str) -> Problem:
    part, _, words = error.place.removeprefix(file).strip(" ，").partition("，")
    return Problem(error.message, file, part=part, words=words.removeprefix("“").removesuffix("”处"), remedy=error.remedy)


@dataclass(frozen=True)
class _Part:
    file: str
    name: str
    root: Any
    paragraphs: tuple[FormParagraph, ...]

    def problem(self, spot: Spot) -> Problem:
        """The problem at the paragraph whose number is the spot's line."""
        words = " ".join(self.paragraphs[spot.line - 1].text.split()) if 0 < spot.line <= len(self.paragraphs) else ""
        if len(words) > _SHORT:
            words = words[: _SHORT - 1] + "…"
        return Problem(spot.message, self.file, spot.severity, part=self.name, paragraph=spot.line, words=words, remedy=spot.remedy)

    def problems(self, environment: Environment, known: Known) -> Iterator[Problem]:
        """Yield what is wrong in this part: its tags first, then what tracked changes and markup do to them, then words."""
        text = "\n".join(paragraph.text.replace("\n", " ") for paragraph in self.paragraphs)
        found = scan(text)
        plain = scan(_PREFIX.sub(r"\1", text)) if _PREFIX.search(text) else found
        yield from map(self.problem, map(_lenient, tag_spots(plain, environment, known)))
        for tag in found.tags:
            yield from map(self.problem, self._broken(tag, found))
        for paragraph in self.paragraphs:
            yield from map(self.problem, _changed(paragraph))
        for error in dropped(self.root, self.file):
            yield Problem(error.message, self.file, part=self.name, remedy=error.remedy)
        for number, line in enumerate(found.plain.split("\n"), start=1):
            yield from map(self.problem, word_spots(line.strip(), number, {}))

    def _broken(self, tag: Tag, found: Scan) -> Iterator[Spot]:
        """Runs are joined when the form is filled; what is told cannot be joined, or loses something."""
        if "\n" in tag.inside:
            yield Spot(tag.line, f"标记 {tag} 被分在两个段落里", "在同一段内写完 {{ … }}、{% … %}")
            return
        paragraph = self.paragraphs[tag.line - 1]
        first = sum(len(one.text) + 1 for one in self.paragraphs[: tag.line - 1])
        pieces = paragraph.spanned(tag.start - first, tag.end - first)
        if not pieces:
            return
        if pieces[0].holder is not pieces[-1].holder:
            yield Spot(tag.line, f"标记 {tag} 被修订、超链接或者控件从中间分开，不能合并", "把整个标记删去，重新连续输入一遍")
        elif pieces[0].marks != pieces[-1].marks:
            yield Spot(tag.line, f"标记 {tag} 中间夹着书签，填写后该书签会丢失", "把书签移到标记之外，或者重新输入整个标记", "warning")
        elif any(piece.added for piece in pieces):
            yield Spot(tag.line, f"标记 {tag} 是还没有接受的修订", "接受修订后再保存", "warning")
        if paragraph.boxed:
            yield Spot(tag.line, f"标记 {tag} 在文本框里：会填写，但读回时只当作普通段落，认不出是哪一栏", "改用表格或者段落", "warning")


def _lenient(spot: Spot) -> Spot:
    """Curly quotes in a tag are made straight when the form is filled, other Chinese signs are not."""
    listed = re.search(r"中有中文标点：(.*)$", spot.message)
    if listed and all(sign in _QUOTES for sign in listed[1].split("、")):
        return Spot(spot.line, spot.message + "；填写时会当作半角引号", spot.remedy, "warning")
    return spot


def _changed(paragraph: FormParagraph) -> Iterator[Spot]:
    gone = "".join(piece.text for piece in paragraph.pieces if piece.gone)
    if _SIGNS.search(gone):
        yield Spot(paragraph.number, f"已删除而没有接受的修订里有标记“{gone.strip()[:30]}”", "接受或者拒绝该修订，再保存")
    code = "".join(piece.text for piece in paragraph.pieces if piece.code and not piece.gone)
    if _OPENERS.search(code):
        yield Spot(paragraph.number, f"域代码里有标记“{code.strip()[:30]}”", "把标记写在正文里，不写在域代码中")


def _parts(package: Package, place: str) -> Iterator[_Part]:
    for name in package.parts:
        called = next((called for pattern, called in PARTS.items() if re.fullmatch(pattern, name)), None)
        if called is None or not name.startswith("word/"):
            continue
        root = package.xml(name)
        yield _Part(place, called, root, tuple(form_paragraphs(root)))


def _elsewhere(package: Package, place: str) -> Iterator[Problem]:
    for name, data in package.parts.items():
        called = next((called for pattern, called in _ELSEWHERE if pattern.fullmatch(name)), None)
        if called is not None and _OPENERS.search(words := re.sub(r"<[^>]*>", "", data.decode("utf-8", "replace"))):
            shown = words[_at(words) : _at(words) + _SHORT]
            yield Problem(f"{called}里有标记“{shown}…”，{called}里的标记不会填写", place, part=called, remedy="移到正文、页眉、页脚或者脚注中，或者删去")
        if any(re.fullmatch(pattern, name) for pattern in PARTS) and name.startswith("word/"):
            for element in package.xml(name).iter():
                for value in element.attrib.values() if isinstance(element.tag, str) else ():
                    if _OPENERS.search(value):
                        yield Problem(f"图形说明、书签名等属性里有标记“{value[:30]}”", place, part="属性", remedy="属性里不能写标记，移到正文")


def _at(words: str) -> int:
    found = _OPENERS.search(words)
    return found.start() if found else 0


def _bookmarks(package: Package, place: str) -> Iterator[Problem]:
    identity = find_identity(package)
    if identity is None:
        yield Problem(
            "表单没有条款书签，填好的文件在 Word 里修改后读回时，各部分只能按文字对应",
            place,
            "warning",
            remedy="在本工具生成的表单上改版式，不要另起新文件；不需要读回的可以不理会",
        )
        return
    names = {start.get(f"{W}name", "") for start in package.xml(package.document_name()).iter(f"{W}bookmarkStart")}
    for mark in identity.marks:
        if mark.name not in names and mark.kind in ("clause", "table", "sign"):
            what = f"“{mark.opening[:_SHORT]}”" if mark.opening else f"“{mark.id}”" if mark.id else ""
            yield Problem(
                f"{what}的书签 {mark.name} 不见了，填好的文件读回时对不上这一部分",
                place,
                "warning",
                clause=mark.id if mark.kind == "clause" else "",
                remedy="从原表单把这一部分连同书签复制回来",
            )
