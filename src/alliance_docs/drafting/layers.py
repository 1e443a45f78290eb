"""Layers of wording: one clause document looked up in common → variant → jurisdiction → firm → dossier (design decision 3).

A layer's file is checked whole when it is loaded: constructs, names, blocks that exist below, nothing outside blocks.
All complaints come back together with file and line.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes

from alliance_docs.cache import remembered
from alliance_docs.drafting.environment import environment
from alliance_docs.drafting.layer_files import files_of
from alliance_docs.drafting.tokens import line_mark
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.jurisdictions.names import Known, check_names
from alliance_docs.jurisdictions.sandbox import inspect, syntax_error

_CHAPTER = re.compile(r"#\s+(\S.*)")
_AFTER = "after_"
_OWN_ID = re.compile(r"\{=([a-z0-9_]+)\}")
_FORBIDDEN = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True)
class Layer:
    """A folder of wording. *name* is common, a jurisdiction id, firm or dossier; *place* how messages name the folder, where it is another.

    *chosen*: which of the wordings it offers count, as document, clause and variant. *passed*: its files, or single blocks of them, that
    are not used, as file name and block (``""``: the whole file).
    """

    name: str
    folder: Path
    place: str = ""
    chosen: tuple[tuple[str, str, str], ...] = ()
    passed: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class LayerText:
    """One layer's file of one document: its source and what stands in it."""

    layer: str
    place: str
    outline: tuple[tuple[str, str], ...]  # ("chapter", title) and ("block", id), in order
    heads: Mapping[str, str]  # first source line of each block
    lines: Mapping[str, int]  # line of each block's tag
    extends: bool
    code: bytes  # the compiled template, marshalled
    own_ids: tuple[str, ...] = ()  # ids that added clauses give themselves


@dataclass(frozen=True)
class LayeredDocument:
    """A document with all its layers, lowest first. *hidden*: blocks of single files, told by place, that are to be passed over."""

    id: str
    texts: tuple[LayerText, ...]
    hidden: frozenset[tuple[str, str]] = frozenset()

    @property
    def base(self) -> LayerText:
        """The lowest layer, which gives chapters and order."""
        return self.texts[0]

    def outline(self) -> Iterator[tuple[str, str]]:
        """Yield chapters and clause ids in order, additions behind the clause they follow."""
        added = {block for text in self.texts[1:] for kind, block in text.outline if kind == "block" and block.startswith(_AFTER)}
        for kind, name in self.base.outline:
            yield kind, name
            if kind == "block" and _AFTER + name in added:
                yield "block", _AFTER + name

    def ids(self) -> tuple[str, ...]:
        """Every clause id there may be: blocks, and what added clauses call themselves; removed ones stay known."""
        blocks = (name for kind, name in self.outline() if kind == "block")
        return tuple(dict.fromkeys((*blocks, *(name for text in self.texts for name in text.own_ids))))

    def head(self, block: str) -> str:
        """The first source line of the block in the highest layer that has it."""
        return next(text.heads[block] for text in reversed(self.texts) if block in text.heads)

    def place(self, block: str) -> str:
        """The file of the highest layer that has the block."""
        return next((text.place for text in reversed(self.texts) if block in text.heads), self.base.place)

    def blocks(self) -> dict[str, list[Any]]:
        """Return each block's functions, highest layer first, as Jinja's contexts want them."""
        chain: dict[str, list[Any]] = {}
        for text in reversed(self.texts):
            for name, function in _template(text).blocks.items():
                if (text.place, name) not in self.hidden:
                    chain.setdefault(name, []).append(function)
        return chain


@lru_cache(maxsize=256)
def _template_of(code: bytes) -> Template:
    made = environment()
    return Template.from_code(made, marshal.loads(code), made.globals, None)  # noqa: S302 - compiled here, by us


def _template(text: LayerText) -> Template:
    return _template_of(text.code)


def load_document(document: str, layers: tuple[Layer, ...], known: Known) -> LayeredDocument | None:
    """Load a document through *layers* (lowest first); None when no layer has it.

    Raises UserErrors with every mistake of every layer.
    """
    errors: list[UserError] = []
    texts: list[LayerText] = []
    whole = True
    for file in files_of(document, layers):
        text, problems = _read_remembered(file.layer.name, file.place, file.source(), known)
        errors.extend(problems)
        if text is None:
            whole = False  # what stands above cannot be held against it
        else:
            errors.extend(_against_below(text, texts) if whole else ())
            texts.append(text)
    if errors:
        raise UserErrors(errors)
    return LayeredDocument(document, tuple(texts)) if texts else None


def _read_remembered(layer: str, place: str, source: str, known: Known) -> tuple[LayerText | None, list[UserError]]:
    """As :func:`read_layer`, kept between runs while neither the source nor the known names change."""
    return remembered(f"text {layer} {place}", known.fingerprint + source.encode(), lambda: read_layer(layer, place, source, known))


def read_layer(layer: str, place: str, source: str, known: Known) -> tuple[LayerText | None, list[UserError]]:
    """Check and compile one layer's source; returns it, or None with the errors."""
    private = _FORBIDDEN.search(source)
    if private:
        line = source.count("\n", 0, private.start()) + 1
        return None, [UserError("含有私用区字符", place=f"{place}:{line}", remedy="删去该字符")]
    source = source.replace("\r\n", "\n")
    made = environment()
    try:
        tree = made.parse(source)
        errors = [*inspect(tree, place), *check_names(tree, known, place)]
        extends, structure = _structure(tree, place)
        errors.extend(structure)
        if errors:
            return None, errors
        blocks = [node for node in tree.body if isinstance(node, nodes.Block)]
        outline = tuple(_outline(tree))
        heads = {node.name: _first_line(node) for node in blocks}
        lines = {node.name: node.lineno for node in blocks}
        _mark_lines(tree)
        code = made.compile(tree, name=place, filename=place)
    except TemplateSyntaxError as error:
        return None, [syntax_error(error, place)]
    except (RecursionError, SyntaxError):  # Jinja, or Python behind it, gives up
        return None, [UserError("条件、循环或者括号嵌套过深", place=place, remedy="减少嵌套层数")]
    assert isinstance(code, CodeType)
    return LayerText(layer, place, outline, heads, lines, extends, marshal.dumps(code), tuple(_OWN_ID.findall(source))), []


def _mark_lines(tree: nodes.Template) -> None:
    """Put an invisible line mark at the start of each line of text, so that errors after rendering know their line."""
    for data in tree.find_all(nodes.TemplateData):
        first, *rest = data.data.split("\n")
        data.data = "\n".join([first, *(line_mark(data.lineno + offset) + text for offset, text in enumerate(rest, start=1))])


def _structure(tree: nodes.Template, place: str) -> tuple[bool, list[UserError]]:
    """Tell whether the layer extends the one below, and what stands where it must not."""
    errors: list[UserError] = []
    extends = False
    for node in tree.body:
        where = f"{place}:{node.lineno}"
        if isinstance(node, nodes.Extends):
            extends = True
            if not (isinstance(node.template, nodes.Const) and node.template.value == "below"):
                errors.append(UserError("extends 只能写 “below”", place=where, remedy='写成 {% extends "below" %}'))
        elif isinstance(node, nodes.Block):
            errors.extend(
                UserError(f"条款“{inner.name}”写在条款“{node.name}”里面", place=f"{place}:{inner.lineno}", remedy="条款不能嵌套")
                for inner in node.find_all(nodes.Block)
            )
        elif isinstance(node, nodes.Output):
            errors.extend(_outside(node, place))
        else:
            errors.append(UserError("条件或者循环不能写在条款块之外", place=where, remedy="把 {% if %} 写到 {% block %} 里面"))
    return extends, errors


def _top_lines(node: nodes.Output) -> Iterator[tuple[int, str]]:
    """Yield the non-blank lines of text outside blocks with their line numbers."""
    for part in node.nodes:
        if isinstance(part, nodes.TemplateData):
            for offset, text in enumerate(part.data.split("\n")):
                if text.strip():
                    yield part.lineno + offset, text.strip()


def _outline(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, nodes.Block):
            yield "block", node.name
        elif isinstance(node, nodes.Output):
            for _, line in _top_lines(node):
                if found := _CHAPTER.fullmatch(line):
                    yield "chapter", found[1]


def _outside(node: nodes.Output, place: str) -> Iterator[UserError]:
    for part in node.nodes:
        if not isinstance(part, nodes.TemplateData):
            yield UserError("条款块之外不能打印内容", place=f"{place}:{part.lineno}", remedy="移到 {% block %} 里面")
    for number, line in _top_lines(node):
        if not _CHAPTER.fullmatch(line):
            yield UserError(f"条款块之外有文字“{line[:20]}”", place=f"{place}:{number}", remedy="移到 {% block %} 里面，或者删去")


def _first_line(block: nodes.Block) -> str:
    for data in block.find_all(nodes.TemplateData):
        for line in data.data.split("\n"):
            if line.strip():
                return line.strip()
    return ""


def _against_below(text: LayerText, below: list[LayerText]) -> Iterator[UserError]:
    if not below:
        if text.extends:
            yield UserError("下层没有这份文书，不能 extends", place=f"{text.place}:1", remedy="删去 {% extends %}")
        return
    if not text.extends:
        yield UserError("上层文件应以 extends 开头", place=f"{text.place}:1", remedy='第一行写 {% extends "below" %}')
    ids = {name for layer in below for kind, name in layer.outline if kind == "block"}
    for kind, name in text.outline:
        target = name.removeprefix(_AFTER) if name.startswith(_AFTER) and name not in ids else name
        if kind == "chapter":
            yield UserError(f"上层文件不能另设章“{name}”", place=text.place, remedy="用 after_ 块在原章内增加条款")
        elif target not in ids:
            owner = next((layer.place for layer in below if target in layer.own_ids), "")
            remedy = f"它写在 {owner} 的 after_ 块中，请改写该块" if owner else nearest(target, ids) or "新增条款请用 after_<条款id>"
            yield UserError(f"下层没有条款“{target}”", place=f"{text.place}:{text.lines[name]}", remedy=remedy)
