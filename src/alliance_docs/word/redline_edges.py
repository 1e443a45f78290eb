"""Headers and footers of two files, redlined part by part; what of the pages themselves differs is told in words only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W
from alliance_docs.word.opaque import PREFIXES, Luggage
from alliance_docs.word.package import Package, Relationship
from alliance_docs.word.part_edits import parsed, serialised
from alliance_docs.word.redline_blocks import Blocks
from alliance_docs.word.redline_flat import flatten
from alliance_docs.word.redline_side import Side

_LINK = f"{{{PREFIXES['r']}}}id"
_KINDS = ("header", "footer")
_PAGE = ("pgSz", "pgMar", "cols")


@dataclass(frozen=True)
class Edges:
    """*parts*: headers and footers with their tracked changes; *luggage*: what their struck pictures need.

    *untold*: what is not marked: ``edge`` a header or footer is gone, ``page`` paper, margins or sections differ.
    """

    parts: Mapping[str, bytes]
    luggage: Mapping[str, Luggage]
    untold: tuple[str, ...]


def edges(blocks: Blocks) -> Edges:
    """Redline the headers and footers of the two sides of *blocks*, by section and by the pages they stand on."""
    old, new = _sections(blocks.old), _sections(blocks.new)
    parts: dict[str, bytes] = {}
    luggage: dict[str, Luggage] = {}
    untold = ["page"] if [_paper(one) for one, _ in old] != [_paper(one) for one, _ in new] else []
    seen: set[str] = set()
    for number, (_, here) in enumerate(new):
        before = old[min(number, len(old) - 1)][1] if old else {}
        untold += ["edge" for place, name in before.items() if place not in here and _words(blocks.old.package, name)]
        for place, name in here.items():
            if name not in seen:
                seen.add(name)
                made = _part(blocks, before.get(place, ""), name, place[0])
                if made is not None:
                    parts[name], luggage[name] = made
    return Edges(parts, luggage, tuple(dict.fromkeys(untold)))


def _part(blocks: Blocks, old: str, new: str, kind: str) -> tuple[bytes, Luggage] | None:
    """Return the new header or footer with tracked changes, None when nothing has changed."""
    after = _root(blocks.new.package, new)
    if after is None:
        return None
    before = _root(blocks.old.package, old) if old else None
    if before is None:
        before = after.makeelement(after.tag, nsmap=after.nsmap)
    for root in (before, after):
        if not _blocks(root):
            root.append(root.makeelement(f"{W}p"))
    ink = replace(blocks.ink, part=old, luggage=Luggage(), count=0)
    inner = replace(blocks, old=_side(blocks.old, old, before), new=_side(blocks.new, new, after), ink=ink, _pieces={}, _looks={}, _laid={})
    pairs = inner.pairs(_blocks(before), _blocks(after))
    ends = _blocks(before)[-1], _blocks(after)[-1]
    if not any(one is not None and other is not None for one, other in pairs) and ends[0].tag == ends[1].tag == f"{W}p":
        pairs = [*(pair for pair in pairs if pair[0] is not ends[0] and pair[1] is not ends[1]), ends]  # the last end cannot be struck
    first = len(blocks.report.passages)
    out = inner.closing(pairs)
    if not ink.count:
        return None
    blocks.ink.count += ink.count
    for child in list(after):
        after.remove(child)
    after.extend(out)
    blocks.report.passages[first:] = [replace(one, key=kind) for one in blocks.report.passages[first:]]
    return serialised(after), ink.luggage


def _blocks(root: Any) -> list[Any]:
    return [node for node in root if node.tag in (f"{W}p", f"{W}tbl")]


def _side(side: Side, name: str, root: Any) -> Side:
    return replace(side, name=name, root=root, reader=replace(side.reader, part=name), spots={}, chapters={})


def _root(package: Package, name: str) -> Any:
    """Return a part made plain, None when it cannot be read."""
    try:
        root = package.xml(name)
    except UserError:
        return None
    flatten(root)
    return parsed(serialised(root), name)


def _words(package: Package, name: str) -> str:
    root = _root(package, name)
    return "" if root is None else "".join(one.text or "" for one in root.iter(f"{W}t")).strip()


def _sections(side: Side) -> list[tuple[Any, dict[tuple[str, str], str]]]:
    """Return each section's properties and its headers and footers by (header or footer, which pages), those of the section before included."""
    links = side.package.relationships(side.name)
    found: list[tuple[Any, dict[tuple[str, str], str]]] = []
    for section in side.root.iter(f"{W}sectPr"):
        own = dict(_own(section, links))
        found.append((section, {**(found[-1][1] if found else {}), **own}))
    return found


def _own(section: Any, links: Mapping[str, Relationship]) -> Iterator[tuple[tuple[str, str], str]]:
    for kind in _KINDS:
        for node in section.findall(f"{W}{kind}Reference"):
            link = links.get(node.get(_LINK, ""))
            if link is not None and not link.external:
                yield (kind, node.get(f"{W}type", "default")), link.target


def _paper(section: Any) -> tuple[str, ...]:
    """Return the paper, the margins and the columns of a section as comparable text."""
    nodes = [section.find(f"{W}{name}") for name in _PAGE]
    return tuple(str(sorted(node.attrib.items())) if node is not None else "" for node in nodes)
