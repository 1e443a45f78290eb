"""What a change does to the documents: sealed ones that stand as signed, texts that are made new, papers and signatures owed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from alliance_docs.dossier.change_filing import reports_changes
from alliance_docs.dossier.drafts import Plan
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.facts.numerals import han
from alliance_docs.jurisdictions.jurisdiction import Document, kind_of

_SHOWN = 6
"""Clauses named for each document, before the rest are only counted."""


@dataclass(frozen=True)
class _Touched:
    """A document with the clauses that change; *made*: how many of its files are new or changed, where there are several."""

    document: Document
    clauses: tuple[Clause, ...] = ()
    made: int = 0
    new: bool = False

    @property
    def title(self) -> str:
        return f"《{self.document.short_title}》"

    @property
    def told(self) -> str:
        """The title with the clauses: 《章程》（第十八条成员构成、第三十六条理事会等 3 处）."""
        named = [_called(clause) for clause in self.clauses]
        shown = list(dict.fromkeys(name for name in named if name))[:_SHOWN]
        more = f"等 {len(self.clauses)} 处" if len(self.clauses) > len(shown) and shown else ""
        return f"{self.title}（{'、'.join(shown)}{more}）" if shown else self.title


def consequent_papers(
    before: Plan, after: Plan, old: Mapping[str, Draft], new: Mapping[str, Draft], sealed: Collection[str]
) -> Iterator[str]:
    """Yield line by line what becomes of the documents. *sealed*: ids of those in sealed filings, which are not rewritten."""
    touched = tuple(_touched(after, old, new))
    reporting = {one for filing in after.jurisdiction.filings if reports_changes(filing) for one in filing.documents}
    reporting |= {one for filing in before.jurisdiction.filings if reports_changes(filing) for one in filing.documents}
    first = set(after.jurisdiction.filings[0].documents) if after.jurisdiction.filings else set()
    for one in touched:
        kind = one.document.instrument
        if one.document.id in sealed and not one.made:
            if kind == "signed" and one.document.submitted:
                yield f"已签署、不改写：{one.told}"
            elif kind == "adopted":
                yield f"已通过、不改写，以决议为准：{one.told}"
        elif one.document.id in first and one.document.id not in reporting:
            yield f"文字改变：{one.told}" + (f"{one.made} 份" if one.made else "")
    renewed = [one.title for one in touched if one.document.id in reporting and one.document.instrument == "current" and not one.made]
    if renewed:
        yield f"重新制作：{'、'.join(renewed)}"
    for one in touched:
        if one.document.id in reporting and one.document.instrument != "current" and (one.made or one.document.id not in sealed):
            yield _owed(one)


def _owed(one: _Touched) -> str:
    """The paper with who signs and stamps it."""
    signs = [f"{what}：{who}" for what, who in (("签字", one.document.signed_by), ("盖章", one.document.stamped_by)) if who]
    return f"须制作：{one.title}" + (f"{one.made} 份" if one.made else "") + (f"，{'；'.join(signs)}" if signs else "")


def _touched(after: Plan, old: Mapping[str, Draft], new: Mapping[str, Draft]) -> Iterator[_Touched]:
    """The documents whose text changes, in the jurisdiction's order; of one made for each of something, how many files."""
    for document in after.jurisdiction.documents:
        files = {name: draft for name, draft in new.items() if kind_of(name) == document.id}
        several = any("@" in name for name in files)  # the form without a unit's name beside them is nobody's paper
        changed = {name: clauses for name, draft in files.items() if several == ("@" in name) and (clauses := _changed(old.get(name), draft))}
        if not changed:
            continue
        clauses = () if several else next(iter(changed.values()))
        yield _Touched(document, clauses, len(changed) if several else 0, all(name not in old for name in changed))


def _changed(before: Draft | None, draft: Draft) -> tuple[Clause, ...]:
    texts = {clause.id: replace(clause, number=0) for clause in before.clauses} if before else {}
    return tuple(clause for clause in draft.clauses if texts.get(clause.id) != replace(clause, number=0))


def _called(clause: Clause) -> str:
    number = f"第{han(clause.number)}条" if clause.kind == "article" and clause.number else ""
    return f"{number}{clause.rubric_text}"
