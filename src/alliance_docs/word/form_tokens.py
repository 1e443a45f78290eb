"""Putting printed values back into a rendered form: tokens in runs become runs of their own, in our character styles.

A run keeps its formatting on both sides of a value, and the value takes it over.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from lxml import etree

from alliance_docs.drafting.draft import Blank, Box, Choice, Fact, Inline, Text, plain
from alliance_docs.drafting.tokens import TOKEN, Tokens
from alliance_docs.errors import UserError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AFTER_HIGHLIGHT = ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")  # fmt: skip
"""What follows ``w:highlight`` in the order the standard demands."""
STYLES: dict[type, str] = {Fact: "AlFact", Blank: "AlBlank", Choice: "AlChoice", Box: "AlBox"}


def restore(root: Any, tokens: Tokens, styles: Mapping[str, str], place: str) -> list[tuple[Any, Inline]]:
    """Replace every token in the tree *root*; *styles* maps our character style ids to those of the document.

    Returns the runs that show values, in document order, with the values. Raises UserError for an unknown fact where no run can show it.
    """
    restored: list[tuple[Any, Inline]] = []
    for run in list(root.iter(f"{W}r")):
        if any(child.text and TOKEN.search(child.text) for child in run.iterchildren(f"{W}t")):
            restored += _split(run, tokens, styles)
    for element in root.iter():
        if isinstance(element.tag, str):
            _plain_text(element, tokens, place)
    return restored


def _split(run: Any, tokens: Tokens, styles: Mapping[str, str]) -> list[tuple[Any, Inline]]:
    """Replace *run* by several; return those that show values."""
    look = run.find(f"{W}rPr")
    found: list[tuple[Any, Inline]] = []
    made: list[Any] = []
    own: Any = None
    for child in run:
        if child is look:
            continue
        if child.tag != f"{W}t" or not TOKEN.search(child.text or ""):
            own = _continued(own, run, look, made)
            own.append(copy.deepcopy(child))
            continue
        for inline in tokens.split(child.text):
            words = plain((inline,))
            if not words:
                continue
            if isinstance(inline, Text):
                own = _continued(own, run, look, made)
                _write(own, words)
                continue
            own = None
            value = _new_run(run, _styled(look, inline, styles, words))
            found.append((value, inline))
            _write(value, words)
            made.append(value)
    for new in made:
        run.addprevious(new)
    parent = run.getparent()
    parent.remove(run)
    return found


def _continued(own: Any, run: Any, look: Any, made: list[Any]) -> Any:
    if own is None:
        own = _new_run(run, copy.deepcopy(look))
        made.append(own)
    return own


def _new_run(run: Any, look: Any) -> Any:
    new = etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
    if look is not None:
        new.append(look)
    return new


def _write(run: Any, words: str) -> None:
    """Append *words* to *run*: text, line breaks, tabs."""
    for number, line in enumerate(words.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, f"{W}tab")
            if piece:
                etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = piece


def _styled(look: Any, inline: Inline, styles: Mapping[str, str], words: str) -> Any:
    """Return the run's formatting with our character style, and a highlight where the value is open."""
    new = copy.deepcopy(look) if look is not None else etree.Element(f"{W}rPr")
    for old in new.findall(f"{W}rStyle"):
        new.remove(old)
    new.insert(0, etree.Element(f"{W}rStyle", {f"{W}val": styles[STYLES[type(inline)]]}))
    if not words.isascii() and not isinstance(inline, Box):
        fonts = new.find(f"{W}rFonts")
        if fonts is None:
            fonts = etree.Element(f"{W}rFonts")
            new.insert(1, fonts)
        fonts.set(f"{W}hint", "eastAsia")  # “ ” … are otherwise printed half width
    if isinstance(inline, Blank | Choice) and new.find(f"{W}highlight") is None:
        later = [child for child in new if etree.QName(child).localname in _AFTER_HIGHLIGHT]
        mark = etree.Element(f"{W}highlight", {f"{W}val": "yellow"})
        if later:
            later[0].addprevious(mark)
        else:
            new.append(mark)
    return new


def _plain_text(element: Any, tokens: Tokens, place: str) -> None:
    """Put values back where there is no run: field codes, properties, attributes. They stand there as plain text."""
    if element.text and TOKEN.search(element.text):
        element.text = plain(tokens.split(element.text))
    for name, value in element.attrib.items():
        if TOKEN.search(value):
            inlines = tokens.split(value)
            for inline in inlines:
                if isinstance(inline, Blank | Choice):
                    raise UserError(
                        f"“{inline.label}”尚未确定，不能用来设置格式",
                        place=place,
                        remedy="填写该项，或者改用固定的格式",
                    )
            element.set(name, plain(inlines))
