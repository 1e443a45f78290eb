"""The comments of a .docx: who said what about which words, and whether it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_QUOTED = 40


@dataclass(frozen=True)
class Comment:
    """One comment. *quote*: the words it is about, at most forty characters; *date* as ``2026-11-22``, or empty; *done*: marked as settled.

    *paragraph*: where it begins, counting the ``w:p`` of the main part from 0, -1 where nothing in the text points to it; *context*: the words
    of that paragraph, those struck by tracked changes too.
    """

    author: str
    text: str
    quote: str
    date: str = ""
    done: bool = False
    paragraph: int = -1
    context: str = ""


def comments_of(package: Package) -> tuple[Comment, ...]:
    """Return the comments of an opened package, in order; a part that cannot be read holds none."""
    name = package.document_name()
    linked = next((link.target for link in package.relationships(name).values() if link.type.endswith("/comments")), "")
    if not linked or linked not in package.parts:
        return ()
    try:
        root, document = package.xml(linked), package.xml(name)
    except UserError:
        return ()
    quotes = _quotes(document)
    starts = _starts(document)
    settled = _settled(package)
    found = []
    for node in root.iter(f"{W}comment"):
        paragraphs = ["".join(piece.text or "" for piece in one.iter(f"{W}t")) for one in node.iter(f"{W}p")]
        last = [one.get(f"{_W14}paraId", "") for one in node.iter(f"{W}p")][-1:]
        text = "\n".join(filter(None, paragraphs))
        number = node.get(f"{W}id", "")
        done = bool(last and last[0] in settled)
        found.append(Comment(node.get(f"{W}author", ""), text, quotes.get(number, ""), node.get(f"{W}date", "")[:10], done, *starts.get(number, (-1, ""))))
    return tuple(found)


def _quotes(root: Any) -> dict[str, str]:
    """The words between the marks of each comment."""
    open_: dict[str, list[str]] = {}
    done: dict[str, str] = {}
    for node in root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t", f"{W}delText"):
        if node.tag in (f"{W}t", f"{W}delText"):
            for words in open_.values():
                words.append(node.text or "")
        elif node.tag == f"{W}commentRangeStart":
            open_[node.get(f"{W}id", "")] = []
        else:
            words = open_.pop(node.get(f"{W}id", ""), [])
            said = "".join(words).strip()
            done[node.get(f"{W}id", "")] = said if len(said) <= _QUOTED else f"{said[:_QUOTED]}……"
    return done


def _starts(root: Any) -> dict[str, tuple[int, str]]:
    """The paragraph in which each comment begins, and its words; of a comment without range the one it stands in."""
    found: dict[str, tuple[int, str]] = {}
    for place, paragraph in enumerate(root.iter(f"{W}p")):
        words = "".join(node.text or "" for node in paragraph.iter(f"{W}t", f"{W}delText"))
        for node in paragraph.iter(f"{W}commentRangeStart", f"{W}commentReference"):
            found.setdefault(node.get(f"{W}id", ""), (place, words))
        before = paragraph.getprevious()
        while before is not None and before.tag == f"{W}commentRangeStart":  # a range may begin between two paragraphs
            found.setdefault(before.get(f"{W}id", ""), (place, words))
            before = before.getprevious()
    return found


def _settled(package: Package) -> frozenset[str]:
    """The paragraphs (ids of Word) whose comments are marked as settled."""
    for name in package.parts:
        if name.endswith("commentsExtended.xml"):
            try:
                root = package.xml(name)
            except UserError:
                continue
            return frozenset(
                node.get(f"{_W15}paraId", "") for node in root.iter(f"{_W15}commentEx") if node.get(f"{_W15}done") in ("1", "true")
            )
    return frozenset()
