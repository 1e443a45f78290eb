"""The shell: the .docx whose styles, lists, page and footers a document is written into. Staff may restyle it in Word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import OFFICE, open_package
from alliance_docs.word.styles import IDS, NAMES

R = f"{{{OFFICE}}}"
Fonts = Literal["公文字体", "系统自带"]
Size = Literal["三号", "四号"]
_SMALLER = (
    ('<w:sz w:val="32"/><w:szCs w:val="32"/>', '<w:sz w:val="28"/><w:szCs w:val="28"/>'),
    ('w:line="580" w:lineRule="exact"', 'w:line="500" w:lineRule="exact"'),
    ('w:firstLineChars="200" w:firstLine="640"', 'w:firstLineChars="200" w:firstLine="560"'),
)
"""Body text in half-points, exact lines and two-character indents in twentieths of a point: from 三号 to 四号."""
_SYSTEM_FONTS = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"}
_FONT_PARTS = re.compile(r"word/(styles|numbering|header\d*|footer\d*|fontTable)\.xml")


@dataclass(frozen=True)
class PageLayout:
    """The page in twentieths of a point: *size* width and height, *margins* top, right, bottom, left, header, footer, gutter."""

    size: tuple[int, int]
    margins: tuple[int, int, int, int, int, int, int]
    references: str
    """The header and footer references, as written."""

    @property
    def text_width(self) -> int:
        """Width of the text area."""
        return self.size[0] - self.margins[1] - self.margins[3] - self.margins[6]

    def turned(self) -> PageLayout:
        """The same paper, landscape: the margins turn with it."""
        top, right, bottom, left, header, footer, gutter = self.margins
        return replace(self, size=self.size[::-1], margins=(left, top, right, bottom, header, footer, gutter))

    def section(self, *, cover: bool = False) -> str:
        """Return the ``w:sectPr``; with *cover* the first page carries the first-page footer."""
        width, height = self.size
        top, right, bottom, left, header, footer, gutter = self.margins
        turn = ' w:orient="landscape"' if width > height else ""
        return (
            f'<w:sectPr>{self.references}<w:pgSz w:w="{width}" w:h="{height}"{turn}/><w:pgMar w:top="{top}" w:right="{right}" '
            f'w:bottom="{bottom}" w:left="{left}" w:header="{header}" w:footer="{footer}" w:gutter="{gutter}"/>'
            f'<w:cols w:space="425"/>{"<w:titlePg/>" if cover else ""}</w:sectPr>'
        )


@dataclass(frozen=True)
class Shell:
    """A shell, taken apart: its *parts* without the body, the *styles* found in it, its lists and its page.

    *styles* maps our style ids to those of the shell; *lists* maps a paragraph style id of ours to (numId, abstractNumId).
    """

    parts: Mapping[str, bytes]
    styles: Mapping[str, str]
    lists: Mapping[str, tuple[int, int]]
    page: PageLayout
    rubric_font: str
    text_font: str
    next_num: int

    def with_fonts(self, fonts: Fonts) -> Shell:
        """Return the shell with the named set of fonts: those of official documents, or those that Windows brings."""
        if fonts == "公文字体":
            return self
        parts = dict(self.parts)
        for name, data in self.parts.items():
            if _FONT_PARTS.fullmatch(name):
                text = data.decode("utf-8")
                for wanted, present in _SYSTEM_FONTS.items():
                    if name.endswith("fontTable.xml"):
                        text = re.sub(rf'<w:font w:name="{wanted}">.*?</w:font>', "", text)
                    text = text.replace(f'"{wanted}"', f'"{present}"')
                parts[name] = text.encode("utf-8")
        return replace(self, parts=parts, text_font=_SYSTEM_FONTS.get(self.text_font, self.text_font))


    def with_size(self, size: Size) -> Shell:
        """Return the shell with body text of that size: 三号 of official letters, or 四号 for long contracts and rules.

        Titles and tables keep theirs; the lines close up from 29 to 25 points.
        """
        if size == "三号":
            return self
        styles = self.parts["word/styles.xml"].decode("utf-8")
        for wanted, smaller in _SMALLER:
            styles = styles.replace(wanted, smaller)
        return replace(self, parts={**self.parts, "word/styles.xml": styles.encode("utf-8")})


def load_shell(data: bytes, *, place: str = "shell.docx") -> Shell:
    """Take a shell apart. Raises UserError when a style, its list or the page is missing."""
    package = open_package(data)
    name = package.document_name()
    styles = package.xml("word/styles.xml")
    by_name = {node.find(f"{W}name").get(f"{W}val"): node for node in styles.iter(f"{W}style") if node.find(f"{W}name") is not None}
    missing = [label for label in NAMES.values() if label not in by_name]
    if missing:
        raise UserError(f"外壳文件缺少样式“{'”“'.join(missing)}”", place=place, remedy="请用自带的 shell.docx 重新改样式，不要删除或改名")
    ids = {IDS[label]: node.get(f"{W}styleId") for label, node in by_name.items() if label in IDS}
    nums = {node.get(f"{W}numId"): node for node in package.xml("word/numbering.xml").findall(f"{W}num")}
    lists: dict[str, tuple[int, int]] = {}
    for style in ("AlChapter", "AlArticle", "AlItem1", "AlItem2", "AlItem3", "AlSection1", "AlSection2", "AlSerial"):
        num = by_name[NAMES[style]].find(f"{W}pPr/{W}numPr/{W}numId")
        entry = nums.get(num.get(f"{W}val")) if num is not None else None
        if entry is None:
            raise UserError(f"外壳文件的样式“{NAMES[style]}”没有自动编号", place=place, remedy="请恢复这个样式的多级列表编号")
        lists[style] = (int(entry.get(f"{W}numId")), int(entry.find(f"{W}abstractNumId").get(f"{W}val")))
    page = _page(package.xml(name), place)
    next_num = max(int(number) for number in nums) + 1
    rubric_font, text_font = _font(by_name["联盟条标"], "黑体"), _font(by_name["联盟正文"], "仿宋_GB2312")
    return Shell(dict(package.parts), ids, lists, page, rubric_font, text_font, next_num)


def _font(style: Any, usual: str) -> str:
    fonts = style.find(f"{W}rPr/{W}rFonts")
    return (fonts.get(f"{W}eastAsia") if fonts is not None else None) or usual


def _page(document: Any, place: str) -> PageLayout:
    section = document.find(f"{W}body/{W}sectPr")
    size = section.find(f"{W}pgSz") if section is not None else None
    margins = section.find(f"{W}pgMar") if section is not None else None
    if size is None or margins is None:
        raise UserError("外壳文件没有页面设置", place=place, remedy="请在 Word 中设置纸张和页边距后保存")
    names = ("top", "right", "bottom", "left", "header", "footer", "gutter")
    values = tuple(int(float(margins.get(f"{W}{name}", "0"))) for name in names)
    references = "".join(
        f'<w:{"headerReference" if node.tag.endswith("headerReference") else "footerReference"} '
        f'w:type="{node.get(f"{W}type")}" r:id="{node.get(f"{R}id")}"/>'
        for node in section
        if node.tag in (f"{W}headerReference", f"{W}footerReference")
    )
    return PageLayout((int(size.get(f"{W}w")), int(size.get(f"{W}h"))), values, references)  # type: ignore[arg-type]


@cache
def common_shell() -> Shell:
    """Return the shell that ships with the package."""
    path = data_folder("templates") / "common" / "shell.docx"
    return load_shell(path.read_bytes(), place=path.name)
