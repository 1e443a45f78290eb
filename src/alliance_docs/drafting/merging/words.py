"""A run of inlines as words: facts, numbers and Latin words whole, Han characters one by one; and back."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

from alliance_docs.drafting.draft import (
    Blank,
    Clause,
    Draft,
    Fact,
    Inline,
    Inlines,
    OpaqueInline,
    Ref,
    Text,
    clause_inlines,
)
from alliance_docs.drafting.mapping import map_runs

_PIECE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:[.,:/_@·-][0-9A-Za-z０-９]+)*[%％‰]?|.", re.DOTALL)

_FILES = re.compile(r"<al:part [^>]*>([^<]+)</al:part>")


def words_of(inlines: Inlines) -> tuple[Inline, ...]:
    """Cut texts into words; every other inline is a word by itself."""
    return tuple(_cut(inlines))


def _cut(inlines: Inlines) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Text):
            for piece in _PIECE.findall(inline.text):
                yield Text(piece, inline.bold)
        else:
            yield inline


def joined(words: Iterable[Inline]) -> Inlines:
    """Join neighbouring texts of the same weight again."""
    out: list[Inline] = []
    for word in words:
        last = out[-1] if out else None
        if isinstance(word, Text) and isinstance(last, Text) and last.bold == word.bold:
            out[-1] = Text(last.text + word.text, word.bold)
        elif not isinstance(word, Text) or word.text:
            out.append(word)
    return tuple(out)


def same_place(word: Inline) -> Hashable:
    """What makes two words the same slot: a fact is its path whatever it says today, a reference its clause."""
    match word:
        case Fact() | Blank() if word.path:
            return "fact", word.path
        case Ref():
            return "ref", word.document, word.clause
        case OpaqueInline():
            return "opaque", kept_gist(word.xml)
        case _:
            return word


def kept_gist(xml: str) -> Hashable:
    """What a kept piece (a picture) shows: its files, which every program frames in another way; without files all of it."""
    return tuple(_FILES.findall(xml)) or xml


def with_texts(draft: Draft, *models: Draft) -> Draft:
    """Return *draft* with references that have lost their words worded as the same reference is in *models*, the later first."""
    known = {
        (one.document, one.clause, one.paragraph, one.item): one.text
        for model in models
        for clause in model.clauses
        for run in clause_inlines(clause)
        for one in run
        if isinstance(one, Ref) and one.text
    }

    def worded(inlines: Inlines, _: Clause) -> Inlines:
        return tuple(
            replace(one, text=known.get((one.document, one.clause, one.paragraph, one.item), "所引条款")) if isinstance(one, Ref) and not one.text else one
            for one in inlines
        )

    return map_runs(draft, worded)


def bare(inlines: Inlines) -> Inlines:
    """The inlines without what is computed: the words of references."""
    return tuple(replace(one, text="", bold=False) if isinstance(one, Ref) else one for one in inlines)
