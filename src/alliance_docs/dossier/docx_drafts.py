"""Documents that a layer words whole by its own .docx: filled like a form, then read; other documents' references led to its articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from alliance_docs.checks.own_text import own_articles
from alliance_docs.drafting.draft import Chapter, Clause, Draft, Inline, Inlines, Paragraph, Ref, Signature, Text
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.drafting.merging.words import joined
from alliance_docs.jurisdictions.jurisdiction import kind_of

if TYPE_CHECKING:
    from alliance_docs.word.identity import Identity

SOMEWHERE = "有关条款"
"""Printed for a reference to an article that an own document does not seem to have."""
_SEVERAL = re.compile(f"{SOMEWHERE}(?:[、，和及]{SOMEWHERE})+")
_NOTE = "consolidated_note"


def read_own(data: bytes, instance: str) -> Draft:
    """Return the draft a filled .docx holds. It is nobody's but the layer's: checks ask of it what they ask of any text."""
    from alliance_docs.word.reader import read

    draft = replace(read(data), id=instance, jurisdiction="")
    known = {clause.id for clause in draft.clauses}

    def kept(inlines: Inlines, _: Clause) -> Inlines:
        """A field whose article a condition left out, or that leads to an article told by its words only, says what it shows."""
        return tuple(Text(one.text) if isinstance(one, Ref) and (one.document or one.clause not in known) else one for one in inlines)

    return map_runs(draft, kept)


def whose_text(identity: Identity | None, jurisdiction: str) -> str:
    """Return the jurisdiction whose text a file holds: none where a layer worded it whole. A file without identity counts as ours, worn."""
    return "" if identity is not None and not identity.jurisdiction else jurisdiction


def led(drafts: Mapping[str, Draft], own: Mapping[str, Draft], jurisdiction: str) -> dict[str, Draft]:
    """Return *drafts* with references to the *own* documents leading to the article that has the rubric our text gives it; else to no article."""
    if not own:
        return dict(drafts)
    articles = {name: _articles(draft, jurisdiction) for name, draft in own.items()}

    def change(owner: str) -> Callable[[Inlines, Clause], Inlines]:
        return lambda inlines, _: _run(inlines, owner, articles)

    return {name: draft if name in own else map_runs(draft, change(name)) for name, draft in drafts.items()}


def _run(inlines: Inlines, owner: str, articles: Mapping[str, Mapping[str, str]]) -> Inlines:
    """Lead the references of a run; several to nowhere, one after the other, are said once."""
    if not any(isinstance(one, Ref) and one.document in articles and one.document != owner for one in inlines):
        return inlines
    words = joined(_led(one, articles) if isinstance(one, Ref) else one for one in inlines)
    return tuple(replace(one, text=_SEVERAL.sub(SOMEWHERE, one.text)) if isinstance(one, Text) else one for one in words)


def _articles(draft: Draft, jurisdiction: str) -> Mapping[str, str]:
    """Our clause ids, and ids of the articles of *draft* that bear one of our rubrics for it."""
    found: dict[str, str] = {}
    for ours in own_articles(jurisdiction, kind_of(draft.id)):
        clause = next((one for one in draft.clauses if one.kind != "passage" and one.rubric_text and ours.named(one.rubric_text)), None)
        if clause is not None:
            found[ours.id] = clause.id
    return found


def _led(ref: Ref, articles: Mapping[str, Mapping[str, str]]) -> Inline:
    if ref.document not in articles:
        return ref
    target = articles[ref.document].get(ref.clause)
    return Ref(target, document=ref.document, bold=ref.bold) if target else Text(SOMEWHERE, ref.bold)


def consolidated(instrument: Draft, title: str, name: str, worded: Draft) -> Draft:
    """Return an own instrument as a text for reading: its words without signature page, under the note that our consolidated text *worded* begins with."""
    note = next((block for clause in worded.clauses for block in clause.blocks if isinstance(block, Paragraph) and block.role == "note"), None)
    head = (Clause(_NOTE, "passage", (), (note,)),) if note is not None else ()
    return replace(instrument, id=name, title=title, body=(*head, *(part for part in instrument.body if not _signed(part))))


def _signed(part: Chapter | Clause) -> bool:
    return isinstance(part, Clause) and any(isinstance(block, Signature) for block in part.blocks)
