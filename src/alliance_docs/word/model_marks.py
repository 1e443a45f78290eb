"""Bookmarks put back where the text a file was made from has them: lost ones, and those that ended up elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alliance_docs.word.identity import Identity
from alliance_docs.word.model_units import Unit, pairs, paragraph_pairs, units
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package
from alliance_docs.word.part_edits import serialised

_RUNNING = ("AlBody", "AlItem1", "AlItem2", "AlItem3")
"""Styles of what belongs to the article before it."""
_FIRST = 800_000
"""Ids of bookmarks put back; Word gives small ones."""


def with_lost_marks(package: Package, model: Package, identity: Identity) -> tuple[Package, dict[int, int]]:
    """Return the package with the bookmarks of *identity* where *model*, the file it was made from, has them.

    Also which paragraph of *model* is which of the package, by their numbers in the main part.
    """
    old, new = units(model), units(package)
    names = [mark.name for mark in identity.marks]
    found = pairs(old, new, frozenset(names))
    return with_marks(package, places(identity, old, new, found), new, names), paragraph_pairs(old, new, found)


def places(identity: Identity, model: Sequence[Unit], returned: Sequence[Unit], found: Mapping[int, int]) -> dict[str, int | None]:
    """Return where bookmarks of *identity* belong in the returned file: the unit, or None for one that belongs nowhere.

    Only those that do not stand there already.
    """
    ours = {mark.name for mark in identity.marks if mark.kind != "opaque"}
    clauses = {mark.name for mark in identity.marks if mark.kind == "clause"}
    stands = {name: index for index, unit in enumerate(returned) for name in unit.marks}
    back = {target: index for index, target in found.items()}
    starts = [index for index, unit in enumerate(model) if unit.marks & clauses]
    ends = dict(zip(starts, [*starts[1:], len(model)], strict=False))  # a text of nobody's marks has none
    out: dict[str, int | None] = {}
    for index, unit in enumerate(model):
        for name in unit.marks & ours:
            here = stands.get(name)
            target = found.get(index)
            if target is None and name in clauses:
                end = ends[index]
                if here is not None and (here not in back or index <= back[here] < end):
                    continue  # the opening was written anew or struck; the bookmark is still within the clause
                target = _opening(index, end, model, returned, found, back)
            if name in clauses and _run_on(unit, target if target is not None else here, returned):
                out[name] = None
                continue
            if target is None and (here is None or here not in back):
                continue
            if target is None or target != here or name in returned[target].late:
                out[name] = target
    return out


def _run_on(was: Unit, target: int | None, returned: Sequence[Unit]) -> bool:
    """Tell whether an article's heading is running text now: somebody gave it such a style and no number."""
    if target is None or was.style != "AlArticle":
        return False
    return returned[target].style in _RUNNING and not returned[target].counted


def _opening(
    start: int, end: int, model: Sequence[Unit], returned: Sequence[Unit], found: Mapping[int, int], back: Mapping[int, int]
) -> int | None:
    """Where a clause begins whose first paragraph is another now: before the first of its other paragraphs."""
    rest = [found[index] for index in range(start + 1, end) if index in found]
    if not rest:
        return None
    first = min(rest)
    before = first - 1
    if before >= 0 and before not in back and returned[before].kind == model[start].kind:
        return before
    if model[start].style == "AlArticle" and returned[first].style != "AlArticle" and not returned[first].counted:
        return None  # what is left of it runs on behind the article before
    return first


def with_marks(package: Package, where: Mapping[str, int | None], returned: Sequence[Unit], order: Iterable[str]) -> Package:
    """Return the package with bookmarks moved to the units *where* says. *order*: in which they stand in one place."""
    if not where:
        return package
    name = package.document_name()
    root = package.xml(name)
    nodes = list(root.iter(f"{W}p"))
    for mark in list(root.iter(f"{W}bookmarkStart")):
        if mark.get(f"{W}name") in where:
            _remove(mark)
    number = _FIRST
    for one in reversed(list(order)):
        target = where.get(one)
        if target is not None:
            _put(nodes[returned[target].cells[0][0]], one, number)
            number += 1
    return Package({**package.parts, name: serialised(root)})


def _put(paragraph: Any, name: str, number: int) -> None:
    from lxml import etree

    place = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    for tag in ("bookmarkEnd", "bookmarkStart"):
        node = etree.Element(f"{W}{tag}", {f"{W}id": str(number)})
        if tag == "bookmarkStart":
            node.set(f"{W}name", name)
        paragraph.insert(place, node)


def _remove(mark: Any) -> None:
    number, parent = mark.get(f"{W}id"), mark.getparent()
    for end in list(mark.getroottree().getroot().iter(f"{W}bookmarkEnd")):
        if end.get(f"{W}id") == number:
            end.getparent().remove(end)
    parent.remove(mark)
