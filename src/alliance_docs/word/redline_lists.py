"""Automatic numbers of paragraphs that are gone: the lists of the old file found again in the new one, or brought along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W, integer, value
from alliance_docs.word.package import Package
from alliance_docs.word.style_table import load_styles

PART = "word/numbering.xml"


@dataclass
class Lists:
    """List instances of the old file → those of the new one, by paragraphs that stand in both."""

    old: Any
    new: Any
    brought: bool = False
    """Whether the new file's lists were added to."""
    _votes: dict[str, Counter[str]] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    _levels: dict[str, set[str]] = field(default_factory=dict)
    """Instance of the old file → the levels its paragraphs use."""
    _styles: tuple[Mapping[str, tuple[str, str]], Mapping[str, tuple[str, str]]] = ({}, {})
    """Style → the instance and level it brings along, on both sides."""

    @classmethod
    def of(cls, old: Package, new: Package, text: Any) -> Lists:
        """Return the lists of two packages. *text*: the old file's tree."""
        levels: dict[str, set[str]] = {}
        styles = _of_styles(old), _of_styles(new)
        for node in text.iter(f"{W}p"):
            number, level = _listed(node, styles[0])
            if number:
                levels.setdefault(number, set()).add(level)
        return cls(_numbering(old), _numbering(new), _levels=levels, _styles=styles)

    def pair(self, old: Any, new: Any) -> None:
        """Remember that two paragraphs are one."""
        before, after = _listed(old, self._styles[0])[0], _listed(new, self._styles[1])[0]
        if before and after:
            self._votes.setdefault(before, Counter())[after] += 1

    def changed(self, old: Any, new: Any) -> bool:
        """Tell whether a paragraph has changed its list or level."""
        (before, here), (after, there) = _listed(old, self._styles[0]), _listed(new, self._styles[1])
        if not before or not after:
            return bool(before) != bool(after)
        return self.instance(before) != after or here != there

    def instance(self, number: str) -> str:
        """Return the instance of the new file for one of the old file, bringing it along where there is none."""
        if not self._known:
            self._settle()
        if number not in self._known:
            self._known[number] = self._same(number) or self._bring(number)
        return self._known[number]

    def _settle(self) -> None:
        """Give each old instance the new one that most of its paragraphs have: each new one once, and only where it counts alike."""
        every = [(-count, integer(old), integer(new), old, new) for old, voted in self._votes.items() for new, count in voted.items()]
        taken: set[str] = set()
        for _, _, _, old, new in sorted(every):
            if old not in self._known and new not in taken and self._alike(old, new):
                self._known[old] = new
                taken.add(new)

    def _alike(self, old: str, new: str) -> bool:
        here, there = (_starts(_num(root, number)) for root, number in ((self.old, old), (self.new, new)))
        return all(here.get(level) == there.get(level) for level in self._levels.get(old, ()))

    def fit(self, properties: Any) -> None:
        """Make the list of old paragraph properties one of the new file."""
        node = properties.find(f"{W}numPr/{W}numId")
        if node is not None and value(node) not in ("", "0"):
            node.set(f"{W}val", self.instance(value(node)))

    def _same(self, number: str) -> str:
        """An instance without restarts, in which numbers run on, is the same under the same number in files of one shell."""
        old, new = _num(self.old, number), _num(self.new, number)
        if number in self._known.values():
            return ""
        if old is None or new is None or old.find(f"{W}lvlOverride") is not None or new.find(f"{W}lvlOverride") is not None:
            return ""
        return number if self._abstract(old) == value(new.find(f"{W}abstractNumId")) else ""

    def _abstract(self, num: Any) -> str:
        """Return the abstract list of the new file that is the one of *num*, empty when there is none."""
        wanted = _shape(_abstract(self.old, value(num.find(f"{W}abstractNumId"))))
        near = value(num.find(f"{W}abstractNumId"))
        candidates = sorted(self.new.findall(f"{W}abstractNum"), key=lambda one: one.get(f"{W}abstractNumId") != near)
        return next((one.get(f"{W}abstractNumId", "") for one in candidates if wanted and _shape(one) == wanted), "")

    def _bring(self, number: str) -> str:
        num = _num(self.old, number)
        if num is None or self.new is None:
            return number
        self.brought = True
        abstract = self._abstract(num) or self._bring_abstract(value(num.find(f"{W}abstractNumId")))
        taken = [integer(one.get(f"{W}numId")) for one in self.new.findall(f"{W}num")]
        copy = deepcopy(num)
        copy.set(f"{W}numId", str(max(taken, default=0) + 1))
        copy.find(f"{W}abstractNumId").set(f"{W}val", abstract)
        _after(self.new, f"{W}num", f"{W}abstractNum", copy)
        return str(copy.get(f"{W}numId"))

    def _bring_abstract(self, number: str) -> str:
        copy = deepcopy(_abstract(self.old, number))
        if copy is None:
            return number
        taken = [integer(one.get(f"{W}abstractNumId")) for one in self.new.findall(f"{W}abstractNum")]
        copy.set(f"{W}abstractNumId", str(max(taken, default=-1) + 1))
        for child in copy.findall(f"{W}nsid"):
            copy.remove(child)
        _after(self.new, f"{W}abstractNum", f"{W}numPicBullet", copy)
        return str(copy.get(f"{W}abstractNumId"))


def _numbering(package: Package) -> Any:
    try:
        return package.xml(PART)
    except UserError:
        from lxml import etree

        return etree.Element(f"{W}numbering")


def _of_styles(package: Package) -> dict[str, tuple[str, str]]:
    return {style: (str(info.number[0]), str(info.number[1])) for style, info in load_styles(package)[0].items() if info.number is not None}


def _listed(paragraph: Any, styles: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Return the list instance and the level of a paragraph, its own or its style's; an empty instance for none."""
    number, level = (value(paragraph.find(f"{W}pPr/{W}numPr/{W}{name}")) for name in ("numId", "ilvl"))
    brought = styles.get(value(paragraph.find(f"{W}pPr/{W}pStyle")), ("", ""))
    number = number or brought[0]
    return ("", "") if number in ("", "0") else (number, level or brought[1] or "0")


def _num(root: Any, number: str) -> Any:
    return next((one for one in root.findall(f"{W}num") if one.get(f"{W}numId") == number), None)


def _starts(num: Any) -> dict[str, str]:
    """Return level → the number it starts with in this instance, where it says so."""
    found = num.findall(f"{W}lvlOverride") if num is not None else ()
    return {one.get(f"{W}ilvl", ""): value(one.find(f"{W}startOverride")) for one in found}


def _abstract(root: Any, number: str) -> Any:
    return next((one for one in root.findall(f"{W}abstractNum") if one.get(f"{W}abstractNumId") == number), None)


def _shape(abstract: Any) -> str:
    from lxml import etree

    if abstract is None:
        return ""
    alone = deepcopy(abstract)
    alone.attrib.clear()
    for child in [*alone.findall(f"{W}nsid"), *alone.findall(f"{W}tmpl")]:
        alone.remove(child)
    alone.tail = None
    return etree.tostring(alone, method="c14n", exclusive=True).decode("utf-8")


def _after(root: Any, tag: str, before: str, node: Any) -> None:
    """Insert *node* behind the last child *tag*, or behind the last *before*, or first."""
    place = max((number for number, child in enumerate(root) if child.tag in (tag, before)), default=-1)
    root.insert(place + 1, node)
