"""Blocks of a clause text as they are typed: found, put in, taken out, without touching anything else of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

EXTENDS = '{% extends "below" %}'
_TAG = re.compile(r"\{#.*?#\}|\{\{(?:(?!\{%|%\}).)*?\}\}|\{%-?\s*(?P<word>\w+)\s*(?P<name>\w*)(?:(?!\{%).)*?%\}", re.DOTALL)
"""A tag left open ends nothing behind it: the blocks of a broken text must still be found."""
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_OWN_ID = re.compile(r"\{=([a-z0-9_]+)\}")
_WHOLE = re.compile(r"\s*(?:\{%-?\s*extends[^%]*%\})?\s*\{%-?\s*block\s+(\w+)\s*-?%\}(.*?)\{%-?\s*endblock\s*\w*\s*-?%\}\s*", re.DOTALL)


@dataclass(frozen=True)
class Span:
    """Where a block stands in a source: the whole of it, and its body between the tags."""

    start: int
    end: int
    body_start: int
    body_end: int


@lru_cache(maxsize=128)
def blocks_in(source: str) -> Mapping[str, Span]:
    """Return where each block of a clause text stands; one that is not closed ends where the next begins."""
    found: dict[str, Span] = {}
    open_: re.Match[str] | None = None
    for tag in _TAG.finditer(source):
        if tag["word"] == "block":
            if open_ is not None:
                found[open_["name"]] = Span(open_.start(), tag.start(), open_.end(), tag.start())
            open_ = tag
        elif tag["word"] == "endblock" and open_ is not None:
            found[open_["name"]] = Span(open_.start(), tag.end(), open_.end(), tag.start())
            open_ = None
    if open_ is not None:
        found[open_["name"]] = Span(open_.start(), len(source), open_.end(), len(source))
    return found


def body_of(source: str, block: str) -> str | None:
    """Return the text between a block's tags without the line breaks around it, None when there is no such block."""
    span = blocks_in(source).get(block)
    return source[span.body_start : span.body_end].strip("\n") if span else None


def block_holding(source: str, clause: str) -> str | None:
    """Return the block that gives a clause: the one of that name, or the one in which a clause calls itself so."""
    spans = blocks_in(source)
    if clause in spans:
        return clause
    return next((name for name, span in spans.items() if clause in _OWN_ID.findall(source[span.body_start : span.body_end])), None)


def with_block(source: str, block: str, body: str) -> str:
    """Return the source with the block's text in place of what it had; a new block comes last, a new file extends the layer below."""
    made = f"{{% block {block} %}}\n{body.strip(chr(10))}\n{{% endblock %}}"
    span = blocks_in(source).get(block)
    if span:
        return source[: span.start] + made + source[span.end :]
    head = source.rstrip("\n") if source.strip() else EXTENDS
    return f"{head}\n\n{made}\n"


def without_block(source: str, block: str) -> str:
    """Return the source without the block, ``""`` when no other block is left."""
    span = blocks_in(source).get(block)
    if span is None:
        return source
    left = source[: span.start].rstrip("\n") + "\n\n" + source[span.end :].lstrip("\n")
    return left.rstrip("\n") + "\n" if blocks_in(left) else ""


def block_at(source: str, line: int) -> str | None:
    """Return the block in which a line stands, counted from 1; None outside all of them."""
    return next((name for name, span in blocks_in(source).items() if _line(source, span.start) <= line <= _line(source, span.end)), None)


def only_block(source: str, block: str) -> str:
    """Return the source with every block but this one blanked, each line keeping its number."""
    return blanked(source, [name for name in blocks_in(source) if name != block])


def blanked(source: str, blocks: Iterable[str]) -> str:
    """Return the source without these blocks, each line keeping its number."""
    spans = blocks_in(source)
    for span in sorted((spans[one] for one in blocks if one in spans), key=lambda one: one.start, reverse=True):
        source = source[: span.start] + "\n" * source.count("\n", span.start, span.end) + source[span.end :]
    return source


def body_line(source: str, block: str) -> int:
    """Return the line on which the text of a block begins."""
    span = blocks_in(source)[block]
    body = source[span.body_start : span.body_end]
    return _line(source, span.body_start) + len(body) - len(body.lstrip("\n"))


def _line(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1


def unwrapped(text: str) -> str:
    """Return the text of a clause that somebody handed in, without the tags of its block where he typed them."""
    found = _WHOLE.fullmatch(text)
    return (found[2] if found else text).strip("\n")


def without_comments(text: str) -> str:
    """Return the text as it counts: no comments, no blank lines, no spaces at the ends of lines."""
    lines = (line.rstrip() for line in _COMMENT.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line.strip())
