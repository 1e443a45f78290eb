"""Signature pages: what each block holds, nothing filled in beforehand, and the page that names its document (LC-FM-02, LC-FM-22)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import drafting_words, words
from alliance_docs.checks.hit import Hit
from alliance_docs.checks.reading import Passage, clause_place
from alliance_docs.checks.wording import contains
from alliance_docs.drafting.draft import Clause, Draft, Signature, plain

SIGNED = ("agreement", "accession-agreement")
LINE = 60
"""Longer lines are running text, not lines of a signature block."""
_FILLED = re.compile(r"(?:签字|签名|签章)\s?[）)]?\s?[:：]\s?([\u4e00-\u9fff·]{2,6})[\s_]*$")


def blocks(case: Case) -> Iterator[Hit]:
    """Each block has room for seal, signature and day, and nobody has signed in type."""
    for document in SIGNED:
        for _, draft in case.files_of(document):
            signed = list(_blocks(draft))
            for clause, block in signed:
                text = "\n".join(plain(line) for line in block.lines)
                lacking = _lacking(text)
                if lacking:
                    yield _at(draft, clause, "lacking", name=text.partition("\n")[0].strip(), lacking="、".join(lacking))
            lines = [passage for passage in case.passages_of.get(draft.id, ()) if len(passage.text) <= LINE]
            for passage in lines:
                filled = _FILLED.search(passage.text)
                if filled:
                    yield _at(draft, passage.clause, "filled", text=passage.text.strip(), name=filled[1])
            if not signed:
                yield from _loose(draft, lines)


def _loose(draft: Draft, lines: Sequence[Passage]) -> Iterator[Hit]:
    """Blocks nobody has marked as such: as many signatures as seals, and a day."""
    seals = [passage for passage in lines if contains(passage.text, words("seal_marks"))]
    if len(seals) < 2:
        return
    parts = drafting_words()["signature_parts"]
    clauses = {passage.clause.id for passage in seals}
    page = [passage for passage in lines if passage.clause.id in clauses]
    for name, groups in parts.items():
        held = sum(all(contains(passage.text, group) for group in groups) for passage in page)
        if held == 0 or (held < len(seals) and "日期" not in name):
            yield _at(draft, seals[0].clause, "fewer" if held else "none", lacking=name, seals=len(seals), there=held)


def page_marks(case: Case) -> Iterator[Hit]:
    """A signature page names its document, and the pages are held together by a seal across them."""
    for document in SIGNED[:1]:
        for name, draft in case.files_of(document):
            pages = {clause.id: clause for clause, _ in _blocks(draft)}
            if not pages:
                seals = [passage for passage in case.passages_of.get(name, ()) if len(passage.text) <= LINE]
                pages = {one.clause.id: one.clause for one in seals if contains(one.text, words("seal_marks")) and one.clause.kind != "annex"}
            if not pages:
                continue
            first = next(iter(pages.values()))
            text = "\n".join(passage.text for passage in case.passages_of[name] if passage.clause.id in pages)
            if not (contains(text, words("signing_page_marks")) and "《" in text):
                yield _at(draft, first, "title")
            if not contains(case.text_of[name], words("seam_marks")):
                yield _at(draft, first, "seam")


def _blocks(draft: Draft) -> Iterator[tuple[Clause, Signature]]:
    for clause in draft.clauses:
        for block in clause.blocks:
            if isinstance(block, Signature) and any(plain(line).strip() for line in block.lines):
                yield clause, block


def _lacking(text: str) -> list[str]:
    return [name for name, groups in drafting_words()["signature_parts"].items() if not all(contains(text, group) for group in groups)]


def _at(draft: Draft, clause: Clause, key: str, **values: object) -> Hit:
    return Hit(key, values, draft.id, clause.id, clause_place(clause) or "签署页")


RULES = {"LC-FM-02": blocks, "LC-FM-22": page_marks}
