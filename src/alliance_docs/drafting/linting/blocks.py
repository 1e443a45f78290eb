"""The clauses of a text as they are typed: blocks, the articles in them, and what each article holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from alliance_docs.drafting.linting.scan import VALUE, Scan, scan

AFTER = "after_"
HEAD = re.compile(r"(?P<mark>####|###|##|@annex)(?:[ \t\u3000]+(?P<title>.*?))?[ \t\u3000]*(?:\{=(?P<id>\w+)\})?[ \t\u3000]*$")
_ITEM = re.compile(r"（[一二三四五六七八九十百零]+）")
_BODY = re.compile(r"[@=#|（\d]|- |\[")


@dataclass(frozen=True)
class Part:
    """What stands under one heading of a block, or without any: *mark* is ``##``, ``###``, ``####``, ``@annex`` or ''."""

    id: str
    mark: str
    title: str
    line: int
    lines: tuple[str, ...]

    @property
    def paragraphs(self) -> int:
        """How many 款 it may have at most, every branch counted."""
        return sum(1 for line in self.lines if not _BODY.match(line)) or 1

    @property
    def items(self) -> int:
        """How many 项 one 款 of it may have at most, every branch counted."""
        return sum(1 for line in self.lines if _ITEM.match(line))


@dataclass(frozen=True)
class Block:
    """A block: its clause id, its lines from and to, its parts. *loops*: something in it is repeated; *branches*: something depends on a condition; *above*: it prints the clause below."""

    id: str
    line: int
    end: int
    parts: tuple[Part, ...]
    loops: bool
    above: bool
    tags: bool
    branches: bool

    @property
    def removes(self) -> bool:
        """Whether nothing stands in it."""
        return not self.parts and not self.tags


@dataclass(frozen=True)
class Text:
    """A template's text with its tags and its blocks."""

    source: str

    @cached_property
    def scan(self) -> Scan:
        """The tags."""
        return scan(self.source)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in order; one without end reaches to the next."""
        return tuple(_blocks(self.scan))

    def clause_at(self, line: int) -> str:
        """The id of the block around *line*, or '' between blocks."""
        return next((block.id for block in self.blocks if block.line <= line <= block.end), "")


def _blocks(found: Scan) -> Iterator[Block]:
    opened = [tag for tag in found.tags if tag.word == "block"]
    for place, tag in enumerate(opened):
        limit = opened[place + 1].start if place + 1 < len(opened) else len(found.text)
        last = next((one for one in found.tags if one.word == "endblock" and tag.end <= one.start < limit), None)
        end = last.start if last else limit
        inner = [one for one in found.tags if tag.end <= one.start < end]
        name = re.match(r"\w*", tag.rest)
        lines = found.plain.split("\n")
        first, until = tag.line, found.line(max(end - 1, 0)) if not last else last.line
        yield Block(
            name[0] if name else "",
            first,
            until,
            tuple(_parts(name[0] if name else "", lines[first - 1 : until], first)),
            any(one.word == "for" for one in inner),
            any(one.kind == "{{" and one.inside.strip().startswith("super(") for one in inner),
            any(one.kind != "{#" for one in inner),
            any(one.word == "if" for one in inner),
        )


def _parts(block: str, lines: list[str], first: int) -> Iterator[Part]:
    head = Part(block, "", "", first, ())
    held: list[str] = []
    begun = False
    for number, raw in enumerate(lines, start=first):
        line = raw.strip(" \t\u3000\r")
        if not line:
            continue
        if found := HEAD.match(line):
            if begun:
                yield Part(head.id, head.mark, head.title, head.line, tuple(held))
            head, held = Part(found["id"] or block, found["mark"], found["title"] or "", number, ()), []
        elif not begun:
            head = Part(block, "", "", number, ())
            held = [line]
        else:
            held.append(line)
        begun = True
    if begun:
        yield Part(head.id, head.mark, head.title, head.line, tuple(held))


__all__ = ["AFTER", "HEAD", "VALUE", "Block", "Part", "Text"]
