"""What a written document knows of itself, in its customXml part: whose it is, and which bookmark stands for what.

Bookmarks survive editing in Word; this part says what they mean. It also lists the spans (facts, blanks, open choices,
references) in document order, for Word joins and splits runs as it likes and only their words can be found again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.drafting.draft import Blank, Choice, Fact, Inline, Ref, blank_text, choice_text
from alliance_docs.errors import UserError
from alliance_docs.word.package import Package
from alliance_docs.word.xmltext import text

NAMESPACE = "urn:alliance-docs:identity:1"
PART = "customXml/item1.xml"
PROPERTIES = "customXml/itemProps1.xml"
_ITEM_ID = "{6C1B5A52-7F0E-4C43-9B0B-5E7A0D3A11D0}"


@dataclass(frozen=True)
class Mark:
    """What a bookmark stands for.

    *kind*: ``clause``, ``table``, ``row``, ``sign`` or ``opaque``; *id*: the clause id or the record key; the rest is
    for clauses (*clause_kind*, *level*, *landscape*, *rubric*: whether it has one, *opening*: its first words) and tables (*widths*). *at*: how many spans were printed before it.
    """

    name: str
    kind: str
    id: str = ""
    clause_kind: str = ""
    level: int = 1
    landscape: bool = False
    rubric: bool = False
    opening: str = ""
    widths: tuple[int, ...] = ()
    at: int = 0


@dataclass(frozen=True)
class Span:
    """One fact, blank, open choice or reference as printed, and the inline it was."""

    inline: Inline
    text: str

    @property
    def kind(self) -> str:
        """``f`` fact, ``b`` blank, ``c`` choice, ``r`` reference."""
        return _KINDS[type(self.inline)]


_KINDS: dict[type, str] = {Fact: "f", Blank: "b", Choice: "c", Ref: "r"}


def span(inline: Fact | Blank | Choice | Ref) -> Span:
    """Return the span of an inline."""
    match inline:
        case Blank():
            return Span(inline, blank_text(inline))
        case Choice():
            return Span(inline, choice_text(inline))
        case _:
            return Span(inline, inline.text)


@dataclass(frozen=True)
class Identity:
    """The identity of a written document; *marks* and *spans* in document order.

    *edition*: 12 hexadecimal digits that name the text as written; an edited copy still tells which text it was made from.
    """

    document: str = ""
    title: str = ""
    jurisdiction: str = ""
    dossier: str = ""
    filing: str = ""
    version: str = ""
    edition: str = ""
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = field(default=())


def identity_parts(identity: Identity) -> dict[str, bytes]:
    """Return the customXml parts of *identity*."""
    value = {
        "document": identity.document,
        "title": identity.title,
        "jurisdiction": identity.jurisdiction,
        "dossier": identity.dossier,
        "filing": identity.filing,
        "version": identity.version,
        "edition": identity.edition,
        "marks": [_mark_out(mark) for mark in identity.marks],
        "spans": [_span_out(one) for one in identity.spans],
    }
    data = text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    properties = (
        f'{head}<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    links = (
        f'{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    )
    return {
        PART: f'{head}<identity xmlns="{NAMESPACE}">{data}</identity>'.encode(),
        PROPERTIES: properties.encode(),
        "customXml/_rels/item1.xml.rels": links.encode(),
    }


def find_identity(package: Package) -> Identity | None:
    """Return the identity a package carries, under whatever part name; None when there is none that can be read."""
    for name in package.parts:
        if name.startswith("customXml/") and name.endswith(".xml") and NAMESPACE.encode() in package.parts[name]:
            try:
                root = package.xml(name)
                if root.tag == f"{{{NAMESPACE}}}identity":
                    return _identity_in(json.loads("".join(root.itertext())))
            except (UserError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
                # edited by hand: read the document like a stranger's
                return None
    return None


def _mark_out(mark: Mark) -> dict[str, Any]:
    value: dict[str, Any] = {"b": mark.name, "t": mark.kind}
    for key, content, usual in (
        ("id", mark.id, ""), ("kind", mark.clause_kind, ""), ("level", mark.level, 1), ("landscape", mark.landscape, False),
        ("rubric", mark.rubric, False), ("open", mark.opening, ""), ("w", list(mark.widths), []), ("at", mark.at, 0),
    ):  # fmt: skip
        if content != usual:
            value[key] = content
    return value


def _span_out(one: Span) -> list[Any]:
    match one.inline:
        case Fact():
            return ["f", one.inline.text, one.inline.path]
        case Blank():
            return ["b", one.inline.label, one.inline.path]
        case Choice():
            return ["c", one.inline.label, one.inline.path, list(one.inline.options)]
        case Ref() as ref:
            return ["r", ref.text, ref.clause, ref.paragraph, ref.item, ref.document]
    raise TypeError(one)


def _identity_in(value: dict[str, Any]) -> Identity:
    names = ("document", "title", "jurisdiction", "dossier", "filing", "version", "edition")
    return Identity(
        **{name: str(value.get(name, "")) for name in names},
        marks=tuple(_mark_in(one) for one in value["marks"]),
        spans=tuple(_spans_in(value["spans"])),
    )


def _mark_in(value: dict[str, Any]) -> Mark:
    return Mark(
        name=str(value["b"]),
        kind=str(value["t"]),
        id=str(value.get("id", "")),
        clause_kind=str(value.get("kind", "")),
        level=int(value.get("level", 1)),
        landscape=bool(value.get("landscape", False)),
        rubric=bool(value.get("rubric", False)),
        opening=str(value.get("open", "")),
        widths=tuple(int(width) for width in value.get("w", [])),
        at=int(value.get("at", 0)),
    )


def _spans_in(values: Iterable[list[Any]]) -> Iterable[Span]:
    for value in values:
        match value:
            case ["f", str(words), str(path)]:
                yield span(Fact(words, path))
            case ["b", str(label), str(path)]:
                yield span(Blank(label, path))
            case ["c", str(label), str(path), list(options)]:
                yield span(Choice(label, tuple(str(option) for option in options), path))
            case ["r", str(words), str(clause), int(paragraph), int(item), str(document)]:
                yield span(Ref(clause, paragraph, item, document, words))
            case _:
                raise ValueError("unknown span")
