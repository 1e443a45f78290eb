"""The templates inside a form: docxtpl's tags ({{ … }}, {%tr for … %}) of one part, made ready for the sandbox.

docxtpl supplies the dialect that staff know and the joining of tags that Word has split over runs. Everything it would
pass over in silence is an error here: text beside a row tag, a tag cut in two by a paragraph mark, broken syntax,
constructs and names that are not allowed.
"""

from __future__ import annotations

import io
import marshal
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from lxml import etree

from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.names import Known, check_names
from alliance_docs.jurisdictions.sandbox import inspect

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF_TAG = re.compile(r"\{[{%#]|[}%#]\}")
_XML_TAG = re.compile(r"<(/?)([\w:]+)[^>]*?(/?)>")
_KEEPING = {"tr": "表格行", "tc": "单元格", "p": "段落"}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SHORT = 40


@dataclass(frozen=True)
class FormSource:
    """One part of a form as template source; a line is a paragraph. *place* names the file and the part."""

    place: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole source."""
        return "\n".join(self.lines)

    def place_of(self, line: int) -> str:
        """Return *place* with the words that stand at *line* (from 1), as a reader finds them in Word."""
        for number in (line, line + 1, line - 1):
            words = self._words(number)
            if words:
                return f"{self.place}，“{words}”处"
        return self.place

    def _words(self, line: int) -> str:
        if not 0 < line <= len(self.lines):
            return ""
        return _shortened(re.sub(r"<[^>]*>", "", self.lines[line - 1]))


def form_source(root: Any, place: str) -> FormSource:
    """Return the template source of a part. Raises UserError for text that docxtpl would drop without a word."""
    for element in root.iter(f"{W}t"):
        if element.text and _PRIVATE.search(element.text):
            raise UserError("含有私用区字符", place=f"{place}，“{element.text[:_SHORT]}”处", remedy="删去该字符")
    for error in (*_halved(root, place), *dropped(root, place)):
        raise error
    from docxtpl import DocxTemplate  # slow to import: only those who fill a form pay for it

    patched = DocxTemplate(io.BytesIO()).patch_xml(etree.tostring(root, encoding="unicode").replace("\n", " "))
    return FormSource(place, tuple(re.sub(r"<w:p([ >])", r"\n<w:p\1", patched).split("\n")))


def compile_form(source: FormSource, environment: Environment) -> bytes:
    """Return the compiled template, marshalled, of a *source* that :func:`form_errors` finds no fault with."""
    code = environment.compile(environment.parse(source.text), name=source.place, filename=source.place)
    assert isinstance(code, CodeType)
    return marshal.dumps(code)


def form_template(code: bytes, environment: Environment) -> Template:
    """Return the template that :func:`compile_form` compiled."""
    return Template.from_code(environment, marshal.loads(code), environment.globals, None)  # noqa: S302 - compiled here


def form_errors(source: FormSource, environment: Environment, known: Known) -> list[UserError]:
    """Return every mistake in *source*: syntax, constructs, names; each with the words at its place.

    *known* tells every name there is.
    """
    try:
        tree = environment.parse(source.text)
    except TemplateSyntaxError as error:
        remedy = "检查 {{ }}、{% %} 是否成对，for 与 endfor 是否对应"
        return [UserError(f"模板语法有误：{error.message}", place=source.place_of(error.lineno), remedy=remedy)]
    except RecursionError:
        return [UserError("条件、循环或者括号嵌套过深", place=source.place, remedy="减少嵌套层数")]
    found = list(inspect(tree, "")) or check_names(tree, known, "") or list(_torn(tree))
    return [
        UserError(e.message, place=source.place_of(int(e.place.rpartition(":")[2])), remedy=e.remedy) for e in found
    ]


def _torn(tree: nodes.Template) -> Iterator[UserError]:
    """Yield an error for each loop or condition whose ends lie at different levels of the document's XML."""
    loops = [(node.lineno, [node.body, node.else_]) for node in tree.find_all(nodes.For)]
    conditions = [
        (node.lineno, [node.body, node.else_, *(branch.body for branch in node.elif_)])
        for node in tree.find_all(nodes.If)
    ]
    for line, bodies in loops + conditions:
        if not all(_is_balanced("".join(_data(body))) for body in bodies):
            yield UserError(
                "循环或者条件的开始和结束标记跨越了段落、单元格或者表格行",
                place=f":{line}",
                remedy="重复表格行用 {%tr for … %}，重复段落用 {%p for … %}，开始和结束标记放在同一层",
            )


def _data(body: Iterable[nodes.Node]) -> Iterator[str]:
    for node in body:
        if isinstance(node, nodes.TemplateData):
            yield node.data
        elif isinstance(node, nodes.For | nodes.If):
            yield from _data(node.body)
        else:
            yield from _data(node.iter_child_nodes())


def _is_balanced(xml: str) -> bool:
    """Tell whether *xml* may be repeated or left out: every tag closed, or a run ended and another begun."""
    open_tags: list[str] = []
    closed: list[str] = []
    for closing, name, alone in _XML_TAG.findall(xml):
        if alone:
            continue
        if not closing:
            open_tags.append(name)
        elif not open_tags:
            closed.append(name)
        elif open_tags.pop() != name:
            return False
    return closed == open_tags[::-1] and set(closed) <= {"w:t", "w:r"}


def dropped(root: Any, place: str) -> Iterator[UserError]:
    """Yield an error for each row, cell and paragraph tag beside which stand words that would vanish with it."""
    for kind, name in _KEEPING.items():
        pattern = re.compile(r"\{[{%#]" + kind + r"\s.*?[}%#]\}", re.DOTALL)
        for element in root.iter(f"{W}{kind}"):
            words = "".join(t.text or "" for t in element.iter(f"{W}t"))
            tags = pattern.findall(words)
            inner = any(
                pattern.search("".join(t.text or "" for t in e.iter(f"{W}t")))
                for e in element.iterdescendants(f"{W}{kind}")
            )
            if not tags or inner:
                continue
            rest = "".join(words.split(tags[0], 1)).strip()
            if rest:
                yield UserError(
                    f"标记 {tags[0]} 所在的{name}还有“{rest[:_SHORT]}”，会被一起删去",
                    place=place,
                    remedy=f"让该标记独占一个{name}",
                )


def _halved(root: Any, place: str) -> Iterator[UserError]:
    for paragraph in root.iter(f"{W}p"):
        words = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        if _HALF_TAG.search(_TAG.sub("", words)):
            yield UserError(
                "模板标记没有成对，或者被分在两个段落里",
                place=f"{place}，“{_shortened(words)}”处",
                remedy="在同一段内写完 {{ … }}、{% … %}",
            )


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHORT else words[: _SHORT - 1] + "…"
