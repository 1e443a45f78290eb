"""Remarks written into a .docx as native Word comments; every part that needs no change keeps its bytes.

A comment goes around a whole paragraph of the main part. Which paragraph and what to say is the caller's affair.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance_docs.word.ooxml import W, integer
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.part_edits import STRICT_W, free_name, parsed, serialised, with_content_type, with_relationship
from alliance_docs.word.seal import seal, unsealed

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Remark:
    """What to say about one paragraph: *paragraph* counts the ``w:p`` of the main part as :func:`places.places` does.

    A number that leads nowhere, such as -1, means the first paragraph with words. *lines*: a paragraph of the comment each.
    """

    paragraph: int
    lines: tuple[str, ...]


def remarked(data: bytes, remarks: Sequence[Remark], *, author: str, initials: str, date: dt.date | None = None) -> bytes:
    """Return the .docx *data* with *remarks* as comments by *author*, dated *date* or without a date.

    Comments already there stay; what *author* has said of a paragraph in the same words is not said again. Only the main
    part, its relationships, the content types and the comments part are touched. The same input gives the same bytes.
    Raises UserError when *data* is not a readable .docx.
    """
    package = open_package(data)
    parts = dict(package.parts)
    name = package.document_name()
    root = parsed(parts[name], name)
    w = STRICT_W if root.tag.startswith(STRICT_W) else W
    linked = next((link.target for link in package.relationships(name).values() if link.type.endswith("/comments")), "")
    kept = parts.get(linked, b"")
    comments = parsed(unsealed(kept) if kept else f'<w:comments xmlns:w="{w[1:-1]}"/>'.encode(), linked)
    text = _Text(root, w)
    said = text.said(comments, author)
    number = 1 + max((integer(node.get(f"{w}id"), -1) for node in comments.iter(f"{w}comment")), default=-1)
    for remark in remarks:
        paragraph = text.paragraph(remark.paragraph)
        lines = tuple(_ILLEGAL.sub("", line) for line in remark.lines)
        if (paragraph, lines) not in said:
            said.add((paragraph, lines))
            _anchor(paragraph, str(number), w)
            _comment(comments, str(number), lines, w, {"author": author, "initials": initials} | _dated(date))
            number += 1
    target = linked if kept else free_name(parts, posixpath.join(posixpath.dirname(name), "comments.xml"))
    parts[name] = serialised(root)
    if not kept:
        with_content_type(parts, target, _CONTENT_TYPE)
        with_relationship(parts, name, "comments", target)
    parts[target] = serialised(comments)
    seal(parts, target, "remarks")
    return Package(parts).to_bytes()


class _Text:
    """The paragraphs of the main part, as places for comments. *w*: the namespace of the file."""

    def __init__(self, root: Any, w: str) -> None:
        self._root, self._w = root, w
        self._all = list(root.iter(f"{w}p"))
        self._first: Any = None

    def paragraph(self, number: int) -> Any:
        """Return the paragraph to comment on: a text box cannot hold a comment, so the paragraph it hangs on does."""
        if not 0 <= number < len(self._all):
            return self._opening()
        node = self._all[number]
        boxes = list(node.iterancestors(f"{self._w}txbxContent"))
        around = next(boxes[-1].iterancestors(f"{self._w}p"), None) if boxes else node
        return self._opening() if around is None else around

    def _opening(self) -> Any:
        if self._first is None:
            plain = [node for node in self._all if next(node.iterancestors(f"{self._w}txbxContent"), None) is None]
            self._first = next((node for node in plain if any(self._words(node))), plain[0] if plain else None)
        if self._first is None:
            self._first = self._root.makeelement(f"{self._w}p")
            body = self._root.find(f"{self._w}body")
            (self._root if body is None else body).insert(0, self._first)
        return self._first

    def _words(self, node: Any) -> Iterator[str]:
        hidden = tuple(f"{self._w}{name}" for name in ("txbxContent", "del", "moveFrom"))
        for part in node.iter(f"{self._w}t"):
            if part.text and part.text.strip() and next(part.iterancestors(*hidden), None) is None:
                yield part.text

    def said(self, comments: Any, author: str) -> set[tuple[Any, tuple[str, ...]]]:
        """Return what *author* has said, and of which paragraph."""
        w = self._w
        words = {
            node.get(f"{w}id"): tuple("".join(part.text or "" for part in line.iter(f"{w}t")) for line in node.iter(f"{w}p"))
            for node in comments.iter(f"{w}comment")
            if node.get(f"{w}author") == author
        }
        marks = self._root.iter(f"{w}commentReference") if words else ()
        return {
            (next(mark.iterancestors(f"{w}p"), None), words[mark.get(f"{w}id")]) for mark in marks if mark.get(f"{w}id") in words
        }


def _anchor(paragraph: Any, number: str, w: str) -> None:
    """Put a comment's marks around what a paragraph holds."""
    place = 1 if len(paragraph) and paragraph[0].tag == f"{w}pPr" else 0
    paragraph.insert(place, paragraph.makeelement(f"{w}commentRangeStart", {f"{w}id": number}))
    paragraph.append(paragraph.makeelement(f"{w}commentRangeEnd", {f"{w}id": number}))
    run = paragraph.makeelement(f"{w}r")
    run.append(run.makeelement(f"{w}commentReference", {f"{w}id": number}))
    paragraph.append(run)


def _dated(date: dt.date | None) -> dict[str, str]:
    return {"date": f"{date.isoformat()}T00:00:00Z"} if date else {}


def _comment(comments: Any, number: str, lines: Sequence[str], w: str, about: Mapping[str, str]) -> None:
    """Add a comment. Its look is written out, for a stranger's file need not have styles for comments."""
    from lxml import etree

    node = etree.SubElement(comments, f"{w}comment", {f"{w}id": number} | {f"{w}{name}": value for name, value in about.items()})
    for place, line in enumerate(lines):
        paragraph = etree.SubElement(node, f"{w}p")
        look = etree.SubElement(paragraph, f"{w}pPr")
        etree.SubElement(
            look, f"{w}spacing", {f"{w}before": "0", f"{w}after": "0", f"{w}line": "240", f"{w}lineRule": "auto"}
        )
        etree.SubElement(look, f"{w}ind", {f"{w}firstLineChars": "0", f"{w}firstLine": "0"})
        etree.SubElement(look, f"{w}jc", {f"{w}val": "left"})
        if place == 0:
            etree.SubElement(etree.SubElement(paragraph, f"{w}r"), f"{w}annotationRef")
        run = etree.SubElement(paragraph, f"{w}r")
        letters = etree.SubElement(run, f"{w}rPr")
        if place == 0:
            etree.SubElement(letters, f"{w}b")
        etree.SubElement(letters, f"{w}sz", {f"{w}val": "20"})
        text = etree.SubElement(run, f"{w}t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
