"""What reading a file has to tell before it is checked: what could not be read, what is hidden, whose changes are open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from alliance_docs.checks.case import Case
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.hit import Hit, finding_of, hit
from alliance_docs.checks.reading import clause_place
from alliance_docs.checks.rule import catalogue
from alliance_docs.drafting.draft import Clause, Opaque, OpaqueInline, clause_inlines

if TYPE_CHECKING:
    from alliance_docs.word.reader import Reading

UNREAD, GENERAL_ONLY, KIND, CHANGES, HIDDEN = "AD-RD-01", "AD-RD-02", "AD-RD-03", "AD-RD-04", "AD-RD-05"


def reading_findings(reading: Reading, document: str, case: Case, *, kind: str = "", told: bool) -> tuple[Finding, ...]:
    """Return what is to be said of *reading*, checked as *document*.

    *kind*: how the kind of document it was taken for is called, empty when it could not be told; *told*: the user or
    the file itself said what it is.
    """
    hits = [*_unread(reading, document), *_changes(reading, document)]
    if not case.jurisdiction.id:
        hits.append((GENERAL_ONLY, hit(document=document)))
    if not told:
        hits.append((KIND, hit("taken" if kind else "unknown", document=document, kind=kind)))
    rules = catalogue(case.jurisdiction.id)
    return tuple(finding_of(rules[rule], found, case) for rule, found in hits)


def _unread(reading: Reading, document: str) -> Iterator[tuple[str, Hit]]:
    for clause in reading.draft.clauses:
        for key, count in _pieces(clause).items():
            rule = HIDDEN if key == "hidden" else UNREAD
            yield rule, hit("default" if key == "hidden" else key, clause_place(clause), document=document, clause=clause.id, count=count)
    for name in reading.damaged:
        yield UNREAD, hit("part", document=document, part=name)


def _pieces(clause: Clause) -> Counter[str]:
    """Count what was kept as it is, by what it is."""
    from alliance_docs.word.embedded import kind_of

    xml = [inline.xml for run in clause_inlines(clause) for inline in run if isinstance(inline, OpaqueInline)]
    xml += [block.xml for block in clause.blocks if isinstance(block, Opaque)]
    return Counter(kind for one in xml if (kind := kind_of(one)))


def _changes(reading: Reading, document: str) -> Iterator[tuple[str, Hit]]:
    if not reading.editors:
        return
    who = "；".join(_told(one.name, one.insertions, one.deletions, one.moves, one.formats) for one in reading.editors)
    gone = "、".join(clause_place(clause) + (f"“{clause.rubric_text}”" if clause.rubric else "") for clause in reading.struck)
    yield CHANGES, hit("struck" if gone else reading.view, document=document, editors=who, struck=gone)


def _told(name: str, insertions: int, deletions: int, moves: int, formats: int) -> str:
    words = (("插入", insertions), ("删除", deletions), ("移动", moves), ("格式", formats))
    return f"{name or '未署名'}：" + "、".join(f"{word} {count} 处" for word, count in words if count)
