"""Documents that a layer words by a .docx of its own: Word forms, and clause documents a firm or a dossier brings whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alliance_docs.drafting.layers import Layer
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import Document

COMPUTED_DOCUMENTS = ("compliance-table", "materials-list")
"""Documents whose rows are computed from the others; no Word template knows them."""


def templates_of(layers: Sequence[Layer], document: str) -> tuple[Layer, ...]:
    """Return the layers that have a .docx of the document, the one that counts first; unsound ones are passed over."""
    name = f"{document}.docx"
    return tuple(one for one in reversed(layers) if (name, "") not in one.passed and (one.folder / name).is_file())


def template_of(layers: Sequence[Layer], document: str) -> Path | None:
    """Return the .docx that words the document, None where no layer has one."""
    found = templates_of(layers, document)
    return found[0].folder / f"{document}.docx" if found else None


def may_be_docx(document: Document) -> bool:
    """Tell whether a layer may word the document by a .docx: not what is computed, bound or consolidated from others."""
    return document.source != "volume" and document.id not in COMPUTED_DOCUMENTS and not document.consolidates


def usable_endings(document: Document) -> tuple[str, ...]:
    """Return the kinds of files that can word the document, the usual one first."""
    if document.source == "form":
        return (".docx",)
    return (".md", ".docx") if may_be_docx(document) else (".md",)


def refuse_overlaid(document: Document, layers: Sequence[Layer]) -> None:
    """Raise UserError for a clause text in or above the layer whose .docx words the whole document: nothing would use it."""
    found = templates_of(layers, document.id)
    if not found or document.source == "form":
        return
    for layer in layers[list(layers).index(found[0]) :]:
        name = f"{document.id}.md"
        variants = [one.name for one in sorted(layer.folder.glob(f"{document.id}.*.*.md"))] if layer.name in ("firm", "dossier") else []
        used = [one for one in (name, *variants) if (layer.folder / one).is_file() and (one, "") not in layer.passed]
        if used:
            raise UserError(
                f"这份文书整份由 {found[0].place or found[0].name}/{document.id}.docx 起草，这个文本用不上",
                place=f"{layer.place or layer.name}/{used[0]}",
                remedy="删去其中一个；只改几条的，用 .md，整份自己写的，用 .docx",
            )
