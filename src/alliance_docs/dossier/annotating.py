"""Copies of checked Word files with the findings as comments. The files themselves are never touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alliance_docs.checks.explain import SEVERITY_WORDS
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.quoting import clause_of, run_of
from alliance_docs.dossier.checking import Checked
from alliance_docs.dossier.copies import AUTHOR, INITIALS, targets, write_copies
from alliance_docs.dossier.files import read_bytes
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError


@dataclass(frozen=True)
class Copy:
    """A copy written: where, and how many findings stand in it."""

    path: Path
    findings: int


def annotate(checked: Sequence[Checked], folder: Path, day: dt.date | None) -> tuple[Copy, ...]:
    """Write a copy of each Word file checked into *folder*, its findings as comments dated *day*.

    All or nothing is refused: a folder inside a dossier's own, two files of one name, and a file in *folder* that is not
    a copy of ours or was saved by somebody since. Raises UserError.
    """
    sources = [(one, document, path) for one in checked for document, path in one.files.items()]
    if not sources:
        raise UserError("没有可以批注的 Word 文件", place="、".join(one.name for one in checked), remedy="案卷先运行 alliance-docs build")
    new: dict[Path, bytes] = {}
    copies: list[Copy] = []
    paths = [path for _, _, path in sources]
    for (one, document, path), target in zip(sources, targets(paths, folder, "remarks"), strict=True):
        findings = tuple(_findings(one, document))
        new[target] = _annotated(read_bytes(path), one, document, findings, day)
        copies.append(Copy(target, len(findings)))
    write_copies(new, paths, "remarks")
    return tuple(copies)


def _findings(checked: Checked, document: str) -> Iterator[Finding]:
    """Yield what is said in the file of *document*, once for each place it names there.

    What belongs to no document stands in the file, where files are checked by themselves: in the first of them.
    """
    first = next(iter(checked.files), "")
    for finding in checked.findings:
        if finding.document == document or (checked.alone and not finding.document and document == first):
            yield finding
        for place in finding.also:
            if place.document == document:
                yield replace(finding, document=document, clause=place.clause, location=place.location, quote=place.quote)


def _annotated(data: bytes, checked: Checked, document: str, findings: Sequence[Finding], day: dt.date | None) -> bytes:
    from alliance_docs.word.places import places
    from alliance_docs.word.remarks import Remark, remarked

    draft, where = checked.drafts[document], places(data, checked.view, alone=checked.alone)
    remarks = [Remark(_paragraph(finding, document, draft, where), _lines(finding)) for finding in findings]
    return remarked(
        data, remarks or [Remark(-1, (_nothing(checked, document),))], author=AUTHOR, initials=INITIALS, date=day
    )


def _nothing(checked: Checked, document: str) -> str:
    apart = sum(one.finding.document in (document, "") if checked.alone else one.finding.document == document for one in checked.suppressed)
    return f"按现有规则检查，除已豁免的 {apart} 处以外，没有发现问题" if apart else "按现有规则检查，没有发现问题"


def _paragraph(finding: Finding, document: str, draft: Draft, where: Mapping[str, tuple[int, ...]]) -> int:
    """Return the paragraph a finding is about, -1 where it is about the whole file."""
    clause = clause_of(finding, document, draft)
    if clause is None or clause.id not in where:
        return -1
    numbers = where[clause.id]
    run = run_of(finding, document, clause)
    first = next((number for number in numbers if number >= 0), -1)
    return numbers[run] if run < len(numbers) and numbers[run] >= 0 else first


def _lines(finding: Finding) -> tuple[str, ...]:
    lines = [f"[{finding.rule}] {SEVERITY_WORDS[finding.severity]}：{finding.message}"]
    lines += [f"依据：{finding.basis}"] * bool(finding.basis) + [f"处理：{finding.fix}"] * bool(finding.fix)
    return tuple(lines)
