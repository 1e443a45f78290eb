"""A part made plain before it is compared: no tracked changes, no wrappers, paragraphs whole, runs of one look joined."""

from __future__ import annotations

from typing import Any

from alliance_docs.word.ooxml import W
from alliance_docs.word.views import settle

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNWRAPPED = tuple(f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml"))
_SILENT = tuple(
    f"{W}{name}"
    for name in (
        "proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "smartTagPr", "customXmlPr", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
        "customXmlDelRangeEnd", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange",
        "tblPrExChange", "numberingChange",
    )
)  # fmt: skip


def flatten(root: Any, apart: frozenset[str] = frozenset()) -> bool:
    """Make a part's tree plain, changes accepted; tell whether it held any. *apart*: styles whose runs stay apart (facts).

    What is silent (spelling marks, revision numbers) goes, block-level content controls are opened, and neighbouring runs
    of one look become one, so that two savings of one text do not differ.
    """
    tracked = next(root.iter(*(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))), None) is not None
    settle(root, "accepted")
    for node in list(root.iter(f"{W}sdt")):
        if node.getparent().tag not in (f"{W}p", f"{W}hyperlink", f"{W}sdtContent") or next(node.iter(f"{W}p"), None) is not None:
            _unwrap(node, node.find(f"{W}sdtContent"))
    for node in list(root.iter(*_UNWRAPPED)):
        if node.getparent() is not None:
            _unwrap(node, node)
    for node in list(root.iter(*_SILENT)):
        node.getparent().remove(node)
    _join_paragraphs(root)
    for node in root.iter(f"{W}p", f"{W}r", f"{W}tr"):
        for name in [name for name in node.attrib if "rsid" in name or name.endswith(("}paraId", "}textId"))]:
            del node.attrib[name]
    for run in list(root.iter(f"{W}r")):
        _join_run(run, apart)
    return tracked


def _unwrap(node: Any, content: Any) -> None:
    """Put the children of *content* in the place of *node*."""
    parent = node.getparent()
    place = parent.index(node)
    for child in reversed(list(content) if content is not None else []):
        parent.insert(place, child)
    parent.remove(node)


def _join_paragraphs(root: Any) -> None:
    """Join a paragraph whose end was deleted with the next one, which keeps its look."""
    for mark in list(root.iter(f"{W}del")):
        properties = mark.getparent()
        if properties is None or properties.tag != f"{W}rPr" or properties.getparent().tag != f"{W}pPr":
            continue
        paragraph = properties.getparent().getparent()
        properties.remove(mark)
        following = paragraph.getnext()
        if following is None or following.tag != f"{W}p":
            if not any(child.tag == f"{W}r" for child in paragraph) and (following is not None or paragraph.getprevious() is not None):
                paragraph.getparent().remove(paragraph)
            continue
        place = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
        for child in reversed([child for child in paragraph if child.tag != f"{W}pPr"]):
            following.insert(place, child)
        paragraph.getparent().remove(paragraph)


def _join_run(run: Any, apart: frozenset[str]) -> None:
    before = run.getprevious()
    if before is None or before.tag != f"{W}r" or look_of(before, hint=True) != look_of(run, hint=True):
        return
    named = run.find(f"{W}rPr/{W}rStyle")
    if named is not None and named.get(f"{W}val") in apart:
        return
    for child in [child for child in run if child.tag != f"{W}rPr"]:
        last = before[-1] if len(before) else None
        if child.tag == f"{W}t" and last is not None and last.tag == child.tag:
            last.text = words_of(last) + words_of(child)
            last.set(_SPACE, "preserve")
        else:
            before.append(child)
    run.getparent().remove(run)


def words_of(node: Any) -> str:
    """Return the words of a ``w:t`` as Word shows them."""
    words: str = node.text or ""
    return words if node.get(_SPACE) == "preserve" else words.strip(" \t\r\n")


def look_of(run: Any, *, hint: bool = False, unseen: frozenset[str] = frozenset()) -> str:
    """Return a run's properties as comparable text: without what does not show (language; styles *unseen*; the font *hint*)."""
    from lxml import etree

    properties = run.find(f"{W}rPr")
    if properties is None:
        return ""
    parts = []
    for child in properties:
        if child.tag in (f"{W}lang", f"{W}noProof") or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}rStyle" and child.get(f"{W}val") in unseen:
            continue
        shown = {name: value for name, value in child.attrib.items() if hint or name != f"{W}hint"}
        if child.tag == f"{W}rFonts" and not shown:
            continue
        inner = "".join(etree.tostring(one, encoding="unicode", with_tail=False) for one in child)
        parts.append(f"{child.tag}{sorted(shown.items())}{inner}")
    return "".join(sorted(parts))
