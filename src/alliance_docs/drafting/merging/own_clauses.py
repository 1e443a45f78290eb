"""Clauses a lawyer wrote: given ids of their own; article numbers typed in them made references that follow."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import replace

from alliance_docs.drafting.draft import (
    Clause,
    Draft,
    Fact,
    Inline,
    Inlines,
    Ref,
    Text,
    clause_inlines,
    clause_text,
    plain,
)
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.facts.numerals import han

PREFIX = "own_"
_CITED = re.compile(r"第(?P<article>[一二三四五六七八九十百零]+)条(?:第(?P<paragraph>[一二三四五六七八九十]+)款)?(?:第（(?P<item>[一二三四五六七八九十]+)）项)?")
_OF_A_LAW = re.compile(r"(?:》|(?<!本)(?:法|条例|规定|办法|通知|章程|协议))(?:（[^（）]*）)?$")
"""Words before a number that make it the article of another text; 本章程 is this one."""

_LISTED = re.compile(r"(?:第[一二三四五六七八九十百零]+条(?:第[一二三四五六七八九十]+款)?(?:第（[一二三四五六七八九十]+）项)?(?:、|和|及|以及|至|到|或者))+$")
"""Numbers before one in the same list: 《民法典》第十条、第十一条."""


def with_own_ids(written: Draft, returned: Draft) -> Draft:
    """Return *returned*, clauses that *written* does not know called by a hash of their words."""
    known = {clause.id for clause in written.clauses}
    taken = set(known)
    renamed: dict[str, str] = {}
    for clause in returned.clauses:
        if clause.id in known or clause.id.startswith(PREFIX):
            continue
        stem = PREFIX + hashlib.sha256(clause_text(clause).encode()).hexdigest()[:8]
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}_{number}"
        taken.add(name)
        renamed[clause.id] = name
    body = tuple(replace(part, id=renamed.get(part.id, part.id)) if isinstance(part, Clause) else part for part in returned.body)
    return replace(returned, body=body)


def with_references(written: Draft, returned: Draft) -> tuple[Draft, tuple[str, ...]]:
    """Return *returned* with typed numbers of its own articles made references, where a person typed them; and their words.

    A number that *written* has in the same words in the same clause is left as it is, and so are articles of laws and other texts.
    """
    before = {clause.id: _typed(clause) for clause in written.clauses}
    articles = {han(clause.number): clause.id for clause in returned.clauses if clause.kind == "article"}
    made: list[str] = []

    def changed(inlines: Inlines, clause: Clause) -> Inlines:
        if not any(isinstance(one, Text) and "条" in one.text for one in inlines):
            return inlines
        return tuple(piece for one in inlines for piece in (_cut(one, before.get(clause.id, ""), articles, made) if isinstance(one, Text) else (one,)))

    return map_runs(returned, changed), tuple(made)


def _typed(clause: Clause) -> str:
    """The words of a clause that are no references."""
    return "\n".join(plain(tuple(one for one in run if isinstance(one, Text | Fact))) for run in clause_inlines(clause))


def _cut(text: Text, known: str, articles: dict[str, str], made: list[str]) -> Collection[Inline]:
    out: list[Inline] = []
    start = 0
    for found in _CITED.finditer(text.text):
        target = articles.get(found["article"])
        if target is None or found[0] in known or _OF_A_LAW.search(_LISTED.sub("", text.text[: found.start()])):
            continue
        if found.start() > start:
            out.append(Text(text.text[start : found.start()], text.bold))
        out.append(Ref(target, _figure(found["paragraph"]), _figure(found["item"]), text=found[0]))
        made.append(found[0])
        start = found.end()
    if start < len(text.text):
        out.append(Text(text.text[start:], text.bold))
    return out


def _figure(word: str | None) -> int:
    return next((number for number in range(1, 100) if han(number) == word), 0) if word else 0
