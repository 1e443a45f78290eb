"""Which files word a document: each layer's text of it, and the variants of single clauses a layer offers.

A variant is a file ``<document>.<clause>.<variant>.md`` beside a layer's texts: a first line
``{# 名称：… 适用：… #}``, then the text of the clause. Chosen, it lies directly above the layer that offers it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.drafting.block_source import blanked
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.drafting.layers import Layer

_HEAD = re.compile(r"\{#\s*名称：(?P<name>.*?)\s*适用：(?P<use>.*?)\s*#\}", re.DOTALL)
_PARTS = 3
_EXPECTED = "第一行写 {# 名称：… 适用：… #}"


@dataclass(frozen=True)
class LayerFile:
    """A file that words a document, or with *variant* one *clause* of it. *place*: how messages name it."""

    layer: Layer
    place: str
    path: Path
    clause: str = ""
    variant: str = ""

    def source(self) -> str:
        """The text as a layer above another has it; the lines of a variant keep their numbers. Raises UserError."""
        try:
            text = self.path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise UserError("文件不是 UTF-8 编码", place=self.place, remedy="另存为 UTF-8") from error
        if passed := [block for name, block in self.layer.passed if name == self.path.name]:
            text = blanked(text, passed)
        return f'{{% extends "below" %}}{{% block {self.clause} %}}{text.rstrip()}\n{{% endblock %}}\n' if self.variant else text


@dataclass(frozen=True)
class Offer:
    """A wording of one clause that *layer* offers: its name, and when to use it, for a person."""

    layer: str
    document: str
    clause: str
    variant: str
    name: str
    use: str
    file: LayerFile


def variant_parts(path: Path) -> tuple[str, str, str] | None:
    """Return document, clause and variant of a file that offers a wording, None for any other."""
    parts = path.name.removesuffix(".md").split(".")
    return (parts[0], parts[1], parts[2]) if path.suffix == ".md" and len(parts) == _PARTS and all(parts) else None


def offers_in(layer: Layer) -> tuple[Offer, ...]:
    """Return the wordings *layer* offers, in the order of their files. Raises UserError for one without its first line."""
    found = []
    for path in sorted(layer.folder.glob("*.*.*.md")):
        parts = variant_parts(path)
        if parts is None or path.name.startswith(".") or (path.name, "") in layer.passed:
            continue
        document, clause, variant = parts
        file = LayerFile(layer, f"{layer.place or layer.name}/{path.name}", path, clause, variant)
        head = _HEAD.match(path.read_text(encoding="utf-8-sig", errors="replace"))
        if head is None:
            raise UserError("没有写明写法的名称和适用情形", place=f"{file.place}:1", remedy=_EXPECTED)
        found.append(Offer(layer.name, document, clause, variant, head["name"], head["use"], file))
    return tuple(found)


def files_of(document: str, layers: Sequence[Layer]) -> tuple[LayerFile, ...]:
    """Return the files that word *document*, lowest first: each layer's text, and right above it the variants chosen."""
    found: list[LayerFile] = []
    for layer in layers:
        named = layer.place or layer.name
        path = layer.folder / f"{document}.md"
        if path.is_file() and (path.name, "") not in layer.passed:
            found.append(LayerFile(layer, f"{named}/{path.name}", path))
        for clause, variant in sorted((clause, variant) for one, clause, variant in layer.chosen if one == document):
            path = layer.folder / f"{document}.{clause}.{variant}.md"
            if path.is_file() and (path.name, "") not in layer.passed:
                found.append(LayerFile(layer, f"{named}/{path.name}", path, clause, variant))
    return tuple(found)
