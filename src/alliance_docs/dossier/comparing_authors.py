"""In whose name the tracked changes of one document stand: layers of wording, hands in Word, facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.dossier.comparing_sources import Paper, Source
from alliance_docs.drafting.draft import Draft, clause_text

if TYPE_CHECKING:
    from alliance_docs.word.redline_authors import Authors


def authors_of(document: str, before: Paper, after: Paper, old: Source, new: Source) -> Authors:
    """Return who stands for which change of *document*: a layer's own wording, a hand in Word, or what the words come from."""
    from alliance_docs.word.redline_authors import Authors

    words = redline_words()
    names = words.authors
    hands = _hands(after, names["hand"])
    if "" in old.papers and not hands and not _ours(before, after):
        return Authors(names["other"])
    kind = document.partition("@")[0]
    # wording that a layer has given up was changed by it, too
    layers: Mapping[str, str] = {**old.own.get(kind, {}), **new.own.get(kind, {})}
    clauses = {clause: names["firm" if layer == "firm" else "clauses"] for clause, layer in layers.items()}
    return Authors(names["text"], names["members"], names["facts"], names["numbers"], clauses, hands, of_members=words.of_members)


def _ours(before: Paper, after: Paper) -> bool:
    from alliance_docs.word.reader import read_identity

    return all(read_identity(one.data) is not None for one in (before, after))


def _hands(paper: Paper, name: str) -> dict[str, str]:
    """Return clause → who changed it in Word since it was written."""
    if paper.edited is None:
        return {}
    from alliance_docs.word.package import open_package
    from alliance_docs.word.reader import read

    written, edited = read(paper.edited), read(paper.data)
    core = open_package(paper.data).parts.get("docProps/core.xml", b"").decode("utf-8", "replace")
    saved = re.search(r"<cp:lastModifiedBy>([^<]+)</cp:lastModifiedBy>", core)
    who = f"{name}（{saved[1]}）" if saved and saved[1] != "alliance-docs" else name
    return dict.fromkeys(_edited(written, edited), who)


def _edited(written: Draft, edited: Draft) -> Iterator[str]:
    """Yield the clauses that differ, and those that are gone."""
    for clause in edited.clauses:
        before = written.clause(clause.id)
        if before is None or clause_text(before) != clause_text(clause):
            yield clause.id
    for clause in written.clauses:
        if edited.clause(clause.id) is None:
            yield clause.id
